"""The mutation of the law: on a tiny invented law it is known which mutants a case notices and which not."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from comity.law import Jurisdiction, Period, load_corpus
from comity.logic import parse, show
from tools.mutate.__main__ import main
from tools.mutate.beside import groups
from tools.mutate.changed import changed_files, places_in
from tools.mutate.conditions import spoiled
from tools.mutate.equivalents import Equivalent, EquivalentsError, read_equivalents, stale
from tools.mutate.mutant import Change, Mutant
from tools.mutate.periods import moved_inside
from tools.mutate.report import report_on
from tools.mutate.trial import BaselineError, Bench, Verdict, mutants_of, try_all

SMALL = Path(__file__).parents[1] / "law" / "small"

LAW = """\
jurisdiction: us
name: United States
level: federal
encoded_from: 2010-01-01
checked_through: 2026-06-30

instruments:
  - {id: us/act, name: An act (invented), force: binding}

provisions:
  - id: us/rule
    cite: § 1
    instrument: us/act
    actions: [transfer_custody]
    effect: EFFECT
    binds: {kinds: [sheriff, city_police]}
    versions:
      - from: 2012-01-01
        verified: text
        source: https://law.example/us/1
        says: |
          Of people in custody who are of age, unless a judge has signed.
        when: |
          in_custody and age >= 18
        unless:
          - {id: judge, cite: § 2, when: 'shown(kind={"judicial_warrant"})'}
        cases:
          - {name: of age, facts: {in_custody: true, age: 30, documents: [], documents_complete: true}, expect: applies}
          - {name: a child, facts: {in_custody: true, age: 10, documents: [], documents_complete: true}, expect: does not apply}
          - {name: released, facts: {in_custody: false, age: 30, documents: [], documents_complete: true}, expect: does not apply}
          - {name: a judge signed, facts: {in_custody: true, age: 30, documents: [judicial_warrant], documents_complete: true}, expect: excepted}

notes:
  - {id: us/note, kind: context, cite: § 9, actions: [transfer_custody], says: a note, from: 2012-01-01, source: "https://law.example/us/9"}
"""

SCENARIOS = """\
- name: a sheriff
  place: us
  action: transfer_custody
  actor: sheriff
  on: 2012-01-01
  facts: {in_custody: true, age: 30, documents: [], documents_complete: true}
  expect: {answer: EFFECT, deciding: [us/rule], notes: [us/note]}
- name: a private party
  place: us
  action: transfer_custody
  actor: private_party
  on: 2012-01-01
  facts: {in_custody: true, age: 30, documents: [], documents_complete: true}
  expect: {answer: not_regulated}
"""

UNNOTICED = {
    # no case is about the days around the first, or about people of 17 and 18
    "us/rule 2012-01-01: from -1 day",
    "us/rule 2012-01-01 when: `age >= 18` becomes `age >= 17`",
    "us/rule 2012-01-01 when: `age >= 18` becomes `age >= 19`",
    # no case shows another document
    'us/rule 2012-01-01 unless judge: `shown(kind={"judicial_warrant"})` becomes `shown()`',
    # no case is about the city's police, and the note is looked for on one day
    "us group city_police to sheriff (2): drop `city_police`",
    "note us/note: from -1 day",
    # no case asks on the first or last day of the file
    "us encoded_from: -1 day",
    "us encoded_from: +1 day",
    "us horizon of the rest: -1 day",
    "us horizon of the rest: +1 day",
}


def folder_of(root: Path, effect: str, *, law: str = LAW, scenarios: str = SCENARIOS) -> Path:
    folder = root / effect
    (folder / "us").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    for name in ("vocabulary.yaml", "states.yaml"):
        shutil.copy(SMALL / name, folder / name)
    # The small vocabulary has a clock word, so some law must give the clock.
    clock = (
        "\nclocks:\n  - {id: us/form-limit, word: within_form_limit, cite: § 3, starts: "
        "release_due_at, hours: 48, says: a limit, from: 1990-01-01, verified: text, source: "
        '"https://law.example/us/3"}\n'
    )
    (folder / "us" / "federal.yaml").write_text(
        law.replace("EFFECT", effect) + clock, encoding="utf-8"
    )
    (folder / "scenarios" / "us.yaml").write_text(
        scenarios.replace("EFFECT", effect), encoding="utf-8"
    )
    return folder


def verdicts_of(folder: Path) -> list[Verdict]:
    bench = Bench(folder)
    return list(try_all(bench, mutants_of(bench.corpus)))


def of_the_rule(verdicts: list[Verdict]) -> set[str]:
    """Ids of survivors, without those of the clock that no rule asks about."""
    ids = {one.mutant.id for one in verdicts if one.killer is None}
    return {one for one in ids if not one.startswith("clock ")}


@pytest.fixture(scope="module")
def ban(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    return verdicts_of(folder_of(tmp_path_factory.mktemp("ban"), "prohibited"))


def test_exactly_the_mutants_that_no_case_is_about_survive(ban: list[Verdict]) -> None:
    assert of_the_rule(ban) == UNNOTICED


def test_most_mutants_are_killed_each_by_a_case_with_its_place(ban: list[Verdict]) -> None:
    killed = [one for one in ban if one.killer]
    assert len(killed) > len(UNNOTICED)
    assert all(":" in (one.killer or "") for one in killed)


@pytest.mark.parametrize(
    "mutant",
    [
        "us/rule 2012-01-01: from +1 day",
        "us/rule 2012-01-01 when: drop `in_custody`",
        "us/rule 2012-01-01 when: drop `age >= 18`",
        "us/rule 2012-01-01 when: negate `in_custody and age >= 18`",
        "us/rule 2012-01-01 unless judge: drop",
        "us/rule effect: prohibited becomes permitted",
        "us/rule actions: drop `transfer_custody`",
        "us/rule binds: kinds: any",
        "us/rule binds: no one",
        "us/rule: drop the only version",
        "note us/note: drop",
        "note us/note: from +1 day",
        "us group city_police to sheriff (2): drop `sheriff`",
    ],
)
def test_a_case_notices(ban: list[Verdict], mutant: str) -> None:
    assert next(one.killer for one in ban if one.mutant.id == mutant)


def test_a_ban_a_requirement_and_a_permission_are_spoiled_and_noticed_alike(
    tmp_path: Path, ban: list[Verdict]
) -> None:
    """A permission alone has no permitted exception to see; its scenarios read the same."""
    for effect in ("required", "permitted"):
        mirrored = verdicts_of(folder_of(tmp_path, effect))
        ids = {one.mutant.id for one in mirrored if "effect: " not in one.mutant.id}
        only_required = {one for one in ids if "comply_by" in one}
        assert ids - only_required == {
            one.mutant.id for one in ban if "effect: " not in one.mutant.id
        }
        assert of_the_rule(mirrored) - only_required == of_the_rule(ban)


def test_a_case_that_pins_the_edge_kills_what_survived(tmp_path: Path) -> None:
    edge = LAW.replace(
        "          - {name: a child,",
        "          - {name: eighteen today, facts: {in_custody: true, age: 18, documents: [], documents_complete: true}, expect: applies}\n"
        "          - {name: the day before, on: 2011-12-31, facts: {}, expect: not in force}\n"
        "          - {name: a child,",
    )
    left = of_the_rule(verdicts_of(folder_of(tmp_path, "prohibited", law=edge)))
    assert UNNOTICED - left == {
        "us/rule 2012-01-01: from -1 day",
        "us/rule 2012-01-01 when: `age >= 18` becomes `age >= 19`",
    }


def test_cases_that_fail_as_the_law_stands_are_no_witnesses(tmp_path: Path) -> None:
    wrong = SCENARIOS.replace("not_regulated", "required")
    with pytest.raises(BaselineError, match=r"scenarios/us\.yaml:8"):
        Bench(folder_of(tmp_path, "prohibited", scenarios=wrong))


def test_ids_are_unique_and_name_no_lines(ban: list[Verdict]) -> None:
    counted = Counter(one.mutant.id for one in ban)
    assert [one for one, times in counted.items() if times > 1] == []
    assert not any(".yaml" in one for one in counted)


def test_every_clause_is_dropped_and_negated_and_every_literal_changed() -> None:
    expr = parse(
        'in_custody and not (age >= 18 or purpose in {"civil_immigration", "other_criminal"})'
    )
    found = {one.what: show(one.expr) for one in spoiled(expr)}
    assert list(found.values()) == [
        'not (in_custody and not (age >= 18 or purpose in {"civil_immigration", "other_criminal"}))',
        'not (age >= 18 or purpose in {"civil_immigration", "other_criminal"})',
        'not in_custody and not (age >= 18 or purpose in {"civil_immigration", "other_criminal"})',
        "in_custody",
        'in_custody and (age >= 18 or purpose in {"civil_immigration", "other_criminal"})',
        'in_custody and not purpose in {"civil_immigration", "other_criminal"}',
        'in_custody and not (not age >= 18 or purpose in {"civil_immigration", "other_criminal"})',
        'in_custody and not (age >= 17 or purpose in {"civil_immigration", "other_criminal"})',
        'in_custody and not (age >= 19 or purpose in {"civil_immigration", "other_criminal"})',
        "in_custody and not age >= 18",
        'in_custody and not (age >= 18 or not purpose in {"civil_immigration", "other_criminal"})',
        'in_custody and not (age >= 18 or purpose == "other_criminal")',
        'in_custody and not (age >= 18 or purpose == "civil_immigration")',
    ]


def test_a_predicate_loses_filters_and_its_window_and_anchor_move() -> None:
    expr = parse('convicted("us.x", grade="felony", within="1 year", anchor="later")')
    assert {show(one.expr) for one in spoiled(expr)} == {
        'not convicted("us.x", anchor="later", grade="felony", within="1 year")',
        'convicted("us.x", anchor="later", within="1 year")',
        'convicted("us.x", grade="felony")',
        'convicted("us.x", anchor="later", grade="felony", within="11 months")',
        'convicted("us.x", anchor="later", grade="felony", within="2 years")',
        'convicted("us.x", anchor="conviction", grade="felony", within="1 year")',
        'convicted("us.x", anchor="sentence_end", grade="felony", within="1 year")',
        'convicted("us.x", anchor="later", grade="felony", measured_to="request", within="1 year")',
        'convicted("us.x", anchor="later", grade="felony", measured_to="arrest", within="1 year")',
    }


def test_a_condition_that_always_holds_has_no_mutants() -> None:
    assert list(spoiled(parse("True"))) == []


def test_a_move_that_changes_nothing_within_bounds_is_no_mutant() -> None:
    year = Period(from_=date(2012, 1, 1), until=date(2013, 1, 1))
    half = Period(from_=date(2012, 1, 1), until=date(2012, 6, 1))
    assert [what for what, _ in moved_inside(half, year)] == [
        "from +1 day",
        "until -1 day",
        "until +1 day",
    ]


def test_a_kind_is_dropped_from_every_rule_that_shares_the_group(tmp_path: Path) -> None:
    corpus = load_corpus(folder_of(tmp_path, "prohibited"))
    place = corpus.jurisdictions["us"]
    first = place.provisions[0]
    other = replace(first, id="us/other")
    alone = replace(first, id="us/alone", binds=parse('actor in {"sheriff", "private_party"}'))
    changes = list(groups(replace(place, provisions=(first, other, alone))))
    assert len(changes) == 4
    dropped = next(one for one in changes if one.what == "drop `city_police`").place.provisions
    assert [show(one.binds) for one in dropped] == [
        'actor in {"sheriff"}',
        'actor in {"sheriff"}',
        'actor in {"private_party", "sheriff"}',
    ]


def test_a_mutant_leaves_the_corpus_as_it_was(tmp_path: Path) -> None:
    corpus = load_corpus(folder_of(tmp_path, "prohibited"))
    before = corpus.jurisdictions["us"]
    for mutant in mutants_of(corpus):
        assert mutant.laid_over(corpus) is not corpus
    assert corpus.jurisdictions["us"] is before


# The list of equivalents and the report


def listed(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_equivalents_are_read_with_place_and_reason(tmp_path: Path) -> None:
    path = listed(tmp_path / "list.yaml", "us:\n  - why: says the same\n    mutants: [one, two]\n")
    assert read_equivalents(path) == (
        Equivalent(id="one", jurisdiction="us", why="says the same"),
        Equivalent(id="two", jurisdiction="us", why="says the same"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("us:\n  - why: ''\n    mutants: [one]\n", "reason"),
        ("us:\n  - mutants: [one]\n", "`why` and `mutants`"),
        ("us:\n  - {why: same, mutants: [one, one]}\n", "listed twice"),
        ("- one\n", "each place"),
        ("us: [", "not readable"),
    ],
)
def test_a_list_of_another_form_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(EquivalentsError, match=said):
        read_equivalents(listed(tmp_path / "list.yaml", text))


def test_an_entry_is_stale_if_its_mutant_is_gone_or_killed(ban: list[Verdict]) -> None:
    entries = [
        Equivalent(id=name, jurisdiction="us", why="so it is said")
        for name in ("us/rule: gone", "us/rule binds: no one", "us encoded_from: -1 day")
    ]
    found = stale(entries, ban, ["us"])
    assert [one.partition(":")[0] for one in found] == ["us/rule", "us/rule binds"]
    assert "no such mutant" in found[0]
    assert "scenarios/us.yaml" in found[1]
    assert stale(entries, ban, ["us-ca"]) == ()


def place_with(verdicts: int, killed: int, template: Verdict) -> list[Verdict]:
    return [
        Verdict(
            mutant=Mutant(id=f"mutant {number}", change=template.mutant.change),
            killer="somewhere:1" if number < killed else None,
        )
        for number in range(verdicts)
    ]


@pytest.mark.parametrize(
    ("killed", "equivalent", "passed"),
    [(95, 0, True), (94, 0, False), (94, 1, False), (76, 20, True), (0, 100, True)],
)
def test_enough_is_ninety_five_of_a_hundred_that_are_not_equivalent(
    ban: list[Verdict], killed: int, equivalent: int, passed: bool
) -> None:
    verdicts = place_with(100, killed, ban[0])
    excused = [
        Equivalent(id=f"mutant {number}", jurisdiction="us", why="same")
        for number in range(100 - equivalent, 100)
    ]
    report = report_on(verdicts, excused, ["us"])
    assert report.passed is passed
    assert report.total.equivalent == equivalent
    assert len(report.survivors) == 100 - killed - equivalent


def test_one_place_that_fails_fails_the_whole(ban: list[Verdict]) -> None:
    change: Change = ban[0].mutant.change
    elsewhere = replace(ban[0], mutant=Mutant(id="x", change=replace(change, place=_named(change))))
    verdicts = [*place_with(1000, 1000, ban[0]), replace(elsewhere, killer=None)]
    report = report_on(verdicts, [], ["us", "us-ca"])
    assert report.total.rate > 99
    assert not report.passed


def _named(change: Change) -> Jurisdiction:
    return replace(change.place, id="us-ca")


# The door


def test_survivors_are_said_by_file_and_line_and_fail_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path, "prohibited")
    out = tmp_path / "mutants.json"
    assert main(["--corpus", str(folder), "--out", str(out)]) == 1
    said = capsys.readouterr().out
    line = LAW.splitlines().index("          in_custody and age >= 18") + 1
    assert f"us/federal.yaml:{line}: nothing notices us/rule 2012-01-01 when: `age >= 18`" in said
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["passed"] is False
    assert {one["id"] for one in written["survivors"]} >= UNNOTICED


def test_a_baseline_that_fails_and_a_list_that_cannot_be_read_end_with_two(tmp_path: Path) -> None:
    wrong = SCENARIOS.replace("not_regulated", "required")
    failing = folder_of(tmp_path, "prohibited", scenarios=wrong)
    assert main(["--corpus", str(failing)]) == 2
    unreadable = folder_of(tmp_path, "required")
    listed(unreadable / "mutants-equivalent.yaml", "- one\n")
    assert main(["--corpus", str(unreadable)]) == 2


ABOUT = {"us/tx/state.yaml": ["us-tx"], "us/dc.yaml": ["us-dc"], "scenarios/dc.yaml": ["us-dc"]}


@pytest.mark.parametrize(
    ("files", "places"),
    [
        (["us/tx/state.yaml", "README.md"], ("us-tx",)),
        (["scenarios/dc.yaml"], ("us-dc",)),
        (["README.md"], ()),
        (["vocabulary.yaml"], ("us-dc", "us-tx")),
    ],
)
def test_changed_files_change_the_places_they_are_about(
    files: list[str], places: tuple[str, ...]
) -> None:
    assert places_in(files, ABOUT, ["us-dc", "us-tx"]) == places


def test_git_says_what_changed_since_the_main_branch_or_the_commit_before(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=nobody", "-c", "user.email=nobody@law.example"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True)

    assert changed_files(tmp_path / "none") is None
    git("init", "--quiet", "--initial-branch=main")
    law = tmp_path / "corpus"
    law.mkdir()
    for name in ("one.yaml", "two.yaml", "three.yaml"):
        (law / name).write_text("1", encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    assert changed_files(law) is None
    (law / "one.yaml").write_text("2", encoding="utf-8")
    git("commit", "--quiet", "-a", "-m", "second")
    assert changed_files(law) == ["one.yaml"]
    git("checkout", "--quiet", "-b", "work")
    (law / "two.yaml").write_text("2", encoding="utf-8")
    git("commit", "--quiet", "-a", "-m", "third")
    (law / "three.yaml").write_text("2", encoding="utf-8")
    (law / "four.yaml").write_text("2", encoding="utf-8")
    assert changed_files(law) == ["four.yaml", "three.yaml", "two.yaml"]
