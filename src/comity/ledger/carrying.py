"""A whole ledger as JSON lines: written, checked without a database, and read into an empty ledger with the same hash.

The first line says what it is; then one line for each event with its body and salt, one for each document, and a last
line that says how many there were, so that a cut file is known.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from sqlalchemy import Connection, insert, select

from comity.ledger.canonical import Form
from comity.ledger.chain import Checked, flaws_of_chain
from comity.ledger.documents import Document
from comity.ledger.event import Event, Record
from comity.ledger.fold import step, told_by
from comity.ledger.problem import Flaw, LedgerError
from comity.ledger.reading import Head, head_of, records_in
from comity.ledger.receipt import Receipt
from comity.ledger.store import Ledger
from comity.ledger.tables import BODIES, DOCUMENTS, EVENTS
from comity.ledger.verifying import Verified, flaws_of_document, flaws_of_quotes, gathered
from comity.ledger.writing import rebuild_in

FORMAT = "comity ledger export 1"
_CHUNK = 2_000
LONGEST_LINE = 500_000_000
"""Characters of one line: a document of some 370 MB. What is longer comes in pieces, which are no lines of an export."""
_AGAIN = "write the export again from a ledger that verifies"


def write_export(ledger: Ledger, file: Path, *, documents: bool = True) -> Head:
    """Write everything, in one unchanging view; the head it ends with. A name that ends in `.gz` is packed.

    The file is written beside its place and moved there when whole.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with ledger.reading() as view, _writing(part, packed=file.suffix == ".gz") as out:
            head = head_of(view)
            _write(
                out,
                {"format": FORMAT, "count": head.count, "head": head.hash, "documents": documents},
            )
            for record in records_in(view):
                _write(out, event_form(record))
            kept = 0
            for digest, content, text in _documents(view) if documents else ():
                kept += 1
                packed = base64.b64encode(content).decode("ascii")
                _write(out, {"document": digest, "content": packed, "text": text})
            _write(out, {"end": head.count, "documents": kept})
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return head


def event_form(record: Record) -> Form:
    """An event with what it commits to, as a line holds it."""
    event = record.event
    return {
        "seq": event.seq, "subject": event.subject, "kind": event.kind, "moment": event.moment, "by": event.by,
        "commitment": event.commitment, "previous": event.previous, "hash": event.hash,
        "salt": record.salt, "body": record.body,
    }  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Export:
    """An export that is read line by line. After `records` is taken, the rest is filled."""

    file: Path
    documents: dict[str, Document] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    with_documents: bool = False
    ended: bool = False

    def records(self) -> Iterator[Record]:
        """The events in order. A line that cannot be read is a flaw, and is passed over."""
        number = 0
        with _reading(self.file) as lines:
            for number, line in enumerate(lines, start=1):
                form = _form(line)
                if number == 1 and (form is None or form.get("format") != FORMAT):
                    raise LedgerError(
                        f"{self.file} is no export of a ledger: `comity ledger export` writes one"
                    )
                if form is None:
                    self._flaw(f"line {number} is no JSON, or is cut off")
                elif "seq" in form:
                    record = _record(form)
                    if record is None:
                        self._flaw(f"line {number} is no event")
                    else:
                        yield record
                elif "document" in form:
                    self._document(number, form)
                elif "end" in form:
                    self.ended = True
                elif number == 1:
                    self.with_documents = bool(form.get("documents"))
                else:
                    self._flaw(f"line {number} is neither an event nor a document")
        if not number:
            raise LedgerError(f"{self.file} is empty: `comity ledger export` writes an export")
        if not self.ended:
            self._flaw("the file has no last line: it was cut off")

    def _document(self, number: int, form: Form) -> None:
        try:
            content = base64.b64decode(form["content"], validate=True)
            self.documents[str(form["document"])] = Document(
                content=content, text=str(form["text"])
            )
        except (KeyError, ValueError, binascii.Error, TypeError):
            self._flaw(f"line {number} holds a document that cannot be read")

    def _flaw(self, what: str) -> None:
        self.flaws.append(Flaw(seq=None, code="line_unreadable", what=what, remedy=_AGAIN))


def verify_export(file: Path, *, receipt: Receipt | None = None) -> Verified:
    """Check an export without any database: chain, bodies, documents and quotes. Raises LedgerError: it is none."""
    export, seen = Export(file=file), Checked()
    states: dict[str, Form] = {}

    def folded() -> Iterator[Record]:
        for record in export.records():
            _fold(states, record)
            yield record

    return gathered(
        seen,
        flaws_of_chain(folded(), seen, receipt),
        lambda: export.flaws,
        lambda: _flaws_of_documents(export, seen),
        lambda: _flaws_of_states(export, states),
    )


def read_into(
    file: Path, ledger: Ledger, progress: Callable[[int], None] = lambda _count: None
) -> Head:
    """Put an export into an empty ledger: the same events, the same hash. Nothing is put in if anything is wrong.

    Raises LedgerError with every flaw.
    """
    found = verify_export(file)
    if found.flaws:
        raise LedgerError(
            f"{file} does not verify, and nothing was taken from it:",
            *(str(one) for one in found.flaws[:20]),
        )

    def work(connection: Connection) -> Head:
        if head_of(connection).count:
            raise LedgerError(
                f"{ledger.shown} is not empty: an export goes into an empty ledger only"
            )
        export = Export(file=file)
        count = 0
        for part in _parts(export.records()):
            _insert(connection, part)
            count += len(part)
            progress(count)
        if export.documents:
            connection.execute(
                insert(DOCUMENTS),
                [
                    {"digest": d, "content": one.content, "text": one.text}
                    for d, one in export.documents.items()
                ],
            )
        rebuild_in(connection)
        return head_of(connection)

    return ledger.database.write(work)


def put_records(ledger: Ledger, records: Iterable[Record]) -> Head:
    """Put events that were read from tables into an empty ledger. Raises LedgerError where they are no whole chain."""
    held, seen = list(records), Checked()
    flaws = list(flaws_of_chain(held, seen))
    if flaws:
        raise LedgerError("the events do not verify, and nothing was taken:", *map(str, flaws[:20]))

    def work(connection: Connection) -> Head:
        if head_of(connection).count:
            raise LedgerError(f"{ledger.shown} is not empty: events go into an empty ledger only")
        for part in _parts(held):
            _insert(connection, part)
        rebuild_in(connection)
        return head_of(connection)

    return ledger.database.write(work)


def _insert(connection: Connection, part: list[Record]) -> None:
    events, bodies = [], []
    for record in part:
        form = event_form(record)
        salt, body = form.pop("salt"), form.pop("body")
        events.append(form)
        if body is not None:
            bodies.append({"seq": record.event.seq, "salt": salt, "body": body})
    connection.execute(insert(EVENTS), events)
    if bodies:
        connection.execute(insert(BODIES), bodies)


def _parts(records: Iterable[Record]) -> Iterator[list[Record]]:
    part: list[Record] = []
    for one in records:
        part.append(one)
        if len(part) == _CHUNK:
            yield part
            part = []
    if part:
        yield part


def _fold(states: dict[str, Form], record: Record) -> None:
    """Fold what can be folded: what is broken is told by the chain."""
    subject = record.event.subject
    try:
        body = None if record.body is None else json.loads(record.body)
        states[subject] = step(states.get(subject), told_by(record), body)
    except (LedgerError, ValueError, KeyError, TypeError):
        return


def _flaws_of_documents(export: Export, seen: Checked) -> Iterator[Flaw]:
    for digest, one in export.documents.items():
        if digest in seen.documents:
            seq, text_digest = seen.documents[digest]
            yield from flaws_of_document(digest, seq, text_digest, one.content, one.text)
    if not export.with_documents:
        return
    for digest, (seq, _) in seen.documents.items():
        if digest not in export.documents and digest not in seen.documents_erased:
            yield Flaw(
                seq=seq,
                code="document_missing",
                what=f"document {digest[:12]} is not in the export, and no event says that it was erased",
                remedy=_AGAIN,
            )


def _flaws_of_states(export: Export, states: dict[str, Form]) -> Iterator[Flaw]:
    def text_of(digest: str) -> str | None:
        found = export.documents.get(digest)
        return None if found is None else found.text

    for state in states.values():
        yield from flaws_of_quotes(state, text_of)


def _record(form: Form) -> Record | None:
    texts = ("subject", "kind", "moment", "by", "commitment", "previous", "hash")
    seq, salt, body = form.get("seq"), form.get("salt"), form.get("body")
    if not isinstance(seq, int) or not all(isinstance(form.get(name), str) for name in texts):
        return None
    if not isinstance(salt, str | None) or not isinstance(body, str | None):
        return None
    event = Event(seq=seq, **{name: str(form[name]) for name in texts})
    return Record(event=event, salt=salt, body=body)


def _form(line: str) -> Form | None:
    try:
        form = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return form if isinstance(form, dict) else None


def _documents(view: Connection) -> Iterator[tuple[str, bytes, str]]:
    for row in view.execute(
        select(DOCUMENTS).order_by(DOCUMENTS.c.digest), execution_options={"yield_per": 20}
    ):
        yield row.digest, row.content, row.text


def _write(out: IO[str], form: Form) -> None:
    out.write(json.dumps(form, ensure_ascii=False, separators=(",", ":")) + "\n")


@contextmanager
def _writing(file: Path, *, packed: bool) -> Iterator[IO[str]]:
    if packed:
        # No name and no time of the run in it: the same ledger gives the same bytes.
        with (
            file.open("wb") as raw,
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packing,
            io.TextIOWrapper(cast("IO[bytes]", packing), "utf-8", newline="\n") as out,
        ):
            yield out
    else:
        with file.open("w", encoding="utf-8", newline="\n") as out:
            yield out


@contextmanager
def _reading(file: Path) -> Iterator[Iterator[str]]:
    try:
        with file.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with (
            gzip.open(file, "rt", encoding="utf-8", newline="\n")
            if packed
            else file.open(encoding="utf-8", newline="\n")
        ) as lines:
            yield iter(lambda: lines.readline(LONGEST_LINE), "")
    except UnicodeDecodeError:
        raise LedgerError(f"{file} is not UTF-8 text: it is damaged, or no export") from None
    except (EOFError, gzip.BadGzipFile) as error:
        raise LedgerError(
            f"{file} is packed and damaged ({str(error).lower()}): take another copy"
        ) from None
