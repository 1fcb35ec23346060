"""Comity: was an act of help to federal immigration enforcement required, permitted, prohibited or left
open, under the law in force in a place on a day, and on what evidence?

    >>> from datetime import date
    >>> import comity
    >>> corpus = comity.load_corpus()
    >>> question = comity.ask(
    ...     corpus,
    ...     "us-dc",
    ...     "transfer_custody",
    ...     on=date(2026, 3, 1),
    ...     actor="corrections_department",
    ...     facts={"in_custody": True, "documents": ["i_200"], "documents_complete": True},
    ... )
    >>> found = comity.decide(corpus, question)
    >>> found.answer.value
    'undetermined'
    >>> print(comity.headline(found, corpus))
    In the District of Columbia on 2026-03-01, it cannot be decided yet what the law says on handing a person over to immigration authorities.
    >>> comity.next_question(corpus, question).asks
    'Is the person awaiting trial or sentencing on a federal criminal charge, or serving a federal sentence?'

The commands as functions: `decide` and `explain`; `ask` with `next_question` and, for an answer read from its
JSON, `question_from_json`; `in_force` and `law_to_json` for `comity law`; `run_scenarios` and `run_version_cases` for
`comity cases`; `load_corpus`, which raises every mistake of every file, for `comity check`; `vocabulary_to_json`.

What is not stated is unknown. A question that cannot be asked raises `QuestionError` with everything
that is wrong in it; law files with mistakes raise `CorpusError`, with every mistake as file and line.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from comity._version import __version__
from comity.decide import (
    Conduct,
    Determination,
    Entry,
    Explanation,
    Ground,
    Language,
    Missing,
    Question,
    QuestionError,
    Section,
    answer_words,
    ask,
    decide,
    determination_to_json,
    explain,
    headline,
    next_question,
    question_from_json,
    question_to_json,
)
from comity.law import Corpus, CorpusError, Done, Problem, Scenario
from comity.logic import Answer

if TYPE_CHECKING:
    from comity.decide import (
        Outcome,
        determination_schema,
        question_schema,
        run_scenarios,
        run_version_cases,
        vocabulary_to_json,
    )
    from comity.decide.survey import LevelInForce, in_force, law_to_json
    from comity.law import load_corpus, load_scenarios

_LATER = {
    "LevelInForce": "decide.survey",
    "Outcome": "decide",
    "determination_schema": "decide",
    "in_force": "decide.survey",
    "law_to_json": "decide.survey",
    "load_corpus": "law",
    "load_scenarios": "law",
    "question_schema": "decide",
    "run_scenarios": "decide",
    "run_version_cases": "decide",
    "vocabulary_to_json": "decide",
}
"""What an answer does not need, by the room that lends it when it is first asked for."""


def __getattr__(name: str) -> object:
    """What reads law files, runs cases, or describes forms, when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module `{__name__}` has no `{name}`")
    # Not by attribute: `comity.decide` is the function.
    return getattr(import_module(f"comity.{_LATER[name]}"), name)


__all__ = [
    "Answer",
    "Conduct",
    "Corpus",
    "CorpusError",
    "Determination",
    "Done",
    "Entry",
    "Explanation",
    "Ground",
    "Language",
    "LevelInForce",
    "Missing",
    "Outcome",
    "Problem",
    "Question",
    "QuestionError",
    "Scenario",
    "Section",
    "__version__",
    "answer_words",
    "ask",
    "decide",
    "determination_schema",
    "determination_to_json",
    "explain",
    "headline",
    "in_force",
    "law_to_json",
    "load_corpus",
    "load_scenarios",
    "next_question",
    "question_from_json",
    "question_schema",
    "question_to_json",
    "run_scenarios",
    "run_version_cases",
    "vocabulary_to_json",
]
