"""The quick reader gives what the full reader gives, places included, or says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.files import yaml_text
from comity.law.files.yaml_node import Node
from comity.law.files.yaml_quick import read_quickly
from comity.law.problem import Problem

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in (ROOT / "corpus").rglob("*.yaml") if path.parent.name != "broken")
BROKEN = sorted((ROOT / "corpus" / "broken").glob("*.yaml"))


def read_fully(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "read_quickly", lambda _: None)
        return yaml_text.read_yaml.__wrapped__(text, file="x.yaml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_the_corpus_is_read_quickly_and_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quick = read_quickly(text)
    assert quick is not None, "a form the quick reader does not know: commands start slowly"
    assert (quick, ()) == read_fully(text)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_quick_reader_hides_no_problem(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quick = read_quickly(text)
    if quick is not None:
        assert (quick, ()) == read_fully(text)


SAMPLES = (
    "a: |\n  x and\n    y # c\n\n  z\nb: [1, true, \"q: r\", 'it is', x]\n"
    "c: {k: v w, m: {n: [o, p]}, q: http://a.b/c#d}\n",
    '- {id: us-tx, name: a (b), when: "x, y"}  # e\n- id: b  # c\n  name: >-\n    one\n    two\n'
    "\n    three\n  facts: {\n    a: b,  # x\n    c: d\n  }\n",
    'x:\n  - a: 1\n    b:\n      - c\n      - d\n  # said\n  - f\n"k y": v\n\'l\': "w" # z\n',
    "x:\n  q=r, s=t: a\n  u=v: b\ny: {a, b: c}\n",
    "k: v\nl:\n- a\n- b: c\n  d: |-\n     t\n     u\ne: f:g\n",
    "a: {b: c, d: [e, f],\n  g: h}\ni: j k # l\np: ? q\n",
)
PIECES = st.sampled_from(
    [*" \n:#-,[]{}\"'|>?&*!%@`az019\\.", "\n  ", "\n- ", ": ", " #", "  ", "\n\n", ": |\n", ">-\n"]
)
EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), PIECES), max_size=4)


@given(st.sampled_from(SAMPLES), st.sampled_from(("", *SAMPLES)), EDITS)
def test_spoiled_text_is_never_read_otherwise_than_fully(
    text: str, more: str, edits: list[tuple[int, int, str]]
) -> None:
    text += more
    for place, dropped, piece in edits:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + dropped :]
    quick = read_quickly(text)
    if quick is not None:
        assert (quick, ()) == read_fully(text)


@pytest.mark.parametrize("text", SAMPLES[:3])
def test_what_people_write_is_read_quickly(text: str) -> None:
    assert read_quickly(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("a: 1\na: 2\n", "{a: 1, a: 2}\n", "a: &x 1\n", "a: *x\n", "a: !!str 1\n", "? a\n: b\n"),
        *("a: b\n c\n", "a:\n", "a: 'it''s'\n", 'a: "\\u0041"\n', "---\na: 1\n", "a: 1"),
        *("a:\tb\n", "a: b: c\n", "- a\nb: 1\n", "a: [b\n", "a: |+\n  x\n\n", "a: x\r\n", ""),
    ],
)
def test_what_needs_care_is_left_to_the_full_reader(text: str) -> None:
    assert read_quickly(text) is None
