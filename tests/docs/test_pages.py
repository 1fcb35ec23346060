"""What the pages show is what the program does. `COMITY_GOLDEN=write` writes the pages anew.

That links lead somewhere is tested in `tests/test_shape.py`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from comity.law import Corpus
from tests.docs.console import FENCE, page_as_run
from tools.write_reference import pages

ROOT = Path(__file__).parents[2]
WRITE = os.environ.get("COMITY_GOLDEN") == "write"
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SHOWN = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]


def relative(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_what_the_program_writes_into_the_reference_is_fresh(corpus: Corpus) -> None:
    stale = []
    for path, made in pages(corpus).items():
        file = ROOT / path
        if WRITE:
            file.write_text(made, encoding="utf-8", newline="\n")
        elif not file.is_file() or file.read_text(encoding="utf-8") != made:
            stale.append(path)
    assert stale == [], "written by the program: run `make golden` and read the diff"


@pytest.mark.parametrize("page", SHOWN, ids=relative)
def test_every_command_of_a_page_does_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    run = page_as_run(text, tmp_path)
    if WRITE:
        page.write_text(run, encoding="utf-8", newline="\n")
    assert WRITE or run == text


def test_the_pages_a_new_user_needs_show_commands_that_run() -> None:
    shown = {relative(page) for page in SHOWN}
    assert {"README.md", "docs/tutorial/decide-one-question.md"} <= shown


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_shows_commands_of_the_program_only_where_they_are_run(page: Path) -> None:
    """A `comity` command in any other kind of block would be shown and never tried.

    Save `serve`, which does not end, and `publish`, which takes minutes: tests of the web run them.
    """
    blocks = FENCE.findall(page.read_text(encoding="utf-8"))
    untried = [body for kind, _, body in blocks if kind not in {"console", "text"}]
    assert [
        one
        for body in untried
        for one in re.findall(r"^\$? ?comity (?!serve\b|publish\b).*$", body, re.MULTILINE)
    ] == []


def test_the_page_on_json_speaks_of_every_command_that_prints_it_and_of_those_that_do_not() -> None:
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    page = (ROOT / "docs/reference/json.md").read_text(encoding="utf-8")
    sections = re.split(r"^## `comity ([^`]+)`\n", reference, flags=re.MULTILINE)[1:]
    told = dict(zip(sections[::2], sections[1::2], strict=True))
    without = page.partition("Without it are")[2].partition(". A question")[0]
    verbs = "other verbs of `ledger`" in page
    for name, help_text in told.items():
        named = re.search(
            rf"`(?:comity |ledger )?{re.escape(name.removeprefix('ledger '))}\b", page
        )
        if "--json" not in help_text:
            assert f"`{name}`" in without or name == "ledger", name
        else:
            assert f"`{name}`" not in without, name
            assert named or (verbs and name.startswith("ledger ")), name
