"""The sentences of a card that are the same for every door: rows, marks, reservations, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from comity.decide.cards.card_parts import Card, CardRow, Cite
from comity.decide.cards.row_words import ReadSo
from comity.decide.cards.words import (
    ACCOUNT,
    ALSO,
    AND_MORE,
    AS_FAR_AS,
    ASK_COMITY,
    CHECK,
    DEPENDS_ON,
    FOR_WHOM,
    GIVEN,
    GIVEN_HERE,
    HELD_BY,
    HOW_TO_READ,
    IN_EVERY_CASE,
    INTERNAL_ORDER,
    LEANS,
    MARKED,
    MAY_INCLUDE,
    MORE_DUTIES,
    NOT_COMPLETE,
    ONE_OF,
    OTHERWISE,
    PERHAPS,
    READ_AS,
    READ_EITHER,
    STILL_POSSIBLE,
    THE_PAPER,
    TO_BY,
    UNVERIFIED,
)
from comity.decide.phrases import (
    ADVICE,
    ANSWER_WORDS,
    ASK_COUNSEL,
    CLOCK_LIMITS,
    MISSING_LAW,
    QUOTED_IN_ENGLISH,
)
from comity.decide.translation import Language, speech
from comity.law import Verified, either
from comity.logic import Answer

MOST_TURNS = 14
"""What an open row depends on: so many are named, any others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLines:
    """A row as it is printed. `when` stands over `all_of` and `one_of` where it says more than they do."""

    when: str
    all_of: tuple[str, ...]
    one_of: tuple[str, ...]
    one_of_title: str
    answer: Answer
    word: str
    reservation: str
    cites: tuple[tuple[str, str], ...]
    """Of each provision its id and its citation with its marks."""
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLines:
    """The table of an act as it is printed."""

    title: str
    who: str
    given: str
    rows: tuple[RowLines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLines:
    """A card as it is printed. `duties` are each a sentence, whom and when, and a citation."""

    how: str
    check: str
    given: str
    acts: tuple[ActLines, ...]
    duties: tuple[tuple[str, str, str], ...]
    more_duties: str
    clocks: tuple[tuple[str, str], ...]
    clock_limits: str
    also: str
    incomplete: str
    advice: str


class _Lines:
    def __init__(self, language: Language) -> None:
        self.say = speech(language)

    def row(self, row: CardRow, *, only: bool) -> RowLines:
        say = self.say
        is_open = row.answer is Answer.UNDETERMINED
        free = not row.conditions and not row.one_of
        return RowLines(
            when=say(IN_EVERY_CASE if only else OTHERWISE) if free else "",
            all_of=row.conditions,
            one_of=row.one_of,
            one_of_title=say(ONE_OF) if len(row.one_of) > 1 else "",
            answer=row.answer,
            word=say(ANSWER_WORDS[row.answer]),
            reservation=say(AS_FAR_AS) if not is_open and not row.complete else "",
            cites=tuple((one.provision, self.cite(one)) for one in row.cites),
            below=tuple(self.below(row)),
        )

    def below(self, row: CardRow) -> list[str]:
        say = self.say
        found = [self.reading(one) for one in row.readings]
        if row.missing_law:
            return [say(MISSING_LAW, place=one) for one in row.missing_law]
        if row.questions:
            listed = either([say(ANSWER_WORDS[one]) for one in row.possible], say)
            found.append(say(READ_EITHER, answers=listed, questions=" ".join(row.questions)))
        if row.answer is Answer.UNDETERMINED:
            found.append(say(ASK_COMITY))
        if row.leaning is not None:
            found.append(say(LEANS, answer=say(ANSWER_WORDS[row.leaning])))
        if row.turns_on:
            what, more = "; ".join(row.turns_on[:MOST_TURNS]), len(row.turns_on) - MOST_TURNS
            if more > 0:
                what = say(AND_MORE, what=what, count=more)
            found.append(say(DEPENDS_ON, what=what))
        if row.possible and not row.questions:
            listed = either([say(ANSWER_WORDS[one]) for one in row.possible], say)
            found.append(say(STILL_POSSIBLE if row.exact else MAY_INCLUDE, answers=listed))
        if row.answer is Answer.REQUIRED and any(
            one.verified is Verified.UNVERIFIED for one in row.cites
        ):
            found.append(say(ASK_COUNSEL))
        return found

    def reading(self, one: ReadSo) -> str:
        say = self.say
        read = "; ".join(one.says)
        text = say(READ_AS, answer=say(ANSWER_WORDS[one.answer]), readings=read)
        return f"{text} ({say(HELD_BY, who='; '.join(one.held))})" if one.held else text

    def cite(self, one: Cite) -> str:
        say = self.say
        marks = [say(INTERNAL_ORDER)] if one.internal else []
        if one.verified is Verified.UNVERIFIED:
            marks.append(say(UNVERIFIED))
        elif one.verified is Verified.ACCOUNT:
            marks.append(say(ACCOUNT))
        return say(MARKED, cite=one.cite, marks="; ".join(marks)) if marks else one.cite


def lines_of_row(row: CardRow, language: Language, *, only: bool) -> RowLines:
    """A row in sentences; `only`: it is the only one of its table."""
    return _Lines(language).row(row, only=only)


def lines_of_card(card: Card, language: Language = "en") -> CardLines:
    """The card in sentences."""
    made, say = _Lines(language), speech(language)
    return CardLines(
        how=say(HOW_TO_READ),
        check=say(CHECK, checks=" ".join(card.checks)) if card.checks else "",
        given=say(GIVEN, facts="; ".join((say(THE_PAPER), *card.given))),
        acts=tuple(
            ActLines(
                title=act.phrase[:1].upper() + act.phrase[1:],
                who=say(FOR_WHOM, who=act.who) if act.who else "",
                given=say(GIVEN_HERE, facts="; ".join(act.given)) if act.given else "",
                rows=tuple(made.row(row, only=len(act.rows) == 1) for row in act.rows),
            )
            for act in card.acts
        ),
        duties=tuple(
            (
                one.says[:1].upper() + one.says[1:] if one.sure else say(PERHAPS, says=one.says),
                say(TO_BY, to=one.to, by=one.by),
                one.cite,
            )
            for one in card.duties
        ),
        more_duties=say(MORE_DUTIES, count=card.more_duties) if card.more_duties else "",
        clocks=tuple((one.says[:1].upper() + one.says[1:], one.cite) for one in card.clocks),
        clock_limits=say(CLOCK_LIMITS) if card.clocks else "",
        also=say(ALSO, acts="; ".join(card.also)) if card.also else "",
        incomplete=(
            say(NOT_COMPLETE, reasons="; ".join(card.incomplete)) if card.incomplete else ""
        ),
        advice=say(ADVICE) if language == "en" else f"{say(ADVICE)} {say(QUOTED_IN_ENGLISH)}",
    )
