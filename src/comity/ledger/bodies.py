"""What the body of each kind of event holds: the slots with their checks and meanings, as data.

The codebook page, the help and the checks read this one table.
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.evidence import (
    BecameKnown,
    Cause,
    ClaimedBreach,
    Finding,
    ShownAuthority,
    Standard,
    Status,
)
from comity.ledger.choices import Charge, Relation, Requester, RequestResult
from comity.ledger.event import Kind
from comity.ledger.shape import (
    ACT,
    DIGEST,
    PERSON,
    Check,
    Slot,
    choice,
    clock_time,
    code,
    day,
    flag,
    line,
    many,
    maybe,
    moment,
    number,
    pattern,
    plain_facts,
    shape,
    word,
    written,
)

digest, person, act_name = (
    pattern(DIGEST, "64 hexadecimal digits"),
    pattern(PERSON, "person-1"),
    pattern(ACT, "act-1"),
)

NAMED = {
    "as_written": Slot(check=written, means="the name as the source writes it", needed=True),
    "jurisdiction": Slot(check=line, means="the id of the place it stands for"),
    "confidence": Slot(check=line, means="how surely: certain, likely, guess or none"),
    "note": Slot(check=line, means="what a reader should know of the name"),
}
WHEN = {
    "as_written": Slot(check=written, means="the day as the source says it"),
    "earliest": Slot(check=day, means="the first day that it may have been"),
    "latest": Slot(check=day, means="the last day that it may have been"),
}
QUOTE = {
    "document": Slot(check=digest, means="SHA-256 of the document's bytes", needed=True),
    "start": Slot(check=number, means="first character, counted in the text", needed=True),
    "end": Slot(check=number, means="the character behind the last", needed=True),
    "text": Slot(check=written, means="the exact words", needed=True),
    "public": Slot(
        check=written,
        means="the words as they may be published, names masked; absent until a person has looked for names",
    ),
}
ROW = {
    "report": Slot(check=digest, means="digest of the findings of the audit report", needed=True),
    "file": Slot(check=line, means="the log, as the report calls it", needed=True),
    "line": Slot(check=number, means="the line of the log", needed=True),
    "digest": Slot(check=line, means="the digest of the row's bytes, as the report has it"),
}
EVIDENCE = {
    "quotes": Slot(check=many(shape(QUOTE)), means="exact words of documents"),
    "documents": Slot(check=many(digest), means="documents that bear on it as a whole"),
    "rows": Slot(check=many(shape(ROW)), means="rows of logs"),
}
ACT_SLOTS: Mapping[str, Slot] = {
    "action": Slot(check=line, means="the act, in the law's words; absent where none fits"),
    "actor": Slot(check=line, means="the kind of actor, in the law's words"),
    "employer": Slot(check=line, means="the government that employs the actor"),
    "official": Slot(check=line, means="the official by role: `the police chief`"),
    "place": Slot(check=shape(NAMED), means="where it happened"),
    "agency": Slot(check=shape(NAMED), means="whose act it is"),
    "when": Slot(check=shape(WHEN), means="when it happened"),
    "time": Slot(check=clock_time, means="the time of that day"),
    "done": Slot(check=word({"acted", "refused"}), means="whether they did the act or declined it"),
    "facts": Slot(check=plain_facts, means="what is known, in the law's fact words"),
    "persons": Slot(check=many(person), means="whom it affected, by pseudonym"),
    "claimed_breach": Slot(check=code(ClaimedBreach), means="what departure is claimed"),
    "became_known": Slot(check=code(BecameKnown), means="how it became known"),
    "status": Slot(check=code(Status), means="where the claim stands"),
    "authority": Slot(check=code(ShownAuthority), means="what paper the federal side showed"),
    "cause": Slot(check=code(Cause), means="what somebody says why it happened"),
    "asserted_by": Slot(check=many(line), means="roles and bodies that say so"),
    "denied_by": Slot(check=many(line), means="roles and bodies that deny it"),
    "found_by": Slot(check=many(line), means="bodies with authority that found it"),
    "surely": Slot(
        check=flag, means="false: it may be the same act as one that is counted elsewhere"
    ),
    "evidence": Slot(check=shape(EVIDENCE), means="what it rests on"),
}
NOT_SAID = {
    "claimed_breach": ClaimedBreach.NONE_CLAIMED.value,
    "became_known": BecameKnown.NOT_SAID.value,
    "status": Status.ALLEGED.value,
    "authority": ShownAuthority.NOT_SAID.value,
    "cause": Cause.NONE_CLAIMED.value,
}
"""What a coded slot of an act holds where nothing was said."""

DETERMINATION = {
    "question": Slot(check=plain_facts, means="the question, as `comity repeat` takes it"),
    "on": Slot(check=many(day), means="the days on which it was asked"),
    "answer": Slot(check=line, means="the answer", needed=True),
    "possible": Slot(check=many(line), means="the answers that remain"),
    "complete": Slot(check=flag, means="whether every level of law is encoded and checked"),
    "conduct": Slot(check=maybe(line), means="what was done, held against the answer"),
    "provisions": Slot(check=many(line), means="the provisions that decide, or may"),
    "citations": Slot(check=many(line), means="their citations"),
    "missing": Slot(check=many(line), means="the words that can change the answer"),
    "why": Slot(check=line, means="why nothing could be asked"),
    "corpus": Slot(check=digest, means="the digest of the law files", needed=True),
    "program": Slot(check=line, means="the version of the program", needed=True),
}

HANDLED: Mapping[str, Slot] = {
    "result": Slot(
        check=choice(RequestResult),
        means="granted, granted_in_part, refused or no_action",
        needed=True,
    ),
    "on": Slot(check=day, means="the day of the answer"),
    "held": Slot(check=flag, means="whether a person was held past release for it"),
    "transferred": Slot(
        check=flag, means="whether a person came into immigration custody after it"
    ),
    "bail_posted_at": Slot(check=moment, means="when bail was posted, if it was"),
    "released_at": Slot(check=moment, means="when the person was released, if so"),
    "transferred_at": Slot(check=moment, means="when the person was handed over, if so"),
    "transferred_to": Slot(check=line, means="the agency to which"),
    "justification": Slot(check=line, means="the provision or paper on which it was done"),
    "offence": Slot(check=line, means="the section of the offence that allowed the transfer"),
    "information": Slot(check=many(line), means="kinds of information given"),
    "on_request": Slot(check=flag, means="whether the information was asked for"),
    "reported_to": Slot(check=line, means="to whom the record was handed on"),
    "cost_cents": Slot(check=number, means="what the help cost, in cents"),
}
"""How a request was dealt with: closed values and moments, no name, no free account."""

BODIES: Mapping[Kind, Mapping[str, Slot]] = {
    Kind.OPENED: {
        "summary": Slot(check=line, means="what it is about, in a line without a name"),
        "origin": Slot(check=plain_facts, means="where the entry comes from", needed=True),
        "acts": Slot(check=many(shape(ACT_SLOTS)), means="the acts of the encounter", needed=True),
    },
    Kind.LINKED: {
        "to": Slot(check=line, means="the other subject", needed=True),
        "relation": Slot(
            check=choice(Relation),
            means="same (counted as the other), perhaps_same, different, belongs_to",
            needed=True,
        ),
        "why": Slot(check=line, means="why"),
    },
    Kind.CORRECTED: {
        "act": Slot(check=act_name, means="which act"),
        "set": Slot(check=shape(ACT_SLOTS), means="slots as they are now"),
        "unset": Slot(check=many(word(set(ACT_SLOTS))), means="slots that hold nothing any more"),
        "add": Slot(check=many(shape(ACT_SLOTS)), means="further acts"),
        "why": Slot(check=line, means="why", needed=True),
    },
    Kind.REVIEWED: {
        "verdict": Slot(
            check=word({"accepted", "corrected", "merged", "disputed"}),
            means="accepted, corrected, merged, disputed",
            needed=True,
        ),
        "reviewers": Slot(check=many(line), means="the roles that looked"),
        "note": Slot(check=line, means="what they noted"),
    },
    Kind.STATUS_CHANGED: {
        "act": Slot(check=act_name, means="which act", needed=True),
        "status": Slot(check=code(Status), means="where the claim stands now", needed=True),
        "by_whom": Slot(check=line, means="the body or role that says so", needed=True),
        "evidence": Slot(check=shape(EVIDENCE), means="what that rests on"),
    },
    Kind.DECIDED: {
        "act": Slot(check=act_name, means="which act", needed=True),
        "determination": Slot(check=shape(DETERMINATION), means="what came out", needed=True),
    },
    Kind.REPLY_ASKED: {
        "agency": Slot(check=written, means="the agency as the acts write it", needed=True),
        "on": Slot(check=day, means="when", needed=True),
        "how": Slot(check=line, means="by letter, by mail, by telephone"),
        "until": Slot(check=day, means="the day given for an answer"),
    },
    Kind.REPLY_RECEIVED: {
        "agency": Slot(check=written, means="the agency as the acts write it", needed=True),
        "on": Slot(check=day, means="when", needed=True),
        "says": Slot(check=written, means="what it says, without names of people", needed=True),
    },
    Kind.PUBLISHED_OVERRIDE: {
        "agency": Slot(check=written, means="the agency as the acts write it", needed=True),
        "why": Slot(check=line, means="why it is named without a reply", needed=True),
    },
    Kind.FINDING_MADE: {
        "act": Slot(check=act_name, means="which act", needed=True),
        "finding": Slot(check=code(Finding), means="what was found", needed=True),
        "found_by": Slot(check=line, means="the body with authority", needed=True),
        "on": Slot(check=day, means="when", needed=True),
        "standard": Slot(check=code(Standard), means="how sure it had to be"),
        "cause": Slot(check=code(Cause), means="why it happened, as found"),
        "sections": Slot(check=many(line), means="the sections of law or policy"),
        "evidence": Slot(check=written, means="what it rests on, in words without names"),
        "recommendation": Slot(check=written, means="what should be done"),
        "deadline": Slot(check=day, means="by when"),
    },
    Kind.CLOSED: {"why": Slot(check=line, means="why", needed=True)},
    Kind.REOPENED: {"why": Slot(check=line, means="why", needed=True)},
    Kind.ERASED: {
        "events": Slot(check=many(number), means="whose bodies are gone", needed=True),
        "documents": Slot(check=many(digest), means="documents that are gone"),
        "why": Slot(check=line, means="why, without saying what it was", needed=True),
    },
    Kind.DOCUMENT_KEPT: {
        "digest": Slot(check=digest, means="SHA-256 of its bytes", needed=True),
        "text_digest": Slot(check=digest, means="SHA-256 of the text taken from it", needed=True),
        "media": Slot(check=line, means="its kind: text/html", needed=True),
        "size": Slot(check=number, means="bytes", needed=True),
    },
    Kind.REQUEST_RECORDED: {
        "received": Slot(check=day, means="the day the request came", needed=True),
        "received_at": Slot(check=moment, means="the moment, if it is known"),
        "agency": Slot(check=line, means="whose desk: our own agency", needed=True),
        "place": Slot(check=line, means="the place whose law was asked", needed=True),
        "actor": Slot(check=line, means="the kind of actor"),
        "asked_for": Slot(check=line, means="the act asked for, in the law's words", needed=True),
        "requester": Slot(check=choice(Requester), means="who asked"),
        "papers": Slot(check=many(line), means="kinds of paper that came with it"),
        "judicial_warrant": Slot(check=flag, means="whether a judge's warrant came with it"),
        "charge": Slot(check=choice(Charge), means="what the person was held for"),
        "determination": Slot(check=shape(DETERMINATION), means="the answer behind it"),
        "handled": Slot(check=shape(HANDLED), means="how it was dealt with, if it was already"),
    },
    Kind.REQUEST_ANSWERED: HANDLED,
    Kind.PERIOD_CERTIFIED: {
        "agency": Slot(check=line, means="whose desk", needed=True),
        "place": Slot(check=line, means="the place", needed=True),
        "first": Slot(check=day, means="the first day", needed=True),
        "last": Slot(check=day, means="the last day", needed=True),
        "says": Slot(
            check=line, means="what is certified: that every request of these days is in the register", needed=True
        ),
        "incidents_too": Slot(
            check=flag, means="whether that holds of the incidents of the agency as well"
        ),
    },
}  # fmt: skip

CHECKS: Mapping[Kind, Check] = {kind: shape(slots) for kind, slots in BODIES.items()}
