"""Random trees, rulings and rows for the properties. Small worlds, so that brute force can walk them.

A world is a few keys of every kind; rows and literals draw from the same small pools, with the days
around each literal, leap days and year ends among them, so that boundaries are met all the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from hypothesis import strategies as st

from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Label,
    Named,
    Not,
    OneOf,
    Operator,
    Part,
    Predicate,
    Rail,
    Ruling,
    Value,
)

Row: TypeAlias = Mapping[str, Value]

KINDS = ("alpha", "beta", "delta", "gamma", 'It\'s "q"')
DAYS = ("2023-12-31", "2024-02-29", "2024-03-01", "2026-11-30", "2026-12-01")
NEAR_DAYS = (
    "2023-02-28",
    "2023-12-30",
    "2024-01-01",
    "2024-02-28",
    "2024-03-02",
    "2026-12-02",
    "2028-02-29",
    *DAYS,
)
AGES = (0, 17, 18, 65)
NEAR_AGES = (-1, 16, 19, 64, 66, *AGES)

CONVICTED = Predicate(name="convicted", arguments=("ca.serious",), filters=(("within", "5 years"),))
SHOWN = Predicate(
    name="shown", arguments=(), filters=(("effect", ("search",)), ("issuer", ("a", "b")))
)

FLAGS = ("in_custody", "released", "signed", "served", "order", "flag_a", "flag_b")
TYPES: Mapping[str, str] = {
    **dict.fromkeys(FLAGS, "BOOLEAN"),
    CONVICTED.key: "BOOLEAN",
    SHOWN.key: "BOOLEAN",
    "purpose": "VARCHAR",
    "stage": "VARCHAR",
    "on_day": "DATE",
    "release_day": "VARCHAR",
    "age": "INTEGER",
    "count": "INTEGER",
}
"""The keys of the world. `release_day` is a date that a log left as text."""

_ORDER = tuple(Operator)
_SAMENESS = (Operator.EQUAL, Operator.NOT_EQUAL)


def _sets(values: Sequence[Value]) -> st.SearchStrategy[tuple[Value, ...]]:
    """Some of the values, in the order of the tree, which is that of the pools."""
    ordered = sorted(values, key=lambda one: (one, "") if isinstance(one, int) else (0, one))
    some = st.sets(st.sampled_from(ordered), min_size=1, max_size=3)
    return some.map(lambda found: tuple(value for value in ordered if value in found))


def leaf_of(key: str) -> st.SearchStrategy[Expr]:
    """A leaf that asks about a key of the world."""
    if key in {CONVICTED.key, SHOWN.key}:
        return st.just(CONVICTED if key == CONVICTED.key else SHOWN)
    if TYPES[key] == "BOOLEAN":
        return st.just(Fact(word=key))
    pools: dict[str, tuple[Value, ...]] = {
        "purpose": KINDS,
        "stage": KINDS,
        "on_day": DAYS,
        "release_day": DAYS,
        "age": AGES,
        "count": AGES,
    }
    values = pools[key]
    operators = _SAMENESS if key in {"purpose", "stage"} else _ORDER
    return st.one_of(
        st.builds(
            Compare,
            word=st.just(key),
            operator=st.sampled_from(operators),
            value=st.sampled_from(values),
        ),
        st.builds(OneOf, word=st.just(key), values=_sets(values)),
    )


def leaves_over(keys: Sequence[str]) -> st.SearchStrategy[Expr]:
    """Any leaf over some keys."""
    return st.sampled_from(keys).flatmap(leaf_of)


def trees(
    keys: Sequence[str] = tuple(TYPES), *, named: bool = True, max_leaves: int = 8
) -> st.SearchStrategy[Expr]:
    """Any tree over some keys; with `named`, defined words in it."""
    simple = st.one_of(
        leaves_over(keys),
        leaves_over(keys),
        leaves_over(keys),
        st.builds(Const, value=st.booleans()),
    )

    def wider(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        several = st.lists(inner, min_size=2, max_size=4).map(tuple)
        forms: list[st.SearchStrategy[Expr]] = [
            st.builds(AllOf, operands=several),
            st.builds(AnyOf, operands=several),
            st.builds(Not, operand=inner),
        ]
        if named:
            forms.append(st.builds(Named, word=st.just("defined_word"), meaning=inner))
        return st.one_of(forms)

    return st.recursive(simple, wider, max_leaves=max_leaves)


@st.composite
def rulings(
    draw: st.DrawFn,
    keys: Sequence[str] = tuple(TYPES),
    *,
    max_parts: int = 6,
    max_leaves: int = 8,
) -> Ruling:
    """A ruling of some parts, a few of them defeated under a condition."""
    found = trees(keys, max_leaves=max_leaves)
    few = trees(keys, max_leaves=3)
    parts = []
    for number in range(draw(st.integers(0, max_parts))):
        defeater = Label(source=f"xx/defeater-{number}", part="when")
        defeats = [(defeater, tree) for tree in draw(st.lists(few, max_size=2))]
        parts.append(
            Part.of(
                label=Label(source=f"xx/code-{number}", part="when"),
                rail=draw(st.sampled_from(list(Rail))),
                reached=draw(found),
                defeats=tuple(defeats),
            )
        )
    return Ruling(parts=tuple(parts))


def value_of(key: str, random: Random) -> Value:
    """A value that rows hold, near the literals of the trees."""
    if TYPES[key] == "BOOLEAN":
        return random.random() < 0.5
    if TYPES[key] == "INTEGER":
        return random.choice(NEAR_AGES)
    if key in {"purpose", "stage"}:
        return random.choice((*KINDS, "", "Alpha", "none of these"))
    return random.choice(NEAR_DAYS)


def random_rows(random: Random, count: int, keys: Sequence[str] = tuple(TYPES)) -> list[Row]:
    """Rows from nothing known to everything known."""
    rows: list[Row] = []
    for _ in range(count):
        share = random.choice((0.0, 0.3, 0.6, 0.8, 1.0))
        rows.append({key: value_of(key, random) for key in keys if random.random() < share})
    return rows


@dataclass(frozen=True)
class Small:
    """A world for brute force: which keys a ruling may ask about, what is known, what is closed."""

    ruling: Ruling
    known: Row
    domains: Mapping[str, tuple[Value, ...]]
    ties: tuple[Expr, ...]


@st.composite
def small_worlds(draw: st.DrawFn) -> Small:
    """A ruling over few keys, so that every completion of the unknown ones can be walked."""
    keys = draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=1, max_size=4, unique=True))
    ruling = draw(rulings(keys, max_parts=3, max_leaves=5))
    random = Random(draw(st.integers(0, 2**32)))
    known = {key: value_of(key, random) for key in keys if random.random() < 0.3}
    domains = {"purpose": KINDS} if draw(st.booleans()) else {}
    if known.get("purpose", KINDS[0]) not in KINDS:
        domains = {}
    beside = [*keys, draw(st.sampled_from(FLAGS)), draw(st.sampled_from(FLAGS))]
    ties = draw(st.lists(trees(tuple(dict.fromkeys(beside)), max_leaves=3), max_size=2))
    return Small(ruling=ruling, known=known, domains=domains, ties=tuple(ties))
