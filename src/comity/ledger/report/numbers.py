"""Every number of a report and the page that opens it: the incidents behind it, with their quotes and rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from comity.decide import ANSWER_WORDS
from comity.ledger.report.counts import Number
from comity.ledger.report.lines import Line, by_incident, quoted
from comity.ledger.shown import printable
from comity.logic import Answer

FOLDER = "numbers"
NOT_KNOWN = "(not known)"
MOST = 500
"""Incidents on one page. A number of more is opened by the filter that its page names, in acts.csv or by `list`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A number with the page behind it. `columns` say which cells of acts.csv it counts, and `link` opens it."""

    at: int
    what: str
    columns: Mapping[str, str]
    number: Number
    link: str

    @property
    def filter(self) -> str:
        """The columns as a reader of acts.csv selects them."""
        return " and ".join(_condition(name, value) for name, value in self.columns.items())

    @property
    def file(self) -> str:
        """Where its incidents stand, from the folder of the report."""
        return file_of(self.at)

    def __html__(self) -> str:
        if not self.number.high:
            return "0"
        return f'<a href="{escape(self.link)}">{self.number}</a>'


def file_of(at: int) -> str:
    """Where the incidents of a number stand, from the folder of the report."""
    return f"{FOLDER}/{at:04}.html"


Address = Callable[[int, Mapping[str, str]], str]
"""The address of a number by its place and its columns."""


class Numbers:
    """Numbers in the order in which a page shows them. `address` is another than their files, where a server shows them."""

    def __init__(
        self,
        places: Mapping[str, str],
        address: Address = lambda at, _columns: file_of(at),
    ) -> None:
        self._address = address
        self._places = places
        self.all: list[Opened] = []

    def open(self, what: str, number: Number | None, **columns: str) -> Opened:
        """A number, to be opened by a page of its own."""
        at = len(self.all) + 1
        made = Opened(
            at=at, what=what, columns=columns, number=number or Number(low=0, high=0), link=self._address(at, columns),
        )  # fmt: skip
        if made.number.high:
            self.all.append(made)
        return made

    def write(
        self, folder: Path, head: str, foot: str, read: Callable[[Collection[int]], Sequence[Line]]
    ) -> None:
        """Write the page of every number. `read` gives the acts of some incidents."""
        (folder / FOLDER).mkdir()
        told = {seq for one in self.all if len(one.number.of) <= MOST for seq in one.number.of}
        incidents = {seq: self._incident(lines) for seq, lines in by_incident(read(told))}
        for one in self.all:
            title = escape(one.what)
            parts = [head.replace("TITLE", title), f"<h1>{title}: {one.number}</h1>"]
            if len(one.number.of) <= MOST:
                parts += [
                    f'<p><a href="../{name}">{words}</a></p>'
                    for name, words in (("index.html", "The report"),)
                ]
                parts.append('<ul class="incidents">')
                parts += [incidents[seq] for seq in one.number.of]
                parts.append("</ul>")
            else:
                parts.append(
                    f"<p>These are more than {MOST:,} incidents. They are the rows of <code>acts.csv</code> with "
                    f"<code>{escape(one.filter)}</code>; each incident is counted once. "
                    '<a href="../index.html">The report</a></p>'
                )
            parts.append(foot)
            (folder / one.file).write_text("\n".join(parts), encoding="utf-8", newline="\n")

    def places_of(self) -> Mapping[int, str]:
        """Where each incident that stands on a page stands first, from the folder of the report."""
        found: dict[int, str] = {}
        for one in self.all:
            if len(one.number.of) <= MOST:
                for seq in one.number.of:
                    found.setdefault(seq, f"{one.file}#incident-{seq}")
        return found

    def _incident(self, lines: Sequence[Line]) -> str:
        acts = "".join(map(self._act, lines))
        return f'<li id="{lines[0].incident}"><b>{lines[0].incident}</b>{acts}</li>'

    def _act(self, line: Line) -> str:
        says = escape("; ".join(act_words(line, self._places)))
        held = quoted(line)
        quotes = "".join(
            f"<blockquote>{escape(text)} <cite>document {document}</cite></blockquote>"
            for text, document in held.quotes
        )
        if held.held:
            noun = "quote is" if held.held == 1 else "quotes are"
            quotes += f'<p class="soft">{held.held} {noun} held back: no person has looked for names in it yet, or it names an agency that was not asked.</p>'
        rows = "".join(
            f"<li><code>{escape(printable(file))}:{number}</code></li>"
            for file, number in held.rows
        )
        return f"<p>{says}</p>{quotes}{f'<ul>{rows}</ul>' if rows else ''}"


def act_words(line: Line, places: Mapping[str, str]) -> list[str]:
    """An act as it may be published, in a few words: where, when, what, what is claimed, where that stands, the law."""
    where = line.agency or places.get(line.place or "", "place not known")
    days = line.earliest or "day not known"
    if line.latest != line.earliest:
        days = f"{days} to {line.latest or 'an unknown day'}"
    law = ANSWER_WORDS[Answer(line.answer)] if line.answer else "not decided"
    says = [
        printable(where), days, (line.action or "no act of the law fits").replace("_", " "),
        line.claimed_breach.replace("_", " "), line.status, f"the law: {law}",
    ]  # fmt: skip
    if line.conduct:
        says.append(f"conduct: {line.conduct.replace('_', ' ')}")
    if line.finding:
        says.append(f"finding: {line.finding.replace('_', ' ')}")
    return says


def _condition(column: str, value: str) -> str:
    """Which rows of acts.csv have a value, for somebody who filters them."""
    match column:
        case "region":
            return f"place = {value}, or begins with {value}-"
        case "month" if value:
            return f"earliest to latest reaches into {value}"
        case "month":
            return "earliest or latest is empty, or they are more than a year apart"
        case _:
            return f"{column} is empty" if value == NOT_KNOWN else f"{column} = {value}"
