"""Lines into records: every byte lands in one record, and a quotation mark gone wrong is a fault, not a guess."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from comity.audit.containers.limits import Limits
from comity.audit.containers.records import Fault, Record, read_records
from comity.audit.containers.source import Line

LIMITS = Limits(max_record_lines=5)


def cut(text: str | bytes, limits: Limits = LIMITS) -> list[Record]:
    raw = text.encode() if isinstance(text, str) else text
    lines = [Line(n, line, None) for n, line in enumerate(raw.splitlines(keepends=True), start=1)]
    return list(read_records(lines, limits, wide=False))


def faults(text: str) -> list[tuple[int, Fault | None]]:
    return [(record.line, record.fault) for record in cut(text)]


def test_a_quoted_field_may_run_over_lines() -> None:
    (record, after) = cut('a,"start UTC\nend, UTC ""x""",c\nd,e,f\n')
    assert (record.line, record.span) == (1, 2)
    assert record.cells == ["a", 'start UTC\nend, UTC "x"', "c"]
    assert (after.line, after.cells) == (3, ["d", "e", "f"])


def test_an_open_quote_before_a_quoted_row_costs_one_row() -> None:
    assert faults('"a","b\n"c","d"\ne,f\n') == [(1, Fault.OPEN_QUOTE), (2, None), (3, None)]


def test_an_open_quote_to_the_end_of_the_file_swallows_what_follows() -> None:
    found = cut('a,b\nc,"d\ne,f\ng,h\n')
    assert [(r.line, r.fault, r.opened) for r in found] == [
        (1, None, 0),
        (2, Fault.OPEN_QUOTE, 0),
        (3, Fault.SWALLOWED, 2),
        (4, Fault.SWALLOWED, 2),
    ]


def test_an_open_quote_over_too_many_lines_swallows_up_to_the_next_mark() -> None:
    text = 'a,"b\n' + "c,d\n" * 8 + 'e,f"\ng,h\n'
    assert faults(text) == [
        (1, Fault.OPEN_QUOTE),
        *((n, Fault.SWALLOWED) for n in range(2, 11)),
        (11, None),
    ]


def test_a_row_that_reads_well_alone_ends_the_swallowing() -> None:
    text = 'a,"b\n' + "c,d\n" * 8 + '"e, f",g\nh,i\n'
    assert faults(text)[-2:] == [(10, None), (11, None)]


def test_text_behind_a_closing_quote_is_a_stray_quote() -> None:
    assert faults('a,"b"c\nd,e\n') == [(1, Fault.STRAY_QUOTE), (2, None)]


def test_a_quote_inside_an_unquoted_field_is_text() -> None:
    assert cut('a,5" pipe\n')[0].cells == ["a", '5" pipe']


def test_a_mark_at_the_start_of_a_stacked_export_is_no_text() -> None:
    assert cut(b'a,b\n\xef\xbb\xbf"id","x"\n')[1].cells == ["id", "x"]


def test_stray_bytes_within_a_quoted_field_reject_the_whole_record_and_no_more() -> None:
    (record, after) = cut(b'a,"b\nc\x81"\nd,e\n')
    assert (record.span, record.fault, after.cells) == (2, Fault.STRAY_BYTES, ["d", "e"])


def test_a_record_over_the_limit_of_bytes_is_an_open_quote() -> None:
    limits = Limits(max_record_bytes=20)
    found = cut('a,"bbbbbbbb\ncccccccccccc\nd"\ne,f\n', limits)
    assert [r.fault for r in found] == [Fault.OPEN_QUOTE, Fault.SWALLOWED, Fault.SWALLOWED, None]


HOSTILE = st.text(alphabet='ab,"\n\r é\x00', max_size=120)


@given(HOSTILE)
def test_every_byte_lands_in_exactly_one_record(text: str) -> None:
    raw = text.encode()
    records = cut(raw)
    assert b"".join(record.raw for record in records) == raw
    at = 1
    for record in records:
        assert record.line == at
        at += record.span
    assert at - 1 == len(raw.splitlines(keepends=True))


CELLS = st.text(alphabet='ab,"\né ', max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6))
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    raw = written.getvalue().encode()
    lines = [Line(n, line, None) for n, line in enumerate(raw.splitlines(keepends=True), start=1)]
    found = list(read_records(lines, Limits(), wide=False))
    assert [record.cells for record in found] == rows
    assert all(record.fault is None for record in found)
