"""What records make of a predicate: windows, anchors, tolling, classes, lists that are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import ClassOrder, Facts, end_of_window, excludes, implies, list_of, reduce
from comity.law.record_types import Document, Record
from comity.logic import Predicate, Truth, Value, parse

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

CLASSES = ClassOrder(
    containing={"x.grave": frozenset({"x.listed"}), "x.murder": frozenset({"x.grave", "x.listed"})},
    periods={
        "x.listed": (date.min, None),
        "x.grave": (date.min, None),
        "x.murder": (date.min, None),
        "x.young": (date(2020, 1, 1), None),
        "x.gone": (date.min, date(2020, 1, 1)),
    },
)


def predicate(text: str) -> Predicate:
    tree = parse(text)
    assert isinstance(tree, Predicate)
    return tree


def record(*classes: str, **stated: Any) -> Record:  # noqa: ANN401 -- the fields of a record
    own = {key: stated.pop(key) for key in ("on", "sentence_end", "maybe") if key in stated}
    complete = stated.pop("classes_complete", True)
    return Record(
        classes=frozenset(classes), classes_complete=complete, attributes=dict(stated), **own
    )


def truth(
    text: str,
    *records: Record,
    on: str = "2026-06-01",
    complete: bool = False,
    words: Mapping[str, Value] | None = None,
) -> Truth:
    """What records of the kind that a predicate asks about make of it."""
    asked = predicate(text)
    listed = list_of(asked)
    facts = Facts(
        words={**(words or {}), **({f"{listed}_complete": True} if complete else {})},
        records={listed: records},
    )
    return reduce(asked, facts, on=date.fromisoformat(on), classes=CLASSES)


def shown(text: str, *documents: Document, complete: bool = False) -> Truth:
    """What documents make of a predicate."""
    facts = Facts(words={"documents_complete": True} if complete else {}, documents=documents)
    return reduce(predicate(text), facts, on=date(2026, 6, 1), classes=CLASSES)


# Lists that are open.


def test_only_a_complete_list_proves_never() -> None:
    assert truth('convicted("x.grave")') is UNKNOWN
    assert truth('convicted("x.grave")', complete=True) is FALSE
    assert truth('convicted("x.grave")', record("x.listed")) is UNKNOWN
    assert truth('convicted("x.grave")', record("x.listed"), complete=True) is FALSE


def test_one_record_that_has_everything_is_enough_in_an_open_list() -> None:
    assert truth('convicted("x.grave")', record("x.listed"), record("x.grave")) is TRUE


def test_all_filters_apply_to_one_record() -> None:
    """An old felony and a recent misdemeanor are not a recent felony."""
    old = record("x.listed", grade="felony", on=date(2001, 1, 1))
    recent = record("x.listed", grade="misdemeanor", on=date(2025, 1, 1))
    text = 'convicted("x.listed", grade="felony", within="5 years")'
    assert truth(text, old, recent, complete=True) is FALSE


def test_an_undated_and_a_recent_conviction_meet_a_window() -> None:
    recent = record("x.listed", on=date(2025, 1, 1))
    text = 'convicted("x.listed", within="5 years")'
    assert truth(text, record("x.listed"), recent) is TRUE
    assert truth(text, record("x.listed"), complete=True) is UNKNOWN


@pytest.mark.parametrize("name", ["grade", "serving", "jurisdiction"])
def test_an_attribute_that_is_not_stated_is_unknown(name: str) -> None:
    wanted = {"grade": '"felony"', "serving": "True", "jurisdiction": '"us-ca"'}[name]
    text = f'convicted("x.listed", {name}={wanted})'
    assert truth(text, record("x.listed"), complete=True) is UNKNOWN


def test_a_charge_is_held_to_answer_only_if_that_is_stated() -> None:
    text = 'charged("x.grave", held_to_answer=True)'
    assert truth(text, record("x.grave", held_to_answer=True)) is TRUE
    assert truth(text, record("x.grave", held_to_answer=False), complete=True) is FALSE
    assert truth(text, record("x.grave"), complete=True) is UNKNOWN


# Classes.


def test_a_narrower_class_counts_as_a_wider_one_and_never_the_other_way() -> None:
    assert truth('convicted("x.listed")', record("x.murder")) is TRUE
    assert truth('convicted("x.murder")', record("x.listed"), complete=True) is FALSE
    assert truth('convicted("any")', record(), complete=True) is TRUE


def test_a_class_that_a_record_does_not_name_is_unknown_unless_its_classes_are_all_named() -> None:
    open_ = record("x.listed", classes_complete=False)
    assert truth('convicted("x.murder")', open_, complete=True) is UNKNOWN
    perhaps = record(maybe=frozenset({"x.murder"}))
    assert truth('convicted("x.grave")', perhaps, complete=True) is UNKNOWN


def test_a_class_counts_as_of_the_conviction_or_as_of_the_act() -> None:
    before = record("x.young", on=date(2019, 12, 31))
    first = record("x.young", on=date(2020, 1, 1))
    assert truth('convicted("x.young")', before, complete=True) is FALSE
    assert truth('convicted("x.young")', first) is TRUE
    assert truth('convicted("x.young", class_as_of="act")', before) is TRUE
    assert truth('convicted("x.gone")', record("x.gone", on=date(2019, 12, 31))) is TRUE
    assert truth('convicted("x.gone", class_as_of="act")', record("x.gone"), complete=True) is FALSE


def test_as_of_a_conviction_without_a_day_a_class_with_a_beginning_is_unknown() -> None:
    assert truth('convicted("x.young")', record("x.young"), complete=True) is UNKNOWN


# Windows.


@pytest.mark.parametrize(
    ("day", "window", "ends"),
    [
        ("2020-06-01", "5 years", "2025-06-01"),
        ("2020-02-29", "1 year", "2021-02-28"),
        ("2020-02-29", "4 years", "2024-02-29"),
        ("2019-02-28", "1 year", "2020-02-28"),
        ("2025-08-31", "6 months", "2026-02-28"),
        ("2023-08-31", "6 months", "2024-02-29"),
        ("2025-12-31", "1 month", "2026-01-31"),
        ("2025-12-31", "30 days", "2026-01-30"),
        ("2024-02-28", "1 day", "2024-02-29"),
        ("9999-01-01", "5 years", "9999-12-31"),
        ("9999-12-30", "30 days", "9999-12-31"),
    ],
)
def test_a_window_is_of_the_calendar(day: str, window: str, ends: str) -> None:
    assert end_of_window(date.fromisoformat(day), window).isoformat() == ends


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2025-06-01", TRUE), ("2025-06-02", FALSE), ("2020-06-01", TRUE), ("2020-05-31", FALSE)],
)
def test_the_last_day_of_a_window_is_inside_and_what_is_to_come_had_not_happened(
    on: str, expected: Truth
) -> None:
    one = record("x.listed", on=date(2020, 6, 1))
    text = 'convicted("x.listed", within="5 years")'
    assert truth(text, one, on=on, complete=True) is expected


def test_a_record_dated_after_the_day_asked_about_had_not_happened() -> None:
    assert truth('convicted("any")', record(on=date(2026, 6, 2)), complete=True) is FALSE


def test_the_anchor_is_the_conviction_the_end_of_the_sentence_or_the_later_of_both() -> None:
    one = record("x.listed", on=date(2015, 1, 1), sentence_end=date(2022, 1, 1))
    text = 'convicted("x.listed", within="5 years"{})'
    assert truth(text.format(""), one, complete=True) is FALSE
    assert truth(text.format(', anchor="sentence_end"'), one) is TRUE
    assert truth(text.format(', anchor="later"'), one) is TRUE
    short = record("x.listed", on=date(2022, 1, 1), sentence_end=date(2015, 1, 1))
    assert truth(text.format(', anchor="later"'), short) is TRUE


def test_a_sentence_that_is_being_served_has_not_ended() -> None:
    one = record("x.listed", on=date(2001, 1, 1), serving=True)
    assert truth('convicted("x.listed", within="5 years", anchor="sentence_end")', one) is TRUE


def test_without_the_end_of_the_sentence_its_window_is_unknown() -> None:
    one = record("x.listed", on=date(2001, 1, 1))
    text = 'convicted("x.listed", within="5 years", anchor="sentence_end")'
    assert truth(text, one, complete=True) is UNKNOWN


def test_a_window_is_measured_to_the_act_the_request_or_the_arrest() -> None:
    one = record("x.listed", on=date(2015, 6, 1))
    text = 'convicted("x.listed", within="10 years", measured_to="request")'
    assert truth(text, one, words={"request_date": "2025-06-01"}) is TRUE
    assert truth(text, one, words={"request_date": "2025-06-02"}, complete=True) is FALSE
    assert truth(text, one, complete=True) is UNKNOWN
    arrest = 'convicted("x.listed", within="10 years", measured_to="arrest")'
    assert truth(arrest, one, words={"arrest_date": "2025-06-01"}) is TRUE


def test_what_lies_after_the_day_asked_about_had_not_happened_whatever_is_measured() -> None:
    one = record("x.listed", on=date(2017, 1, 10))
    text = 'convicted("x.listed", within="5 years", measured_to="arrest")'
    later = {"arrest_date": "2019-02-01"}
    assert truth(text, one, words=later, on="2016-01-01", complete=True) is FALSE
    assert truth(text, one, words=later, on="2019-02-01") is TRUE


def test_days_in_custody_lengthen_a_tolled_window() -> None:
    text = 'convicted("x.listed", within="5 years", tolled=True)'
    one = record("x.listed", on=date(2020, 6, 1), days_incarcerated=365)
    assert truth(text, one, on="2026-06-01") is TRUE
    assert truth(text, one, on="2026-06-02", complete=True) is FALSE
    unsaid = record("x.listed", on=date(2020, 6, 1))
    assert truth(text, unsaid, on="2026-06-01", complete=True) is UNKNOWN
    assert truth(text, unsaid, on="2025-06-01") is TRUE


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2025-06-01", TRUE), ("2025-05-31", FALSE), ("2026-06-02", FALSE), ("never", FALSE)],
)
def test_within_a_date_word(value: str, expected: Truth) -> None:
    facts = Facts(words={"last_asked": value})
    found = reduce(
        predicate('within("last_asked", "1 year")'),
        facts,
        on=date(2026, 6, 1),
        classes=CLASSES,
    )
    assert found is expected


def test_a_date_word_that_is_absent_is_unknown() -> None:
    found = reduce(
        predicate('within("last_asked", "1 year")'),
        Facts(),
        on=date(2026, 6, 1),
        classes=CLASSES,
    )
    assert found is UNKNOWN


# Documents and registries.

DETAINER = Document(kind="i_247a", attributes={"issuer": "officer", "effect": "request"})
WARRANT = Document(
    kind="judicial_warrant",
    attributes={"issuer": "judge", "effect": "custody", "names_person": True},
)


def test_one_document_must_have_all_that_is_asked() -> None:
    text = 'shown(issuer={"judge"}, effect={"custody"}, names_person=True)'
    search = replace(WARRANT, attributes={**WARRANT.attributes, "effect": "search"})
    assert shown(text, DETAINER, WARRANT) is TRUE
    assert shown(text, DETAINER, search, complete=True) is FALSE
    assert shown(text, DETAINER, search) is UNKNOWN


def test_an_attribute_of_a_document_that_was_not_read_is_unknown() -> None:
    unread = Document(kind="judicial_warrant", attributes={"issuer": "judge"})
    assert shown('shown(issuer={"judge"}, names_person=True)', unread, complete=True) is UNKNOWN
    assert shown('shown(kind={"i_200"})', Document(), complete=True) is UNKNOWN


def test_solely_ranges_over_all_documents() -> None:
    text = 'shown_only(issuer={"officer"})'
    assert shown(text, DETAINER, complete=True) is TRUE
    assert shown(text, DETAINER) is UNKNOWN
    assert shown(text, DETAINER, WARRANT) is FALSE
    assert shown(text, complete=True) is FALSE


def test_a_registry_that_is_not_listed_is_absent_only_from_a_complete_list() -> None:
    asked = predicate('registered("x.list")')
    for facts, expected in (
        (Facts(), UNKNOWN),
        (Facts(words={"registries_complete": True}), FALSE),
        (Facts(registries=frozenset({"x.list"})), TRUE),
    ):
        assert reduce(asked, facts, on=date(2026, 6, 1), classes=CLASSES) is expected


# What one predicate says of another, against all records that there could be.

ASKED = (
    'convicted("any")',
    'convicted("x.listed")',
    'convicted("x.grave")',
    'convicted("x.grave", grade="felony")',
    'convicted("x.listed", within="5 years")',
    'convicted("x.listed", within="60 months", grade="felony")',
    'convicted("x.listed", within="10 years")',
    'convicted("x.grave", within="5 years", anchor="later")',
    'convicted("x.young")',
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A conviction of which everything is known."""
    on = date(2010, 1, 1) + timedelta(days=draw(st.integers(0, 6000)))
    return record(
        *draw(st.sampled_from(((), ("x.listed",), ("x.grave",), ("x.murder",), ("x.young",)))),
        on=on,
        sentence_end=on + timedelta(days=draw(st.integers(0, 2000))),
        grade=draw(st.sampled_from(("felony", "misdemeanor"))),
    )


@given(st.lists(records(), max_size=3), st.sampled_from(ASKED), st.sampled_from(ASKED))
def test_what_implies_another_never_holds_without_it(
    held: list[Record], one: str, other: str
) -> None:
    if implies(predicate(one), predicate(other), CLASSES) and truth(one, *held) is TRUE:
        assert truth(other, *held) is TRUE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ('convicted("x.grave")', 'convicted("x.listed")', True),
        ('convicted("x.listed")', 'convicted("x.grave")', False),
        ('convicted("x.grave", within="5 years")', 'convicted("x.grave")', True),
        ('convicted("x.grave", within="5 years")', 'convicted("any", within="6 years")', True),
        ('convicted("x.grave", within="5 years")', 'charged("x.grave")', False),
        (
            'convicted("x.grave", within="5 years")',
            'convicted("x.grave", within="6 years", anchor="later")',
            False,
        ),
        ('shown(kind={"i_200"})', 'shown(kind={"i_200", "i_205"})', True),
        ('shown_only(issuer={"officer"})', 'shown(issuer={"officer"})', True),
        ('within("last_asked", "11 months")', 'within("last_asked", "1 year")', True),
        ('within("last_asked", "30 days")', 'within("last_asked", "1 month")', False),
    ],
)
def test_what_implies_what(one: str, other: str, expected: bool) -> None:
    assert implies(predicate(one), predicate(other), CLASSES) is expected


def test_solely_of_one_issuer_excludes_a_document_of_another() -> None:
    only = predicate('shown_only(issuer={"officer"})')
    assert excludes(only, predicate('shown(issuer={"judge"})'))
    assert not excludes(only, predicate('shown(issuer={"judge", "officer"})'))
    assert not excludes(
        predicate('shown(issuer={"officer"})'), predicate('shown(issuer={"judge"})')
    )


@given(st.lists(records(), max_size=3), records(), st.sampled_from(ASKED))
def test_adding_a_record_to_an_open_list_never_overturns_what_was_settled(
    held: list[Record], added: Record, one: str
) -> None:
    before = truth(one, *held)
    if before is not UNKNOWN:
        assert truth(one, *held, added) is before
