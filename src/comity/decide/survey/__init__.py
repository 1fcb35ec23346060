"""Many questions at once, about whole places: how an act stands under the law there, the way from an arrest
to immigration authorities, what agencies may do place by place, what is owed, what to read next, and
what a change of the law did to earlier answers. Every answer comes from `comity.decide`.
"""

from comity.decide.survey.actors import actor_in_role, usual_actor
from comity.decide.survey.in_force import LevelInForce, RuleInForce, in_force
from comity.decide.survey.law_form import (
    law_to_json,
    place_to_json,
    places_to_json,
    provision_to_json,
)
from comity.decide.survey.obligations import Obligation, Owed, obligations, owed_in
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
from comity.decide.survey.rule_in_words import RuleInWords, rule_in_words
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
from comity.decide.survey.whole_place import WholePlace, askable_changes, whole_place

__all__ = [
    "STANDARD_CASES",
    "Bullet",
    "Change",
    "Held",
    "LevelInForce",
    "Line",
    "Mark",
    "Obligation",
    "Owed",
    "Participation",
    "PlaceAnswer",
    "PublishedTable",
    "RuleInForce",
    "RuleInWords",
    "Stale",
    "StandardCase",
    "Standing",
    "StateAnswer",
    "Step",
    "Verdict",
    "WholePlace",
    "actor_in_role",
    "askable_changes",
    "changes_between",
    "either_words",
    "in_force",
    "law_to_json",
    "obligations",
    "owed_in",
    "participation",
    "participation_csv",
    "path_of",
    "place_to_json",
    "places_to_json",
    "provision_to_json",
    "published_table_file",
    "read_published_table",
    "recheck",
    "review_sheet",
    "rule_in_words",
    "short_words",
    "stale",
    "standing",
    "standing_words",
    "state_answers",
    "usual_actor",
    "whole_place",
]
