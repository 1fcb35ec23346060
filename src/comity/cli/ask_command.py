"""`comity ask`: the same question, one fact at a time; only what can still matter is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import typer
from rich.text import Text

from comity.cli.decide_command import answer_question
from comity.cli.options import (
    ActionArgument,
    ActorOption,
    CorpusOption,
    FactOption,
    FactsOption,
    JsonOption,
    OnOption,
    OverlayOption,
    PlaceArgument,
    ReadingOption,
)
from comity.cli.streams import (
    err,
    fail,
    read_corpus,
    read_day,
    read_facts_options,
    read_pairs,
)
from comity.decide import Missing, Question, QuestionError, ask, decide, next_question
from comity.law import Corpus, Word, WordType, plain_value

_HELP = "Answer, or: ? I don't know - b back - s show the answer as it stands - q quit"


@dataclass(slots=True, kw_only=True)
class Conversation:
    """What was said so far, in order, so that any of it can be taken back."""

    make: Callable[[dict[str, object], str | None], Question]
    facts: dict[str, object]
    actor: str | None
    asked: list[str] = field(default_factory=list)
    declined: set[str] = field(default_factory=set)

    def question(self) -> Question:
        """The question as it stands."""
        return self.make(self.facts, self.actor)

    def say(self, word: str, value: object | None) -> None:
        """Record an answer; None for "I don't know"."""
        self.asked.append(word)
        if value is None:
            self.declined.add(word)
        elif word == "actor":
            self.actor = str(value)
        else:
            self.facts[word] = value

    def take_back(self) -> bool:
        """Forget the last answer; False where there is none."""
        if not self.asked:
            return False
        word = self.asked.pop()
        self.declined.discard(word)
        self.facts.pop(word, None)
        if word == "actor":
            self.actor = None
        return True


def ask_command(
    place: PlaceArgument,
    action: ActionArgument,
    on: OnOption,
    actor: ActorOption = None,
    fact: FactOption = [],  # noqa: B006 -- typer makes a new list for each call
    facts: FactsOption = None,
    reading: ReadingOption = [],  # noqa: B006 -- as above
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Be asked, one question at a time, only what can still change the answer.

    Each question says why it is asked and where the answer is found. "?" for I don't know, "b" to
    take back the last answer, "s" to see the answer as it stands, "q" to leave.

    Example: comity ask us-ca transfer_custody --on today --actor county_jail
    """
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    readings = read_pairs(reading, "--reading")

    def make(stated: dict[str, object], who: str | None) -> Question:
        return ask(law, place, action, on=day, actor=who, facts=stated, readings=readings)

    talk = Conversation(make=make, facts=read_facts_options(law, fact, facts), actor=actor)
    try:
        talk.question()
        _converse(law, talk)
    except QuestionError as error:
        fail(error.mistakes)
    answer_question(law, talk.question(), as_json=json)


def _converse(law: Corpus, talk: Conversation) -> None:
    while True:
        missing = next_question(law, talk.question(), declined=frozenset(talk.declined))
        if missing is None:
            return
        err.print()
        err.print(Text(missing.asks, style="bold"))
        err.print(Text(f"Why: {_why(law, talk, missing)}"))
        err.print(Text(f"Look in: {missing.found}."))
        word = law.vocabulary.words.get(missing.word)
        err.print(Text(_choices(word), style="italic"))
        if not _answered(law, talk, missing, word):
            return


def _answered(law: Corpus, talk: Conversation, missing: Missing, word: Word | None) -> bool:
    """One exchange, until it is answered; False when the person wants the answer as it stands."""
    while True:
        text = _prompt()
        if text in ("s", "show"):
            return False
        if text in ("q", "quit"):
            raise typer.Exit(130)
        if text in ("b", "back"):
            if talk.take_back():
                return True
            err.print("There is nothing to take back.")
            continue
        if text in ("?", "unknown", "i don't know", ""):
            talk.say(missing.word, None)
            return True
        value = _value(law, missing.word, word, text)
        talk.say(missing.word, value)
        try:
            # Records and ties are only judged together with everything said before.
            decide(law, talk.question(), settling=0)
        except QuestionError as error:
            talk.take_back()
            for mistake in error.mistakes:
                err.print(f"comity: {mistake}", markup=False)
            continue
        return True


def _prompt() -> str:
    try:
        return (
            str(typer.prompt(">", prompt_suffix=" ", default="", show_default=False, err=True))
            .strip()
            .lower()
        )
    except typer.Abort:
        raise typer.Exit(130) from None


def _choices(word: Word | None) -> str:
    if word is None or word.type is WordType.BOOLEAN:
        return f"y yes - n no. {_HELP}"
    if word.values:
        listed = "; ".join(f"{n} {value.means}" for n, value in enumerate(word.values, start=1))
        return f"{listed}. {_HELP}"
    wanted = {
        WordType.DATE: "a day as 2026-11-21, or never",
        WordType.INTEGER: "a whole number",
        WordType.MOMENT: "a moment as 2026-11-21T18:00-05:00",
        WordType.JURISDICTION: "a place such as us-tx",
    }
    return f"{wanted.get(word.type, 'a value')}. {_HELP}"


def _value(law: Corpus, key: str, word: Word | None, text: str) -> object:
    if word is None or word.type is WordType.BOOLEAN:
        return {"y": True, "yes": True, "n": False, "no": False}.get(text, text)
    if word.values and text.isdigit() and 1 <= int(text) <= len(word.values):
        return word.values[int(text) - 1].id
    return plain_value(law, key, text)


def _why(law: Corpus, talk: Conversation, missing: Missing) -> str:
    """Which provisions hang on it: those that may decide and whose condition names the word."""
    found = decide(law, talk.question(), settling=0)
    cites = [ground.provision.cite for ground in found.grounds if missing.word in ground.asks_about]
    listed = "; ".join(dict.fromkeys(cites)) or "a provision that may decide"
    return f"{listed} turns on it." if len(set(cites)) < 2 else f"{listed} turn on it."
