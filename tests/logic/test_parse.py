"""Reading a condition: what the grammar takes, what it refuses and with which words."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    ExpressionError,
    Fact,
    Not,
    OneOf,
    Operator,
    Predicate,
    Span,
    leaves,
    parse,
    show,
)
from comity.logic.parse import MAX_DEPTH, MAX_LENGTH, MAX_NUMBER

REFUSED = (
    # nothing, or nothing that can be read
    "",
    "  \n ",
    "# only a comment",
    "()",
    "in_custody and",
    "(in_custody",
    "in_custody)",
    "in_custody) or (released",
    "in_custody released",
    'purpose == "civil',
    "1or in_custody",
    'purpose == "\\d"',
    "*released",
    "\nin_custody and\n  released or or signed",
    # what cannot be seen
    "in_custody\x00",
    'purpose == "a\u202eb"',
    "in_custody\u00a0and released",
    'purpose == "a\\x00"',
    'purpose == "\\ud800"',
    'shown(issuer="\\x07")',
    'shown(issuer={"a\\n"})',
    # words
    "In_custody",
    "d\u00e9tenu",
    "\uff49n_custody",
    "_hidden",
    'purpose == "\u00e9" and Released',
    '\uff53hown(issuer="a")',
    'shown(\uff49ssuer="a")',
    # literals
    "17",
    '"civil"',
    "None",
    "...",
    "age == 17.5",
    "age == 1j",
    "age == -1",
    "age == 1000000000",
    "age in {1, 99999999999999999999}",
    'purpose == b"civil"',
    'purpose == f"{age}"',
    "in_custody == True",
    "age == None",
    "age == years",
    # comparison
    "17 < age",
    "17 < age < 21",
    "released_on is None",
    "released_on is not None",
    "None == age",
    "age == (17, 18)",
    # membership
    'purpose in "civil"',
    'purpose in ["civil"]',
    "purpose in {}",
    'purpose in {"civil", "civil"}',
    'purpose in {"civil", 1}',
    "purpose in {*others}",
    "purpose in purposes",
    # forms of Python
    "facts.in_custody",
    "age + 1",
    "-age",
    "~in_custody",
    "in_custody if released else signed",
    "facts[0]",
    "lambda: in_custody",
    "word := in_custody",
    "[in_custody]",
    "in_custody, released",
    "in_custody,",
    "{in_custody}",
    "{in_custody: released}",
    'f"{in_custody}"',
    "[word for word in words]",
    "await in_custody",
    "yield",
    "in_custody & released",
    # predicates
    'print("x")',
    '__import__("os")',
    "in_custody()",
    'facts.shown(issuer="a")',
    "convicted()",
    'convicted("a", "b")',
    "convicted(serious)",
    'convicted("a", within=5)',
    'convicted("a", kind="b")',
    'convicted("a", **rest)',
    'convicted("a", serving="yes")',
    'convicted("a", grade="felony", grade="misdemeanor")',
    "convicted(*classes)",
    'shown("detainer")',
    'shown(signed="yes")',
    "shown(issuer=1)",
    "shown(issuer={1})",
    "shown(issuer={issuer})",
    'registered("a", within="5 years")',
    'within("release_date")',
    # several at once
    'Age > 17 and purpose in ["x"] and not 3 < age and shown(who="a", issuer=1)',
)


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text, file="us/xx.yaml", line=12, column=9)
    return caught.value


def test_every_refusal_says_where_what_and_what_to_write(
    golden: Callable[[str, str], None],
) -> None:
    lines = ["Conditions that are refused, as if written at us/xx.yaml, line 12, column 9.", ""]
    for text in REFUSED:
        lines.append(ascii(text))
        lines += [f"  {one.span}: {one.what}; {one.remedy}" for one in refusal(text).mistakes]
    golden("logic/parse_refusals.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("text", REFUSED)
def test_no_refusal_names_a_type_of_python_or_shows_a_trace(text: str) -> None:
    error = refusal(text)
    for word in ("<class", "Traceback", "object at", "ast.", "Error"):
        assert word not in str(error)
    assert error.mistakes
    assert all(one.span.line >= 12 and one.span.column >= 9 for one in error.mistakes)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("in_custody", Fact(word="in_custody")),
        ("(in_custody)", Fact(word="in_custody")),
        ("True", Const(value=True)),
        ("not a", Not(operand=Fact(word="a"))),
        ("a and b and c", AllOf(operands=(Fact(word="a"), Fact(word="b"), Fact(word="c")))),
        (
            "a or b and c",
            AnyOf(operands=(Fact(word="a"), AllOf(operands=(Fact(word="b"), Fact(word="c"))))),
        ),
        ("age >= 18", Compare(word="age", operator=Operator.AT_LEAST, value=18)),
        ("age == 0x10", Compare(word="age", operator=Operator.EQUAL, value=16)),
        (
            'day < "2024-02-29"',
            Compare(word="day", operator=Operator.BELOW, value="2024-02-29"),
        ),
        ('k in {"b", "a"}', OneOf(word="k", values=("a", "b"))),
        ("k in {20, 3}", OneOf(word="k", values=(3, 20))),
        ('k not in {"a"}', Not(operand=OneOf(word="k", values=("a",)))),
        (
            'convicted("x", within="5 years", serving=False)',
            Predicate(
                name="convicted",
                arguments=("x",),
                filters=(("serving", False), ("within", "5 years")),
            ),
        ),
        (
            'shown(issuer="judge", names_person=True)',
            Predicate(
                name="shown", arguments=(), filters=(("issuer", ("judge",)), ("names_person", True))
            ),
        ),
        (f"age == {MAX_NUMBER}", Compare(word="age", operator=Operator.EQUAL, value=MAX_NUMBER)),
        (
            'k == ")" and (a)',
            AllOf(operands=(Compare(word="k", operator=Operator.EQUAL, value=")"), Fact(word="a"))),
        ),
    ],
)
def test_the_grammar_reads_as_a_lawyer_would(text: str, tree: Expr) -> None:
    assert parse(text) == tree


def test_lines_may_break_before_and_and_comments_may_quote_the_law() -> None:
    text = 'not signed  # "unless a judge (has signed"\nand (\n  released  # "release"\n  or a\n)'
    assert parse(text) == parse("not signed and (released or a)")


def test_every_leaf_knows_its_line_and_column_in_characters() -> None:
    tree = parse('day == "\u00e9\u00e9" and\r\n  released', file="us/xx.yaml", line=12, column=9)
    assert [leaf.span for leaf in leaves(tree)] == [
        Span(file="us/xx.yaml", line=12, column=9),
        Span(file="us/xx.yaml", line=13, column=11),
    ]
    assert str(tree.span) == "us/xx.yaml:12:9"


def test_all_mistakes_of_a_text_are_found_at_once() -> None:
    found = refusal("A and b.c\nor 3 < d").mistakes
    assert [(one.span.line, one.span.column) for one in found] == [(12, 9), (12, 15), (13, 12)]


HOSTILE = {
    "10,000 opening brackets": "(" * 10_000,
    "10,000 brackets, closed": "(" * 9_000 + "a" + ")" * 9_000,
    "negations behind closing brackets": 'k == "'
    + ")" * 99
    + '" and '
    + "not (" * 90
    + "a"
    + ")" * 90,
    "3,000 negations": "not " * 3_000 + "a",
    "negations with comments between": "not#\n" * 3_000 + "a",
    "10,000 signs": "-" * 10_000 + "1",
    "5,000 dots": "a" + ".b" * 5_000,
    "5,000 indexes": "a" + "[0]" * 5_000,
    "3,000 calls": "a" + "()" * 3_000,
    "a chain of 3,000 comparisons": "a" + " == a" * 3_000,
    "a number of 5,000 digits": "a == " + "9" * 5_000,
    "a hexadecimal number of 15,000 digits": "a == 0x" + "f" * 15_000,
    "a power": "a == 9**9**9",
    "a text that is too long": "a or " * 4_000 + "a",
    "a million characters": "a" * 1_000_000,
    "a null byte": "a\x00b",
    "a lone surrogate": "a\ud800",
    "a mark that turns the text around": "a \u202e and b",
    "a letter that looks like another": "\u0430ctive",
    "a wide letter": "\uff41ctive",
    "a ligature": "of\ufb01cer",
    "an escape from the added bracket": "a)\nor (b",
    "a second statement": "a)\nimport os\n(b",
    "tabs and form feeds": "a\x0cand b",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused_like_any_other(text: str) -> None:
    before = sys.getrecursionlimit()
    error = refusal(text)
    assert len(str(error)) < 500
    assert sys.getrecursionlimit() == before


@pytest.mark.parametrize(
    "text",
    [
        " and ".join(f"word_{number}" for number in range(1_500)),
        "k in {" + ", ".join(str(number) for number in range(3_000)) + "}",
        'k == "' + "x" * 10_000 + '"',
    ],
    ids=["words", "a set", "a literal"],
)
def test_long_but_flat_text_is_read(text: str) -> None:
    assert len(text) < MAX_LENGTH
    parse(text)


def test_nesting_is_read_up_to_the_limit_and_refused_beyond() -> None:
    def nested(levels: int) -> str:
        return "not " * (levels - 1) + "a"

    parse(nested(MAX_DEPTH))
    assert refusal(nested(MAX_DEPTH + 1)).mistakes[0].what == (
        f"the condition is nested more than {MAX_DEPTH} deep"
    )
    parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    assert "nested" in str(refusal("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1)))


def test_the_length_is_read_up_to_the_limit_and_refused_beyond() -> None:
    parse("a #" + "x" * (MAX_LENGTH - 3))
    assert f"has {MAX_LENGTH + 1} characters" in str(refusal("a #" + "x" * (MAX_LENGTH - 2)))


@given(text=st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_warns(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parse(text)
        except ExpressionError:
            return


PIECES = (
    *("a", "not", "and", "or", "in", "(", ")", "{", "}", '"x"', "1", ",", "==", "<", "is", "None"),
    *("shown", "issuer", "=", "\n", "#", "if", "else", "lambda", ":", ".", "*"),
)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_pieces_of_the_grammar_are_refused_or_read_back_as_they_are_shown(
    pieces: list[str],
) -> None:
    try:
        tree = parse(" ".join(pieces))
    except ExpressionError:
        return
    assert parse(show(tree)) == tree
