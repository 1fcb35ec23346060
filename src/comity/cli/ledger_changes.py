"""`comity ledger correct|status|link|reply|finding|close|reopen|answer|certify|decide|erase`: what happened since."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.ledger_door import (
    BY,
    ByOption,
    LedgerArgument,
    SubjectArgument,
    WhyOption,
    opened,
    said,
)
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import print_json, print_text, read_corpus, read_day, read_form, read_pairs
from comity.ledger.choices import Relation, ReplyStep, RequestResult

if TYPE_CHECKING:
    from comity.ledger import Kind

ActArgument = Annotated[str, typer.Argument(metavar="ACT", help="Which act: act-1.")]
ActingRole = Annotated[
    str, typer.Option("--by", metavar="ROLE", help="Your role, never a name; it must be given.")
]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help="When: 2026-11-21, or today.")]

CORRECT_EXAMPLES = """\b
Example:
  comity ledger correct ledger.db incident-17 change.yaml --why "the article was read again"

\b
A change, as YAML:
  act: act-1
  set: {claimed_breach: other, when: {earliest: 2025-03-04, latest: 2025-03-04}}
  unset: [authority]"""

STATUS_EXAMPLES = """\b
Example:
  comity ledger status ledger.db incident-17 act-1 confirmed --by-whom "the civilian board\""""

LINK_EXAMPLES = """\b
Examples:
  comity ledger link ledger.db incident-18 same incident-17            counted as one
  comity ledger link ledger.db incident-18 perhaps_same incident-17    counts become ranges"""

REPLY_EXAMPLES = """\b
Examples:
  comity ledger reply ledger.db asked "Dover NH PD" --on 2026-11-02 --until 2026-11-16
  comity ledger reply ledger.db received "Dover NH PD" --on 2026-11-10 --says "We do not share."
  comity ledger reply ledger.db override "Dover NH PD" --why "the office is closed for good\""""

FINDING_EXAMPLES = """\b
Example:
  comity ledger finding ledger.db incident-17 act-1 sustained --by inspector \\
      --found-by "Providence External Review Authority" --on 2026-02-01 \\
      --section "Code of Ordinances 18 1/2-4" --deadline 2026-04-01"""

CLOSE_EXAMPLES = """\b
Example:
  comity ledger close ledger.db incident-17 --why "the board has found\""""

REOPEN_EXAMPLES = """\b
Example:
  comity ledger reopen ledger.db incident-17 --why "a recording came up\""""

ANSWER_EXAMPLES = """\b
Examples:
  comity ledger answer ledger.db request-20 refused --on 2026-11-21
  comity ledger answer ledger.db request-20 granted --field transferred=true \\
      --field transferred_at=2026-11-21T14:05 --field transferred_to="ICE, Broadview\""""

CERTIFY_EXAMPLES = """\b
Example:
  comity ledger certify ledger.db --agency "Cook County Sheriff" --place us-il-cook-county \\
      --from 2025-01-01 --to 2025-12-31 --by "records officer\""""

DECIDE_EXAMPLES = """\b
Examples:
  comity ledger decide ledger.db                 every act and request whose answer changed
  comity ledger decide ledger.db incident-17"""

ERASE_EXAMPLES = """\b
Examples:
  comity ledger erase ledger.db incident-17 --why "asked for by the person" --by officer
  comity ledger erase ledger.db incident-17 --event 31 --why "it named a person" --by officer"""


def _add(where: str, kind: Kind, subject: str | None, body: dict[str, object], by: str, *, json: bool) -> None:  # fmt: skip
    """Append one event and say it."""
    ledger = opened(where)
    with said():
        from comity.ledger import Draft as New  # noqa: PLC0415 -- needs a library that others must not wait for

        kept = {key: value for key, value in body.items() if value is not None}
        event = ledger.append([New(kind=kind, subject=subject, body=kept)], by=by)[0]
    if json:
        print_json({"seq": event.seq, "subject": event.subject, "kind": event.kind, "hash": event.hash})  # fmt: skip
    else:
        print_text(f"Event {event.seq}: {event.subject}, {event.kind.replace('_', ' ')}.")


def _kind(name: str) -> Kind:
    with said():
        from comity.ledger import Kind as Kinds  # noqa: PLC0415 -- as above

    return Kinds(name)


def correct_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="What changes, as YAML or JSON; - for standard input."),
    ],
    why: WhyOption,
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Correct an incident: slots of an act as they are now, slots that hold nothing, further acts.

    The earlier event stays. Decide again afterwards: an answer is of the slots that it was asked with.
    """
    form = read_form(file)
    change = form if isinstance(form, dict) else {"set": form}
    _add(ledger, _kind("corrected"), subject, {**change, "why": why}, by, json=json)


def status_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    act: ActArgument,
    status: Annotated[
        str, typer.Argument(metavar="STATUS", help="alleged, denied, confirmed or cleared.")
    ],
    by_whom: Annotated[
        str, typer.Option("--by-whom", metavar="BODY", help="The body or role that says so.")
    ],
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Record where a claim stands now, and who says so."""
    body: dict[str, object] = {"act": act, "status": status, "by_whom": by_whom}
    _add(ledger, _kind("status_changed"), subject, body, by, json=json)


def link_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    relation: Annotated[Relation, typer.Argument(help="How the two stand to each other.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other incident.")],
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="Why, in a line.")
    ] = None,
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Say that an incident is, may be or is not the same as another, or belongs to it."""
    body: dict[str, object] = {"to": other, "relation": relation.value, "why": why}
    _add(ledger, _kind("linked"), subject, body, by, json=json)


def reply_command(
    ledger: LedgerArgument,
    step: Annotated[ReplyStep, typer.Argument(help="What is recorded.")],
    agency: Annotated[
        str, typer.Argument(metavar="AGENCY", help="The agency, as the acts write it.")
    ],
    on: OnDay = "today",
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="asked: the day given for an answer."),
    ] = None,
    how: Annotated[
        str | None, typer.Option("--how", metavar="TEXT", help="asked: by letter, by mail.")
    ] = None,
    says: Annotated[
        str | None,
        typer.Option("--says", metavar="TEXT", help="received: what it says, without names."),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="TEXT", help="override: why it is named without a reply."),
    ] = None,
    incident: Annotated[
        list[str],
        typer.Option(
            "--incident",
            metavar="INCIDENT",
            help="Only in this one; else in all that name it. Repeatable.",
        ),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Record that an agency was asked for a reply, has replied, or is named without one for a reason.

    What is published names an agency only where one of these is on record.
    """
    day, last = read_day(on).isoformat(), read_day(until).isoformat() if until else None
    store = opened(ledger)
    with said():
        from comity.ledger.replies import record_reply  # noqa: PLC0415 -- as above

        made = record_reply(
            store, step, agency, incidents=incident, on=day, until=last, how=how, says=says, why=why, by=by
        )  # fmt: skip
    if json:
        print_json({"incidents": [one.subject for one in made], "last": made[-1].seq})
    else:
        print_text(
            f"Recorded in {len(made):,} {'incident' if len(made) == 1 else 'incidents'}: {step.value}."
        )


def finding_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    act: ActArgument,
    finding: Annotated[
        str,
        typer.Argument(
            metavar="FINDING", help="sustained, not_sustained, exonerated or unfounded."
        ),
    ],
    found_by: Annotated[
        str, typer.Option("--found-by", metavar="BODY", help="The body with authority.")
    ],
    by: ActingRole,
    on: OnDay = "today",
    standard: Annotated[
        str | None,
        typer.Option(
            "--standard",
            metavar="CODE",
            help="preponderance, clear_and_convincing, beyond_reasonable_doubt, not_stated.",
        ),
    ] = None,
    cause: Annotated[
        str | None,
        typer.Option("--cause", metavar="CODE", help="training, ambiguity, other, none_claimed."),
    ] = None,
    section: Annotated[
        list[str],
        typer.Option("--section", metavar="CITE", help="A section of law or policy. Repeatable."),
    ] = [],  # noqa: B006 -- as above
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="TEXT", help="What it rests on, without names."),
    ] = None,
    recommendation: Annotated[
        str | None, typer.Option("--recommendation", metavar="TEXT", help="What should be done.")
    ] = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", metavar="DATE", help="By when.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Record what a body with authority found about an act. A finding names the body, never a person."""
    body: dict[str, object] = {
        "act": act, "finding": finding, "found_by": found_by, "on": read_day(on).isoformat(), "standard": standard,
        "cause": cause, "sections": section or None, "evidence": evidence, "recommendation": recommendation,
        "deadline": read_day(deadline).isoformat() if deadline else None,
    }  # fmt: skip
    _add(ledger, _kind("finding_made"), subject, body, by, json=json)


def _because(where: str, kind: str, subject: str, why: str, by: str, *, json: bool) -> None:
    """Append an event that says nothing but why."""
    _add(where, _kind(kind), subject, {"why": why}, by, json=json)


def close_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    why: WhyOption,
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Close an incident: nothing more is awaited. It stays in every count."""
    _because(ledger, "closed", subject, why, by, json=json)


def reopen_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    why: WhyOption,
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Open a closed incident again."""
    _because(ledger, "reopened", subject, why, by, json=json)


def answer_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    result: Annotated[RequestResult, typer.Argument(help="How it was dealt with.")],
    on: OnDay = "today",
    field: Annotated[
        list[str],
        typer.Option(
            "--field",
            metavar="NAME=VALUE",
            help="A field that reports ask for, such as transferred_at, offence, information. Repeatable.",
        ),
    ] = [],  # noqa: B006 -- as above
    by: ByOption = BY,
    json: JsonOption = False,
) -> None:
    """Record how a request was dealt with: granted, refused, no action; and the fields that the law's reports ask for.

    There is no field for a name or an account in free words.
    """
    with said():
        from comity.ledger.register import handled  # noqa: PLC0415 -- as above

        fields = handled(read_pairs(field, "--field"))
    body: dict[str, object] = {"result": result.value, "on": read_day(on).isoformat(), **fields}
    _add(ledger, _kind("request_answered"), subject, body, by, json=json)


def certify_command(
    ledger: LedgerArgument,
    agency: Annotated[str, typer.Option("--agency", metavar="NAME", help="Whose desk.")],
    place: Annotated[
        str, typer.Option("--place", metavar="PLACE", help="The place: us-il-cook-county.")
    ],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last day.")],
    by: ActingRole,
    json: JsonOption = False,
) -> None:
    """Certify that every request that came to a desk in these days is in the register.

    Only then does a report say `none`; without it, a count of nothing is left open.
    """
    body: dict[str, object] = {
        "agency": agency,
        "place": place,
        "first": read_day(first).isoformat(),
        "last": read_day(last).isoformat(),
        "says": "every request of these days is in the register",
    }
    _add(ledger, _kind("period_certified"), None, body, by, json=json)


def decide_command(
    ledger: LedgerArgument,
    subjects: Annotated[
        list[str], typer.Argument(metavar="[INCIDENT]...", help="Only these; else every incident.")
    ] = [],  # noqa: B006 -- as above
    by: ByOption = BY,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Decide acts again under today's corpus, and keep what came out otherwise, with the corpus it is of.

    Nothing is kept where the answer, its grounds and the law files are the same as before.
    """
    store = opened(ledger)
    law = read_corpus(corpus, overlay)
    with said():
        from comity.ledger.deciding import Decider  # noqa: PLC0415 -- as above
        from comity.ledger.redeciding import decide_again  # noqa: PLC0415 -- as above

        found = decide_again(store, Decider(law), subjects, by=by)
    if json:
        print_json({"acts": found.acts, "kept": found.kept, "changed": found.changed})
        return
    sys.stdout.writelines(f"{where}: {before} -> {now}\n" for where, before, now in found.changed)
    print_text(
        f"{found.acts:,} {'act' if found.acts == 1 else 'acts'} decided again; {found.kept:,} kept, {len(found.changed):,} with another answer."
    )


def erase_command(
    ledger: LedgerArgument,
    subject: SubjectArgument,
    why: WhyOption,
    by: ActingRole,
    event: Annotated[
        list[int],
        typer.Option(
            "--event",
            metavar="N",
            help="Only the body of this event. Repeatable. Else all of them.",
        ),
    ] = [],  # noqa: B006 -- as above
    document: Annotated[
        list[str],
        typer.Option(
            "--document", metavar="DIGEST", help="Also a kept document, by its digest. Repeatable."
        ),
    ] = [],  # noqa: B006 -- as above
    json: JsonOption = False,
) -> None:
    """Erase what events hold, for good: body and salt go, the chain still verifies, and an event says so.

    Old backups, exports and copies still have it: erase or delete these too.
    """
    store = opened(ledger)
    with said():
        made = store.erase(subject, event or None, why=why, by=by, documents=document)
    if json:
        print_json({"seq": made.seq, "subject": made.subject, "hash": made.hash})
    else:
        print_text(
            f"Event {made.seq}: erased in {subject}. Backups and exports made before still hold it."
        )
