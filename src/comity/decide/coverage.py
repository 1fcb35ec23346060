"""How far the law that can bind an actor is encoded: its levels, and why an answer is not complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.decide.phrases import UNNAMED_LEVELS_IN_SENTENCE, place_in_sentence
from comity.decide.translation import ENGLISH, Speech
from comity.law import Corpus, Law, Level, Status
from comity.law.vocabulary import Actor

NOT_ENCODED = "the law of {place} is not encoded"
NOT_NAMED = "{level} was not named, and may have rules of its own"
GAP = "the law of {place} has a known gap: {why}"
BEYOND = "what binds this kind of actor itself ({actor}) is not encoded"
LATE = "the law was checked to {through}, and the day asked about is later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The levels that could bind one kind of actor in one place; `through` is their earliest horizon.

    `reasons` say why an answer is not complete: by whether it is a ban, and whether the horizon has passed.
    """

    levels: tuple[Level, ...]
    through: date | None
    reasons: Mapping[tuple[bool, bool], tuple[str, ...]]

    def incomplete(self, on: date, *, banned: bool) -> tuple[str, ...]:
        """Why an answer is not complete: a ban found stands whatever is not encoded; a horizon
        passed makes every answer incomplete.
        """
        return self.reasons[banned, self.through is not None and on > self.through]


def coverage_of(corpus: Corpus, law: Law, actor: Actor | None) -> Coverage:
    """The levels of the place, and those below it that may bind the actor and were not named."""
    nearest, kind = law.levels[0], actor.level if actor else None
    unnamed: list[Level] = []
    if nearest.name == "federal" and kind != "federal":
        unnamed.append(Level(jurisdiction=None, name="state", status=Status.NOT_NAMED))
    if nearest.name in ("state", "federal") and kind not in ("state", "federal"):
        unnamed.append(Level(jurisdiction=None, name="local", status=Status.NOT_NAMED))
    levels = (*unnamed, *law.levels)
    open_levels, beyond = _reasons(corpus, levels, actor, ENGLISH)
    through = min((level.through for level in levels if level.through), default=None)
    late = () if through is None else (_late(through, ENGLISH),)
    unless_banned = open_levels + beyond
    return Coverage(
        levels=levels,
        through=through,
        reasons={
            (False, False): unless_banned,
            (False, True): unless_banned + late,
            (True, False): beyond,
            (True, True): beyond + late,
        },
    )


def reasons_in(
    corpus: Corpus, levels: Sequence[Level], actor: Actor | None, through: date | None, say: Speech
) -> Mapping[str, str]:
    """Every reason why an answer of these levels may be incomplete: as it is written in a
    determination, and in the language of the reader.
    """
    written, said = (
        [reason for reasons in _reasons(corpus, levels, actor, speech) for reason in reasons]
        for speech in (ENGLISH, say)
    )
    found = dict(zip(written, said, strict=True))
    if through is not None:
        found[_late(through, ENGLISH)] = _late(through, say)
    return found


def reason_in(reason: str, corpus: Corpus, places: Iterable[str], say: Speech) -> str:
    """A reason why an answer is not complete, as a determination has it, in the language of the reader.

    `places` are those whose law could bind. Why a gap is one stays in the words of the law file.
    """
    kinds = [
        (say(BEYOND, actor=say(one.means)), BEYOND.format(actor=one.means))
        for one in corpus.vocabulary.actors.values()
    ]
    kinds += [
        (say(NOT_NAMED, level=say(one)), NOT_NAMED.format(level=one))
        for one in UNNAMED_LEVELS_IN_SENTENCE.values()
    ]
    for place in places:
        names = place_in_sentence(corpus, place, say.language), place_in_sentence(corpus, place)
        kinds += [
            (say(one, place=names[0], why=""), one.format(place=names[1], why=""))
            for one in (NOT_ENCODED, GAP)
        ]
    for said, written in kinds:
        if reason.startswith(written):
            return said + reason.removeprefix(written)
    before, _, after = LATE.partition("{through}")
    if reason.startswith(before) and reason.endswith(after):
        return say(LATE, through=reason.removeprefix(before).removesuffix(after))
    return reason


def _reasons(
    corpus: Corpus, levels: Sequence[Level], actor: Actor | None, say: Speech
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which levels leave an answer open, and what no level says."""
    reasons: list[str] = []
    for level in levels:
        name = (
            place_in_sentence(corpus, level.jurisdiction, say.language)
            if level.jurisdiction
            else say(UNNAMED_LEVELS_IN_SENTENCE[level.name])
        )
        if level.status is Status.NOT_ENCODED:
            reasons.append(say(NOT_ENCODED, place=name))
        elif level.status is Status.NOT_NAMED:
            reasons.append(say(NOT_NAMED, level=name))
        elif level.status is Status.GAP:
            reasons.append(say(GAP, place=name, why=level.why))
    beyond = (
        (say(BEYOND, actor=say(actor.means)),)
        if actor is not None and actor.level in (None, "tribal", "federal")
        else ()
    )
    return tuple(reasons), beyond


def _late(through: date, say: Speech) -> str:
    return say(LATE, through=through)
