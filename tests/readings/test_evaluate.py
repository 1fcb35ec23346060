"""The first reading: Kleene's truth, its trace, and which leaves made the outcome."""

from __future__ import annotations

import pytest

from comity.logic import Compare, Fact, Named, Operator, Predicate, Truth, Value, parse, show
from comity.readings import deciding, evaluate, leaf_truth, open_leaves, traced
from comity.readings.evaluate import compare


@pytest.mark.parametrize(
    ("text", "known", "truth"),
    [
        ("a", {}, Truth.UNKNOWN),
        ("a", {"a": True}, Truth.TRUE),
        ("a", {"a": False}, Truth.FALSE),
        ("a and b", {"a": False}, Truth.FALSE),
        ("a and b", {"a": True}, Truth.UNKNOWN),
        ("a or b", {"a": True}, Truth.TRUE),
        ("a or b", {"a": False}, Truth.UNKNOWN),
        ("not a", {}, Truth.UNKNOWN),
        ("a or not a", {}, Truth.UNKNOWN),
        ("True", {}, Truth.TRUE),
        ('kind in {"x", "y"}', {"kind": "y"}, Truth.TRUE),
        ('kind not in {"x", "y"}', {"kind": "z"}, Truth.TRUE),
        ('kind != "x"', {}, Truth.UNKNOWN),
        ('shown(effect="search")', {'shown(effect={"search"})': True}, Truth.TRUE),
        ('shown(effect="search")', {"shown": True}, Truth.UNKNOWN),
    ],
)
def test_a_condition_has_kleenes_truth(text: str, known: dict[str, Value], truth: Truth) -> None:
    assert evaluate(parse(text), known) is truth
    assert traced(parse(text), known).truth is truth


@pytest.mark.parametrize(
    ("operator", "on_the_eve", "on_the_day", "the_day_after"),
    [
        (Operator.EQUAL, False, True, False),
        (Operator.NOT_EQUAL, True, False, True),
        (Operator.BELOW, True, False, False),
        (Operator.AT_MOST, True, True, False),
        (Operator.ABOVE, False, False, True),
        (Operator.AT_LEAST, False, True, True),
    ],
)
def test_dates_compare_as_days_over_a_leap_day(
    operator: Operator, on_the_eve: bool, on_the_day: bool, the_day_after: bool
) -> None:
    days = ("2024-02-28", "2024-02-29", "2024-03-01")
    assert [compare(day, operator, "2024-02-29") for day in days] == [
        on_the_eve,
        on_the_day,
        the_day_after,
    ]
    assert [compare(number, operator, 18) for number in (17, 18, 19)] == [
        on_the_eve,
        on_the_day,
        the_day_after,
    ]


def test_values_of_two_kinds_are_unequal_and_have_no_order() -> None:
    assert not compare("18", Operator.EQUAL, 18)
    assert compare("18", Operator.NOT_EQUAL, 18)
    with pytest.raises(TypeError, match="`18` and `18` have no order"):
        compare("18", Operator.BELOW, 18)


@pytest.mark.parametrize("value", ["yes", 1, ""])
def test_a_value_that_is_no_truth_value_leaves_a_word_unknown(value: Value) -> None:
    assert leaf_truth(Fact(word="a"), {"a": value}) is Truth.UNKNOWN
    predicate = Predicate(name="registered", arguments=("x",), filters=())
    assert leaf_truth(predicate, {predicate.key: value}) is Truth.UNKNOWN


def test_a_trace_shows_every_operand_with_its_truth_in_the_order_of_the_text() -> None:
    trace = traced(parse("a and (b or not c)"), {"a": True, "b": False, "c": True})
    assert trace.truth is Truth.FALSE
    first, second = trace.parts
    assert (show(first.expr), first.truth) == ("a", Truth.TRUE)
    assert (show(second.expr), second.truth) == ("b or not c", Truth.FALSE)
    assert [(show(part.expr), part.truth) for part in second.parts] == [
        ("b", Truth.FALSE),
        ("not c", Truth.FALSE),
    ]
    assert [(show(part.expr), part.truth) for part in second.parts[1].parts] == [("c", Truth.TRUE)]


def test_a_trace_names_a_defined_word_and_opens_it() -> None:
    trace = traced(Named(word="bar_met", meaning=parse("a or b")), {"a": True})
    assert show(trace.expr) == "bar_met"
    assert trace.truth is Truth.TRUE
    assert show(trace.parts[0].expr) == "a or b"


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("a and b and c", {"a": True, "b": False, "c": False}, ["b", "c"]),
        ("a and b", {"a": True, "b": True}, ["a", "b"]),
        ("a or b", {"a": True, "b": False}, ["a"]),
        ("a or b", {"a": False, "b": False}, ["a", "b"]),
        ("a or b", {"a": False}, ["b"]),
        ("not (a and b)", {"b": False}, ["b"]),
        ("a and (b or c)", {"a": True, "b": True, "c": False}, ["a", "b"]),
        ("True", {}, ["True"]),
    ],
)
def test_the_deciding_leaves_are_those_that_made_the_outcome(
    text: str, known: dict[str, Value], expected: list[str]
) -> None:
    trace = traced(parse(text), known)
    assert [show(leaf.expr) for leaf in deciding(trace)] == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("a and b", {}, {"a", "b"}),
        ("a and b", {"a": True}, {"b"}),
        ("a and b", {"a": False}, set()),
        ("a or (b and c)", {"b": False}, {"a"}),
        ("a or (b and c)", {"a": True}, set()),
        ("not (a or b)", {"b": False}, {"a"}),
        ("(a and False) or b", {}, {"b"}),
    ],
)
def test_open_leaves_are_unknown_under_nothing_but_unknown(
    text: str, known: dict[str, Value], expected: set[str]
) -> None:
    truth, found = open_leaves(parse(text), known)
    assert truth is evaluate(parse(text), known)
    assert {show(leaf) for leaf in found} == expected


def test_two_leaves_of_one_word_are_both_open() -> None:
    _, found = open_leaves(parse("age > 17 and age != 20"), {})
    assert found == {
        Compare(word="age", operator=Operator.ABOVE, value=17),
        Compare(word="age", operator=Operator.NOT_EQUAL, value=20),
    }
