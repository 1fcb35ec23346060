"""A determination on the terminal: the headline, what limits it, and the sections behind it."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from comity.cli.streams import out
from comity.decide import ADVICE, ANSWER_WORDS, Determination, explain
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


def show_answer(found: Determination, corpus: Corpus) -> None:
    """Print a determination in plain words."""
    told = explain(found, corpus)
    out.print(Text(ANSWER_WORDS[found.answer].upper(), style=STYLES[found.answer]))
    out.print(Text(told.headline))
    for line in told.reservations:
        out.print(Text(line, style="italic"))
    for section in told.sections:
        out.print()
        out.print(Text(section.title, style="bold"))
        for line in section.lines:
            indent = len(line) - len(line.lstrip())
            out.print(Padding(Text(line.strip()), (0, 0, 0, 2 + indent)))
    out.print()
    out.print(Text(f"Corpus {found.corpus.digest[:12]}, comity {found.corpus.program}. {ADVICE}"))
