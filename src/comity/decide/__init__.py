"""The decide room: a question and a corpus give a determination, its explanation, and what to ask next.

It reads rulings; it has no rule of its own about how laws combine.
"""

from comity.decide.cases import Outcome, run_scenario, run_scenarios, run_version_cases
from comity.decide.decide import decide, next_question, program_version
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
from comity.decide.explain import (
    ADVICE,
    ANSWER_WORDS,
    EFFECT_WORDS,
    VERIFIED_WORDS,
    Explanation,
    Section,
    explain,
    headline,
    place_name,
)
from comity.decide.json_form import determination_to_json, question_from_json, question_to_json
from comity.decide.prepare import Prepared, prepare
from comity.decide.question import BASES, Question, QuestionError, ask
from comity.law import Done

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
    "Explanation",
    "Ground",
    "Limit",
    "Missing",
    "OutOfForce",
    "Outcome",
    "Prepared",
    "Question",
    "QuestionError",
    "Section",
    "ask",
    "decide",
    "determination_to_json",
    "explain",
    "headline",
    "next_question",
    "place_name",
    "prepare",
    "program_version",
    "question_from_json",
    "question_to_json",
    "run_scenario",
    "run_scenarios",
    "run_version_cases",
]
