"""Finds the places and agencies that a document names, and which agency a bare `the department` stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from comity.evidence.act import Named
from comity.evidence.lexicon import rules_of
from comity.evidence.proposing.named_places import (
    cities_alone,
    not_names,
    office_named,
    parts_named,
    place_named_in,
    several_have,
    unknown_place,
)
from comity.evidence.proposing.state_names import state_of, state_pattern
from comity.places import all_states

_WORD = r"(?:(?:St|Ft|Mt)\. )?[A-Z][\w'\u00c0-\u017f]*[a-z\u00df-\u017f](?:-[A-Z][\w']+)*"
NAME = rf"{_WORD}(?: (?:(?:of|du|de|la|del|the) )?{_WORD}){{0,3}}?"
_LONG_NAME = NAME.removesuffix("?")
_FEDERAL = re.compile(
    r"(?:\bICE|[Ii]mmigration|[Ff]ederal|Border Patrol|Homeland Security|[Cc]ustoms|[Dd]eportation|Enforcement|Protection|\bFBI|\bHSI|\bCBP|\bDHS|Investigations|Operations) $"
)
_NEWSPAPER = re.compile(
    r" (?:Post|Times|Herald|Tribune|Journal|Star|Globe|Examiner|Inquirer|Chronicle|Sun|Press|Daily|Law School|Republic)\b"
)
_SHORT = re.compile(r" \(([A-Z]{2,6})\)")
_GLUED = re.compile(
    r"\b(" + "|".join(one.name for one in all_states().values()) + r")([A-Z][a-z]+(?: [A-Z][a-z]+)? (?:County|Parish))\b"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A word for an office, with the level of government that it belongs to."""

    id: str
    level: str
    abbreviation: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMention:
    """A place or agency where it stands in the folded text. `office` is empty for a place.

    `bare` says that it is a word such as `deputies` with no name; `place` is what its place was resolved to.
    """

    start: int
    end: int
    named: Named
    place: Named | None
    office: str
    bare: bool = False


@cache
def offices() -> tuple[Office, ...]:
    """The offices of `offices.yaml` in their order."""
    listed = rules_of("offices")["offices"]
    assert isinstance(listed, list)
    made = []
    for one in listed:
        assert isinstance(one, dict)
        made.append(
            Office(
                id=str(one["id"]),
                level=str(one["level"]),
                abbreviation=str(one["abbreviation"]),
                pattern=str(one["pattern"]),
            )
        )
    return tuple(made)


@cache
def _office_pattern() -> str:
    return "|".join(f"(?P<{one.id}>{one.pattern})" for one in offices())


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<name>{NAME})(?:,? (?P<state>{state_pattern()}))?,?(?:'s)? )?(?P<office>{_office_pattern()})\b"
    )


@cache
def _behind() -> re.Pattern[str]:
    """`... in Providence`, `... of the Town of Sample, Oregon`."""
    return re.compile(
        rf" (?:of|in|for|at) (?:the )?(?P<name>{_LONG_NAME})(?:, (?P<state>{state_pattern()}))?"
    )


@cache
def _place_with_state() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>{NAME}), (?P<state>{state_pattern()})(?![a-z])")


@cache
def _county() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<name>{NAME} (?:County|Parish)|(?:City|Town|Village|County) of {NAME})\b"
    )


@cache
def _alone() -> re.Pattern[str]:
    names = [*cities_alone(), *parts_named()]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?![\w])")


@cache
def _state() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){state_pattern()}(?![\w])")


@cache
def _in_place() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Ii]n|[Ff]rom|[Nn]ear|outside|at|to|around|and|for) (?P<name>{_LONG_NAME})"
    )


class NamedInText:
    """All mentions of a document in their order, and the state that it speaks of."""

    def __init__(self, text: str, kept: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._kept = kept
        self._short: dict[str, NamedMention] = {}
        self.home = self._home_state()
        found = sorted(self._all(), key=lambda one: (one.start, -one.end))
        self.mentions = tuple(_without_inner(found))
        self.glued = tuple(self._run_together())

    def _home_state(self) -> str | None:
        """The state that is named first or most, or that of a city that stands alone in the dateline."""
        codes: Counter[str] = Counter()
        for start, end in self._kept:
            for found in _state().finditer(self._text, start, end):
                code = state_of(found[0])
                if code is None or _is_city_washington(self._text, found):
                    continue
                codes[code] += 3 if found.start() < 300 else 1
        if codes:
            best = codes.most_common(2)
            if len(best) == 1 or best[0][1] > best[1][1]:
                return best[0][0]
        head = self._text[:400]
        for found in _alone().finditer(head + " "):
            place = place_named_in(found[0], None, None)
            if place is not None and place.jurisdiction:
                return place.jurisdiction[3:5].upper()
        for found in re.finditer(
            r"^([A-Z][A-Z .'-]{3,30})(?:,| \u2014| --| -)", head, re.MULTILINE
        ):
            place = place_named_in(found[1].title().strip(), None, None)
            if place is not None and place.jurisdiction and place.confidence != "guess":
                return place.jurisdiction[3:5].upper()
        return codes.most_common(1)[0][0] if codes else None

    def _all(self) -> Iterator[NamedMention]:
        for start, end in self._kept:
            yield from self._datelines(start, end)
            agencies = list(self._agencies(start, end))
            yield from agencies
            self._learn_short_names(agencies)
            yield from self._places(start, end)
        yield from self._short_names()

    def _datelines(self, start: int, end: int) -> Iterator[NamedMention]:
        pattern = re.compile(rf"(?:^|(?<=\n))(?P<name>[A-Z][A-Z .'-]{{2,30}}?|{NAME})(?:, (?P<state>{state_pattern()}))? (?:\u2014|\u2013|--) ")  # fmt: skip
        for found in pattern.finditer(self._text, start, min(end, start + 600)):
            name = found["name"].strip()
            name = name.title() if name.isupper() else name
            state = state_of(found["state"]) if found["state"] else None
            place = place_named_in(name, state, self.home)
            if place is not None:
                yield NamedMention(start=found.start("name"), end=found.end() - 2, named=place, place=place, office="")  # fmt: skip

    def _agencies(self, start: int, end: int) -> Iterator[NamedMention]:
        for found in _agency().finditer(self._text, start, end):
            if _watches(self._text, found) or _FEDERAL.search(
                self._text[max(0, found.start("office") - 30) : found.start("office")]
            ):
                continue
            office = next(one for one in offices() if found[one.id])
            state = state_of(found["state"]) if found["state"] else None
            name, begins = self._name_of(found, office, state)
            if name is not None:
                place = self._office_place(name, office, state)
                if place is not None:
                    yield self._agency_of(begins, found.end(), office, place)
                    continue
            behind = _behind().match(self._text, found.end(), end)
            if behind is not None:
                stated = state_of(behind["state"]) if behind["state"] else None
                place = self._longest(behind["name"], stated, office)
                if place is not None:
                    ends = behind.start("name") + len(place.as_written)
                    yield self._agency_of(found.start("office"), ends, office, place)
                    continue
            if named := self._several(found):
                yield NamedMention(
                    start=found.start("name"),
                    end=found.end(),
                    named=named,
                    place=None,
                    office=office.id,
                )
                continue
            written = self._text[found.start("office") : found.end()]
            yield NamedMention(
                start=found.start("office"),
                end=found.end(),
                named=Named(as_written=written),
                place=None,
                office=office.id,
                bare=True,
            )

    def _several(self, found: re.Match[str]) -> Named | None:
        """An agency whose place several states have: as written, resolved to none of them."""
        name = (found["name"] or "").removesuffix("'s")
        if not name or name.split(" ")[0] in not_names() or not several_have(name):
            return None
        written = self._text[found.start("name") : found.end()]
        return Named(
            as_written=written,
            note=f"`{name}` stands in several states, and none is named; kept as written",
        )

    def _learn_short_names(self, agencies: Sequence[NamedMention]) -> None:
        """`Metropolitan Police Department (MPD)`: the letters stand for it from there on."""
        for one in agencies:
            found = _SHORT.match(self._text, one.end)
            if found and not one.bare:
                self._short.setdefault(found[1], one)

    def _short_names(self) -> Iterator[NamedMention]:
        for letters, whole in self._short.items():
            pattern = re.compile(rf"\b{letters}\b")
            for start, end in self._kept:
                for found in pattern.finditer(self._text, start, end):
                    if found.start() > whole.end:
                        named = replace(whole.named, as_written=letters)
                        yield replace(whole, start=found.start(), end=found.end(), named=named)

    def _name_of(
        self, found: re.Match[str], office: Office, state: str | None
    ) -> tuple[str | None, int]:
        """The words before an office that are a place: words that begin a sentence are dropped from the left."""
        if not found["name"]:
            return None, found.start()
        words = found["name"].removesuffix("'s").split(" ")
        at = found.start("name")
        while words:
            name = " ".join(words)
            told = words[0] not in not_names() or len(words) > 1
            if told and self._office_place(name, office, state) is not None:
                return name, at
            at += len(words[0]) + 1
            words.pop(0)
        return None, found.start("office")

    def _office_place(self, name: str, office: Office, state: str | None) -> Named | None:
        if office.level == "state" and office.id != "court":
            code = state_of(name)
            if code is not None:
                return place_named_in(name, None, None)
        if office.id in {"hospital", "campus", "school", "department"}:
            # Named after people and hills as often as after a city: only what is sure is a place.
            sure = place_named_in(name, state, self.home)
            return sure if sure is not None and sure.confidence != "guess" else None
        if office.level == "county" and not re.search(r"(?:County|Parish)$", name):
            if office.id in {"jail", "corrections"}:
                return place_named_in(name, state, self.home)
            county = place_named_in(f"{name} County", state, self.home)
            if county is not None and county.confidence != "guess":
                return replace(county, as_written=name)
        return place_named_in(name, state, self.home)

    def _longest(self, name: str, state: str | None, office: Office) -> Named | None:
        """The place that the first words of a run of names are, as many as can be."""
        words = name.split(" ")
        while words and words[0] not in not_names():
            place = self._office_place(" ".join(words), office, state)
            if place is not None and (place.confidence != "guess" or len(words) > 1):
                return place
            words.pop()
        return None

    def _agency_of(self, start: int, end: int, office: Office, place: Named) -> NamedMention:
        written = self._text[start:end]
        jurisdiction, confidence = place.jurisdiction, place.confidence
        if office.id == "campus":
            jurisdiction = office_named(written, "", None) or jurisdiction
        named = Named(
            as_written=written, jurisdiction=jurisdiction, confidence=confidence, note=place.note
        )
        return NamedMention(start=start, end=end, named=named, place=place, office=office.id)

    def _places(self, start: int, end: int) -> Iterator[NamedMention]:
        for found in _place_with_state().finditer(self._text, start, end):
            state = state_of(found["state"])
            if found["name"] in {"County", "Parish"}:
                continue  # the end of a name that ran into another one
            place, begins = self._from_left(found["name"], found.start("name"), state)
            if place is None and re.search(r"(?:County|Parish)$", found["name"]):
                place, begins = unknown_place(found["name"], state), found.start("name")
            if place is not None:
                written = self._text[begins : found.end()]
                named = replace(place, as_written=written)
                yield NamedMention(start=begins, end=found.end(), named=named, place=named, office="")  # fmt: skip
        for pattern in (_county(), _in_place()):
            for found in pattern.finditer(self._text, start, end):
                place, begins = self._from_left(found["name"], found.start("name"), None)
                if (
                    place is None
                    and pattern is _county()
                    and found["name"].split(" ")[0] not in not_names()
                ):
                    note = "in several states, or in none of the tables; kept as written"
                    named = Named(as_written=found["name"], note=note)
                    yield NamedMention(
                        start=found.start("name"),
                        end=found.end(),
                        named=named,
                        place=named,
                        office="",
                    )
                if place is not None and (place.confidence != "guess" or pattern is _county()):
                    yield NamedMention(start=begins, end=begins + len(place.as_written), named=place, place=place, office="")  # fmt: skip
        for pattern in (_alone(), _state()):
            for found in pattern.finditer(self._text, start, end):
                if pattern is _state() and _is_city_washington(self._text, found):
                    continue
                if _NEWSPAPER.match(self._text, found.end()):
                    continue
                place = place_named_in(found[0], None, None)
                if place is not None:
                    yield NamedMention(start=found.start(), end=found.end(), named=place, place=place, office="")  # fmt: skip

    def _from_left(self, name: str, at: int, state: str | None) -> tuple[Named | None, int]:
        words = name.split(" ")
        while words:
            if words[0] not in not_names() or len(words) > 1:
                place = place_named_in(" ".join(words), state, self.home)
                if place is not None:
                    return place, at
            at += len(words[0]) + 1
            words.pop(0)
        return None, at

    def _run_together(self) -> Iterator[NamedMention]:
        """`OregonAdams County`: the end of one place and the begin of the next, without the blank between them."""
        for found in _GLUED.finditer(self._text):
            behind = re.match(rf", {state_pattern()}", self._text[found.end() : found.end() + 30])
            second = f"{found[2]}{behind[0] if behind else ''}"
            note = f"two places run together: `{found[1]}` ends one, `{second}` begins the next; kept as written"
            named = Named(as_written=found[0], note=note)
            yield NamedMention(start=found.start(), end=found.end(), named=named, place=named, office="")  # fmt: skip


def _watches(text: str, found: re.Match[str]) -> bool:
    """Whether the office is one of a body that looks into others (`Department of Investigation`)."""
    watchers = re.compile(str(rules_of("offices")["watchers"]))
    around = text[max(0, found.start("office") - 30) : found.end() + 20]
    hit = watchers.search(around)
    if hit is None:
        return False
    start = max(0, found.start("office") - 30) + hit.start()
    return start <= found.start("office") < start + len(hit[0])


def _is_city_washington(text: str, found: re.Match[str]) -> bool:
    """`Washington, D.C.` is no state, and `Washington` as the seat of the federal government neither."""
    return found[0] == "Washington" and bool(re.match(r",? D\.?C\b", text[found.end() :]))


def _without_inner(found: Sequence[NamedMention]) -> Iterator[NamedMention]:
    """Mentions in order, those inside another one left out."""
    end = -1
    for one in found:
        if one.start >= end:
            yield one
            end = one.end
