"""Everything that a report counts, read from a ledger in one view. It writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from comity.decide import place_name
from comity.law import Corpus
from comity.ledger.reading import Head, head_of
from comity.ledger.report.acts import Acts, read_acts
from comity.ledger.report.counts import Sameness, sameness_of
from comity.ledger.report.denominators import Certificate, Desk, certificates, desks
from comity.ledger.report.numbers import Address, Numbers, file_of
from comity.ledger.report.sections import Sections, sections_of
from comity.ledger.store import Ledger
from comity.ledger.tables import LINKS
from comity.places import place_named

SMALLEST = 5
"""Counts of the register below it are held back, unless a report is told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What may be published of a ledger, counted. `places` are names by id."""

    head: Head
    acts: Acts
    same: Sameness
    numbers: Numbers
    sections: Sections
    places: Mapping[str, str]
    desks: Sequence[Desk]
    certificates: Sequence[Certificate]


def read_report(
    ledger: Ledger,
    corpus: Corpus,
    *,
    smallest: int = SMALLEST,
    address: Address = lambda at, _columns: file_of(at),
) -> ReadReport:
    """Read and count. `address` gives the links of the numbers, where they are not files of a folder."""
    with ledger.reading() as view:
        return report_in(view, corpus, smallest=smallest, address=address)


def report_in(
    view: Connection,
    corpus: Corpus,
    *,
    smallest: int = SMALLEST,
    address: Address = lambda at, _columns: file_of(at),
) -> ReadReport:
    """The same of a view that is open, for somebody who reads more from it."""
    head = head_of(view)
    acts = read_acts(view)
    links = [
        (int(one.rpartition("-")[2]), int(other.rpartition("-")[2]), relation)
        for one, other, relation in view.execute(
            select(LINKS.c.subject, LINKS.c.other, LINKS.c.relation)
        )
    ]
    register, certified = desks(view, smallest), certificates(view)
    same = sameness_of(acts.seq, _unsure(acts), links)
    named = {one.place for one in register} | {place for place in set(acts.place) if place}
    places = {**corpus.states, **{place: name_of(corpus, place) for place in named}}
    numbers = Numbers(places, address)
    return ReadReport(
        head=head, acts=acts, same=same, numbers=numbers, sections=sections_of(acts, same, numbers, places),
        places=places, desks=register, certificates=certified,
    )  # fmt: skip


def _unsure(acts: Acts) -> set[int]:
    """Incidents of which no act is sure to be another than a counted one."""
    doubted = {seq for seq, surely in zip(acts.seq, acts.surely, strict=True) if surely != "true"}
    return doubted - {
        seq for seq, surely in zip(acts.seq, acts.surely, strict=True) if surely == "true"
    }


def name_of(corpus: Corpus, place: str) -> str:
    """The name of a place: the corpus's, else that of the tables of places, else its id."""
    if (
        place in corpus.states
    ):  # `Illinois`, as in every list of states, where the corpus has `State of Illinois`
        return corpus.states[place]
    if place in corpus.jurisdictions:
        return place_name(corpus, place)
    found = place_named(place)
    return found.full_name if found else place
