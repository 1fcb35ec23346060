"""An audit on Spark is the audit on DuckDB: every finding, every number, every page, over all kinds of logs."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from comity.audit import Audit, AuditOptions, Log, Reading, Reject, audit_logs
from comity.audit.logs.dialect_file import sample_of, shipped_dialects
from comity.audit.logs.seal import Seal
from comity.audit.report.folder import MANIFEST, PARQUET
from comity.audit.spark import SparkChoice, pieces, spark_session
from comity.audit.spark.pieces import read_pieces
from comity.law import Corpus
from tests.audit.books import archive, parquet
from tests.audit.exports import P2, P3, SHARING, TIME, save, save_gzip, save_lines
from tests.audit.reports import BUNDLED
from tests.audit.spark_at_hand import CHOICE, spark_or_skip
from tests.audit.test_formats import A, a_row

DATA = Path(__file__).parents[3] / "shared" / "data"
LABELLED = Path(__file__).with_name("purpose_reasons.csv")
B = (
    "ID, Name, Org Name, Total Networks Searched, Total Devices Searched, Time Frame, License Plate, Reason, Case #, "
    "Filters, Search Time, Search Type, Text Prompt, Moderation"
)
FOLDERS = ("flock-portal-ca", "flock-eugene-or", "ice-detainers-pa")
ODD = (
    "ICE\u00e9 hold", "\u212aidnap ICE", "IC\u0130", "\uff29\uff23\uff25 civil", "ice\u00a0hold", "ICE\u0300", "i.c.e.",
    "287(B) stolen", "HSI", "hsi\u000bcase", "***", "7923.600 GC", "none", "x", "", "   ", "%49%43%45", "Person+Crime",
    "civil_immigration", "\U0001f9caICE", "Immigration (civil/administrative) - ", "ICE HOUSE", "\u0391\u03a3 ICE", "a\u2028ICE",
)  # fmt: skip


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One session for all tests here: it takes seconds to start. Java compiles no more than it must."""
    spark_or_skip()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with spark_session(CHOICE, tmp_path_factory.mktemp("spark")):
            yield


def both(
    corpus: Corpus,
    folder: Path,
    *paths: Path,
    options: AuditOptions | None = None,
    choice: SparkChoice = CHOICE,
) -> tuple[Audit, Audit]:
    """The same audit on both engines; held against each other, file by file."""
    options = options or AuditOptions()
    here = audit_logs(corpus, paths, out=folder / "duckdb", options=options)
    there = audit_logs(corpus, paths, out=folder / "spark", options=replace(options, spark=choice))
    names = [path.relative_to(here.folder) for path in here.folder.rglob("*") if path.is_file()]
    assert sorted(names) == sorted(
        path.relative_to(there.folder) for path in there.folder.rglob("*") if path.is_file()
    )
    for name in names:
        if name.name not in {MANIFEST, PARQUET}:
            assert (there.folder / name).read_bytes() == (here.folder / name).read_bytes(), name
    assert findings(there.folder) == findings(here.folder)
    assert there.tally == here.tally
    assert there.headlines == here.headlines
    assert manifest(there.folder) == manifest(here.folder)
    assert '"spark": "4.' in (there.folder / MANIFEST).read_text("utf-8")
    return here, there


def findings(report: Path) -> list[tuple[object, ...]]:
    """All findings, in the order of the file."""
    with duckdb.connect() as engine:
        found = engine.execute("SELECT * FROM read_parquet(?)", [str(report / PARQUET)])
        return found.fetchall()


def manifest(report: Path) -> dict[str, object]:
    """The manifest, but for the version of Spark, and the packing of the findings: the same rows by another hand."""
    form: dict[str, object] = json.loads((report / MANIFEST).read_text("utf-8"))
    program, outputs = form["program"], form["outputs"]
    assert isinstance(program, dict)
    program.pop("spark", None)
    assert isinstance(outputs, list)
    form["outputs"] = [one for one in outputs if one["file"] != PARQUET]
    return form


def everything(folder: Path) -> Path:
    """A folder with the samples of all dialects, all containers, and rows that are hard to count or to read."""
    folder.mkdir()
    for dialect in shipped_dialects():
        found = sample_of(dialect.id)
        if found is not None:
            name, content = found
            (folder / name).write_bytes(content)
    for path in BUNDLED.iterdir():
        shutil.copy(path, folder)
    odd = [
        f'id-{n},***,2025-06-{1 + n % 28:02}T0{n % 10}:59:59.5Z,4,"{reason}"'
        for n, reason in enumerate(ODD)
    ]
    save_lines(folder, [P2, *odd, *odd[:3]], "lodi-ca-pd_search_audit.csv")
    hidden = [line.replace('"ICE', '"***') for line in odd]
    save_lines(folder, [P2, *hidden], "lodi-ca-pd_other_search_audit.csv")
    no_ids = [
        f"{id_},***,2025-06-01T00:59:59.500Z,4,{reason}"
        for id_ in ("", " ", "[REDACTED]", "null", "0", "unKnown", "id-0")
        for reason in ("ICE detainer", "theft", "")
    ]
    save_lines(folder, [P2, *no_ids, "broken", "a,b,c"], "keene-nh-pd_search_audit.csv")
    save_gzip(
        folder,
        f"{P3}\n"
        + "".join(f"p-{n},***,2026-03-0{n}T00:00:00Z,1,ICE,,Larceny\n" for n in range(1, 6)),
    )
    network = [A, *(a_row(n, org="Lodi CA PD", reason=reason) for n, reason in enumerate(ODD[:9]))]
    (folder / "network.zip").write_bytes(
        archive({"reno-nv-pd/network_audit.csv": "\n".join(network).encode()})
    )
    save(folder, "\n".join(network).encode("utf-16"), "sparks-nv-pd_network.csv")
    save(
        folder,
        f"{P2}\nc-1,***,2026-03-10T04:31:52.901Z,4,caf\xe9 ICE\n".encode("cp1252"),
        "bend-or-pd.csv",
    )
    save_lines(
        folder,
        [
            SHARING,
            *(f'dover-nh-pd,2026-04-{day:02},"{name}"' for day in (1, 26) for name in
              ("Lodi CA PD", "  lodi ca pd ", "\u0391\u03a3 PD", "\u03b1\u03c3 PD", "\u03b1\u03c2 PD", "I\u0130 Police", "i\u0130 police", "ii police", "ICE ERO Boston", "Dallas GA PD")),
        ],
        "concord-nh_sharing_outbound.csv",
    )  # fmt: skip
    pad = ", said at length" * 8  # a log is read in bulk from 4 MB on
    large = [
        f'l-{n},u{n % 9},2025-06-{1 + n % 28:02}T{n % 24:02}:{n % 60:02}:00.000Z,{n % 50},"{ODD[n % 3]} {n % 500}{pad}"'
        for n in range(26_000)
    ]
    large[17] = 'l-17,***,2025-06-01T00:00:00+00:00,4,"ICE"'  # a moment that is looked at closely
    large[13_000] = 'l-13000,***,no time,4,"ICE"'
    save_lines(folder, [P2, *large, large[5]], "derry-nh-pd_search_audit.csv")
    _save_labelled(folder)
    parquet(
        folder / "salem-nh-pd.parquet",
        "SELECT 'q-' || n AS id, '***' AS \"userId\", TIMESTAMP '2026-01-01 04:59:59.123' + to_hours(n::INT) AS "
        "\"searchDate\", n AS \"networkCount\", CASE n % 3 WHEN 0 THEN 'ICE' WHEN 1 THEN NULL ELSE 'theft' END AS reason "
        "FROM range(40) t(n)",
    )
    objects = [
        {"id": f"j-{n}", "userId": "x", "searchDate": f"2026-02-0{n}T12:00:00Z", "networkCount": n, "reason": None}
        for n in range(1, 9)
    ]  # fmt: skip
    save_lines(folder, [json.dumps(one) for one in objects], "derry-nh-pd.jsonl")
    (folder / "derry-nh-pd-2.json.gz").write_bytes(gzip.compress(json.dumps(objects).encode()))
    return folder


def _save_labelled(folder: Path) -> None:
    """All labelled reasons, with what stands beside them, in the two dialects that have these columns."""
    with LABELLED.open(encoding="utf-8", newline="") as handle:
        labelled = list(csv.DictReader(handle))
    with (folder / "truckee-ca-pd_search_audit.csv").open("w", encoding="utf-8", newline="") as out:
        cells = csv.writer(out)
        cells.writerow(P3.split(","))
        cells.writerows(
            (f"r-{n}", "***", TIME, 1, one["reason"], one["case_number"], one["offense_type"])
            for n, one in enumerate(labelled)
        )
    with (folder / "labelled_network_audit.csv").open("w", encoding="utf-8", newline="") as out:
        cells = csv.writer(out)
        cells.writerow(B.split(","))
        cells.writerows(
            (f"s-{n}", "***", f"Lodi {one['state'] or 'CA'} PD", 1, 1, "", "***", one["reason"], one["case_number"], "",
             "1/9/2025, 05:53:48 PM UTC", "search", one["text_prompt"], one["moderation"])
            for n, one in enumerate(labelled)
        )  # fmt: skip


def test_all_dialects_containers_and_real_logs_come_to_the_same_on_both_engines(
    spark: None, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_pieces: list[str] = []

    def watched(
        session: object, log: Log, seal: Seal, target: Path, piece_bytes: int, *, digests: bool
    ) -> tuple[Reading, tuple[Reject, ...]] | None:
        found = read_pieces(session, log, seal, target, piece_bytes, digests=digests)
        if found is not None:
            in_pieces.append(log.path.name)
        return found

    monkeypatch.setattr(pieces, "read_pieces", watched)
    key = save(tmp_path, "0123456789abcdef0123456789abcdef", "key")
    passing = tmp_path / "passing"
    passing.mkdir()
    # In one audit with the real logs, where they are at hand: each audit on Spark has a price of its own.
    real = [DATA / name for name in FOLDERS] if DATA.is_dir() else []
    here, there = both(
        corpus,
        tmp_path,
        everything(tmp_path / "logs"),
        *real,
        options=AuditOptions(pseudonyms=key),
        choice=replace(CHOICE, folder=passing.as_uri()),
    )
    counts = [one.reading.counts for one in there.intake.files]
    assert sum(one.rows for one in counts) == there.tally.rows > (108_000 if real else 33_000)
    assert sum(one.rejects for one in counts) == there.intake.rejects > 1
    assert {one.kind for one in here.tally.sameness} == {one.kind for one in there.tally.sameness}
    assert in_pieces == ["derry-nh-pd_search_audit.csv"]
    assert not list(tmp_path.glob(".*"))
    assert not list(passing.iterdir())


def test_an_interrupt_leaves_no_half_report_and_what_was_read(
    spark: None, corpus: Corpus, tmp_path: Path
) -> None:
    log = save_lines(tmp_path, [P2, "id-1,***,2026-03-10T04:31:52.901Z,4,theft"], "lodi-ca-pd.csv")

    def interrupt(what: str, _rows: int) -> None:
        if what == "asking":
            raise KeyboardInterrupt

    report = tmp_path / "a [1] re%20port"
    options = AuditOptions(spark=CHOICE)
    with pytest.raises(KeyboardInterrupt):
        audit_logs(corpus, [log], out=report, options=options, progress=interrupt)
    assert not report.exists()
    kept = tmp_path / f".{report.name}.work"
    assert [path.suffix for path in sorted((kept / "inputs").iterdir())] == [
        ".json",
        ".parquet",
        ".csv",
    ]
