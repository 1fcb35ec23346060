"""`comity purpose` through its door, and `--lexicon` of `comity audit`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audit.exports import P2, p2_row, save_lines
from tests.cli.door import Door

OWN = """rules:
  - id: joint-operation
    class: federal_unknown
    words: [op northern star*]
    cases: {yes: [Op Northern Star], no: [operation]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


def test_one_reason_is_explained_with_the_part_that_decided(comity: Door) -> None:
    ended = comity("purpose", "LSP HSI HPD, stolen")
    assert ended.code == 0
    assert "a person should look" in ended.out
    assert "LSP >>HSI<< HPD, stolen" in ended.out
    assert "`word-theft`: other criminal" in ended.out
    assert "not known" in ended.out


def test_every_cell_has_its_option(comity: Door) -> None:
    ended = comity(
        "purpose", "patrol", "--offence-type", "Traffic Infraction", "--case-number", "HSI 1",
        "--text-prompt", "red van", "--moderation", "immigration", "--state", "ca", "--json",
    )  # fmt: skip
    form = json.loads(ended.out)
    assert (form["class"], form["needs_look"], form["purpose"]) == (
        "federal_unknown",
        True,
        "unknown",
    )
    assert (form["cell"], form["rule"]) == ("moderation", "word-immigration")
    assert {(one["cell"], one["part"]) for one in form["others"]} >= {("case_number", "HSI"), ("offense_type", "Traffic Infraction")}  # fmt: skip
    assert form["lexicon"]["laid_over"] == []


def test_a_section_counts_where_the_state_is_known(comity: Door) -> None:
    told = [
        json.loads(comity("purpose", "287(B) vehicle", "--json", *state).out)["class"]
        for state in ([], ["--state", "CA"], ["--state", "TX"])
    ]
    assert told == ["vague", "other_criminal", "vague"]


def test_lines_of_a_file_and_of_standard_input_are_explained_one_by_one(
    comity: Door, tmp_path: Path
) -> None:
    text = "\ufeffICE\r\npolice\n\nnone"
    (tmp_path / "reasons.txt").write_text(text, encoding="utf-8", newline="")
    from_file = comity("purpose", "--file", str(tmp_path / "reasons.txt"))
    from_input = comity("purpose", "--file", "-", text=text)
    assert from_file.out == from_input.out
    assert from_file.out.splitlines()[0].split("\t")[1:] == ["word-ice", ">>ICE<<"]
    assert from_file.out.splitlines()[-3:] == [
        "         2  absent",
        "         1  immigration or federal assistance of unknown purpose - a person should look",
        "         1  vague",
    ]
    lines = [
        json.loads(line)
        for line in comity("purpose", "--file", "-", "--json", text=text).out.splitlines()
    ]
    assert [one["class"] for one in lines] == ["federal_unknown", "vague", "absent", "absent"]
    assert [one["signal"] for one in lines] == [
        "immigration_mention",
        "vague",
        "blank",
        "placeholder",
    ]


def test_a_text_cannot_move_the_cursor(comity: Door) -> None:
    ended = comity("purpose", "ICE \x1b[2J\u202e")
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out
    assert r"\x1b[2J\u202e" in ended.out


def test_rules_are_listed_in_their_order(comity: Door) -> None:
    lines = comity("purpose", "--rules").out.splitlines()
    assert lines[0].startswith("list-immigration-civil: civil immigration")
    assert lines[-1].startswith("word-vague: vague")


def test_rules_of_one_s_own_are_asked_first(comity: Door, own: Path) -> None:
    ended = comity("purpose", "Op Northern Star", "--lexicon", str(own), "--json")
    form = json.loads(ended.out)
    assert form["rule"] == "joint-operation"
    assert [one["file"] for one in form["lexicon"]["laid_over"]] == ["own.yaml"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "nothing is given to explain"),
        (["--state", "CA"], 2, "nothing is given to explain"),
        (["ICE", "--file", "x"], 2, "TEXT and --file are given"),
        (["--file", "none.txt"], 2, "none.txt cannot be read: no such file"),
        (["ICE", "--state", "Calif"], 2, "`Calif` in --state is no state"),
        (["ICE", "--lexicon", "none.yaml"], 2, "none.yaml: cannot be read"),
    ],
)
def test_what_cannot_be_used_is_said(
    comity: Door, arguments: list[str], code: int, told: str
) -> None:
    ended = comity("purpose", *arguments)
    assert ended.code == code
    assert told in ended.err


def test_a_line_that_is_no_text_is_named(comity: Door, tmp_path: Path) -> None:
    (tmp_path / "bytes.txt").write_bytes(b"ICE\n\xff\xfe\n")
    ended = comity("purpose", "--file", str(tmp_path / "bytes.txt"))
    assert ended.code == 2
    assert "bytes.txt:2: it is not UTF-8 text" in ended.err
    (tmp_path / "long.txt").write_bytes(b"x" * 1_000_001)
    assert "bytes.txt" not in (err := comity("purpose", "--file", str(tmp_path / "long.txt")).err)
    assert "long.txt:1: the line is longer" in err


def test_mistakes_of_a_lexicon_end_both_commands_with_file_and_line(
    comity: Door, tmp_path: Path
) -> None:
    own = tmp_path / "bad.yaml"
    own.write_text(OWN.replace("no: [operation]", "no: [op northern star 2]"), encoding="utf-8")
    log = save_lines(tmp_path, [P2, p2_row(1)])
    for ended in (
        comity("purpose", "x", "--lexicon", str(own)),
        comity("audit", str(log), "--out", str(tmp_path / "r"), "--lexicon", str(own)),
    ):
        assert ended.code == 1
        assert "bad.yaml:5: case `op northern star 2` of rule `joint-operation`" in ended.err
    assert not (tmp_path / "r").exists()


def test_an_audit_reads_purposes_by_a_lexicon_and_its_manifest_names_it(
    comity: Door, tmp_path: Path, own: Path
) -> None:
    log = tmp_path / "lodi-ca-pd_search_audit.csv"
    log.write_text(
        "id,userId,searchDate,networkCount,reason\n"
        "1,***,2026-03-10T04:31:52.901Z,449,op northern star 7\n",
        encoding="utf-8",
    )
    found = {}
    for name, options in (("shipped", []), ("own", ["--lexicon", str(own)])):
        ended = comity("audit", str(log), "--out", str(tmp_path / name), *options)
        assert ended.code == 0, ended.err
        manifest = json.loads((tmp_path / name / "manifest.json").read_text("utf-8"))
        mentions = manifest["counts"]["immigration_mentions"]["rows"]
        found[name] = mentions, manifest["lexicon"]["laid_over"]
    assert found["shipped"] == (0, [])
    mentions, (file,) = found["own"]
    assert (mentions, file["file"]) == (1, "own.yaml")
