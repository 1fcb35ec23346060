"""A card as plain text, for a terminal or a printer without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from comity.decide.cards.card_lines import RowLines, lines_of_card
from comity.decide.cards.card_parts import Card
from comity.decide.cards.words import FOOT, TITLES
from comity.decide.translation import Language, speech


def card_text(card: Card, *, language: Language = "en", width: int = 96) -> str:
    """The card in lines of so many characters."""
    return "\n".join(_text(card, language, width)) + "\n"


def _text(card: Card, language: Language, width: int) -> Iterator[str]:
    say, lines = speech(language), lines_of_card(card, language)
    yield from wrap(f"{card.name}: {say(card.paper.title)}, {card.on}".upper(), width)
    yield ""
    yield from wrap(lines.how, width)
    yield from wrap(lines.check, width)
    yield from wrap(lines.given, width)
    for act in lines.acts:
        yield ""
        yield from wrap(f"{act.title.upper()}   {act.who}", width)
        yield from wrap(act.given, width)
        for number, row in enumerate(act.rows, start=1):
            yield from _row(row, number, width)
    for title, texts in (
        ("duties", [f"{says} {whom} [{cite}]" for says, whom, cite in lines.duties]),
        ("clocks", [f"{says} [{cite}]" for says, cite in lines.clocks]),
    ):
        if texts:
            yield from ("", say(TITLES[title]).upper())
            for text in texts:
                yield from wrap(f"- {text}", width, subsequent_indent="  ")
            if title == "clocks":
                yield from wrap(lines.clock_limits, width)
            elif lines.more_duties:
                yield lines.more_duties
    yield ""
    for text in (lines.also, lines.incomplete):
        yield from wrap(text, width)
    foot = say(FOOT, digest=card.corpus.digest[:12], program=card.corpus.program, day=card.on)
    yield from wrap(f"{foot} {lines.advice}", width)


def _row(row: RowLines, number: int, width: int) -> Iterator[str]:
    said = [row.when] if row.when else list(row.all_of)
    if row.one_of:
        said.append(row.one_of_title or row.one_of[0])
    for place, text in enumerate(said):
        begins = "    & " if place else f"{number:>2}. "
        yield from wrap(text, width, initial_indent=begins, subsequent_indent="    ")
    for text in row.one_of if row.one_of_title else ():
        yield from wrap(f"- {text}", width, initial_indent="    ", subsequent_indent="      ")
    reserved = f" ({row.reservation})" if row.reservation else ""
    cites = "; ".join(text for _, text in row.cites)
    answer = f"{row.word.upper()}{reserved}{f'  [{cites}]' if cites else ''}"
    yield from wrap(answer, width, initial_indent="    => ", subsequent_indent="       ")
    for text in row.below:
        yield from wrap(text, width, initial_indent="       ", subsequent_indent="       ")
