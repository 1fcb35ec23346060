"""Predicates as questions and statements in plain English."""

from __future__ import annotations

import pytest

from comity.law import Corpus, asks_of, mergeable, record_of, says_of
from comity.law.predicate_words import either, with_article
from comity.logic import Predicate, parse

JUDGE = 'issuer={"federal_judge", "federal_magistrate"}'

WORDS: dict[str, tuple[str, str]] = {
    "shown()": ("Was any document shown?", "a document was shown"),
    'shown(kind={"i_247a"})': (
        "Was an immigration detainer (Form I-247A) shown?",
        "an immigration detainer (Form I-247A) was shown",
    ),
    f'shown({JUDGE}, effect="take_into_custody", names_person=True)': (
        "Was a document shown that was issued by a federal judge or a federal magistrate judge and orders "
        "this person to be taken into custody?",
        "a document was shown that was issued by a federal judge or a federal magistrate judge and orders "
        "this person to be taken into custody",
    ),
    'shown(kind={"judicial_warrant"}, signed=False, served=True)': (
        "Was a warrant signed by a judge shown that is not signed and was served on the person?",
        "a warrant signed by a judge was shown that is not signed and was served on the person",
    ),
    'shown_only(issuer={"immigration_officer"}, matter={"civil_immigration"})': (
        "Is it true of every document shown that it was issued by an immigration officer and concerns a "
        "civil immigration matter?",
        "every document shown was issued by an immigration officer and concerns a civil immigration matter",
    ),
    'convicted("ca.serious_felony", grade="felony", within="5 years")': (
        "Is there a conviction for a serious felony (Penal Code § 1192.7(c)), at most 5 years before the "
        "act, counted from the conviction?",
        "there is a conviction for a serious felony (Penal Code § 1192.7(c)), at most 5 years before the "
        "act, counted from the conviction",
    ),
    'convicted("any", grade="misdemeanor")': (
        "Is there a misdemeanour conviction?",
        "there is a misdemeanour conviction",
    ),
    'charged("any", jurisdiction="us-ca", held_to_answer=True)': (
        "Is there a charge in California, on which a magistrate found probable cause?",
        "there is a charge in California, on which a magistrate found probable cause",
    ),
    'arrested("ca.prop47_misdemeanor")': (
        "Is there an arrest for a misdemeanour that was a felony, or could be charged as one, before "
        "Proposition 47 of 2014 changed it (Gov. Code § 7282.5(a)(6))?",
        "there is an arrest for a misdemeanour that was a felony, or could be charged as one, before "
        "Proposition 47 of 2014 changed it (Gov. Code § 7282.5(a)(6))",
    ),
    'registered("ca.sex_and_arson")': (
        "Does the person now stand in the registry `sex and arson` of California?",
        "the person now stands in the registry `sex and arson` of California",
    ),
    'within("agreement_last_requested", "1 year")': (
        "Does the day on which the agency last asked for an agreement lie within 1 year before the day "
        "asked about?",
        "the day on which the agency last asked for an agreement lies within 1 year before the day asked "
        "about",
    ),
}


def predicate(text: str) -> Predicate:
    found = parse(text)
    assert isinstance(found, Predicate)
    return found


@pytest.mark.parametrize("text", WORDS)
def test_a_predicate_is_asked_and_stated_in_words(text: str, shipped_corpus: Corpus) -> None:
    leaf = predicate(text)
    asked, _ = asks_of(leaf.key, shipped_corpus)
    assert (asked, says_of((leaf,), shipped_corpus)) == WORDS[text]


def test_where_the_answer_is_found_comes_from_the_list_it_asks_about(
    shipped_corpus: Corpus,
) -> None:
    _, found = asks_of('convicted("any")', shipped_corpus)
    assert found == shipped_corpus.vocabulary.words["convictions"].found


def test_documents_that_differ_in_one_set_are_said_as_one(shipped_corpus: Corpus) -> None:
    leaves = [
        predicate(f'shown({JUDGE}, matter="{matter}")')
        for matter in ("criminal", "federal_criminal")
    ]
    (group,) = mergeable(leaves)
    assert says_of(group, shipped_corpus).endswith(
        "concerns a criminal matter or a federal criminal matter"
    )


def test_convictions_that_differ_in_their_class_are_said_as_one(shipped_corpus: Corpus) -> None:
    leaves = [predicate(f'convicted("ca.{name}_felony")') for name in ("serious", "violent")]
    (group,) = mergeable(leaves)
    assert record_of(group, shipped_corpus) == (
        "a conviction for a serious felony (Penal Code § 1192.7(c)); or a violent felony "
        "(Penal Code § 667.5(c))"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('convicted("any")', 'convicted("ca.serious_felony")'),
        ('shown_only(matter="criminal")', 'shown_only(matter="federal_criminal")'),
        ('shown(issuer="state_judge", matter="criminal")', 'shown(issuer="other", matter="other")'),
        (
            'convicted("ca.serious_felony", within="5 years")',
            'convicted("ca.serious_felony", within="9 years")',
        ),
        ('convicted("ca.serious_felony")', 'charged("ca.serious_felony")'),
    ],
)
def test_what_does_not_add_up_to_one_statement_stays_apart(one: str, other: str) -> None:
    assert len(mergeable([predicate(one), predicate(other)])) == 2


@pytest.mark.parametrize(
    ("noun", "wanted"),
    [
        ("felony", "a felony"),
        ("offence of a group", "an offence of a group"),
        ("United States warrant", "a United States warrant"),
        ("I-200", "an I-200"),
        ("an offence", "an offence"),
        ("theft", "theft"),
        ("the like", "the like"),
        ("hour of release", "an hour of release"),
    ],
)
def test_a_noun_gets_the_article_that_english_wants(noun: str, wanted: str) -> None:
    assert with_article(noun) == wanted


def test_alternatives_are_listed_as_english_lists_them() -> None:
    assert either(["a"]) == "a"
    assert either(["a", "b", "c"]) == "a, b or c"
