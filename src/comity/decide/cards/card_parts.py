"""What a decision card holds: its acts, each with its rows, and what stands beside them. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.decide.cards.branches import Case
from comity.decide.cards.row_words import ReadSo
from comity.decide.cards.rows import Line
from comity.decide.determination import CorpusVersion
from comity.decide.interview import Paper
from comity.law import Verified
from comity.logic import Answer


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
    with neither it takes what is left. `turns_on` says what an open answer depends on. A contested row that
    has no room for its `readings` has the `questions` of law on which it turns, and the `possible` answers.
    """

    conditions: tuple[str, ...]
    one_of: tuple[str, ...]
    line: Line
    answer: Answer
    complete: bool
    cites: tuple[Cite, ...]
    readings: tuple[ReadSo, ...]
    leaning: Answer | None
    questions: tuple[str, ...]
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
