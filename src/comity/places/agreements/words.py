"""The words in which the lists of agreements are told, in English; they are the keys of the Spanish catalogue.

Every constant in upper case is wording; kinds are imported with their modules, so that none is taken for it. Names in
braces are filled in where it is said.
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.logic import truth
from comity.places.agreements import basis, model

MODEL_WORDS: Mapping[model.AgreementModel, str] = {
    model.AgreementModel.JAIL_ENFORCEMENT: "Jail enforcement",
    model.AgreementModel.WARRANT_SERVICE_OFFICER: "Warrant service officer",
    model.AgreementModel.TASK_FORCE: "Task force",
}

HOLDS_WORDS: Mapping[truth.Truth, str] = {
    truth.Truth.TRUE: "{agency} had a 287(g) agreement on {day}",
    truth.Truth.FALSE: "{agency} had no 287(g) agreement on {day}",
    truth.Truth.UNKNOWN: "It is not known whether {agency} had a 287(g) agreement on {day}",
}

BASIS_WORDS: Mapping[basis.Basis, str] = {
    basis.Basis.LISTED: "it stands on the list before and on the list after that day",
    basis.Basis.SIGNED_THEN_LISTED: "it was signed by that day, and no list between signing and its first list lacks it",
    basis.Basis.NOT_LISTED: "it stands on no list around that day",
    basis.Basis.SIGNED_NOT_YET_LISTED: "it was signed by that day, but a list of the time lacks it",
    basis.Basis.BETWEEN_LISTS: "it came or went between two lists, and the day between them is not known",
    basis.Basis.BEFORE_THE_LISTS: "the lists begin later",
    basis.Basis.AFTER_THE_LISTS: "the lists end earlier",
    basis.Basis.NO_LIST_NEAR: "no list is known within a month",
    basis.Basis.NAME_NOT_MATCHED: "the name cannot be matched to one body on the lists, nor ruled out",
    basis.Basis.NO_LOCAL_BODY: "the name is not that of a state or local agency, and the lists hold no others",
}

YEARS = "A newspaper's list of 2005 to 2019 has it with an agreement in {years}; it gives no days, and decides none here."
ALIKE = "Bodies on the lists whose names begin alike"
ONLY_ALIKE = "Other bodies on the lists, whose names only begin alike"
TITLE = "287(g) agreements"
COUNT = "{agreements} agreements of {agencies} agencies stand on the list of {day}."
STALE = "No list of {asked} itself is known; the last one before it is of {day}."
INCREASE = (
    "Since the list of {day} there are {more} more: jail enforcement {jail_enforcement}, warrant service officer "
    "{warrant_service_officer}, task force {task_force}."
)
DECREASE = "Since the list of {day} there are {fewer} fewer."
UNCHANGED = "Since the list of {day} the number is the same."
OUTSIDE = "No list is known before {day}: what was in force then is not known, not nothing."
CAUTION = (
    "A list says who had signed; it does not say whether an agreement was used, nor that it satisfies a law "
    "that asks for one."
)
SOURCE_WORDS = "Source: the lists of participating agencies that ICE publishes, {lists} of them from {first} to {last}."
CHART = "287(g) agreements by model, from {first} to {last}"
