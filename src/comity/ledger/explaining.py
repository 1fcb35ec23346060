"""The kept determination of an act in the words of an answer page, where the law files are still those it is of."""

from __future__ import annotations

from comity.decide import (
    Explanation,
    Language,
    QuestionError,
    decide,
    explain,
    question_from_json,
)
from comity.law import Corpus
from comity.ledger.canonical import Form, canonical
from comity.ledger.deciding import determination_form


def explain_kept(corpus: Corpus, kept: Form, *, language: Language = "en") -> Explanation | None:
    """The whole explanation of a kept determination; None where it cannot be told again.

    It is told only where deciding the kept question again gives what was kept: under other law files, or where
    several days or papers were asked, it would explain another answer.
    """
    if kept.get("corpus") != corpus.digest or "question" not in kept:
        return None
    try:
        found = decide(corpus, question_from_json(corpus, kept["question"]), settling=0)
    except QuestionError:
        return None
    again = {**determination_form([found]), "on": kept.get("on")}
    if canonical(_stated(again)) != canonical(_stated(kept)):
        return None
    return explain(found, corpus, language=language)


def _stated(form: Form) -> Form:
    return {name: value for name, value in form.items() if value is not None}
