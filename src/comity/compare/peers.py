"""Which places are set beside one, and what their own rules regulate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.law import Corpus, Provision, Version, places_of, state_of
from comity.logic import Rail

NEIGHBOURS = "neighbours"
ALL = "all"

_BORDERS = (
    "al:fl ga ms tn|ar:la mo ms ok tn tx|az:ca co nm nv ut|ca:az nv or|co:az ks ne nm ok ut wy|ct:ma ny ri|"
    "dc:md va|de:md nj pa|fl:al ga|ga:al fl nc sc tn|ia:il mn mo ne sd wi|id:mt nv or ut wa wy|il:ia in ky mo wi|"
    "in:il ky mi oh|ks:co mo ne ok|ky:il in mo oh tn va wv|la:ar ms tx|ma:ct nh ny ri vt|md:dc de pa va wv|me:nh|"
    "mi:in oh wi|mn:ia nd sd wi|mo:ar ia il ks ky ne ok tn|ms:al ar la tn|mt:id nd sd wy|nc:ga sc tn va|nd:mn mt sd|"
    "ne:co ia ks mo sd wy|nh:ma me vt|nj:de ny pa|nm:az co ok tx ut|nv:az ca id or ut|ny:ct ma nj pa vt|"
    "oh:in ky mi pa wv|ok:ar co ks mo nm tx|or:ca id nv wa|pa:de md nj ny oh wv|ri:ct ma|sc:ga nc|sd:ia mn mt nd ne wy|"
    "tn:al ar ga ky mo ms nc va|tx:ar la nm ok|ut:az co id nm nv wy|va:dc ky md nc tn wv|vt:ma nh ny|wa:id or|"
    "wi:ia il mi mn|wv:ky md oh pa va|wy:co id mt ne sd ut"
)
"""The states with a land border (or one in a river) between them; Alaska, Hawaii and the territories have none."""


def borders() -> Mapping[str, frozenset[str]]:
    """For each state or district the states that it borders on, by id."""
    found: dict[str, frozenset[str]] = {}
    for part in _BORDERS.split("|"):
        state, _, others = part.partition(":")
        found[f"us-{state}"] = frozenset(f"us-{one}" for one in others.split())
    return found


def peers_of(corpus: Corpus, place: str, against: Sequence[str], *, on: date) -> tuple[str, ...]:
    """The encoded places to set beside one: those named, its neighbours, or all of its kind.

    Neighbours of a state are the states it borders on; of a city or county the encoded ones of its own state and of
    the states around it. `all` are all states, or all cities and counties. Only those of which the corpus speaks on
    the day.
    """
    held = corpus.jurisdictions.get(place)
    is_state = place in corpus.states
    of_its_kind = [
        one.id
        for one in corpus.jurisdictions.values()
        if one.id not in {place, "us"}
        and one.encoded_from <= on
        and (one.id in corpus.states) is is_state
    ]
    found: dict[str, None] = {}
    for name in against:
        if name == ALL:
            found.update(dict.fromkeys(of_its_kind))
        elif name == NEIGHBOURS:
            own = state_of(place)
            around = {own, *borders().get(own, frozenset())}
            found.update(dict.fromkeys(one for one in of_its_kind if state_of(one) in around))
        elif name != place and name in corpus.jurisdictions:
            found[name] = None
    return tuple(found) if held is not None or place in corpus.states else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A rule of a peer on an act: what could be looked at."""

    place: str
    provision: str
    cite: str
    rail: Rail


def models_on(corpus: Corpus, peers: Sequence[str], on: date) -> Mapping[str, tuple[Model, ...]]:
    """The rules in force that the peers have themselves, by act."""
    found: dict[str, list[Model]] = {}
    for place in peers:
        for provision, _ in own_rules(corpus, place, on):
            for action in provision.actions:
                assert provision.effect is not None
                found.setdefault(action, []).append(
                    Model(
                        place=place,
                        provision=provision.id,
                        cite=provision.cite,
                        rail=provision.effect,
                    )
                )
    return {action: tuple(listed) for action, listed in found.items()}


def own_rules(corpus: Corpus, place: str, on: date) -> Iterator[tuple[Provision, Version]]:
    """The rules on acts that a place has itself on a day, with their texts."""
    held = corpus.jurisdictions.get(place)
    for provision in held.provisions if held else ():
        if provision.effect is None:
            continue
        for version in provision.versions:
            if version.period.holds(on):
                yield provision, version


def levels_above(corpus: Corpus, place: str) -> tuple[str, ...]:
    """The encoded places above one."""
    return tuple(one for one in places_of(corpus, place)[1:] if one in corpus.jurisdictions)
