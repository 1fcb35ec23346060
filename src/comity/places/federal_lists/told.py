"""What is told of the federal lists on a day: sentences with their figures, CSV and JSON, once for every door."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from comity.logic import Truth
from comity.places.federal_lists import words
from comity.places.federal_lists.entries import Comparison, Entry, FederalList
from comity.places.sentence import Sentence

_COLUMNS = ("list", "agency", "level", "name", "state", "place", "published", "gone", "gone_by", "on_day", "source")  # fmt: skip
_TRUTH: Mapping[Truth, bool | None] = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def sentences(found: FederalList, on: date) -> tuple[Sentence, ...]:
    """What a reader has to know of a list, on a day."""
    counts = found.counts(found.published)
    said = [_published(found, counts)]
    if any(one.place == "us-dc" for one in found.entries):
        said.append(Sentence(text=words.DISTRICT, values={}))
    if found.is_withdrawn:
        first = found.removed[0]
        said.append(
            Sentence(
                text=words.TAKEN_DOWN,
                values={"gone": str(first.gone), "gone_by": str(first.gone_by)},
            )
        )
    elif on >= found.published:
        said.append(_counted(words.ON_DAY, on, found.counts(on)))
        said.append(Sentence(text=words.NOT_CHECKED, values={}))
    if on < found.published:
        said.append(Sentence(text=words.NOT_YET, values={"day": str(on)}))
    open_ = sum(found.holds(one, on) is Truth.UNKNOWN for one in found.entries)
    if open_:
        said.append(Sentence(text=words.MAY_BE, values={"number": str(open_), "day": str(on)}))
    return tuple(said)


def _published(found: FederalList, counts: Mapping[str, int]) -> Sentence:
    if not found.published_counts:
        return _counted(words.AS_PUBLISHED, found.published, counts)
    part = _counted(words.IN_PART, found.published, counts)
    whole = {
        "all_counties": str(found.published_counts["county"]),
        "all_cities": str(found.published_counts["city"]),
    }
    return Sentence(text=part.text, values={**part.values, **whole})


def _counted(text: str, day: date, counts: Mapping[str, int]) -> Sentence:
    values = {"day": str(day), "states": str(counts["state"]), "counties": str(counts["county"]), "cities": str(counts["city"])}  # fmt: skip
    return Sentence(text=text, values=values)


def lists_csv(lists: tuple[FederalList, ...], on: date) -> str:
    """Every entry of the lists as CSV; `on_day` is empty where it is not known."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for held in lists:
        for one in held.entries:
            form = entry_form(held, one, on)
            known = form["on_day"]
            writer.writerow({**form, "on_day": "" if known is None else str(known).lower()})
    return out.getvalue()


def entry_form(held: FederalList, one: Entry, on: date) -> dict[str, str | bool | None]:
    """An entry as plain values; `on_day` says whether it stood on the list that day."""
    return {
        "list": held.id,
        "agency": held.agency,
        "level": one.level,
        "name": one.name,
        "state": one.state,
        "place": one.place,
        "published": held.published.isoformat(),
        "gone": one.gone.isoformat() if one.gone else None,
        "gone_by": one.gone_by.isoformat() if one.gone_by else None,
        "on_day": _TRUTH[held.holds(one, on)],
        "source": one.source,
    }


def lists_form(lists: tuple[FederalList, ...], found: Comparison, on: date) -> dict[str, object]:
    """The lists and their difference as plain values for JSON."""
    return {
        "on": on.isoformat(),
        "caution": words.CAUTION,
        "lists": [
            {
                "id": one.id,
                "agency": one.agency,
                "published": one.published.isoformat(),
                "as_published": one.counts(one.published),
                "on_day": one.counts(on),
                "counted_by_a_report": dict(one.published_counts),
                "entries": [entry_form(one, entry, on) for entry in one.entries],
            }
            for one in lists
        ],
        "difference": {
            "lists": [found.first.id, found.second.id],
            "only_first": _names(found.only_first),
            "only_second": _names(found.only_second),
            "both": _names(found.both),
            "not_comparable": _names(found.not_comparable),
        },
    }


def _names(entries: tuple[Entry, ...]) -> list[dict[str, str]]:
    return [{"level": one.level, "name": one.name, "place": one.place} for one in entries]
