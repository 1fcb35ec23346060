"""Checks of names over all files: given once, in the right form, and every used name exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.law.files.keys import EVERY_ACTION
from comity.law.files.law_file import LawFiles, problem
from comity.law.lexicon import Lexicon
from comity.law.names import NameUse, nearest
from comity.law.problem import Problem

_ONE_NAMESPACE: Mapping[str, str] = {"question": "word", "group": "actor"}
"""Kinds of names that must differ from the names of another kind."""

_LOCAL = frozenset({"exception", "value", "reading"})
"""Kinds of names that must differ only from their neighbours in one entry."""

_OF_A_PLACE = frozenset(
    {"provision", "instrument", "duty", "remedy", "clock", "injunction", "note"}
)
"""Kinds of names that begin with the place's id."""

_VOCABULARY = frozenset({"action", "actor", "word"})
"""Kinds of names that the vocabulary gives."""

_LAWS = _OF_A_PLACE | {"word", "question", "class"}
"""Kinds of names that the files of places give."""


def check_names(files: LawFiles, lexicon: Lexicon) -> Iterator[Problem]:
    """Names given twice, names of the wrong form, names used that nobody gives."""
    yield from _given_twice(files)
    yield from _wrongly_begun(files)
    known = _known(files)
    laws_are_whole = all(one.whole for one in files.places)
    for one in files.all:
        for use in one.reading.used:
            yield from _unknown(use, known, files, lexicon, laws_are_whole=laws_are_whole)


def _given_twice(files: LawFiles) -> Iterator[Problem]:
    first: dict[tuple[str, str], NameUse] = {}
    for one in files.all:
        for use in one.reading.given:
            if use.domain in _LOCAL:
                continue
            key = (_ONE_NAMESPACE.get(use.domain, use.domain), use.name)
            before = first.setdefault(key, use)
            if before is use:
                continue
            amends = one.overlay and use.domain == "provision" and before.span.file != one.name
            dated = use.domain == before.domain == "word" and before.span.file == one.name
            if not amends and not (dated and one is not files.vocabulary):
                yield problem(
                    use.span,
                    f"the {use.domain} `{use.name}` is defined twice",
                    f"it is already defined in {before.span.file}:{before.span.line}",
                    "give one of them another name, or remove it",
                )


def _wrongly_begun(files: LawFiles) -> Iterator[Problem]:
    shipped = {use.name for one in files.places if not one.overlay for use in one.reading.given}
    for one in files.places:
        owner = one.reading.owner
        for use in one.reading.given:
            if not owner:
                continue
            if use.domain in _OF_A_PLACE and not use.name.startswith(f"{owner}/"):
                yield problem(
                    use.span,
                    f"the {use.domain} `{use.name}` does not begin with `{owner}/`",
                    f"this file speaks for `{owner}`",
                    f"amend it in a file of its own with `jurisdiction: {use.name.partition('/')[0]}`"
                    if one.overlay and use.name in shipped
                    else f"write `{owner}/{use.name.partition('/')[2]}`",
                )
            prefixes = (owner, owner.removeprefix("us-"))
            if use.domain == "class" and use.name.partition(".")[0] not in prefixes:
                yield problem(
                    use.span,
                    f"the class `{use.name}` does not begin with `{prefixes[1]}.`",
                    f"classes are owned by the place that makes them, here `{owner}`",
                    f"write `{prefixes[1]}.{use.name.partition('.')[2]}`",
                )
    for entry in files.gaps.entries:
        name, owner = entry.text("id"), entry.text("jurisdiction")
        if name and owner and not name.startswith(f"{owner}/"):
            yield problem(
                entry.at("id"),
                f"the gap `{name}` does not begin with `{owner}/`",
                f"it is a gap of `{owner}`",
                f"write `{owner}/{name.partition('/')[2]}`",
            )


def _known(files: LawFiles) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in files.all:
        for use in one.reading.given:
            found.setdefault(use.domain, set()).add(use.name)
    return {domain: frozenset(names) for domain, names in found.items()}


def _unknown(
    use: NameUse,
    known: Mapping[str, frozenset[str]],
    files: LawFiles,
    lexicon: Lexicon,
    *,
    laws_are_whole: bool,
) -> Iterator[Problem]:
    match use.domain:
        case "place":
            names: frozenset[str] = frozenset(lexicon.places())
            fine = lexicon.is_place(use.name) or not laws_are_whole or not files.states.whole
        case "actor or group":
            names = known.get("actor", frozenset()) | known.get("group", frozenset())
            fine = use.name in names or not laws_are_whole or not files.vocabulary.whole
        case "action or `*`":
            names = known.get("action", frozenset()) | {EVERY_ACTION}
            fine = use.name in names or not files.vocabulary.whole
        case domain:
            names = known.get(domain, frozenset())
            whole = (files.vocabulary.whole or domain not in _VOCABULARY) and (
                laws_are_whole or domain not in _LAWS
            )
            fine = use.name in names or not whole
    if not fine:
        yield problem(
            use.span,
            f"the {use.domain.removesuffix(' or `*`')} `{use.name}` is unknown",
            "it stands neither in the vocabulary nor in a law file",
            nearest(use.name, names),
        )
