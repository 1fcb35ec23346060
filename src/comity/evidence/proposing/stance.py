"""How a verb is told: as done, as left undone, as denied, or not as an event.

Two things are read: the words just before the verb (`may have been`, `did not`, `refused to`), and the clause that
they stand in (`if`, `no evidence that`, `the law bars`).
"""

from __future__ import annotations

import re
from enum import Enum

from comity.evidence.proposing.patterns import Form, compiled, stance

_AUXILIARY = re.compile(
    r"(?:\b(?:may|might|can|could|would|will|shall|should|must|cannot|did|does|do|has|have|had|having|is|are|was|were|be"
    r"|been|being|am|get|gets|got|to|not|never|also|then|still|even|again|just|only|both|already|ever|instead|once|since"
    r"|often|later|first|twice|reportedly|nevertheless|either|in fact|thereby|thus|long|now|soon|all|each)\b|\b\w+ly\b|\b\w+n't\b|\bsupposed\b|\bable\b|\bsaid\b(?= to\b))"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\b")
_IS = re.compile(r"\b(?:is|are)\b")
_PERCEIVED = re.compile(
    r"\b(?:saw|seen|watch\w*|heard|show(?:s|ed|ing)?|filmed|let|made|had|caught)\b[^.;]{0,60}$"
)
_NOTHING = re.compile(r"(?:\s+[\w']+){0,4}?\s+(?:no one|nobody|none|neither|nothing|no \w+)\b")
_ASKED = re.compile(
    r"\b(?:asked|questioned|checked|inquired|wondered)\b[^,;]*?\b(?:whether|if|where|when)\b[^,;]*\band $"
)  # a question told as asked, with one more verb beside it
_INSTEAD = re.compile(r"\b(?:instead of|rather than)(?: \w+ly)? $")
_NOT_OF_A_NOUN = re.compile(
    r"\b(?:no|any|bans?|banned|banning|against|prohibit\w*|bar(?:s|red)?|forbid\w*|future|end|stop|halt|without|if|plans?|planned"
    r"|propos\w+|want(?:s|ed)?|rules? (?:for|on)|polic(?:y|ies) on|limits? on|not|never)\b"
)
_WHOEVER = re.compile(r"\b(?:an?|any|each|every|anyone|those) (?:\w+ ){0,3}who\b[^,;]*$")
_DID = re.compile(r"\b(?:did|does|do)\b")


class Told(Enum):
    """How an act is told."""

    DONE = "done"
    NOT_DONE = "not_done"
    """Refused, declined, failed: told as something that was asked for and left undone."""
    NEGATED = "negated"
    """Plainly said not to have been."""
    DENIED = "denied"
    """Somebody denies it."""
    GROUNDLESS = "groundless"
    """Said to lack ground: no evidence that, nobody did."""
    SUPPOSED = "supposed"
    """A rule, a plan, a condition, a wish, a habit in the abstract."""


def told(left: str, forms: frozenset[Form], right: str, whole: str, near: str) -> tuple[Told, bool]:
    """How a verb is told, and whether it is passive.

    `left` is the sentence before the verb, `right` behind it, `whole` all of it, `near` with the sentence before it.
    All in small letters.
    """
    chain, rest = _chain(left)
    clause = clause_of(rest)
    passive = (
        bool(_BE.search(chain)) and Form.ING not in forms and bool(forms & {Form.PAST, Form.PARTICIPLE})
    )  # fmt: skip
    if stance("question").search(whole) or stance("opinion").search(whole):
        return Told.SUPPOSED, passive
    if stance("exercise").search(whole):
        return Told.SUPPOSED, passive
    if Form.NOUN in forms:
        return _of_noun(left, right, whole), False
    found = _by_chain(chain, rest, forms, near)
    if found in {Told.DONE, Told.NOT_DONE}:
        if re.search(r"\b(?:none|no one|nobody|neither|no \w+)(?: of \w+)? $", rest):
            return Told.NEGATED, passive
        if _WHOEVER.search(rest) and stance("modal").search(right):
            return Told.SUPPOSED, passive
        if stance("supposed").search(_ASKED.sub(" ", clause)) or _law_tells(clause):
            return Told.SUPPOSED, passive
        if stance("denied").search(_before_that(rest)):
            return Told.DENIED, passive
        if stance("groundless").search(_before_that(rest)):
            return Told.GROUNDLESS, passive
        if found is Told.DONE and _NOTHING.match(right):
            return Told.NEGATED, passive
    return found, passive


def _by_chain(chain: str, rest: str, forms: frozenset[Form], near: str) -> Told:
    words = chain.split()
    negated = bool(stance("negation").search(chain))
    if stance("modal").search(chain):
        return Told.SUPPOSED
    if "to" in words and Form.BASE in forms:
        before = rest if words[0] == "to" else f"{rest}{chain[: chain.rfind('to')]}"
        if not before.endswith(" "):
            before += " "
        if stance("refused_before_to").search(before):
            if stance("modal").search(_tail(before)) or stance("negation").search(_tail(before)):
                return Told.SUPPOSED
            return Told.NOT_DONE
        if negated or not stance("done_before_to").search(before):
            return Told.SUPPOSED
        return Told.SUPPOSED if stance("modal").search(_tail(before)) else Told.DONE
    if Form.ING in forms:
        return _of_ing(chain, rest, near, negated=negated)
    if negated:
        return Told.NEGATED
    if forms & {Form.PAST, Form.PARTICIPLE}:
        if Form.BASE in forms and not _BE.search(chain) and not re.search(r"\b(?:has|have|had)\b", chain):  # fmt: skip
            if _DID.search(chain):
                return Told.DONE
            return Told.SUPPOSED if re.search(r"\b(?:if|to)\s*$", rest) else Told.DONE
        if _IS.search(chain) and not re.search(r"\bbeen\b", chain):
            # `are sent`: a habit, unless it is something seen or on record.
            return Told.DONE if stance("witnessed").search(near) else Told.SUPPOSED
        if re.search(r"\b(?:to|be)\b", chain) and "been" not in words:
            return Told.SUPPOSED
        return Told.DONE
    if _DID.search(chain):
        return Told.DONE if "did" in words else Told.SUPPOSED
    if Form.BASE in forms and re.search(r"\b(?:and|or) $", rest):
        # One more in a row: it is told as the verb before it is.
        tail = _tail(rest)
        if stance("negation").search(tail):
            return Told.NEGATED
        if stance("modal").search(tail) or re.search(r"\bto \w+\b", tail):
            return Told.SUPPOSED
    if Form.BASE in forms and _PERCEIVED.search(rest):
        return Told.DONE
    # A present tense: told as an event where it is seen, filmed or recorded.
    return Told.DONE if stance("witnessed").search(near) else Told.SUPPOSED


def _of_noun(left: str, right: str, whole: str) -> Told:
    """An act named by a noun is told as done where somebody did it, and nothing bans, plans or denies it."""
    if _NOT_OF_A_NOUN.search(left) or stance("modal").search(left) or stance("modal").search(right):
        return Told.SUPPOSED
    by = re.search(r"\bby (.{0,60})", right)
    doer = by is not None and compiled("{local_actor}").search(by[1]) is not None
    made = re.search(r"\b(?:made|carried out|arranged|completed|performed|did)\b[^.;]{0,30}$", left)
    if not doer and made is None:
        return Told.SUPPOSED
    return (
        Told.DONE
        if re.search(r"\b(?:\w+ed|was|were|drew|made|did|led)\b", whole)
        else Told.SUPPOSED
    )


def _of_ing(chain: str, rest: str, near: str, *, negated: bool) -> Told:
    before = f"{rest}{chain}"
    tail = _tail(before)
    if negated:
        return Told.NEGATED
    if re.search(r"\bwithout(?: \w+ly)? $", before):
        return Told.NOT_DONE
    if _INSTEAD.search(before):
        return Told.NOT_DONE
    if stance("ing_done").search(before):
        if re.search(r"\b(?:was|were|been)(?: \w+ly)? $", before):
            return Told.SUPPOSED if stance("modal").search(tail) else Told.DONE
        if re.search(r"\b(?:for|of)(?: \w+ly)? $", before) and not re.search(
            r"(?:accus\w+|suspected|guilty|convicted|suspended|disciplined|criticized|faulted|sued|blamed|apologized"
            r"|investigated|fired|video|footage|recording|photos?|reports?|instances?|practice|responsible|condemned)"
            r" (?:\S+ ){0,10}(?:for|of)(?: \w+ly)? $",
            before,
        ):
            return Told.SUPPOSED
        return Told.SUPPOSED if stance("modal").search(tail) else Told.DONE
    if re.search(r"\bincluding $", before):
        return Told.DONE if re.search(r"\b\w+ed\b|\bwas\b|\bwere\b", tail) else Told.SUPPOSED
    if stance("ing_not").search(before):
        return Told.SUPPOSED
    if re.search(r"(?:,|,? and|,? or)(?: \w+ly)? $", before):
        # One more in a row, or a participle beside the sentence's own verb.
        if stance("modal").search(tail) or _law_tells(tail):
            return Told.SUPPOSED
        if re.search(r"\b(?:from|prohibit\w*|bar(?:s|red)?|forbid\w*|against|includes?)\b[^;:]{0,120}$", before):  # fmt: skip
            return Told.SUPPOSED
        return Told.DONE if re.search(r"\b\w+ed\b|\bby \w+ing\b|\bwas\b|\bwere\b", tail) else Told.SUPPOSED  # fmt: skip
    subject = compiled(r"(?:{local_actor})(?: \w+ly)? $").search(before)
    if subject and re.search(
        r"\b(?:report\w*|video|footage|saw|show\w*|photos?|complain\w*|describ\w*|film\w*|records?|caught)\b",
        near,
    ):
        return Told.SUPPOSED if stance("modal").search(tail) else Told.DONE
    return Told.SUPPOSED


def _chain(left: str) -> tuple[str, str]:
    """The auxiliary words just before the verb, and what stands before them."""
    at = len(left)
    while True:
        found = re.search(r"(\S+)\s+$", left[:at])
        if found is None or not _AUXILIARY.fullmatch(found[1]):
            return left[at:], left[:at]
        at = found.start(1)


def clause_of(left: str) -> str:
    """The words of the clause before the verb."""
    at = 0
    for end in stance("clause_ends").finditer(left):
        at = end.start()
    return left[at:]


def _tail(left: str) -> str:
    """The clause, and where it is very short the one before it too."""
    clause = clause_of(left)
    return clause if len(clause) > 12 else left[-90:]


def _before_that(left: str) -> str:
    """What governs the clause: the words before its `that`, as far as the last full stop of sense."""
    at = max(left.rfind("; "), left.rfind(" but "), left.rfind(": "), left.rfind(" and that "))
    return left[at + 1 :] if at >= 0 else left


def _law_tells(clause: str) -> bool:
    """Whether the clause tells what a law says: `the Act bars police from`, `under the bill`."""
    laws = list(stance("law_told").finditer(clause))
    if not laws:
        return False
    subject = laws[-1]
    after = clause[subject.end() :]
    if re.search(r"\b(?:violat\w+|broke|breach\w*|despite|contrary to|against|under)\b[^,;]{0,50}$", clause[: subject.start()]):  # fmt: skip
        return False
    return bool(stance("law_verbs").match(after.lstrip(" ,")))
