"""The columns of the findings: for each its expression over the joined tables, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.audit.deciding.agreements import agreement_sql

DISAGREE = "coalesce(x.disagree, false)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `sql` speaks of the tables that `findings.py` joins; texts are never NULL but empty.

    `of` is the one cell of a small table that a text is taken from as it stands, if it is (`p.place`), and `instead`
    what stands in its place where the logs disagree.
    """

    name: str
    sql: str
    means: str
    is_text: bool = True
    of: str = ""
    instead: str = ""


_CELL = re.compile(r"[apomsf]\.\w+")


def _text(name: str, sql: str, means: str) -> Column:
    of = sql if _CELL.fullmatch(sql) else ""
    return Column(name=name, sql=f"coalesce({sql}, '')", means=means, of=of)


def _unless_logs_disagree(name: str, of: str, instead: str, means: str) -> Column:
    sql = f"coalesce(CASE WHEN {DISAGREE} THEN '{instead}' ELSE {of} END, '')"
    return Column(name=name, sql=sql, means=means, of=of, instead=instead)


def _value(name: str, sql: str, means: str) -> Column:
    return Column(name=name, sql=sql, means=means, is_text=False)


_FLAGS = """concat_ws(' ',
    CASE WHEN o.inactive THEN 'recipient_inactive' END,
    CASE WHEN o.test THEN 'recipient_test_account' END,
    CASE WHEN p.guess THEN 'party_guess' END,
    CASE WHEN o.guess THEN 'recipient_guess' END,
    CASE WHEN r.later > r.day THEN 'two_dates' END,
    CASE WHEN a.alternatives > 1 AND r.later = r.day THEN 'two_kinds' END,
    CASE WHEN s.mention THEN 'immigration_mention' END,
    CASE WHEN r.wildcard THEN 'wildcard' END,
    CASE WHEN x.doubt <> '' THEN 'perhaps_the_same_as_another' END)"""

PLACE = "\x01"
"""Stands in the text of a question where a row has the place: places that no law tells apart share it."""
QUESTION = "replace(a.question, chr(1), coalesce(p.place, ''))"

COLUMNS: tuple[Column, ...] = (
    _text("file", "f.label", "the file, as the report calls it"),
    _value("line", "r.line", "the line of the file where the row begins"),
    _text("digest", "r.digest", "first 16 digits of the SHA-256 of the row's bytes"),
    _text("kind", "f.kind", "search_audit, sharing_list or detainer_log"),
    _text("subject", "m.subject", "whose act is decided: the search itself, the owner's giving access, the sharing, a hold, notice or transfer"),
    _value("counted", "coalesce(x.counted, true)", "whether the row is counted; false: it tells an act that another row tells"),
    _value("surely", "coalesce(x.low_all, true)", "whether the act is in the low count; false: it may be the same as another"),
    _text("same_as", "e.place", "the row that is counted instead"),
    _value("date", "r.day", "the day, local to the party; of a detainer, the day on which it was sent"),
    _value("date_or", "r.later", "the later of two days that it may have been, else the same day"),
    _text("party", "p.name", "the agency whose act is asked about, as written; a provision that decides binds this one"),
    _text("party_place", "p.place", "the place whose law was asked; empty: none could be"),
    _text("party_actor", "p.actor", "the kind of actor that the party was taken for; empty: not known"),
    _text("party_method", "p.method", "the rule by which its name was read"),
    _text("party_confidence", "p.confidence", "certain, likely, guess or none"),
    _value("party_has_287g_agreement", agreement_sql("p"), "whether it stood on ICE's lists of 287(g) agreements that day; empty: not known"),
    _text("other", "o.name", "the other party, as written: who was given access; of a search, whose data were searched"),
    _text("other_kind", "o.recipient_kind", "its kind, in the law's words; empty: not known"),
    _text("other_state", "o.recipient_state", "the state whose law it belongs to; empty: not known"),
    _text("other_method", "o.method", "the rule by which its name was read"),
    _text("other_confidence", "o.confidence", "certain, likely, guess or none"),
    _value("other_has_287g_agreement", agreement_sql("o"), "the same of the other party"),
    _text("purpose", "s.purpose", "what the search says it was for; unknown stays unknown"),
    _text("signal", "s.signal", "what that rests on"),
    _text("rule", "s.rule", "the rule of the lexicon that decided"),
    _text("action", "a.action", "the act that is asked about, in the vocabulary's word"),
    _unless_logs_disagree("answer", "a.answer", "undetermined", "one of the seven answers"),
    _unless_logs_disagree("possible", "a.possible", "any", "of an undetermined answer, the answers still possible"),
    _unless_logs_disagree("conduct", "a.conduct", "unknown", "what the record says was done, held against the answer: accords, departs, excused, not_yet_due or unknown"),
    _value("complete", "a.complete", "whether every level of law that could bind is encoded and checked to that day"),
    _text("reservations", "a.reservations", "why it is not complete"),
    _unless_logs_disagree("why_open", "a.why", "logs_disagree", "why an open answer is open"),
    _text("missing", "a.missing", "the fact words that can change an open answer"),
    _text("provisions", "a.provisions", "the provisions that decide; of an open answer, those that may"),
    _text("citations", "a.citations", "their citations"),
    _text("verified", "a.verified", "how their text was verified: text, account or unverified"),
    _text("flags", _FLAGS, "what to look at in this row"),
    _text("by_table", "a.by_table", "the table reading's own answer; open: left to the exact decision"),
    _text("question", QUESTION, "what to type behind `comity decide`, with --on and the date"),
)  # fmt: skip
"""The columns in the order of the files. `seq` and `ask` stand beside them in the view, not in the files."""

PSEUDONYMS: tuple[Column, ...] = (
    _text("user", 'r."user"', "who searched, as a pseudonym made with the key of `--pseudonyms`"),
    _text("plate", "r.plate", "the plate searched for, as a pseudonym made with the same key"),
)
"""Columns that are written only where the user gave a key."""


def columns_of(*, pseudonyms: bool) -> tuple[Column, ...]:
    """The columns of an audit's files."""
    return (*COLUMNS, *PSEUDONYMS) if pseudonyms else COLUMNS
