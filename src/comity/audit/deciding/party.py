"""Who acts in a row, and whose law binds them: an agency's name as a place and a kind of actor.

It asks the places room and adds no knowledge of its own; where the name does not carry, there is no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from comity.audit.logs.row import ABSENT, Cell
from comity.places import Actor, AgencyKind, Confidence, Method, Resolution, resolve


class NoPlace(Enum):
    """Why a row's party has no place whose law could be asked; the value says it in plain words."""

    NOT_NAMED = "the log names no agency"
    NOT_RESOLVED = "the name could not be matched to one place"
    GUESSED = "the place could only be guessed from the name"
    FEDERAL = "what federal agencies may do themselves is not in this corpus"
    TRIBAL = "the law of tribal nations is not in this corpus"
    NO_ONE = "the name is that of a test or placeholder account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The agency that a provision may bind. `name` is as written, empty where the log names none.

    `place` is the jurisdiction whose law is asked, None where `no_place` says why not. `actor` is one of the
    vocabulary's actors, or None: not known.
    """

    name: str
    resolution: Resolution | None
    place: str | None = None
    actor: str | None = None
    no_place: NoPlace | None = None

    @property
    def own(self) -> Resolution | None:
        """What a user's file says the name is; None where the rules have read it."""
        found = self.resolution
        return found if found is not None and found.method is Method.OWN_LIST else None

    @property
    def state(self) -> str | None:
        """The two-letter code of the state whose law binds the party."""
        return self.resolution.state if self.resolution is not None and self.place else None


_WITHOUT_PLACE = {
    AgencyKind.FEDERAL: NoPlace.FEDERAL,
    AgencyKind.TRIBAL: NoPlace.TRIBAL,
    AgencyKind.TEST: NoPlace.NO_ONE,
}


@lru_cache(maxsize=65_536)
def party_named(name: Cell) -> Party:
    """The party of a name as a log writes it."""
    if name is ABSENT or not name.strip():
        return Party(name="", resolution=None, no_place=NoPlace.NOT_NAMED)
    found = resolve(name)
    if found.kind in _WITHOUT_PLACE:
        return Party(name=name, resolution=found, no_place=_WITHOUT_PLACE[found.kind])
    if found.confidence is Confidence.GUESS:
        return Party(name=name, resolution=found, no_place=NoPlace.GUESSED)
    place = found.jurisdiction
    if place is None and found.kind is AgencyKind.PRIVATE and found.state:
        place = f"us-{found.state.lower()}"  # a private party is under the law of where it is
    if place is None:
        return Party(name=name, resolution=found, no_place=NoPlace.NOT_RESOLVED)
    return Party(name=name, resolution=found, place=place, actor=_actor(found))


def _actor(found: Resolution) -> str | None:
    """The actor, as far as the name tells. A university's police is public only if the university is."""
    if found.public_body is False:
        return Actor.PRIVATE_PARTY.value
    if found.actor is None or (found.kind is AgencyKind.CAMPUS and found.public_body is None):
        return None
    return found.actor.value
