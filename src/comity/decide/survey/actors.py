"""Whose act it usually is in a place: the keeper of the jail, the police, the keeper of records."""

from __future__ import annotations

from typing import Literal

from comity.law import Corpus, Jurisdiction
from comity.logic import OneOf, leaves

Role = Literal["police", "jail", "records", "federal"]
"""Who takes a step on the way from an arrest to immigration authorities."""

_JAIL_ACTS = frozenset(
    {
        "hold_on_detainer",
        "notify_release",
        "transfer_custody",
        "allow_interview",
        "join_287g",
        "contract_detention",
    }
)


def usual_actor(corpus: Corpus, place: str, action: str, *, level: str | None = None) -> str | None:
    """Whose act it usually is among a place's own agencies: the jail's keeper, or the police.

    `level` says what a place without a law file is (`city`, `county`), where that is known from
    elsewhere; without it the actor is None: anybody.
    """
    role: Role = "jail" if action in _JAIL_ACTS else "police"
    return own_actor(corpus, place, role, level=level)


def own_actor(corpus: Corpus, place: str, role: Role, *, level: str | None = None) -> str | None:
    """To which of a place's own agencies a role falls; `level` and None as in `usual_actor`."""
    held = corpus.jurisdictions.get(place)
    own = held.level if held else level
    if own is None:
        return None
    if role != "jail":
        return actor_in_role(corpus, place, role, level=own)
    if own == "city" and (held is None or not held.consolidated):
        actor = "city_police"
    elif own == "city" and held is not None and _has_corrections_department(held):
        actor = "corrections_department"
    else:
        return actor_in_role(corpus, place, role, level=own)
    return actor if actor in corpus.vocabulary.actors else None


def actor_in_role(
    corpus: Corpus, place: str, role: Role, *, level: str | None = None
) -> str | None:
    """Who takes a step in a place: the sheriff keeps the jail, but for a district, which has its own.

    `level` as in `usual_actor`. None where the vocabulary in use does not know that actor.
    """
    held = corpus.jurisdictions.get(place)
    own = held.level if held else level or ""
    actor = {
        "police": "sheriff" if own == "county" else "city_police",
        "jail": "corrections_department" if own == "district" else "sheriff",
        "records": "motor_vehicle_agency",
        "federal": "federal_agency",
    }[role]
    return actor if actor in corpus.vocabulary.actors else None


def _has_corrections_department(held: Jurisdiction) -> bool:
    """Whether the city's own rules speak of a department of corrections: it then keeps the jail."""
    return any(
        isinstance(one, OneOf) and one.word == "actor" and "corrections_department" in one.values
        for provision in held.provisions
        for one in leaves(provision.binds)
    )
