"""What a published report shows of an act, and what it hides and why. The keeper of a ledger sees both.

The rules are those of the report (`report/lines.py`), which a test holds this against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.ledger.canonical import Form
from comity.ledger.projection import place_of
from comity.ledger.reply import Reply, reply_to

NOT_LOOKED = "no person has looked for names in it yet"
NAMES_AGENCY = "it names an agency that has not been asked for a reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicQuote:
    """A quote as it may be published; `text` is None where it is held back, and `why` says why."""

    text: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAct:
    """What is published of an act: `agency` and `place` (None: not named), its quotes in order, whether its rows are."""

    reply: Reply
    agency: str | None
    place: str | None
    quotes: Sequence[PublicQuote]
    rows: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether the agency, and its place below the state, are left out."""
        return self.reply is Reply.NOT_ASKED


def is_published(state: Form) -> bool:
    """Whether an incident stands in a report at all: it was not erased, and is not counted as another."""
    return state.get("state") != "erased" and "counted_as" not in state


def public_act(state: Form, act: Form) -> PublicAct:
    """An act of an incident as a report shows it."""
    named = act.get("agency", {}).get("as_written")
    reply, place = reply_to(state, named), place_of(act)
    hidden = reply is Reply.NOT_ASKED
    region = "-".join(place.split("-")[:2]) if place else None
    return PublicAct(
        reply=reply,
        agency=None if hidden else named,
        place=region if hidden else place,
        quotes=[
            _quote(one, str(named) if hidden else None)
            for one in act.get("evidence", {}).get("quotes", [])
        ],
        rows=not hidden,
    )


def _quote(quote: Form, hide: str | None) -> PublicQuote:
    text = quote.get("public")
    if text is None:
        return PublicQuote(text=None, why=NOT_LOOKED)
    if hide is not None and hide.casefold() in text.casefold():
        return PublicQuote(text=None, why=NAMES_AGENCY)
    return PublicQuote(text=str(text), why="")
