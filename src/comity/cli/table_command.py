"""`comity table`: what agencies may do, place by place, as text, Markdown, CSV or a page."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, OverlayOption
from comity.cli.streams import EXIT_PROBLEMS, fail, print_json, read_corpus, read_day
from comity.decide import ADVICE, place_mistakes
from comity.decide.survey import Participation, Standing, bullets_file, participation, read_bullets
from comity.decide.survey.participation import ACTIONS, Bullet
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
            help="Only the places that a published table (2025) speaks of, each of its claims held against the law.",
        ),
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
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
    if mistakes:
        fail(mistakes)
    bullets = _bullets(law, corpus)
    if not places:
        named = (
            list(dict.fromkeys(one.place for one in bullets))
            if claims
            else sorted(law.jurisdictions)
        )
        places = [place for place in named if place != "us"]
    rows = list(participation(law, places, on=day, actions=action or ACTIONS, bullets=bullets))
    match form:
        case Format.JSON:
            print_json(
                {
                    "on": day.isoformat(),
                    "corpus": law.digest,
                    "places": [_json(one) for one in rows],
                }
            )
        case Format.CSV:
            sys.stdout.write(_csv(rows, day))
        case Format.HTML:
            sys.stdout.write(_html(rows, day, law))
        case Format.MARKDOWN:
            sys.stdout.write("\n".join(_markdown(rows, day, law)) + "\n")
        case Format.TEXT:
            sys.stdout.write("\n".join(_text(rows, day, law)) + "\n")


def _bullets(law: Corpus, folder: Path | None) -> Sequence[Bullet]:
    path = bullets_file(folder)
    if not path.is_file():
        return ()
    try:
        return read_bullets(law, path)
    except CorpusError as error:
        fail((str(problem) for problem in error.problems), EXIT_PROBLEMS)


def _cell(found: Standing) -> str:
    return found.words if found.complete else f"{found.words} (as far as encoded and checked)"


def _text(rows: Sequence[Participation], day: date, law: Corpus) -> Iterator[str]:
    yield f"What agencies may do for immigration enforcement, {day}"
    for row in rows:
        yield from ("", f"{row.name} ({row.place})")
        if row.not_asked:
            yield f"  {row.not_asked}"
        for found in row.standings:
            yield f"  {found.phrase}: {_cell(found)}"
            for line in found.lines:
                yield f"      {line.cite} {line.does}: {line.says} [{line.verified}]"
        for title, said in (("Federal lists", row.lists), ("Lawsuits", row.lawsuits)):
            for one in said:
                yield f"  {title}: {one}"
        for held in row.claims:
            yield f"  A published table says: {held.bullet.says}"
            yield f"      The law files: {held.standing.words}. {_verdict(held.agrees, held.bullet.differs)}"
    yield from ("", f"Corpus {law.digest[:12]}. {ADVICE}")


def _verdict(agrees: bool, differs: str) -> str:
    if agrees and not differs:
        return "The same."
    return f"{'The same, with a difference' if agrees else 'Different'}: {differs or 'no reason is on record'}"


def _markdown(rows: Sequence[Participation], day: date, law: Corpus) -> Iterator[str]:
    yield from (f"# What agencies may do for immigration enforcement, {day}", "")
    for row in rows:
        yield from (f"## {row.name}", "")
        if row.not_asked:
            yield from (row.not_asked, "")
        if row.standings:
            yield from ("| act | answer | rules |", "|---|---|---|")
        for found in row.standings:
            rules = "; ".join(f"{line.cite} {line.does}: {line.says}" for line in found.lines)
            yield f"| {found.phrase} | {_cell(found)} | {rules.replace('|', '/')} |"
        yield ""
        for title, said in (("Federal lists", row.lists), ("Lawsuits", row.lawsuits)):
            yield from (f"- {title}: {one}" for one in said)
        for held in row.claims:
            yield (
                f"- A published table says: {held.bullet.says} The law files: **{held.standing.words}**. "
                f"{_verdict(held.agrees, held.bullet.differs)}"
            )
        yield ""
    yield f"Corpus `{law.digest[:12]}`. {ADVICE}"


def _csv(rows: Sequence[Participation], day: date) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(
        [
            "place",
            "name",
            "on",
            "action",
            "answer",
            "possible",
            "complete",
            "provisions",
            "citations",
            "federal_lists",
            "lawsuits",
        ]
    )
    for row in rows:
        beside = [" / ".join(row.lists), " / ".join(row.lawsuits)]
        for found in row.standings:
            writer.writerow(
                [
                    row.place,
                    row.name,
                    day,
                    found.action,
                    found.answer.value,
                    " ".join(one.value for one in found.possible),
                    str(found.complete).lower(),
                    " ".join(line.provision for line in found.lines),
                    "; ".join(line.cite for line in found.lines),
                    *beside,
                ]
            )
    return written.getvalue()


def _html(rows: Sequence[Participation], day: date, law: Corpus) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- only this form needs it

    environment = Environment(
        loader=PackageLoader("comity.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    acts = [(one.action, one.phrase) for one in rows[0].standings] if rows else []
    return environment.get_template("table.html").render(
        rows=rows,
        on=day,
        acts=acts,
        digest=law.digest[:12],
        advice=ADVICE,
        cell=_cell,
        verdict=_verdict,
    )


def _json(row: Participation) -> dict[str, object]:
    return {
        "place": row.place,
        "name": row.name,
        "not_asked": row.not_asked,
        "federal_lists": list(row.lists),
        "lawsuits": list(row.lawsuits),
        "acts": [
            {
                "action": found.action,
                "answer": found.answer.value,
                "possible": [one.value for one in found.possible],
                "complete": found.complete,
                "rules": [
                    {
                        "id": line.provision,
                        "cite": line.cite,
                        "effect": line.rail.value,
                        "certain": line.certain,
                        "says": line.says,
                        "verified": line.verified,
                    }
                    for line in found.lines
                ],
            }
            for found in row.standings
        ],
        "claims": [
            {
                "says": held.bullet.says,
                "action": held.bullet.action,
                "answer": held.standing.answer.value,
                "agrees": held.agrees,
                "differs": held.bullet.differs or None,
            }
            for held in row.claims
        ],
    }
