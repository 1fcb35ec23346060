"""What the agencies of places may do on a day, act by act: a participation table from the law files, and
beside it what a published table of that kind says, each claim held against the law.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comity.decide.phrases import place_name
from comity.decide.question import QuestionError
from comity.decide.survey.actors import usual_actor
from comity.decide.survey.published import Bullet
from comity.decide.survey.standing import Standing, standing
from comity.law import Corpus, Note, places_of
from comity.logic import Answer

ACTIONS = (
    "hold_on_detainer",
    "notify_release",
    "transfer_custody",
    "allow_interview",
    "allow_facility_access",
    "inquire_status",
    "share_status",
    "share_personal_info",
    "share_alpr",
    "arrest_civil",
    "arrest_immigration_crime",
    "assist_operation",
    "join_287g",
    "contract_detention",
)
"""The acts that a participation table shows unless told otherwise, from the jail outward."""


class Verdict(StrEnum):
    """What the law makes of a claim: `open` where an answer that is left would bear it out, or where the law
    is silent as far as it was read.
    """

    BORNE_OUT = "borne_out"
    OPEN = "open"
    NOT_BORNE_OUT = "not_borne_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim held against the law: what came out, and what that makes of the claim."""

    bullet: Bullet
    standing: Standing

    @property
    def verdict(self) -> Verdict:
        """Whether the answer bears the claim out."""
        found = self.standing
        if found.answer in self.bullet.claims:
            return Verdict.BORNE_OUT
        if any(one in self.bullet.claims for one in found.possible):
            return Verdict.OPEN
        if found.answer is Answer.NOT_REGULATED and not found.complete:
            return Verdict.OPEN
        return Verdict.NOT_BORNE_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One place of the table."""

    place: str
    name: str
    standings: tuple[Standing, ...]
    lists: tuple[str, ...]
    lawsuits: tuple[str, ...]
    claims: tuple[Held, ...]
    not_asked: str | None
    """Why nothing can be asked about the place on that day (None: it can)."""


def participation(
    corpus: Corpus,
    places: Sequence[str],
    *,
    on: date,
    actions: Sequence[str] = ACTIONS,
    bullets: Sequence[Bullet] = (),
    level: str | None = None,
) -> Iterator[Participation]:
    """The rows of the table, in the order of the places given.

    `level` says what places without a law file are, as `usual_actor` has it.
    """
    for place in places:
        try:
            standings = tuple(
                standing(
                    corpus,
                    place,
                    action,
                    on=on,
                    actor=usual_actor(corpus, place, action, level=level),
                )
                for action in actions
            )
            claims = tuple(_held(corpus, one, on) for one in bullets if one.place == place)
            refused = None
        except QuestionError as error:
            standings, claims, refused = (), (), "; ".join(error.mistakes)
        yield Participation(
            place=place,
            name=place_name(corpus, place),
            standings=standings,
            lists=tuple(_line(one.says) for one in _notes(corpus, place, "federal_list", on)),
            lawsuits=tuple(_suit(one) for one in _notes(corpus, place, "lawsuit", on)),
            claims=claims,
            not_asked=refused,
        )


def _held(corpus: Corpus, bullet: Bullet, on: date) -> Held:
    found = standing(
        corpus, bullet.place, bullet.action, on=on, actor=bullet.actor, facts=bullet.facts
    )
    return Held(bullet=bullet, standing=found)


def _notes(corpus: Corpus, place: str, kind: str, on: date) -> Iterator[Note]:
    """Notes of a kind on a place, or on its state."""
    for name in places_of(corpus, place):
        held = corpus.jurisdictions.get(name)
        if held is not None and name != "us":
            yield from (one for one in held.notes if one.kind == kind and one.period.holds(on))


def _suit(note: Note) -> str:
    """A suit: its name, what it is about, and how it stands."""
    return f"{_line(note.cite)}: {_line(note.says)}{_DOCKETS.get(note.docket or '', '')}"


_DOCKETS = {
    "pending": " (pending when last seen)",
    "decided": " (decided)",
    "dismissed": " (dismissed)",
}


def _line(text: str) -> str:
    """One line that begins with a capital."""
    line = " ".join(text.split())
    return line[:1].upper() + line[1:]
