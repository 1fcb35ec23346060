"""Answers in Spanish: golden files of what a reader sees, and the same shape as in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest

from comity.decide import Determination, Entry, ask, decide, explain, translation
from comity.decide.translation import untranslated
from comity.law import Corpus, Verified
from comity.logic import Answer
from tests.decide.hand_case import Case
from tests.decide.test_hand_decided import CASES, decided, law

Golden = Callable[[str, str], None]

TOLD: Mapping[str, Mapping[str, object]] = {
    "dc-contested": {
        "place": "us-dc",
        "action": "transfer_custody",
        "actor": "city_police",
        "facts": {
            "in_custody": False,
            "documents": ["i_200"],
            "documents_complete": True,
            "federal_criminal_person": False,
        },
        "basis": {"in_custody": "phone"},
    },
    "tx-required": {
        "place": "us-tx",
        "action": "join_287g",
        "actor": "sheriff",
        "facts": {"jail_operated_or_contracted": True},
    },
    "chicago-prohibited": {
        "place": "us-il-chicago",
        "action": "hold_on_detainer",
        "actor": "city_police",
        "facts": {"documents": ["i_247a"], "documents_complete": True},
    },
    "guam-not-encoded": {"place": "us-gu", "action": "share_status"},
    "ca-undetermined": {
        "place": "us-ca",
        "action": "notify_release",
        "actor": "sheriff",
        "facts": {"convictions": [{"classes": ["ca.serious_felony"], "on": "2019-05-02"}]},
    },
}

ANSWERS = {
    "dc-contested": Answer.CONTESTED,
    "tx-required": Answer.REQUIRED,
    "chicago-prohibited": Answer.PROHIBITED,
    "guam-not-encoded": Answer.UNDETERMINED,
    "ca-undetermined": Answer.UNDETERMINED,
}


def found_of(corpus: Corpus, name: str) -> Determination:
    question = ask(corpus, on=date(2026, 3, 1), **TOLD[name])  # type: ignore[arg-type]  # as above
    return decide(corpus, question)


def text_of(found: Determination, corpus: Corpus) -> str:
    told = explain(found, corpus, language="es")
    written = [told.answer, told.headline, *told.reservations]
    for section in told.sections:
        written += ["", section.title, *lines(section.entries, "  ")]
    return "\n".join([*written, "", f"{told.advice} {told.quoted}", ""])


def lines(entries: tuple[Entry, ...], indent: str = "") -> Iterator[str]:
    for entry in entries:
        yield indent + entry.line
        yield from lines(entry.parts, indent + "  ")


def shape(entries: tuple[Entry, ...]) -> list[object]:
    return [shape(entry.parts) for entry in entries]


@pytest.mark.parametrize("name", TOLD)
def test_a_spanish_answer_reads_as_it_was_last_read_aloud(
    name: str, corpus: Corpus, golden: Golden
) -> None:
    found = found_of(corpus, name)
    assert found.answer is ANSWERS[name]
    golden(f"decide/spanish/{name}.txt", text_of(found, corpus))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_of_a_hand_decided_case_lacks_spanish_and_no_line_is_lost(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    found = decided(case)
    english, spanish = explain(found, law()), explain(found, law(), language="es")
    assert untranslated() == frozenset()
    assert len(english.sections) == len(spanish.sections)
    for one, other in zip(english.sections, spanish.sections, strict=True):
        assert shape(one.entries) == shape(other.entries)
        assert one.title != other.title
    assert len(english.reservations) == len(spanish.reservations)
    assert set(english.reservations).isdisjoint(spanish.reservations)


def test_a_reader_of_spanish_is_told_what_is_still_in_english(corpus: Corpus) -> None:
    found = found_of(corpus, "tx-required")
    english, spanish = explain(found, corpus), explain(found, corpus, language="es")
    assert "inglés" in spanish.quoted
    assert english.quoted == ""
    assert english.advice == "This is information about law, not legal advice."
    (quoted,) = {" ".join(ground.version.says.split()) for ground in found.grounds}
    assert quoted in "\n".join(lines(spanish.sections[0].entries))


def test_cautions_on_weak_texts_are_said_in_spanish(corpus: Corpus) -> None:
    found = found_of(corpus, "tx-required")
    weak = tuple(
        replace(one, version=replace(one.version, verified=Verified.UNVERIFIED, unsure=None))
        for one in found.grounds
    )
    cite = weak[0].provision.cite
    told = explain(
        replace(
            found,
            grounds=weak,
            warnings=(f"{cite}: the text was not read; what stands here is unverified",),
        ),
        corpus,
        language="es",
    )
    (care,) = [one for one in told.sections if one.title == "Cuidado"]
    assert [one.text for one in care.entries] == [
        f"{cite}: no se leyó el texto; lo que dice aquí está sin verificar."
    ]
    assert "consulte a un abogado" in "\n".join(lines(told.sections[0].entries))
