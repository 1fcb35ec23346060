"""The log as it is written on a server: a line a request, in one piece, whatever happens to the place it goes to."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.web import journal

SECRET = "planted-secret-77d0"
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (.*)")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file that the log of this process goes to while the test runs."""
    path = tmp_path / "log"
    with path.open("w") as file:
        lines = journal.Lines(file)
        monkeypatch.setattr(journal, "_LINES", [lines])
        root = logging.getLogger()
        root.addHandler(lines)
        monkeypatch.setattr(journal.LOG, "level", logging.INFO)
        journal.LOG.manager._clear_cache()  # type: ignore[attr-defined]  # what it knows of its level
        yield path
        root.removeHandler(lines)


def said(path: Path) -> list[str]:
    found = [LINE.fullmatch(line) for line in path.read_text().splitlines()]
    return [one[1] if one else "?" for one in found]


def test_a_request_is_one_line_with_its_moment_and_without_its_query(
    web: TestClient, log: Path
) -> None:
    web.get("/api/v1/law/us-dc", params={"on": SECRET})
    web.get(f"/{SECRET}")
    lines = said(log)
    assert re.fullmatch(r"GET /api/v1/law/\{place\} 422 \d+\.\d ms", lines[0]), lines
    assert re.fullmatch(r"GET - 404 \d+\.\d ms", lines[1]), lines
    assert len(lines) == 2
    assert SECRET not in log.read_text()


def test_a_fault_stands_in_the_same_log(log: Path) -> None:
    with pytest.raises(RuntimeError) as raised:
        raise RuntimeError(SECRET)
    journal.note_fault(raised.value)
    (line,) = said(log)
    assert line.startswith("fault: RuntimeError at test_journal.py:")
    assert SECRET not in line


def test_who_quiets_the_log_has_quiet(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal.LOG, "disabled", True)
    journal.note_request("GET", "/ask", 200, 1.0)
    assert said(log) == []


def test_a_line_that_cannot_be_written_costs_no_answer(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as file:
        monkeypatch.setattr(journal, "_LINES", [journal.Lines(file)])
        assert web.get("/openapi.json").status_code == 200
        assert web.get("/api/v1/nothing").status_code == 404


def test_a_stream_that_is_no_file_is_written_to() -> None:
    told = StringIO()
    journal.Lines(told).write(0.25, "GET /ask 200 3.1 ms")
    assert re.fullmatch(r"19\S+ \S+,250 GET /ask 200 3\.1 ms\n", told.getvalue())
