"""Comity: was an act of help to federal immigration enforcement required, permitted, prohibited or left
open, under the law in force in a place on a day, and on what evidence?

    >>> from datetime import date
    >>> import comity
    >>> corpus = comity.load_corpus()
    >>> question = comity.ask(
    ...     corpus,
    ...     "us-tx",
    ...     "share_status",
    ...     on=date(2026, 5, 1),
    ...     actor="city_police",
    ... )
    >>> comity.decide(corpus, question).answer.value
    'permitted'
"""

from comity.decide import (
    Determination,
    Explanation,
    Missing,
    Question,
    QuestionError,
    ask,
    decide,
    determination_to_json,
    explain,
    next_question,
    question_from_json,
    question_to_json,
    run_scenarios,
    run_version_cases,
)
from comity.law import Corpus, CorpusError, Done, load_corpus, load_scenarios
from comity.logic import Answer

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Corpus",
    "CorpusError",
    "Determination",
    "Done",
    "Explanation",
    "Missing",
    "Question",
    "QuestionError",
    "__version__",
    "ask",
    "decide",
    "determination_to_json",
    "explain",
    "load_corpus",
    "load_scenarios",
    "next_question",
    "question_from_json",
    "question_to_json",
    "run_scenarios",
    "run_version_cases",
]
