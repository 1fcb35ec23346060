"""Conditions in plain words: nothing of a condition may be lost, and what is denied must be said as denied."""

from __future__ import annotations

import re

import pytest

from comity.decide.condition_text import Clause, condition_text
from comity.law import Corpus
from comity.logic import Fact, OneOf, Predicate, leaves, parse


def lines(clause: Clause, depth: int = 0) -> list[str]:
    """The clause as an indented list."""
    held = ["  " * depth + clause.text]
    for part in clause.parts:
        held += lines(part, depth + 1)
    return held


def said(text: str, corpus: Corpus, place: str = "us-dc") -> list[str]:
    return lines(condition_text(parse(text), corpus, corpus.jurisdictions[place].words))


def test_all_and_any_are_lists(corpus: Corpus) -> None:
    assert said("in_custody and (release_due or chose_to_stay)", corpus) == [
        "all of these",
        "  the person is in the custody of the agency",
        "  at least one of these",
        "    the person would be released now but for the request",
        "    the person chose in writing to stay until morning",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("not in_custody", "not: the person is in the custody of the agency"),
        ("not (in_custody or release_due)", "none of these"),
        ("not (in_custody and release_due)", "it is not so that"),
        ('actor != "sheriff"', "who acts: anything but sheriff or sheriff's office"),
        ('not actor in {"sheriff"}', "who acts: anything but sheriff or sheriff's office"),
        ("age >= 18", "at least 18"),
        ("True", "always"),
        ("False", "never"),
    ],
)
def test_what_is_denied_is_said_as_denied(text: str, first: str, corpus: Corpus) -> None:
    assert first in said(text, corpus)[0]


def test_a_defined_word_is_said_with_its_meaning_below(corpus: Corpus) -> None:
    found = said("dc_art3_warrant", corpus)
    assert found[0] == "dc art3 warrant, as defined in D.C. Code § 24-211.07(a)"
    assert "was issued by a federal judge or a federal magistrate judge" in found[1]


def test_a_word_that_the_law_no_longer_defines_says_its_days(corpus: Corpus) -> None:
    assert said("dc_2012_conditions_met", corpus)[0].endswith("from 2012-12-11 until 2021-04-27")


def test_a_question_of_law_is_marked_as_one(corpus: Corpus) -> None:
    clause = condition_text(parse("state_authority_to_hold"), corpus)
    assert clause.question == "state_authority_to_hold"
    assert "If read so:" in clause.text


def test_no_leaf_of_any_condition_is_left_without_words(corpus: Corpus) -> None:
    """Each condition of the corpus: no bare word, and as many statements as leaves that can stand apart."""
    for place in corpus.jurisdictions.values():
        for provision in place.provisions:
            for version in provision.versions:
                for tree in (version.when, *(one.when for one in version.unless)):
                    words = [
                        word
                        for name in (place.id, *place.within)
                        if name in corpus.jurisdictions
                        for word in corpus.jurisdictions[name].words
                    ]
                    text = "\n".join(lines(condition_text(tree, corpus, words)))
                    bare = re.sub(r"the registry `[^`]+`|`never`", "", text)
                    assert "`" not in bare, (provision.id, text)
                    for leaf in leaves(tree):
                        match leaf:
                            case Fact(word=word) if word in corpus.vocabulary.words:
                                assert corpus.vocabulary.words[word].means in text
                            case OneOf(word="actor", values=values):
                                for one in values:
                                    assert corpus.vocabulary.actors[str(one)].means in text
                            case Predicate():
                                assert text
                            case _:
                                pass
