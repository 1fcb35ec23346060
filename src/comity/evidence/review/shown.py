"""A proposal as a reviewer sees it: the exact words in their context, and the slots by number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from comity.evidence.act import Named, ReportedAct
from comity.evidence.candidates import Candidate
from comity.evidence.codebook import Code
from comity.evidence.intake.letters import TURNING
from comity.evidence.review.correction import SLOTS, slot_text
from comity.evidence.review.desk import Desk

AROUND = 240
"""Characters of context on each side of a quote."""
MOST_QUOTES = 4

QUOTE, PLAIN, HEAD, REMARK = "quote", "plain", "head", "remark"


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text and what it is: `quote`, `plain`, `head` or `remark`. A line ends where it says so."""

    text: str
    sort: str


def show_candidate(desk: Desk, candidate: Candidate, act: ReportedAct, head: str) -> list[Shown]:
    """The pieces of the screen in order. Raises ReviewError where a document is gone."""
    pieces = [Shown(f"{head}\n", HEAD)]
    for source in candidate.act.sources:
        day = source.published.isoformat() if source.published else "day not known"
        title = f": {safe(source.title)}" if source.title else ""
        pieces.append(Shown(f"{safe(source.name)} ({day}){title}\n", PLAIN))
    for quote in act.quotes[:MOST_QUOTES]:
        pieces += in_context(desk.document(quote.document).text, quote.start, quote.end)
    if len(act.quotes) > MOST_QUOTES:
        pieces.append(Shown(f"and {len(act.quotes) - MOST_QUOTES} more quotes\n", REMARK))
    pieces.append(Shown("\n", PLAIN))
    for number, slot in enumerate(SLOTS, start=1):
        pieces.append(Shown(f"{number} {slot:<15} {safe(slot_words(act, slot))}\n", PLAIN))
    who = "; ".join(
        f"{label} {', '.join(safe(one) for one in listed)}"
        for label, listed in (
            ("said by", act.asserted_by),
            ("denied by", act.denied_by),
            ("found by", act.found_by),
        )
        if listed
    )
    if who:
        pieces.append(Shown(f"  {who}\n", PLAIN))
    pieces.append(Shown(f"  proposed by {', '.join(candidate.act.proposed_by)}\n", REMARK))
    pieces += [Shown(f"  look: {safe(remark)}\n", REMARK) for remark in candidate.remarks]
    return pieces


def in_context(text: str, start: int, end: int) -> list[Shown]:
    """A part of a text with what stands around it: three pieces, the middle one the quote."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return [
        Shown(f"\n{'...' if first else ''}{safe(text[first:start])}", PLAIN),
        Shown(safe(text[start:end]), QUOTE),
        Shown(f"{safe(text[end:last])}{'...' if last < len(text) else ''}\n", PLAIN),
    ]


def slot_words(act: ReportedAct, slot: str) -> str:
    """What a slot holds, in words, with what it resolves to."""
    text = slot_text(act, slot)
    match slot:
        case "place":
            return _named(act.place)
        case "agency":
            return _named(act.agency)
        case "when":
            if act.when is None:
                return "not said"
            written = f" (`{act.when.as_written}`)" if act.when.as_written != text else ""
            return f"{text or 'not known'}{written}"
        case "action":
            return text or "none fits"
        case "acted":
            return text
        case coded:
            code: Code = getattr(act, coded)
            return f"{text} ({code.meaning})"


def _named(named: Named | None) -> str:
    if named is None:
        return "not said"
    if named.jurisdiction is None:
        return f"`{named.as_written}` (resolves to nothing)"
    return f"{named.jurisdiction} ({named.confidence}; written `{named.as_written}`)"


def safe(text: str) -> str:
    """The text as a terminal may show it: no control characters, marks of direction made visible."""
    return "".join(
        one
        if one == "\n" or (unicodedata.category(one)[0] != "C")
        else (f"<{ord(one):04X}>" if one in TURNING or unicodedata.category(one) == "Cf" else " ")
        for one in text
    )
