"""An interview as the pairs of a query string, and back. Only closed values pass, so that a link that
is shared can hold no personal text; and it names the corpus under which the interview began.

`place`, `on`, `paper` and `act` (each as often as needed), `reading.QUESTION`, `corpus`, and then the answers in
order, `WORD=VALUE`. A value is followed by `~paper` (or another basis) where that was said, and by
`~changed` where it is not the first answer given. "I don't know" is `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from comity.decide.interview.form_checks import check_at, is_check
from comity.decide.interview.papers import PAPERS
from comity.decide.interview.state import DIGEST_SHOWN, AnswerValue, Given, Interview, check
from comity.decide.prepare import prepare
from comity.decide.question import BASES, NO_GOVERNMENT, QuestionError, ask, place_mistakes
from comity.law import Corpus, Word, WordType, nearest, state_of
from comity.logic import ExpressionError, Predicate, parse

MOST_PAIRS = 300
LONGEST_KEY = 500
LONGEST_VALUE = 300
UNKNOWN = "unknown"
CHANGED = "changed"
LARGEST = 36_500
"""Numbers above this are no age and no count of days."""

_READING = "reading."
_ONCE = ("place", "on", "corpus")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Pairs: TypeAlias = Sequence[tuple[str, str]]
"""Names and values in the order of a query string."""


def to_query(interview: Interview) -> tuple[tuple[str, str], ...]:
    """The pairs of the query string that stands for an interview."""
    pairs = [("place", interview.place), ("on", interview.on.isoformat())]
    pairs += [("paper", name) for name in interview.papers]
    pairs += [("act", name) for name in interview.actions]
    pairs += [(f"{_READING}{name}", reading) for name, reading in interview.readings.items()]
    pairs += [(one.word, _text(one)) for one in interview.answers]
    return (*pairs, ("corpus", interview.digest))


def corpus_changed(corpus: Corpus, interview: Interview) -> bool:
    """Whether the interview began under another corpus than this one."""
    return not corpus.digest.startswith(interview.digest)


def from_query(corpus: Corpus, pairs: Pairs, *, places: Collection[str] = frozenset()) -> Interview:
    """The interview that the pairs of a query string stand for.

    `places` are ids of places that may be asked about beside those with law and the states. Raises
    QuestionError with everything that is not understood, and what is accepted instead.
    """
    if len(pairs) > MOST_PAIRS:
        raise QuestionError((f"the query holds more than {MOST_PAIRS} values: leave some out",))
    reader = _Reader(corpus, places)
    for key, value in pairs:
        reader.read(key, value)
    return reader.interview()


def read_answer(corpus: Corpus, interview: Interview, word: str, text: str) -> AnswerValue | None:
    """The value that a text stands for as the answer to a word; None for `unknown`.

    Raises QuestionError.
    """
    reader = _Reader(corpus, frozenset({interview.place}))
    reader.place, reader.on, reader.actions = interview.place, interview.on, [*interview.actions]
    value = reader.value(word, text)
    if reader.mistakes:
        raise QuestionError(tuple(reader.mistakes))
    return value


def _text(one: Given) -> str:
    match one.value:
        case None:
            text = UNKNOWN
        case bool():
            text = "yes" if one.value else "no"
        case tuple():
            text = ",".join(one.value) or "none"
        case _:
            text = str(one.value)
    text += f"~{one.basis}" if one.basis else ""
    return text + (f"~{CHANGED}" if one.changed else "")


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."


class _Reader:
    """Reads pairs one after the other, and keeps every mistake."""

    def __init__(self, corpus: Corpus, places: Collection[str]) -> None:
        self.corpus, self.places = corpus, places
        self.mistakes: list[str] = []
        self.place: str | None = None
        self.on: date | None = None
        self.digest: str | None = None
        self.papers: list[str] = []
        self.actions: list[str] = []
        self.readings: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    def read(self, key: str, value: str) -> None:
        if len(key) > LONGEST_KEY or len(value) > LONGEST_VALUE:
            self.mistakes.append(
                f"`{_shown(key)}` is longer than anything that is asked: leave it out"
            )
        elif key in _ONCE and getattr(self, "digest" if key == "corpus" else key) is not None:
            self.mistakes.append(f"`{key}` is given twice: give it once")
        elif key == "place":
            self.place = value
            self.mistakes += self.place_mistakes(value)
        elif key == "on":
            self.on = self.day(key, value)
        elif key == "corpus":
            self.read_digest(value)
        elif key == "paper":
            self.one_of("paper", value, PAPERS, self.papers)
        elif key == "act":
            self.one_of("action", value, self.corpus.vocabulary.actions, self.actions)
        elif key.startswith(_READING):
            self.read_reading(key.removeprefix(_READING), value)
        elif key in self.texts:
            self.mistakes.append(f"`{_shown(key)}` is answered twice: answer it once")
        else:
            self.texts[key] = value

    def interview(self) -> Interview:
        """The interview, once everything was read. Raises QuestionError."""
        for name, given in (("place", self.place), ("on", self.on)):
            if given is None and not self.mistakes:
                self.mistakes.append(f"`{name}` is missing: the query needs `place` and `on`")
        actions = self.actions or [
            action for name in self.papers for action in PAPERS[name].actions
        ]
        if not actions and not self.mistakes:
            self.mistakes.append("nothing is asked for: give a `paper`, or an action as `act`")
        if self.mistakes or self.place is None or self.on is None:
            raise QuestionError(tuple(self.mistakes))
        self.actions = list(dict.fromkeys(actions))
        for action in self.actions:  # what follows looks at the law of the place on that day
            ask(self.corpus, self.place, action, on=self.on)
        answers = [self.given(word, text) for word, text in self.texts.items()]
        if self.mistakes:
            raise QuestionError(tuple(self.mistakes))
        found = Interview(
            place=self.place,
            on=self.on,
            papers=tuple(dict.fromkeys(self.papers)),
            actions=tuple(self.actions),
            answers=tuple(answers),
            readings=self.readings,
            digest=self.digest or self.corpus.digest[:DIGEST_SHOWN],
        )
        check(self.corpus, found)
        return found

    def one_of(self, what: str, value: str, known: Collection[str], into: list[str]) -> None:
        if value in known:
            into.append(value)
        else:
            self.mistakes.append(
                f"`{_shown(value)}` is not a known {what}; {nearest(_shown(value), known)}"
            )

    def place_mistakes(self, place: str) -> list[str]:
        """A place is one with law, a state, or one that the door knows: never a name made up."""
        found = place_mistakes(self.corpus, place)
        if found:
            return [place_mistakes(self.corpus, _shown(place))[0]]
        known = (*self.corpus.jurisdictions, *self.corpus.states, *self.places, "us")
        if place in known:
            return []
        return [
            f"`{_shown(place)}` is not a place that is known here; {nearest(_shown(place), known)}"
        ]

    def read_digest(self, value: str) -> None:
        self.digest = value[:DIGEST_SHOWN]
        if not re.fullmatch(r"[0-9a-f]{8,64}", value):
            self.mistakes.append(
                f"`corpus` is `{_shown(value)}`: it is the beginning of a digest, digits and a to f"
            )

    def read_reading(self, name: str, value: str) -> None:
        question = self.corpus.questions.get(name)
        if question is None:
            known = tuple(self.corpus.questions)
            self.mistakes.append(
                f"`{_shown(name)}` is not a known question of law; {nearest(_shown(name), known)}"
            )
            return
        offered = [one.id for one in question.readings]
        if value not in offered:
            self.mistakes.append(
                f"`{_shown(value)}` is not a reading of `{name}`: use one of {', '.join(offered)}"
            )
        self.readings[name] = value

    def given(self, word: str, text: str) -> Given:
        value, *marks = text.split("~")
        basis = next((mark for mark in marks if mark in BASES), None)
        wrong = [mark for mark in marks if mark not in (*BASES, CHANGED)]
        if wrong or len(set(marks)) != len(marks) or len(marks) > 2:
            self.mistakes.append(
                f"`{_shown(text)}` of `{_shown(word)}` is not understood: behind an answer stand only "
                f"`~` with a basis ({', '.join(BASES)}), and `~{CHANGED}`"
            )
        return Given(
            word=word, value=self.value(word, value), basis=basis, changed=CHANGED in marks
        )

    def value(self, word: str, text: str) -> AnswerValue | None:
        """The value of an answer; None for `unknown`, and where a mistake was noted."""
        if "(" in word:
            self.check_predicate(word)
            return self.among(word, text, ("yes", "no"))
        if is_check(word):
            return self.checked(word, text)
        found = self.corpus.vocabulary.words.get(word)
        if found is None or (found.type is WordType.RECORDS and word != "documents"):
            known = (*self.corpus.vocabulary.words, "place", "on", "paper", "act", "corpus")
            self.mistakes.append(
                f"`{_shown(word)}` is not asked about; {nearest(_shown(word), known)}"
            )
            return None
        return self.typed(found, text)

    def typed(self, word: Word, text: str) -> AnswerValue | None:
        if text == UNKNOWN:
            return None
        match word.type:
            case WordType.BOOLEAN:
                return self.among(word.id, text, ("yes", "no"))
            case WordType.ENUMERATION:
                return self.among(word.id, text, [one.id for one in word.values])
            case WordType.RECORDS:
                return self.kinds(text)
            case WordType.JURISDICTION:
                if text != NO_GOVERNMENT or word.id != "employer":
                    self.mistakes += (f"{word.id}: {one}" for one in self.place_mistakes(text))
                return text
            case WordType.INTEGER:
                if re.fullmatch(r"\d{1,5}", text, re.ASCII) and int(text) <= LARGEST:
                    return int(text)
                self.mistakes.append(
                    f"`{word.id}` is `{_shown(text)}`: write a whole number up to {LARGEST}, or `{UNKNOWN}`"
                )
            case WordType.DATE:
                day = text if text == "never" else self.day(word.id, text)
                return day if isinstance(day, str) else day.isoformat() if day else None
            case WordType.MOMENT:
                return self.moment(word.id, text)
        return None

    def among(self, word: str, text: str, values: Sequence[str]) -> AnswerValue | None:
        if text in values:
            return {"yes": True, "no": False}[text] if tuple(values) == ("yes", "no") else text
        if text != UNKNOWN:
            self.mistakes.append(
                f"`{_shown(word)}` is `{_shown(text)}`: answer one of {', '.join(values)}, {UNKNOWN}"
            )
        return None

    def checked(self, word: str, text: str) -> AnswerValue | None:
        found = check_at(word, self.corpus.vocabulary)
        if found is None:
            self.mistakes.append(f"`{_shown(word)}` is not a check of a paper that is known here")
            return None
        names = [choice.id for choice in found.choices]
        if text in names:
            return text
        if text != UNKNOWN:
            self.mistakes.append(
                f"`{word}` is `{_shown(text)}`: answer one of {', '.join(names)}, {UNKNOWN}"
            )
        return None

    def kinds(self, text: str) -> AnswerValue | None:
        if text == "none":
            return ()
        known = self.corpus.vocabulary.document_kinds
        kinds = tuple(text.split(","))
        wrong = [kind for kind in kinds if kind not in known]
        self.mistakes += [
            f"`{_shown(kind)}` is not a kind of document; {nearest(_shown(kind), known)}"
            for kind in wrong
        ]
        if len(set(kinds)) != len(kinds):
            self.mistakes.append("a kind of document is given twice in `documents`: give it once")
        return None if wrong else kinds

    def check_predicate(self, key: str) -> None:
        """A predicate is one that the law asked about turns on, written as that law writes it."""
        try:
            leaf = parse(key)
        except (ExpressionError, RecursionError):
            leaf = None
        assert self.place is not None
        assert self.on is not None
        for action in self.actions:
            law = prepare(self.corpus, self.place, action, self.on).law
            if isinstance(leaf, Predicate) and leaf.key == key and leaf in law.predicates:
                return
        self.mistakes.append(
            f"`{_shown(key)}` is not asked about by the law of that place on that day: leave it out"
        )

    def day(self, word: str, text: str) -> date | None:
        if _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        self.mistakes.append(f"`{word}` is `{_shown(text)}`: write a day as 2026-11-21")
        return None

    def moment(self, word: str, text: str) -> str | None:
        """A moment with its offset; one without is on the clocks of the place, where it has one time."""
        if _MOMENT.fullmatch(text):
            try:
                moment = datetime.fromisoformat(text)
            except ValueError:
                moment = None
            if moment is not None and moment.tzinfo is None:
                zone = self.zone()
                moment = moment.replace(tzinfo=ZoneInfo(zone)) if zone else None
            if moment is not None:
                return moment.isoformat()
        self.mistakes.append(
            f"`{word}` is `{_shown(text)}`: write a moment as 2026-11-21T18:00-05:00"
        )
        return None

    def zone(self) -> str | None:
        assert self.place is not None
        encoded = self.corpus.jurisdictions
        chain = [self.place, *(encoded[self.place].within if self.place in encoded else ())]
        chain.append(state_of(self.place))
        return next(
            (zone for name in chain if name in encoded and (zone := encoded[name].time_zone)), None
        )
