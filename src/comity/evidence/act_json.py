"""Reported acts as plain JSON values and back: one form for proposals, reviewed files and the ledger's intake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, TypeVar

from comity.evidence.act import Moment, Named, Quote, ReportedAct
from comity.evidence.codebook import BecameKnown, ClaimedBreach, Code, ShownAuthority, Status

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
C = TypeVar("C", bound=Code)


class ActFormError(ValueError):
    """A JSON value that is not a reported act; the message says which key, and what is expected."""


def act_to_json(act: ReportedAct) -> dict[str, Json]:
    """The act with every key written out, codes by their `value`, days as ISO dates."""
    return {
        "action": act.action,
        "acted": act.acted,
        "place": None if act.place is None else named_to_json(act.place),
        "agency": None if act.agency is None else named_to_json(act.agency),
        "when": None if act.when is None else moment_to_json(act.when),
        "claimed_breach": act.claimed_breach.value,
        "became_known": act.became_known.value,
        "status": act.status.value,
        "authority": act.authority.value,
        "asserted_by": list(act.asserted_by),
        "denied_by": list(act.denied_by),
        "found_by": list(act.found_by),
        "quotes": [quote_to_json(quote) for quote in act.quotes],
    }


def named_to_json(named: Named) -> dict[str, Json]:
    """A place or agency, as written and resolved."""
    return {
        "as_written": named.as_written,
        "jurisdiction": named.jurisdiction,
        "confidence": named.confidence,
        "note": named.note,
    }


def moment_to_json(moment: Moment) -> dict[str, Json]:
    """The days within which something lies."""
    return {
        "as_written": moment.as_written,
        "earliest": None if moment.earliest is None else moment.earliest.isoformat(),
        "latest": None if moment.latest is None else moment.latest.isoformat(),
    }


def quote_to_json(quote: Quote) -> dict[str, Json]:
    """An exact part of a stored document."""
    return {
        "document": quote.document,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
    }


def act_from_json(form: object) -> ReportedAct:
    """The act that a JSON value holds. Raises ActFormError; whether quotes are exact is asked at the gate."""
    given = mapping_at(form, "the act")
    quotes = given.get("quotes")
    if not isinstance(quotes, list) or not quotes:
        raise ActFormError("`quotes` holds no quote: an act without its exact words is refused")
    acted = given.get("acted", True)
    if not isinstance(acted, bool):
        raise ActFormError("`acted` is neither true nor false")
    return ReportedAct(
        action=_text_or_none(given, "action"),
        acted=acted,
        place=_named(given.get("place"), "place"),
        agency=_named(given.get("agency"), "agency"),
        when=_moment(given.get("when")),
        claimed_breach=_code(given, "claimed_breach", ClaimedBreach),
        became_known=_code(given, "became_known", BecameKnown),
        status=_code(given, "status", Status),
        authority=_code(given, "authority", ShownAuthority),
        asserted_by=_texts(given, "asserted_by"),
        denied_by=_texts(given, "denied_by"),
        found_by=_texts(given, "found_by"),
        quotes=tuple(_quote(one) for one in quotes),
    )


def mapping_at(form: object, where: str) -> Mapping[str, object]:
    """A JSON object, refused where it is something else. Raises ActFormError."""
    if not isinstance(form, dict):
        raise ActFormError(f"{where} is not a JSON object")
    return form


def _named(form: object, where: str) -> Named | None:
    if form is None:
        return None
    given = mapping_at(form, f"`{where}`")
    return Named(
        as_written=_text(given, "as_written"),
        jurisdiction=_text_or_none(given, "jurisdiction"),
        confidence=_text_or_none(given, "confidence"),
        note=_text_or_none(given, "note") or "",
    )


def _moment(form: object) -> Moment | None:
    if form is None:
        return None
    given = mapping_at(form, "`when`")
    earliest, latest = _day(given, "earliest"), _day(given, "latest")
    if earliest is not None and latest is not None and latest < earliest:
        raise ActFormError("`latest` lies before `earliest`")
    return Moment(
        as_written=_text_or_none(given, "as_written") or "", earliest=earliest, latest=latest
    )


def _quote(form: object) -> Quote:
    given = mapping_at(form, "a quote")
    start, end = given.get("start"), given.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ActFormError("a quote has no `start` and `end` that are offsets in its document")
    return Quote(document=_text(given, "document"), start=start, end=end, text=_text(given, "text"))


def _code(given: Mapping[str, object], slot: str, codes: type[C]) -> C:
    value = given.get(slot)
    for code in codes:
        if code.value == value:
            return code
    raise ActFormError(
        f"`{slot}` is `{value}`: write one of {', '.join(f'`{code.value}`' for code in codes)}"
    )


def _day(given: Mapping[str, object], key: str) -> date | None:
    text = _text_or_none(given, key)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ActFormError(f"`{key}` is `{text}`: write a day as 2026-11-21") from None


def _text(given: Mapping[str, object], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value:
        raise ActFormError(f"`{key}` is missing, or holds no text")
    return value


def _text_or_none(given: Mapping[str, object], key: str) -> str | None:
    value = given.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ActFormError(f"`{key}` does not hold text")
    return value


def _texts(given: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = given.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ActFormError(f"`{key}` is not a list of texts")
    return tuple(value)
