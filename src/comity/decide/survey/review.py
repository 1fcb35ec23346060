"""A sheet for the two people who sign a place's law: text against rule, then the cases. Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from comity.decide.phrases import EFFECT_WORDS, NOT_REVIEWED, VERIFIED_WORDS, place_name
from comity.law import Corpus, Defeat, Jurisdiction, Note, Period, Provision, Version
from comity.logic import Const, Expr, show


def review_sheet(corpus: Corpus, place: str) -> str:
    """Every rule of a place with its condition, exceptions and cases, and room for two signatures.

    Raises KeyError for a place without a law file.
    """
    held = corpus.jurisdictions[place]
    lines = [
        f"# Review sheet: {place_name(corpus, place)} (`{place}`)",
        "",
        f"Encoded from {held.encoded_from}; checked through "
        f"{min(one.through for one in held.horizons)}. Corpus {corpus.digest[:12]}.",
        "",
        "Two people sign each text: the first reads the official text against the rule, the second reads the",
        "cases. Mark what is wrong; a signature says that nothing was.",
    ]
    for provision in held.provisions:
        lines += _provision(held, provision)
    for title, rows in _beside(held).items():
        if rows:
            lines += ["", f"## {title}", "", *rows]
    return "\n".join(lines) + "\n"


def _provision(held: Jurisdiction, provision: Provision) -> Iterator[str]:
    effect = EFFECT_WORDS[provision.effect] if provision.effect else "only limits other rules"
    instrument = held.instruments[provision.instrument]
    yield from ("", f"## {provision.cite}", "")
    yield f"- `{provision.id}` {effect}: {', '.join(provision.actions)}"
    yield f"- Instrument: {instrument.name} ({instrument.force.value})"
    yield f"- Binds: `{show(provision.binds)}`"
    if (due := provision.compliance) is not None:
        met = " or ".join(f"`{show(one)}`" for one in due.satisfied_by)
        said = (
            f"by {due.comply_by}" if due.comply_by else "",
            f"again after {due.recurrence}" if due.recurrence else "",
            f"met by {met}" if met else "",
        )
        # A rule may be one to be met and name neither day nor fact: there is nothing to say then.
        if any(said):
            yield f"- To be done: {'; '.join(one for one in said if one)}"
    for defeat in provision.defeats:
        spared = "" if defeat.unless == Const(value=False) else f" unless `{show(defeat.unless)}`"
        yield (
            f"- Takes the effect of ({defeat.kind.value}) {_selected(defeat)}, "
            f"when `{show(defeat.when)}`{spared} [{defeat.cite}]"
        )
    for version in provision.versions:
        yield from _version(version)


def _selected(defeat: Defeat) -> str:
    effects = tuple(one.value for one in defeat.effects)
    chosen = {
        "levels": defeat.levels,
        "instruments": defeat.instruments,
        "rules": defeat.provisions,
        "acts": defeat.actions,
        "effects": effects,
    }
    return (
        "; ".join(f"{name}: {', '.join(listed)}" for name, listed in chosen.items() if listed)
        or "every rule below it"
    )


def _version(version: Version) -> Iterator[str]:
    yield from ("", f"### In force {_days(version.period)}", "")
    yield (
        f"{VERIFIED_WORDS[version.verified]}; {version.reviewed or NOT_REVIEWED}. "
        f"Seen: {version.retrieved or 'no day on record'}. <{version.source}>"
    )
    yield from ("", f"> {_line(version.says)}", "", "```text", f"when {show(version.when)}")
    for one in version.unless:
        yield f"unless {one.id} [{one.cite}]: {show(one.when)}"
    yield "```"
    doubts = [("the text", one) for one in version.uncertain]
    doubts += [(f"`{one.id}`", doubt) for one in version.unless for doubt in one.uncertain]
    for what, doubt in doubts:
        yield from ("", f"Uncertain whether {what} was in force {_days(doubt.period)}: {doubt.why}")
    if version.unsure:
        yield from ("", f"Unsure: {_line(version.unsure)}")
    yield from ("", "| case | day | facts | must come out |", "|---|---|---|---|")
    for case in version.cases:
        facts = "; ".join(f"{word}: {_fact(value)}" for word, value in case.facts.items())
        cells = (case.name, str(case.on or version.period.from_), facts or "none", case.expect)
        yield f"| {' | '.join(one.replace('|', chr(92) + '|') for one in cells)} |"
    yield from (
        "",
        "Text against rule: ____________________ on __________",
        "",
        "Cases: ____________________ on __________",
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _days(period: Period) -> str:
    first = "on every day" if period.from_ == date.min else f"from {period.from_}"
    return first + (f" until {period.until}" if period.until else "")


def _fact(value: object) -> str:
    """A value of a case as a law file writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{key}: {_fact(held)}" for key, held in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_fact(one) for one in value) + "]"
        case _:
            return str(value)


def _if(when: Expr) -> str:
    return "" if when == Const(value=True) else f" If `{show(when)}`."


def _kind(note: Note) -> str:
    """What a note is, and how it stood: `bill (vetoed)`."""
    return f"{note.kind} ({note.stood})" if note.stood else note.kind


def _beside(held: Jurisdiction) -> Mapping[str, list[str]]:
    """Everything of a file that is not a rule, and can change an answer or stands beside one."""
    return {
        "Defined words": [
            f"- `{one.id}` {_days(one.period)} [{one.cite}]: `{show(one.means)}`"
            for one in held.words
        ],
        "Offence classes": [
            f"- `{one.id}` {_days(one.period)} [{one.cite}]: {one.means}. "
            f"Sections: {', '.join(one.members) or 'none listed'}."
            for one in held.classes
        ],
        "Questions of law": [
            f"- `{one.id}`: {_line(one.asks)} "
            + "; ".join(f"`{read.id}`: {_line(read.says)}" for read in one.readings)
            + f" (leaning: {one.leaning or 'none'})"
            for one in held.questions
        ],
        "Questions that are settled": [
            f"- `{one.question}` is `{one.reading}` {_days(one.period)} [{one.cite}; "
            f"{VERIFIED_WORDS[one.verified]}].{_if(one.when)}"
            for one in held.prevailing
        ],
        "Injunctions": [
            f"- {one.cite}, {_days(one.period)}: {_line(one.says)} Of: {', '.join(one.provisions)}. "
            f"For: `{show(one.whom)}`."
            for one in held.injunctions
        ],
        "Duties": [
            f"- {one.cite}, {_days(one.period)}: {_line(one.says)} (to: {one.to}; when: {one.by})"
            f"{_if(one.when)}"
            for one in held.duties
        ],
        "Remedies": [
            f"- {one.cite}, {_days(one.period)}: {one.who}, against {one.against}: {_line(one.says)}"
            for one in held.remedies
        ],
        "Clocks": [
            f"- {one.cite}, {_days(one.period)}: {_line(one.says)} (from `{one.starts}`; "
            f"says `{one.word}`)"
            for one in held.clocks
        ],
        "Notes (change no answer)": [
            f"- {_kind(one)}, {one.cite}, {_days(one.period)}: {_line(one.says)}"
            for one in held.notes
        ],
    }
