"""`comity table`: what agencies may do, place by place, as text, Markdown, CSV or a page."""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.place_words import level_of, named
from comity.cli.streams import (
    EXIT_PROBLEMS,
    fail,
    note_place,
    out,
    print_json,
    read_corpus,
    read_day,
)
from comity.decide import ADVICE, place_mistakes
from comity.decide.answer_look import LOOKS
from comity.decide.survey import (
    Held,
    Line,
    Participation,
    PublishedTable,
    Standing,
    Verdict,
    participation,
    participation_csv,
    published_table_file,
    read_published_table,
)
from comity.decide.survey.participation import ACTIONS
from comity.law import Corpus, CorpusError, nearest

TABLE_EXAMPLES = """\b
Examples:
  comity table us-ma-boston us-nv --on 2025-11-01
  comity table --claims --on 2025-11-01 --format html > table.html
  comity table us-tx us-fl us-ga --action hold_on_detainer --action join_287g --format csv"""


class Format(StrEnum):
    """How the table is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


def table_command(
    places: Annotated[
        list[str],
        typer.Argument(metavar="[PLACES]", help="Places; left out: every state and place encoded."),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    action: Annotated[
        list[str], typer.Option("--action", metavar="ACTION", help="Only these acts. Repeatable.")
    ] = [],  # noqa: B006 -- as above
    claims: Annotated[
        bool,
        typer.Option(
            "--claims",
            help="Only the places that a published table of 2025 speaks of, each of its claims held against the law.",
        ),
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """What the agencies of each place may do for immigration enforcement on a day, and on what condition.

    With the federal lists that name the place and the lawsuits against its rules: they change no answer.
    Nothing is known of the case: where the answer hangs on facts, the rules say on which.
    """
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    for one in action:
        if one not in law.vocabulary.actions:
            fail([f"`{one}` is not a known action; {nearest(one, law.vocabulary.actions)}"])
    mistakes = [mistake for place in places for mistake in place_mistakes(law, place)]
    for place in places:
        note_place(law, place)
    if mistakes:
        fail(mistakes)
    table = _published(law, corpus) if claims else None
    if table:
        asked = list(dict.fromkeys(one.place for one in table.bullets))
        if strangers := [place for place in places if place not in asked]:
            fail(f"the published table does not speak of `{place}`" for place in strangers)
    else:
        asked = sorted(place for place in law.jurisdictions if place != "us")
    acts = action or ACTIONS
    bullets = [one for one in table.bullets if not action or one.action in action] if table else []
    rows = tuple(
        replace(row, name=named(row.name))
        for place in places or asked
        for row in participation(
            law, [place], on=day, actions=acts, bullets=bullets, level=level_of(law, place)
        )
    )
    page = _Page(rows=rows, on=day, law=law, table=table)
    match Format.JSON if json else form:
        case Format.JSON:
            print_json(_json(page))
        case Format.CSV:
            sys.stdout.write(
                participation_csv(page.rows, on=page.on, claims=page.table is not None)
            )
        case Format.HTML:
            sys.stdout.write(_html(page))
        case Format.MARKDOWN:
            sys.stdout.write("\n".join(_markdown(page)) + "\n")
        case Format.TEXT:
            sys.stdout.write("\n".join(_text(page)) + "\n")


def _published(law: Corpus, folder: Path | None) -> PublishedTable:
    path = published_table_file(folder)
    if not path.is_file():
        fail([f"there is no published table to hold against the law: `{path}` is missing"])
    try:
        return read_published_table(law, path)
    except CorpusError as error:
        fail((str(problem) for problem in error.problems), EXIT_PROBLEMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What is written, in whatever form."""

    rows: tuple[Participation, ...]
    on: date
    law: Corpus
    table: PublishedTable | None

    @property
    def title(self) -> str:
        return f"What agencies may do for immigration enforcement, {self.on}"

    @property
    def lead(self) -> Iterator[str]:
        """What a reader has to know first."""
        yield (
            "Made from the law files for that day. Nothing is known of any one case: where the answer "
            "hangs on facts, the rules say on which. “Not complete” means that law which was not read or "
            "not checked could change the answer. Being on a federal list, or being sued, changes none."
        )
        if self.table:
            found = Counter(held.verdict for row in self.rows for held in row.claims)
            counts = ", ".join(f"{found[one]} {_VERDICTS[one].lower()}" for one in Verdict)
            yield (
                f"Held against the law: {self.table.title}. Its entries are restated in our own words; one "
                f"that joins several acts or cases is several claims. Of {found.total()} claims: {counts}."
            )
            if self.table.written_for != self.on:
                yield (
                    f"The reasons beside the claims were written for the law of {self.table.written_for} "
                    f"and may not fit that of {self.on}."
                )

    @property
    def foot(self) -> str:
        return f"Corpus {self.law.digest[:12]}. {ADVICE}"

    def who(self, found: Standing) -> str:
        """Whose act it is."""
        return self.law.vocabulary.actors[found.actor].means if found.actor else "anybody"


_VERDICTS = {
    Verdict.BORNE_OUT: "Borne out",
    Verdict.OPEN: "Open",
    Verdict.NOT_BORNE_OUT: "Not borne out",
}


def _cell(found: Standing) -> str:
    return found.words if found.complete else f"{found.words} (not complete)"


def _rule(line: Line, row: Participation) -> str:
    return f"{line.cite}{line.whose(row.name)} {line.does}: {line.says} [{line.verified}]"


def _reason(held: Held) -> str:
    """Why the law files see it otherwise, or more narrowly."""
    silent = "" if held.verdict is Verdict.BORNE_OUT else "No reason is on record."
    return held.bullet.differs or silent


def _verdict(held: Held) -> str:
    return f"{_VERDICTS[held.verdict]}. {_reason(held)}".rstrip()


def _text(page: _Page) -> Iterator[str]:
    def wrapped(text: str, indent: int, first: str = "") -> Iterator[str]:
        space = " " * indent
        yield from textwrap.wrap(
            text,
            out.width,
            initial_indent=space[len(first) :] + first if first else space,
            subsequent_indent=space,
            break_long_words=False,
            break_on_hyphens=False,
        )

    yield page.title
    for lead in page.lead:
        yield ""
        yield from wrapped(lead, 0)
    for row in page.rows:
        yield from ("", "", f"{row.name} ({row.place})")
        if row.not_asked:
            yield from wrapped(row.not_asked, 2)
        if row.lists or row.lawsuits:
            yield from ("", "  Beside the law")
        for title, said in (("Federal list", row.lists), ("Lawsuit", row.lawsuits)):
            for one in said:
                yield from wrapped(f"{title}: {one}", 6, "- ")
        if row.claims:
            yield from ("", "  What the published table says, and what the law files say")
        for held in row.claims:
            yield from wrapped(held.bullet.says, 6, f"{held.bullet.entry}. ")
            yield from wrapped(f"{_cell(held.standing)}. {_verdict(held)}", 10, "> ")
        if row.claims and row.standings:
            yield from ("", "  What the law files say, act by act")
        for found in row.standings:
            yield ""
            yield from wrapped(f"{found.phrase} ({page.who(found)})", 2)
            yield from wrapped(_cell(found), 6)
            for line in found.lines:
                yield from wrapped(_rule(line, row), 8, "- ")
    yield from ("", *wrapped(page.foot, 0))


def _markdown(page: _Page) -> Iterator[str]:
    def cell(text: str) -> str:
        return text.replace("|", "\\|")

    yield from (f"# {page.title}", "")
    for lead in page.lead:
        yield from (lead, "")
    for row in page.rows:
        yield from (f"## {row.name}", "")
        if row.not_asked:
            yield from (row.not_asked, "")
        for title, said in (("Federal list", row.lists), ("Lawsuit", row.lawsuits)):
            yield from (f"- {title}: {one}" for one in said)
        if row.lists or row.lawsuits:
            yield ""
        if row.claims:
            yield from (
                "| entry | the published table says | the law files say | is it borne out? |",
                "|---|---|---|---|",
            )
        for held in row.claims:
            said = (held.bullet.says, f"**{_cell(held.standing)}**", _verdict(held))
            yield f"| {held.bullet.entry} | {' | '.join(cell(one) for one in said)} |"
        if row.claims:
            yield ""
        if row.standings:
            yield from ("| act | who | answer | rules |", "|---|---|---|---|")
        for found in row.standings:
            rules = "<br>".join(_rule(line, row) for line in found.lines)
            said = (found.phrase, page.who(found), f"**{_cell(found)}**", rules)
            yield f"| {' | '.join(cell(one) for one in said)} |"
        if row.standings:
            yield ""
    yield page.foot


def _html(page: _Page) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- only this form needs it

    environment = Environment(
        loader=PackageLoader("comity.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("table.html").render(
        page=page, looks=LOOKS, verdicts=_VERDICTS, reason=_reason
    )


def _json(page: _Page) -> dict[str, object]:
    table = page.table
    return {
        "on": page.on.isoformat(),
        "corpus": page.law.digest,
        "published_table": (
            {"title": table.title, "written_for": table.written_for.isoformat()} if table else None
        ),
        "places": [_place(one) for one in page.rows],
    }


def _place(row: Participation) -> dict[str, object]:
    return {
        "place": row.place,
        "name": row.name,
        "not_asked": row.not_asked,
        "federal_lists": list(row.lists),
        "lawsuits": list(row.lawsuits),
        "claims": [
            {
                "entry": held.bullet.entry,
                "says": held.bullet.says,
                "claims": [one.value for one in held.bullet.claims],
                "verdict": held.verdict.value,
                "differs": held.bullet.differs or None,
                **_act(held.standing),
            }
            for held in row.claims
        ],
        "acts": [_act(found) for found in row.standings],
    }


def _act(found: Standing) -> dict[str, object]:
    return {
        "action": found.action,
        "actor": found.actor,
        "answer": found.answer.value,
        "possible": [one.value for one in found.possible],
        "complete": found.complete,
        "rules": [
            {
                "id": line.provision,
                "cite": line.cite,
                "effect": line.rail.value,
                "certain": line.certain,
                "internal": line.internal,
                "says": line.says,
                "verified": line.verified,
            }
            for line in found.lines
        ],
    }
