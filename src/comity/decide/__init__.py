"""The decide room: a question and a corpus give a determination, its explanation, and what to ask next.

It reads rulings; it has no rule of its own about how laws combine.
"""

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
from comity.decide.json_form import determination_to_json, question_from_json, question_to_json
from comity.decide.prepare import Prepared, prepare
from comity.decide.question import BASES, Question, QuestionError, ask
from comity.law import Done

__all__ = [
    "BASES",
    "ByReading",
    "Conduct",
    "CorpusVersion",
    "Defeated",
    "Determination",
    "Done",
    "Ground",
    "Limit",
    "Missing",
    "OutOfForce",
    "Prepared",
    "Question",
    "QuestionError",
    "ask",
    "decide",
    "determination_to_json",
    "next_question",
    "prepare",
    "question_from_json",
    "question_to_json",
]
