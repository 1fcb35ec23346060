"""The check of a paper itself: signed, served, of the right person. What each answer says of the document
for the law, and the warning that it gives. A warning is never an answer to what the law says.
"""

from __future__ import annotations

from comity.decide.interview.check import Check
from comity.decide.interview.check_tables import BY_ATTRIBUTE, CHECKS
from comity.law import Vocabulary


def check_word(kind: str, check: str) -> str:
    """The word under which the answer to a check is kept: `i_247a.signed`."""
    return f"{kind}.{check}"


def is_check(word: str) -> bool:
    """Whether a word names a check of a paper, and not a fact or a predicate."""
    return "." in word.partition("(")[0]


def checks_of(kind: str, vocabulary: Vocabulary) -> tuple[Check, ...]:
    """Every check of a kind of paper: its own, and for what they and the kind leave open the general."""
    own = CHECKS.get(kind, ())
    found = vocabulary.document_kinds.get(kind)
    if found is None:
        return own
    settled = {*found.attributes, *(one.id for one in own)}
    if kind == "call_or_email":
        return own
    return own + tuple(one for name, one in BY_ATTRIBUTE.items() if name not in settled)


def check_at(word: str, vocabulary: Vocabulary) -> Check | None:
    """The check that a word such as `i_247a.signed` names; None where there is none."""
    kind, dot, name = word.partition(".")
    if not dot or (kind not in CHECKS and kind not in vocabulary.document_kinds):
        return None
    return next((one for one in checks_of(kind, vocabulary) if one.id == name), None)
