"""The decide room: a question and a corpus give a determination, its explanation, and what to ask next.

It reads rulings; it has no rule of its own about how laws combine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from comity.decide.decide import decide, next_question
from comity.decide.determination import (
    ByReading,
    Conduct,
    CorpusVersion,
    Defeated,
    Determination,
    Ground,
    Limit,
    Missing,
    OutOfForce,
)
from comity.decide.explain import answer_words, explain, headline
from comity.decide.explanation import Entry, Explanation, Section
from comity.decide.json_form import determination_to_json, question_from_json, question_to_json
from comity.decide.phrases import (
    ADVICE,
    ANSWER_WORDS,
    EFFECT_WORDS,
    VERIFIED_WORDS,
    place_in_sentence,
    place_name,
)
from comity.decide.prepare import Prepared, prepare, program_version
from comity.decide.question import BASES, Question, QuestionError, ask, day_mistakes, place_mistakes
from comity.decide.translation import Language, translate
from comity.law import Done

if TYPE_CHECKING:
    from comity.decide.cases import (
        Outcome,
        question_of_scenario,
        run_scenario,
        run_scenarios,
        run_version_case,
        run_version_cases,
    )
    from comity.decide.json_schema import determination_schema, question_schema
    from comity.decide.json_text import determination_text
    from comity.decide.law_schemas import (
        law_schema,
        place_schema,
        places_schema,
        provision_schema,
        vocabulary_schema,
    )
    from comity.decide.vocabulary_form import defined_words_to_json, vocabulary_to_json

_LATER = {
    "Outcome": "cases",
    "defined_words_to_json": "vocabulary_form",
    "determination_schema": "json_schema",
    "determination_text": "json_text",
    "law_schema": "law_schemas",
    "place_schema": "law_schemas",
    "places_schema": "law_schemas",
    "provision_schema": "law_schemas",
    "question_of_scenario": "cases",
    "question_schema": "json_schema",
    "run_scenario": "cases",
    "run_scenarios": "cases",
    "run_version_case": "cases",
    "run_version_cases": "cases",
    "vocabulary_schema": "law_schemas",
    "vocabulary_to_json": "vocabulary_form",
}
"""What an answer does not need, by the module of `comity.decide` it stands in."""


def __getattr__(name: str) -> object:
    """What is imported when it is first asked for, so that `comity decide` need not wait for it."""
    if name not in _LATER:
        raise AttributeError(f"module `{__name__}` has no `{name}`")
    found: object = getattr(import_module(f"comity.decide.{_LATER[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "ADVICE",
    "ANSWER_WORDS",
    "BASES",
    "EFFECT_WORDS",
    "VERIFIED_WORDS",
    "ByReading",
    "Conduct",
    "CorpusVersion",
    "Defeated",
    "Determination",
    "Done",
    "Entry",
    "Explanation",
    "Ground",
    "Language",
    "Limit",
    "Missing",
    "OutOfForce",
    "Outcome",
    "Prepared",
    "Question",
    "QuestionError",
    "Section",
    "answer_words",
    "ask",
    "day_mistakes",
    "decide",
    "defined_words_to_json",
    "determination_schema",
    "determination_text",
    "determination_to_json",
    "explain",
    "headline",
    "law_schema",
    "next_question",
    "place_in_sentence",
    "place_mistakes",
    "place_name",
    "place_schema",
    "places_schema",
    "prepare",
    "program_version",
    "provision_schema",
    "question_from_json",
    "question_of_scenario",
    "question_schema",
    "question_to_json",
    "run_scenario",
    "run_scenarios",
    "run_version_case",
    "run_version_cases",
    "translate",
    "vocabulary_schema",
    "vocabulary_to_json",
]
