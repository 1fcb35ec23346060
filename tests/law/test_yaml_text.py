"""YAML as law files use it: places of everything, and nothing beyond plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from comity.law.files.yaml_node import Entries, Scalar, plain
from comity.law.files.yaml_text import MAX_DEPTH, MAX_SIZE, read_yaml


def read(text: str) -> object:
    node, problems = read_yaml(text, file="x.yaml")
    assert node is not None
    assert not problems
    return plain(node)


def refused(text: str) -> list[str]:
    return [str(one) for one in read_yaml(text, file="x.yaml")[1]]


def test_only_true_and_false_are_truth_values() -> None:
    assert read("[true, false, True, yes, no, on, off, 'true']") == [
        *(True, False),
        *("True", "yes", "no", "on", "off", "true"),
    ]


def test_only_whole_numbers_are_numbers() -> None:
    assert read("[0, 17, -3, 007, 1.5, 1e3, 0x1f, 1_000, '17']") == [
        *(0, 17, -3),
        *("007", "1.5", "1e3", "0x1f", "1_000", "17"),
    ]


def test_a_date_stays_the_text_it_is() -> None:
    assert read("on: 2026-11-21") == {"on": "2026-11-21"}


def test_an_empty_value_is_none() -> None:
    assert read("{a: , b: null, c: ~}") == {"a": None, "b": None, "c": None}


def test_a_key_is_the_text_that_stands_there() -> None:
    assert read("{true: 1, 7: 2, null: 3}") == {"true": 1, "7": 2, "null": 3}


def test_a_merge_key_merges_nothing() -> None:
    assert read("<<: {a: 1}") == {"<<": {"a": 1}}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert read("a: |\r\n  one\r\n  two\r\nb: 1\r\n") == {"a": "one\ntwo\n", "b": 1}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: |\n  x and\n  y\n", 2, 3),
        ("a:\n  - b: |\n\n      x\n", 3, 7),
        ("a: |  # why\n    x\n", 2, 5),
        ("a: x and y\n", 1, 4),
        ('a: "x and y"\n', 1, 5),
        ("{a: 'x'}\n", 1, 6),
    ],
)
def test_the_place_of_a_text_is_where_its_own_first_character_may_stand(
    text: str, line: int, column: int
) -> None:
    node, _ = read_yaml(text, file="x.yaml")
    while isinstance(node, Entries) or not isinstance(node, Scalar):
        assert node is not None
        node = next(iter(node.entries.values() if isinstance(node, Entries) else node.items))
    assert (node.text_line, node.text_column) == (line, column)


def test_all_duplicate_keys_are_told_at_once_with_their_lines() -> None:
    assert refused("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n") == [
        "x.yaml:4: the key `c` stands twice: it already stands in line 3; keep one of them",
        "x.yaml:5: the key `a` stands twice: it already stands in line 1; keep one of them",
    ]


def test_an_alias_bomb_is_refused_without_being_built() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    node, problems = read_yaml(bomb, file="x.yaml")
    assert node is not None
    assert len(problems) == 10 + 9 * 9
    assert all("anchor or alias" in one.what for one in problems)


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 5_000])
def test_nesting_beyond_reason_is_refused(depth: int) -> None:
    assert "nested more than" in refused("[" * depth + "]" * depth)[0]


def test_a_file_beyond_reason_is_refused() -> None:
    assert f"has {MAX_SIZE + 1} characters" in refused("#" * (MAX_SIZE + 1))[0]


@pytest.mark.parametrize(
    "text",
    [
        "a: \x01",
        "\x00",
        "a: [1",
        "a: 'x",
        "- a\nb: 1",
        "a: b: c",
        "a: @x",
        "%YAML 1.1\n---\na: 1\n",
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(text: str) -> None:
    messages = refused(text)
    assert len(messages) == 1
    assert messages[0].startswith("x.yaml:")
    assert "Error" not in messages[0]


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    node, problems = read_yaml(text, file="x.yaml")
    assert node is not None or problems


names = st.text(alphabet="abcdef", min_size=1, max_size=6)
# The other writer leaves the line ends of YAML 1.1 (U+0085, U+2028, U+2029) without quotes.
texts = st.text(
    alphabet=st.characters(exclude_characters="\x85\u2028\u2029", codec="utf-8"), max_size=20
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(names, values, min_size=1, max_size=4))
def test_what_another_writer_wrote_is_read_back(value: dict[str, object]) -> None:
    from io import StringIO

    out = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.dump(value, out)
    node, problems = read_yaml(out.getvalue(), file="x.yaml")
    if not any("anchor" in one.what for one in problems):
        assert node is not None
        assert plain(node) == value
