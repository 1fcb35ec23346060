"""Scenario files arrive typed, or with every mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.law import Corpus, CorpusError, Done, Scenario, load_scenarios, scenario_files
from comity.logic import Answer

WHOLE = """
- name: a sheriff hands someone over
  from_sheet: us scenario 1
  place: us
  action: transfer_custody
  actor: sheriff
  employer: us-vt-exampleton
  on: 2024-01-01
  facts: {in_custody: false, documents: [i_200], documents_complete: true}
  readings: {act_reaches_cities: reaches}
  done: {acted: true, on: 2024-01-02}
  expect:
    answer: contested
    leaning: prohibited
    by_reading: {reaches: prohibited, does_not_reach: not_regulated}
    deciding: [us/transfer]
    defeated: []
    possible: [prohibited, not_regulated]
    conduct: departs
    complete: false
    clocks: {us/form-limit: "2024-01-03T18:00-05:00"}
"""


def load(corpus: Corpus, folder: Path, text: str) -> tuple[Scenario, ...]:
    path = folder / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenarios(corpus, [path])


def test_every_field_arrives_typed(small_corpus: Corpus, tmp_path: Path) -> None:
    (found,) = load(small_corpus, tmp_path, WHOLE)
    assert (found.place, found.action, found.actor) == ("us", "transfer_custody", "sheriff")
    assert (found.employer, found.on) == ("us-vt-exampleton", date(2024, 1, 1))
    assert found.facts == {
        "in_custody": False,
        "documents": ["i_200"],
        "documents_complete": True,
    }
    assert found.readings == {"act_reaches_cities": "reaches"}
    assert found.done == Done(acted=True, on=date(2024, 1, 2))
    assert found.span.line == 2
    expect = found.expect
    assert (expect.answer, expect.leaning) == (Answer.CONTESTED, Answer.PROHIBITED)
    assert expect.by_reading == {
        "reaches": Answer.PROHIBITED,
        "does_not_reach": Answer.NOT_REGULATED,
    }
    assert expect.possible == (Answer.PROHIBITED, Answer.NOT_REGULATED)
    assert expect.clocks == {"us/form-limit": "2024-01-03T18:00-05:00"}
    assert (expect.conduct, expect.complete) == ("departs", False)


def test_what_is_not_said_is_not_compared_but_an_empty_list_is(
    small_corpus: Corpus, tmp_path: Path
) -> None:
    (found,) = load(small_corpus, tmp_path, WHOLE)
    assert found.expect.deciding == ("us/transfer",)
    assert found.expect.defeated == ()
    assert found.expect.missing is None
    assert found.expect.duties is None


def test_an_overlay_is_named_from_beside_the_file(small_corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text(
        """
jurisdiction: us-vt-exampleton
name: City of Exampleton (invented)
level: city
within: [us-vt, us]
encoded_from: 2020-01-01
checked_through: 2026-06-30
notes:
  - {id: us-vt-exampleton/suit, kind: context, says: a suit, source: "https://law.example"}
""",
        encoding="utf-8",
    )
    text = WHOLE.replace("  place: us\n", "  overlay: town.yaml\n  place: us-vt-exampleton\n")
    text = text.replace("  expect:\n", "  expect:\n    notes: [us-vt-exampleton/suit]\n")
    (found,) = load(small_corpus, tmp_path, text)
    assert found.overlay == tmp_path / "town.yaml"
    with pytest.raises(CorpusError, match=r"the note `us-vt-exampleton/suit` is unknown"):
        load(small_corpus, tmp_path, text.replace("  overlay: town.yaml\n", ""))


def test_an_overlay_that_is_not_there_is_told(small_corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"town\.yaml: the file cannot be read"):
        load(small_corpus, tmp_path, WHOLE.replace("  place:", "  overlay: town.yaml\n  place:"))


def test_several_open_questions_are_written_as_pairs(small_corpus: Corpus, tmp_path: Path) -> None:
    pair = WHOLE.replace("{reaches: prohibited", '{"act_reaches_cities=reaches": prohibited')
    assert load(small_corpus, tmp_path, pair)
    with pytest.raises(CorpusError, match=r"`act_reaches_cities=x` in `by_reading`"):
        load(small_corpus, tmp_path, pair.replace("cities=reaches", "cities=x"))


def test_every_scenario_of_the_corpus_can_be_read(shipped_corpus: Corpus) -> None:
    found = load_scenarios(shipped_corpus)
    assert len({one.span.file for one in found}) == len(scenario_files()) >= 5
    assert all(one.span.file.startswith("corpus/scenarios/") for one in found)
