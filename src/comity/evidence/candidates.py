"""Proposals of a whole folder: the same act told by several documents of one story, or found by rules and by a model,
is one candidate, and who proposed it stays known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comity.evidence.act import ReportedAct
from comity.evidence.act_json import ActFormError, Json, mapping_at
from comity.evidence.document import Document
from comity.evidence.proposing.proposal import Proposal
from comity.evidence.proposing.when import moments_apart
from comity.evidence.reviewed import (
    FORM,
    ReviewedAct,
    Source,
    reviewed_from_json,
    reviewed_to_json,
)

PROPOSED = "comity-proposed-act/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One act to be reviewed: what a reviewed file would hold, with nobody's decision yet, and remarks for the reviewer."""

    act: ReviewedAct
    remarks: tuple[str, ...]


def candidates_of(
    documents: Sequence[Document],
    proposals: Mapping[str, Sequence[Proposal]],
    stories: Mapping[str, str],
) -> tuple[Candidate, ...]:
    """The candidates in the order of their documents. `proposals` and `stories` are by the digest of the document.

    Acts of one document stay apart unless rules and model found the same words; acts of two documents of one story
    are joined where action and place are the same and their days do not lie apart.
    """
    by_digest = {one.digest: one for one in documents}
    joined: list[Candidate] = []
    for document in documents:
        story = stories[document.digest][:16]
        for proposal in proposals.get(document.digest, ()):
            made = _candidate(proposal, document, story)
            at = next((n for n, one in enumerate(joined) if _same(one.act, made.act, by_digest)), None)  # fmt: skip
            if at is None:
                joined.append(made)
            else:
                joined[at] = _join(joined[at], made)
    return tuple(joined)


def _candidate(proposal: Proposal, document: Document, story: str) -> Candidate:
    return Candidate(
        act=ReviewedAct(
            id=proposal.id,
            act=proposal.act,
            story=story,
            encounter=proposal.encounter,
            public_quotes=proposal.public_quotes,
            people=proposal.people,
            sources=(source_of(document),),
            decided=(),
            proposed_by=proposal.proposed_by,
        ),
        remarks=proposal.notes,
    )


def source_of(document: Document) -> Source:
    """What a reviewed act says of a document."""
    return Source(
        document=document.digest,
        name=document.name,
        title=document.title,
        published=document.published,
    )


def _same(one: ReviewedAct, other: ReviewedAct, documents: Mapping[str, Document]) -> bool:
    if one.story != other.story or one.act.action != other.act.action or one.act.acted != other.act.acted:  # fmt: skip
        return False
    if not _places_fit(one.act, other.act):
        return False
    mine = {source.document for source in one.sources}
    theirs = {source.document for source in other.sources}
    if mine & theirs:
        # In one document: only what two proposers found in the same words.
        return one.proposed_by != other.proposed_by and _words_meet(one.act, other.act)
    return _same_words(one.act, other.act) or not moments_apart(one.act.when, other.act.when)


def _places_fit(one: ReportedAct, other: ReportedAct) -> bool:
    if one.place is None or other.place is None:
        return True
    if one.place.jurisdiction is None or other.place.jurisdiction is None:
        return one.place.as_written == other.place.as_written
    return one.place.jurisdiction == other.place.jurisdiction


def _words_meet(one: ReportedAct, other: ReportedAct) -> bool:
    return any(
        mine.start < theirs.end and theirs.start < mine.end
        for mine in one.quotes
        for theirs in other.quotes
        if mine.document == theirs.document
    )


def _same_words(one: ReportedAct, other: ReportedAct) -> bool:
    mine = {_squeezed(quote.text) for quote in one.quotes}
    return any(_squeezed(quote.text) in mine for quote in other.quotes)


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _join(one: Candidate, other: Candidate) -> Candidate:
    """The first with the quotes, sources and proposers of the other; where coded slots differ a remark says so."""
    known = {(quote.document, quote.start, quote.end) for quote in one.act.act.quotes}
    added = [
        (quote, public)
        for quote, public in zip(other.act.act.quotes, other.act.public_quotes, strict=True)
        if (quote.document, quote.start, quote.end) not in known
    ]
    remarks = list(dict.fromkeys([*one.remarks, *other.remarks]))
    for slot in ("claimed_breach", "became_known", "status", "authority"):
        mine, theirs = getattr(one.act.act, slot), getattr(other.act.act, slot)
        if mine is not theirs:
            who = ", ".join(other.act.proposed_by)
            remarks.append(f"`{slot}` is `{theirs.value}` by {who} in {other.act.sources[0].name}")
    sources = {source.document: source for source in (*one.act.sources, *other.act.sources)}
    return Candidate(
        act=replace(
            one.act,
            act=replace(one.act.act, quotes=(*one.act.act.quotes, *(quote for quote, _ in added))),
            public_quotes=(*one.act.public_quotes, *(public for _, public in added)),
            people=tuple(dict.fromkeys([*one.act.people, *other.act.people])),
            sources=tuple(sources.values()),
            proposed_by=tuple(dict.fromkeys([*one.act.proposed_by, *other.act.proposed_by])),
        ),
        remarks=tuple(remarks),
    )


def candidate_to_json(one: Candidate) -> dict[str, Json]:
    """One line of `proposals.jsonl`."""
    return {**reviewed_to_json(one.act), "form": PROPOSED, "remarks": list(one.remarks)}


def candidate_from_json(form: object) -> Candidate:
    """The candidate of one line. Raises ActFormError."""
    given = mapping_at(form, "the line")
    if given.get("form") != PROPOSED:
        raise ActFormError(f"`form` is `{given.get('form')}`: this program reads `{PROPOSED}`")
    remarks = given.get("remarks")
    if not isinstance(remarks, list):
        raise ActFormError("`remarks` is not a list")
    return Candidate(
        act=reviewed_from_json({**given, "form": FORM}), remarks=tuple(map(str, remarks))
    )


def candidates_text(all_of_them: Iterable[Candidate]) -> str:
    """The lines of `proposals.jsonl`."""
    return "".join(
        json.dumps(candidate_to_json(one), ensure_ascii=False, sort_keys=True) + "\n"
        for one in all_of_them
    )


def read_candidates(path: Path) -> Iterator[Candidate]:
    """Every candidate of a file. Raises ActFormError, OSError."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            yield candidate_from_json(json.loads(line))
        except ValueError as error:
            raise ActFormError(f"{path}:{number}: {error}") from None
