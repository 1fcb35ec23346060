"""What the bytes of a plain file say, whatever blocks they come in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.audit.intake import plain
from comity.audit.intake.plain import commas_sql, doubled_in, doubled_sql, plain_bytes

TEXT = st.text(alphabet='a, "\n', max_size=20)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(TEXT, max_size=5), cut=st.booleans(), size=st.integers(1, 40))
def test_blocks_change_nothing(tmp_path: Path, lines: list[str], cut: bool, size: int) -> None:
    text = "\n".join(lines).encode() + (b"" if cut else b"\n")
    file = tmp_path / "log.csv"
    file.write_bytes(text)
    whole = plain_bytes(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_BLOCK", size)
        assert plain_bytes(file) == whole
    assert whole.sha256 == hashlib.sha256(text).hexdigest()
    assert (whole.size, whole.lines) == (len(text), len(text.splitlines()))
    assert whole.commas == text.count(b",")


@pytest.mark.parametrize(
    ("text", "is_uniform"),
    [
        (b"a,b\nc,d\n", True),
        (b"a,b\r\nc,d\r\n", True),
        (b"a,b\r\nc,d", True),
        (b"a,b\r\nc,d\n", False),
        (b"a,b\rc,d\n", False),
        (b"a,\0\n", False),
        (b'a, "b"\n', False),
        (b'"a" ,b\n', False),
        (b'a,"b" \n', False),
        (b'"say, ""b"" , c"\n', True),
    ],
)
def test_what_is_not_uniform_is_told(tmp_path: Path, text: bytes, is_uniform: bool) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(text)
    assert plain_bytes(file).is_uniform is is_uniform


@given(cell=TEXT)
def test_a_quoted_cell_counts_as_its_bytes_do(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    found = duckdb.execute(
        f"SELECT {commas_sql('cell')}, {doubled_sql('cell')} FROM (SELECT ? AS cell)", [cell]
    ).fetchall()
    assert found == [(quoted.count(","), doubled_in(f"x,{quoted},x\n".encode()))]
