"""Every fixed text of a card that is not a heading of its page, in English; the catalogue has the others."""

from __future__ import annotations

NOT_SO = "not so: {says}"
CHOICE = "{means}: {values}"
ANY_BUT = "{means}: anything but {values}"
BOTH = "{first}, and {second}"
AT_LEAST = "{number} or more"
AT_MOST = "{number} or fewer"
BETWEEN = "{first} to {last}"

LOOKED_UP = {
    "documents": "what other papers are shown, and by whom they are signed",
    "record": "the person's criminal history",
    "searches": "what a search of registries and warrants shows",
    "laws": "whether a law itself requires or authorizes the act",
    "removal": "whether there is an order of removal, and who signed it",
    "limits": "how long after release was due the act falls",
    "victim": "whether the person is a victim or a witness",
    "emergency": "the reason for the help: an emergency, or civil immigration law alone",
    "federal_authority": "whether the officer acts with federal authority",
}
"""What a row turns on where several things are open that one look answers, by the page of the interview."""

IN_EVERY_CASE = "In every case"
OTHERWISE = "In every other case"
ONE_OF = "one of these:"
AS_FAR_AS = "as far as encoded and checked"
ASK_COMITY = "This card does not say more: ask Comity."
DEPENDS_ON = "Depends on: {what}"
AND_MORE = "{what}; and {count} more that Comity asks about"
STILL_POSSIBLE = "Still possible: {answers}."
MAY_INCLUDE = "May include: {answers}."
READ_AS = "{answer}, if the law is read so: {readings}"
READ_EITHER = "{answers}, by how the law is read: {questions}"
HELD_BY = "held by {who}"
LEANS = "The encoder of this law leans to: {answer} (shown, never applied)."

HOW_TO_READ = (
    "Read each table from the top. The first line that fits answers. A line fits only if you know that it "
    "does, and you pass a line only if you know that it does not: where you do not know, stop and ask."
)
CHECK = "Check the paper first: {checks}"
GIVEN_HERE = "Here also: {facts}."
GIVEN = "Taken as given: {facts}."
THE_PAPER = "this paper is in hand"
FOR_WHOM = "For: {who}"
ALSO = "The paper may also ask for: {acts}. These are not on this card: ask Comity."
MORE_DUTIES = "{count} more (reports, training, deadlines and the like): see the page of the place."
PERHAPS = "Depending on the facts: {says}"
TO_BY = "To: {to}. When: {by}."
NOT_COMPLETE = "Why “as far as encoded and checked”: {reasons}."
UNVERIFIED = "text not read, unverified"
ACCOUNT = "known from an account"
INTERNAL_ORDER = "an agency's own order"
MARKED = "{cite} ({marks})"
"""The marks of a provision on a card."""
TITLES = {"duties": "Owed beside it", "clocks": "Limits in time"}
FOOT = "Law of {day}; corpus {digest}, program {program}."

SHORT = {
    "i_247a": "I-247A",
    "i_200": "I-200",
    "i_205": "I-205",
    "judicial_warrant": "judge's warrant",
    "judicial_subpoena": "court subpoena",
    "administrative_subpoena": "I-138",
    "call_or_email": "call or e-mail",
    "officer_at_counter": "officer",
}
"""The papers in a word or two, for a table of all cards."""
