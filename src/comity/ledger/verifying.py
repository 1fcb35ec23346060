"""Whether a ledger is what its events say: chain, bodies, documents, quotes, projections, triggers. It changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection, Table, select, text

from comity.ledger.beside import chain_beside
from comity.ledger.canonical import Form, sha256
from comity.ledger.chain import Checked
from comity.ledger.documents import flaw_of
from comity.ledger.problem import Flaw, LedgerError
from comity.ledger.projection import Row, rows_of
from comity.ledger.reading import head_of, states_of
from comity.ledger.receipt import Receipt
from comity.ledger.store import Ledger
from comity.ledger.tables import ACTS, DOCUMENTS, LINKS, REQUESTS, SUBJECTS

Progress = Callable[[str, int], None]
MOST_FLAWS = 1_000
"""More are counted and not listed: a ledger with so many is damaged as a whole."""
_REBUILD = "`comity ledger rebuild` writes it anew from the events"
_TRIGGERS = ("events_never_change", "events_never_go", "bodies_never_change")
_KEYS: tuple[tuple[Table, tuple[str, ...], str], ...] = (
    (SUBJECTS, ("id",), "id"),
    (ACTS, ("incident_seq", "number"), "incident"),
    (LINKS, ("subject", "number"), "subject"),
    (REQUESTS, ("request_seq",), "request"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What verification found: the end of the chain, how many bodies are erased, and every flaw, in order.

    `more` counts flaws beyond MOST_FLAWS.
    """

    count: int
    hash: str
    erased: int
    documents: int
    flaws: tuple[Flaw, ...]
    more: int


def verify(
    ledger: Ledger,
    *,
    receipt: Receipt | None = None,
    progress: Progress = lambda _what, _count: None,
    two_processes: bool = False,
) -> Verified:
    """Check everything in one unchanging view of the database, whoever writes meanwhile.

    `two_processes` lets a large chain be checked in a process beside this one. The main module must bear to be imported
    again (`if __name__ == "__main__":`), as `multiprocessing` asks.
    """
    with ledger.reading() as connection:
        progress("checking the chain", 0)
        count = head_of(connection).count
        with chain_beside(ledger.database, count if two_processes else 0, receipt) as beside:
            projections = list(_flaws_of_projections(connection, progress))
            chain = beside.checked(connection)
        return gathered(
            chain.seen,
            chain.flaws,
            lambda: _flaws_of_documents(connection, chain.seen),
            lambda: projections,
            lambda: _flaws_of_triggers(ledger, connection),
        )


def gathered(
    seen: Checked, first: Iterable[Flaw], *later: Callable[[], Iterable[Flaw]]
) -> Verified:
    """All flaws together. What comes later may rest on what the first pass has seen."""
    flaws: list[Flaw] = []
    more = 0
    for part in (lambda: first, *later):
        for one in part():
            if len(flaws) < MOST_FLAWS:
                flaws.append(one)
            else:
                more += 1
    return Verified(
        count=seen.count, hash=seen.last, erased=len(seen.gone & set(seen.erased)),
        documents=len(seen.documents), flaws=tuple(flaws), more=more,
    )  # fmt: skip


def flaws_of_document(
    digest: str, seq: int, text_digest: str, content: bytes, said: str
) -> Iterator[Flaw]:
    """What is wrong with one kept document."""
    if sha256(content) != digest:
        yield Flaw(
            seq=seq,
            code="document_swapped",
            what=f"document {digest[:12]} is not the one that was kept: its bytes give another digest",
            remedy="put the original back, from a backup or from where it was taken",
        )
    if sha256(said.encode("utf-8", "surrogatepass")) != text_digest:
        yield Flaw(
            seq=seq,
            code="document_text_changed",
            what=f"the text of document {digest[:12]} is not the one that was kept, so quotes may not be exact",
            remedy="put the original back, from a backup",
        )


def flaws_of_quotes(state: Form, texts: Callable[[str], str | None]) -> Iterator[Flaw]:
    """Quotes of an incident that are no part of their document. `texts` gives None for one that was erased."""
    for act in state.get("acts", []):
        for quote in act.get("evidence", {}).get("quotes", []):
            said = texts(quote["document"])
            if said is not None and (flaw := flaw_of(quote, said)):
                yield Flaw(
                    seq=state["last_event"],
                    code="quote_not_exact",
                    what=f"in {state['id']}, {act['act']}, a quote {flaw}",
                    remedy="see whether the document was swapped; `comity ledger correct` puts in an exact one",
                )


def _flaws_of_documents(connection: Connection, seen: Checked) -> Iterator[Flaw]:
    kept: set[str] = set()
    for row in connection.execute(select(DOCUMENTS), execution_options={"yield_per": 20}):
        kept.add(row.digest)
        if row.digest in seen.documents:
            seq, text_digest = seen.documents[row.digest]
            yield from flaws_of_document(row.digest, seq, text_digest, row.content, row.text)
        else:
            yield Flaw(
                seq=None,
                code="document_unknown",
                what=f"document {row.digest[:12]} is there, and no event says that it was kept",
                remedy="find out who put it there; the ledger uses it for nothing",
            )
    for digest, (seq, _) in seen.documents.items():
        if digest not in kept and digest not in seen.documents_erased:
            yield Flaw(
                seq=seq,
                code="document_missing",
                what=f"document {digest[:12]} is gone, and no event says that it was erased",
                remedy="put it back from a backup",
            )


def _flaws_of_projections(connection: Connection, progress: Progress) -> Iterator[Flaw]:
    """Fold every subject again and hold its rows against the stored ones."""
    stored = _Stored(connection)
    texts: dict[str, str | None] = {}

    def text_of(digest: str) -> str | None:
        if digest not in texts:
            texts[digest] = connection.execute(
                select(DOCUMENTS.c.text).where(DOCUMENTS.c.digest == digest)
            ).scalar()
        return texts[digest]

    count = 0
    try:
        for state in states_of(connection):
            count += 1
            if count % 10_000 == 0:
                progress("folding subjects again", count)
            yield from flaws_of_quotes(state, text_of)
            for flaw in stored.take(str(state["id"]), rows_of(state)):
                yield Flaw(
                    seq=state["last_event"],
                    code="projection_differs",
                    what=flaw,
                    remedy=_REBUILD,
                )
    except (LedgerError, ValueError, KeyError, TypeError) as error:
        said = str(error) if isinstance(error, LedgerError) else "a body cannot be read"
        yield Flaw(
            seq=None,
            code="events_unusable",
            what=f"the tables for lists and reports cannot be held against the events: {said}",
            remedy="mend what stands above first",
        )
        return
    for name, subject, seq in stored.left():
        yield Flaw(
            seq=seq,
            code="projection_differs",
            what=f"the table `{name}` holds a row of {subject} that no event gives",
            remedy=_REBUILD,
        )


class _Stored:
    """The stored rows of projections, by subject; what is taken is gone."""

    def __init__(self, connection: Connection) -> None:
        self._rows: dict[str, dict[str, list[tuple[object, ...]]]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._values: dict[str, Callable[[Row], tuple[object, ...]]] = {}
        for table, keys, owner in _KEYS:
            columns = tuple(column.name for column in table.columns)
            at = columns.index(owner)
            by_subject: dict[str, list[tuple[object, ...]]] = {}
            for row in connection.execute(
                select(table).order_by(*(table.c[key] for key in keys))
            ).all():
                by_subject.setdefault(row[at], []).append(tuple(row))
            self._rows[table.name], self._columns[table.name] = by_subject, columns
            self._values[table.name] = itemgetter(*columns)

    def take(self, subject: str, rows: Mapping[str, list[Row]]) -> list[str]:
        """How the stored rows of a subject differ from those that its events give."""
        found: list[str] = []
        for name, given in rows.items():
            held = self._rows[name].pop(subject, [])
            made = [self._values[name](row) for row in given]
            if held != made:
                found += self._differences(name, subject, held, made)
        return found

    def _differences(
        self,
        name: str,
        subject: str,
        held: list[tuple[object, ...]],
        made: list[tuple[object, ...]],
    ) -> Iterator[str]:
        columns = self._columns[name]
        if len(held) != len(made):
            yield f"the table `{name}` holds {len(held)} rows of {subject}, and its events give {len(made)}"
            return
        for before, now in zip(held, made, strict=True):
            for column, there, told in zip(columns, before, now, strict=True):
                if there != told:
                    yield (
                        f"the table `{name}` says of {subject}, `{column}`: `{there}`, and its events `{told}`"
                    )

    def left(self) -> Iterator[tuple[str, str, int | None]]:
        for name, subjects in self._rows.items():
            for subject in subjects:
                yield name, subject, None


def _flaws_of_triggers(ledger: Ledger, connection: Connection) -> Iterator[Flaw]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if ledger.database.is_sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    there = set(connection.execute(text(query)).scalars())
    for name in _TRIGGERS:
        if name not in there:
            yield Flaw(
                seq=None,
                code="trigger_missing",
                what=f"the trigger `{name}`, which refuses changes of events, is not there or is off",
                remedy="somebody took it away: a restored backup has it again",
            )
