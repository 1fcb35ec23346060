"""A public-records request for exactly the facts that would settle what an audit leaves open. It sends nothing.

It names no person and asks for none: names and plates may be removed from what is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

from comity.audit.deciding.subject import Subject
from comity.audit.report.folder import NEEDS
from comity.audit.report.former import FormerReportError, opened
from comity.audit.shown import printable
from comity.law import Corpus, state_of

_WIDTH = 88
_FORMAT = "comity audit needs 1"
# What stands for the acts of a subject in a letter, one and many.
_RECORDS: Mapping[Subject, str] = {
    Subject.SEARCH: "searches of plate-reader data that your agency made",
    Subject.ACCESS: "searches of your agency's plate-reader data that other agencies made",
    Subject.SHARING: "entries of your agency's list of organisations with access to its plate-reader data",
    Subject.HOLD: "immigration detainers sent to your agency",
    Subject.NOTICE: "requests of immigration authorities to be notified of a release",
    Subject.TRANSFER: "cases in which a person came from your agency into immigration detention",
}


class RequestError(Exception):
    """A report from which no request can be drafted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A request to one agency, and the acts that what it asks for may settle."""

    party: str
    place: str
    text: str
    acts: int


def requests_of(folder: Path, corpus: Corpus, *, agency: str | None = None) -> tuple[Letter, ...]:
    """The letters that a report calls for, those about most acts first; of one agency if it is named.

    Raises RequestError: no report, one that lacks nothing, or an agency that it does not speak of.
    """
    needs = _needs(folder)
    by_party: dict[tuple[str, str], list[Mapping[str, Any]]] = {}  # Any: our own JSON
    for one in needs:
        if not one["of_law"]:
            by_party.setdefault((one["party"], one["place"]), []).append(one)
    if agency is not None:
        wanted = " ".join(agency.casefold().split())
        named = {
            key: of_party
            for key, of_party in by_party.items()
            if " ".join(key[0].casefold().split()) == wanted
        }
        if not named:
            known = ", ".join(f"`{printable(name)}`" for name, _ in list(by_party)[:5])
            raise RequestError(
                f"`{agency}` is no agency of the report that lacks a fact: name it as the report does"
                + (f", for example {known}" if known else "")
            )
        by_party = named
    if not by_party:
        raise RequestError(
            f"{folder.name}: the report lacks no fact that a record could tell: what is open there hangs on the law "
            "or on names that could not be matched"
        )
    letters = [
        _letter(party, place, of_party, corpus) for (party, place), of_party in by_party.items()
    ]
    return tuple(sorted(letters, key=lambda one: (-one.acts, one.party)))


def _needs(folder: Path) -> Sequence[Mapping[str, Any]]:  # Any: as above
    try:
        opened(folder, NEEDS)
    except FormerReportError as error:
        raise RequestError(str(error)) from None
    try:
        form = json.loads((folder / NEEDS).read_text("utf-8"))
        found: Sequence[Mapping[str, Any]] = form["needs"]  # Any: as above
        if form["format"] == _FORMAT and all(_is_sound(one) for one in found):
            return found
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        pass
    raise RequestError(f"{folder / NEEDS}: is damaged: run the audit again with this program")


def _is_sound(one: Mapping[str, object]) -> bool:
    """Whether a need holds all that a letter says of it."""
    texts = ("party", "place", "subject", "asks", "found", "first", "last")
    return (
        all(isinstance(one[name], str) for name in texts)
        and one["subject"] in [subject.value for subject in Subject]
        and isinstance(one["low"], int)
        and isinstance(one["high"], int)
        and isinstance(one["of_law"], bool)
        and isinstance(one["provisions"], list)
        and all(isinstance(cite, str) for cite in one["provisions"])
    )


def _letter(
    party: str,
    place: str,
    needs: Sequence[Mapping[str, Any]],  # Any: as above
    corpus: Corpus,
) -> Letter:
    state = corpus.states.get(state_of(place), "") if place else ""
    law = f"the public records law of {state}" if state else "the public records law that binds you"
    acts = max(one["high"] for one in needs)
    lines = [
        f"To: the records officer of {printable(party)}",
        "Subject: request for public records",
        "",
        _wrapped(
            f"Under {law}, I request the following records. They concern acts that your agency's own records, or "
            "those of another agency, already show; each asks for one fact that these records do not state."
        ),
        "",
    ]
    number = 0
    for subject in Subject:
        of_subject = [one for one in needs if one["subject"] == subject.value]
        if not of_subject:
            continue
        first, last = (
            min(one["first"] for one in of_subject),
            max(one["last"] for one in of_subject),
        )
        lines += [_wrapped(f"On {_RECORDS[subject]}, from {first} to {last}:"), ""]
        for one in of_subject:
            number += 1
            lines += [*_asked(number, one), ""]
    lines += [
        _wrapped(
            "Please send the records in the electronic form in which they are kept, with the header of every column "
            "(CSV or a spreadsheet rather than PDF), and with the number, the time to the second and the agency of each "
            "entry, so that it can be told apart from others."
        ),
        "",
        _wrapped(
            "I do not ask for names of persons or for licence plates: these may be removed. If anything else is held "
            "back, please name the exemption for each part and send the rest. If a record does not exist, please say so."
        ),
        "",
        "Please tell me beforehand if there is a fee.",
        "",
        "[name, address, date]",
        "",
    ]
    return Letter(party=party, place=place, text="\n".join(lines), acts=acts)


def _asked(number: int, one: Mapping[str, Any]) -> Iterator[str]:  # Any: as above
    low, high = one["low"], one["high"]
    many = f"{high:,}" if low == high else f"{low:,} to {high:,}"
    found = f" It is usually found in: {one['found']}." if one["found"] else ""
    why = f" Asked by {'; '.join(one['provisions'])}." if one["provisions"] else ""
    yield fill(
        f"{number}. The records that answer, for each of {many} acts: {one['asks']}{found}{why}",
        _WIDTH,
        subsequent_indent="   ",
    )


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH)
