"""Whose act it usually is in a place: the jail's keeper, the police, the keeper of driver records."""

from __future__ import annotations

from typing import Literal

from comity.law import Corpus, Jurisdiction
from comity.logic import OneOf, leaves

Role = Literal["police", "jail", "records", "federal"]


def usual_actor(corpus: Corpus, place: str, role: Role) -> str | None:
    """The kind of actor that a role falls to in a place; None where the place is not encoded, or the
    vocabulary in use (it may be a small one) has no such actor.
    """
    held = corpus.jurisdictions.get(place)
    if held is None:
        return None
    actor = _actor(held, role)
    return actor if actor in corpus.vocabulary.actors else None


def _actor(held: Jurisdiction, role: Role) -> str:
    match role:
        case "records":
            return "motor_vehicle_agency"
        case "federal":
            return "federal_agency"
        case "police":
            return "sheriff" if held.level == "county" else "city_police"
        case "jail":
            return _keeper(held)


def _keeper(held: Jurisdiction) -> str:
    if held.level == "district":
        return "corrections_department"
    if held.level != "city":
        return "sheriff"
    if not held.consolidated:
        return "city_police"
    return "corrections_department" if _has_corrections_department(held) else "sheriff"


def _has_corrections_department(held: Jurisdiction) -> bool:
    """Whether the city's own rules speak of a department of corrections: it then keeps the jail."""
    return any(
        isinstance(one, OneOf) and one.word == "actor" and "corrections_department" in one.values
        for provision in held.provisions
        for one in leaves(provision.binds)
    )
