"""`comity ledger report|statutory|sheet`: what goes out."""

from __future__ import annotations

from dataclasses import asdict
from json import dumps as to_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.ledger_door import LedgerArgument, opened, said
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import EXIT_OPEN, fail, print_json, print_text, read_corpus, read_day

if TYPE_CHECKING:
    from comity.law import Corpus
    from comity.ledger.statutory import Definition, Filled

REPORT_EXAMPLES = """\b
Examples:
  comity ledger report ledger.db --out published
  comity ledger report ledger.db --out published --title "Plate data" --smallest 10
  comity ledger report ledger.db --out published --base-url https://www.example.gov/incidents"""


def report_command(
    ledger: LedgerArgument,
    to: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="The folder: new, empty, or a former report."),
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="What stands at the head.")
    ] = "Incidents and requests",
    smallest: Annotated[
        int,
        typer.Option(
            "--smallest",
            metavar="N",
            min=1,
            help="Hold back counts of requests below this; 1 holds none back.",
        ),
    ] = 5,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Where the folder will stand: absolute addresses in its feed.",
        ),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Write what may be published: counts by place, claim, standing, way of becoming known, month and law, with a map.

    Every number opens its incidents with their quotes. An agency that was not asked for a reply is not
    named, a quote in which nobody has looked for names is held back, and so are small counts of requests.
    `feed.xml` tells feed readers what changed last.
    """
    if base_url is not None and not base_url.startswith(("https://", "http://")):
        fail([f"`{base_url}` is no address: write it as https://comity.example.gov/incidents"])
    store = opened(ledger)
    law = read_corpus(corpus, overlay)
    with said():
        from comity.ledger.report import ReportOptions, write_report  # noqa: PLC0415 -- needs a library that others must not wait for

        made = write_report(
            store, to, law, ReportOptions(title=title, smallest=smallest, base_url=base_url)
        )
    if json:
        print_json(
            {
                "folder": str(to), "incidents": made.incidents, "acts": made.acts, "numbers": made.numbers,
                "withheld": made.withheld, "hash": made.head.hash,
            }
        )  # fmt: skip
        return
    print_text(
        f"{made.incidents} incidents with {made.acts:,} acts, in {made.numbers:,} numbers that open."
    )
    if made.withheld:
        print_text(
            f"In {made.withheld:,} of them the agency is not named: it has not been asked for a reply "
            "(`comity ledger reply`)."
        )
    print_text(f"Report: {to / 'index.html'}")


STATUTORY_EXAMPLES = """\b
Examples:
  comity ledger statutory us-il ledger.db --agency "Cook County Sheriff" --period 2025
  comity ledger statutory us-or ledger.db --agency "Lane County Sheriff" --period 2025-07
  comity ledger statutory list

\b
Ends with
  0  every field is a number, a list or a certified none
  3  a field is left open, or a number has no end: the report says why"""


def statutory_command(
    report: Annotated[
        str,
        typer.Argument(metavar="REPORT", help="Such as us-il; `list` names all with their fields."),
    ],
    ledger: Annotated[
        str | None, typer.Argument(metavar="LEDGER", help="A file, or postgresql://user@host/name.")
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="NAME", help="Whose report: a desk of the register."),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="TIME", help="2025, 2025-Q3 or 2025-07, as the report asks."
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write a page (.html), a table (.csv) or JSON (.json)."
        ),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Fill the report that a law asks an agency for, from the register of requests.

    Every field that the law names is there. What the ledger cannot know is left open, and `none` is said
    only where somebody has certified that the register holds every request of the period.
    """
    with said():
        from comity.ledger.statutory import definition_named, definitions, fill, period_of  # noqa: PLC0415 -- as above

        if report == "list":
            _list_reports(list(definitions().values()), json=json)
            return
        wanted = definition_named(report)
        if ledger is None or agency is None or period is None:
            fail(
                [
                    "a report needs LEDGER, --agency and --period: `comity ledger statutory list` says of what time each is"
                ]
            )
        filled = fill(
            opened(ledger), wanted, agency=agency, period=period_of(wanted.period, period)
        )
    law = read_corpus(corpus, overlay)
    _put_out(filled, law, to, json=json)
    if any(one.why for one in filled.fields):
        raise typer.Exit(EXIT_OPEN)


def _put_out(filled: Filled, law: Corpus, to: Path | None, *, json: bool) -> None:
    from comity.ledger.statutory import report_csv, report_form, report_html, report_text  # noqa: PLC0415 -- as above

    if to is not None:
        match to.suffix:
            case ".html":
                text = report_html(filled, law, read_day("today"))
            case ".csv":
                text = report_csv(filled)
            case ".json":
                text = to_text(report_form(filled, law), indent=2, ensure_ascii=False) + "\n"
            case _:
                fail(
                    [f"`{to}` ends in none of .html, .csv, .json: the ending says what is written"]
                )
        to.write_text(text, encoding="utf-8", newline="\n")
        print_text(f"{to} is written.")
    elif json:
        print_json(report_form(filled, law))
    else:
        for indent, line in report_text(filled, law):
            print_text(line, indent=indent)


def _list_reports(all_: list[Definition], *, json: bool) -> None:
    if json:
        print_json([{"report": d.id, "title": d.title, "citation": d.citation, "period": d.period, "fields": [f.asks for f in d.fields]} for d in all_])  # fmt: skip
        return
    for one in all_:
        print_text(
            f"{one.id}: {one.title} ({one.citation}), {one.period.replace('_', ' ')}", style="bold"
        )
        for field in one.fields:
            print_text(f"{field.asks}{' (left open)' if field.how == 'unknown' else ''}", indent=2)


SHEET_EXAMPLES = """\b
Example:
  comity ledger sheet ledger.db incident-17 --out sheet.html"""


def sheet_command(
    ledger: LedgerArgument,
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Such as incident-17.")],
    to: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it as a page (.html).")
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Write the finding sheet of an incident: act, section, evidence, finding, recommendation, deadline.

    What no body has found is left open. An agency that was not asked for a reply is not named.
    """
    store = opened(ledger)
    law = read_corpus(corpus, overlay)
    with said():
        from comity.ledger.statutory import sheet_of  # noqa: PLC0415 -- as above

        sheet, page = sheet_of(store, incident, law, read_day("today"))
    if to is not None:
        to.write_text(page, encoding="utf-8", newline="\n")
        print_text(f"{to} is written.")
    elif json:
        print_json(asdict(sheet))
    else:
        for line in sheet.lines:
            print_text(f"{line.act}: {line.what}, {line.when}, {line.agency}", style="bold")
            for name, text in (
                ("section", "; ".join(line.sections) or "left open"), ("the law", line.law),
                ("evidence", "; ".join(line.evidence) or "left open"), ("cause", line.cause),
                ("finding", line.finding_words),
                ("recommendation", line.recommendation), ("deadline", line.deadline),
            ):  # fmt: skip
                print_text(f"{name}: {text}", indent=2)
        for text in sheet.reply:
            print_text(f"Reply: {text}")
