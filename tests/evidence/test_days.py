"""Days as a document names them, counted from its publication."""

from __future__ import annotations

from datetime import date

import pytest

from comity.evidence.proposing.days_in_text import days_in
from comity.evidence.proposing.propose import propose
from tests.evidence.texts import DAY, document

DAYS = [
    ("on Tuesday", date(2025, 3, 4), date(2025, 3, 4)),
    ("last Tuesday", date(2025, 2, 25), date(2025, 3, 4)),
    ("on Friday", date(2025, 2, 28), date(2025, 2, 28)),
    ("yesterday", date(2025, 3, 5), date(2025, 3, 5)),
    ("on March 3", date(2025, 3, 3), date(2025, 3, 3)),
    ("on November 20", date(2024, 11, 20), date(2024, 11, 20)),
    ("on March 3, 2024", date(2024, 3, 3), date(2024, 3, 3)),
    ("on 03/04/2024", date(2024, 3, 4), date(2024, 3, 4)),
    ("in late September", date(2024, 9, 21), date(2024, 9, 30)),
    ("in January", date(2025, 1, 1), date(2025, 1, 31)),
    ("last month", date(2025, 2, 1), date(2025, 2, 28)),
    ("last week", date(2025, 2, 24), date(2025, 3, 2)),
    ("last year", date(2024, 1, 1), date(2024, 12, 31)),
    ("since 2008", date(2008, 1, 1), DAY),
    ("in 2017", date(2017, 1, 1), date(2017, 12, 31)),
    ("three days ago", date(2025, 3, 3), date(2025, 3, 3)),
    ("two weeks ago", date(2025, 2, 17), date(2025, 2, 23)),
    ("between December and January", date(2024, 12, 1), date(2025, 1, 31)),
    ("from June 2 to August 26, 2024", date(2024, 6, 2), date(2024, 8, 26)),
    ("between January 6, 2025 and January 28, 2025", date(2025, 1, 6), date(2025, 1, 28)),
    ("in the first three months of the year", date(2025, 1, 1), date(2025, 3, 31)),
    ("last summer", date(2024, 6, 1), date(2024, 8, 31)),
]


@pytest.mark.parametrize(("written", "earliest", "latest"), DAYS)
def test_a_day_is_counted_from_the_day_of_publication(
    written: str, earliest: date, latest: date
) -> None:
    text = f"It was {written} that it happened."
    (found,) = days_in(text, 0, len(text), DAY)
    assert (found.moment.earliest, found.moment.latest) == (earliest, latest)


def test_without_a_day_of_publication_days_stay_open_and_as_written() -> None:
    text = "It was on Tuesday, or in late September."
    assert [(one.moment.earliest, one.moment.as_written) for one in days_in(text, 0, len(text), None)] == [
        (None, "Tuesday"),
        (None, "late September"),
    ]  # fmt: skip


def test_a_word_that_is_also_a_verb_is_no_month() -> None:
    text = "Officers may march to the hall; the board may meet."
    assert list(days_in(text, 0, len(text), DAY)) == []


def test_there_is_no_such_day() -> None:
    text = "On February 30, 2025 nothing happened."
    assert list(days_in(text, 0, len(text), DAY)) == []


def test_the_day_of_a_report_is_not_the_day_of_the_act() -> None:
    text = "The department said Wednesday that Denver deputies handed a man over to ICE agents on February 10."
    (one,) = propose(document(text)).proposals
    assert one.act.when is not None
    assert one.act.when.earliest == date(2025, 2, 10)
