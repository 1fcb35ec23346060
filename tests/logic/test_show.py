"""Text and tree are two forms of one condition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.logic import (
    PREDICATES,
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Named,
    Not,
    OneOf,
    Operator,
    Predicate,
    Value,
    parse,
    show,
)

WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda word: (
        word not in {"and", "or", "not", "in", "is", "if", "as", "for", "def", "del"}
        and word not in {"try", "with", "from", "pass", "else", "elif", "lambda", "class", "while"}
        and word not in {"async", "await", "break", "raise", "yield", "return", "import", "except"}
        and word not in {"finally", "global", "assert", "nonlocal", "continue"}
    )
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=8),
    st.sampled_from(
        ["", '"', "'", "\\", '\\"', "{", "(((", "#", "§ 2-10(b)", "niño", "\U0001f600"]
    ),
)
NUMBERS = st.integers(0, 999_999_999)


def sorted_set(values: st.SearchStrategy[Value]) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.sets(values, min_size=1, max_size=4).map(
        lambda found: tuple(
            sorted(found, key=lambda one: (str(one), 0) if isinstance(one, str) else ("", one))
        )
    )


@st.composite
def predicates(draw: st.DrawFn) -> Predicate:
    name = draw(st.sampled_from(sorted(PREDICATES)))
    signature = PREDICATES[name]
    filters: dict[str, Value | tuple[str, ...]] = {}
    for keyword in draw(st.sets(st.sampled_from([*sorted(signature.keywords), ""]))):
        if keyword in signature.flags:
            filters[keyword] = draw(st.booleans())
        elif keyword in signature.sets:
            filters[keyword] = tuple(sorted(draw(st.sets(TEXTS, min_size=1, max_size=3))))
        elif keyword:
            filters[keyword] = draw(TEXTS)
    return Predicate(
        name=name,
        arguments=tuple(draw(TEXTS) for _ in signature.arguments),
        filters=tuple(sorted(filters.items())),
    )


LEAVES: st.SearchStrategy[Expr] = st.one_of(
    st.builds(Fact, word=WORDS),
    st.builds(
        Compare,
        word=WORDS,
        operator=st.sampled_from(list(Operator)),
        value=st.one_of(TEXTS, NUMBERS),
    ),
    st.builds(OneOf, word=WORDS, values=st.one_of(sorted_set(TEXTS), sorted_set(NUMBERS))),
    predicates(),
    st.builds(Const, value=st.booleans()),
)


def _wider(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(AllOf, operands=several),
        st.builds(AnyOf, operands=several),
        st.builds(Not, operand=inner),
    )


@given(tree=st.recursive(LEAVES, _wider, max_leaves=12))
def test_what_is_shown_reads_back_as_the_same_tree(tree: Expr) -> None:
    assert parse(show(tree)) == tree
    assert show(parse(show(tree))) == show(tree)


def test_a_nested_conjunction_keeps_its_brackets() -> None:
    nested = parse("a and (b and c) or not (d or e)")
    assert show(nested) == "a and (b and c) or not (d or e)"
    assert nested != parse("a and b and c or not (d or e)")


def test_a_defined_word_is_shown_by_its_name() -> None:
    assert show(Not(operand=Named(word="bar_met", meaning=parse("a or b")))) == "not bar_met"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a  and(b)", "a and b"),
        ("not a in {'y', 'x'}", 'not a in {"x", "y"}'),
        ("a not in {3, 20}", "not a in {3, 20}"),
        ("a == 'x' # why", 'a == "x"'),
        ("shown(issuer='b', effect={'d', 'c'})", 'shown(effect={"c", "d"}, issuer={"b"})'),
        ("a or\n  b", "a or b"),
    ],
)
def test_one_condition_has_one_spelling(text: str, shown: str) -> None:
    assert show(parse(text)) == shown
