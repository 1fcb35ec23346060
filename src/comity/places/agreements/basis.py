"""Why an agency is said to have had an agreement on a day, not to have had one, or why that is not known."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """Why the answer is what it is; `words.py` says it in words."""

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
