"""From checked entries to the law of a place. It runs only once nothing is wrong.

How overlays are joined: whatever they list is added after what the corpus lists. A provision with
the id of one in the corpus amends it: its keys replace those of the corpus, and its versions are
joined with the corpus's by their first day. A version with the same first day is replaced; a
version of the corpus ends where the next one begins. `repeals` end what is named from a day on.
`checked_through` and `horizons`, where given, replace those of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TypeVar

from comity.law.files.build_beside import (
    build_clock,
    build_duty,
    build_injunction,
    build_note,
    build_prevailing,
    build_question,
    build_remedy,
)
from comity.law.files.build_parts import (
    Groups,
    always,
    binds,
    defeat,
    own_or,
    period,
    uncertainties,
)
from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFile
from comity.law.files.yaml_node import Entries, plain
from comity.law.provision import (
    Case,
    Compliance,
    DefinedWord,
    Duty,
    Exception_,
    Force,
    Horizon,
    Instrument,
    Jurisdiction,
    OffenseClass,
    Period,
    Provision,
    Remedy,
    Verified,
    Version,
)
from comity.logic import Rail


def build_jurisdiction(files: tuple[LawFile, ...], groups: Groups) -> Jurisdiction:
    """The law of one place: its own file, then what is laid over it."""
    tops = [one.top for one in files if one.top is not None]
    head = tops[0]
    owner = head.text("jurisdiction")
    by_default = own_or(owner, head.text("level"))
    begins = head.day("encoded_from")
    assert begins is not None
    ends = {
        kind: {
            one.text(kind): day
            for top in tops
            for one in top.entries("repeals")
            if one.has(kind) and (day := one.day("from")) is not None
        }
        for kind in REPEALED
    }
    listed = {key: [entry for top in tops for entry in top.entries(key)] for key in _LISTS}
    return Jurisdiction(
        id=owner,
        name=head.text("name"),
        level=head.text("level"),
        within=head.texts("within"),
        time_zone=head.optional_text("time_zone"),
        encoded_from=begins,
        horizons=_horizons(tops),
        instruments={one.text("id"): _instrument(one) for one in listed["instruments"]},
        words=tuple(_word(one) for one in listed["words"]),
        classes=tuple(_offense_class(one) for one in listed["classes"]),
        questions=tuple(build_question(one) for one in listed["questions"]),
        prevailing=tuple(build_prevailing(one, owner) for one in listed["prevailing"]),
        provisions=tuple(
            replace(one, versions=kept)
            for one in _provisions(tops, owner, by_default, groups)
            if (kept := _until((each, ends["provision"].get(one.id)) for each in one.versions))
        ),
        duties=_until(
            (build_duty(one, by_default, groups), ends["duty"].get(one.text("id")))
            for one in listed["duties"]
        ),
        remedies=_until(
            (build_remedy(one), ends["remedy"].get(one.text("id"))) for one in listed["remedies"]
        ),
        clocks=tuple(build_clock(one) for one in listed["clocks"]),
        injunctions=tuple(build_injunction(one) for one in listed["injunctions"]),
        notes=tuple(build_note(one) for one in listed["notes"]),
        span=head.span,
        consolidated=head.flag("consolidated"),
    )


_LISTS = (
    *("instruments", "words", "classes", "questions", "prevailing", "duties", "remedies"),
    *("clocks", "injunctions", "notes"),
)


REPEALED = ("provision", "duty", "remedy")
"""What an overlay can end."""

_Lasting = TypeVar("_Lasting", Version, Duty, Remedy)


def _until(found: Iterable[tuple[_Lasting, date | None]]) -> tuple[_Lasting, ...]:
    """Each thing with the day on which it is ended, if it is: what would begin later is gone."""
    kept: list[_Lasting] = []
    for one, end in found:
        until = one.period.until
        if end is None or (until is not None and until <= end):
            kept.append(one)
        elif one.period.from_ < end:
            kept.append(replace(one, period=Period(from_=one.period.from_, until=end)))
    return tuple(kept)


def _horizons(tops: list[Entry]) -> tuple[Horizon, ...]:
    """The last `checked_through` given, after the last `horizons` given."""
    through = next(day for top in reversed(tops) if (day := top.day("checked_through")) is not None)
    named = next((top.entries("horizons") for top in reversed(tops) if top.has("horizons")), ())
    found = [
        Horizon(actions=one.texts("actions"), through=day)
        for one in named
        if (day := one.day("through")) is not None
    ]
    return (*found, Horizon(actions=(), through=through))


def _instrument(one: Entry) -> Instrument:
    return Instrument(id=one.text("id"), name=one.text("name"), force=Force(one.text("force")))


def _word(one: Entry) -> DefinedWord:
    means = one.condition("means")
    assert means is not None
    return DefinedWord(
        id=one.text("id"), cite=one.text("cite"), period=period(one), means=means, span=one.span
    )


def _offense_class(one: Entry) -> OffenseClass:
    return OffenseClass(
        id=one.text("id"),
        cite=one.text("cite"),
        means=one.text("means"),
        period=period(one),
        within=one.texts("within"),
        members=one.texts("members"),
        span=one.span,
    )


def _provisions(
    tops: list[Entry], owner: str, by_default: str | None, groups: Groups
) -> tuple[Provision, ...]:
    found: dict[str, Provision] = {}
    for top in tops:
        for entry in top.entries("provisions"):
            made = _provision(entry, owner, by_default, groups)
            before = found.get(made.id)
            if before is not None:
                versions = _joined(before.versions, made.versions)
                made = replace(made, versions=versions)
            found[made.id] = made
    return tuple(found.values())


def _joined(before: tuple[Version, ...], after: tuple[Version, ...]) -> tuple[Version, ...]:
    """The versions of a provision and of its amendment, each ending where the next begins."""
    by_day: dict[date, Version] = {one.period.from_: one for one in (*before, *after)}
    return _ended([by_day[day] for day in sorted(by_day)])


def _ended(versions: list[Version]) -> tuple[Version, ...]:
    found: list[Version] = []
    for one, following in pairwise([*versions, None]):
        assert one is not None
        until = one.period.until
        if following is not None and (until is None or until > following.period.from_):
            until = following.period.from_
        found.append(replace(one, period=Period(from_=one.period.from_, until=until)))
    return tuple(found)


def _provision(entry: Entry, owner: str, by_default: str | None, groups: Groups) -> Provision:
    effect = entry.optional_text("effect")
    compliance = None
    if effect == "required":
        compliance = Compliance(
            comply_by=entry.day("comply_by"),
            satisfied_by=entry.conditions("satisfied_by"),
            recurrence=entry.optional_text("recurrence"),
        )
    return Provision(
        id=entry.text("id"),
        jurisdiction=owner,
        cite=entry.text("cite"),
        instrument=entry.text("instrument"),
        actions=entry.texts("actions"),
        effect=None if effect is None else Rail(effect),
        binds=binds(entry.entry("binds"), by_default, owner, groups),
        versions=_ended([_version(one) for one in entry.entries("versions")]),
        defeats=tuple(defeat(one, entry.text("cite")) for one in entry.entries("defeats")),
        compliance=compliance,
        span=entry.span,
    )


def _version(entry: Entry) -> Version:
    return Version(
        period=period(entry),
        verified=Verified(entry.text("verified")),
        source=entry.text("source"),
        retrieved=entry.day("retrieved"),
        says=entry.text("says"),
        when=always(entry, "when"),
        unless=tuple(
            Exception_(
                id=one.text("id"),
                cite=one.text("cite"),
                when=always(one, "when"),
                uncertain=uncertainties(one),
            )
            for one in entry.entries("unless")
        ),
        uncertain=uncertainties(entry),
        unsure=entry.optional_text("unsure"),
        reviewed=entry.optional_text("reviewed"),
        cases=tuple(_case(one) for one in entry.entries("cases")),
        span=entry.span,
    )


def _case(entry: Entry) -> Case:
    node = entry.node("facts")
    assert isinstance(node, Entries)
    stated = plain(node)
    assert isinstance(stated, dict)
    facts: Mapping[str, object] = stated
    return Case(
        name=entry.text("name"),
        on=entry.day("on"),
        facts=facts,
        expect=entry.text("expect"),
        span=entry.span,
    )
