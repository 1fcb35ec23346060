"""Incidents put into a ledger with what the law says of each act, in parts; what was taken before is not taken twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Connection, select

from comity.ledger.bodies import CHECKS, NOT_SAID
from comity.ledger.canonical import Form
from comity.ledger.deciding import Decider
from comity.ledger.documents import Document
from comity.ledger.event import Draft, Kind
from comity.ledger.shape import checked
from comity.ledger.store import Ledger
from comity.ledger.tables import SUBJECTS

_PART = 2_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident to come: its body, the documents that its quotes are of, who reviewed it."""

    body: Form
    documents: Mapping[str, Document] = field(default_factory=dict)
    reviewed: Form | None = None


@dataclass(slots=True, kw_only=True)
class Taken:
    """How many incidents and acts were taken, and how many were there before."""

    incidents: int = 0
    acts: int = 0
    before: int = 0
    subjects: list[str] = field(default_factory=list)


def take(
    ledger: Ledger,
    entries: Iterable[Entry],
    *,
    by: str,
    decider: Decider | None,
    progress: Progress = lambda _count: None,
) -> Taken:
    """Put incidents in, in parts of which each is whole. Raises LedgerError: what is in stays in, and is not taken again."""
    taken = Taken()
    source = iter(entries)
    while part := list(islice(source, _PART)):
        known = _known(ledger, [str(e.body["origin"]["key"]) for e in part if "key" in e.body.get("origin", {})])  # fmt: skip
        new: list[Entry] = []
        for one in part:
            key = one.body.get("origin", {}).get("key")
            if key is not None and key in known:
                taken.before += 1
                continue
            if key is not None:
                known.add(key)
            new.append(one)
        _put(ledger, new, taken, by=by, decider=decider)
        progress(taken.incidents)
    return taken


def _put(
    ledger: Ledger, entries: Sequence[Entry], taken: Taken, *, by: str, decider: Decider | None
) -> None:
    if not entries:
        return
    documents = {digest: one for entry in entries for digest, one in entry.documents.items()}
    drafts = list(_drafts(entries, decider))
    made = ledger.append(drafts, by=by, documents=documents.values())
    taken.subjects += [one.subject for one in made if one.kind == Kind.OPENED]
    taken.incidents += len(entries)
    taken.acts += sum(len(one.body["acts"]) for one in entries)


def _drafts(entries: Sequence[Entry], decider: Decider | None) -> Iterator[Draft]:
    for number, entry in enumerate(entries):
        yield Draft(kind=Kind.OPENED, body=entry.body)
        subject = f"new:{number}"
        if entry.reviewed is not None:
            yield Draft(kind=Kind.REVIEWED, subject=subject, body=entry.reviewed)
        if decider is None:
            continue
        body = checked(CHECKS[Kind.OPENED], entry.body, f"entry {number + 1}")
        for at, act in enumerate(body["acts"], start=1):
            yield Draft(
                kind=Kind.DECIDED,
                subject=subject,
                body={"act": f"act-{at}", "determination": decider.of({**NOT_SAID, **act})},
            )


def _known(ledger: Ledger, keys: Sequence[str]) -> set[str]:
    with ledger.reading() as view:
        return set(_found(view, keys))


def _found(view: Connection, keys: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(keys), 500):
        query = select(SUBJECTS.c.source_key).where(SUBJECTS.c.source_key.in_(keys[at : at + 500]))
        yield from view.execute(query).scalars()
