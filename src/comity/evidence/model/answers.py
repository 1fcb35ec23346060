"""A model's answer into proposals, through the gate: what is not in the one form, or not in the document, is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TypeVar

from comity.evidence.act import Moment, Named, Quote, ReportedAct
from comity.evidence.act_json import ActFormError
from comity.evidence.codebook import BecameKnown, ClaimedBreach, Code, ShownAuthority, Status
from comity.evidence.model.prompt import MOST_ACTS, MOST_QUOTES
from comity.evidence.proposing.days_in_text import days_in
from comity.evidence.proposing.proposal import Proposal
from comity.evidence.proposing.propose import encounter_id, proposal_id
from comity.evidence.proposing.sentences import Sentence
from comity.evidence.proposing.stance import Told
from comity.evidence.proposing.text_reading import TextReading
from comity.evidence.quotes import QuoteRefusedError, find_quote

C = TypeVar("C", bound=Code)
_KEYS = {
    "action",
    "acted",
    "place",
    "agency",
    "when",
    "claimed_breach",
    "became_known",
    "status",
    "authority",
    "asserted_by",
    "denied_by",
    "found_by",
    "quotes",
}


class AnswerRefusedError(ValueError):
    """An answer, or one act of it, that does not pass; the message says why."""


def acts_of(content: str) -> list[object]:
    """The acts of an answer, each yet to be checked. Raises AnswerRefusedError."""
    try:
        form = json.loads(content)
    except (ValueError, RecursionError):
        raise AnswerRefusedError("the answer is no JSON") from None
    if not isinstance(form, dict) or set(form) != {"acts"} or not isinstance(form["acts"], list):
        raise AnswerRefusedError("the answer is not in the form that was asked for")
    if len(form["acts"]) > MOST_ACTS:
        raise AnswerRefusedError(f"the answer holds more than {MOST_ACTS} acts")
    return list(form["acts"])


def proposal_of(
    form: object, reading: TextReading, actions: frozenset[str], signed: str
) -> Proposal:
    """One act of an answer as a proposal. Raises AnswerRefusedError, QuoteRefusedError."""
    given = _strict(form)
    document = reading.document
    quotes = tuple(find_quote(document, text) for text in _texts(given, "quotes", most=MOST_QUOTES))
    if not quotes:
        raise AnswerRefusedError("an act has no quote")
    action = given["action"]
    if action is not None and action not in actions:
        raise AnswerRefusedError(f"`{action}` is no action of the law's vocabulary")
    acted = given["acted"]
    if not isinstance(acted, bool):
        raise AnswerRefusedError("`acted` is neither true nor false")
    _told_so(reading, quotes, str(action), acted=acted)
    act = ReportedAct(
        action=None if action is None else str(action),
        acted=acted,
        place=_named(given, "place", reading),
        agency=_named(given, "agency", reading),
        when=_when(given, reading),
        claimed_breach=_code(given, "claimed_breach", ClaimedBreach),
        became_known=_code(given, "became_known", BecameKnown),
        status=_code(given, "status", Status),
        authority=_code(given, "authority", ShownAuthority),
        asserted_by=_in_document(given, "asserted_by", reading),
        denied_by=_in_document(given, "denied_by", reading),
        found_by=_in_document(given, "found_by", reading),
        quotes=quotes,
    )
    if act.status in {Status.CONFIRMED, Status.CLEARED} and not act.found_by:
        raise AnswerRefusedError(
            f"`status` is `{act.status.value}` and nobody is named who found it"
        )
    masked = [reading.people.masked(one.start, one.end, document.text) for one in quotes]
    return Proposal(
        id=proposal_id(act),
        act=act,
        encounter=encounter_id(document.digest, quotes[0].start, act.place),
        public_quotes=tuple(text for text, _ in masked),
        people=tuple(dict.fromkeys(person for _, shown in masked for person in shown)),
        proposed_by=(signed,),
    )


def _strict(form: object) -> Mapping[str, object]:
    if not isinstance(form, dict) or set(form) != _KEYS:
        raise AnswerRefusedError("an act is not in the form that was asked for")
    return form


def _told_so(reading: TextReading, quotes: tuple[Quote, ...], action: str, *, acted: bool) -> None:
    """Refuse a quote whose own words deny the act, or tell it as a rule, a plan or a condition."""
    for quote in quotes:
        told = [
            one.told
            for one in reading.acts
            if one.rule.action == action and _within(reading, one.sentence, quote)
        ]
        wrong = {Told.NEGATED, Told.DENIED, Told.GROUNDLESS, Told.SUPPOSED} if acted else {Told.DENIED, Told.GROUNDLESS}  # fmt: skip
        if told and all(one in wrong for one in told):
            raise QuoteRefusedError(
                f"the quote does not tell that it was done: it is {told[0].value} there"
            )


def _within(reading: TextReading, sentence: Sentence, quote: Quote) -> bool:
    start = reading.folded.place(sentence.start)
    return start < quote.end and quote.start < reading.folded.end_place(sentence.end)


def _named(given: Mapping[str, object], key: str, reading: TextReading) -> Named | None:
    """A place or agency that stands in the document, resolved here and not by the model."""
    written = given[key]
    if written is None:
        return None
    if not isinstance(written, str) or not written.strip() or written not in reading.document.text:
        raise AnswerRefusedError(f"`{key}` is not written so in the document")
    small = written.casefold()
    for mention in reading.named.mentions:
        resolved = mention.named if key == "agency" else mention.place
        known = mention.named.as_written.casefold()
        if resolved is not None and not mention.bare and (small in known or known in small):
            return Named(
                as_written=written,
                jurisdiction=resolved.jurisdiction,
                confidence=resolved.confidence,
                note=resolved.note,
            )
    return Named(as_written=written, note="resolves to nothing; kept as written")


def _when(given: Mapping[str, object], reading: TextReading) -> Moment | None:
    written = given["when"]
    if written is None:
        return None
    if not isinstance(written, str) or not written.strip() or written not in reading.document.text:
        raise AnswerRefusedError("`when` is not written so in the document")
    padded = f" in {written}"
    days = list(days_in(padded, 0, len(padded), reading.document.published))
    if not days:
        return Moment(as_written=written)
    return Moment(
        as_written=written, earliest=days[0].moment.earliest, latest=days[-1].moment.latest
    )


def _code(given: Mapping[str, object], slot: str, codes: type[C]) -> C:
    for code in codes:
        if code.value == given[slot]:
            return code
    raise AnswerRefusedError(f"`{slot}` is no value of the codebook")


def _texts(given: Mapping[str, object], key: str, *, most: int) -> list[str]:
    value = given[key]
    if not isinstance(value, list) or len(value) > most or not all(isinstance(one, str) for one in value):  # fmt: skip
        raise AnswerRefusedError(f"`{key}` is no short list of texts")
    return [str(one) for one in value]


def _in_document(given: Mapping[str, object], key: str, reading: TextReading) -> tuple[str, ...]:
    """Roles and bodies as the document writes them; a person's name among them is refused."""
    found = _texts(given, key, most=8)
    text = reading.document.text
    for one in found:
        if not one.strip() or len(one) > 120 or not re.search(re.escape(one), text, re.IGNORECASE):
            raise AnswerRefusedError(f"`{key}` holds what is not written so in the document")
        at = text.casefold().find(one.casefold())
        if any(name.start < at + len(one) and at < name.end for name in reading.people.mentions):
            raise AnswerRefusedError(f"`{key}` holds a name of a person")
    return tuple(found)


def refusals() -> tuple[type[Exception], ...]:
    """What one act of an answer may be refused with; the others of the answer still stand."""
    return (AnswerRefusedError, QuoteRefusedError, ActFormError)
