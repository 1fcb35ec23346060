"""The commands that ask many questions at once, through the door: in words, as JSON, and on bad input.

`comity table` has its own tests.
"""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from comity.cli import corpus_commands
from comity.decide.survey.staleness import KINDS
from comity.law import Corpus, Scenario, load_scenarios
from tests.cli.door import Door, write_all

Golden = Callable[[str, str], None]

SHOWN = {
    "path_orleans": "path us-la-orleans-parish --on 2025-09-01 --brief",
    "path_brief": "path us-ga --on 2026-01-15 --brief",
    "path": "path us-gu --on 2026-01-15",
    "duties": "duties us-tx --on 2026-02-01 --action join_287g",
    "duties_past": "duties us-il-chicago --on 2025-06-01 --action contract_detention",
    "duties_not_encoded": "duties us-gu --on 2025-06-01 --action join_287g",
    "stale": "stale us-wv --on 2026-12-01 --kind bill",
    "offence": 'offence us-ca "PC 459" --on 2026-01-01',
    "offence_nowhere": 'offence us-ca "PC 99999" --on 2026-01-01',
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_person_reads(name: str, comity: Door, golden: Golden) -> None:
    ended = comity(*shlex.split(SHOWN[name]))
    assert ended.err == ""
    golden(f"cli/survey/{name}.txt", ended.told(SHOWN[name]))


def test_a_review_sheet_holds_rules_cases_and_signatures(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    small = Path(__file__).parents[1] / "law" / "small"
    shutil.copytree(small, tmp_path / "law")
    command = "review-sheet us --corpus law"
    golden("cli/survey/review_sheet.md", comity(*command.split()).told(command))


def test_every_rule_case_and_note_of_a_place_is_on_its_review_sheet(comity: Door) -> None:
    for place in ("us-tx", "us-dc"):
        sheet = comity("review-sheet", place).out
        levels = json.loads(comity("law", place, "--on", "2025-10-15", "--json").out)["levels"]
        for rule in levels[0]["provisions"]:
            assert f"`{rule['id']}`" in sheet
            assert rule["says"] in sheet
            assert all(f"unless {one['id']} [" in sheet for one in rule["exceptions"])
        for name in ("duties", "remedies"):
            for one in levels[0][name]:
                assert " ".join(one["says"].split()) in sheet
    texas = comity("review-sheet", "us-tx").out
    assert "To be done: by 2026-12-01" in texas
    assert "\n## Questions that are settled\n" in texas
    assert "Uncertain whether `" in comity("review-sheet", "us-dc").out


def test_a_path_before_the_law_files_begin_leads_to_the_federal_steps(comity: Door) -> None:
    early = comity("path", "us-tx", "--on", "2012-06-01")
    assert (early.code, early.out) == (2, "")
    assert "it speaks from 2017-09-01; ask about that day or a later one\n" in early.err
    assert "`comity path us --on 2012-06-01`\n" in early.err
    federal = comity("path", "us", "--on", "2012-06-01")
    assert "4. fingerprints: Booking fingerprints go to the state bureau" in federal.out
    for arguments in (("us-zz", "2012-06-01"), ("us-tx", "1995-06-01")):
        assert "comity path us --on" not in comity("path", arguments[0], "--on", arguments[1]).err


def test_the_path_as_json_names_the_steps_in_order_with_their_grounds(comity: Door) -> None:
    form = json.loads(comity("path", "us-il-chicago", "--on", "2025-06-01", "--json").out)
    assert (form["place"], form["on"]) == ("us-il-chicago", "2025-06-01")
    stages = list(dict.fromkeys(step["stage"] for step in form["steps"]))
    assert stages == [
        *("stop", "arrest", "booking", "fingerprints", "detainer", "interview"),
        *("release notice", "hold", "transfer", "courthouse", "data pools", "agreement"),
    ]
    marks = {step["title"]: step["mark"] for step in form["steps"]}
    assert marks["A match leads to a detainer, or to none"] == "federal_decision"
    assert marks["The jail tells them the release date and time"] == "prohibited"
    assert marks["The jail's agency enters a 287(g) agreement"] == "prohibited"
    for step in form["steps"]:
        if step["mark"] in {"required", "permitted", "prohibited"}:
            assert any(one["certain"] for one in step["provisions"])
            assert step["answer"] == step["mark"]


def test_a_mark_of_a_path_is_the_answer_of_decide(comity: Door) -> None:
    form = json.loads(comity("path", "us-tx", "--on", "2025-06-01", "--json").out)
    step = next(one for one in form["steps"] if one["action"] == "share_alpr")
    asked = ["us-tx", "share_alpr", "--on", "2025-06-01", "--actor", step["actor"]]
    for fact in (
        *("recipient_kind=immigration_agency", "purpose=civil_immigration", "documents=none"),
    ):
        asked += ["--fact", fact]
    found = json.loads(comity("decide", *asked, "--json").out)
    assert (step["answer"], step["possible"]) == (found["answer"], found["possible"])
    assert step["turns_on"] == [one["asks"] for one in found["missing"]]


def test_duties_as_json_hold_deadlines_and_levels_that_are_not_encoded(comity: Door) -> None:
    form = json.loads(comity("duties", "us-tx", "--on", "2026-02-01", "--json").out)
    assert form["not_encoded"] == []
    assert form["through"] < "2026-12-01"
    deadlines = [one for one in form["duties"] if one["kind"] == "deadline"]
    assert any(
        one["by"].startswith("by 2026-12-01") and one["actions"] == ["join_287g"]
        for one in deadlines
    )
    dallas = json.loads(comity("duties", "us-tx-dallas", "--on", "2026-02-01", "--json").out)
    assert dallas["duties"] == form["duties"]
    assert dallas["not_encoded"] == ["us-tx-dallas"]


def test_duties_beyond_the_horizon_say_so(comity: Door) -> None:
    told = comity("duties", "us-dc", "--on", "2030-01-01").out
    assert "what came later is not listed" in " ".join(told.split())


def test_stale_as_json_is_in_the_order_of_kinds_and_age(comity: Door) -> None:
    form = json.loads(comity("stale", "us-il", "--on", "2027-06-01", "--json").out)
    kinds = [one["kind"] for one in form]
    assert sorted(kinds, key=KINDS.index) == kinds
    assert {one["place"] for one in form} >= {"us-il", "us-il-chicago"}
    assert all(one["place"].startswith("us-il") for one in form)
    for kind in KINDS:
        ages = [one["days"] for one in form if one["kind"] == kind and one["days"] is not None]
        assert ages == sorted(ages, reverse=True)
    lawsuits = json.loads(comity("stale", "--on", "2027-06-01", "--kind", "lawsuit", "--json").out)
    assert lawsuits
    assert {one["kind"] for one in lawsuits} == {"lawsuit"}


def test_nothing_stale_is_said(comity: Door) -> None:
    ended = comity("stale", "us-wy", "--on", "2010-01-01", "--kind", "horizon")
    assert (ended.code, ended.out) == (0, "Nothing of what was asked for is on record.\n")


def test_the_class_that_the_page_on_law_files_shows_is_the_one_of_the_file(corpus: Corpus) -> None:
    page = (Path(__file__).parents[2] / "corpus" / "README.md").read_text(encoding="utf-8")
    shown = page.split("- id: ca.serious_felony\n")[1].split("\n\n")[0]
    held = corpus.classes["ca.serious_felony"]
    for line in (
        f"cite: {held.cite}",
        f"means: {held.means}",
        f"within: [{', '.join(held.within)}]",
        f"members: [{', '.join(held.members)}]",
    ):
        assert f"\n    {line}" in f"\n{shown}"


def test_classes_of_a_section_as_json(comity: Door) -> None:
    ended = comity("offence", "us-ca", "PC 459", "--on", "2026-01-01", "--json")
    form = json.loads(ended.out)
    assert ended.code == 0
    assert all(one["member"].startswith("PC 459") for one in form["classes"])
    assert {"id", "member", "whole", "means", "cite", "within"} == set(form["classes"][0])
    nowhere = comity("offence", "us-ca", "PC 99999", "--on", "2026-01-01", "--json")
    assert (nowhere.code, json.loads(nowhere.out)["classes"]) == (3, [])


def test_all_classes_of_a_place(comity: Door) -> None:
    form = json.loads(comity("offence", "us-ca", "--on", "2026-01-01", "--json").out)
    shown = comity("offence", "us-ca", "--on", "2026-01-01").out
    assert len(form["classes"]) == len(
        [line for line in shown.splitlines() if line.startswith("ca.")]
    )
    assert "no offence classes" in comity("offence", "us-gu", "--on", "2026-01-01").out


def test_the_corpus_is_counted_alike_in_words_as_a_table_and_as_json(
    comity: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[Scenario, ...]] = []  # once for the three: they take seconds to read

    def once(law: Corpus, files: Sequence[Path]) -> tuple[Scenario, ...]:
        if not read:
            read.append(load_scenarios(law, files))
        return read[0]

    monkeypatch.setattr(corpus_commands, "load_scenarios", once)
    form = json.loads(comity("corpus", "--json").out)
    total = form["total"]
    for name, count in total.items():
        if name != "places":
            assert count == sum(one[name] for one in form["places"]), name
    assert total["versions"] == total["text"] + total["account"] + total["unverified"]
    said = comity("corpus").out
    assert f"{total['places']} places; {total['provisions']} provisions" in said
    assert f"{total['scenarios']} scenarios" in said
    rows = comity("corpus", "--stats").out.splitlines()
    assert len(rows) == total["places"] + 2
    assert rows[-1].split() == ["all", *(str(total[name]) for name in rows[0].split()[1:-1])]


QUESTION = ["us-dc", "transfer_custody", "--on", "2025-09-27", "--actor", "city_police"]


def saved(comity: Door, folder: Path, **changed: object) -> dict[str, object]:
    """An answer saved in `answer.json`, with some keys as an earlier law might have given them."""
    form: dict[str, object] = json.loads(comity("decide", *QUESTION, "--json").out)
    write_all(folder, [("answer.json", json.dumps({**form, **changed}))])
    return form


def test_an_answer_that_stands_is_said_to(comity: Door, tmp_path: Path) -> None:
    saved(comity, tmp_path)
    ended = comity("recheck", "answer.json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "1 question in 1 row decided again: 0 changed\n"
    assert json.loads(comity("recheck", "answer.json", "--json").out)["changed"] == []


def test_an_answer_that_came_out_otherwise_is_shown_with_the_reason(
    comity: Door, tmp_path: Path, golden: Golden
) -> None:
    write_all(tmp_path, [("orders.yaml", ORDER)])
    command = "recheck answer.json --overlay orders.yaml"
    question = ["us-gu", "allow_facility_access", "--on", "2025-06-01", "--json"]
    write_all(tmp_path, [("answer.json", comity("decide", *question).out)])
    ended = comity(*command.split())
    assert ended.code == 1
    golden("cli/survey/recheck.txt", ended.told(command))
    form = json.loads(comity(*command.split(), "--json").out)
    assert (form["changed_questions"], form["changed_rows"]) == (1, 1)
    assert form["changed"][0]["changes"][0]["what"] == "the answer"


def test_another_answer_by_a_reading_is_a_change(comity: Door, tmp_path: Path) -> None:
    form = saved(comity, tmp_path)
    readings = form["by_reading"]
    assert isinstance(readings, list)
    other = [{**readings[0], "answers": ["required"]}, *readings[1:]]
    saved(comity, tmp_path, by_reading=other, possible=["required"])
    found = json.loads(comity("recheck", "answer.json", "--json").out)
    changes = {one["what"]: one for one in found["changed"][0]["changes"]}
    assert list(changes) == ["the answers that are possible", "the answers by reading"]
    assert "the program answers otherwise" in changes["the answers by reading"]["why"]


def test_a_question_that_cannot_be_asked_any_more_is_a_change(comity: Door, tmp_path: Path) -> None:
    form = saved(comity, tmp_path)
    question = form["question"]
    assert isinstance(question, dict)
    saved(comity, tmp_path, question={**question, "facts": {"no_such_word": True}})
    ended = comity("recheck", "answer.json")
    assert ended.code == 1
    assert "cannot be asked any more" in ended.out
    assert "no_such_word" in ended.out


LOG = """\
id,userId,searchDate,networkCount,reason
1,***,2026-03-10T04:31:52.901Z,449,theft
2,***,2026-03-10T12:02:11.100Z,449,ICE civil warrant
3,***,2026-03-10T10:15:00.000Z,449,ICE civil warrant
"""


def test_a_report_is_decided_again_row_by_row(comity: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("lodi-ca-pd_search_audit.csv", LOG), ("orders.yaml", LODI)])
    assert comity("audit", "lodi-ca-pd_search_audit.csv", "--out", "report").code in {0, 3}
    same = comity("recheck", "report")
    assert (same.code, same.out) == (0, "2 questions in 3 rows decided again: 0 changed\n")
    ended = comity("recheck", "report", "--overlay", "orders.yaml")
    assert ended.code == 1
    assert "2 questions in 3 rows decided again: 2 changed, in 3 rows" in ended.out
    assert "us-ca-lodi/no-searches" in ended.out


def test_rows_that_are_not_one_question_are_listed_with_the_reason(
    comity: Door, tmp_path: Path
) -> None:
    write_all(tmp_path, [("lodi-ca-pd_search_audit.csv", LOG)])
    assert comity("audit", "lodi-ca-pd_search_audit.csv", "--out", "report").code in {0, 3}
    findings = tmp_path / "report" / "findings.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE told AS SELECT * FROM read_parquet(?)", [str(findings)])
        connection.execute("UPDATE told SET flags = 'two_dates wildcard' WHERE line = 2")
        connection.execute("UPDATE told SET flags = 'two_kinds' WHERE line = 3")
        connection.execute("UPDATE told SET question = '' WHERE line = 4")
        connection.execute(f"COPY told TO '{findings}' (FORMAT parquet)")
    ended = comity("recheck", "report")
    log = "lodi-ca-pd_search_audit.csv"
    assert (ended.code, ended.err) == (0, "")
    assert " ".join(ended.out.split()) == (
        "0 questions in 0 rows decided again: 0 changed "
        f"Not compared: 1 row of {log}: no law could be asked (line 4) "
        f"Not compared: 1 row of {log}: each may be of two days, and so rests on two answers (line 2) "
        f"Not compared: 1 row of {log}: each may be of two kinds of body, and so rests on two answers (line 3)"
    )
    form = json.loads(comity("recheck", "report", "--json").out)
    assert [one["lines"] for one in form["not_compared"]] == [[4], [2], [3]]


ORDER = """\
jurisdiction: us-gu
name: Guam, an invented order
level: state
within: [us]
time_zone: Pacific/Guam
encoded_from: 2020-01-01
checked_through: 2025-12-31

instruments:
  - {id: us-gu/order, name: An order, force: binding}

provisions:
  - id: us-gu/no-access
    cite: Order 1
    instrument: us-gu/order
    actions: [allow_facility_access]
    effect: prohibited
    versions:
      - from: 2020-01-01
        verified: text
        source: https://law.gov.example/orders/1
        says: No access.
        when: |
          True
"""

LODI = """\
jurisdiction: us-ca-lodi
name: City of Lodi
level: city
within: [us-ca, us]
time_zone: America/Los_Angeles
encoded_from: 2020-01-01
checked_through: 2026-06-30

instruments:
  - {id: us-ca-lodi/order, name: An order, force: binding}

provisions:
  - id: us-ca-lodi/no-searches
    cite: Order 1
    instrument: us-ca-lodi/order
    actions: [query_alpr]
    effect: prohibited
    versions:
      - from: 2020-01-01
        verified: text
        source: https://law.gov.example/orders/1
        says: No searches.
        when: |
          True
"""

REFUSED = (
    "path Texas",
    "path us-qq --on 2026-01-15",
    "path us-tx --on 2000-01-01",
    "path us-tx --on yesterday",
    "duties us-qq",
    "duties us-tx --action join_287",
    "duties us-tx --on 2000-01-01",
    "stale us-qq",
    "stale --kind lawsuits",
    'offence us-qq "PC 459"',
    "review-sheet us-qq",
    "review-sheet us-gu",
    "recheck nowhere.json",
    "recheck empty",
    "recheck no-answer.json",
    "recheck question.json",
    "recheck broken.json",
    "recheck not-parquet",
    "recheck list.json",
)


def test_bad_input_is_refused_with_what_to_write(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    write_all(
        tmp_path,
        [
            ("no-answer.json", '{"place": "us-dc"}'),
            ("question.json", '{"question": {"place": "us-dc"}}'),
            ("broken.json", '{"question": '),
            ("list.json", "[1, 2]"),
            ("not-parquet/findings.parquet", "no parquet"),
        ],
    )
    told = []
    for command in REFUSED:
        ended = comity(*shlex.split(command))
        assert ended.code == 2, ended
        assert ended.out == ""
        told.append(ended.told(command))
    golden("cli/survey/refused.txt", "\n".join(told))
