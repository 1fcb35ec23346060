"""The sheet for two signatures."""

from __future__ import annotations

import re

import pytest

from comity.decide.survey import review_sheet
from comity.law import Corpus
from comity.logic import show


def test_every_place_has_a_sheet_with_every_text_and_case(corpus: Corpus) -> None:
    for place, held in corpus.jurisdictions.items():
        sheet = review_sheet(corpus, place)
        versions = [version for one in held.provisions for version in one.versions]
        assert sheet.count("Text against rule: ____") == len(versions)
        assert sheet.count("\nCases: ____") == len(versions)
        rows = [line for line in sheet.split("\n") if re.match(r"\| (?!case \|)", line)]
        assert len(rows) == sum(len(version.cases) for version in versions)
        for version in versions:
            assert f"when {show(version.when)}" in sheet
        cites = [one.cite for one in held.injunctions] + [one.cite for one in held.prevailing]
        cites += [one.cite for one in held.clocks] + [one.cite for one in held.duties]
        assert [cite for cite in cites if cite not in sheet] == []
        assert [line for line in sheet.split("\n") if line.rstrip().endswith(":")] == []


def test_a_case_stands_with_its_facts_day_and_outcome(corpus: Corpus) -> None:
    sheet = review_sheet(corpus, "us-dc")
    rows = re.findall(r"^\| [^|]+ \| (\S+) \| ([^|]+) \| ([a-z ]+) \|$", sheet, re.MULTILINE)
    assert {outcome for _, _, outcome in rows} >= {"applies", "does not apply", "unknown"}
    assert any("in_custody: true" in facts for _, facts, _ in rows)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d|day", day) for day, _, _ in rows)


def test_deadlines_doubts_and_what_a_rule_takes_the_effect_of_are_there(corpus: Corpus) -> None:
    texas, district = (review_sheet(corpus, place) for place in ("us-tx", "us-dc"))
    assert re.search(r"^- To be done: by 2026-12-01; .*met by `", texas, re.MULTILINE)
    assert re.search(r"^- Takes the effect of \(preempts\) ", texas, re.MULTILINE)
    assert "Uncertain whether `" in district


def test_a_place_without_a_file_has_none(corpus: Corpus) -> None:
    with pytest.raises(KeyError):
        review_sheet(corpus, "us-gu")
