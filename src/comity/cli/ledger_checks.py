"""`comity ledger verify|receipt|rebuild|export|import|backup|restore`: is it whole, and how it travels."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.ledger_door import LedgerArgument, opened, progress, said
from comity.cli.options import JsonOption
from comity.cli.streams import EXIT_PROBLEMS, err, out, print_json, print_text
from comity.ledger.choices import ExportForm

VERIFY_EXAMPLES = """\b
Examples:
  comity ledger verify ledger.db
  comity ledger verify ledger.db --receipt receipt-march.json
  comity ledger verify export.jsonl                    without any database

\b
Ends with
  0  everything is as it was written
  1  something is not: each flaw is named with its event and what to do
  2  it is no ledger and no export"""

RECEIPT_EXAMPLES = """\b
Example:
  comity ledger receipt ledger.db --out receipt.json     give it to somebody else"""

REBUILD_EXAMPLES = """\b
Example:
  comity ledger rebuild ledger.db"""

EXPORT_EXAMPLES = """\b
Examples:
  comity ledger export ledger.db --out all.jsonl
  comity ledger export ledger.db --form datapackage --out package
  comity ledger export ledger.db --form parquet --out tables"""

IMPORT_EXAMPLES = """\b
Examples:
  comity ledger import new.db all.jsonl
  comity ledger import new.db package      a folder of CSV, Parquet or a data package"""

BACKUP_EXAMPLES = """\b
Example:
  comity ledger backup ledger.db backup-2026-11-27.jsonl.gz"""

RESTORE_EXAMPLES = """\b
Example:
  comity ledger restore backup-2026-11-27.jsonl.gz new.db"""


def verify_command(
    ledger: Annotated[
        str,
        typer.Argument(
            metavar="LEDGER", help="A ledger (file or URL), or an export as JSON lines."
        ),
    ],
    receipt: Annotated[
        Path | None,
        typer.Option("--receipt", metavar="FILE", help="Hold it against an earlier receipt too."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check that nothing was changed, deleted, put in or swapped: chain, bodies, documents, quotes, tables, triggers.

    A cut end, or a history written anew, is found only with a receipt that somebody else has kept.
    """
    with said():
        from comity.ledger import read_receipt, verify  # noqa: PLC0415 -- needs a library that others must not wait for
        from comity.ledger.carrying import verify_export  # noqa: PLC0415 -- as above

        held = read_receipt(receipt) if receipt else None
        if _is_database(ledger):
            store = opened(ledger)
            with progress("checking") as tell:
                found = verify(
                    store,
                    receipt=held,
                    progress=lambda _what, count: tell(count),
                    two_processes=True,
                )
        else:
            found = verify_export(Path(ledger), receipt=held)
    if json:
        print_json(
            {
                "events": found.count, "hash": found.hash, "erased": found.erased, "documents": found.documents,
                "flaws": [{"event": f.seq, "code": f.code, "what": f.what, "remedy": f.remedy} for f in found.flaws],
                "more_flaws": found.more,
            }
        )  # fmt: skip
    else:
        for flaw in found.flaws:
            print_text(str(flaw))
        if found.more:
            print_text(f"and {found.more:,} more")
        whole = "is whole" if not found.flaws else "is NOT whole"
        gone = f", {found.erased:,} erased" if found.erased else ""
        print_text(f"The chain of {found.count:,} events {whole}{gone}. Its end: {found.hash}")
        if not held and not found.flaws:
            print_text("Without a receipt, a cut end or a history written anew would not be seen.")
    if found.flaws:
        raise typer.Exit(EXIT_PROBLEMS)


def _is_database(where: str) -> bool:
    if "://" in where:
        return True
    path = Path(where)
    if not path.is_file():
        return True  # opening it says what is wrong
    with path.open("rb") as handle:
        return handle.read(16) == b"SQLite format 3\0"


def receipt_command(
    ledger: LedgerArgument,
    out_file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there; else print it.")
    ] = None,
) -> None:
    """Write a receipt: how many events there are, and the hash of the last. Let somebody else keep it."""
    store = opened(ledger)
    with said():
        from comity.ledger import Receipt  # noqa: PLC0415 -- as above

        head = store.head()
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = Receipt(count=head.count, hash=head.hash, moment=moment).text()
    if out_file is None:
        out.print(text, end="", markup=False, soft_wrap=True)
    else:
        out_file.write_text(text, encoding="utf-8", newline="\n")
        print_text(f"{out_file} is written: {head.count:,} events. Let somebody else keep it.")


def rebuild_command(ledger: LedgerArgument, json: JsonOption = False) -> None:
    """Write the tables that lists and reports read anew from the events. No event changes."""
    store = opened(ledger)
    with said():
        count = store.rebuild()
    if json:
        print_json({"subjects": count})
    else:
        print_text(f"{count:,} subjects folded again.")


def export_command(
    ledger: LedgerArgument,
    to: Annotated[
        Path,
        typer.Option("--out", metavar="PATH", help="The file (jsonl), or a new folder for tables."),
    ],
    form: Annotated[ExportForm, typer.Option("--form", help="In which form.")] = ExportForm.JSONL,
    documents: Annotated[
        bool,
        typer.Option("--documents/--no-documents", help="jsonl: with the documents themselves."),
    ] = True,
    json: JsonOption = False,
) -> None:
    """Write everything: JSON lines that `verify` checks without a database, or tables for other programs.

    It holds the private originals of quotes. What may be published is written by `comity ledger report`.
    """
    store = opened(ledger)
    with said():
        from comity.ledger.carrying import write_export  # noqa: PLC0415 -- as above
        from comity.ledger.tabular import write_tables  # noqa: PLC0415 -- as above

        if form is ExportForm.JSONL:
            head = write_export(store, to, documents=documents)
        else:
            head = write_tables(store, to, form)
    if json:
        print_json({"path": str(to), "events": head.count, "hash": head.hash})
    else:
        print_text(
            f"{to} is written: {head.count:,} events, the last with the hash {head.hash[:12]}."
        )


def import_command(
    ledger: LedgerArgument,
    source: Annotated[
        Path, typer.Argument(metavar="FROM", help="An export: JSON lines, or a folder of tables.")
    ],
    json: JsonOption = False,
) -> None:
    """Put an export into an empty ledger, which is made if it is not there: the same events, the same hash."""
    with said():
        from comity.ledger import create_ledger  # noqa: PLC0415 -- as above
        from comity.ledger.carrying import put_records, read_into  # noqa: PLC0415 -- as above
        from comity.ledger.tabular import read_tables  # noqa: PLC0415 -- as above

        store, _ = create_ledger(ledger)
        with progress("putting events in") as tell:
            head = (
                put_records(store, read_tables(source))
                if source.is_dir()
                else read_into(source, store, tell)
            )
    if json:
        print_json({"ledger": store.shown, "events": head.count, "hash": head.hash})
    else:
        print_text(
            f"{store.shown} holds {head.count:,} events, the last with the hash {head.hash[:12]}."
        )
        if source.is_dir():
            print_text(
                "The bytes of documents are not in tables: only an export as JSON lines has them."
            )


def backup_command(
    ledger: LedgerArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: NAME.jsonl.gz")],
    json: JsonOption = False,
) -> None:
    """Check a ledger and write all of it into one packed file, documents too. It works while others write."""
    store = opened(ledger)
    with said():
        from comity.ledger.carrying import verify_export, write_export  # noqa: PLC0415 -- as above

        head = write_export(store, file)
        found = verify_export(file)
    for flaw in found.flaws:
        err.print(f"comity: {flaw}", markup=False, soft_wrap=True)
    if json:
        print_json(
            {"file": str(file), "events": head.count, "hash": head.hash, "flaws": len(found.flaws)}
        )
    else:
        print_text(f"{file} holds {head.count:,} events, the last with the hash {head.hash}.")
    if found.flaws:
        raise typer.Exit(EXIT_PROBLEMS)


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    ledger: LedgerArgument,
    json: JsonOption = False,
) -> None:
    """Make a ledger from a backup, on either database. The place must be new or empty."""
    import_command(ledger, file, json)
