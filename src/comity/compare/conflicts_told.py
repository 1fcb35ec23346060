"""Conflicts in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from comity.compare.conflicts import Conflicts, Stretch
from comity.decide import ADVICE, place_name

NONE_FOUND = (
    "No act is both required and prohibited, in any case: that is proved for what is encoded."
)

Line = tuple[int, str]


def conflicts_lines(found: Conflicts) -> Iterator[Line]:
    """The conflicts, line by line."""
    when = f"on {found.on}" if found.on else "on every day on which such rules change"
    yield (
        0,
        f"Acts that one law requires and another prohibits, in {found.looked_at} places, {when}",
    )
    if not found.stretches and not found.undecided:
        yield from ((0, ""), (0, NONE_FOUND))
    for place, listed in groupby(found.stretches, key=lambda one: one.place):
        yield from ((0, ""), (0, place_name(found.corpus, place)))
        for one in listed:
            yield from _stretch(one, found)
    if found.undecided:
        yield from ((0, ""), (0, "Not decided in time"))
        yield from ((2, one) for one in found.undecided)
    yield from ((0, ""), (0, ADVICE))


def _stretch(one: Stretch, found: Conflicts) -> Iterator[Line]:
    finding = one.finding
    says = finding.says[:1].upper() + finding.says[1:]
    yield 2, f"{says}" + ("" if found.on else f"; {one.period.in_words}")
    means = found.corpus.vocabulary.actors
    yield 4, "For: " + "; ".join(means[actor].means for actor in finding.actors)
    yield 4, "Rules: " + "; ".join(f"{rule.cite} [{rule.provision}]" for rule in finding.rules)
    yield 4, "Such a case:"
    yield from ((6, line) for line in finding.case)


def conflicts_to_json(found: Conflicts) -> dict[str, object]:
    """The conflicts as plain JSON values."""
    return {
        "corpus": found.corpus.digest,
        "on": found.on.isoformat() if found.on else None,
        "places": found.looked_at,
        "days": found.days,
        "conflicts": [
            {
                "place": one.place,
                "from": one.period.from_.isoformat(),
                "until": one.period.until.isoformat() if one.period.until else None,
                "action": one.finding.actions[0],
                "actors": list(one.finding.actors),
                "says": one.finding.says,
                "rules": [rule.provision for rule in one.finding.rules],
                "case": list(one.finding.case),
            }
            for one in found.stretches
        ],
        "undecided": list(found.undecided),
        "advice": ADVICE,
    }
