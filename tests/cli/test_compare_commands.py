"""`comity diff`, `compare`, `gaps`, `conflicts` and `draft` through the door, on an invented law, and what goes wrong."""

from __future__ import annotations

import importlib.util
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.door import Door, write_all
from tests.compare.small_places import small_law

Golden = Callable[[str, str], None]

LAW = "--corpus law"

SHOWN = {
    "diff_days": f"diff us-al-first --from 2019-12-31 --to 2021-01-01 {LAW}",
    "diff_nothing": f"diff us-al-first --from 2021-01-01 --to 2021-06-01 {LAW}",
    "compare": f"compare us-al-first us-al-second --on 2025-01-01 {LAW}",
    "gaps": f"gaps us-al-first --on 2023-01-01 {LAW}",
    "gaps_alone": f"gaps us-al-second --on 2023-01-01 --against us-al-first --kind open_act {LAW}",
    "conflicts": f"conflicts {LAW}",
    "conflicts_none": f"conflicts us-al-second --on 2023-01-01 {LAW}",
}

BAD = [
    "diff us-al-first",
    "diff us-al-first --from 2021-01-01",
    "diff us-al-first --from 2021-01-01 --to 2021-01-01",
    "diff us-al-first --from 2022-01-01 --to 2021-01-01",
    "diff us-al-first --from 2021-01-01 --to soon",
    "diff us-al-frist --from 2021-01-01 --to 2022-01-01 --action hold",
    "diff us-al-first --from 2001-01-01 --to 2022-01-01",
    "diff us-al-first --draft nowhere.yaml",
    "diff us-al-first --draft empty.yaml",
    "diff us-al-first --draft other.yaml --from 2021-01-01",
    "diff us-al-first --from 2020-01-01 --to 2022-01-01 --replay nowhere.csv",
    "compare us-al-first",
    "compare us-al-first us-al-first",
    "compare us-al-first us-zz --on 2021-01-01",
    "gaps us-al-third",
    "gaps us-al-first --against us-al-thrid",
    "gaps us-al-first --kind open",
    "conflicts us-al-thrid",
    "draft us-al-first --amend us-al-first/hodl --from 2027-01-01",
    "draft us-al-first --amend us-al-first/hold",
    "draft us-al-first --amend us-al-first/hold --from 2027-01-01 --drop-exception warant",
    "draft us-al-first --amend us-al-first/hold --repeal us-al-first/hold --from 2027-01-01",
    "draft us-al-first --add rule --from 2027-01-01",
    "draft us-al-first --add Rule! --act share_alpr --from 2027-01-01",
    "draft us-al-first --add rule --act share_alpr --from 2027-01-01 --when 'purpose ='",
    "draft us-al-third --repeal us-al-third/x --from 2027-01-01",
]


@pytest.fixture(autouse=True)
def _law(tmp_path: Path) -> None:
    small_law(tmp_path)
    write_all(
        tmp_path,
        [
            ("empty.yaml", "jurisdiction: us-al-first\n"),
            ("other.yaml", "jurisdiction: us-al-first\nrepeals: []\n"),
        ],
    )


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_person_reads(name: str, comity: Door, golden: Golden) -> None:
    ended = comity(*shlex.split(SHOWN[name]))
    assert ended.err == ""
    golden(f"cli/compare/{name}.txt", ended.told(SHOWN[name]))


def test_every_mistake_says_what_to_do(comity: Door, golden: Golden) -> None:
    told = []
    for command in BAD:
        ended = comity(*shlex.split(f"{command} {LAW}"))
        assert ended.code in (1, 2), command
        assert ended.out == ""
        told.append(ended.told(command))
    golden("cli/compare/bad.txt", "\n".join(told))


def test_a_draft_is_written_laid_over_and_told(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    drafts = {
        "amend": "--amend us-al-first/hold --drop-exception warrant --act transfer_custody "
        "--says 'nobody is held or handed over'",
        "add": "--add no-sharing --act share_alpr --who sheriff --when civil_immigration",
        "repeal": "--repeal us-al-first/share",
    }
    for name, options in drafts.items():
        command = f"draft us-al-first {options} --from 2027-01-01 --out {name}.yaml {LAW}"
        assert comity(*shlex.split(command)).code == 0
        golden(f"cli/compare/draft_{name}.yaml", (tmp_path / f"{name}.yaml").read_text("utf-8"))
        command = f"diff us-al-first --draft {name}.yaml {LAW}"
        golden(f"cli/compare/draft_{name}.txt", comity(*shlex.split(command)).told(command))


def test_a_draft_that_is_asked_for_is_the_same(comity: Door, tmp_path: Path) -> None:
    asked = "draft us-al-first --corpus law"
    options = (
        "--amend us-al-first/hold --drop-exception warrant --act transfer_custody --from 2027-01-01"
    )
    answers = "1\n1\n2027-01-01\n1\n\n1\n\n\n"
    by_options = comity(*shlex.split(f"{asked} {options}")).out
    assert comity(*shlex.split(asked), text=answers).out == by_options
    repealed = comity(*shlex.split(asked), text="3\n2\n2027-01-01\n")
    assert "provision: us-al-first/share, from: 2027-01-01" in repealed.out
    added = comity(*shlex.split(asked), text="2\n2027-01-01\n3\n1\n\n1\n\nno-plates\n")
    assert "id: us-al-first/no-plates" in added.out
    stopped = comity(*shlex.split(asked), text="1\n9\nq\n")
    assert stopped.code == 130
    assert "Write numbers from 1 to" in stopped.err


def test_json_holds_questions_that_can_be_asked_again(comity: Door, tmp_path: Path) -> None:
    found = json.loads(comity(*shlex.split(f"{SHOWN['diff_days']} --json")).out)
    assert found["differences"]
    for number, one in enumerate(found["differences"]):
        for side in ("before", "after"):
            path = tmp_path / f"{number}-{side}.json"
            path.write_text(json.dumps({"question": one["case"][side], "answer": ""}), "utf-8")
            again = comity("repeat", str(path), "--json", "--corpus", "law")
            assert json.loads(again.out)["answer"] == one[side]["answer"]


def test_pages_stand_alone_and_hold_what_the_text_holds(comity: Door) -> None:
    for name in ("diff_days", "compare", "gaps", "conflicts"):
        page = comity(*shlex.split(f"{SHOWN[name]} --format html")).out
        assert page.startswith("<!doctype html>")
        assert "<script" not in page
        assert "This is information about law, not legal advice." in page


def test_without_the_solver_the_message_says_what_to_install(
    comity: Door, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(
        "comity.cli.comparing.find_spec", lambda name: None if name == "z3" else known(name)
    )
    told = [
        comity(*shlex.split(SHOWN[name])).told(SHOWN[name])
        for name in ("diff_days", "compare", "gaps", "conflicts")
    ]
    golden("cli/compare/without_solver.txt", "\n".join(told))


def test_what_is_not_decided_in_time_is_named_and_not_called_equal(
    comity: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.readings import formula_search

    def late(self: object, query: str, *_: object, seconds: float | None = None) -> bool:
        raise formula_search.UndecidedError(query, 0.5)

    monkeypatch.setattr(formula_search.Search, "exists", late)
    ended = comity(*shlex.split(f"{SHOWN['diff_days']} --json"))
    found = json.loads(ended.out)
    assert ended.code == 3
    assert not found["equal_in_every_case"]
    assert any("holding a person" in one["query"] for one in found["undecided"])
    open_acts = {one["action"] for one in found["undecided"]}
    everywhere = {(one["action"], actor) for one in found["equal"] for actor in one["actors"]}
    for one in found["undecided"]:
        assert not {(one["action"], actor) for actor in one["actors"]} & everywhere
    assert open_acts
