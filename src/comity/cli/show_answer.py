"""A determination on the terminal: the headline, what limits it, and the sections behind it."""

from __future__ import annotations

from comity.cli.streams import out, print_text
from comity.decide import Determination, Entry, Language, explain
from comity.law import Corpus
from comity.logic import Answer

STYLES: dict[Answer, str] = {
    Answer.REQUIRED: "bold blue",
    Answer.PERMITTED: "bold cyan",
    Answer.PROHIBITED: "bold magenta",
    Answer.NOT_REGULATED: "bold",
    Answer.CONFLICT: "bold yellow",
    Answer.CONTESTED: "bold yellow",
    Answer.UNDETERMINED: "bold white",
}
"""One colour an answer. None is red or green: no answer is good or bad."""


def show_answer(
    found: Determination, corpus: Corpus, *, brief: bool = False, language: Language = "en"
) -> None:
    """Print a determination in plain words."""
    told = explain(found, corpus, brief=brief, language=language)
    print_text(told.answer.upper(), style=STYLES[found.answer])
    print_text(told.headline)
    for line in told.reservations:
        print_text(line, style="italic")
    for section in told.sections:
        out.print()
        print_text(section.title, style="bold")
        for entry in section.entries:
            _show(entry, 2)
    out.print()
    print_text(
        f"Corpus {found.corpus.digest[:12]}, comity {found.corpus.program}. {told.advice} {told.quoted}".rstrip()
    )


def _show(entry: Entry, indent: int) -> None:
    print_text(entry.text, indent=indent)
    for part in entry.parts:
        _show(part, indent + 4)
