"""Whose act it is: the agency and the place of a mention, from its sentence, its paragraph and the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from comity.evidence.act import Named
from comity.evidence.proposing.acts_in_text import ActMention
from comity.evidence.proposing.named_in_text import NAME, NamedMention, offices
from comity.evidence.proposing.named_places import place_named_in
from comity.evidence.proposing.text_reading import TextReading

# Offices that a bare word of another kind may stand for.
_FAMILIES = {
    "police": {"police", "campus", "state_police", "school"},
    "sheriff": {"sheriff", "jail"},
    "jail": {"jail", "sheriff", "corrections"},
    "state_police": {"state_police"},
    "corrections": {"corrections", "jail"},
    "court": {"court"},
    "council": {"council", "county_board"},
    "county_board": {"county_board", "council"},
}
_OFFICER = re.compile(r"^(?:officers?|detectives?)$", re.IGNORECASE)
_VENDOR = re.compile(r"\b(?:the )?(?:vendor|contractor)\b", re.IGNORECASE)
_LIST = re.compile(
    rf"(?P<names>(?:{NAME}, )+(?:and )?{NAME}|{NAME} and {NAME}) (?P<office>(?:police|law enforcement|officers|sheriffs|deputies)(?: departments| officers| agencies)?)"
)  # fmt: skip
_IN_LIST = re.compile(rf"^In (?P<names>{NAME}(?:, {NAME})*,? and {NAME}),")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Agency and place of one act; either may be None."""

    agency: Named | None
    place: Named | None


def whose(reading: TextReading, mention: ActMention) -> list[Whose]:
    """One for each place that the sentence lists before the verb (`San Diego and Oakland police`); else one."""
    listed = _listed(reading, mention)
    if len(listed) > 1:
        return listed
    agency = _agency(reading, mention)
    government = _government(reading, mention)
    if government is not None and (agency is None or agency.bare):
        return [Whose(agency=government, place=government)]
    if agency is None:
        place = _place_near(reading, mention)
        vendor = _vendor(reading, mention)
        return [Whose(agency=vendor, place=place)]
    if agency.bare:
        place = _place_near(reading, mention)
        if place is not None:
            place = _of_level(reading, agency, place)
        jurisdiction = None if place is None else place.jurisdiction
        named = replace(
            agency.named,
            jurisdiction=jurisdiction,
            confidence="guess" if jurisdiction else None,
            note="no name stands beside it; taken for that of the place spoken of" if jurisdiction else "",
        )  # fmt: skip
        return [Whose(agency=_vendor(reading, mention) or named, place=place)]
    place = agency.place
    if place is not None and place.jurisdiction != agency.named.jurisdiction:
        place = replace(place, jurisdiction=agency.named.jurisdiction)
    return [Whose(agency=_vendor(reading, mention) or agency.named, place=place)]


def _government(reading: TextReading, mention: ActMention) -> Named | None:
    """A county or city that acts by its bare name, `DeKalb County failed to`, where nothing else stands before the verb."""
    before = reading.named_within(mention.sentence.start, mention.verb)
    if mention.passive or not before or any(one.office for one in before):
        return None
    last = before[-1]
    between = reading.folded.text[last.end : mention.verb]
    if len(between) > 25 or re.search(
        r"[.;:]|\b(?:where|whose|who|police|officers?|deput)", between
    ):
        return None
    opens = reading.folded.text[mention.sentence.start : last.start]
    return (
        last.named if re.fullmatch(r"(?:The )?|.*(?:that|said|says|and) (?:the )?", opens) else None
    )


def _vendor(reading: TextReading, mention: ActMention) -> Named | None:
    """A contractor who acts for a body: the nearest word before the verb says so."""
    left = reading.folded.text[mention.sentence.start : mention.verb]
    named = list(_VENDOR.finditer(left))
    if not named or len(left) - named[-1].end() > 60:
        return None
    found = named[-1]
    return Named(as_written=found[0], note="acts for a public body, as the document tells it")


def _agency(reading: TextReading, mention: ActMention) -> NamedMention | None:
    sentence = mention.sentence
    here = [one for one in reading.named_within(sentence.start, sentence.end) if one.office]
    before = [one for one in here if one.start < mention.verb]
    nearest = before[-1] if before else None
    if nearest is not None and not nearest.bare:
        return nearest
    bare = nearest or next((one for one in here if one.bare), None)
    # Named before the verb, the last one first; else behind it.
    named_here = [one for one in reversed(before) if not one.bare]
    named_here += [one for one in here if not one.bare and one not in before]
    for one in named_here:
        if bare is None or _may_be(bare, one):
            return one
    here_place = _place_before(reading, mention)
    for one in _earlier(reading, sentence.start):
        if bare is None or _may_be(bare, one):
            # `In Chicago, police`: a place of the sentence itself beats an agency of another one.
            if here_place is not None and not _within(one.named.jurisdiction, here_place):
                return bare
            return one
    if here_place is None and not _any_place_before(reading, sentence.start):
        for one in reading.named.mentions:
            if one.start > sentence.end and one.office and not one.bare and bare is not None and _may_be(bare, one):  # fmt: skip
                return one
    return bare


def _place_before(reading: TextReading, mention: ActMention) -> str | None:
    """The last place of the sentence before the verb, as an id."""
    found = [
        one.place.jurisdiction
        for one in reading.named_within(mention.sentence.start, mention.verb)
        if not one.office and one.place is not None and one.place.jurisdiction is not None
    ]
    return found[-1] if found else None


def _any_place_before(reading: TextReading, before: int) -> bool:
    return any(
        one.start < before and one.place is not None and (one.place.jurisdiction or "").count("-") > 1
        for one in reading.named.mentions
    )  # fmt: skip


def _within(jurisdiction: str | None, place: str) -> bool:
    """Whether an agency may be meant where a place is named: they are the same, or one holds the other by its id."""
    if jurisdiction is None:
        return True
    return jurisdiction == place or jurisdiction.startswith(f"{place}-") or place.startswith(f"{jurisdiction}-")  # fmt: skip


def _may_be(bare: NamedMention, named: NamedMention) -> bool:
    """Whether a bare word may stand for a named agency."""
    if _OFFICER.match(bare.named.as_written):
        return named.office in {"police", "campus", "state_police", "jail", "corrections", "sheriff", "court"}  # fmt: skip
    family = _FAMILIES.get(bare.office)
    return family is None or named.office in family


def _earlier(reading: TextReading, before: int) -> Iterator[NamedMention]:
    """Named agencies before an offset, the last one first."""
    for one in reversed(reading.named.mentions):
        if one.start < before and one.office and not one.bare:
            yield one


def _place_near(reading: TextReading, mention: ActMention) -> Named | None:
    """The place of the sentence, else the last one named before it, else the first one behind it."""
    sentence = mention.sentence
    places = [
        one
        for one in reading.named.mentions
        if one.place is not None and one.place.jurisdiction is not None
    ]
    local = [one for one in places if one.place and (one.place.jurisdiction or "").count("-") > 1]
    for group in (local, places):
        here = [one for one in group if sentence.start <= one.start < sentence.end]
        if here:
            before = [one for one in here if one.start < mention.verb]
            return (before or here)[-1 if before else 0].place
    for group in (local, places):
        earlier = [one for one in group if one.start < sentence.start]
        if earlier:
            return earlier[-1].place
    for group in (local, places):
        if group:
            return group[0].place
    # Nothing resolves: what the sentence names is kept as it is written.
    named = (one.place for one in reading.named_within(sentence.start, sentence.end))
    return next((place for place in named if place is not None), None)


def _of_level(reading: TextReading, agency: NamedMention, place: Named) -> Named:
    """The county of a city's name where the office is a county's, if there is one of that name."""
    office = next(one for one in offices() if one.id == agency.office)
    if office.level == "state" and place.jurisdiction is not None:
        state = place.jurisdiction[:5]
        return replace(place, jurisdiction=state)
    if office.level == "county" and not re.search(r"(?:County|Parish)", place.as_written):
        name = place.as_written.split(",")[0]
        state = (place.jurisdiction or "us-  ")[3:5].upper()
        county = place_named_in(f"{name} County", state, None)
        if county is not None:
            return replace(county, as_written=place.as_written, confidence="guess")
    return place


def _listed(reading: TextReading, mention: ActMention) -> list[Whose]:
    sentence = mention.sentence
    left = reading.folded.text[sentence.start : mention.verb]
    found = _IN_LIST.match(left) or _LIST.search(left)
    if found is None:
        return []
    names = re.split(r", and |, | and ", found["names"])
    home = reading.named.home
    made: list[Whose] = []
    for name in names:
        words = name.split(" ")
        while words and words[0] in {"In", "The", "Both"}:
            words.pop(0)
        place = place_named_in(" ".join(words), None, home)
        if place is None or place.jurisdiction is None or place.jurisdiction.count("-") < 2:
            continue
        written = found["office"] if found.re is _LIST else "police"
        agency = Named(
            as_written=f"{place.as_written} {written}" if found.re is _LIST else "police",
            jurisdiction=place.jurisdiction,
            confidence="guess",
            note="one of several places that the sentence lists",
        )
        made.append(Whose(agency=agency, place=place))
    return made
