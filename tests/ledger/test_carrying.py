"""Exports: complete, checked without a database, read into an empty ledger with the same hash; tables for others."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pytest
from jsonschema import Draft7Validator

from comity.ledger import Draft, Kind, Ledger, LedgerError, Receipt, create_ledger, verify
from comity.ledger.carrying import put_records, read_into, verify_export, write_export
from comity.ledger.choices import ExportForm
from comity.ledger.tabular import read_tables, safe_cell, write_tables
from tests.ledger.entries import PAGE, act, opened, plain_act, requested

HOSTILE = '=HYPERLINK("http://example.invalid")'


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    ledger.append([opened(act()), opened(plain_act(agency={"as_written": HOSTILE}))], by="reviewer", documents=[PAGE])  # fmt: skip
    body = {"act": "act-1", "status": "denied", "by_whom": "the chief"}
    ledger.append(
        [Draft(kind=Kind.STATUS_CHANGED, subject="incident-2", body=body), requested()], by="clerk"
    )
    ledger.erase("incident-3", None, why="the person asked for it", by="records officer")
    return ledger


@pytest.fixture
def other(tmp_path: Path) -> Ledger:
    return create_ledger(str(tmp_path / "other.db"))[0]


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_an_export_goes_into_an_empty_ledger_with_the_same_hash(
    kept: Ledger, other: Ledger, tmp_path: Path, name: str
) -> None:
    head = write_export(kept, tmp_path / name)
    assert head == kept.head()
    found = verify_export(tmp_path / name)
    assert (found.flaws, found.hash, found.erased, found.documents) == ((), head.hash, 1, 1)
    assert read_into(tmp_path / name, other) == head
    assert verify(other).flaws == ()
    assert other.state("incident-2") == kept.state("incident-2")
    assert (held := other.document(PAGE.digest)) is not None
    assert held.text == PAGE.text
    with pytest.raises(LedgerError, match="is not empty"):
        read_into(tmp_path / name, other)


def test_the_same_ledger_gives_the_same_bytes(kept: Ledger, tmp_path: Path) -> None:
    for name in ("one.gz", "two.gz"):
        write_export(kept, tmp_path / name)
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def changed(file: Path, number: int, **values: object) -> Path:
    """The export with other values in the line of an event."""
    lines = file.read_text("utf-8").splitlines()
    form = json.loads(lines[number])
    lines[number] = json.dumps({**form, **values})
    made = file.with_name("changed.jsonl")
    made.write_text("\n".join(lines) + "\n", "utf-8")
    return made


def codes(file: Path, receipt: Receipt | None = None) -> list[tuple[int | None, str]]:
    return [(one.seq, one.code) for one in verify_export(file, receipt=receipt).flaws]


def test_what_was_done_to_an_export_is_named(kept: Ledger, other: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    head = write_export(kept, file)
    assert codes(changed(file, 2, by="nobody")) == [(2, "event_changed")]
    assert (4, "body_changed") in codes(
        changed(file, 4, body='{"act":"act-1","by_whom":"x","status":"cleared"}')
    )
    assert (2, "body_missing") in codes(changed(file, 2, body=None, salt=None))
    assert codes(changed(file, 7, text="It is not so.")) == [
        (1, "document_text_changed"),
        (4, "quote_not_exact"),
    ]
    assert codes(changed(file, 7, content="AAAA")) == [(1, "document_swapped")]
    assert codes(changed(file, 7, content="?")) == [
        (None, "line_unreadable"),
        (1, "document_missing"),
    ]
    lines = file.read_text("utf-8").splitlines(keepends=True)
    without = tmp_path / "without.jsonl"
    without.write_text("".join(lines[:3] + lines[4:]), "utf-8")
    assert (3, "event_missing") in codes(without)
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(lines[:6]) + lines[6][:20], "utf-8")
    receipt = Receipt(count=head.count, hash=head.hash, moment="")
    assert {code for _, code in codes(cut, receipt)} >= {"tail_cut", "line_unreadable"}
    with pytest.raises(LedgerError, match="does not verify, and nothing was taken"):
        read_into(without, other)
    assert other.head().count == 0


@pytest.mark.parametrize(
    "data", [b"", b"{}\n", b"nothing", b"\xff\xfe", b"\x1f\x8b\x00", b"[" * 100_000]
)
def test_what_is_no_export_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(LedgerError, match=re.escape(str(tmp_path / "x"))):
        verify_export(tmp_path / "x")


def test_a_packed_export_that_was_cut_is_refused(kept: Ledger, tmp_path: Path) -> None:
    write_export(kept, tmp_path / "x.gz")
    (tmp_path / "x.gz").write_bytes((tmp_path / "x.gz").read_bytes()[:-30])
    with pytest.raises(LedgerError, match="packed and damaged"):
        verify_export(tmp_path / "x.gz")


@pytest.mark.parametrize("form", [one for one in ExportForm if one is not ExportForm.JSONL])
def test_tables_hold_the_whole_chain(
    kept: Ledger, other: Ledger, tmp_path: Path, form: ExportForm
) -> None:
    head = write_tables(kept, tmp_path / "tables", form)
    limit = csv.field_size_limit()
    assert put_records(other, read_tables(tmp_path / "tables")) == head == kept.head()
    assert csv.field_size_limit() == limit, "the limit of every other reader of tables"
    assert other.state("incident-2") == kept.state("incident-2")
    assert [one.code for one in verify(other).flaws] == [
        "document_missing"
    ]  # bytes travel in JSON lines only


def test_no_cell_of_a_table_runs_in_a_spreadsheet(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append([opened(plain_act(agency={"as_written": HOSTILE}))], by="=cmd|' /C calc'!A0")
    write_tables(ledger, tmp_path / "tables", ExportForm.CSV)
    cells = [
        cell
        for file in (tmp_path / "tables").glob("*.csv")
        for row in csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
        for cell in row
    ]
    assert f"'{HOSTILE}" in cells
    assert "'=cmd|' /C calc'!A0" in cells
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r\n" and cell] == []
    assert safe_cell("'x") == "''x"
    assert next(iter(read_tables(tmp_path / "tables"))).event.by == "=cmd|' /C calc'!A0"


# The parts of the Frictionless profiles (tabular-data-package, tabular-data-resource, table-schema; version 1) that
# bear on a package of CSV files, written down from the specification.
PROFILE = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["profile", "resources"],
    "properties": {
        "profile": {"enum": ["tabular-data-package"]},
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["profile", "name", "schema", "path"],
                "properties": {
                    "profile": {"enum": ["tabular-data-resource"]},
                    "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
                    "path": {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.\.).)*$).*$"},
                    "mediatype": {"type": "string", "pattern": "^(.+)/(.+)$"},
                    "encoding": {"type": "string"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "type": "object",
                                    "required": ["name", "type"],
                                    "properties": {
                                        "name": {"type": "string"},
                                        "type": {
                                            "enum": [
                                                "string",
                                                "integer",
                                                "boolean",
                                                "date",
                                                "datetime",
                                            ]
                                        },
                                        "description": {"type": "string", "minLength": 1},
                                    },
                                },
                            },
                            "missingValues": {"type": "array", "items": {"type": "string"}},
                            "primaryKey": {
                                "type": "array",
                                "minItems": 1,
                                "items": {"type": "string"},
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_a_data_package_is_valid_and_its_fields_are_those_of_its_files(
    kept: Ledger, tmp_path: Path
) -> None:
    write_tables(kept, tmp_path / "package", ExportForm.DATAPACKAGE)
    form = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(PROFILE).iter_errors(form)] == []
    for resource in form["resources"]:
        with (tmp_path / "package" / resource["path"]).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        fields = resource["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        for row in rows[1:]:
            for cell, field in zip(row, fields, strict=True):
                match field["type"]:
                    case "integer":
                        assert cell == "" or int(cell) >= 0
                    case "boolean":
                        assert cell in {"", "true", "false"}
                    case _:
                        pass


def test_parquet_keeps_types_and_empty_cells(kept: Ledger, tmp_path: Path) -> None:
    write_tables(kept, tmp_path / "tables", ExportForm.PARQUET)
    with duckdb.connect() as connection:
        acts = connection.execute(
            f"SELECT incident_seq, complete, agency, missing FROM '{tmp_path}/tables/acts.parquet'"
        ).fetchall()
        bodies = connection.execute(
            f"SELECT count(body) FROM '{tmp_path}/tables/events.parquet'"
        ).fetchall()
    assert acts == [(2, None, "El Cajon Police Department", None)]
    assert bodies == [(5,)]


def test_tables_go_into_an_empty_folder_only(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x")
    with pytest.raises(LedgerError, match="is not empty"):
        write_tables(kept, tmp_path / "mine", ExportForm.CSV)
    with pytest.raises(LedgerError, match=r"holds no events\.csv"):
        list(read_tables(tmp_path / "mine"))
