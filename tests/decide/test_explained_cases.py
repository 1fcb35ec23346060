"""Six determinations as text, to be read aloud: the golden files are what a clerk would see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from comity.decide import Determination, Entry, ask, decide, explain
from tests.decide.hand_case import Case
from tests.decide.test_hand_decided import CASES, decided, law

Golden = Callable[[str, str], None]

TOLD = {
    "dc-street": "handed over from the street",
    "dc-open-fact": "whether the person was in custody is not known",
    "ca-old-felony": "a notice for an old serious felony",
    "il-saved": "status from the file, at the agency's request",
    "tx-preempted": "a city rule against holds",
    "tx-deadline": "no agreement on 2026-11-21",
}


def case_named(name: str) -> Case:
    return next(one for one in CASES if one.name == name)


def text_of(found: Determination) -> str:
    """An explanation as plain text, indented by depth."""
    told = explain(found, law())
    written = [told.answer, told.headline, *told.reservations]
    for section in told.sections:
        written += ["", section.title, *_lines(section.entries, "  ")]
    return "\n".join([*written, "", told.advice, ""])


def _lines(entries: tuple[Entry, ...], indent: str) -> Iterator[str]:
    for entry in entries:
        yield indent + entry.line
        yield from _lines(entry.parts, indent + "  ")


@pytest.mark.parametrize("name", TOLD)
def test_a_determination_reads_as_it_was_last_read_aloud(name: str, golden: Golden) -> None:
    golden(f"decide/{name}.txt", text_of(decided(case_named(TOLD[name]))))


def test_an_explanation_names_every_ground_every_missing_word_and_every_defeated_rule() -> None:
    for case in CASES:
        found = decided(case)
        text = text_of(found)
        for ground in found.grounds:
            assert ground.provision.cite in text, case.name
        for defeated in found.defeated:
            assert defeated.provision.cite in text, case.name
        for missing in found.missing:
            assert missing.asks in text or missing.word in text, case.name


def test_no_explanation_says_violation_or_speaks_of_sanctuary() -> None:
    for case in CASES:
        found = decided(case)
        own_words = " ".join((explain(found, law()).headline, *explain(found, law()).reservations))
        assert "violat" not in own_words
        assert "sanctuary" not in own_words.lower()


def test_a_place_that_is_not_encoded_is_told_as_missing_law() -> None:
    question = ask(law(), "us-gu", "hold_on_detainer", on=case_named(TOLD["tx-preempted"]).day)
    told = explain(decide(law(), question), law())
    assert "Guam" in told.headline
    assert "not in this corpus" in told.headline
