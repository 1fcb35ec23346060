"""A provision in words: each text, exception and case of it, and what it hangs on."""

from __future__ import annotations

from datetime import date

from comity.decide.survey import RuleInWords, rule_in_words
from comity.decide.survey.rule_in_words import OUTCOMES
from comity.law import Corpus

DAY = date(2026, 11, 21)


def told(corpus: Corpus, name: str) -> RuleInWords:
    place = corpus.jurisdictions[name.partition("/")[0]]
    return rule_in_words(corpus, next(one for one in place.provisions if one.id == name), on=DAY)


def test_every_text_exception_and_case_is_there(corpus: Corpus) -> None:
    found = told(corpus, "us-dc/hold")
    for said, version in zip(found.versions, found.provision.versions, strict=True):
        assert [one.id for one in said.unless] == [one.id for one in version.unless]
        assert [one.name for one in said.cases] == [one.name for one in version.cases]
        assert [one.outcome for one in said.cases] == [
            OUTCOMES[one.expect] for one in version.cases
        ]


def test_a_case_says_its_papers_in_words(corpus: Corpus) -> None:
    found = told(corpus, "us-dc/hold")
    case = next(
        one
        for one in found.versions[-1].cases
        if one.name == "a federal magistrate judge's warrant"
    )
    assert (
        "the documents shown: a warrant signed by a judge that was issued by a federal magistrate judge "
        "and orders this person to be taken into custody"
    ) in case.facts


def test_a_case_says_convictions_by_what_they_are(corpus: Corpus) -> None:
    facts = [
        fact
        for version in told(corpus, "us-ca/transfer").versions
        for case in version.cases
        for fact in case.facts
    ]
    assert any("classes: serious felony, grade felony, on 2012-03-01" in one for one in facts)


def test_what_it_gives_way_to_is_named(corpus: Corpus) -> None:
    """Georgia's ban on limits takes the effect of a city's: some rule of some city must say so."""
    found = [
        said
        for place in corpus.jurisdictions.values()
        if place.level in ("city", "county")
        for provision in place.provisions
        for said in rule_in_words(corpus, provision, on=DAY).gives_way
    ]
    assert found
    known = {one.id for place in corpus.jurisdictions.values() for one in place.provisions}
    assert all(by in known and said.startswith("It may be ") for said, by in found)


def test_a_deadline_says_what_meets_it(corpus: Corpus) -> None:
    due = [
        rule_in_words(corpus, one, on=DAY).to_be_done
        for one in corpus.jurisdictions["us-tx"].provisions
        if one.compliance
    ]
    assert any("To be met by 2026-12-01." in one for one in due)
    assert any(line.startswith("Also met where: ") for one in due for line in one)


def test_no_id_of_the_encoding_is_left_where_words_are_meant(corpus: Corpus) -> None:
    for place in corpus.jurisdictions.values():
        for provision in place.provisions:
            found = rule_in_words(corpus, provision, on=DAY)
            for version in found.versions:
                assert all(
                    fact.strip() and "{" not in fact
                    for case in version.cases
                    for fact in case.facts
                )
            for defeat in found.defeats:
                assert defeat.says.startswith(
                    ("It preempts rules", "Its savings clause lifts rules")
                )
