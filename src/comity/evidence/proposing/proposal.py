"""What is put before a reviewer: a proposed act, and a claim about counts."""

from __future__ import annotations

from dataclasses import dataclass

from comity.evidence.act import Quote, ReportedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An act that a document may tell, for a person to accept, correct or reject.

    `proposed_by` holds `rules` or `model:NAME`, both where both found it. `encounter` is shared by acts that are
    told as one encounter; `people` are pseudonyms of affected people (`person-1`) that stand in the quotes, or just
    before them where a quote says `him`; `public_quotes` the quotes with every personal name masked. `notes` are remarks for the reviewer.
    """

    id: str
    act: ReportedAct
    encounter: str
    public_quotes: tuple[str, ...]
    proposed_by: tuple[str, ...]
    people: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim:
    """A general statement of how many, kept as a claim and never turned into incidents."""

    quote: Quote
    public_quote: str
