"""How far two reviewers agree: where they differ, and Cohen's kappa of what they decided alike beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.evidence.act import ReportedAct
from comity.evidence.candidates import Candidate
from comity.evidence.review.correction import SLOTS, slot_text
from comity.evidence.review.log import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One proposal on which two reviewers differ: `slot` is `decision`, or the slot whose values differ."""

    id: str
    number: int
    slot: str
    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two reviewers over the proposals that both have decided.

    `kappa` is of the decision (stands, rejected, merged); `by_slot` of each slot where both let it stand. None where
    it is not defined: nothing was decided by both, or both gave one value throughout.
    """

    one: str
    other: str
    both: int
    alike: int
    kappa: float | None
    by_slot: Mapping[str, float | None]
    differences: tuple[Difference, ...]


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance; None where chance alone would agree always, or there are no pairs.

    >>> cohens_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    total = len(pairs)
    seen = sum(one == other for one, other in pairs) / total
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[value] * others[value] for value in ones) / total**2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def agreement_of(
    candidates: Sequence[Candidate],
    one: tuple[str, Mapping[str, Decision]],
    other: tuple[str, Mapping[str, Decision]],
) -> Agreement:
    """Two reviewers by their signs and decisions."""
    decided: list[tuple[str, str]] = []
    slots: dict[str, list[tuple[str, str]]] = {slot: [] for slot in SLOTS}
    differences: list[Difference] = []
    for number, candidate in enumerate(candidates, start=1):
        sign = candidate.act.id
        mine, theirs = one[1].get(sign), other[1].get(sign)
        if mine is None or theirs is None:
            continue
        pair = (outcome(mine), outcome(theirs))
        decided.append(pair)
        if pair[0] != pair[1] or mine.into != theirs.into:
            differences.append(
                Difference(id=sign, number=number, slot="decision", one=_told(mine), other=_told(theirs))
            )  # fmt: skip
            continue
        if pair[0] != "stands":
            continue
        for slot in SLOTS:
            values = tuple(slot_text(act_of(candidate, each), slot) for each in (mine, theirs))
            slots[slot].append((values[0], values[1]))
            if values[0] != values[1]:
                differences.append(
                    Difference(id=sign, number=number, slot=slot, one=values[0], other=values[1])
                )
    return Agreement(
        one=one[0],
        other=other[0],
        both=len(decided),
        alike=sum(mine == theirs for mine, theirs in decided),
        kappa=cohens_kappa(decided),
        by_slot={slot: cohens_kappa(pairs) for slot, pairs in slots.items()},
        differences=tuple(differences),
    )


def outcome(decision: Decision) -> str:
    """`stands`, `rejected` or `merged`."""
    return "stands" if decision.does in {"accepted", "corrected"} else decision.does


def act_of(candidate: Candidate, decision: Decision) -> ReportedAct:
    """The act as a reviewer let it stand."""
    return candidate.act.act if decision.act is None else decision.act


def _told(decision: Decision) -> str:
    return f"merged into {decision.into}" if decision.into else decision.does
