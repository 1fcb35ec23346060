"""The fixed words of a report, once, for the page and for the terminal. Answers have theirs in the decide room."""

from __future__ import annotations

from collections.abc import Mapping

from comity.audit.deciding.outcome import Openness, Reservation
from comity.audit.deciding.party import NoPlace
from comity.audit.deciding.subject import Subject
from comity.audit.logs.dialect import LogKind
from comity.audit.logs.row import RejectReason
from comity.decide import Conduct
from comity.logic import Answer

TITLE = "Records of agencies, held against the law"

KINDS: Mapping[LogKind, tuple[str, str]] = {
    LogKind.SHARING_LIST: ("entry of a sharing list", "entries of sharing lists"),
    LogKind.SEARCH_AUDIT: ("search", "searches"),
    LogKind.DETAINER_LOG: ("detainer", "detainers"),
}
"""One row of a kind of log, and many."""

SUBJECTS: Mapping[Subject, tuple[str, str]] = {
    Subject.SHARING: ("entry of a sharing list", "entries of sharing lists"),
    Subject.SEARCH: ("search", "searches"),
    Subject.ACCESS: ("search of another agency's data", "searches of another agency's data"),
    Subject.HOLD: ("detainer that asks for a hold", "detainers that ask for a hold"),
    Subject.NOTICE: ("request to notify of a release", "requests to notify of a release"),
    Subject.TRANSFER: (
        "person who came into immigration detention",
        "people who came into immigration detention",
    ),
}
"""One act of a subject, and many."""

SHORT: Mapping[Subject, str] = {
    Subject.SHARING: "sharing lists",
    Subject.SEARCH: "searches: the searcher's law",
    Subject.ACCESS: "searches: the owner's law",
    Subject.HOLD: "detainers: holds",
    Subject.NOTICE: "detainers: notices of release",
    Subject.TRANSFER: "detainers: transfers",
}

ACTS: Mapping[Subject, str] = {
    Subject.SHARING: "giving the listed organisation access to plate-reader data",
    Subject.SEARCH: "searching plate-reader data for the stated purpose",
    Subject.ACCESS: "the owner's giving the searcher access to its plate-reader data",
    Subject.HOLD: "holding a person on the detainer, as the law stood on the day it was sent",
    Subject.NOTICE: "notifying immigration authorities of a release, as the law stood on the day the request was sent",
    Subject.TRANSFER: "handing the person over to immigration authorities, as the law stood on the day the detainer was sent",
}
PARTIES: Mapping[Subject, str] = {
    Subject.SHARING: "agency that gave access",
    Subject.SEARCH: "agency that searched",
    Subject.ACCESS: "agency whose data were searched",
    Subject.HOLD: "facility",
    Subject.NOTICE: "facility",
    Subject.TRANSFER: "facility",
}
"""Whose act it is, and so whom a provision that decides binds."""

CONDUCTS: Mapping[Conduct, str] = {
    Conduct.DEPARTS: "departs from the answer",
    Conduct.ACCORDS: "accords with the answer",
    Conduct.EXCUSED: "declined for a reason that the law allows",
    Conduct.NOT_YET_DUE: "not yet due",
    Conduct.UNKNOWN: "not known",
}

SAID: Mapping[str, str] = {
    "mentions": "mention immigration enforcement",
    "other": "say another purpose, or name a federal agency",
    "little": "say little: vague words, or words that no rule knows",
    "nothing": "say nothing: blacked out, blank, or no such column",
}
"""What searches say of their purpose, in the order of a drawing."""

MEANINGS: Mapping[Answer, str] = {
    Answer.CONFLICT: "one law requires it and another prohibits it",
    Answer.PROHIBITED: "the law encoded here prohibits it, on the facts that the record shows",
    Answer.REQUIRED: "the law encoded here requires it, on the facts that the record shows",
    Answer.PERMITTED: "the law encoded here permits it and does not require it",
    Answer.NOT_REGULATED: "nothing in the law encoded here requires, permits or prohibits it",
    Answer.CONTESTED: "the answer depends on how the law is read, and readings differ",
    Answer.UNDETERMINED: "the record, or the law encoded here, does not say enough",
}

RESERVATIONS: Mapping[Reservation, str] = {
    Reservation.LOCAL_NOT_ENCODED: "rules of the agency's own city, county or district are not in this corpus",
    Reservation.STATE_NOT_ENCODED: "the law of the agency's state is not in this corpus",
    Reservation.KNOWN_GAP: "the corpus knows of law on this act that it does not hold yet",
    Reservation.LOCAL_NOT_NAMED: "the agency's name does not say which local government's rules it is under",
    Reservation.ACTOR_NOT_ENCODED: "what binds this kind of body itself (a private, federal or tribal one) is not in this corpus",
    Reservation.PAST_HORIZON: "the row is of a day after the last day to which the law was checked",
}

OPEN: Mapping[Openness, str] = {
    Openness.FACTS_MISSING: "The record does not state a fact on which the answer hangs",
    Openness.LAW_NOT_ENCODED: "The law of the agency's state is not in this corpus",
    Openness.NO_PLACE: "It is not known whose law binds the agency",
    Openness.FEDERAL: "It is a federal body, or holds for one: no law of a state or city is asked of it",
    Openness.NOT_ASKED: "The day lies before the law in this corpus begins",
    Openness.DAY_OR_KIND_OPEN: "Two days, or two kinds of recipient, are possible and lead to different answers",
    Openness.LOGS_DISAGREE: "Two logs say two different things of the same search",
    Openness.READINGS_DIFFER: "The answer depends on how the law is read",
}
DISAGREES = "Two readings inside the program disagree: a fault of ours, please report it"

NOT_MATCHED: Mapping[str, str] = {
    **{one.name.lower(): one.value for one in NoPlace},
    "none": "no rule or table knows the name",
    "guess": "the kind of body could only be guessed",
    "likely": "the name does not tell what kind of body it is (a task force, a campus)",
    "certain": "the name does not tell what kind of body it is (a task force, a campus)",
}

RECIPIENTS: Mapping[str, str] = {
    "local_agency": "local agency",
    "state_agency": "state agency",
    "tribal_agency": "tribal agency",
    "federal_agency": "federal agency, not of immigration",
    "immigration_agency": "federal immigration agency",
    "private_party": "private body",
    "local_agency or state_agency": "public campus (local or state agency)",
    "federal_agency or immigration_agency": "federal agency (of immigration or other)",
    "": "kind not known",
}

SURELY: Mapping[str, str] = {
    "certain": "certain in",
    "likely": "likely in",
    "guess": "a guess in",
    "none": "not possible in",
}
"""How surely a name was read, before the number of entries."""

FLAGS: Mapping[str, str] = {
    "recipient_inactive": "marked inactive in the list",
    "recipient_test_account": "test or placeholder account",
    "party_guess": "agency guessed from its name",
    "recipient_guess": "recipient guessed from its name",
    "two_dates": "one of two days",
    "two_kinds": "one of two kinds",
    "immigration_mention": "mentions immigration enforcement",
    "wildcard": "a plate with a wildcard",
    "perhaps_the_same_as_another": "may be the same as another",
}

REJECTS: Mapping[RejectReason, str] = {
    RejectReason.ABOVE_HEADER: "stands above the header",
    RejectReason.UNKNOWN_HEADER: "a header of no known shape",
    RejectReason.UNDER_UNKNOWN_HEADER: "stands under a header that is not recognised",
    RejectReason.TOO_FEW_VALUES: "has fewer values than columns",
    RejectReason.TOO_MANY_VALUES: "has more values than columns",
    RejectReason.SHIFTED: "its values stand in the wrong columns",
    RejectReason.BLANK_VALUE: "a value that is needed is blank",
    RejectReason.UNREADABLE_TIME: "its time cannot be read",
    RejectReason.CONTRADICTS_COLUMNS: "contradicts its own list of columns",
    RejectReason.LINE_TOO_LONG: "its line is longer than the limit",
    RejectReason.FIELD_TOO_LONG: "a field is longer than the limit",
    RejectReason.STRAY_BYTES: "holds bytes that are no text",
    RejectReason.STRAY_QUOTE: "a quotation mark stands where none can",
    RejectReason.OPEN_QUOTE: "a quotation mark is never closed",
    RejectReason.SWALLOWED: "swallowed by a quotation mark that is never closed",
    RejectReason.CUT_OFF: "the file breaks off inside it",
    RejectReason.NOT_AN_OBJECT: "a line of JSON that is no row",
    RejectReason.IMAGE: "a page of a PDF that is an image",
}

LIMITS: tuple[str, ...] = (
    "A finding is a question for a person to review. It is no accusation, and it does not say that a law was "
    "broken: what a record shows may be wrong, out of date or incomplete. It is alleged until someone with authority "
    "has confirmed it.",
    "An entry of a sharing list says that access was given on the day the page was saved. It does not say "
    "that data were looked at, nor since when, nor what for.",
    "A row is decided from what the record states and nothing else. What it does not state is unknown, never "
    "assumed; an unknown purpose is neither a lawful nor an unlawful one.",
    "A word is not a finding. That a reason mentions immigration enforcement does not say that the search was "
    "for it, and that no reason does so does not say that none was: vague, blank and blacked-out reasons are "
    "counted beside the mentions.",
    "Each answer speaks of the party that the provision binds: who gave access, who searched, who held. It says "
    "nothing against the other party. Failing to do what a law requires is treated as doing what one prohibits.",
    "A detainer log holds the day on which a detainer was sent, not the day of the act that it asks for. The answers "
    "are those of the day on which it was sent. That a person came into immigration detention does not say that the "
    "facility handed them over or held them past their release.",
    "Where it is not certain which rows tell the same act, counts are ranges: the truth lies between the two numbers.",
    "Who an organisation is was read from its name, with tables of places and bodies. Each row of the findings "
    "says by which rule and how surely; names that could not be matched are listed above.",
    "The law is that of the corpus named below. Law that is not in it is not silence: such rows come out as "
    "undetermined, or as not complete. For each place the corpus says through which day its law was checked.",
    "Provisions are summarised in the corpus's own words; what was read of the official text, and whether a lawyer "
    "has reviewed it, stands beside each.",
    "Times in a log are turned into the local day of the agency. Where a state has two time zones and the day is "
    "open, both days were decided.",
    "No names of persons are in this report. Reasons and case numbers are read and not printed; a row is named by "
    "its file, its line and a digest of its bytes.",
)
"""Methods and limits, as the report states them."""
