"""The report as a page: what the template shows, put together from the tally. It escapes everything it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from comity.audit import page_words
from comity.audit.columns import COLUMNS
from comity.audit.dialect import LogKind
from comity.audit.inputs import Inputs
from comity.audit.intake import Intake
from comity.audit.outcome import Openness, Outcome, Reservation
from comity.audit.shown import GUARD_MEANS, printable, without_values
from comity.audit.summary import counted, headlines
from comity.audit.tally import (
    NAMES_SHOWN,
    AskCount,
    OrganisationCount,
    PartyCount,
    RecipientCount,
    ShownRow,
    Tally,
    lists_all,
)
from comity.audit.what_if import what_if
from comity.decide import (
    ADVICE,
    ANSWER_WORDS,
    EFFECT_WORDS,
    VERIFIED_WORDS,
    Ground,
    place_name,
    program_version,
)
from comity.decide.answer_look import LOOKS
from comity.law import Corpus, Force
from comity.logic import Answer, Truth

CASES_SHOWN = 5
"""Ways of being open that a page tells apart; the rest are counted together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionCard:
    """A provision as a section shows it, with the rows that it decides or may decide."""

    cite: str
    place: str
    effect: str
    says: str
    force: str
    verified: str
    reviewed: str
    source: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Rows that are open in one way: what that is, and what would follow if the next fact were known."""

    lines: tuple[str, ...]
    what_if: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGroup:
    """Rows that are open for one reason, in the ways there are of it; `more` counts the rows of ways not shown."""

    title: str
    rows: int
    cases: tuple[OpenCase, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRows:
    """The rows of one party that a page lists."""

    party: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """All that a page says of one answer for one kind of row."""

    anchor: str
    kind: LogKind
    answer: Answer
    count: str
    rows: int
    provisions: tuple[ProvisionCard, ...]
    groups: tuple[OpenGroup, ...]
    purposes: str
    recipients: tuple[RecipientCount, ...]
    organisations: tuple[OrganisationCount, ...]
    surely: str
    parties: tuple[PartyCount, ...]
    lists_all: bool
    listed: int
    owners: tuple[OwnerRows, ...]
    sample: tuple[ShownRow, ...]


def page_of(
    tally: Tally, intake: Intake, inputs: Inputs, outcomes: Sequence[Outcome], corpus: Corpus
) -> str:
    """The page as HTML, whole in itself: no script, no address that is loaded."""
    environment = Environment(
        loader=PackageLoader("comity.audit", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    environment.filters["number"] = lambda value: f"{value:,}"
    sections = tuple(
        _section(kind, answer, tally, outcomes, corpus)
        for kind in page_words.KINDS
        for answer in Answer
        if tally.of(kind, answer)
    )
    return environment.get_template("report.html").render(
        words=page_words,
        tally=tally,
        intake=intake,
        inputs=inputs,
        not_read=[
            (one.label, without_values(one.error.problem.what, frozenset()), one.error.problem.why)
            for one in intake.not_read
        ],
        headlines=headlines(tally, intake, outcomes, corpus),
        purposes=_all_purposes(tally),
        sections=sections,
        answers=[answer for answer in Answer if tally.of(answer=answer)],
        kinds=[kind for kind in page_words.KINDS if tally.of(kind)],
        looks=LOOKS,
        answer_words=ANSWER_WORDS,
        reservations=[
            (page_words.RESERVATIONS[Reservation(reason)], rows, settled)
            for reason, rows, settled in tally.reservations
        ],
        reject_reasons=_reject_reasons(intake),
        levels=_horizons(outcomes, corpus),
        columns=COLUMNS,
        guard=GUARD_MEANS,
        names_shown=NAMES_SHOWN,
        corpus=corpus,
        program=program_version(),
        advice=ADVICE,
        LogKind=LogKind,
        Answer=Answer,
    )


def _section(
    kind: LogKind, answer: Answer, tally: Tally, outcomes: Sequence[Outcome], corpus: Corpus
) -> PageSection:
    asks = [one for one in tally.asks if one.kind is kind and one.answer is answer]
    rows = tally.of(kind, answer)
    shown = tally.shown[kind, answer]
    whole = lists_all(kind, answer)
    is_open = answer in {Answer.UNDETERMINED, Answer.CONTESTED}
    is_list = kind is LogKind.SHARING_LIST
    return PageSection(
        anchor=f"{kind.value}-{answer.value}",
        kind=kind,
        answer=answer,
        count=counted(rows, kind),
        rows=rows,
        provisions=tuple(_cards(asks, outcomes, corpus)),
        groups=tuple(_groups(asks, outcomes, corpus)) if is_open else (),
        purposes=_purposes(tally, answer) if kind is LogKind.SEARCH_AUDIT and not is_open else "",
        recipients=tuple(one for one in tally.recipients if one.answer is answer)
        if is_list
        else (),
        organisations=tuple(one for one in tally.organisations if one.answer is answer)
        if is_list
        else (),
        surely=", ".join(
            f"{page_words.SURELY[confidence]} {rows:,}"
            for of, confidence, rows in tally.confidences
            if of is answer and is_list
        ),
        parties=tuple(one for one in tally.parties if one.kind is kind and one.answer is answer),
        lists_all=whole,
        listed=len(shown),
        owners=tuple(
            OwnerRows(party=party, rows=tuple(of_party))
            for party, of_party in groupby(shown, key=lambda row: row.party)
        )
        if whole
        else (),
        sample=() if whole else tuple(shown),
    )


def _purposes(tally: Tally, answer: Answer) -> str:
    """The stated purposes of the searches with an answer, most first, as one phrase."""
    found: dict[str, int] = {}
    for one in tally.purposes:
        if one.answer is answer:
            found[one.purpose] = found.get(one.purpose, 0) + one.rows
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{page_words.PURPOSES[purpose]} ({rows:,})" for purpose, rows in ordered)


def _cards(
    asks: Iterable[AskCount], outcomes: Sequence[Outcome], corpus: Corpus
) -> Iterator[ProvisionCard]:
    """The provisions behind some asks, those of most rows first."""
    rows: dict[tuple[str, date], int] = {}
    grounds: dict[tuple[str, date], dict[str, Ground]] = {}
    for ask in asks:
        found: set[tuple[str, date]] = set()
        for ground in outcomes[ask.ask].grounds:
            key = (ground.provision.id, ground.version.period.from_)
            grounds.setdefault(key, {})[_effect(ground)] = ground
            found.add(key)
        for key in found:
            rows[key] = rows.get(key, 0) + ask.rows
    for key in sorted(rows, key=lambda key: (-rows[key], key)):
        yield _card(grounds[key], rows[key], corpus)


def _effect(ground: Ground) -> str:
    effect = "permits it by its exception" if ground.exception else EFFECT_WORDS[ground.rail]
    return effect if ground.truth is Truth.TRUE else f"perhaps {effect}"


def _card(effects: Mapping[str, Ground], rows: int, corpus: Corpus) -> ProvisionCard:
    ground = next(iter(effects.values()))
    version = ground.version
    until = f" until {version.period.until}" if version.period.until else ""
    internal = "; an agency's own order, not law" if ground.force is Force.INTERNAL else ""
    return ProvisionCard(
        cite=ground.provision.cite,
        place=place_name(corpus, ground.provision.jurisdiction),
        effect=", ".join(one for one in effects if f"perhaps {one}" not in effects) + internal,
        says=" ".join(version.says.split()),
        force=f"in force from {version.period.from_}{until}",
        verified=VERIFIED_WORDS[version.verified],
        reviewed=version.reviewed or "not reviewed by a lawyer",
        source=version.source if version.source.startswith(("https://", "http://")) else "",
        rows=rows,
    )


def _groups(
    asks: Iterable[AskCount], outcomes: Sequence[Outcome], corpus: Corpus
) -> Iterator[OpenGroup]:
    """Open asks by why they are open, those of most rows first."""
    reasons: dict[str, dict[tuple[str, ...], list[AskCount]]] = {}
    for ask in asks:
        outcome = outcomes[ask.ask]
        title = page_words.DISAGREES if outcome.why is None else page_words.OPEN[outcome.why]
        lines = tuple(_open_lines(outcome, corpus))
        reasons.setdefault(title, {}).setdefault(lines, []).append(ask)
    for title, ways in sorted(reasons.items(), key=lambda item: (-_rows(item[1]), item[0])):
        ordered = sorted(ways.items(), key=lambda item: (-_rows_of(item[1]), item[0]))
        yield OpenGroup(
            title=title,
            rows=_rows(ways),
            cases=tuple(
                OpenCase(
                    lines=lines,
                    what_if=tuple(what_if(outcomes[same[0].ask], corpus)),
                    rows=_rows_of(same),
                )
                for lines, same in ordered[:CASES_SHOWN]
            ),
            more=sum(_rows_of(same) for _, same in ordered[CASES_SHOWN:]),
        )


def _rows(ways: Mapping[tuple[str, ...], Sequence[AskCount]]) -> int:
    return sum(_rows_of(same) for same in ways.values())


def _rows_of(asks: Iterable[AskCount]) -> int:
    return sum(one.rows for one in asks)


def _open_lines(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    if outcome.why is Openness.LAW_NOT_ENCODED:
        names = ", ".join(place_name(corpus, name) for name in outcome.missing_law)
        yield f"Not encoded: {names}."
        return
    if outcome.unasked:
        yield f"{outcome.unasked[0].upper()}{outcome.unasked[1:]}."
        return
    possible = ", ".join(ANSWER_WORDS[answer] for answer in outcome.possible)
    yield f"Still possible: {possible}."
    asked = {
        m.word: m.asks
        for one in outcome.decided
        if one.determination
        for m in one.determination.missing
    }
    if outcome.why is Openness.READINGS_DIFFER:
        yield from _readings(outcome, corpus)
    elif asked:
        yield "It hangs on: " + " ".join(asked.values())


def _readings(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    for one in outcome.decided:
        for by in one.determination.by_reading if one.determination else ():
            answers = " or ".join(ANSWER_WORDS[answer] for answer in by.answers)
            says = "; ".join(
                reading.says
                for name, chosen in by.readings.items()
                for reading in corpus.questions[name].readings
                if reading.id == chosen
            )
            yield f"{answers[0].upper()}{answers[1:]}, if: {says}."


def _all_purposes(tally: Tally) -> list[tuple[str, str, int]]:
    """Every stated purpose and what it rests on, with its searches, most first."""
    found: dict[tuple[str, str], int] = {}
    for one in tally.purposes:
        key = (page_words.PURPOSES[one.purpose], page_words.SIGNALS[one.signal])
        found[key] = found.get(key, 0) + one.rows
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [(purpose, signal, rows) for (purpose, signal), rows in ordered]


def _reject_reasons(intake: Intake) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for one in intake.files:
        for reason, rows in one.reading.counts.rejects_by_reason.items():
            words = page_words.REJECTS[reason]
            found[words] = found.get(words, 0) + rows
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _horizons(outcomes: Sequence[Outcome], corpus: Corpus) -> list[tuple[str, str, str]]:
    """For each encoded place whose law was asked: the act, and the day through which that was checked."""
    found: dict[tuple[str, str], str] = {}
    for outcome in outcomes:
        for one in outcome.decided:
            if one.determination is None:
                continue
            act = corpus.vocabulary.actions[one.determination.question.action].phrase
            for level in one.determination.levels:
                if level.jurisdiction and level.through:
                    found[place_name(corpus, level.jurisdiction), act] = level.through.isoformat()
    return [(place, act, through) for (place, act), through in sorted(found.items())]
