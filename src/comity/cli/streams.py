"""What every command shares: reading the corpus and facts, printing, and ending with a code."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

from comity.cli.place_words import is_known, place_note
from comity.decide import Determination
from comity.law import (
    Corpus,
    CorpusError,
    Done,
    plain_value,
    shelved_corpus,
)

EXIT_PROBLEMS = 1
"""A file has mistakes, or a case did not come to what it must."""
EXIT_USAGE = 2
"""The question, an option or an input cannot be used."""
EXIT_OPEN = 3
"""Answered, but the answer is open or not complete: read the reservations."""

EXIT_INTERRUPTED = 130
"""Stopped by the person at the keyboard."""
EXIT_UNREAD = 141
"""Who reads the output stopped before its end, as `head` does: the number that shells give to that."""

EXIT_HELP = """Ends with
  0    done; of a question: settled and complete
  3    the answer is open, or not complete: read the reservations
  2    it cannot be asked: the message says why and what to write
  1    a file has mistakes, or a case did not come to what it must
  130  stopped at the keyboard
  141  who read the output (`head`, a pager) stopped before its end"""


class _Terminal(Console):
    """A console that ends the program as documented when nobody reads its output any more."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(EXIT_UNREAD)


def _console(stderr: bool) -> Console:
    """A console that wraps at the width of the terminal, and at 100 columns where there is none."""
    console = _Terminal(stderr=stderr, highlight=False)
    return console if console.is_terminal else _Terminal(stderr=stderr, highlight=False, width=100)


out = _console(stderr=False)
err = _console(stderr=True)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

MAX_FACTS_BYTES = 1_000_000
"""Bytes of a facts file; a larger one is not the facts of one case."""


def fail(messages: Iterable[str], code: int = EXIT_USAGE) -> NoReturn:
    """Say what is wrong on standard error and end with a code."""
    for message in messages:
        err.print(f"comity: {visible(message)}", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def visible(text: str) -> str:
    """A text that may quote a file or an argument, its control characters spelled: none moves a cursor or rings."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def print_text(text: str, *, indent: int = 0, style: str = "", to: Console = out) -> None:
    """Print plain text wrapped at the width of the console, every line indented alike."""
    with to:  # so that all lines leave at once
        for line in Text(visible(text), style=style).wrap(to, max(to.width - indent, 20)):
            line.rstrip()
            to.print(Text(" " * indent) + line, soft_wrap=True)


def print_line(text: str, *, to: Console = out) -> None:
    """Print one line as it is, however long: a path in it can be copied whole."""
    to.print(Text(visible(text)), soft_wrap=True)


def print_json(form: object) -> None:
    """Print plain JSON, in a stable order of keys."""
    sys.stdout.write(json.dumps(form, indent=2, ensure_ascii=False) + "\n")


def read_corpus(folder: Path | None, overlays: Sequence[Path]) -> Corpus:
    """The corpus a command works on; ends with every mistake if it has any."""
    try:
        return shelved_corpus(folder, overlays)
    except CorpusError as error:
        fail((str(problem) for problem in error.problems), EXIT_PROBLEMS)


def read_corpus_for(place: str, folder: Path | None, overlays: Sequence[Path]) -> Corpus:
    """The corpus for a question about a place, with a note where nobody knows a place of that id."""
    corpus = read_corpus(folder, overlays)
    note_place(corpus, place)
    return corpus


def note_place(corpus: Corpus, place: str) -> None:
    """Say on standard error what `place_note` has to say about a place as it was written."""
    note = place_note(corpus, place)
    if note is not None:
        err.print(visible(note), markup=False, soft_wrap=True)


def read_day(text: str) -> date:
    """A day from the command line. `today` is the day on this machine's calendar."""
    if text == "today":
        return date.today()  # noqa: DTZ011 -- a day of law is local, and the user asked for today's
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        with suppress(ValueError):
            return date.fromisoformat(text)
    fail([f"`{text}` is not a day: write it as 2026-11-21, or `today`"])


_PAIRS = {"--fact": "word=value", "--reading": "question=reading", "--basis": "word=basis"}
"""How the pairs of an option are written."""


def read_pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """`word=value` options, each word once."""
    found: dict[str, str] = {}
    for text in given:
        # A predicate holds `=` inside its brackets; the value stands behind the last one.
        word, sign, value = (
            text.rpartition("=")
            if text.rstrip().endswith(("=true", "=false"))
            else text.partition("=")
        )
        if not sign or not word.strip() or not value.strip():
            fail([f"`{text}` in {option} is not a pair: write `{_PAIRS[option]}`"])
        if word.strip() in found:
            fail([f"`{word.strip()}` is given twice in {option}: give it once"])
        found[word.strip()] = value.strip()
    return found


def read_facts_options(corpus: Corpus, given: Sequence[str], file: str | None) -> dict[str, object]:
    """Facts from `--fact` options and a `--facts` file together, each word once."""
    stated: dict[str, object] = dict(_facts_file(file)) if file else {}
    pairs = read_pairs(given, "--fact")
    for word in pairs:
        if word in stated:
            fail([f"`{word}` stands in {_name(str(file))} and in --fact: give it once"])
    for word, text in pairs.items():
        whole = f"{word}_complete"
        # `none` says that a list is empty and whole.
        if text == "none" and whole in corpus.vocabulary.words:
            if whole in pairs or whole in stated:
                fail([f"`{word}=none` says by itself that the list is whole: leave `{whole}` out"])
            stated[word], stated[whole] = [], True
        else:
            stated[word] = plain_value(corpus, word, text)
    return stated


def _facts_file(file: str) -> Mapping[str, object]:
    form = read_form(file)
    if not isinstance(form, dict):
        fail([f"{_name(file)} does not hold facts: write a mapping of words to values"])
    return form


def read_form(file: str) -> object:
    """The plain value that the YAML or JSON of a file holds, or of standard input for `-`."""
    name = _name(file)
    try:
        data = sys.stdin.buffer.read(MAX_FACTS_BYTES + 1) if file == "-" else _bytes_of(Path(file))
    except OSError as error:
        fail([f"{name} cannot be read: {(error.strerror or 'no reason is given').lower()}"])
    if len(data) > MAX_FACTS_BYTES:
        fail([f"{name} is larger than {MAX_FACTS_BYTES} bytes: that is not one case"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        fail([f"{name} is not UTF-8 text: save it as UTF-8"])
    from comity.law import read_plain  # noqa: PLC0415 -- most calls read no file of facts

    form, problems = read_plain(text, file=name)
    if problems:
        fail(str(problem) for problem in problems)
    return form


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(MAX_FACTS_BYTES + 1)


def read_done(text: str | None) -> Done | None:
    """`acted`, `refused`, or either with a day: `refused:2026-12-15`."""
    if text is None:
        return None
    what, _, day = text.partition(":")
    if what not in ("acted", "refused"):
        fail([f"`{text}` in --done says neither `acted` nor `refused`, with or without `:DATE`"])
    return Done(acted=what == "acted", on=read_day(day) if day else None)


def end_with(found: Determination, corpus: Corpus) -> NoReturn:
    """End a command with the code that an answer deserves. Of a place that nobody knows none is complete."""
    settled = len(found.possible) == 1 and not found.missing_law and found.complete
    raise typer.Exit(0 if settled and is_known(corpus, found.question.place) else EXIT_OPEN)
