"""Whose act it usually is in a place: the keeper of the jail, the police, the keeper of records."""

from __future__ import annotations

from typing import Literal

from comity.law import Corpus, Jurisdiction, state_of
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
    """To which of a place's own agencies a role falls; `level` and None as in `usual_actor`.

    A city that is no county keeps no jail of its own: what it has is its police and their cells.
    """
    held = corpus.jurisdictions.get(place)
    own = held.level if held else level
    if own is None:
        return None
    if role == "jail" and own == "city" and (held is None or not held.consolidated):
        return _known(corpus, "city_police")
    return actor_in_role(corpus, place, role, level=own)


def actor_in_role(
    corpus: Corpus, place: str, role: Role, *, level: str | None = None
) -> str | None:
    """Who takes a step in a place, whoever employs it.

    `level` as in `usual_actor`. None where the vocabulary in use does not know that actor.
    """
    held = corpus.jurisdictions.get(place)
    own = held.level if held else level or ""
    match role:
        case "police":
            return _known(corpus, "sheriff" if own == "county" else "city_police")
        case "jail":
            return _known(corpus, _jail_keeper(corpus, place, held, own))
        case "records":
            return _known(corpus, "motor_vehicle_agency")
        case "federal":
            return _known(corpus, "federal_agency")


def _jail_keeper(corpus: Corpus, place: str, held: Jurisdiction | None, level: str) -> str:
    """A keeper whom the place's own rules name; else whoever keeps the jails of the state; else the sheriff."""
    if level == "district":
        return "corrections_department"
    if held is not None:
        named = _bound(held)
        if held.consolidated and "corrections_department" in named:
            return "corrections_department"
        if level == "county" and "county_jail" in named:
            return "county_jail"
    return corpus.jail_keepers.get(state_of(place), "sheriff")


def _bound(held: Jurisdiction) -> frozenset[str]:
    """The kinds of agency that a place's own rules name."""
    return frozenset(
        str(value)
        for provision in held.provisions
        for one in leaves(provision.binds)
        if isinstance(one, OneOf) and one.word == "actor"
        for value in one.values
    )


def _known(corpus: Corpus, actor: str) -> str | None:
    return actor if actor in corpus.vocabulary.actors else None
