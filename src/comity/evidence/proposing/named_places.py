"""What a name of a place, or of an office of a place, stands for in a document that speaks of certain states.

`places.resolve` decides; here the state is found that a reader would supply, and what does not exist is said so.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from comity.evidence.act import Named
from comity.evidence.lexicon import rules_of
from comity.evidence.proposing.state_names import state_of
from comity.places import AgencyKind, Resolution, all_states, resolve

_COUNTY = re.compile(r"(?:County|Parish)$")
_SURE = ("certain", "likely", "guess")
_FORM = re.compile(r"^(?:City|Town|Village|Borough|County|Township) of ")


@lru_cache(maxsize=20_000)
def place_named_in(name: str, state: str | None, context: str | None) -> Named | None:
    """The city, county or state of a name; None where no table has it.

    `state` is the state that stands beside the name, `context` the one that the document speaks of.
    """
    if whose := _table("parts").get(name):
        return Named(as_written=name, jurisdiction=whose, confidence="certain")
    if (code := state_of(name)) and not (state and state != code):
        return Named(as_written=name, jurisdiction=all_states()[code].slug, confidence="certain")
    if name == "Washington" and state == "DC":
        return Named(as_written=name, jurisdiction="us-dc", confidence="certain")
    counties = bool(_COUNTY.search(name))
    for usps, confidence in _states_to_try(name, state, context, counties=counties):
        found = _in_state(name, usps, counties=counties)
        if found is not None and found.jurisdiction is not None:
            return Named(as_written=name, jurisdiction=found.jurisdiction, confidence=confidence)
    return None


def unknown_place(name: str, state: str | None) -> Named:
    """A place that no table has, kept as written with a note."""
    where = f" of {all_states()[state].name}" if state else ""
    what = "county" if _COUNTY.search(name) else "place"
    return Named(
        as_written=name, note=f"no {what} of this name is in the tables{where}; kept as written"
    )


def _states_to_try(
    name: str, state: str | None, context: str | None, *, counties: bool
) -> list[tuple[str | None, str]]:
    if state is not None:
        return [(state, "certain")]
    known = _table("counties_alone" if counties else "alone").get(name)
    tried: list[tuple[str | None, str]] = []
    if context is not None:
        tried.append((context, "likely"))
    if known is not None:
        # A city that stands alone everywhere means itself, whatever state is spoken of.
        tried.insert(0 if not counties else len(tried), (known, "likely"))
    tried.append((None, "guess"))
    return tried


@lru_cache(maxsize=20_000)
def _in_state(name: str, usps: str | None, *, counties: bool) -> Resolution | None:
    plain = _FORM.sub("", name)
    if usps is None:
        found = resolve(f"{plain} {'SO' if counties else 'PD'}")
        return found if found.jurisdiction is not None and found.confidence != "none" else None
    found = resolve(f"{plain} {usps}" if counties else f"{plain} {usps} PD")
    fits = {AgencyKind.COUNTY, AgencyKind.CITY} if counties else {AgencyKind.CITY, AgencyKind.COUNTY, AgencyKind.STATE}  # fmt: skip
    if found.jurisdiction is None or found.kind not in fits or found.confidence == "none":
        return None
    return found


@lru_cache(maxsize=20_000)
def several_have(name: str) -> bool:
    """Whether a place of that name is in more than one state, so that nothing can be said without one."""
    return len(resolve(f"{name} {'SO' if _COUNTY.search(name) else 'PD'}").candidates) > 1


@lru_cache(maxsize=20_000)
def office_named(name: str, office: str, state: str | None) -> str | None:
    """The jurisdiction of a whole name of an agency that the tables know as such: `NYPD`, a university's police."""
    for text in ([f"{name} {state} {office}"] if state else []) + [f"{name} {office}"]:
        found = resolve(text)
        if found.jurisdiction is not None and found.confidence in {"certain", "likely"}:
            return found.jurisdiction
    return None


@cache
def _table(name: str) -> dict[str, str]:
    table = rules_of("places")[name]
    assert isinstance(table, dict)
    return {str(key): str(value) for key, value in table.items()}


@cache
def cities_alone() -> tuple[str, ...]:
    """Cities that are written without a state, the longest first."""
    return tuple(sorted(_table("alone"), key=len, reverse=True))


@cache
def parts_named() -> tuple[str, ...]:
    """Names of parts of places, the longest first."""
    return tuple(sorted(_table("parts"), key=len, reverse=True))


@cache
def not_names() -> frozenset[str]:
    """Words with a capital that begin a run of names and are no part of one."""
    words = rules_of("places")["not_names"]
    assert isinstance(words, list)
    return frozenset(map(str, words))
