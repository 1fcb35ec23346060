"""From checked entries to what stands beside provisions: questions, duties, remedies, clocks, notes."""

from __future__ import annotations

from comity.law.files.build_parts import Groups, always, binds, period
from comity.law.files.entry import Entry
from comity.law.provision import (
    ActTrigger,
    Clock,
    Duty,
    Gap,
    Held,
    Injunction,
    LegalQuestion,
    Note,
    Prevailing,
    Reading,
    Remedy,
    Verified,
)


def build_question(one: Entry) -> LegalQuestion:
    """A question of law; the reading for yes comes first."""
    readings = sorted(one.entries("readings"), key=lambda reading: not reading.flag("value"))
    yes, no = (
        Reading(
            id=reading.text("id"),
            value=reading.flag("value"),
            says=reading.text("says"),
            held=tuple(
                Held(by=held.text("by"), since=held.day("since"), source=held.text("source"))
                for held in reading.entries("held")
            ),
        )
        for reading in readings
    )
    return LegalQuestion(
        id=one.text("id"),
        asks=one.text("asks"),
        readings=(yes, no),
        leaning=one.optional_text("leaning"),
        leaning_why=one.optional_text("leaning_why"),
        span=one.span,
    )


def build_prevailing(one: Entry, owner: str) -> Prevailing:
    """A reading that is settled for some places; left out, for its own and all within it."""
    return Prevailing(
        question=one.text("question"),
        reading=one.text("reading"),
        cite=one.text("cite"),
        source=one.text("source"),
        places=one.texts("places") or (owner,),
        period=period(one),
        when=always(one, "when"),
        verified=Verified(one.text("verified")),
        span=one.span,
    )


def build_duty(one: Entry, by_default: str | None, groups: Groups) -> Duty:
    """Something owed beside the act."""
    owner = one.text("id").partition("/")[0]
    return Duty(
        id=one.text("id"),
        cite=one.text("cite"),
        actions=one.texts("actions"),
        trigger=ActTrigger(one.text("trigger")),
        binds=binds(one.entry("binds"), by_default, owner, groups),
        when=always(one, "when"),
        says=one.text("says"),
        to=one.text("to"),
        by=one.text("by"),
        period=period(one),
        verified=Verified(one.text("verified")),
        source=one.text("source"),
        span=one.span,
    )


def build_remedy(one: Entry) -> Remedy:
    """What may be done about a breach."""
    return Remedy(
        id=one.text("id"),
        cite=one.text("cite"),
        actions=one.texts("actions"),
        provisions=one.texts("provisions"),
        who=one.text("who"),
        against=one.text("against"),
        says=one.text("says"),
        period=period(one),
        verified=Verified(one.text("verified")),
        source=one.text("source"),
        span=one.span,
    )


def build_clock(one: Entry) -> Clock:
    """A limit that runs from a moment."""
    return Clock(
        id=one.text("id"),
        word=one.text("word"),
        cite=one.text("cite"),
        starts=one.text("starts"),
        hours=one.number("hours"),
        until_midnight=one.flag("until_midnight"),
        excludes=one.texts("excludes"),
        says=one.text("says"),
        period=period(one),
        verified=Verified(one.text("verified")),
        source=one.text("source"),
        span=one.span,
    )


def build_injunction(one: Entry) -> Injunction:
    """A court's order that suspends provisions."""
    return Injunction(
        id=one.text("id"),
        cite=one.text("cite"),
        provisions=one.texts("provisions"),
        whom=always(one, "whom"),
        period=period(one),
        verified=Verified(one.text("verified")),
        source=one.text("source"),
        says=one.text("says"),
        span=one.span,
    )


def build_note(one: Entry) -> Note:
    """Context beside the law."""
    return Note(
        id=one.text("id"),
        kind=one.text("kind"),
        cite=one.text("cite"),
        actions=one.texts("actions"),
        provisions=one.texts("provisions"),
        when=always(one, "when"),
        says=one.text("says"),
        period=period(one),
        source=one.text("source"),
        span=one.span,
        docket=one.optional_text("docket"),
        fate=one.optional_text("fate"),
    )


def build_gap(one: Entry) -> Gap:
    """Law that is known, or suspected, and not encoded."""
    return Gap(
        id=one.text("id"),
        jurisdiction=one.text("jurisdiction"),
        actions=one.texts("actions"),
        period=period(one),
        why=one.text("why"),
        needs=one.text("needs"),
        span=one.span,
    )
