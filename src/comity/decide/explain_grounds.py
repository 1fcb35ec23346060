"""Why an answer is what it is, in words: each provision with what decided, and what follows from each reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.decide.condition_words import statements_of
from comity.decide.determination import ByReading, Determination, Ground
from comity.decide.explanation import Entry
from comity.decide.missing_words import ranges
from comity.decide.phrases import (
    ANSWER_WORDS,
    ASK_COUNSEL,
    BY_EXCEPTION,
    DEFEAT_WORDS,
    DUE_BY,
    EFFECT_WORDS,
    INTERNAL,
    MAY_BY_EXCEPTION,
    MAY_WORDS,
    MET_WHERE,
    NOT_REVIEWED,
    OWED_AGAIN,
    VERIFIED_WORDS,
    place_name,
)
from comity.decide.translation import Speech
from comity.law import (
    Corpus,
    Force,
    Period,
    Provision,
    Verified,
    either,
    says_of,
    window_words,
)
from comity.logic import Answer, Expr, Fact, Predicate, Truth, show


def sentence(text: str) -> str:
    """A clause of the corpus as a sentence: one space between words, a capital, a full stop."""
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if text.rstrip(")\"”'").endswith((".", "?", "!")) else f"{text}."


def why_entries(
    found: Determination, corpus: Corpus, numbers: Mapping[str, int], say: Speech
) -> Iterator[Entry]:
    """The provisions, each once: a ban and its exception are one rule."""
    together: dict[str, list[Ground]] = {}
    for ground in found.grounds:
        together.setdefault(ground.provision.id, []).append(ground)
    for grounds in together.values():
        provision, version = grounds[0].provision, grounds[0].version
        place = place_name(corpus, provision.jurisdiction, say.language)
        parts = [Entry(text=sentence(version.says))]
        parts += _compliance(provision, corpus, say)
        parts += _because(found, corpus, grounds, numbers, say)
        parts.append(Entry(text=sentence(_standing(found, grounds[0], say))))
        yield Entry(
            text=f"{provision.cite} ({place}) {_effects(grounds, say)}.", parts=tuple(parts)
        )
    for one in found.defeated:
        yield Entry(
            text=say(
                "{cite}, which {effect}, gives way: {how}.",
                cite=one.provision.cite,
                effect=say(EFFECT_WORDS[one.rail]),
                how=say(DEFEAT_WORDS[one.kind], cite=one.cite),
            )
        )


def _compliance(provision: Provision, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    """By when a duty is to be met, what else meets it, and when it is owed again."""
    compliance = provision.compliance
    if compliance is None:
        return
    if compliance.comply_by is not None:
        yield Entry(text=say(DUE_BY, day=compliance.comply_by))
    met = [_met_by(tree, corpus, say) for tree in compliance.satisfied_by]
    if met:
        yield Entry(text=sentence(say(MET_WHERE, facts=either(met, say))))
    if compliance.recurrence is not None:
        yield Entry(text=say(OWED_AGAIN, window=window_words(compliance.recurrence, say)))


def _met_by(tree: Expr, corpus: Corpus, say: Speech) -> str:
    if isinstance(tree, Predicate):
        return says_of((tree,), corpus, say)
    word = corpus.vocabulary.words.get(tree.word) if isinstance(tree, Fact) else None
    return say(word.means) if word else show(tree)


def _standing(found: Determination, ground: Ground, say: Speech) -> str:
    """What every showing of a provision says: whether it is law, since when, how well it is known."""
    version = ground.version
    said = [say(INTERNAL)] if ground.force is Force.INTERNAL else []
    said += [
        in_force_words(version.period, say),
        say(VERIFIED_WORDS[version.verified]),
        version.reviewed or say(NOT_REVIEWED),
    ]
    if version.verified is Verified.UNVERIFIED and found.answer is Answer.REQUIRED:
        said.append(say(ASK_COUNSEL))
    return "; ".join(said)


def _effects(grounds: Sequence[Ground], say: Speech) -> str:
    said: dict[str, None] = {}
    for ground in grounds:
        open_ = ground.truth is Truth.UNKNOWN
        if ground.exception:
            words = MAY_BY_EXCEPTION if open_ else BY_EXCEPTION
        else:
            words = MAY_WORDS if open_ else EFFECT_WORDS
        said[say(words[ground.rail])] = None
    text, *more = said
    for one in more:
        text = say("{rest}, or {last}", rest=text, last=one)
    return text


def in_force_words(period: Period, say: Speech) -> str:
    """Since when, and until when, a text is in force."""
    if period.until is None:
        return say("in force from {day}", day=period.from_)
    return say("in force from {day} until {end}", day=period.from_, end=period.until)


def _because(
    found: Determination,
    corpus: Corpus,
    grounds: Sequence[Ground],
    numbers: Mapping[str, int],
    say: Speech,
) -> Iterator[Entry]:
    """What decided, as statements; what is missing only by the number it is asked under."""
    said: dict[str, None] = {}
    turns_on: set[int] = set()
    for ground in grounds:
        for statement in statements_of(ground.trace, found, corpus, say):
            line = statement.line(say)
            if statement.truth is not Truth.UNKNOWN:
                said[line] = None
            elif asked := {numbers[key] for key in statement.keys if key in numbers}:
                turns_on |= asked
            elif found.missing_law:
                said[line] = None
            elif not found.missing:
                said[say("{statement} (the answer is the same either way)", statement=line)] = None
    for text in said:
        yield Entry(text=text)
    if turns_on:
        listed = ranges(sorted(turns_on), say)
        yield Entry(text=say("turns on {numbers} of what is missing", numbers=listed))


def by_reading_entries(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    """What follows from each reading of the open questions of law, who holds it, and which are settled."""
    for one in that_differ(found.by_reading):
        answers = either([say(ANSWER_WORDS[answer]) for answer in one.answers], say)
        if one.readings:
            yield Entry(
                text=say(
                    "{answers}: if {readings}",
                    answers=answers,
                    readings=_readings(one, corpus, say),
                ),
                key=", ".join(f"{name}={read}" for name, read in one.readings.items()),
                parts=_held(one, corpus, say),
            )
        else:
            yield Entry(
                text=say(
                    "{answers}: whichever way the open questions of law are read", answers=answers
                )
            )
    if found.leaning is not None:
        yield Entry(
            text=say(
                "The encoder of this law leans to: {answer} (shown, never applied).",
                answer=say(ANSWER_WORDS[found.leaning]),
            )
        )
    for name, reading in found.question.readings.items():
        offered = corpus.questions[name].readings
        other = next(one for one in offered if one.id != reading)
        yield Entry(
            text=say(
                "Adopted for this question: {reading}",
                reading=_reading(corpus, name, reading, say),
            ),
            key=f"{name}={reading}",
            parts=(
                Entry(
                    text=say(
                        "The other reading: {reading}",
                        reading=_reading(corpus, name, other.id, say),
                    ),
                    key=f"{name}={other.id}",
                ),
            ),
        )
    for name, reading, cite in found.prevailing:
        yield Entry(
            text=say(
                "Settled as far as it reaches: {reading}; {cite}",
                reading=_reading(corpus, name, reading, say),
                cite=cite,
            ),
            key=f"{name}={reading}",
        )


def that_differ(by_reading: Sequence[ByReading]) -> list[ByReading]:
    """The same answers with only the questions of law that change them, each combination once."""
    names = list(by_reading[0].readings) if by_reading else []
    for name in tuple(names):
        rest = [other for other in names if other != name]
        answers: dict[tuple[str, ...], tuple[Answer, ...]] = {}
        if all(
            answers.setdefault(tuple(one.readings[other] for other in rest), one.answers)
            == one.answers
            for one in by_reading
        ):
            names = rest
    found: dict[tuple[str, ...], ByReading] = {}
    for one in by_reading:
        kept = {name: one.readings[name] for name in names}
        found.setdefault(tuple(kept.values()), ByReading(readings=kept, answers=one.answers))
    return list(found.values())


def _readings(one: ByReading, corpus: Corpus, say: Speech) -> str:
    text, *more = (_reading(corpus, name, read, say) for name, read in one.readings.items())
    for reading in more:
        text = say("{rest}, and {last}", rest=text, last=reading)
    return text


def _reading(corpus: Corpus, name: str, reading: str, say: Speech) -> str:
    offered = next(one for one in corpus.questions[name].readings if one.id == reading)
    return " ".join(say(offered.says).split())


def _held(one: ByReading, corpus: Corpus, say: Speech) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            text=say("held by {holder} since {day}", holder=holder.by, day=holder.since)
            if holder.since
            else say("held by {holder}", holder=holder.by)
        )
        for name, reading in one.readings.items()
        for offered in corpus.questions[name].readings
        if offered.id == reading
        for holder in offered.held
    )
