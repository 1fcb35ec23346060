"""A decision card: what the law of a place says to a paper in hand, as a page for a wall. Made from the ruling,
row by row, and never wiser than `decide`: what does not fit a page is sent back to Comity with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.decide.cards.branches import Case, Settled, Tree, ends_of, tree_of
from comity.decide.cards.fitting import fitting
from comity.decide.cards.row_words import LineWords, ReadSo
from comity.decide.cards.rows import Line, lines_of
from comity.decide.coverage import reasons_in
from comity.decide.determination import CorpusVersion, Determination, Missing
from comity.decide.interview import PAPERS, Paper, checks_of_paper
from comity.decide.phrases import place_in_sentence, place_name
from comity.decide.question import QuestionError
from comity.decide.survey.actors import usual_actor
from comity.decide.survey.obligations import TRIGGERS
from comity.decide.translation import SPANISH, Language, Speech, speech
from comity.law import ActTrigger, Corpus, Duty, Force, Verified, nearest
from comity.logic import SETTLED, Answer

MOST_ACTS = 2
"""Acts of one card; what else a paper may ask for is named and sent to Comity."""
MOST_LINES = 48
"""Lines of print that the tables of one card may fill together with what stands below them."""
PRINTED = 54
"""Characters of a printed line of conditions."""
MOST_TURNS = 5
"""What an open row depends on: so many are named, the others are counted."""
CITED = 26
"""Characters of a printed line of citations."""
MOST_DUTIES = 3
"""Duties that are told; more are counted."""
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
class Cite:
    """A provision that a row rests on, and how well its text is known."""

    provision: str
    cite: str
    verified: Verified
    internal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One row, read from the top. It fits where `conditions` hold and, if there are any, one of `one_of`;
    with neither it takes what is left. `turns_on` says what an open answer depends on.
    """

    conditions: tuple[str, ...]
    one_of: tuple[str, ...]
    line: Line
    answer: Answer
    complete: bool
    cites: tuple[Cite, ...]
    readings: tuple[ReadSo, ...]
    leaning: Answer | None
    turns_on: tuple[str, ...]
    possible: tuple[Answer, ...]
    exact: bool
    missing_law: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAct:
    """An act that the paper asks for: its rows, whose act it is, and what its table alone takes as given."""

    action: str
    phrase: str
    actor: str | None
    who: str
    given: tuple[str, ...]
    case: Case
    rows: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDuty:
    """Something owed beside an act. `trigger` says when; `sure`: on every row; else it hangs on the facts."""

    id: str
    trigger: str
    says: str
    to: str
    by: str
    cite: str
    verified: Verified
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardClock:
    """A limit in time, in the words of the law file."""

    id: str
    says: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card. `incomplete` says why an answer marked so is not complete; `also` are acts that the paper may
    ask for and that have no room here; `more_duties` is how many duties have none.
    """

    place: str
    name: str
    paper: Paper
    on: date
    acts: tuple[CardAct, ...]
    also: tuple[str, ...]
    given: tuple[str, ...]
    checks: tuple[str, ...]
    duties: tuple[CardDuty, ...]
    more_duties: int
    clocks: tuple[CardClock, ...]
    incomplete: tuple[str, ...]
    corpus: CorpusVersion


def card_of(corpus: Corpus, place: str, paper: str, *, on: date, language: Language = "en") -> Card:
    """The card of a place and a paper on a day. Raises QuestionError for what cannot be asked about."""
    if paper not in PAPERS:
        raise QuestionError((f"`{paper}` is not a known paper; {nearest(paper, PAPERS)}",))
    held = PAPERS[paper]
    asked, shown = _asked(corpus, held), _shown(corpus, held)
    say = speech(language)
    words = LineWords(corpus, say)
    cases = [_case(corpus, held, place, name, on) for name in shown]
    whole, trees = _trees(corpus, place, paper, on)
    ends = tuple(end for tree in whole for end in ends_of(tree))
    owed = _owed(ends)
    duties, clocks = tuple(_duties(owed, say))[:MOST_DUTIES], tuple(_clocks(ends))
    tables = [_rows(words, tree) for tree in trees]
    givens = [words.given(case.facts) for case in cases]
    given = tuple(text for text in givens[0] if all(text in other for other in givens))
    acts = tuple(
        _act(corpus, case, rows, [text for text in own if text not in given], say)
        for case, rows, own in zip(cases, tables, givens, strict=True)
    )
    return Card(
        place=place,
        name=place_name(corpus, place, language),
        paper=held,
        on=on,
        acts=acts,
        also=tuple(say(corpus.vocabulary.actions[name].phrase) for name in asked[len(shown) :]),
        given=given,
        checks=tuple(say(one.asks) for one in checks_of_paper(held, corpus.vocabulary)),
        duties=duties,
        more_duties=len(owed) - len(duties),
        clocks=clocks,
        incomplete=tuple(_incomplete(corpus, ends, say)),
        corpus=ends[0].found.corpus,
    )


@lru_cache(maxsize=64)
def _trees(
    corpus: Corpus, place: str, paper: str, on: date
) -> tuple[tuple[Tree, ...], tuple[Tree, ...]]:
    """The trees of a card, whole and as far as a page holds them: the same in every language.

    Spanish says it in more letters than English, so it measures for both.
    """
    held = PAPERS[paper]
    whole = tuple(
        tree_of(corpus, _case(corpus, held, place, name, on)) for name in _shown(corpus, held)
    )
    ends = tuple(end for tree in whole for end in ends_of(tree))
    duties = tuple(_duties(_owed(ends), SPANISH))[:MOST_DUTIES]
    room = MOST_LINES - _below(duties, tuple(_clocks(ends)))
    words = LineWords(corpus, SPANISH)
    return whole, fitting(whole, lambda line: _height(_row(words, line)), room)


def _asked(corpus: Corpus, paper: Paper) -> list[str]:
    """The acts that a paper asks for, or may."""
    every = dict.fromkeys((*paper.actions, *paper.may_ask))
    return [name for name in every if name in corpus.vocabulary.actions]


def _shown(corpus: Corpus, paper: Paper) -> list[str]:
    """Those of them that a card has a table for."""
    return _asked(corpus, paper)[: max(MOST_ACTS, len(paper.actions))]


def _case(corpus: Corpus, paper: Paper, place: str, action: str, on: date) -> Case:
    """What the paper proves by itself, and that the person is in custody where the act says so."""
    facts: dict[str, object] = {**GIVEN_BY_THE_ACT.get(action, {}), **paper.facts}
    if paper.kind is not None:
        facts["documents"] = [paper.kind]
    known = {word: value for word, value in facts.items() if word in corpus.vocabulary.words}
    actor = usual_actor(corpus, place, action)
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


def _height(row: CardRow) -> int:
    left = sum(_wrapped(text, PRINTED) for text in (*row.conditions, *row.one_of))
    left += len(row.one_of) > 1
    left += sum(
        _wrapped("; ".join(one.says) + "if the law is", PRINTED + 8) for one in row.readings
    )
    if row.answer is Answer.UNDETERMINED:
        left += 2 + _wrapped("; ".join(row.turns_on[:MOST_TURNS]), PRINTED + 8)
    cites = sum(_wrapped(one.cite + " (known from an account)", CITED) for one in row.cites)
    return max(left, cites, 2 if row.complete else 3)


def _below(duties: Sequence[CardDuty], clocks: Sequence[CardClock]) -> int:
    """How many lines of print the duties and clocks fill, side by side."""
    left = sum(_wrapped(f"{one.says} {one.to} {one.by} {one.cite}", PRINTED) for one in duties)
    return max(
        left, sum(_wrapped(f"{one.says} {one.cite}", PRINTED * 2 // 3) for one in clocks) + 2
    )


def _wrapped(text: str, width: int) -> int:
    return 1 + len(text) // width


def _rows(words: LineWords, tree: Tree) -> tuple[CardRow, ...]:
    return tuple(_row(words, line) for line in lines_of(tree))


def _row(words: LineWords, line: Line) -> CardRow:
    found = line.found
    is_open = found.answer is Answer.UNDETERMINED
    return CardRow(
        conditions=words.always(line),
        one_of=words.one_of(line),
        line=line,
        answer=found.answer,
        complete=found.complete,
        cites=() if is_open else tuple(_cites(end.found for end in line.ends)),
        readings=words.readings(found) if found.answer is Answer.CONTESTED else (),
        leaning=found.leaning,
        turns_on=words.turns_on(_missing(line)) if is_open else (),
        possible=_possible(line) if is_open else (),
        exact=all(end.found.exact for end in line.ends),
        missing_law=tuple(
            place_in_sentence(words.corpus, name, words.say.language) for name in found.missing_law
        ),
    )


def _missing(line: Line) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(one for end in line.ends for one in end.found.missing))


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
