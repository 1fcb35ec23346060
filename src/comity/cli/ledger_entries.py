"""`comity ledger init|add|take|list|show|person`: entries into a ledger, and a look at them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ledger_door import (  # fmt: skip
    BY,
    ByOption,
    KeyOption,
    LedgerArgument,
    SubjectArgument,
    opened,
    progress,
    said,
)
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import fail, out, print_json, print_text, read_corpus, read_day
from comity.ledger.choices import Which

if TYPE_CHECKING:
    from comity.ledger.taking.take import Entry

INIT_EXAMPLES = """\b
Examples:
  comity ledger init ledger.db
  comity ledger init postgresql://clerk@records.example.gov/ledger"""

ADD_EXAMPLES = """\b
Examples:
  comity ledger add ledger.db incident.yaml --by reviewer
  comity ledger add ledger.db acts.csv --key names.key

\b
An incident, as YAML:
  summary: plate data of the city searched for another agency
  acts:
    - action: share_alpr
      agency: {as_written: El Cajon Police Department, jurisdiction: us-ca-el-cajon}
      actor: city_police
      when: {earliest: 2025-03-01, latest: 2025-03-31}
      claimed_breach: unlawful_data_sharing
      became_known: press"""

TAKE_EXAMPLES = """\b
Examples:
  comity ledger take ledger.db report                  what departs in an audit report
  comity ledger take ledger.db report --which open     and what could not be decided
  comity ledger take ledger.db reviewed.jsonl --documents intake"""

LIST_EXAMPLES = """\b
Examples:
  comity ledger list ledger.db
  comity ledger list ledger.db --place us-ca --status alleged --since 2025-01-01
  comity ledger list ledger.db --requests --json"""

SHOW_EXAMPLES = """\b
Examples:
  comity ledger show ledger.db incident-17
  comity ledger show ledger.db incident-17 --history"""

PERSON_EXAMPLES = """\b
Example:
  comity ledger person names.key incident-17 person-1      the name on the standard input"""


def init_command(ledger: LedgerArgument, json: JsonOption = False) -> None:
    """Make an empty ledger, or bring an older one to today's tables."""
    with said():
        from comity.ledger import create_ledger  # noqa: PLC0415 -- needs a library that others must not wait for

        made, new = create_ledger(ledger)
        head = made.head()
    if json:
        print_json({"ledger": made.shown, "made": new, "events": head.count, "hash": head.hash})
    elif new:
        print_text(f"{made.shown} is an empty ledger.")
    else:
        print_text(f"{made.shown} is a ledger of {head.count:,} events, up to date.")


def add_command(
    ledger: LedgerArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="One incident as YAML or JSON, many as JSON lines, or a table (CSV) with an act a row.",
        ),
    ],
    by: ByOption = BY,
    key: KeyOption = None,
    decide: Annotated[
        bool, typer.Option("--decide/--no-decide", help="Decide each act under the law of its day.")
    ] = True,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Add incidents that you wrote. Who is affected is `person-1`, an official is a role.

    A file that was added before is not added twice: its entries are known by its name and their number.
    """
    with said():
        from comity.ledger.taking import read_entries  # noqa: PLC0415 -- as above

        _take(
            ledger,
            read_entries(file),
            by=by,
            key=key,
            decide=decide,
            overlay=overlay,
            corpus=corpus,
            json=json,
        )


def take_command(
    ledger: LedgerArgument,
    what: Annotated[
        Path,
        typer.Argument(
            metavar="WHAT", help="The folder of an audit report, or a file of reviewed acts."
        ),
    ],
    which: Annotated[
        Which,
        typer.Option(
            "--which", help="Of a report: what departs, also what is open, or every counted act."
        ),
    ] = Which.DEPARTS,
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents",
            metavar="DIR",
            help="Of a reviewed file: the folder of the intake, with the originals; else the file's own folder.",
        ),
    ] = None,
    by: ByOption = BY,
    key: KeyOption = None,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Make incidents of the findings of an audit, or of acts that a person has reviewed.

    One act that is counted is one incident; what was taken before is not taken twice. Each is decided
    again by the one engine, for its place and day.
    """
    with said():
        from comity.ledger.taking import take_report, take_reviewed  # noqa: PLC0415 -- as above

        if what.is_dir():
            entries = take_report(what, read_corpus(corpus, overlay), which)
        elif what.is_file():
            entries = take_reviewed(what, documents or what.parent)
        else:
            fail(
                [
                    f"there is no `{what}`: name a report folder of `comity audit`, or a reviewed file"
                ]
            )
        _take(
            ledger, entries, by=by, key=key, decide=True, overlay=overlay, corpus=corpus, json=json
        )


def _take(
    where: str,
    entries: Iterable[Entry],
    *,
    by: str,
    key: Path | None,
    decide: bool,
    overlay: list[Path],
    corpus: Path | None,
    json: bool,
) -> None:
    from comity.ledger.deciding import Decider  # noqa: PLC0415 -- as above
    from comity.ledger.taking import take  # noqa: PLC0415 -- as above

    ledger = opened(where)
    decider = Decider(read_corpus(corpus, overlay)) if decide else None
    checked = _without_names(entries, key) if key else entries
    with progress("taking incidents") as tell:
        taken = take(ledger, checked, by=by, decider=decider, progress=tell)
    if json:
        print_json({"incidents": taken.incidents, "acts": taken.acts, "before": taken.before, "subjects": taken.subjects})  # fmt: skip
        return
    shown = f": {_named(taken.subjects)}" if taken.subjects else ""
    print_text(
        f"{_many(taken.incidents, 'incident')} with {_many(taken.acts, 'act')} taken{shown}."
    )
    if taken.before:
        print_text(f"{_many(taken.before, 'incident')} had been taken before.")


def _without_names(entries: Iterable[Entry], file: Path) -> Iterator[Entry]:
    """Refuse what holds a name of the key. Raises LedgerError."""
    from comity.ledger import Draft, Kind, LedgerError  # noqa: PLC0415 -- as above
    from comity.ledger.people import read_key  # noqa: PLC0415 -- as above

    key = read_key(file)
    for number, one in enumerate(entries, start=1):
        leaks = list(key.leaks([Draft(kind=Kind.OPENED, body=one.body)]))
        if leaks:
            raise LedgerError(*(leak.replace("entry 1", f"entry {number}") for leak in leaks))
        yield one


def _named(subjects: list[str]) -> str:
    return subjects[0] if len(subjects) == 1 else f"{subjects[0]} to {subjects[-1]}"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def list_command(
    ledger: LedgerArgument,
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="PLACE", help="In this place: us-ca, us-ca-el-cajon."),
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="NAME", help="Of this agency, as written.")
    ] = None,
    action: Annotated[
        str | None, typer.Option("--action", metavar="ACTION", help="Of this act.")
    ] = None,
    breach: Annotated[
        str | None, typer.Option("--breach", metavar="CODE", help="With this claimed breach.")
    ] = None,
    known: Annotated[
        str | None, typer.Option("--known", metavar="CODE", help="That became known in this way.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="CODE", help="alleged, denied, confirmed or cleared."),
    ] = None,
    answer: Annotated[
        str | None, typer.Option("--answer", metavar="ANSWER", help="With this answer of the law.")
    ] = None,
    conduct: Annotated[
        str | None,
        typer.Option(
            "--conduct", metavar="CONDUCT", help="With this conduct: departs, accords, ..."
        ),
    ] = None,
    finding: Annotated[
        str | None, typer.Option("--finding", metavar="CODE", help="With this finding.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="On this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="On this day or earlier.")
    ] = None,
    requests: Annotated[
        bool, typer.Option("--requests", help="List the register of requests instead.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=0, help="At most so many lines; 0: all.")
    ] = 100,
    json: JsonOption = False,
) -> None:
    """List acts (or requests) that fit all conditions, newest first. How many there are is said at the end."""
    store = opened(ledger)
    first, last = (None if one is None else read_day(one).isoformat() for one in (since, until))
    with said():
        from comity.ledger.listing import Wanted, list_acts, list_requests  # noqa: PLC0415 -- as above

        if requests:
            found = list_requests(store, place=place, since=first, until=last, most=limit or None)
        else:
            wanted = Wanted(
                place=place, agency=agency, action=action, claimed_breach=breach, became_known=known, status=status,
                answer=answer, conduct=conduct, finding=finding, since=first, until=last,
            )  # fmt: skip
            found = list_acts(store, wanted, most=limit or None)
    if json:
        print_json({"in_all": found.in_all, "rows": found.rows})
        return
    shown = _request_line if requests else _act_line
    sys.stdout.writelines(f"{shown(row)}\n" for row in found.rows)
    noun = "request" if requests else "act"
    rest = found.in_all - len(found.rows)
    more = f"; {rest:,} more: `--limit 0` lists all" if rest else ""
    print_text(f"{_many(found.in_all, noun)}{more}.")


def _act_line(row: dict[str, Any]) -> str:  # Any: columns of a projection
    from comity.ledger.shown import printable  # noqa: PLC0415 -- as above

    days = row["earliest"] or "no day"
    if row["latest"] != row["earliest"]:
        days = f"{days}..{row['latest'] or ''}"
    where = printable(row["agency"] or row["place"] or "place not known", 40)
    cells = (
        f"{row['incident']}/{row['number']}", days, where, row["action"] or "no act", row["status"],
        row["answer"] or "not decided", row["conduct"] or "-", row["finding"] or "-",
    )  # fmt: skip
    return "  ".join(cells)


def _request_line(row: dict[str, Any]) -> str:  # Any: as above
    cells = (row["request"], row["received"], row["place"], row["asked_for"], row["requester"], row["answer"] or "not decided", row["result"] or "not answered yet")  # fmt: skip
    return "  ".join(cells)


def show_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    history: Annotated[
        bool, typer.Option("--history", help="Show every event: when, by which role, what.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show an incident or a request as it stands, with what the law said of it and what it rests on."""
    store = opened(ledger)
    with said():
        from comity.ledger.carrying import event_form  # noqa: PLC0415 -- as above
        from comity.ledger.shown import history_lines, state_lines  # noqa: PLC0415 -- as above

        state = store.state(subject)
        records = store.records_of(subject) if history else ()
    if json:
        print_json(
            {"state": state, **({"events": [event_form(r) for r in records]} if history else {})}
        )
        return
    for indent, line in state_lines(state):
        print_text(line, indent=indent)
    if history:
        out.print()
        print_text("History", style="bold")
        for line in history_lines(records):
            print_text(line, indent=2)


def person_command(
    key: Annotated[
        Path, typer.Argument(metavar="KEYFILE", help="The key; made if it is not there.")
    ],
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Such as incident-17.")],
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Such as person-1.")],
) -> None:
    """Put a name to a pseudonym, in a key that no ledger holds. The name is read from the standard input.

    Keep the key apart from the ledger, or keep none: nothing here needs it.
    """
    with said():
        from comity.ledger.people import Key, read_key, write_key  # noqa: PLC0415 -- as above

        held = read_key(key) if key.exists() else Key({})
        held.add(incident, person, sys.stdin.readline())
        write_key(key, held)
    print_text(f"{key} knows {incident}/{person}.")
