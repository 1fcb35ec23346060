"""The coded slots of an act: what breach is claimed, how it became known, what paper was shown, where the claim stands.

Each is read from the act's own sentences first, then from their paragraphs, then from what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from comity.evidence.codebook import BecameKnown, ClaimedBreach, Code, ShownAuthority, Status
from comity.evidence.lexicon import rules_of
from comity.evidence.proposing.acts_in_text import ActMention
from comity.evidence.proposing.patterns import compiled
from comity.evidence.proposing.sentences import Sentence
from comity.evidence.proposing.stance import Told
from comity.evidence.proposing.text_reading import TextReading

_DATA = {"share_status", "share_personal_info", "share_alpr", "query_alpr", "share_database", "submit_fingerprints"}  # fmt: skip
_HELP = {"hold_on_detainer", "notify_release", "transfer_custody", "allow_interview", "allow_facility_access", "arrest_civil", "arrest_immigration_crime", "assist_operation", "transport", "verify_identity_for", "delay_release"}  # fmt: skip
_FAILED = re.compile(r"\b(?:fail\w*|neglect\w*|ignor\w*|refus\w*)\b")
_OF_PERSONS = {
    None,
    "hold_on_detainer",
    "notify_release",
    "transfer_custody",
    "arrest_civil",
    "delay_release",
}
"""Acts on a person in custody or stopped, which a paper a paragraph away may be about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The sentences of one act: its own, those of its paragraphs, those beside, all that may speak of it."""

    own: tuple[Sentence, ...]
    paragraph: tuple[Sentence, ...]
    beside: tuple[Sentence, ...]
    whole: tuple[Sentence, ...]
    jurisdiction: str | None
    others: frozenset[str]
    """Where the other acts of the document are."""
    names: frozenset[str]
    """Words of its place and agency, in small letters."""


def claimed_breach(
    reading: TextReading, scope: Scope, action: str | None, *, acted: bool
) -> ClaimedBreach:
    """The departure that the document claims, of the kind that goes with the action."""
    if not _claims(reading, scope, action, acted=acted):
        return ClaimedBreach.NONE_CLAIMED
    if not acted:
        return ClaimedBreach.FAILURE_TO_ACT
    if action in _DATA:
        return ClaimedBreach.UNLAWFUL_DATA_SHARING
    if action in _HELP:
        return ClaimedBreach.HELP_WITH_ARREST
    return ClaimedBreach.OTHER


def _claims(reading: TextReading, scope: Scope, action: str | None, *, acted: bool) -> bool:
    breach = _cue("breach")
    lawful = _lawful(reading, scope)
    if not acted and lawful and not any(_FAILED.search(reading.small(one)) for one in scope.own):
        return False
    if any(breach.search(reading.small(one)) for one in (*scope.own, *scope.paragraph)):
        return True
    if acted and lawful:
        return False
    if not acted:
        duty = _cue("duty")
        about = [one for one in scope.whole if _speaks_of(reading, one, scope)]
        return any(duty.search(reading.small(one)) for one in (*scope.own, *about))
    law = _cue("law_stands")
    about = [one for one in scope.whole if _speaks_of(reading, one, scope)]
    for one in about:
        text = reading.small(one)
        if breach.search(text):
            return True
    near = (*scope.own, *scope.paragraph, *scope.beside, *about)
    # A law that requires help is no reproach to who helped; a form or consent that it requires first may be.
    return any(
        "requir" not in found[0] or action == "allow_interview"
        for one in near
        for found in law.finditer(reading.small(one))
    )


def _lawful(reading: TextReading, scope: Scope) -> bool:
    """Whether the one who tells it says that the law asks for it: `as Texas law requires`."""
    required = re.compile(
        r"\bas [^,;]{0,80}\b(?:law|statute|act|code|article|section|directive|ordinance)\b[^,;]{0,60}\brequires?\b|we follow the law|within the law|no choice|federal statute protects|gives? no (?:power|authority)"
    )
    return any(required.search(reading.small(one)) for one in (*scope.own, *scope.paragraph, *scope.whole))  # fmt: skip


def became_known(reading: TextReading, scope: Scope) -> BecameKnown:
    """How the act came to be known; a document that is itself a filing, a report or a release says it by that."""
    head = _head_kind(reading)
    if head in {BecameKnown.COURT, BecameKnown.OVERSIGHT_REPORT}:
        return head
    for group in (scope.own, (*scope.own, *scope.paragraph), (*scope.own, *scope.paragraph, *scope.beside)):  # fmt: skip
        text = " ".join(reading.small(one) for one in group)
        found = _first(_values("became_known", BecameKnown), text)
        seen = found in {BecameKnown.RECORDS_REQUEST, BecameKnown.BYSTANDER_OR_VIDEO}
        if group is scope.own and not seen and agency_speaks(reading, scope):
            return BecameKnown.AGENCY_DISCLOSURE
        # That a newsroom tells it says little: it is asked for last.
        if found is not None and found is not BecameKnown.PRESS:
            return found
    if head is not None:
        return head
    if agency_speaks(reading, scope):
        return BecameKnown.AGENCY_DISCLOSURE
    text = " ".join(reading.small(one) for one in scope.whole)
    found = _first(_values("became_known", BecameKnown), text)
    return found if found is not None else BecameKnown.NOT_SAID


def authority(reading: TextReading, scope: Scope, action: str | None) -> ShownAuthority:
    """The strongest paper that is said to have been shown."""
    papers = _values("authority", ShownAuthority)
    groups: list[Sequence[Sentence]] = [scope.own, scope.paragraph, scope.beside]
    for at, group in enumerate(groups):
        if at > 1 and action not in _OF_PERSONS:
            break
        text = " ".join(_without_law(reading, one) for one in group)
        plain = _cue("no_paper").sub(" ", text)
        for value, pattern in papers:
            if (
                value is ShownAuthority.REQUEST
                and at > 1
                and not re.search(
                    r"\brequests?\b[^.;]{0,60}(?:from|of) (?:immigration|federal|ice|u\.s)", plain
                )
            ):
                continue
            if value is ShownAuthority.NONE_SHOWN:
                if at == 0 and pattern.search(text):
                    return ShownAuthority.NONE_SHOWN
                continue
            if pattern.search(plain):
                assert isinstance(value, ShownAuthority)
                return value
    return ShownAuthority.NOT_SAID


def _without_law(reading: TextReading, sentence: Sentence) -> str:
    """The sentence, empty where it tells what a law says."""
    text = reading.small(sentence)
    tells = any(one.told is not Told.SUPPOSED for one in _acts_of(reading, sentence))
    return "" if _cue("law_stands").search(text) and not tells else text


def status(reading: TextReading, scope: Scope, action: str | None, breach: ClaimedBreach) -> Status:
    """Where the claim stands. Cleared before confirmed before denied: a body's word weighs more than a party's."""
    head = _head_kind(reading)
    about = [one for one in scope.whole if _speaks_of(reading, one, scope) and _of_action(reading, one, action)]  # fmt: skip
    cleared = confirmed = denied = admitted = False
    for one in about:
        text = reading.small(one)
        body = compiled(str(rules_of("cues")["body"])).search(text)
        ours = head in {BecameKnown.OVERSIGHT_REPORT, BecameKnown.COURT}
        generic = body is not None and body[0] in {"we", "the office"} and not ours
        if (
            body is not None and not generic and _cue("clears").search(text) and not _asked(text)
        ) or (ours and re.search(r"\bunfounded\b|\bexonerated\b", text)):
            cleared = True
        elif body is not None and not generic and _finding().search(text):
            confirmed = confirmed or _finds_breach(text)
        if _cue("admits").search(text) and not re.search(r"\bden(?:y|ies|ied)\b", text):
            speaker = compiled(str(rules_of("cues")["agency_speaks"])).search(text)
            named = any(name in text for name in scope.names)
            admitted = admitted or speaker is not None or named or text.startswith('"')
        if _cue("denies").search(text):
            speaker = compiled(str(rules_of("cues")["agency_speaks"])).search(text)
            denied = denied or speaker is not None
    told = " ".join(reading.small(one) for one in (*scope.own, *scope.paragraph))
    if verdict := _cue("verdict").search(told):
        return Status.CONFIRMED if verdict["verdict"] == "sustained" else Status.CLEARED
    own = " ".join(reading.small(one) for one in scope.own)
    claims = re.search(r"\balleg\w+|\bcomplain\w+|according to the suit|the suit says", own)
    if cleared:
        return Status.CLEARED
    if confirmed or admitted:
        return Status.CONFIRMED
    if head is BecameKnown.OVERSIGHT_REPORT and not claims:
        return Status.CONFIRMED
    if head is BecameKnown.AGENCY_DISCLOSURE and not claims:
        return Status.CONFIRMED
    if agency_speaks(reading, scope) and (
        breach is ClaimedBreach.NONE_CLAIMED or _tells_of_itself(reading, scope)
    ):
        return Status.CONFIRMED
    return Status.DENIED if denied else Status.ALLEGED


def _asked(text: str) -> bool:
    """A body that is asked to find, or has yet to, has found nothing."""
    return bool(re.search(r"\b(?:whether|would review|will review|asked (?:the|a) (?:court|judge)|opened an inquiry)\b", text))  # fmt: skip


def _finds_breach(text: str) -> bool:
    return not _asked(text) and not re.search(r"\b(?:found no|finds no|have found that state law gives no|not (?:yet )?(?:ruled|found|decided|concluded))\b|\bno \w+[^.;]{0,50}\bfound\b", text)  # fmt: skip


def agency_speaks(reading: TextReading, scope: Scope) -> bool:
    """Whether the agency itself tells the act: `the department said that it had`, `it had, the department said`."""
    return any(_agency_says(reading, one) for one in scope.own)


def _agency_says(reading: TextReading, sentence: Sentence) -> bool:
    text = reading.small(sentence)
    speaker = str(rules_of("cues")["agency_speaks"])
    says = str(rules_of("cues")["says"])
    verbs = [one.verb - sentence.start for one in _acts_of(reading, sentence)]
    first = min(verbs) if verbs else len(text)
    for found in re.finditer(rf"(?:{speaker})[^.,;]{{0,45}}?(?:{says})(?P<to>[^.;]{{0,60}})", text):
        if found.start() < first and found.start("to") <= first and not _is_other(text, found.start()):  # fmt: skip
            return True
    trailing = re.search(rf", (?:the |its |county |city )?(?:{speaker})[^.,;]{{0,30}}?(?:said|says|told|acknowledged)", text)  # fmt: skip
    if trailing is not None and trailing.start() > first and not _is_other(text, trailing.start()):
        return True
    return bool(re.search(rf"(?:figures|data|report) (?:of|from|by|that) the (?:office|department|{speaker})", text))  # fmt: skip


def _is_other(text: str, at: int) -> bool:
    """Whether the speaker is someone of another side: a lawyer, a union, a commissioner who oversees, a suit."""
    around = text[max(0, at - 40) : at + 50]
    return bool(
        re.search(
            r"\b(?:oversight|lawyer|attorney general|advocates?|defender|suit|complaint|council member|suing|sued|inspector|auditor|auditor's|legal aid|filed with)\b",
            around,
        )
    )


def _tells_of_itself(reading: TextReading, scope: Scope) -> bool:
    """Whether the agency calls it wrong itself: then it admits the departure too."""
    own = " ".join(reading.small(one) for one in scope.own)
    return bool(
        _cue("admits").search(own) or re.search(r"\b(?:should have|without the approval)\b", own)
    ) or bool(re.search(r"\b(?:told|learned)\b", own))


def who_says(reading: TextReading, scope: Scope) -> tuple[str, ...]:
    """Roles and bodies that the act's sentences name beside a word of saying."""
    return _roles(reading, scope.own, str(rules_of("cues")["says"]) + r"|\b(?:show|shows|according to|alleges?|claims?|accused|accuses)\b")  # fmt: skip


def who_denies(reading: TextReading, scope: Scope, action: str | None) -> tuple[str, ...]:
    """Roles and bodies of the sentences that deny it."""
    denying = [
        one
        for one in scope.whole
        if _cue("denies").search(reading.small(one)) and _speaks_of(reading, one, scope) and _of_action(reading, one, action)
    ]  # fmt: skip
    return _roles(reading, denying, "denies|denied|disputed|said|says|called|rejected|replied|answered")  # fmt: skip


def who_finds(reading: TextReading, scope: Scope, action: str | None) -> tuple[str, ...]:
    """Bodies with authority of the sentences that find."""
    finding = [
        one
        for one in scope.whole
        if _cue("finds").search(reading.small(one)) and _speaks_of(reading, one, scope) and _of_action(reading, one, action)
    ]  # fmt: skip
    body = compiled(str(rules_of("cues")["body"]))
    return _unique(found[0] for one in finding if (found := body.search(reading.small(one))))


def _roles(reading: TextReading, sentences: Sequence[Sentence], saying: str) -> tuple[str, ...]:
    roles, says = compiled(str(rules_of("cues")["roles"])), re.compile(saying)
    found: list[str] = []
    for one in sentences:
        text = reading.small(one)
        if says.search(text):
            found += [role[0].strip() for role in roles.finditer(text) if says.search(text[max(0, role.start() - 16) : role.end() + 45])]  # fmt: skip
    return _unique(found)[:4]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _speaks_of(reading: TextReading, sentence: Sentence, scope: Scope) -> bool:
    """Whether a sentence may speak of the act: it names its place or agency, or none of another act's."""
    if sentence in scope.own:
        return True
    named = {
        one.place.jurisdiction
        for one in reading.named_within(sentence.start, sentence.end)
        if one.place is not None and one.place.jurisdiction is not None
    }
    if scope.jurisdiction in named:
        return True
    if named & scope.others:
        return False
    return not scope.others or sentence in (*scope.paragraph, *scope.beside)


def _of_action(reading: TextReading, sentence: Sentence, action: str | None) -> bool:
    """Whether a sentence speaks of this action, or of none in particular."""
    told = {one.rule.action for one in _acts_of(reading, sentence) if one.told is not Told.SUPPOSED}
    return not told or action in told


def _acts_of(reading: TextReading, sentence: Sentence) -> list[ActMention]:
    return reading.acts_of(sentence)


def is_report(reading: TextReading) -> bool:
    """Whether the document is a report of a body that looks into others."""
    return _head_kind(reading) is BecameKnown.OVERSIGHT_REPORT


def _head_kind(reading: TextReading) -> BecameKnown | None:
    if compiled(str(rules_of("cues")["advocacy"])).search(reading.folded.small[:1500]):
        return None
    found = _first(_values("heads", BecameKnown), reading.head)
    assert found is None or isinstance(found, BecameKnown)
    return found


def _first(values: Sequence[tuple[Code, re.Pattern[str]]], text: str) -> BecameKnown | None:
    for value, pattern in values:
        if pattern.search(text):
            assert isinstance(value, BecameKnown)
            return value
    return None


@cache
def _values(slot: str, codes: type[Code]) -> tuple[tuple[Code, re.Pattern[str]], ...]:
    listed = rules_of("cues")[slot]
    assert isinstance(listed, list)
    by_value = {code.value: code for code in codes}
    made = []
    for one in listed:
        assert isinstance(one, dict)
        made.append((by_value[str(one["value"])], compiled(str(one["pattern"]))))
    return tuple(made)


@cache
def _finding() -> re.Pattern[str]:
    """A body, and soon after it a word of finding."""
    return compiled(f"(?:{rules_of('cues')['body']})[^.;]{{0,80}}?(?:{rules_of('cues')['finds']})")


@cache
def _cue(name: str) -> re.Pattern[str]:
    return compiled(str(rules_of("cues")[name]))
