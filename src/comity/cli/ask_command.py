"""`comity ask`: the same question, one fact at a time; only what can still matter is asked."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import typer

from comity.cli.conversation import Conversation
from comity.cli.decide_command import answer_question
from comity.cli.ledger_door import (
    BY,
    ByOption,
    DeskOption,
    RecordOption,
    RequesterOption,
    opened,
    record_question,
)
from comity.cli.options import (
    ActionArgument,
    ActorOption,
    BriefOption,
    CorpusOption,
    EmployerOption,
    FactOption,
    FactsOption,
    JsonOption,
    LanguageOption,
    OnOption,
    OverlayOption,
    PlaceArgument,
    ReadingOption,
)
from comity.cli.place_words import level_of, named
from comity.cli.streams import (
    EXIT_INTERRUPTED,
    err,
    fail,
    print_text,
    read_corpus_for,
    read_day,
    read_facts_options,
    read_pairs,
)
from comity.decide import Missing, Question, QuestionError, ask, decide, headline, next_question
from comity.decide.interview import Choice, Item, Kind, item_of, why_asked
from comity.decide.missing_words import asks_in
from comity.decide.mistake_words import mistake_in
from comity.decide.translation import Speech, speech, wording
from comity.law import Corpus, Word, WordType, plain_value

ASK_EXAMPLES = """\b
Examples:
  comity ask us-ca transfer_custody --on today --actor county_jail
  comity ask us-tx hold_on_detainer --on 2026-10-01 --actor sheriff --fact documents=i_247a,i_200
  comity ask us-il-cook-county hold_on_detainer --on today --record ledger.db"""

_COMMANDS = {
    "?": wording("I don't know"),
    "b": wording("take back"),
    "s": wording("show where it stands"),
    "d": wording("done"),
    "q": wording("quit"),
}
_TRUTHS = {"y": True, "yes": True, "true": True, "sí": True, "si": True} | {
    "n": False,
    "no": False,
    "false": False,
}
"""How yes and no may be written, in either language."""


def ask_command(
    place: PlaceArgument,
    action: ActionArgument,
    on: OnOption,
    actor: ActorOption = None,
    employer: EmployerOption = None,
    fact: FactOption = [],  # noqa: B006 -- typer makes a new list for each call
    facts: FactsOption = None,
    reading: ReadingOption = [],  # noqa: B006 -- as above
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    record: RecordOption = None,
    desk: DeskOption = None,
    requester: RequesterOption = None,
    by: ByOption = BY,
    brief: BriefOption = False,
    language: LanguageOption = "en",
    json: JsonOption = False,
) -> None:
    """Be asked, one question at a time, only what can still change the answer.

    Each question says why it is asked and where the answer is found. Answer it, or: `?` for I don't
    know, `b` to take back the last answer, `s` to see where the answer stands, `d` to end with the
    answer as it stands, `q` to leave without one.

    Questions go to standard error, the answer to standard output. Where the input ends before the
    answer is settled, the answer as it stands is printed, with exit code 3.

    With --record the request and its answer go into the register of a ledger, without any name.
    """
    register = opened(record) if record else None
    say = speech(language)
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    readings = read_pairs(reading, "--reading")

    def make(stated: Mapping[str, object], who: str | None, of: str | None) -> Question:
        return ask(
            law,
            place,
            action,
            on=day,
            actor=who,
            employer=of,
            facts=stated,
            readings=readings,
        )

    talk = Conversation(
        make=make, facts=read_facts_options(law, fact, facts), actor=actor, employer=employer
    )
    try:
        talk.question()
        _converse(law, talk, say)
    except QuestionError as error:
        fail(error.mistakes)
    for text in talk.changed():
        print_text(say("Changed after a first answer: {asks}", asks=text), to=err)
    if register is not None:
        record_question(register, law, talk.question(), desk=desk, requester=requester, by=by)
    answer_question(law, talk.question(), as_json=json, brief=brief, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked, as it was printed: the numbers of answers are those of the item's choices."""

    word: Word | None
    item: Item


def _converse(law: Corpus, talk: Conversation, say: Speech) -> None:
    """Ask until nothing that can be asked still matters, or the input ends."""
    while True:
        question = talk.question()
        missing = next_question(law, question, declined=frozenset(talk.declined))
        if missing is None:
            return
        word = law.vocabulary.words.get(missing.word)
        asks = asks_in(missing, law, say)
        talk.texts[missing.word] = asks
        err.print()
        print_text(asks, style="bold", to=err)
        for why in why_asked(law, [question], [missing.word]):
            print_text(say("Why: {why}", why=say(why.text, **why.named)), to=err)
        print_text(say("Look in: {where}.", where=say(missing.found)), to=err)
        item = _nearest_first(law, item_of(law, missing.word, place=question.place), question.place)
        for line in _choices(item, say):
            print_text(line, indent=2, to=err)
        print_text(
            " | ".join(f"{key} {say(does)}" for key, does in _COMMANDS.items()),
            style="italic",
            to=err,
        )
        if not _answered(law, talk, missing, _Asked(word=word, item=item), say):
            return


def _answered(
    law: Corpus, talk: Conversation, missing: Missing, asked: _Asked, say: Speech
) -> bool:
    """One exchange, until it is answered or something is taken back; False once the input ends."""
    while True:
        text = _line()
        match text.lower() if text is not None else None:
            case None:
                print_text(say("The input ends here; this is the answer as it stands."), to=err)
                return False
            case "s" | "show":
                found = decide(law, talk.question(), settling=0)
                print_text(named(headline(found, law, say.language)), to=err)
                continue
            case "d" | "done":
                return False
            case "q" | "quit":
                raise typer.Exit(EXIT_INTERRUPTED)
            case "b" | "back":
                back = talk.take_back()
                if back is None:
                    print_text(say("There is nothing to take back."), to=err)
                    continue
                print_text(say("Taken back: the answer to: {asks}", asks=back), to=err)
                return True
            case "?" | "unknown" | "i don't know":
                talk.say(missing.word, None)
                talk.settle()
                return True
            case "":
                print_text(say("Write an answer, or `?` if you do not know."), to=err)
                continue
            case _:
                value = _value(law, missing.word, asked, str(text))
                if value is None:
                    print_text(say("Write `y`, `n`, or `?` if you do not know."), to=err)
                elif _said(law, talk, missing.word, value, say):
                    return True


def _said(law: Corpus, talk: Conversation, key: str, value: object, say: Speech) -> bool:
    """Record an answer that can be used; otherwise say why it cannot."""
    talk.say(key, value)
    try:
        # Records and ties are only judged together with everything said before.
        decide(law, talk.question(), settling=0)
    except QuestionError as error:
        talk.take_back()
        for mistake in error.mistakes:
            told = mistake_in(mistake, say.language) or mistake
            err.print(f"comity: {told}", markup=False, soft_wrap=True)
        return False
    talk.settle()
    return True


def _line() -> str | None:
    """The next line of the input without its end; None where the input ends."""
    err.print("> ", end="")
    line = sys.stdin.readline()
    if not line:
        err.print()
        return None
    return line.strip()


def _choices(item: Item, say: Speech) -> list[str]:
    if item.kind is Kind.YES_NO:
        return [say("y yes | n no")]
    listed = _numbered(item)
    if not listed:
        return [say(item.wanted)]
    return [f"{number} {named(say(one.means))}" for number, one in enumerate(listed, start=1)]


def _numbered(item: Item) -> Sequence[Choice]:
    """The choices that are listed with numbers. Every state would be too long a list; who can employ is a short one."""
    return () if item.wanted and item.word != "employer" else item.choices


def _nearest_first(law: Corpus, item: Item, place: str) -> Item:
    """Who acts, in a county with the kinds that it employs before all others; a city's stand first anyway."""
    if item.word != "actor":
        return item
    encoded = law.jurisdictions.get(place)
    if (encoded.level if encoded else level_of(law, place)) != "county":
        return item
    own = [one for one in item.choices if law.vocabulary.actors[one.value].level == "county"]
    return replace(item, choices=(*own, *(one for one in item.choices if one not in own)))


def _value(law: Corpus, key: str, asked: _Asked, text: str) -> object | None:
    """The plain value of an answer; None for one that is neither yes nor no where it must be."""
    word, choices = asked.word, _numbered(asked.item)
    if word is None or word.type is WordType.BOOLEAN:
        return _TRUTHS.get(text.lower())
    if choices and text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= len(choices):
        return choices[int(text) - 1].value
    return plain_value(law, key, text)
