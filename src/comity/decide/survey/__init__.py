"""Many questions at once, about whole places: how an act stands under the law there, the way from an arrest
to immigration authorities, what agencies may do place by place, what is owed, what to read next, and
what a change of the law did to earlier answers. Every answer comes from `comity.decide`.
"""

from comity.decide.survey.obligations import Obligation, obligations
from comity.decide.survey.participation import Held, Participation, Verdict, participation
from comity.decide.survey.participation_table import participation_csv
from comity.decide.survey.path import Mark, Step, path_of
from comity.decide.survey.published import (
    Bullet,
    PublishedTable,
    published_table_file,
    read_published_table,
)
from comity.decide.survey.recheck import Change, changes_between, recheck
from comity.decide.survey.review import review_sheet
from comity.decide.survey.staleness import Stale, stale
from comity.decide.survey.standard_case import STANDARD_CASES, StandardCase
from comity.decide.survey.standing import (
    Line,
    Standing,
    either_words,
    short_words,
    standing,
    standing_words,
)
from comity.decide.survey.states import PlaceAnswer, StateAnswer, state_answers

__all__ = [
    "STANDARD_CASES",
    "Bullet",
    "Change",
    "Held",
    "Line",
    "Mark",
    "Obligation",
    "Participation",
    "PlaceAnswer",
    "PublishedTable",
    "Stale",
    "StandardCase",
    "Standing",
    "StateAnswer",
    "Step",
    "Verdict",
    "changes_between",
    "either_words",
    "obligations",
    "participation",
    "participation_csv",
    "path_of",
    "published_table_file",
    "read_published_table",
    "recheck",
    "review_sheet",
    "short_words",
    "stale",
    "standing",
    "standing_words",
    "state_answers",
]
