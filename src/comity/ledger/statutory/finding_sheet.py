"""The finding sheet of an incident, in the manner of Providence's review board: act, section, evidence, finding,
recommendation, deadline. What nobody has found is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.decide import ADVICE, ANSWER_WORDS, program_version
from comity.law import Corpus
from comity.ledger.canonical import Form
from comity.ledger.problem import LedgerError
from comity.ledger.reply import Reply, reply_to
from comity.ledger.report.write import environment
from comity.ledger.shown import REPLY_WORDS
from comity.ledger.store import Ledger
from comity.logic import Answer

OPEN = "left open"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One act. Texts are as they may be published; what is not recorded says so."""

    act: str
    what: str
    when: str
    agency: str
    sections: tuple[str, ...]
    law: str
    evidence: tuple[str, ...]
    cause: str
    finding: str
    found_by: str
    standard: str
    recommendation: str
    deadline: str

    @property
    def is_found(self) -> bool:
        """Whether a body has found something about the act."""
        return self.finding != OPEN

    @property
    def finding_words(self) -> str:
        """The finding with whose it is and on what standard; that it is open, where nobody has found any."""
        if not self.is_found:
            return OPEN
        return f"{self.finding}, by {self.found_by}, standard {self.standard}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sheet of one incident."""

    incident: str
    lines: tuple[SheetLine, ...]
    reply: tuple[str, ...]


def sheet_of(ledger: Ledger, incident: str, corpus: Corpus, day: date) -> tuple[Sheet, str]:
    """The sheet, and its page, written on a day. Raises LedgerError: no such incident, or one that was erased."""
    state = ledger.state(incident)
    if "acts" not in state:
        raise LedgerError(
            f"`{incident}` has no acts: a finding sheet is of an incident that is not erased"
        )
    sheet = Sheet(
        incident=incident,
        lines=tuple(_line(state, act) for act in state["acts"]),
        reply=tuple(_replies(state)),
    )
    page = (
        environment()
        .get_template("sheet.html")
        .render(
            page="sheet", sheet=sheet, options=_Titled(f"Finding sheet: {incident}"), advice=ADVICE,
            corpus=corpus.digest, program=program_version(), head=ledger.head(), day=day.isoformat(),
        )
    )  # fmt: skip
    return sheet, page


class _Titled:
    def __init__(self, title: str) -> None:
        self.title = title


def _line(state: Form, act: Form) -> SheetLine:
    found: Form = act.get("finding", {})
    decided: Form = act.get("decided", {})
    named = act.get("agency", {}).get("as_written")
    reply = reply_to(state, named)
    named_or_none = reply.may_be_named or reply is Reply.NO_AGENCY
    when: Form = act.get("when", {})
    days = when.get("earliest", "not recorded")
    if when.get("latest") != when.get("earliest"):
        days = f"{days} to {when.get('latest', 'not recorded')}"
    return SheetLine(
        act=act["act"],
        what=str(act.get("action", "no act of the law fits")).replace("_", " ")
        + (" (declined)" if act.get("done") == "refused" else ""),
        when=days,
        agency=str(named)
        if named and reply.may_be_named
        else "not named"
        if named
        else "no agency",
        sections=tuple(
            map(
                str,
                found.get("sections") or (decided.get("citations", ()) if named_or_none else ()),
            )
        ),
        law=_law(decided, missing=named_or_none),
        evidence=tuple(_evidence(act, found, hide=None if named_or_none else named)),
        cause=str(found.get("cause", act["cause"])).replace("_", " "),
        finding=str(found.get("finding", OPEN)).replace("_", " "),
        found_by=str(found.get("found_by", OPEN)),
        standard=str(found.get("standard", "not_stated")).replace("_", " "),
        recommendation=str(found.get("recommendation", OPEN)),
        deadline=str(found.get("deadline", OPEN)),
    )


def _law(decided: Form, *, missing: bool) -> str:
    """The answer; the words that are missing, and the provisions, may be those of one city."""
    if not decided:
        return "not decided yet"
    if "why" in decided:
        return f"cannot be asked: {decided['why']}"
    words = ", ".join(decided.get("missing", [])) if missing else ""
    return ANSWER_WORDS[Answer(decided["answer"])] + (f"; missing: {words}" if words else "")


def _evidence(act: Form, found: Form, *, hide: str | None) -> list[str]:
    """What may be shown; with `hide`, nothing that names the agency."""
    held: Form = act.get("evidence", {})
    quotes = [one.get("public") for one in held.get("quotes", [])]
    shown = [
        f"`{q}`" for q in quotes if q and (hide is None or hide.casefold() not in q.casefold())
    ]
    back = len(quotes) - len(shown)
    rows = held.get("rows", [])
    listed = [f"row {row['file']}:{row['line']}" for row in rows] if hide is None else [f"{len(rows)} rows of logs"] if rows else []  # fmt: skip
    words = [found["evidence"]] if "evidence" in found else []
    return [*words, *shown, *listed, *([f"{back} quotes held back"] if back else [])]


def _replies(state: Form) -> list[str]:
    made = []
    for agency, held in state.get("replies", {}).items():
        reply = reply_to(state, agency)
        says = held.get("reply_received", {}).get("says")
        made.append(f"{agency}: {REPLY_WORDS[reply]}" + (f": `{says}`" if says else ""))
    if not made and any("agency" in act for act in state["acts"]):
        made.append(REPLY_WORDS[Reply.NOT_ASKED])
    return made
