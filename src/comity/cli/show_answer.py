"""A determination on the terminal: the headline, what limits it, and the sections behind it."""

from __future__ import annotations

from collections.abc import Mapping

from comity.cli.place_words import named
from comity.cli.streams import out, print_text
from comity.decide import Determination, Entry, Language, explain
from comity.decide.answer_look import LOOKS
from comity.decide.translation import speech, wording
from comity.law import Corpus
from comity.logic import Answer

_SIXTEEN: Mapping[Answer, str] = {
    Answer.REQUIRED: "bold blue",
    Answer.PERMITTED: "bold cyan",
    Answer.PROHIBITED: "bold yellow",
    Answer.NOT_REGULATED: "bold",
    Answer.CONFLICT: "bold magenta",
    Answer.CONTESTED: "bold bright_magenta",
    Answer.UNDETERMINED: "bold italic",
}
"""Where a terminal has sixteen colours: the nearest by hue, for the nearest by number may be red."""


def answer_style(answer: Answer) -> str:
    """The style of an answer on this terminal, from the one table of looks."""
    if out.color_system in ("256", "truecolor"):
        return f"bold {LOOKS[answer].terminal}"
    return _SIXTEEN[answer]


ASK_NEXT = wording(
    "Next: the same command with `ask` in place of `decide` asks only what still matters, one question at a time."
)


def show_answer(
    found: Determination,
    corpus: Corpus,
    *,
    brief: bool = False,
    language: Language = "en",
    ask_next: bool = False,
) -> None:
    """Print a determination in plain words; with `ask_next` how to go on where facts are missing."""
    told = explain(found, corpus, brief=brief, language=language)
    with out:  # an answer leaves whole
        word = told.answer.upper() + (f", {told.reservation}" if told.reservation else "")
        print_text(word, style=answer_style(found.answer))
        print_text(named(told.headline))
        for line in told.reservations:
            print_text(named(line), style="italic")
        for section in told.sections:
            out.print()
            print_text(section.title, style="bold")
            for entry in section.entries:
                _show(entry, 2)
        out.print()
        if ask_next and any(not one.question_of_law for one in found.missing):
            print_text(speech(language)(ASK_NEXT))
        print_text(
            f"Corpus {found.corpus.digest[:12]}, comity {found.corpus.program}. {told.advice} {told.quoted}".rstrip()
        )


def _show(entry: Entry, indent: int) -> None:
    print_text(named(entry.line), indent=indent)
    for part in entry.parts:
        _show(part, indent + 4)
