"""Checks of all conditions against everything that can be said."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.check_words import leaf_mistakes
from comity.law.files.entry import Reading
from comity.law.files.law_file import LawFiles, problem
from comity.law.files.yaml_node import Entries, plain
from comity.law.lexicon import Lexicon
from comity.law.names import nearest
from comity.law.problem import Problem
from comity.logic import leaves


def check_conditions(files: LawFiles, lexicon: Lexicon) -> Iterator[Problem]:
    """Every leaf of every condition, and what the kinds of documents fix."""
    for one in files.all:
        for condition in one.reading.conditions:
            for leaf in leaves(condition.tree):
                for mistake in leaf_mistakes(leaf, lexicon):
                    yield problem(leaf.span, mistake.what, mistake.why, mistake.remedy)
    yield from _fixed_attributes(files, lexicon)


def _fixed_attributes(files: LawFiles, lexicon: Lexicon) -> Iterator[Problem]:
    """What a kind of document fixes must be a value that documents can have."""
    top = files.vocabulary.top
    documents = top.entry("documents") if top is not None else None
    reading = Reading(file=files.vocabulary.name)
    for kind in documents.entries("kinds") if documents is not None else ():
        node = kind.node("attributes")
        if not isinstance(node, Entries):
            continue
        values = lexicon.vocabulary.document_values
        for name, value in node.entries.items():
            fixed = plain(value)
            if name not in values:
                reading.refuse(
                    node.keys[name].line,
                    f"documents have no attribute `{name}`",
                    "the kinds of documents can only fix what `attributes` lists",
                    nearest(name, values),
                )
            elif fixed not in values[name]:
                reading.refuse(
                    value.line,
                    f"the {name} `{fixed}` is unknown",
                    f"`attributes` does not list it under `{name}`",
                    nearest(str(fixed), values[name]),
                )
    yield from reading.problems
