"""Each command through its door, at least once with success, in words and as JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.cli.main import commands_for, verbs_of
from comity.law import Corpus, corpus_folder
from tests.cli.door import Door, write_all

Golden = Callable[[str, str], None]
COMITY = str(Path(sys.executable).parent / "comity")

ANSWERS = {
    "dc_late_september": "us-dc transfer_custody --on 2025-09-27 --actor city_police --fact in_custody=false "
    "--fact documents=none --fact federal_criminal_person=false",
    "texas_before_the_deadline": "us-tx join_287g --on 2026-11-21 --actor sheriff --done refused "
    "--fact jail_operated_or_contracted=true --fact agreement_in_force=false "
    "--fact agreement_last_requested=never",
    "texas_after_the_deadline": "us-tx join_287g --on 2026-12-15 --actor sheriff --done refused "
    "--fact jail_operated_or_contracted=true --fact agreement_in_force=false "
    "--fact agreement_last_requested=never",
    "california_notice": "us-ca notify_release --on 2026-03-01 --actor sheriff",
    "california_hold": "us-ca hold_on_detainer --on 2026-03-01 --actor county_jail --basis in_custody=paper "
    "--fact in_custody=true --done refused",
    "chicago_inquiry": "us-il-chicago inquire_status --on 2025-06-01 --actor city_police --brief",
    "state_not_encoded": "us-gu hold_on_detainer --on 2026-03-01 --actor sheriff --brief",
    "spanish": "us-ca hold_on_detainer --on 2026-03-01 --actor county_jail --brief --language es",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_in_words(name: str, comity: Door, golden: Golden) -> None:
    ended = comity("decide", *ANSWERS[name].split())
    assert ended.err == ""
    golden(f"cli/answers/{name}.txt", ended.told(f"decide {ANSWERS[name]}"))


def test_the_texas_sheriff_is_not_late_on_the_day_before_and_late_after(comity: Door) -> None:
    found = [
        json.loads(comity("decide", *ANSWERS[name].split(), "--json").out)
        for name in ("texas_before_the_deadline", "texas_after_the_deadline")
    ]
    assert [one["answer"] for one in found] == ["required", "required"]
    assert [one["conduct"] for one in found] == ["not_yet_due", "departs"]


def test_the_district_in_late_september_says_everything_it_must(comity: Door) -> None:
    told = comity("decide", *ANSWERS["dc_late_september"].split()).out
    assert "must not: if the text says" in told
    assert "law is silent: if the section is about people in the District's custody" in told
    assert "leans to: must not" in told
    assert "D.C. Code § 24-211.07(a)(4)(D)" in told
    assert "In force from 2025-09-03" in told
    assert "Executive Order 14333 (90 FR 39301), D.C. Home Rule Act § 740 does not cover" in told
    assert "its exception § 24-211.07(g), from 2025-09-03 until 2025-10-01" in told


def test_a_brief_answer_stops_after_what_a_desk_needs(comity: Door) -> None:
    question = ANSWERS["california_hold"].split()
    brief, full = comity("decide", *question, "--brief"), comity("decide", *question)
    assert len(brief.out.splitlines()) < len(full.out.splitlines()) / 2
    for title in ("Why", "What was done", "Duties", "Clocks"):
        assert f"\n{title}\n" in brief.out
    for title in ("Remedies", "Beside the law (changes no answer)"):
        assert f"\n{title}\n" not in brief.out
        assert f"\n{title}\n" in full.out


def test_exit_codes_say_how_far_an_answer_can_be_relied_on(comity: Door) -> None:
    settled = [
        "us-dc",
        "transfer_custody",
        "--on",
        "2026-03-01",
        "--actor",
        "corrections_department",
    ]
    facts = ["--fact", "federal_criminal_person=true", "--fact", "in_custody=true"]
    assert comity("decide", *settled, *facts).code == 0
    assert comity("decide", *settled).code == 3  # open
    assert comity("decide", "us-gu", "share_status", "--on", "2026-03-01").code == 3  # no law
    assert comity("decide", "us-gu", "share_status", "--on", "never").code == 2


def test_facts_may_come_from_standard_input(comity: Door) -> None:
    question = ["us-dc", "transfer_custody", "--on", "2026-03-01", "--facts", "-", "--json"]
    ended = comity("decide", *question, text="federal_criminal_person: true\n")
    assert json.loads(ended.out)["question"]["facts"] == {"federal_criminal_person": True}


def test_a_repeated_answer_is_the_same_and_says_if_the_law_has_changed(
    comity: Door, tmp_path: Path
) -> None:
    first = comity("decide", *ANSWERS["dc_late_september"].split(), "--json")
    write_all(tmp_path, [("answer.json", first.out)])
    again = comity("repeat", "answer.json", "--json")
    assert (again.out, again.err, again.code) == (first.out, "", first.code)
    form = json.loads(first.out)
    form["corpus"] = {"digest": "0" * 64, "program": "0.0.1"}
    old = comity("repeat", "-", text=json.dumps(form))
    assert "the law files have changed since that answer" in old.err
    assert "the program has changed since that answer" in old.err


def test_a_question_alone_can_be_repeated(comity: Door) -> None:
    form = {"place": "us-dc", "action": "transfer_custody", "on": "2026-03-01"}
    ended = comity("repeat", "-", text=json.dumps(form))
    assert (ended.code, ended.err) == (3, "")


def test_an_open_answer_says_how_to_go_on_where_a_fact_can_settle_it(comity: Door) -> None:
    go_on = "Next: the same command with `ask` in place of `decide`"
    dc = ["decide", "us-dc", "transfer_custody", "--on", "2025-09-25", "--actor", "city_police"]
    assert go_on in comity(*dc).out
    facts = ["in_custody=false", "documents=none", "federal_criminal_person=false"]
    stated = [part for one in facts for part in ("--fact", one)]
    contested = comity(*dc, *stated).out
    assert contested.startswith("CONTESTED\n")
    assert go_on not in contested, "only a question of law is left, and no fact answers it"
    # What `ask` does not take is not sent there.
    assert go_on not in comity(*dc, "--done", "refused").out


def test_the_law_of_a_day_that_a_file_does_not_speak_of_says_so(comity: Door) -> None:
    early = comity("law", "us-co-denver", "--on", "2017-01-01", "--brief").out
    assert "2017-01-01 is before that: other law may have stood there on that day.\n" in early
    late = comity("law", "us-co-denver", "--on", "2030-01-01", "--brief").out
    assert "2030-01-01 is after that: what has changed since is not here.\n" in late
    assert "is before that" not in comity("law", "us-co-denver", "--on", "2020-01-01").out


def test_what_stands_beside_the_law_is_shown_with_it(comity: Door) -> None:
    told = comity("law", "us-co-denver", "--on", "2018-01-01", "--brief").out
    assert "context: the flat maximum of 365 days for ordinance offences became three tiers" in told
    form = json.loads(comity("law", "us-co-denver", "--on", "2018-01-01", "--json").out)
    assert {"notes", "injunctions"} <= set(form["levels"][0])


def test_the_law_of_a_place_on_a_day(comity: Door, golden: Golden) -> None:
    command = "law us-il-chicago --on 2018-01-01 --action transfer_custody"
    golden("cli/law.txt", comity(*command.split()).told(command))
    form = json.loads(comity(*command.split(), "--json").out)
    assert [one["place"] for one in form["levels"]] == [
        "us-il-chicago",
        "us-il-cook-county",
        "us-il",
        "us",
    ]
    dallas = json.loads(comity("law", "us-tx-dallas", "--on", "2018-01-01", "--json").out)
    assert dallas["levels"][0] == {
        "place": "us-tx-dallas",
        "name": "Dallas, Texas",
        "encoded": False,
    }
    for level in form["levels"]:
        for provision in level.get("provisions", []):
            assert provision["from"] <= "2018-01-01"
            assert provision["effect"] in {"prohibited", "required", "permitted", None}
    brief = comity(*command.split(), "--brief")
    assert len(brief.out) < len(comity(*command.split()).out)


def test_the_vocabulary_lists_and_explains(comity: Door, golden: Golden) -> None:
    whole = comity("vocabulary")
    assert whole.code == 0
    assert "  transfer_custody: hand a person in custody over" in whole.out
    told = [
        comity("vocabulary", name).told(f"vocabulary {name}")
        for name in (
            "purpose",
            "sheriff",
            "i_200",
            "within_form_limit",
            "dc_reaches_persons_not_in_custody",
            "judicial_warrant",
            "dc_art3_warrant",
        )
    ]
    golden("cli/vocabulary.txt", "\n".join(told))
    form = json.loads(comity("vocabulary", "--json").out)
    assert list(form) == ["actions", "actors", "words", "documents", "questions_of_law"]
    assert list(json.loads(comity("vocabulary", "sheriff", "--json").out)) == ["actors"]


SCENARIOS = """\
- name: an office in the jail
  place: us-il-exampleton-county
  action: allow_facility_access
  actor: county_jail
  on: 2025-06-01
  facts: {dedicated_office_space: true}
  expect: {answer: prohibited, complete: true}
- name: expected otherwise
  place: us-il-exampleton-county
  action: allow_facility_access
  actor: county_jail
  on: 2025-06-01
  facts: {dedicated_office_space: true}
  expect: {answer: permitted, deciding: []}
"""


def overlay() -> str:
    """The overlay of the page on overlays, so that page and test speak of one file."""
    page = Path(__file__).parents[2] / "docs" / "how-to" / "lay-an-overlay.md"
    return page.read_text(encoding="utf-8").split("file=orders.yaml\n")[1].split("```")[0]


def test_a_users_own_scenarios_run_under_an_overlay(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    write_all(tmp_path, [("cases.yaml", SCENARIOS), ("orders.yaml", overlay())])
    command = "cases cases.yaml --overlay orders.yaml"
    ended = comity(*command.split())
    assert ended.code == 1
    golden("cli/cases.txt", ended.told(command))
    form = json.loads(comity(*command.split(), "--json").out)
    assert (form["scenarios"], form["beside_versions"]) == (2, 3)
    assert [one["name"] for one in form["failed"]] == ["expected otherwise"]


def test_a_law_file_among_the_files_is_laid_over_and_its_own_cases_run(
    comity: Door, tmp_path: Path
) -> None:
    spoiled = overlay().replace("true}, expect: applies", "true}, expect: unknown")
    write_all(tmp_path, [("cases.yaml", SCENARIOS), ("orders.yaml", spoiled)])
    alone, with_scenarios, once = (
        json.loads(comity("cases", *arguments, "--json").out)
        for arguments in (
            ["orders.yaml"],
            ["orders.yaml", "cases.yaml"],
            ["orders.yaml", "--overlay", "orders.yaml"],
        )
    )
    assert (alone["beside_versions"], alone["scenarios"]) == (3, 0)
    assert [one["name"] for one in alone["failed"]] == ["an office of their own"]
    assert (with_scenarios["beside_versions"], with_scenarios["scenarios"]) == (3, 2)
    assert once == alone


def test_a_file_of_the_corpus_itself_is_laid_over_nothing(
    comity: Door, corpus: Corpus, tmp_path: Path
) -> None:
    write_all(tmp_path, [("orders.yaml", overlay())])
    file = str(corpus_folder() / "us" / "de" / "state.yaml")
    beside = sum(
        len(version.cases)
        for provision in corpus.jurisdictions["us-de"].provisions
        for version in provision.versions
    )
    alone, with_overlay = (
        json.loads(comity("cases", *arguments, "--json").out)
        for arguments in ([file], [file, "orders.yaml"])
    )
    assert alone == {"beside_versions": beside, "scenarios": 0, "failed": []}
    assert with_overlay["beside_versions"] == beside + 3
    assert comity("check", file).code == 0


def test_a_scenario_of_a_place_that_only_an_overlay_knows_needs_it(
    comity: Door, tmp_path: Path
) -> None:
    write_all(tmp_path, [("orders.yaml", overlay())])
    question = ["us-il-exampleton-county", "allow_facility_access", "--on", "2025-06-01", "--json"]
    without, under = (
        json.loads(comity("decide", *question, *options).out)
        for options in ([], ["--overlay", "orders.yaml"])
    )
    assert not without["complete"]
    assert without["corpus"]["digest"] != under["corpus"]["digest"]


def test_the_corpus_passes_its_own_check_and_says_so_as_json(comity: Door) -> None:
    ended = comity("check", "--json")
    form = json.loads(ended.out)
    assert (ended.code, form["problems"], form["written"]) == (0, [], [])
    assert len(form["digest"]) == 64


def test_checked_problems_as_json_end_with_1(comity: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("bad.yaml", "jurisdiction: us-xx\n")])
    ended = comity("check", "bad.yaml", "--json")
    form = json.loads(ended.out)
    assert ended.code == 1
    assert form["digest"] is None
    assert all(problem.startswith("bad.yaml") for problem in form["problems"])


def test_files_are_brought_into_the_one_layout_once(comity: Door, tmp_path: Path) -> None:
    spread = overlay().replace("within: [us-il, us]", "within: [ us-il,   us ]")
    write_all(tmp_path, [("orders.yaml", spread)])
    refused = comity("check", "orders.yaml", "--layout")
    assert refused.code == 1
    assert "orders.yaml: not in the one layout; run `comity check --format`" in refused.err
    written = comity("check", "orders.yaml", "--format")
    assert (written.code, written.out.splitlines()[0]) == (0, "written: orders.yaml")
    assert comity("check", "orders.yaml", "--layout").code == 0
    again = comity("check", "orders.yaml", "--format", "--json")
    assert json.loads(again.out)["written"] == []


def test_a_file_with_mistakes_is_never_rewritten(comity: Door, tmp_path: Path) -> None:
    bad = overlay().replace("effect: prohibited", "effect:   forbidden")
    write_all(tmp_path, [("orders.yaml", bad)])
    assert comity("check", "orders.yaml", "--format").code == 1
    assert (tmp_path / "orders.yaml").read_text(encoding="utf-8") == bad


def test_the_schemas_for_editors_are_written_into_a_corpus_of_ones_own(
    comity: Door, tmp_path: Path
) -> None:
    small = Path(__file__).parents[1] / "law" / "small"
    folder = shutil.copytree(small, tmp_path / "law")
    (folder / "schema").mkdir(exist_ok=True)
    ended = comity("check", "--corpus", "law", "--schema", "--json")
    assert ended.code == 0, ended.err
    written = json.loads(ended.out)["written"]
    assert written
    assert all((folder / name).is_file() for name in written)


VERBS = [f"{name} {verb}" for name in commands_for([]) for verb in verbs_of(name)]


@pytest.mark.parametrize("name", ["", *commands_for([]), *VERBS])
def test_help_teaches_with_an_example(name: str, comity: Door) -> None:
    ended = comity(*name.split(), "--help")
    assert ended.code == 0
    assert "\n  comity " in ended.out or "\n    comity " in ended.out
    assert max(len(line) for line in ended.out.splitlines()) <= 100


def test_the_version_is_printed(comity: Door) -> None:
    ended = comity("--version")
    assert (ended.code, ended.out.split()[0]) == (0, "comity")


def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    run = subprocess.run(
        ["bash", "-c", f"{COMITY} law us-tx --on 2026-01-05 | head -n 1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.startswith("Texas (us-tx)")
    assert run.stderr == ""


def test_a_decision_does_not_load_what_only_audits_need() -> None:
    program = (
        "import sys; from comity.cli.main import app_for; app_for(['decide']); "
        "print(*sorted({'alembic', 'duckdb', 'jinja2', 'sqlalchemy', 'sqlglot'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []
