"""`comity read` and `comity review` through their door: what they print, what they refuse, how they end."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from comity.evidence import read_reviewed
from tests.cli.door import Door, write_all
from tests.evidence.desks import STORIES


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    write_all(tmp_path, [(f"in/{name}", text) for name, text in STORIES.items()])
    return tmp_path


def test_read_tells_what_was_read_and_what_comes_next(comity: Door, stories: Path) -> None:
    ended = comity("read", "in", "--out", "shelf")
    assert ended.code == 0
    assert "Read 3 documents; the folder holds 3 stories." in ended.out
    assert "3 proposed acts to review" in ended.out
    assert "Nothing is found until a person has reviewed it." in ended.out
    assert "Next: comity review shelf" in ended.out
    again = comity("read", "in", "--out", "shelf", "--json")
    form = json.loads(again.out)
    assert (form["documents"], form["read_before"], form["proposals"]) == (3, 3, 3)
    assert form["model"] is None, "no model unless one is named"


def test_a_bad_file_among_others_is_named_and_the_command_ends_with_3(comity: Door, stories: Path) -> None:  # fmt: skip
    write_all(stories, [("in/bad.png", b"\x89PNG" + b"x" * 50), ("list.txt", "in\n")])
    ended = comity("read", "--list", "list.txt", "--out", "shelf")
    assert ended.code == 3
    assert "in/bad.png: it is an image: that kind is not read" in ended.err
    assert "Read 3 documents" in ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "in"], "a folder for the documents is missing"),
        (["read", "--out", "shelf"], "no document is named"),
        (["read", "in", "--out", "in"], "holds other files"),
        (["read", "nothing.txt", "--out", "shelf"], "no file could be read"),
        (["read", "in", "--out", "shelf", "--model", "x"], "needs both"),
        (["read", "in", "--out", "shelf", "--model", "x", "--model-url", "ftp://x"], "is no address"),
        (["read", "in", "--out", "shelf", "--key", "shelf/key.jsonl"], "keep the key apart"),
        (["read", "in", "--out", "shelf", "--list", "none.txt"], "none.txt"),
        (["review", "nowhere"], "is no folder of documents"),
        (["review", "in"], "is no folder of documents"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_what_to_do(
    comity: Door, stories: Path, arguments: list[str], said: str
) -> None:
    ended = comity(*arguments)
    assert ended.code == 2
    assert said in ended.err


def test_names_are_in_no_message_and_only_in_a_key_that_was_asked_for(comity: Door, stories: Path) -> None:  # fmt: skip
    text = "Denver deputies stopped Maria Inventada, a cook, and turned Maria Inventada over to ICE agents."
    write_all(stories, [("in/named.txt", text)])
    ended = comity("read", "in", "--out", "shelf", "--key", "key.jsonl")
    assert "Inventada" not in ended.out + ended.err
    assert "Inventada" in (stories / "key.jsonl").read_text("utf-8")
    assert (stories / "key.jsonl").stat().st_mode & 0o077 == 0
    public = [json.loads(line)["public_quotes"] for line in (stories / "shelf" / "proposals.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
    assert "Inventada" not in json.dumps(public)
    assert "person-1" in json.dumps(public)


def test_a_review_from_the_keyboard_to_the_file_for_the_ledger(comity: Door, stories: Path) -> None:
    comity("read", "in", "--out", "shelf")
    ended = comity("review", "shelf", text="a" + "82" + "a" + "q")
    assert ended.code == 0
    assert "1 of 3, 3 to decide" in ended.out
    assert "1 proposals are left to decide" in ended.out
    opened = comity("review", "shelf", "--export", "reviewed.jsonl")
    assert opened.code == 3
    assert "Not decided by anyone: 3." in opened.out
    acts = read_reviewed(stories / "reviewed.jsonl")
    assert [one.decided[0].decision for one in acts] == ["accepted", "corrected"]
    assert acts[1].act.status.value == "denied"


def test_every_key_does_what_the_help_says(comity: Door, stories: Path) -> None:
    comity("read", "in", "--out", "shelf")
    keys = "?" + "n" + "b" + "u" + "x" + "1fly\n" + "r" + "u" + "tcalled the clerk\na" + "m9\n" + "m1\n" + "q"  # fmt: skip
    ended = comity("review", "shelf", text=keys)
    for said in ("nothing is left to undo", "`fly` is no action", "that number is no proposal"):
        assert said in ended.out
    log = [json.loads(line) for line in (stories / "shelf" / "review" / "r1.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
    assert [one["does"] for one in log] == ["rejected", "undone", "accepted", "merged"]
    assert log[2]["note"] == "called the clerk"


def test_a_sheet_two_reviewers_and_who_settles(comity: Door, stories: Path) -> None:
    comity("read", "in", "--out", "shelf")
    assert "Wrote 3 proposals" in comity("review", "shelf", "--sheet", "r.csv").out
    filled = (stories / "r.csv").read_text("utf-8-sig").replace(",,,", ",reject,,", 1)
    (stories / "r.csv").write_text(filled, encoding="utf-8")
    assert "Took 1 new decisions of r2" in comity("review", "shelf", "--as", "r2", "--take", "r.csv").out  # fmt: skip
    assert comity("review", "shelf", "--agreement").code == 2, "two reviewers are needed"
    comity("review", "shelf", text="aaa")
    told = comity("review", "shelf", "--agreement").out
    assert "r1 and r2: 1 decided by both, 0 alike" in told
    assert "proposal 1, decision: r1 `accepted`, r2 `rejected`" in told
    form = json.loads(comity("review", "shelf", "--agreement", "--json").out)
    assert form[0]["both"] == 1
    differing = comity("review", "shelf", "--export", "x.jsonl", "--json")
    assert (differing.code, json.loads(differing.out)["differing"]) == (3, [1])
    settled = comity("review", "shelf", "--export", "x.jsonl", "--settle", "r1")
    assert (settled.code, len(read_reviewed(stories / "x.jsonl"))) == (0, 3)
    assert comity("review", "shelf", "--export", "x.jsonl", "--settle", "r9").code == 2
    assert comity("review", "shelf", "--take", "nothing.csv").code == 2


def test_a_real_terminal_takes_single_keys_and_shows_the_quote_in_reverse(comity: Door, stories: Path) -> None:  # fmt: skip
    pexpect = pytest.importorskip("pexpect")
    comity("read", "in", "--out", "shelf")
    program = "from comity.cli.main import run; run()"
    path = os.pathsep.join(str(Path(one).resolve()) for one in sys.path if one)
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONPATH": path}
    child = pexpect.spawn(
        sys.executable, ["-c", program, "review", "shelf"], cwd=str(stories), env=environment, encoding="utf-8", timeout=60
    )  # fmt: skip
    child.expect("1 of 3, 3 to decide")
    child.expect(r"\x1b\[7m.*PROVIDENCE|\x1b\[7m.*Denver|\x1b\[7mThe Oakland")
    child.expect("q quit")
    child.send("a")
    child.expect("2 of 3, 2 to decide")
    child.expect("q quit")
    child.send("q")
    child.expect("2 proposals are left")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
