"""The words in which the federal lists are told, in English; they are the keys of the Spanish catalogue.

Every constant in upper case is wording.
"""

from __future__ import annotations

from collections.abc import Mapping

TITLE = "Federal lists of “sanctuary jurisdictions”"
CAUTION = "Being on a federal list is a statement of a federal agency about a place. It changes no answer about the law."
AS_PUBLISHED = "As published on {day}: {states} states, {counties} counties, {cities} cities."
DISTRICT = "The District of Columbia is counted as a state, as the agency does."
IN_PART = (
    "Published on {day}, and held here in part: {states} states, all it had; {counties} of {all_counties} "
    "counties; {cities} of {all_cities} cities."
)
TAKEN_DOWN = "It was taken down on or after {gone}, and by {gone_by}."
ON_DAY = "On {day}, as far as additions and removals are on record: {states} states, {counties} counties, {cities} cities."
NOT_YET = "On {day} it was not published yet."
MAY_BE = "Of {number} entries it is not known whether they still stood on it on {day}."
NOT_CHECKED = "Whether others were taken off or put on later was not checked."
LEVEL_WORDS: Mapping[str, str] = {"state": "State", "county": "County", "city": "City"}
CHART = "Entries of each list by level, as published and after each change on record"
HELD_IN_PART = "{agency} (held here in part)"
AGENCY_WORDS: Mapping[str, str] = {
    "dhs-2025-05-29": "Department of Homeland Security",
    "doj-2025-08-05": "Department of Justice",
}
"""The agency of each list, by its id."""
