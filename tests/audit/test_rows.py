"""Records into rows under their header: what is a row, what is rejected, and that nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from comity.audit import ABSENT, Reject, RejectReason, is_blank, open_log
from comity.audit.containers.limits import Limits
from comity.audit.containers.records import read_records
from comity.audit.containers.source import Line
from comity.audit.logs.dialect_file import shipped_dialects
from comity.audit.logs.row import safe_excerpt
from comity.audit.logs.rows import RowReader
from tests.audit.exports import (
    P1,
    P2,
    P3,
    SHARING,
    TIME,
    p2_row,
    pairs,
    quoted,
    read,
    reject_lines,
    rejects,
    save_lines,
    searches,
)

MERGED = "agency_slug,agency_name,id,userId,searchDate,networkCount,reason,caseNumber,offenseType,columns"


def test_a_row_holds_text_blank_and_absent_apart(tmp_path: Path) -> None:
    lines = [P3, f"id-1,***,{TIME},449,,26-1,Robbery", f"id-2,***,{TIME},***, ,,"]
    (one, two) = searches(open_log(save_lines(tmp_path, lines)))
    assert (one.id, one.networks, one.reason, one.case_number) == ("id-1", "449", "", "26-1")
    assert one.offense_type == "Robbery"
    assert one.text_prompt is ABSENT
    assert one.devices is ABSENT
    assert is_blank(one.reason)
    assert is_blank(two.reason)
    assert not is_blank(two.text_prompt)
    assert one.moment == datetime(2026, 3, 10, 4, 31, 52, 901_000, tzinfo=UTC)
    assert one.time == TIME


def test_a_time_without_zone_is_utc_because_the_dialect_says_so(tmp_path: Path) -> None:
    lines = [quoted(P1), quoted("id-1,u,2025-06-18 00:02:04.789,2510,invest")]
    (row,) = searches(open_log(save_lines(tmp_path, lines)))
    assert row.moment == datetime(2025, 6, 18, 0, 2, 4, 789_000, tzinfo=UTC)
    assert (row.devices, row.networks) == ("2510", ABSENT)


def test_no_user_id_leaves_the_reader(tmp_path: Path) -> None:
    lines = [P2, f"id-1,officer-jones,{TIME},1,theft"]
    (row,) = searches(open_log(save_lines(tmp_path, lines)))
    assert "jones" not in repr(row)


def test_a_column_that_a_merged_row_does_not_list_is_absent_in_it(tmp_path: Path) -> None:
    lines = [
        MERGED,
        f'a-ca-pd,A CA PD,id-1,***,{TIME},2,theft,,,"id,userId,searchDate,networkCount,reason"',
        f'b-ca-pd,,id-2,***,{TIME},2,,,,"id,userId,searchDate,networkCount,offenseType"',
        f'b-ca-pd,,id-3,***,{TIME},2,theft,,,"id,userId,searchDate,networkCount"',
        f"b-ca-pd,,id-4,***,{TIME},2,theft,,,",
        f'b-ca-pd,,id-5,***,{TIME},2,theft,,,"id,reason"',
    ]
    log = open_log(save_lines(tmp_path, lines))
    (one, two) = searches(log)
    assert (one.reason, one.offense_type, one.searcher) == ("theft", ABSENT, "A CA PD")
    assert (two.reason, two.offense_type, two.searcher) == (ABSENT, "", "B CA PD")
    assert two.searcher_slug == "b-ca-pd"
    assert reject_lines(log) == [(n, "contradicts_columns") for n in (4, 5, 6)]


def test_a_sharing_list_gives_pairs_with_their_day(tmp_path: Path) -> None:
    lines = [
        SHARING,
        'dover-nh-pd,2026-04-26,"University of California, Berkeley"',
        "dover-nh-pd,2026-04-26, ",
        ",2026-04-26,Cal Fire",
        "dover-nh-pd,,Cal Fire",
        "dover-nh-pd,26 April,Cal Fire",
    ]
    log = open_log(save_lines(tmp_path, lines, "sharing.csv"))
    (pair,) = pairs(log)
    assert (pair.owner, pair.owner_slug) == ("Dover NH PD", "dover-nh-pd")
    assert (pair.as_of, pair.recipient) == (date(2026, 4, 26), "University of California, Berkeley")
    assert [reason for _, reason in reject_lines(log)] == ["blank_value"] * 3 + ["unreadable_time"]


def test_the_digest_names_the_bytes_of_the_record_and_not_its_place(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2, p2_row(1), p2_row(2), p2_row(1)]))
    one, two, again = (row.digest for row in searches(log))
    assert one == again != two
    assert one == hashlib.sha256(p2_row(1).encode()).hexdigest()[:16]


def test_the_line_is_where_the_record_starts(tmp_path: Path) -> None:
    lines = [P2, p2_row(1, '"two\nlines"'), "", p2_row(2)]
    log = open_log(save_lines(tmp_path, lines))
    assert [row.line for row in searches(log)] == [2, 5]
    assert (log.counts.lines, log.counts.records, log.counts.blank) == (5, 4, 1)


def test_bad_rows_are_rejected_in_words(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    lines = [
        "Search audit of the Dover police",
        P2,
        p2_row(1),
        "id-2,***",
        p2_row(3) + ",more",
        f"id-4,{TIME},449,theft,",
        "id-5,***,yesterday,449,theft",
        "id-6,***,,449,theft",
        f"id-7,***,{TIME},theft,449",
        "id-8,***,2026-13-40T04:31:52Z,449,theft",
        f'id-9,***,{TIME},449,"theft" of a car',
        ",,,,",
        "",
        f"id-10,***,{TIME},449,\x1b[2Jtheft\u202e{'x' * 300},",
        P2,
        "id,userId,searchDate,reason",
        p2_row(11),
        P1,
        f"id-12,u,{TIME},88,theft",
        f'id-13,u,{TIME},88,"theft',
        f"id-14,u,{TIME},88,theft",
    ]
    log = open_log(save_lines(tmp_path, lines))
    told = [f"{r.line}+{r.span} {r.reason.value}: {r.what}\n    {r.excerpt}" for r in rejects(log)]
    counts = log.counts
    golden("audit/rejects.txt", "\n".join([*told, "", *log.notes]) + "\n")
    assert [row.id for row in searches(log)] == ["id-1", "id-12"]
    assert (counts.records, counts.rows, counts.rejects) == (len(lines), 2, 14)
    assert (counts.headers, counts.blank, counts.lines) == (3, 2, len(lines))


def test_a_second_header_in_mid_file_changes_the_columns(tmp_path: Path) -> None:
    lines = [P2, p2_row(1), P3, f"id-2,***,{TIME},449,theft,26-1,Robbery", P2, p2_row(3)]
    log = open_log(save_lines(tmp_path, lines))
    assert [(row.id, row.offense_type) for row in searches(log)] == [
        ("id-1", ABSENT),
        ("id-2", "Robbery"),
        ("id-3", ABSENT),
    ]
    assert log.counts.headers == 3
    assert "a second header stands in line 3: from there on the dialect is `portal-p3`" in log.notes


def test_a_file_made_of_headers_does_not_drown_its_notes(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2] * 1_000))
    assert read(log) == []
    assert log.counts.headers == 1_000
    assert len(log.notes) < 120
    assert log.notes[-1] == "more of the same is not listed"


def test_a_sharing_list_stacked_under_a_search_audit_is_not_mixed_in(tmp_path: Path) -> None:
    lines = [P2, p2_row(1), SHARING, "dover-nh-pd,2026-04-26,Cal Fire", P2, p2_row(2)]
    log = open_log(save_lines(tmp_path, lines))
    assert reject_lines(log) == [(3, "unknown_header"), (4, "under_unknown_header")]
    assert [row.id for row in searches(log)] == ["id-1", "id-2"]


def test_a_label_left_for_a_removed_column_is_noticed(tmp_path: Path) -> None:
    lines = [P3, *(p2_row(n) for n in range(5))]
    log = open_log(save_lines(tmp_path, lines))
    assert {reason for _, reason in reject_lines(log)} == {"too_few_values"}
    assert any("a label seems to be left for a removed column" in note for note in log.notes)


def test_one_short_row_among_good_ones_accuses_no_header(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2, p2_row(1), "id-2,***", "id-3,***"]))
    assert [reason for _, reason in reject_lines(log)] == ["too_few_values"] * 2
    assert not any("label" in note for note in log.notes)


def test_rows_swallowed_by_a_quote_that_happens_to_close_are_not_one_row(tmp_path: Path) -> None:
    lines = [P2, p2_row(1, '"gta'), p2_row(2), p2_row(3, 'theft"'), p2_row(4)]
    log = open_log(save_lines(tmp_path, lines))
    (reject,) = rejects(log)
    assert (reject.line, reject.span, reject.reason) == (2, 3, RejectReason.SWALLOWED)
    assert [row.id for row in searches(log)] == ["id-4"]


def test_a_log_is_read_the_same_twice(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2, p2_row(1), "short", P2, p2_row(2)]))
    first, reading = read(log), log.reading
    assert read(log) == first
    assert log.reading == reading


def test_an_excerpt_is_short_and_printable() -> None:
    assert safe_excerpt(b"a,b\r\n") == "a,b"
    assert safe_excerpt("a\tb\x1b[31m\u202eé".encode()) == "a\\tb\\x1b[31m\\u202eé"
    assert safe_excerpt(b"\xff\x00") == "\\xff\\x00"
    assert len(safe_excerpt(b"x" * 200)) == 200
    assert safe_excerpt(b"x" * 201) == "x" * 199 + "…"
    assert len(safe_excerpt(b"\x00" * 5_000)) == 200


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [P1, P2, P3, SHARING, "", ",,,,", "id,reason,nonsense", p2_row(1), p2_row(2, '"x"')]
        ),
        st.sampled_from(['id,"open', "short,row", f"id-1,***,{TIME},449,theft,26-1,Robbery"]),
        st.text(alphabet='ab,"é\x00\r', max_size=20),
    ),
    max_size=30,
)


@given(LINES)
def test_every_record_is_a_row_a_reject_a_header_or_blank(lines: list[str]) -> None:
    raw = [Line(n, f"{line}\n".encode(), None) for n, line in enumerate([P2, *lines], start=1)]
    dialects = shipped_dialects()
    reader = RowReader(first=dialects, later=dialects, agency=None)
    items = list(reader.read(read_records(raw, Limits(max_record_lines=5), wide=False)))
    counts = reader.counts  # its own invariant is checked when it is made
    assert counts.lines == len(raw)
    assert counts.rows + counts.rejects == len(items)
    assert counts.rejects == sum(isinstance(item, Reject) for item in items)
    assert [item.line for item in items] == sorted({item.line for item in items})
