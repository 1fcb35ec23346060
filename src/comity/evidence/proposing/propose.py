"""Proposals of one document: acts that it tells, each with place, agency, days, coded slots and exact quotes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.evidence.act import Moment, Named, Quote, ReportedAct
from comity.evidence.document import Document
from comity.evidence.proposing import slots
from comity.evidence.proposing.acts_in_text import ActMention
from comity.evidence.proposing.counts_in_text import count_subjects, is_counted
from comity.evidence.proposing.named_in_text import NamedMention
from comity.evidence.proposing.patterns import compiled, stance
from comity.evidence.proposing.proposal import CountClaim, Proposal
from comity.evidence.proposing.sentences import Sentence
from comity.evidence.proposing.stance import Told
from comity.evidence.proposing.text_reading import TextReading
from comity.evidence.proposing.when import moment_of, moments_apart, period_of
from comity.evidence.proposing.whose import Whose, whose
from comity.evidence.quotes import QuoteRefusedError, quote_at

RULES = "rules"
_ANOTHER = re.compile(
    r"\b(?:in another|another (?:case|man|woman|person|incident)|the (?:next|following) (?:day|week|month)|a second|a third"
    r"|separately|in a separate|a day later|a week later|days later|in a different)\b"
)
_VOTED = re.compile(r"\bvot(?:ed|ing) (?:\S+ ){0,5}to (?:\w+ly )?$")
_TAKEN_BACK = re.compile(
    r"(?:it|they|he|she|that|this|which) (?:did|was|is|were|has|have|had) not\b(?: happen| true| so|\.)|(?:it|that|this) (?:is|was) (?:false|wrong|untrue)"
    r"|(?:it|they|he|she) did not\.|it wasn't true|that (?:is|was) not (?:so|true|the case)"
)
"""A sentence that takes back the one before it."""
_INSTEAD = re.compile(r"\b(?:instead of|rather than) $")
_DECIDED_BY_VOTE = {
    "join_287g",
    "adopt_restriction",
    "contract_detention",
    "join_task_force",
    "lease_property_detention",
}
"""Acts that a vote does by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rules find in one document. `places` are places and agencies with a remark for the reader."""

    proposals: tuple[Proposal, ...] = ()
    counts: tuple[CountClaim, ...] = ()
    places: tuple[Named, ...] = ()
    refused: tuple[str, ...] = ()
    people_key: tuple[tuple[str, str], ...] = ()
    """Pseudonyms and the names behind them: private, written only where the user asks for it."""


@dataclass(slots=True, kw_only=True)
class _Draft:
    """An act as it comes together from several sentences."""

    action: str | None
    acted: bool
    agency: Named | None
    place: Named | None
    when: Moment | None
    mentions: list[ActMention] = field(default_factory=list)

    @property
    def jurisdiction(self) -> str | None:
        return None if self.place is None else self.place.jurisdiction


def propose(document: Document) -> Reading:
    """Everything that the rules propose from one document. What they do not read (another language) proposes nothing."""
    if document.language not in {"en", "unknown"}:
        return Reading()
    reading = TextReading(document)
    drafts = _drafts(reading)
    made: list[Proposal] = []
    refused: list[str] = []
    encounters = _encounters(reading, drafts)
    for draft, encounter in zip(drafts, encounters, strict=True):
        try:
            made.append(_proposal(reading, draft, drafts, encounter))
        except QuoteRefusedError as error:
            refused.append(str(error))
    noted = {
        one.named.as_written: one.named
        for one in (*reading.named.mentions, *reading.named.glued)
        if one.named.note
    }
    return Reading(
        proposals=tuple(made),
        counts=tuple(_counts(reading)),
        places=tuple(noted.values()),
        refused=tuple(refused),
        people_key=tuple(reading.people.key.items()),
    )


def _drafts(reading: TextReading) -> list[_Draft]:
    drafts: list[_Draft] = []
    opinion = bool(compiled(str(stance("opinion_heading").pattern)).search(reading.head.lstrip()))
    for mention in reading.acts:
        if not _is_told(reading, mention, opinion=opinion):
            continue
        for one in whose(reading, mention):
            _join(reading, drafts, mention, one)
    return drafts


def _is_told(reading: TextReading, mention: ActMention, *, opinion: bool) -> bool:
    """Whether a mention is told as an act, or as one left undone that was asked for."""
    text = reading.small(mention.sentence)
    if is_counted(reading, mention.sentence, mention.verb) or _is_heading(
        reading, mention.sentence
    ):
        return False
    if mention.present and mention.told is Told.DONE and not _particular(reading, mention):
        return False
    if opinion and not any(day.precise for day in reading.days(mention.sentence)):
        return False
    undone = mention.rule.acted == "not_done"
    left = text[: mention.verb - mention.sentence.start]
    if _VOTED.search(left) and mention.rule.action not in _DECIDED_BY_VOTE:
        return False  # what was voted for is yet to be done
    if (
        mention.told is Told.NOT_DONE
        and _INSTEAD.search(left)
        and not compiled("{detainer}").search(text)
    ):
        return False
    behind = reading.between(mention.sentence.number + 1, mention.sentence.number + 1)
    if any(_TAKEN_BACK.match(reading.small(one)) for one in behind):
        return False
    if mention.rule.acted == "reversed":
        return mention.told in {Told.NEGATED, Told.NOT_DONE}
    match mention.told:
        case Told.DONE:
            return mention.rule.acted != "omitted"
        case Told.NOT_DONE:
            if undone:
                return False
            return mention.rule.acted == "omitted" or mention.rule.declining or _owed(reading, mention)  # fmt: skip
        case Told.NEGATED:
            if undone:
                return False
            if mention.rule.acted == "omitted":
                return _owed(reading, mention)
            asked = compiled("{detainer}").search(f"{_before(reading, mention)} {text}")
            return mention.rule.declining and (
                (mention.rule.action == "hold_on_detainer" and asked is not None)
                or _owed(reading, mention)
            )
        case _:
            return False


def _is_heading(reading: TextReading, sentence: Sentence) -> bool:
    """A line of capitals without a full stop: what it says stands below it with its circumstances."""
    text = reading.text(sentence)
    words = [word for word in text.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return text[-1] not in ".!?\"')" and len(words) < 25 and capitals * 5 >= len(words) * 3


def _particular(reading: TextReading, mention: ActMention) -> bool:
    """Whether a present tense tells of somebody in particular: a named agency, or the officers of a recording."""
    sentence = mention.sentence
    named = any(
        one.office and not one.bare and not _whole_state(one)
        for one in reading.named_within(sentence.start, mention.verb)
    )
    seen = re.search(r"\b(?:video|footage|recording|photos?|emails?|logs|messages)\b", f"{_before(reading, mention)} {reading.small(sentence)}")  # fmt: skip
    return named or seen is not None


def _whole_state(one: NamedMention) -> bool:
    """`jails in Idaho`: all of a state's, and none in particular."""
    return one.office in {"jail", "sheriff", "police", "court", "school"} and (one.named.jurisdiction or "").count("-") == 1  # fmt: skip


def _owed(reading: TextReading, mention: ActMention) -> bool:
    """Whether the same sentence says that it had to be done."""
    text = reading.small(mention.sentence)
    return bool(
        re.search(
            r"(?:although|though|even though|despite|as|which)\b[^.;]{0,60}\b(?:requires?|required|demands?|mandates?|mandatory|obliges?|compels?|must)\b|\baccus\w+|violat\w+|contrary to",
            text,
        )
    )


def _before(reading: TextReading, mention: ActMention) -> str:
    return reading.before(mention.sentence)


def _join(reading: TextReading, drafts: list[_Draft], mention: ActMention, one: Whose) -> None:
    """Add a mention to the act that it tells further, or begin a new one."""
    when = moment_of(reading, mention)
    for draft in reversed(drafts):
        if draft.action != mention.rule.action or draft.acted != mention.acted:
            continue
        same_sentence = any(known.sentence is mention.sentence for known in draft.mentions)
        if not _same_place(draft.place, one.place):
            continue
        if not same_sentence:
            if moments_apart(draft.when, when):
                continue
            if _is_another(reading, draft, mention):
                continue
        if not same_sentence:
            draft.mentions.append(mention)
        draft.when = _narrower(draft.when, when)
        if draft.agency is None or (draft.agency.jurisdiction is None and one.agency is not None):
            draft.agency = one.agency
        if draft.place is None:
            draft.place = one.place
        return
    drafts.append(
        _Draft(
            action=mention.rule.action,
            acted=mention.acted,
            agency=one.agency,
            place=one.place,
            when=when,
            mentions=[mention],
        )
    )


def _is_another(reading: TextReading, draft: _Draft, mention: ActMention) -> bool:
    """Whether the text says, between the last mention of the act and this one, that another one begins."""
    last = draft.mentions[-1].sentence
    between = reading.between(last.number + 1, mention.sentence.number)
    return any(_ANOTHER.search(reading.small(one)[:60]) for one in between)


def _same_place(one: Named | None, other: Named | None) -> bool:
    if one is None or other is None:
        return True
    if one.jurisdiction is None or other.jurisdiction is None:
        return one.as_written == other.as_written
    return one.jurisdiction == other.jurisdiction


def _narrower(one: Moment | None, other: Moment | None) -> Moment | None:
    """Of two moments that may be the same the one that says more."""
    if one is None or other is None:
        return one or other
    return min((one, other), key=_width)


def _width(moment: Moment) -> int:
    if moment.earliest is None or moment.latest is None:
        return 1_000_000
    return (moment.latest - moment.earliest).days


def _encounters(reading: TextReading, drafts: Sequence[_Draft]) -> list[str]:
    """Acts of one place whose days do not lie apart and that are told close together are one encounter.

    Two acts of one kind that were not told as one ("the next day they turned another man over") are two encounters.
    """
    held: list[list[_Draft]] = []
    signs: list[str] = []
    for draft in drafts:
        first = draft.mentions[0].sentence
        for together in held:
            head = together[0]
            other = head.mentions[-1].sentence
            close = abs(first.paragraph - other.paragraph) <= 2
            again = any((one.action, one.acted) == (draft.action, draft.acted) for one in together)
            if close and not again and _same_place(head.place, draft.place) and not moments_apart(head.when, draft.when):  # fmt: skip
                together.append(draft)
                break
        else:
            head = draft
            held.append([draft])
        start = reading.folded.place(head.mentions[0].sentence.start)
        signs.append(encounter_id(reading.document.digest, start, head.place))
    return signs


def _proposal(
    reading: TextReading, draft: _Draft, drafts: Sequence[_Draft], encounter: str
) -> Proposal:
    scope = _scope(reading, draft, drafts)
    breach = slots.claimed_breach(reading, scope, draft.action, acted=draft.acted)
    quotes = tuple(_quote(reading, one) for one in scope.own)
    when = draft.when
    if when is None or (when.earliest is None and when.latest is None):
        when = moment_of(reading, draft.mentions[0], beside=True) or when
        if when is None and slots.is_report(reading):
            when = period_of(reading)
    act = ReportedAct(
        action=draft.action,
        acted=draft.acted,
        place=draft.place,
        agency=draft.agency,
        when=when,
        claimed_breach=breach,
        became_known=slots.became_known(reading, scope),
        status=slots.status(reading, scope, draft.action, breach),
        authority=slots.authority(reading, scope, draft.action),
        quotes=quotes,
        asserted_by=slots.who_says(reading, scope),
        denied_by=slots.who_denies(reading, scope, draft.action),
        found_by=slots.who_finds(reading, scope, draft.action),
    )
    masked = [
        reading.people.masked(quote.start, quote.end, reading.document.text) for quote in quotes
    ]
    people = tuple(dict.fromkeys(person for _, shown in masked for person in shown))
    if not people:
        people = _people_before(reading, scope.own)
    return Proposal(
        id=proposal_id(act),
        act=act,
        encounter=encounter,
        public_quotes=tuple(text for text, _ in masked),
        people=people,
        proposed_by=(RULES,),
        notes=_notes(act),
    )


def _people_before(reading: TextReading, own: Sequence[Sentence]) -> tuple[str, ...]:
    """The affected people named in an act's paragraph before its first sentence: whom `him` in the quote means."""
    first = own[0]
    start = reading.folded.place(reading.paragraph(first.paragraph)[0].start)
    end = reading.folded.place(first.start)
    if start >= end:
        return ()
    _, shown = reading.people.masked(start, end, reading.document.text)
    return shown


def encounter_id(document: str, start: int, place: Named | None) -> str:
    """An id of the encounter that begins with the sentence at `start`, at a place: one sentence may tell of several."""
    where = "" if place is None else place.jurisdiction or place.as_written
    return hashlib.sha256(f"{document}|{start}|{where}".encode()).hexdigest()[:16]


def proposal_id(act: ReportedAct) -> str:
    """An id that the same finding in the same document always has, whoever proposes it."""
    quote = act.quotes[0]
    place = act.place.jurisdiction or act.place.as_written if act.place else ""
    text = f"{quote.document}|{quote.start}|{act.action}|{act.acted}|{place}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _notes(act: ReportedAct) -> tuple[str, ...]:
    notes = [one.note for one in (act.place, act.agency) if one is not None and one.note]
    if act.place is None:
        notes.append("no place is named")
    elif act.place.confidence == "guess":
        notes.append(f"the place `{act.place.as_written}` is a guess")
    if act.when is None or act.when.earliest is None:
        notes.append("the day is not known")
    return tuple(dict.fromkeys(notes))


def _quote(reading: TextReading, sentence: Sentence) -> Quote:
    return quote_at(
        reading.document,
        reading.folded.place(sentence.start),
        reading.folded.end_place(sentence.end),
    )


def _scope(reading: TextReading, draft: _Draft, drafts: Sequence[_Draft]) -> slots.Scope:
    own = tuple(dict.fromkeys(one.sentence for one in draft.mentions))
    numbers = list(dict.fromkeys(one.paragraph for one in own))
    paragraph = tuple(
        s
        for n in numbers
        for s in reading.paragraph(n)
        if s not in own and _about(reading, draft, s)
    )
    beside = tuple(
        dict.fromkeys(
            s
            for n in numbers
            for s in reading.beside(n)
            if s not in own and _about(reading, draft, s)
        )
    )
    others = [one for one in drafts if one.jurisdiction != draft.jurisdiction]
    return slots.Scope(
        own=own,
        paragraph=paragraph,
        beside=beside,
        whole=reading.around(one.number for one in own),
        jurisdiction=draft.jurisdiction,
        others=frozenset(one.jurisdiction for one in others if one.jurisdiction is not None),
        names=_words_of(draft),
    )


def _about(reading: TextReading, draft: _Draft, sentence: Sentence) -> bool:
    """Whether a sentence near an act may speak of it: it names no other place, or its own too."""
    mine = draft.jurisdiction
    if mine is None:
        return True
    named = {
        one.place.jurisdiction
        for one in reading.named_within(sentence.start, sentence.end)
        if one.place is not None and one.place.jurisdiction is not None
    }
    local = {one for one in named if one.count("-") > 1 or one == "us-dc"}
    return not local or mine in local or any(one.startswith(f"{mine}-") for one in local)


def _words_of(draft: _Draft) -> frozenset[str]:
    texts = [one.as_written for one in (draft.place, draft.agency) if one is not None]
    words = {word.strip(",.'s") for text in texts for word in text.lower().split()}
    return frozenset(
        word for word in words if len(word) > 3 and word not in {"county", "city", "police", "sheriff", "office", "department", "jail", "state"}
    )  # fmt: skip


def _counts(reading: TextReading) -> list[CountClaim]:
    found: list[CountClaim] = []
    for sentence in reading.sentences:
        if next(count_subjects(reading, sentence), None) is None:
            continue
        text = reading.small(sentence)
        if stance("question").search(text) or stance("opinion").search(text):
            continue
        try:
            quote = _quote(reading, sentence)
        except QuoteRefusedError:
            continue
        shown, _ = reading.people.masked(quote.start, quote.end, reading.document.text)
        found.append(CountClaim(quote=quote, public_quote=shown))
    return found
