"""`comity vocabulary`: the words in which a question is asked, and what each of them means."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import fail, out, print_json, print_text, read_corpus
from comity.decide import defined_words_to_json, vocabulary_to_json
from comity.law import nearest

VOCABULARY_EXAMPLES = """\b
Examples:
  comity vocabulary                    every action, actor and word, one line each
  comity vocabulary purpose            one of them: meaning, question, where it is found, values
  comity vocabulary transfer_custody"""


def vocabulary_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A word, action, actor, kind of document, question of law or word that a law defines.",
        ),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """List the words in which questions are asked and facts are stated, or explain one of them."""
    law = read_corpus(corpus, overlay)
    groups = vocabulary_to_json(law)
    if name is not None:
        groups = {
            group: [one for one in entries if one["id"] == name]
            for group, entries in groups.items()
        } | {"defined_words": defined_words_to_json(law, name)}
        if not any(groups.values()):
            known = [
                str(one["id"]) for entries in vocabulary_to_json(law).values() for one in entries
            ]
            fail([f"`{name}` does not stand in the vocabulary; {nearest(name, known)}"])
    groups = {group: entries for group, entries in groups.items() if entries}
    if json:
        print_json(groups)
        return
    for number, (group, entries) in enumerate(groups.items()):
        if number:
            out.print()
        print_text(group.replace("_", " ").capitalize(), style="bold")
        for one in entries:
            if name is None:
                print_text(f"{one['id']}: {one['means']}", indent=2)
            else:
                _show(one)


def _show(one: dict[str, object]) -> None:
    for key, value in one.items():
        if value is None or value == []:
            continue
        if isinstance(value, list):
            print_text(f"{key.replace('_', ' ')}:", indent=2)
            for held in value:
                said = (
                    f"{held['id']}: {held.get('means', held.get('says'))}"
                    if isinstance(held, dict)
                    else str(held)
                )
                print_text(said, indent=6)
        else:
            print_text(f"{key.replace('_', ' ')}: {value}", indent=2)
