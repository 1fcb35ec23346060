"""The one layout: no value and no comment is lost, and formatting twice is formatting once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import CorpusError
from comity.law.files.format import WIDTH, format_text
from comity.law.files.yaml_node import Plain, plain
from comity.law.files.yaml_text import read_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in (ROOT / "corpus").rglob("*.yaml") if path.parent.name != "broken")


def value_of(text: str) -> Plain:
    node, problems = read_yaml(text, file="x.yaml")
    assert node is not None
    assert not problems
    return plain(node)


def comments_of(text: str) -> list[str]:
    return sorted(
        line.partition("#")[2].strip() for line in text.splitlines() if line.strip()[:1] == "#"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_corpus_is_in_the_one_layout(path: Path) -> None:
    """So formatting it loses nothing; what formatting does to other files is shown below."""
    text = path.read_text(encoding="utf-8")
    assert format_text(text) == text, "write it anew with `comity check --format`"


UNTIDY = """# about the file


jurisdiction: us   # the nation
level:  federal
name:    'United States'   # its name
within: [ ]


provisions:
# the first rule
- effect: prohibited
  id: us/rule   # its id
  actions: [ transfer_custody,
     hold_on_detainer ]
  versions:
      -
        # how it was found
        when: |    # what it reaches
            in_custody

              and not released  # kept
        from: 2020-01-01
        cases:
        - { expect: applies,   name: one, facts: {in_custody:   true} }
  cite: § 1
# the end
"""

TIDY = """# about the file

jurisdiction: us  # the nation
name: 'United States'  # its name
level: federal
within: []

provisions:
  # the first rule
  - id: us/rule  # its id
    cite: § 1
    actions: [transfer_custody, hold_on_detainer]
    effect: prohibited
    versions:
      # how it was found
      - from: 2020-01-01
        when: |  # what it reaches
          in_custody

            and not released  # kept
        cases:
          - {name: one, facts: {in_custody: true}, expect: applies}
# the end
"""


def test_an_untidy_file_becomes_tidy() -> None:
    assert format_text(UNTIDY) == TIDY


def test_a_tidy_file_stays_as_it_is() -> None:
    assert format_text(TIDY) == TIDY


def test_braces_over_several_lines_are_filled_to_the_width() -> None:
    facts = ", ".join(f"word_number_{number}: true" for number in range(20))
    text = f"- name: x\n  facts: {{{facts.replace(', ', ',' + chr(10) + '    ')}}}\n  expect: applies\n"
    formatted = format_text(text)
    lines = formatted.splitlines()
    assert lines[1] == "  facts: {"
    assert lines[-2] == "  }"
    assert max(map(len, lines)) <= WIDTH
    assert value_of(formatted) == value_of(text)
    assert format_text(formatted) == formatted


def test_braces_on_one_line_stay_on_one_line_however_long() -> None:
    text = f"- {{id: us-tx, name: {'long ' * 60}name}}\n"
    assert format_text(text) == text


def test_a_text_over_several_lines_is_written_on_one() -> None:
    text = '- id: us-tx\n  name: one\n    two\n- id: us-ut\n  name: "a\n    b"\n'
    assert value_of(format_text(text)) == value_of(text)
    assert format_text(text) == '- id: us-tx\n  name: one two\n- id: us-ut\n  name: "a b"\n'


@pytest.mark.parametrize("head", ["|", "|-", "|+", ">", ">-"])
def test_blocks_keep_their_text(head: str) -> None:
    text = (
        f"- id: us-tx\n  name: {head}\n      a\n       b # c\n\n      d\n\n- id: us-ut\n  name: x\n"
    )
    assert value_of(format_text(text)) == value_of(text)
    assert format_text(format_text(text)) == format_text(text)


def test_text_that_the_loader_refuses_is_not_formatted() -> None:
    with pytest.raises(CorpusError, match="stands twice"):
        format_text("a: 1\na: 2\n")


keys = st.sampled_from(["id", "name", "level", "when", "facts", "zz"])
texts = st.text(alphabet="ab #:'\"-|{}[],\\", max_size=12)


def written(value: object, indent: int, draw: st.DrawFn) -> str:
    """One of the many ways to write a value as YAML."""
    space = " " * indent
    gap = draw(st.sampled_from(["", "", "\n", f"{space}# said\n", f"\n{space}# said\n\n"]))
    in_braces = draw(st.booleans())
    match value:
        case dict() if value and not in_braces:
            step = draw(st.integers(1, 4))
            return "".join(
                f"\n{gap}{' ' * (indent + step)}{key}: {written(one, indent + step, draw)}"
                for key, one in value.items()
            )
        case dict():
            return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
        case list() if value and not in_braces:
            step = draw(st.integers(1, 4))
            return "".join(f"\n{gap}{' ' * (indent + step)}- {flow(one)}" for one in value) + draw(
                st.sampled_from(["", "  # behind"])
            )
        case list():
            return "[" + ", ".join(flow(one) for one in value) + "]"
        case _:
            return flow(value) + draw(st.sampled_from(["", "", "  # behind"]))


def flow(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


trees = st.recursive(
    st.booleans() | st.integers(0, 99) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    value = draw(st.dictionaries(keys, trees, min_size=1, max_size=4))
    return "".join(f"{key}: {written(one, 0, draw).lstrip(' ')}\n" for key, one in value.items())


@given(documents())
def test_formatting_keeps_values_and_comments_and_is_done_once(text: str) -> None:
    node, problems = read_yaml(text, file="x.yaml")
    if node is None or problems:
        return
    formatted = format_text(text)
    assert value_of(formatted) == plain(node)
    assert formatted.count("# said") == text.count("# said")
    assert formatted.count("# behind") == text.count("# behind")
    assert format_text(formatted) == formatted
