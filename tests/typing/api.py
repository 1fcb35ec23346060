"""How another program uses Comity. mypy checks it as it stands; `tests/test_api.py` runs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import comity


def answers_through_the_year(
    corpus: comity.Corpus, place: str, action: str, days: Sequence[date]
) -> dict[date, comity.Answer]:
    """The answer of one act on several days, with nothing stated."""
    found: dict[date, comity.Answer] = {}
    for day in days:
        question: comity.Question = comity.ask(corpus, place, action, on=day)
        determination: comity.Determination = comity.decide(corpus, question)
        found[day] = determination.answer
    return found


def what_to_ask(corpus: comity.Corpus, question: comity.Question) -> str | None:
    """The next question for a person, in words."""
    missing: comity.Missing | None = comity.next_question(corpus, question)
    return missing.asks if missing is not None else None


def asked_again(corpus: comity.Corpus, determination: comity.Determination) -> comity.Answer:
    """The answer of a determination that went through JSON."""
    form: dict[str, object] = comity.determination_to_json(determination)
    return comity.decide(corpus, comity.question_from_json(corpus, form)).answer


def told(corpus: comity.Corpus, determination: comity.Determination) -> list[str]:
    """An explanation as plain lines."""
    language: comity.Language = "es"
    explanation: comity.Explanation = comity.explain(determination, corpus, language=language)
    lines: list[str] = [explanation.headline, *explanation.reservations]
    for section in explanation.sections:
        lines.append(section.title)
        lines.extend(entry.text for entry in section.entries)
    return lines


def mistakes_of(corpus: comity.Corpus, place: str) -> tuple[str, ...]:
    """What is wrong with a question, as a person should read it."""
    try:
        comity.ask(
            corpus, place, "share_status", on=date(2026, 1, 1), facts={"in_custody": "maybe"}
        )
    except comity.QuestionError as error:
        return error.mistakes
    return ()
