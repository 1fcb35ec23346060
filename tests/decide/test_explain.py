"""Answers in words: every case of the corpus can be told, nothing of the machine shows through, and laws
that require help and laws that forbid it are worded alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from comity.decide import (
    Conduct,
    Determination,
    Done,
    Entry,
    answer_words,
    ask,
    decide,
    explain,
    headline,
    question_of_scenario,
)
from comity.decide.explain_grounds import sentence
from comity.decide.phrases import (
    ANSWER_WORDS,
    EFFECT_WORDS,
    MAY_WORDS,
    SENTENCES,
    Title,
    place_in_sentence,
)
from comity.decide.translation import LANGUAGES, translate
from comity.law import Corpus, Force, Verified
from comity.logic import Answer, Rail, Truth
from tests.shipped import shipped_scenarios

Ask = Callable[..., Determination]


@pytest.fixture(scope="module")
def asked(corpus: Corpus) -> Ask:
    def one(place: str, action: str, on: str, **how: object) -> Determination:
        facts = how.pop("facts", {})
        question = ask(
            corpus,
            place,
            action,
            on=date.fromisoformat(on),
            facts=facts,  # type: ignore[arg-type]  # what a case states is checked by `ask`
            **how,  # type: ignore[arg-type]  # as above
        )
        return decide(corpus, question)

    return one


def lines(entries: tuple[Entry, ...]) -> Iterator[str]:
    for entry in entries:
        yield entry.line
        yield from lines(entry.parts)


def section(found: Determination, corpus: Corpus, title: Title) -> list[str]:
    told = explain(found, corpus)
    return [line for one in told.sections if one.title == title for line in lines(one.entries)]


def _only_orders_decide(found: Determination) -> bool:
    """Whether the effect that is the answer comes from internal instruments alone."""
    deciding = [one for one in found.grounds if one.truth is Truth.TRUE]
    return {one.force for one in deciding if one.rail.value == found.answer.value} == {
        Force.INTERNAL
    }


def test_every_scenario_of_the_corpus_can_be_told_in_full_in_brief_and_in_spanish(
    corpus: Corpus,
) -> None:
    telling = re.compile(r"None|True|False|<[a-z]|\bAnswer\.|\bRail\.|\{|\}(?!\))|  ")
    for scenario in shipped_scenarios():
        if scenario.overlay is not None or scenario.expect.answer is None:
            continue
        question = question_of_scenario(corpus, scenario)
        found = decide(corpus, question, settling=1)
        full, brief = explain(found, corpus), explain(found, corpus, brief=True, language="es")
        assert {one.kind for one in brief.sections} <= {one.kind for one in full.sections}
        assert full.headline.startswith("In ")
        assert brief.headline.startswith("En ")
        assert ("an internal order" in full.headline) is _only_orders_decide(found), scenario.name
        for one in full.sections:
            for line in lines(one.entries):
                # Names in square brackets are for the next question; there predicates stand as written.
                words = re.sub(r"\[[^\]]*\]|`[^`]*`", "x", line)
                assert not telling.search(words), (scenario.name, line)


def test_conduct_is_told_no_more_surely_than_the_answer(asked: Ask, corpus: Corpus) -> None:
    done = Done(acted=True)
    open_above = asked("us-tn", "join_287g", "2026-01-15", actor="sheriff", done=done)
    whole = asked("us-dc", "submit_fingerprints", "2026-01-15", actor="state_police", done=done)
    assert (open_above.complete, whole.complete) == (False, True)
    for conduct, words in (
        (Conduct.ACCORDS, "What was done accords with the law as {far}. [accords]"),
        (Conduct.DEPARTS, "What was done departs from the law as {far}. [departs]"),
    ):
        for found, far in ((open_above, "far as encoded and checked"), (whole, "answered")):
            told = section(replace(found, conduct=conduct), corpus, Title.DONE)
            assert told == [words.format(far=far)]


def test_requiring_and_prohibiting_are_worded_alike() -> None:
    for language in LANGUAGES:
        required, prohibited = (
            translate(SENTENCES[one], language).split()
            for one in (Answer.REQUIRED, Answer.PROHIBITED)
        )
        assert len(required) == len(prohibited)
        assert sum(a != b for a, b in zip(required, prohibited, strict=True)) == 1
        for words in (EFFECT_WORDS, MAY_WORDS):
            assert len({len(translate(words[rail], language).split()) for rail in Rail}) == 1
    assert set(ANSWER_WORDS) == set(SENTENCES) == set(Answer)


def test_every_action_has_a_phrase_in_both_languages(corpus: Corpus) -> None:
    lacking = [
        one.id for one in corpus.vocabulary.actions.values() if not (one.phrase and one.phrase_es)
    ]
    assert lacking == []


def test_places_carry_their_article_in_a_sentence(corpus: Corpus) -> None:
    wanted = {
        "us": ("the United States (federal law)", "Estados Unidos (ley federal)"),
        "us-dc": ("the District of Columbia", "el Distrito de Columbia"),
        "us-il": ("the State of Illinois", "el estado de Illinois"),
        "us-tx": ("Texas", "Texas"),
        "us-il-chicago": ("the City of Chicago, Illinois", "la ciudad de Chicago, Illinois"),
        "us-mp": ("the Northern Mariana Islands", "las Islas Marianas del Norte"),
        "us-nm": ("New Mexico", "Nuevo México"),
        "us-ny": ("the State of New York", "el estado de Nueva York"),
        "us-ny-new-york-city": ("the City of New York", "la ciudad de Nueva York"),
        "us-nm-santa-fe": (
            "the City of Santa Fe, New Mexico",
            "la ciudad de Santa Fe, Nuevo México",
        ),
        "us-il-cook-county": ("Cook County, Illinois", "el condado de Cook, Illinois"),
        "us-co-denver": (
            "City and County of Denver, Colorado",
            "la ciudad y condado de Denver, Colorado",
        ),
    }
    found = {
        place: (place_in_sentence(corpus, place), place_in_sentence(corpus, place, "es"))
        for place in wanted
    }
    assert found == wanted


def test_the_headline_is_a_sentence_in_both_languages(corpus: Corpus, asked: Ask) -> None:
    found = asked("us-gu", "share_status", "2026-03-01")
    assert headline(found, corpus) == (
        "In Guam on 2026-03-01, as far as encoded and checked, it cannot be decided yet what the law "
        "says on sharing citizenship or immigration status: the law of Guam is not in this corpus."
    )
    assert headline(found, corpus, "es") == (
        "En Guam, el 2026-03-01, hasta donde la ley está registrada y revisada, todavía no se puede "
        "decidir lo que la ley dice sobre compartir la ciudadanía o la situación migratoria: la ley de "
        "Guam no está en este registro."
    )
    assert answer_words(found.answer, "es") == "todavía no se puede decidir"


def test_what_is_missing_is_numbered_and_the_grounds_point_to_it(
    corpus: Corpus, asked: Ask
) -> None:
    found = asked("us-ca", "notify_release", "2026-03-01", actor="sheriff")
    missing = section(found, corpus, Title.MISSING)
    numbers = [int(line.split(".")[0]) for line in missing if re.match(r"\d+\. ", line)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < len(found.missing)  # convictions are asked about together
    (turns_on,) = [
        line for line in section(found, corpus, Title.WHY) if line.startswith("turns on 1 to")
    ]
    assert str(numbers[-1]) in turns_on


def test_a_ban_and_its_exception_are_one_rule(corpus: Corpus, asked: Ask) -> None:
    found = asked("us-ca", "notify_release", "2026-03-01", actor="sheriff")
    assert len({one.provision.id for one in found.grounds}) < len(found.grounds)
    cites = [
        line
        for line in section(found, corpus, Title.WHY)
        if line.startswith("Gov. Code §§ 7284.6(a)(1)(C)")
    ]
    assert len(cites) == 1
    assert cites[0].endswith("may prohibit it, or may permit it by an exception to its ban.")


def test_a_long_list_of_actors_is_counted_and_the_stated_one_named(
    corpus: Corpus, asked: Ask
) -> None:
    found = asked("us-ca", "hold_on_detainer", "2026-03-01", actor="county_jail")
    why = section(found, corpus, Title.WHY)
    (said,) = [line for line in why if "who acts" in line]
    assert re.fullmatch(
        r"yes: who acts: county or regional jail, one of the \d+ kinds that count", said
    )


def test_alternatives_that_all_fail_read_as_one(corpus: Corpus, asked: Ask) -> None:
    found = asked(
        "us-ca",
        "transfer_custody",
        "2026-03-01",
        actor="county_jail",
        facts={
            "documents": [],
            "documents_complete": True,
            "convictions": [],
            "convictions_complete": True,
            "registries": [],
            "registries_complete": True,
            "arrests": [],
            "arrests_complete": True,
            "federal_felony_warrant": False,
        },
    )
    assert found.answer is Answer.PROHIBITED
    shown = [line for line in section(found, corpus, Title.WHY) if "was shown" in line]
    assert shown == [
        "no: a document was shown that was issued by a federal judge or a federal magistrate judge, "
        "orders this person to be taken into custody and concerns a criminal immigration matter, a "
        "federal criminal matter or a criminal matter"
    ]


def test_stated_facts_are_printed_with_what_they_rest_on(corpus: Corpus, asked: Ask) -> None:
    found = asked(
        "us-dc",
        "transfer_custody",
        "2026-03-01",
        actor="city_police",
        facts={
            "in_custody": False,
            "documents": ["i_200"],
            "convictions": [{"classes": ["dc.dangerous_crime"], "on": "2019-05-02"}],
        },
        basis={"in_custody": "phone"},
    )
    stated = section(found, corpus, Title.STATED)
    assert "no: the person is in the custody of the agency [basis: phone] [in_custody]" in stated
    assert "the documents shown: warrant for arrest of alien (Form I-200) [documents]" in stated
    assert any("classes dc.dangerous_crime, on 2019-05-02" in line for line in stated)


def test_readings_that_change_nothing_are_not_listed_one_by_one(corpus: Corpus, asked: Ask) -> None:
    found = asked("us-ca", "notify_release", "2026-03-01", actor="sheriff")
    assert len(found.by_reading) > 4
    readings = section(found, corpus, Title.BY_READING)
    assert readings == [
        "must not, may or law is silent: whichever way the open questions of law are read"
    ]


def test_even_a_brief_answer_says_how_well_each_text_is_known(corpus: Corpus) -> None:
    for place, action in (("us-tx", "join_287g"), ("us-ca", "hold_on_detainer")):
        question = ask(corpus, place, action, on=date(2026, 3, 1), actor="sheriff")
        found = decide(corpus, question)
        why = explain(found, corpus, brief=True).sections[0]
        assert why.title == Title.WHY
        known = [
            [part for part in entry.parts if "in force from" in part.text.lower()]
            for entry in why.entries
            if entry.parts
        ]
        assert known
        assert all(len(parts) == 1 for parts in known)
        assert all("text" in parts[0].text for parts in known)


def test_a_duty_on_an_unverified_text_says_to_ask_counsel(corpus: Corpus, asked: Ask) -> None:
    found = asked(
        "us-tx",
        "join_287g",
        "2026-03-01",
        actor="sheriff",
        facts={"jail_operated_or_contracted": True},
    )
    assert found.answer is Answer.REQUIRED
    grounds = tuple(
        replace(one, version=replace(one.version, verified=Verified.UNVERIFIED))
        for one in found.grounds
    )
    told = explain(replace(found, grounds=grounds), corpus, brief=True)
    assert "ask counsel before relying on it." in "".join(lines(told.sections[0].entries))
    assert "ask counsel" not in "".join(lines(explain(found, corpus).sections[0].entries))


def test_an_adopted_reading_is_printed_beside_its_alternative(corpus: Corpus, asked: Ask) -> None:
    found = asked(
        "us-dc",
        "transfer_custody",
        "2025-09-27",
        actor="city_police",
        facts={
            "in_custody": False,
            "documents": [],
            "documents_complete": True,
            "federal_criminal_person": False,
        },
        readings={"dc_reaches_persons_not_in_custody": "custody_only"},
    )
    readings = section(found, corpus, Title.BY_READING)
    assert readings[0].startswith("Adopted for this question: the section is about people")
    assert readings[1].startswith("The other reading: ")


def test_an_order_that_is_not_law_is_not_called_the_law(corpus: Corpus, asked: Ask) -> None:
    scenario = next(one for one in shipped_scenarios() if one.name.startswith("FFX-1 "))
    order = decide(corpus, question_of_scenario(corpus, scenario))
    assert {one.force for one in order.grounds} == {Force.INTERNAL}
    assert "an internal order, which is not law, prohibits sharing" in headline(order, corpus)
    assert "una orden interna, que no es ley, prohíbe" in headline(order, corpus, "es")
    statute = asked("us-ca", "inquire_status", "2020-05-01", actor="city_police", facts={})
    assert "internal order" not in headline(statute, corpus)


def test_a_sentence_that_ends_in_brackets_has_one_full_stop() -> None:
    assert sentence("the same holds for cities (a court said so.)") == (
        "The same holds for cities (a court said so.)"
    )
    assert sentence("the city (and its board)") == "The city (and its board)."
