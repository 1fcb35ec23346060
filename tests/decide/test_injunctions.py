"""A court's order that suspends a rule: it takes the rule's effect, and nobody can miss it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from comity.decide import ask, decide
from comity.law import Corpus, Period, Verified
from comity.law.provision import Injunction
from comity.logic import ALWAYS, Answer, Span
from tests.shipped import shipped_corpus

FACTS_OF_CASE = {
    "in_custody": True,
    "documents": [],
    "documents_complete": True,
    "federal_criminal_person": False,
}


def enjoined(corpus: Corpus) -> Corpus:
    """The corpus with an invented order against the District's ban on hand-overs in March 2026."""
    order = Injunction(
        id="us-dc/invented-order",
        cite="Invented v. District",
        provisions=("us-dc/transfer",),
        whom=ALWAYS,
        period=Period(from_=date(2026, 3, 1), until=date(2026, 4, 1)),
        verified=Verified.ACCOUNT,
        source="https://court.gov.example/order",
        says="the ban is not enforced",
        span=Span(file="", line=0, column=0),
    )
    district = replace(corpus.jurisdictions["us-dc"], injunctions=(order,))
    return replace(corpus, jurisdictions={**corpus.jurisdictions, "us-dc": district})


def test_an_order_suspends_the_rule_on_its_days_only_and_is_said() -> None:
    corpus = enjoined(shipped_corpus())
    answers = {}
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
        question = ask(
            corpus, "us-dc", "transfer_custody", on=day, actor="city_police", facts=FACTS_OF_CASE
        )
        found = decide(corpus, question)
        said = any("us-dc/transfer" in warning for warning in found.warnings)
        answers[day] = (found.answer, said)
    assert answers == {
        date(2026, 2, 28): (Answer.PROHIBITED, False),
        date(2026, 3, 1): (Answer.NOT_REGULATED, True),
        date(2026, 3, 31): (Answer.NOT_REGULATED, True),
        date(2026, 4, 1): (Answer.PROHIBITED, False),
    }
