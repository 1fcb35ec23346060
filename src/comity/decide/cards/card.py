"""A decision card: what the law of a place says to a paper in hand, as a page for a wall. Made from the ruling,
row by row, and never wiser than `decide`: what does not fit a page is sent back to Comity with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.decide.cards.branches import Case, Settled, Tree, ends_of, tree_of
from comity.decide.cards.card_lines import lines_of_card, lines_of_row
from comity.decide.cards.card_parts import (
    Card,
    CardAct,
    CardClock,
    CardDuty,
    CardRow,
    Cite,
)
from comity.decide.cards.measure import SIZES, Sheet
from comity.decide.cards.row_words import LineWords
from comity.decide.cards.rows import Line, Lines, shorter
from comity.decide.cards.rules import Condition
from comity.decide.coverage import reasons_in
from comity.decide.determination import Determination
from comity.decide.interview import PAPERS, Paper, checks_of_paper
from comity.decide.phrases import place_in_sentence, place_name
from comity.decide.question import QuestionError
from comity.decide.survey.actors import usual_actor
from comity.decide.survey.obligations import TRIGGERS
from comity.decide.translation import SPANISH, Language, Speech, speech
from comity.law import ActTrigger, Corpus, Duty, Force, nearest
from comity.logic import SETTLED, Answer

FEWEST_ACTS, MOST_ACTS = 2, 4
"""Acts of one card. Beyond the fewest there are only as many as a page tells of in full; what else a paper may
ask for is named and sent to Comity.
"""
MOST_DUTIES = 3
"""Duties that are told; more are counted."""
READINGS = 0.01
"""How much of a table its readings are worth when it is chosen what a page tells."""
AT_THE_DESK = frozenset({ActTrigger.ACTING, ActTrigger.REFUSING, ActTrigger.REQUEST})
"""What makes a duty one of the desk: reports, training and deadlines are counted only."""

_IN_CUSTODY: Mapping[str, object] = {"in_custody": True}

GIVEN_BY_THE_ACT: Mapping[str, Mapping[str, object]] = {
    "hold_on_detainer": {**_IN_CUSTODY, "release_due": True},
    "notify_release": _IN_CUSTODY,
    "transfer_custody": _IN_CUSTODY,
    "allow_interview": _IN_CUSTODY,
}
"""What an act at a jail's desk speaks of anyway: a card takes it as given, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a card tells: of each act its case, its tree, and the lines that have room."""

    cases: tuple[Case, ...]
    trees: tuple[Tree, ...]
    lines: tuple[Lines, ...]

    @property
    def in_full(self) -> bool:
        """Whether it settles all that comes to a desk."""
        return all(one.in_full for one in self.lines)


def card_of(
    corpus: Corpus,
    place: str,
    paper: str,
    *,
    on: date,
    language: Language = "en",
    level: str | None = None,
) -> Card:
    """The card of a place and a paper on a day; `level` says what a place without a law file is, as `usual_actor`
    has it. Raises QuestionError for what cannot be asked about.
    """
    if paper not in PAPERS:
        raise QuestionError((f"`{paper}` is not a known paper; {nearest(paper, PAPERS)}",))
    return _card(corpus, PAPERS[paper], _told(corpus, place, paper, on, level), speech(language))


@lru_cache(maxsize=64)
def _told(corpus: Corpus, place: str, paper: str, on: date, level: str | None) -> _Told:
    """What the card tells: the same in every language."""
    held = PAPERS[paper]
    cases = [
        _case(corpus, held, place, name, on, level=level)
        for name in _asked(corpus, held)[:MOST_ACTS]
    ]
    fewest = max(FEWEST_ACTS, len(held.actions))
    page = _Page(corpus, held)
    for case in cases[:fewest]:
        page.add(case)
    told = page.told()
    for case in cases[fewest:]:
        if not told.in_full:
            break
        page.add(case)
        if not (more := page.told()).in_full:
            break
        told = more
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Lines of some tables: how high they are in print, and how much they settle."""

    height: float
    worth: float
    lines: tuple[Lines, ...]


class _Page:
    """Chooses what one printed page tells of some acts.

    Spanish says it in more letters than English, so it measures for both.
    """

    def __init__(self, corpus: Corpus, paper: Paper) -> None:
        self.corpus, self.paper = corpus, paper
        self.words, self.sheet = LineWords(corpus, SPANISH), Sheet(min(SIZES.values()))
        self.cases: list[Case] = []
        self.trees: list[Tree] = []
        self.choices = [_Choice(height=0, worth=0, lines=())]

    def add(self, case: Case) -> None:
        """One more act, with as many lines as there may be room for."""
        tree = tree_of(self.corpus, case)
        self.cases.append(case)
        self.trees.append(tree)
        contested = any(end.found.answer is Answer.CONTESTED for end in ends_of(tree))
        # Each side's reading of what is contested is worth its room only where the lines have theirs.
        sizes = [
            (self.height(one), one.share * (1 - READINGS * one.short), one)
            for short in ((False, True) if contested else (False,))
            for one in shorter(tree, short=short, long=self.long)
        ]
        self.choices = _best(
            _Choice(height=one.height + own, worth=one.worth + worth, lines=(*one.lines, lines))
            for one in self.choices
            for own, worth, lines in sizes
        )

    def told(self) -> _Told:
        """As many lines of each act as fit the page together, so that together they settle the most."""
        none = Lines(lines=(), share=0, short=False, in_full=False)
        bare = self.holding([none] * len(self.trees))
        said = lines_of_card(_card(self.corpus, self.paper, bare, SPANISH), "es")
        room = self.sheet.room - self.sheet.height(said)
        fitting = [one for one in self.choices if one.height <= room] or self.choices[:1]
        return self.holding(max(fitting, key=lambda one: (one.worth, -one.height)).lines)

    def holding(self, lines: Sequence[Lines]) -> _Told:
        """The acts with some lines of theirs."""
        return _Told(cases=tuple(self.cases), trees=tuple(self.trees), lines=tuple(lines))

    def height(self, told: Lines) -> float:
        """How high the rows of an act are."""
        rows = _rows(self.words, told)
        return self.sheet.rows([lines_of_row(row, "es", only=len(rows) == 1) for row in rows])

    def long(self, one: Condition) -> float:
        """How long a condition is, beside others: about a hundred letters fill a line."""
        return 0.3 + len(self.words.condition(one)) / 100


def _best(found: Iterable[_Choice]) -> list[_Choice]:
    """For each height, in order, what settles the most, if it settles more than what is lower."""
    best: list[_Choice] = []
    for one in sorted(found, key=lambda one: (one.height, -one.worth)):
        if not best or one.worth > best[-1].worth:
            best.append(one)
    return best


def _card(corpus: Corpus, paper: Paper, told: _Told, say: Speech) -> Card:
    words = LineWords(corpus, say)
    ends = tuple(end for tree in told.trees for end in ends_of(tree))
    owed = _owed(ends)
    duties = tuple(_duties(owed, say))[:MOST_DUTIES]
    givens = [words.given(case.facts) for case in told.cases]
    given = tuple(text for text in givens[0] if all(text in other for other in givens))
    acts = tuple(
        _act(corpus, case, _rows(words, lines), [text for text in own if text not in given], say)
        for case, lines, own in zip(told.cases, told.lines, givens, strict=True)
    )
    first = told.cases[0]
    return Card(
        place=first.place,
        name=place_name(corpus, first.place, say.language),
        paper=paper,
        on=first.on,
        acts=acts,
        also=tuple(
            say(corpus.vocabulary.actions[name].phrase)
            for name in _asked(corpus, paper)[len(acts) :]
        ),
        given=given,
        checks=tuple(say(one.asks) for one in checks_of_paper(paper, corpus.vocabulary)),
        duties=duties,
        more_duties=len(owed) - len(duties),
        clocks=tuple(_clocks(ends)),
        incomplete=tuple(_incomplete(corpus, ends, say)),
        corpus=ends[0].found.corpus,
    )


def _asked(corpus: Corpus, paper: Paper) -> list[str]:
    """The acts that a paper asks for, or may."""
    every = dict.fromkeys((*paper.actions, *paper.may_ask))
    return [name for name in every if name in corpus.vocabulary.actions]


def _case(
    corpus: Corpus, paper: Paper, place: str, action: str, on: date, *, level: str | None
) -> Case:
    """What the paper proves by itself, and that the person is in custody where the act says so."""
    facts: dict[str, object] = {**GIVEN_BY_THE_ACT.get(action, {}), **paper.facts}
    if paper.kind is not None:
        facts["documents"] = [paper.kind]
    known = {word: value for word, value in facts.items() if word in corpus.vocabulary.words}
    actor = usual_actor(corpus, place, action, level=level)
    return Case(
        place=place,
        action=action,
        on=on,
        actor=actor if actor in corpus.vocabulary.actors else None,
        facts=known,
    )


def _act(
    corpus: Corpus, case: Case, rows: tuple[CardRow, ...], given: Sequence[str], say: Speech
) -> CardAct:
    actor = corpus.vocabulary.actors.get(case.actor or "")
    return CardAct(
        action=case.action,
        phrase=say(corpus.vocabulary.actions[case.action].phrase),
        actor=case.actor,
        who=say(actor.means) if actor else "",
        given=tuple(given),
        case=case,
        rows=rows,
    )


def _rows(words: LineWords, told: Lines) -> tuple[CardRow, ...]:
    return tuple(_row(words, line, short=told.short) for line in told.lines)


def _row(words: LineWords, line: Line, *, short: bool) -> CardRow:
    found = line.found
    is_open = found.answer is Answer.UNDETERMINED
    contested = found.answer is Answer.CONTESTED
    leanings = {end.found.leaning for end in line.ends}
    return CardRow(
        conditions=words.always(line),
        one_of=words.one_of(line),
        line=line,
        answer=found.answer,
        complete=found.complete,
        cites=() if is_open else tuple(_cites(end.found for end in line.ends)),
        readings=words.readings(found) if contested and not short else (),
        leaning=found.leaning if len(leanings) == 1 else None,
        questions=words.questions(end.found for end in line.ends) if contested and short else (),
        turns_on=words.turns_on(line) if is_open else (),
        possible=_possible(line) if is_open or (contested and short) else (),
        exact=all(end.found.exact for end in line.ends),
        missing_law=tuple(
            place_in_sentence(words.corpus, name, words.say.language) for name in found.missing_law
        ),
    )


def _possible(line: Line) -> tuple[Answer, ...]:
    reached = {one for end in line.ends for one in end.found.possible}
    return tuple(one for one in SETTLED if one in reached)


def _cites(founds: Iterable[Determination]) -> Iterator[Cite]:
    made: dict[str, Cite] = {}
    for found in founds:
        for ground in found.grounds:
            made.setdefault(
                ground.provision.id,
                Cite(
                    provision=ground.provision.id,
                    cite=ground.provision.cite,
                    verified=ground.version.verified,
                    internal=ground.force is Force.INTERNAL,
                ),
            )
    yield from made.values()


def _owed(ends: Sequence[Settled]) -> Mapping[str, tuple[Duty, bool]]:
    """Every duty of any row, with whether it is owed on all rows of its acts."""
    every: dict[str, Duty] = {}
    unsure: set[str] = set()
    for end in ends:
        every.update((duty.id, duty) for duty in (*end.found.duties, *end.found.duties_open))
    for end in ends:
        owed = {duty.id for duty in end.found.duties}
        action = end.found.question.action
        unsure |= {one.id for one in every.values() if action in one.actions} - owed
    return {name: (duty, name not in unsure) for name, duty in every.items()}


def _duties(owed: Mapping[str, tuple[Duty, bool]], say: Speech) -> Iterator[CardDuty]:
    """The duties of the desk, those that are owed whatever the facts are first."""
    for duty, sure in sorted(owed.values(), key=lambda one: not one[1]):
        if duty.trigger in AT_THE_DESK:
            yield CardDuty(
                id=duty.id,
                trigger=say(TRIGGERS[duty.trigger.value]),
                says=" ".join(duty.says.split()),
                to=duty.to,
                by=duty.by,
                cite=duty.cite,
                verified=duty.verified,
                sure=sure,
            )


def _incomplete(corpus: Corpus, ends: Sequence[Settled], say: Speech) -> Iterator[str]:
    """Why answers are not complete, each reason once."""
    seen: dict[str, str] = {}
    for end in ends:
        found = end.found
        actor = corpus.vocabulary.actors.get(found.question.actor or "")
        said = reasons_in(corpus, found.levels, actor, found.through, say)
        seen.update((why, said.get(why, why)) for why in found.incomplete)
    yield from seen.values()


def _clocks(ends: Sequence[Settled]) -> Iterator[CardClock]:
    made: dict[str, CardClock] = {}
    for end in ends:
        for limit in end.found.limits:
            made.setdefault(
                limit.clock,
                CardClock(id=limit.clock, says=" ".join(limit.says.split()), cite=limit.cite),
            )
    yield from made.values()
