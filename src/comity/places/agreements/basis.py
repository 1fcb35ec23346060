"""Why an agency is said to have had an agreement on a day, not to have had one, or why that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Basis(StrEnum):
    """Why the answer is what it is; the words are in `BASIS_WORDS`."""

    LISTED = "listed"
    SIGNED_THEN_LISTED = "signed_then_listed"
    NOT_LISTED = "not_listed"
    SIGNED_NOT_YET_LISTED = "signed_not_yet_listed"
    BETWEEN_LISTS = "between_lists"
    BEFORE_THE_LISTS = "before_the_lists"
    AFTER_THE_LISTS = "after_the_lists"
    NO_LIST_NEAR = "no_list_near"
    NAME_NOT_MATCHED = "name_not_matched"
    NO_LOCAL_BODY = "no_local_body"


BASIS_WORDS: Mapping[Basis, str] = {
    Basis.LISTED: "it stands on the list before and on the list after that day",
    Basis.SIGNED_THEN_LISTED: "it was signed by that day, and no list between signing and its first list lacks it",
    Basis.NOT_LISTED: "it stands on no list around that day",
    Basis.SIGNED_NOT_YET_LISTED: "it was signed by that day, but a list of the time lacks it",
    Basis.BETWEEN_LISTS: "it came or went between two lists, and the day between them is not known",
    Basis.BEFORE_THE_LISTS: "the lists begin later",
    Basis.AFTER_THE_LISTS: "the lists end earlier",
    Basis.NO_LIST_NEAR: "no list is known within a month",
    Basis.NAME_NOT_MATCHED: "the name cannot be matched to one body on the lists, or ruled out",
    Basis.NO_LOCAL_BODY: "the name is not that of a state or local agency, and the lists hold no others",
}
