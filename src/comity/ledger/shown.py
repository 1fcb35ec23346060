"""A subject of the ledger in words, line by line, for a terminal. Names of sources are shown so that nothing hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from comity.decide import ANSWER_WORDS
from comity.ledger.canonical import Form
from comity.ledger.event import Record
from comity.ledger.reply import Reply, reply_to
from comity.logic import Answer

LONGEST = 300

REPLY_WORDS = {
    Reply.NO_AGENCY: "no agency is named",
    Reply.NOT_ASKED: "not asked for a reply yet: not published under its name",
    Reply.ASKED: "asked for a reply",
    Reply.RECEIVED: "has replied",
    Reply.OVERRIDE: "named without a reply, for a recorded reason",
}


def printable(text: str, longest: int = LONGEST) -> str:
    """A text as a terminal or page may show it: one line, nothing invisible, nothing that turns what is around it."""
    if len(text) <= longest and text.isprintable():  # most are
        return text
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def state_lines(state: Form) -> Iterator[tuple[int, str]]:
    """Indent and text of each line."""
    yield 0, f"{state['id']} ({state['state']}), opened {state['opened'][:10]}"
    if state.get("erased"):
        yield 2, f"erased: what {_many(len(state['erased']), 'event')} held"
    if "summary" in state:
        yield 2, printable(state["summary"])
    if "counted_as" in state:
        yield 2, f"counted as {state['counted_as']}"
    for link in state.get("links", []):
        yield 2, f"{link['relation'].replace('_', ' ')}: {link['to']}"
    for act in state.get("acts", []):
        yield from _act_lines(state, act)
    if state["what"] == "request" and "asked_for" in state:
        yield from _request_lines(state)
    if state["what"] == "certificate" and "says" in state:
        yield (
            2,
            f"{printable(state['agency'])}, {state['first']} to {state['last']}: {state['says']}",
        )


def _act_lines(state: Form, act: Form) -> Iterator[tuple[int, str]]:
    yield 0, ""
    yield 2, f"{act['act']}: {act.get('action', 'no act of the law fits')}" + (f" ({act['done']})" if "done" in act else "")  # fmt: skip
    for slot in ("agency", "place"):
        if slot in act:
            named = act[slot]
            known = f" = {named['jurisdiction']}" if "jurisdiction" in named else ""
            yield 4, f"{slot}: {printable(named['as_written'])}{known}" + (f" ({printable(named['note'])})" if "note" in named else "")  # fmt: skip
    if "agency" in act:
        yield 4, f"reply: {REPLY_WORDS[reply_to(state, act['agency']['as_written'])]}"
    when: Form = act.get("when", {})
    if when:
        yield 4, f"when: {when.get('earliest', '?')} to {when.get('latest', '?')}" + (f" (`{printable(when['as_written'])}`)" if "as_written" in when else "")  # fmt: skip
    for slot in ("claimed_breach", "became_known", "status", "authority", "cause"):
        yield 4, f"{slot.replace('_', ' ')}: {act[slot].replace('_', ' ')}"
    yield from _evidence_lines(act.get("evidence", {}))
    if "decided" in act:
        yield 4, decided_words(act["decided"])
    if "finding" in act:
        found = act["finding"]
        yield (
            4,
            f"finding: {found['finding'].replace('_', ' ')} by {printable(found['found_by'])} on {found['on']}",
        )


def decided_words(decided: Form) -> str:
    """A determination in a line."""
    if "why" in decided:
        return f"the law: cannot be asked: {printable(decided['why'])} (corpus {decided['corpus'][:12]})"
    words = ANSWER_WORDS[Answer(decided["answer"])]
    parts = [f"the law: {words}"]
    if decided.get("citations"):
        parts.append(f"under {', '.join(decided['citations'])}")
    if decided.get("missing"):
        parts.append(f"missing: {', '.join(decided['missing'])}")
    if decided.get("conduct"):
        parts.append(f"conduct: {decided['conduct'].replace('_', ' ')}")
    if not decided.get("complete"):
        parts.append("not complete")
    return f"{'; '.join(parts)} (corpus {decided['corpus'][:12]})"


def _evidence_lines(evidence: Form) -> Iterator[tuple[int, str]]:
    for quote in evidence.get("quotes", []):
        yield 4, f"quote: `{printable(quote['text'])}` (document {quote['document'][:12]}, {quote['start']} to {quote['end']})"  # fmt: skip
    for row in evidence.get("rows", []):
        yield 4, f"row: {printable(row['file'])}:{row['line']} (report {row['report'][:12]})"


def _request_lines(state: Form) -> Iterator[tuple[int, str]]:
    yield 2, f"received {state['received']} at {printable(state['agency'])} ({state['place']}) from {state.get('requester', 'not_recorded').replace('_', ' ')}"  # fmt: skip
    yield (
        2,
        f"asked for: {state['asked_for']}; papers: {', '.join(state.get('papers', [])) or 'not recorded'}",
    )
    if "determination" in state:
        yield 2, decided_words(state["determination"])
    handled: Form = state.get("handled", {})
    if not handled:
        yield 2, "not answered yet"
    for name, value in handled.items():
        yield 2, f"{name.replace('_', ' ')}: {printable(str(value))}"


def history_lines(records: Iterable[Record]) -> Iterator[str]:
    """Each event in a line."""
    for one in records:
        event = one.event
        gone = "" if one.body is not None else ", its body erased"
        yield f"{event.seq}  {event.moment[:19]}Z  {event.kind}  by {printable(event.by)}{gone}  {event.hash[:12]}"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
