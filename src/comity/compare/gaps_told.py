"""What was found of a place, in words: by kind, with its rules, the peers' rules to look at, and the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.compare.finding import KINDS, Finding
from comity.compare.gaps import Gaps
from comity.compare.peers import Model
from comity.compare.reservations import reservations
from comity.decide import ADVICE, place_name

MODELS_SHOWN = 3
"""Rules of peers that a text lists for one finding; pages and JSON have them all, and the text says how many."""

NOTHING = "Nothing of these kinds was found."
NOT_A_FAULT = (
    "A finding is no judgment: it says what the text does, as far as encoded. What a place leaves open or closes may be "
    "meant."
)

Line = tuple[int, str]


def gaps_lead(found: Gaps) -> str:
    """The first sentence: which place, which day, beside whom."""
    side = found.side
    beside = (
        f"set beside {len(found.peers)} other{'s' if len(found.peers) > 1 else ''}"
        if found.peers
        else "set beside no other place"
    )
    return f"{side.place_name}, {side.on}, {beside}"


def by_kind(found: Gaps) -> Iterator[tuple[str, str, tuple[Finding, ...]]]:
    """The kinds that were found: heading, meaning, findings."""
    for kind, (heading, means) in KINDS.items():
        listed = tuple(one for one in found.findings if one.kind == kind)
        if listed:
            yield heading, means, listed


def models_line(one: Model, found: Gaps) -> str:
    """A peer's rule in one line."""
    return f"{place_name(found.side.corpus, one.place)}: {one.cite}"


def reservations_of(found: Gaps) -> tuple[str, ...]:
    """How far the law of the place is encoded."""
    actions = found.side.corpus.vocabulary.actions
    return tuple(dict.fromkeys(reservations(found.side, tuple(actions))))


def gaps_lines(found: Gaps) -> Iterator[Line]:
    """What was found, line by line."""
    yield from ((0, gaps_lead(found)), (0, NOT_A_FAULT))
    if not found.findings:
        yield from ((0, ""), (0, NOTHING))
    for heading, means, listed in by_kind(found):
        yield from ((0, ""), (0, heading), (2, means))
        for one in listed:
            yield from ((0, ""), (4, one.says[:1].upper() + one.says[1:]))
            if one.rules:
                yield 6, "Rules: " + "; ".join(f"{r.cite} [{r.provision}]" for r in one.rules)
            yield from _models(one.models, found)
            if one.case:
                yield 6, "Such a case:"
                yield from ((8, line) for line in one.case)
    if found.undecided:
        yield from ((0, ""), (0, "Not decided in time"))
        yield from ((2, one) for one in found.undecided)
    if told := reservations_of(found):
        yield from ((0, ""), (0, "As far as the law is encoded"))
        yield from ((2, f"{one}.") for one in told)
    yield from ((0, ""), (0, ADVICE))


def _models(models: Sequence[Model], found: Gaps) -> Iterator[Line]:
    if not models:
        return
    shown = [f"{models_line(one, found)} [{one.provision}]" for one in models[:MODELS_SHOWN]]
    rest = len(models) - len(shown)
    yield 6, "Rules elsewhere: " + "; ".join(shown) + (f"; and {rest} more" if rest else "")


def gaps_to_json(found: Gaps) -> dict[str, object]:
    """What was found as plain JSON values."""
    return {
        "place": found.side.place,
        "on": found.side.on.isoformat(),
        "corpus": found.side.corpus.digest,
        "peers": list(found.peers),
        "findings": [_finding(one) for one in found.findings],
        "undecided": list(found.undecided),
        "missing_law": list(found.missing_law),
        "reservations": list(reservations_of(found)),
        "advice": ADVICE,
    }


def _finding(one: Finding) -> dict[str, object]:
    return {
        "kind": one.kind,
        "says": one.says,
        "actions": list(one.actions),
        "actors": list(one.actors),
        "rules": [
            {"id": rule.provision, "place": rule.place, "cite": rule.cite} for rule in one.rules
        ],
        "elsewhere": [
            {
                "id": model.provision,
                "place": model.place,
                "cite": model.cite,
                "effect": model.rail.value,
            }
            for model in one.models
        ],
        "case": list(one.case),
    }
