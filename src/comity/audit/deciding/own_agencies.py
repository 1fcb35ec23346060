"""Names of agencies that a user knows: a CSV file that says for a spelling which place and kind of actor it stands for.

A line is asked before every rule and table of the program, and decides no law: it only says whose law is asked.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comity.audit.deciding.facility import facility_named
from comity.audit.deciding.party import NoPlace, Party, party_named
from comity.audit.logs.row import ABSENT, Cell
from comity.law import Corpus, nearest, state_of
from comity.law.problem import Problem
from comity.places import (
    Actor,
    AgencyKind,
    Confidence,
    Method,
    Resolution,
    place_named,
    resolve,
    search_places,
)

HEADER = ("name", "place", "actor")
LONGEST_FILE = 64 * 1024 * 1024

Wrong = Callable[[int, str, str, str], None]

_WITHOUT_PLACE = {
    "federal_agency": (AgencyKind.FEDERAL, NoPlace.FEDERAL),
    "tribal_police": (AgencyKind.TRIBAL, NoPlace.TRIBAL),
}
"""Actors under whose law nothing is asked here; a line of one names no place."""
_KINDS = {
    "campus_police": AgencyKind.CAMPUS,
    "private_party": AgencyKind.PRIVATE,
    "task_force": AgencyKind.TASK_FORCE,
    "fusion_center": AgencyKind.TASK_FORCE,
    "school": AgencyKind.OTHER_LOCAL,
    "hospital": AgencyKind.OTHER_LOCAL,
    "special_district": AgencyKind.OTHER_LOCAL,
    "contractor": AgencyKind.UNKNOWN,
}
_LEVELS = {
    "city": AgencyKind.CITY,
    "district": AgencyKind.CITY,
    "county": AgencyKind.COUNTY,
    "state": AgencyKind.STATE,
}


class AgencyFileError(ValueError):
    """A file with mistakes; `problems` holds all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(one) for one in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAgency:
    """One line: what a name as written stands for. `place` is None of a federal agency and a tribal nation."""

    name: str
    place: str | None
    actor: str | None
    kind: AgencyKind
    line: int


class OwnAgencies:
    """All lines of a file, found by the name, whatever its case and the white space in it."""

    def __init__(self, lines: Iterable[OwnAgency] = ()) -> None:
        self._parties = {_key(one.name): one for one in lines}
        self._used: set[str] = set()

    def party(self, name: Cell) -> Party:
        """The party of a name: that of the file, else what the rules read it as."""
        return self._own(name) or party_named(name)

    def facility(self, name: str, city: str, state: str) -> Party:
        """The same of a facility of a detainer log."""
        return self._own(name) or facility_named(name, city, state)

    def unused(self) -> tuple[tuple[int, str], ...]:
        """Lines whose name no log has: the line, and the name."""
        return tuple(
            (one.line, one.name) for key, one in self._parties.items() if key not in self._used
        )

    def _own(self, name: Cell) -> Party | None:
        if name is ABSENT or (found := self._parties.get(_key(name))) is None:
            return None
        self._used.add(_key(name))
        return _party(name, found)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _party(name: str, own: OwnAgency) -> Party:
    """The name keeps what it says beside, such as `[Inactive]`."""
    known = {one.value for one in Actor}
    resolution: Resolution = replace(
        resolve(name),
        kind=own.kind,
        jurisdiction=own.place,
        state=state_of(own.place).removeprefix("us-").upper() if own.place else None,
        actor=Actor(own.actor) if own.actor in known else None,
        fips=None,
        public_body=_PUBLIC.get(own.kind, True),
        method=Method.OWN_LIST,
        confidence=Confidence.CERTAIN,
        candidates=(),
    )
    no_place = _WITHOUT_PLACE[own.actor or ""][1] if own.place is None else None
    return Party(
        name=name, resolution=resolution, place=own.place, actor=own.actor, no_place=no_place
    )


# A campus may be of a public or a private university; a contractor is neither by its name.
_PUBLIC: dict[AgencyKind, bool | None] = {
    AgencyKind.CAMPUS: None,
    AgencyKind.UNKNOWN: None,
    AgencyKind.PRIVATE: False,
}


def read_agencies(path: Path, corpus: Corpus) -> OwnAgencies:
    """The lines of a file. Raises AgencyFileError with every mistake, each with its line."""
    problems: list[Problem] = []

    def wrong(line: int, what: str, why: str, remedy: str) -> None:
        problems.append(Problem(file=str(path), line=line, what=what, why=why, remedy=remedy))

    lines = list(_lines(path, corpus, wrong))
    if problems:
        raise AgencyFileError(problems)
    return OwnAgencies(lines)


def _lines(path: Path, corpus: Corpus, wrong: Wrong) -> Iterator[OwnAgency]:
    try:
        if path.stat().st_size > LONGEST_FILE:
            wrong(0, "is too large", f"it has more than {LONGEST_FILE} bytes", "split it")
            return
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        wrong(0, "is not UTF-8", "its bytes are no text in that encoding", "save it as CSV (UTF-8)")
        return
    except OSError as error:
        said = f"the system says `{(error.strerror or '').lower()}`"
        wrong(0, "cannot be read", said, "check the path")
        return
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    met: dict[str, int] = {}
    try:
        if tuple(cell.strip().casefold() for cell in next(reader, [])) != HEADER:
            columns = ",".join(HEADER)
            remedy = "write these three columns in this order"
            wrong(1, "the header", f"it must be `{columns}`", remedy)
            return
        for record in reader:
            cells = [cell.strip() for cell in record]
            if not any(cells):
                continue
            at = reader.line_num
            if len(cells) != len(HEADER):
                why = f"it has {len(cells)} values under {len(HEADER)} columns"
                wrong(at, "the line", why, "give three; `actor` may be blank")
                continue
            first = met.setdefault(_key(cells[0]), at)
            if first != at:
                why = f"line {first} has the same name"
                wrong(at, "`name`", why, "keep one of the two lines")
                continue
            found = _line(corpus, cells, at, wrong)
            if found is not None:
                yield found
    except csv.Error as error:
        wrong(reader.line_num, "is no CSV", str(error), "mend the quotation marks of the line")


def _line(corpus: Corpus, cells: Sequence[str], at: int, wrong: Wrong) -> OwnAgency | None:
    """One line, or None where something is wrong with it."""
    name, place, actor = cells
    sound = True
    if not name:
        wrong(at, "`name`", "it names no agency", "write the name as the log spells it")
        sound = False
    actors = corpus.vocabulary.actors
    if actor and actor not in actors:
        wrong(at, "`actor`", f"`{actor}` is no kind of actor", nearest(actor, actors))
        sound = False
    placeless = actor in _WITHOUT_PLACE
    if placeless and place:
        why = f"no law of `{place}` is asked of an actor of the kind `{actor}`"
        wrong(at, "`place`", why, "leave it blank")
        sound = False
    elif not placeless and (mistake := _place_mistake(corpus, place)):
        wrong(at, "`place`", *mistake)
        sound = False
    if not sound:
        return None
    return OwnAgency(
        name=name,
        place=place or None,
        actor=actor or None,
        kind=_kind(corpus, place, actor),
        line=at,
    )


def _place_mistake(corpus: Corpus, place: str) -> tuple[str, str] | None:
    """Why a text is no place whose law can be asked, and what to write."""
    if place != "us" and (place in corpus.jurisdictions or place_named(place) is not None):
        return None
    if not place:
        without = " or ".join(f"`{one}`" for one in _WITHOUT_PLACE)
        return "it is blank", f"write the id of a place, or give the actor as {without}"
    found = (one.place.slug for one in search_places(place))
    meant = [f"`{slug}`" for slug in found if slug != "us"][:2]
    return (
        f"`{place}` is no state, county or city",
        f"did you mean {' or '.join(meant)}?" if meant else "write an id such as `us-il-chicago`",
    )


def _kind(corpus: Corpus, place: str, actor: str) -> AgencyKind:
    if actor in _WITHOUT_PLACE:
        return _WITHOUT_PLACE[actor][0]
    if actor in _KINDS:
        return _KINDS[actor]
    if actor and corpus.vocabulary.actors[actor].level == "state":
        return AgencyKind.STATE
    encoded, named = corpus.jurisdictions.get(place), place_named(place)
    level = encoded.level if encoded else named.level if named else ""
    return _LEVELS.get(level, AgencyKind.UNKNOWN)
