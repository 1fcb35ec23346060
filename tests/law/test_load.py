"""Loading: the whole corpus or every mistake, the digest, and what overlays may do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.law import Corpus, CorpusError, Provision, load_corpus
from comity.law.provision import Force, Period
from comity.logic import ALWAYS, Rail, show

HEAD = "jurisdiction: us\n"
TOWN = """
jurisdiction: us-vt-exampleton
name: City of Exampleton (invented)
level: city
within: [us-vt, us]
encoded_from: 2020-01-01
checked_through: 2026-06-30
instruments:
  - {id: us-vt-exampleton/code, name: Exampleton Code, force: binding}
"""


def provision(name: str, more: str = "", *, version: str = "", dated: str = "2010-01-01") -> str:
    owner = name.partition("/")[0]
    instrument = "us/act" if owner == "us" else f"{owner}/code"
    return f"""
  - id: {name}
    cite: § 7
    instrument: {instrument}
    actions: [transfer_custody]
    effect: prohibited
{more}    versions:
      - from: {dated}
{version}        verified: text
        source: https://law.example/7
        says: a rule
        when: in_custody
        cases: [{{name: in custody, facts: {{in_custody: true}}, expect: applies}}]
"""


def load(folder: Path, *overlays: str) -> Corpus:
    paths = []
    for number, text in enumerate(overlays):
        path = folder.parent / f"overlay-{number}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return load_corpus(folder, paths)


def the(corpus: Corpus, name: str) -> Provision:
    place = corpus.jurisdictions[name.partition("/")[0]]
    return next(one for one in place.provisions if one.id == name)


def messages(folder: Path, *overlays: str) -> list[str]:
    with pytest.raises(CorpusError) as raised:
        load(folder, *overlays)
    return [str(one).replace(f"{folder}/", "") for one in raised.value.problems]


def test_the_shipped_corpus_has_no_problem_and_every_state(shipped_corpus: Corpus) -> None:
    assert {"us", "us-dc", "us-tx", "us-ca", "us-il"} <= set(shipped_corpus.jurisdictions)
    assert len(shipped_corpus.states) == 50 + 1 + 5
    assert shipped_corpus.states["us-oh"] == "Ohio"
    assert "us-zz" not in shipped_corpus.states


def test_every_name_and_day_arrives_typed(small_corpus: Corpus) -> None:
    place = small_corpus.jurisdictions["us"]
    found = the(small_corpus, "us/transfer")
    assert (place.name, place.level, place.encoded_from) == (
        "United States",
        "federal",
        date(2010, 1, 1),
    )
    assert place.through("transfer_custody") == date(2026, 6, 30)
    assert place.instruments["us/act"].force is Force.BINDING
    assert (found.effect, found.actions, found.binds) == (
        Rail.PROHIBITED,
        ("transfer_custody",),
        ALWAYS,
    )
    assert show(found.versions[0].when) == "not in_custody and act_reaches_cities"
    assert found.versions[0].when.span.line == 31
    assert found.versions[0].says == "Nobody hands over a person who is not in custody."
    assert [one.id for one in small_corpus.questions["act_reaches_cities"].readings] == [
        *("reaches", "does_not_reach")
    ]
    assert place.clocks[0].hours == 48


def test_problems_of_all_files_come_at_once_in_order(small_folder: Path) -> None:
    for name, old, new in (
        ("vocabulary.yaml", "type: integer", "type: number"),
        ("us/federal.yaml", "level: federal", "level: nation"),
        ("us/federal.yaml", "not in_custody and", "not in_custdy and"),
        ("states.yaml", "name: Ohio", "nam: Ohio"),
    ):
        path = small_folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    found = messages(small_folder)
    assert [one.partition(": ")[0] for one in found] == [
        *("states.yaml:38", "states.yaml:38", "us/federal.yaml:4", "us/federal.yaml:31"),
        "vocabulary.yaml:17",
    ]


def test_a_file_that_cannot_be_read_to_its_end_raises_no_alarm_about_its_names(
    small_folder: Path,
) -> None:
    path = small_folder / "vocabulary.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "]\n", encoding="utf-8")
    assert len(messages(small_folder)) == 1


def test_bytes_that_are_no_text_are_refused_with_their_line(small_folder: Path) -> None:
    (small_folder / "us" / "zz.yaml").write_bytes(b"jurisdiction: us-zz\nname: \xff\n")
    assert messages(small_folder) == [
        "us/zz.yaml:2: the file is not UTF-8 text: byte number 27 is not part of a character; "
        "save the file as UTF-8"
    ]


def test_a_missing_or_unreadable_file_is_a_problem_not_a_crash(small_folder: Path) -> None:
    (small_folder / "states.yaml").unlink()
    (small_folder / "us" / "folder.yaml").mkdir()
    assert messages(small_folder) == [
        "states.yaml: the file cannot be read: no such file or directory; "
        "check the path and who may read it",
        "us/folder.yaml: the file cannot be read: is a directory; "
        "check the path and who may read it",
    ]


def test_an_empty_folder_is_told_as_missing_files(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as raised:
        load_corpus(tmp_path)
    assert {one.what for one in raised.value.problems} == {"the file cannot be read"}


def test_the_digest_follows_every_byte_and_name_and_nothing_else(small_folder: Path) -> None:
    before = load_corpus(small_folder).digest
    assert load_corpus(small_folder).digest == before
    assert len(before) == 64
    path = small_folder / "us" / "federal.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    remarked = load_corpus(small_folder).digest
    path.rename(small_folder / "us" / "nation.yaml")
    renamed = load_corpus(small_folder).digest
    laid_over = load(small_folder, HEAD).digest
    assert len({before, remarked, renamed, laid_over}) == 4
    moved = small_folder.rename(small_folder.parent / "elsewhere")
    assert load_corpus(moved).digest == renamed


def test_a_rule_of_a_city_binds_its_own_employees_unless_it_says_otherwise(
    small_folder: Path,
) -> None:
    rules = [
        ("us-vt-exampleton/plain", ""),
        ("us-vt-exampleton/any", "    binds: {employers: any}\n"),
        ("us-vt-exampleton/kinds", "    binds: {kinds: [forces], when: released}\n"),
        ("us-vt-exampleton/named", "    binds: {kinds: [sheriff], employers: [us-vt, us]}\n"),
    ]
    groups = "actor_groups:\n  - {id: police, kinds: [city_police]}\n"
    groups += "  - {id: forces, kinds: [police, sheriff, police]}\n"
    text = "".join(provision(name, more, dated="2020-01-01") for name, more in rules)
    (small_folder / "us" / "town.yaml").write_text(
        f"{TOWN}{groups}provisions:{text}", encoding="utf-8"
    )
    corpus = load_corpus(small_folder)
    assert {name: show(the(corpus, name).binds) for name, _ in rules} == {
        "us-vt-exampleton/plain": 'employer == "us-vt-exampleton"',
        "us-vt-exampleton/any": "True",
        "us-vt-exampleton/kinds": 'actor in {"city_police", "sheriff"} and '
        'employer == "us-vt-exampleton" and released',
        "us-vt-exampleton/named": 'actor == "sheriff" and employer in {"us", "us-vt"}',
    }


def test_a_version_ends_where_the_next_begins_or_at_its_own_end(small_folder: Path) -> None:
    first = provision("us/rule", version="        until: 2012-05-01\n")
    second = first[first.index("      - from") :].replace("2010-01-01", "2013-01-01")
    second = second.replace("        until: 2012-05-01\n", "")
    third = second.replace("2013-01-01", "2014-01-01")
    corpus = load(small_folder, f"{HEAD}provisions:{first}{second}{third}")
    assert [one.period for one in the(corpus, "us/rule").versions] == [
        Period(from_=date(2010, 1, 1), until=date(2012, 5, 1)),
        Period(from_=date(2013, 1, 1), until=date(2014, 1, 1)),
        Period(from_=date(2014, 1, 1), until=None),
    ]


def test_a_version_may_end_on_the_day_the_next_begins(small_folder: Path) -> None:
    first = provision("us/rule", version="        until: 2013-01-01\n")
    second = first[first.index("      - from") :].replace("2010-01-01", "2013-01-01")
    second = second.replace("        until: 2013-01-01\n", "")
    corpus = load(small_folder, f"{HEAD}provisions:{first}{second}")
    assert [one.period.until for one in the(corpus, "us/rule").versions] == [date(2013, 1, 1), None]


def test_a_text_older_than_the_file_is_welcome_while_it_is_in_force(small_folder: Path) -> None:
    corpus = load(small_folder, f"{HEAD}provisions:{provision('us/rule', dated='1868-07-09')}")
    assert the(corpus, "us/rule").versions[0].period.from_ == date(1868, 7, 9)


def test_an_overlay_adds_to_a_place(small_folder: Path) -> None:
    note = 'notes:\n  - {id: us/suit, kind: context, says: a suit, source: "https://law.example"}\n'
    corpus = load(small_folder, f"{HEAD}{note}provisions:{provision('us/more')}")
    place = corpus.jurisdictions["us"]
    assert [one.id for one in place.provisions] == ["us/transfer", "us/more"]
    assert [one.id for one in place.notes] == ["us/suit"]
    assert place.name == "United States"


def test_an_overlay_describes_a_new_place(small_folder: Path) -> None:
    corpus = load(small_folder, TOWN)
    assert corpus.jurisdictions["us-vt-exampleton"].within == ("us-vt", "us")


def test_an_amendment_ends_the_text_it_follows_and_keeps_its_history(small_folder: Path) -> None:
    corpus = load(small_folder, f"{HEAD}provisions:{provision('us/transfer', dated='2024-07-01')}")
    found = the(corpus, "us/transfer")
    assert found.cite == "§ 7"
    assert [(one.period.from_, one.period.until, show(one.when)) for one in found.versions] == [
        (date(2010, 1, 1), date(2024, 7, 1), "not in_custody and act_reaches_cities"),
        (date(2024, 7, 1), None, "in_custody"),
    ]


def test_an_amendment_of_the_same_day_replaces_the_text(small_folder: Path) -> None:
    later = provision("us/transfer").replace("a rule", "the later overlay")
    corpus = load(
        small_folder, f"{HEAD}provisions:{provision('us/transfer')}", f"{HEAD}provisions:{later}"
    )
    assert [one.says for one in the(corpus, "us/transfer").versions] == ["the later overlay"]


def test_a_repeal_ends_a_rule_a_duty_and_a_remedy_and_removes_what_would_begin_later(
    small_folder: Path,
) -> None:
    beside = (
        "duties:\n  - {id: us/report, cite: § 8, actions: [share_alpr], trigger: periodic, says: report, "
        'to: the state, by: every year, from: 2015-01-01, verified: text, source: "https://law.example"}\n'
        "remedies:\n  - {id: us/suit, cite: § 9, provisions: [us/transfer], who: anyone, against: the city, "
        'says: a suit, from: 2030-01-01, verified: text, source: "https://law.example"}\n'
    )
    repeals = (
        "repeals:\n  - {provision: us/transfer, from: 2027-01-01}\n"
        "  - {duty: us/report, from: 2027-01-01}\n  - {remedy: us/suit, from: 2027-01-01}\n"
    )
    corpus = load(small_folder, f"{HEAD}{beside}", f"{HEAD}{repeals}")
    place = corpus.jurisdictions["us"]
    assert [one.period.until for one in the(corpus, "us/transfer").versions] == [date(2027, 1, 1)]
    assert [one.period.until for one in place.duties] == [date(2027, 1, 1)]
    assert place.remedies == ()
    early = load(small_folder, f"{HEAD}repeals: [{{provision: us/transfer, from: 2010-01-01}}]\n")
    assert [one.id for one in early.jurisdictions["us"].provisions] == []


def test_an_overlay_may_move_the_horizon_but_not_the_place(small_folder: Path) -> None:
    corpus = load(small_folder, f"{HEAD}checked_through: 2027-01-31\n")
    assert corpus.jurisdictions["us"].through("share_alpr") == date(2027, 1, 31)
    found = messages(small_folder, f"{HEAD}name: Elsewhere\nlevel: federal\n")
    assert len(found) == 1
    assert "`name` differs from that of the corpus" in found[0]


def test_an_overlay_may_not_give_a_second_meaning_to_a_name(small_folder: Path) -> None:
    again = "instruments:\n  - {id: us/act, name: Another act, force: binding}\n"
    found = messages(small_folder, f"{HEAD}{again}")
    assert len(found) == 1
    assert "the instrument `us/act` is defined twice" in found[0]


def test_the_reading_for_yes_comes_first(small_folder: Path) -> None:
    path = small_folder / "us" / "federal.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("value: true", "value: x")
        .replace("value: false", "value: true")
        .replace("value: x", "value: false"),
        encoding="utf-8",
    )
    question = load_corpus(small_folder).questions["act_reaches_cities"]
    assert [(one.id, one.value) for one in question.readings] == [
        ("does_not_reach", True),
        ("reaches", False),
    ]
