"""The last changes of incidents that may be published, as an Atom feed: what changed, and the incident as a report shows it.

An entry holds no body of an event, no role and no quote: a body may name an agency that was not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from markupsafe import escape
from sqlalchemy import Connection, select

from comity.law import Corpus
from comity.ledger.event import Event, Kind
from comity.ledger.reading import head_of
from comity.ledger.report.lines import Line, by_incident, read_lines
from comity.ledger.report.numbers import act_words
from comity.ledger.report.read import name_of
from comity.ledger.store import Ledger
from comity.ledger.tables import EVENTS

ENTRIES = 100
"""Changes that a feed holds; older ones are in the ledger."""
CHANGES: dict[str, str] = {
    Kind.OPENED.value: "entered",
    Kind.CORRECTED.value: "corrected",
    Kind.STATUS_CHANGED.value: "where the claim stands has changed",
    Kind.DECIDED.value: "decided under the law of its day",
    Kind.FINDING_MADE.value: "a body with authority has found",
    Kind.REPLY_ASKED.value: "the agency was asked for a reply",
    Kind.REPLY_RECEIVED.value: "the agency has replied",
    Kind.LINKED.value: "set beside another incident",
    Kind.CLOSED.value: "closed",
    Kind.REOPENED.value: "opened again",
}
"""What a change of each kind is called. Other kinds are no change of what is published."""
_GONE = {Kind.ERASED.value: "what it held was erased", Kind.LINKED.value: "counted as another"}


def feed_text(ledger: Ledger, corpus: Corpus, *, title: str, address: Callable[[str], str]) -> str:
    """The feed as XML. `address` gives the address of an incident, and of the feed's page for an empty name."""
    with ledger.reading() as view:
        return feed_in(view, corpus, title=title, address=address)


def feed_in(
    view: Connection,
    corpus: Corpus,
    *,
    title: str,
    address: Callable[[str], str],
    own: str | None = None,
) -> str:
    """The same of a view that is open. `own` is where the feed itself will stand.

    Ids are of the events, so that they stay wherever the feed stands; an address may be relative to the feed (RFC 4287, 2).
    """
    head = head_of(view)
    changes = list(_changes(view))
    first = view.execute(select(EVENTS.c.hash).order_by(EVENTS.c.seq).limit(1)).scalar()
    seqs = {_number(one.subject) for one in changes}
    told = dict(by_incident(read_lines(view, seqs)))
    moment = changes[0].moment if changes else "1970-01-01T00:00:00Z"
    made = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_id(first or head.hash)}</id><title>{escape(title)}</title><updated>{escape(moment)}</updated>",
        f'<author><name>comity</name></author><link href="{escape(address(""))}"/>',
    ]
    if own is not None:
        made.append(f'<link rel="self" type="application/atom+xml" href="{escape(own)}"/>')
    for event in changes:
        lines = told.get(_number(event.subject))
        what = CHANGES.get(event.kind) if lines else _GONE.get(event.kind)
        if what is not None:
            made.append(_entry(event, what, lines or [], corpus, address(event.subject)))
    return "\n".join([*made, "</feed>\n"])


def _changes(view: Connection) -> Iterator[Event]:
    kinds = [*CHANGES, Kind.ERASED.value]
    query = select(EVENTS).where(EVENTS.c.subject.startswith("incident-"), EVENTS.c.kind.in_(kinds))
    for row in view.execute(query.order_by(EVENTS.c.seq.desc()).limit(ENTRIES)).mappings():
        yield Event(**row)


def _entry(event: Event, what: str, lines: list[Line], corpus: Corpus, address: str) -> str:
    places = {line.place: name_of(corpus, line.place) for line in lines if line.place}
    said = "\n".join("; ".join(act_words(line, places)) for line in lines)
    return (
        f"<entry><id>{_id(event.hash)}</id><title>{escape(event.subject)}: {escape(what)}</title>"
        f'<updated>{escape(event.moment)}</updated><link href="{escape(address)}"/>'
        f'<content type="text">{escape(said)}</content></entry>'
    )


def _id(digest: str) -> str:
    """An id that stays: an event keeps its hash."""
    return f"urn:uuid:{UUID(digest[:32])}"


def _number(subject: str) -> int:
    return int(subject.rpartition("-")[2])
