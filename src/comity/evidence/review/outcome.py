"""What stands after review: acts for the ledger, what is open, and on what reviewers differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from comity.evidence.candidates import Candidate
from comity.evidence.review.agreement import act_of, outcome
from comity.evidence.review.log import Decision
from comity.evidence.reviewed import Decided, ReviewedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`acts` stand by all who decided on them; `undecided` and `differing` are numbers of proposals, from 1."""

    acts: tuple[ReviewedAct, ...]
    rejected: int
    merged: int
    undecided: tuple[int, ...]
    differing: tuple[int, ...]


def outcome_of(
    candidates: Sequence[Candidate],
    decisions: Mapping[str, Mapping[str, Decision]],
    *,
    settled_by: str | None = None,
) -> Outcome:
    """What stands by the decisions of all reviewers, by their signs.

    Where they differ nothing stands, unless `settled_by` names the one whose word holds.
    """
    standing: dict[str, ReviewedAct] = {}
    merges: list[tuple[Candidate, str]] = []
    rejected = 0
    undecided: list[int] = []
    differing: list[int] = []
    for number, candidate in enumerate(candidates, start=1):
        given = {
            sign: mine[candidate.act.id]
            for sign, mine in decisions.items()
            if candidate.act.id in mine
        }
        if settled_by is not None and settled_by in given:
            chosen = given[settled_by]
        elif not given:
            undecided.append(number)
            continue
        else:
            chosen = next(iter(given.values()))
            if any(not _alike(candidate, chosen, other) for other in given.values()):
                differing.append(number)
                continue
        match outcome(chosen):
            case "stands":
                standing[candidate.act.id] = _reviewed(candidate, chosen, given)
            case "merged":
                merges.append((candidate, chosen.into or ""))
            case _:
                rejected += 1
    for candidate, into in merges:
        if into in standing:
            standing[into] = _with_quotes_of(standing[into], candidate)
    return Outcome(
        acts=tuple(standing.values()),
        rejected=rejected,
        merged=len(merges),
        undecided=tuple(undecided),
        differing=tuple(differing),
    )


def _alike(candidate: Candidate, one: Decision, other: Decision) -> bool:
    if outcome(one) != outcome(other) or one.into != other.into:
        return False
    return outcome(one) != "stands" or act_of(candidate, one) == act_of(candidate, other)


def _reviewed(candidate: Candidate, chosen: Decision, given: Mapping[str, Decision]) -> ReviewedAct:
    notes = "; ".join(dict.fromkeys(one.note for one in given.values() if one.note))
    return replace(
        candidate.act,
        act=act_of(candidate, chosen),
        decided=tuple(Decided(by=sign, decision=_word(one)) for sign, one in given.items()),
        note=notes,
    )


def _word(one: Decision) -> str:
    return one.does if one.does in {"accepted", "corrected"} else "rejected"


def _with_quotes_of(act: ReviewedAct, merged: Candidate) -> ReviewedAct:
    """The act with the quotes, sources and people of a proposal that was merged into it."""
    known = {(one.document, one.start, one.end) for one in act.act.quotes}
    added = [
        (quote, public)
        for quote, public in zip(merged.act.act.quotes, merged.act.public_quotes, strict=True)
        if (quote.document, quote.start, quote.end) not in known
    ]
    sources = {one.document: one for one in (*act.sources, *merged.act.sources)}
    return replace(
        act,
        act=replace(act.act, quotes=(*act.act.quotes, *(quote for quote, _ in added))),
        public_quotes=(*act.public_quotes, *(public for _, public in added)),
        sources=tuple(sources.values()),
        people=tuple(dict.fromkeys([*act.people, *merged.act.people])),
        proposed_by=tuple(dict.fromkeys([*act.proposed_by, *merged.act.proposed_by])),
    )
