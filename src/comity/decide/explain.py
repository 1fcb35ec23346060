"""A determination in plain words, for every door. All wording of answers stands here, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.decide.determination import Conduct, Determination, Ground
from comity.law import Corpus, Force, Status, Verified, Version, asks_of
from comity.logic import (
    Answer,
    Compare,
    Const,
    Expr,
    Fact,
    OneOf,
    Operator,
    Predicate,
    Rail,
    Truth,
    Value,
    show,
)
from comity.readings import deciding


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part of an explanation; each line is a sentence or an entry."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer in one sentence, what limits it, and the sections behind it."""

    headline: str
    reservations: tuple[str, ...]
    sections: tuple[Section, ...]


ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.REQUIRED: "must",
    Answer.PERMITTED: "may",
    Answer.PROHIBITED: "must not",
    Answer.NOT_REGULATED: "law is silent",
    Answer.CONFLICT: "conflict of laws",
    Answer.CONTESTED: "contested",
    Answer.UNDETERMINED: "cannot be decided yet",
}
"""The answer in the words of a desk."""

_SENTENCES: Mapping[Answer, str] = {
    Answer.REQUIRED: "the law requires {act}",
    Answer.PERMITTED: "the law permits {act}, and does not require it",
    Answer.PROHIBITED: "the law prohibits {act}",
    Answer.NOT_REGULATED: "the law is silent on {act}: nothing requires, permits or prohibits it",
    Answer.CONFLICT: "one law requires {act} and another prohibits it; which prevails is not settled here",
    Answer.CONTESTED: "the law on {act} is contested: the answer depends on how it is read",
    Answer.UNDETERMINED: "it cannot be decided yet what the law says on {act}",
}

VERIFIED_WORDS: Mapping[Verified, str] = {
    Verified.TEXT: "operative text read",
    Verified.ACCOUNT: "known from a faithful account; text not read",
    Verified.UNVERIFIED: "unverified: from knowledge, text not read",
}

EFFECT_WORDS: Mapping[Rail, str] = {
    Rail.PROHIBITED: "prohibits it",
    Rail.REQUIRED: "requires it",
    Rail.PERMITTED: "permits it",
}

_TRUTHS: Mapping[Truth, str] = {
    Truth.TRUE: "yes",
    Truth.FALSE: "no",
    Truth.UNKNOWN: "not known",
}

_CONDUCT: Mapping[Conduct, str] = {
    Conduct.ACCORDS: "what was done accords with the law as answered",
    Conduct.DEPARTS: "what was done departs from the law as answered",
    Conduct.NOT_YET_DUE: "nothing was due yet on that day",
    Conduct.EXCUSED: "not doing it is excused: an exception to the duty is met",
    Conduct.UNKNOWN: "whether what was done accords with the law cannot be said",
}

ADVICE = "This is information about law, not legal advice."


def headline(found: Determination, corpus: Corpus) -> str:
    """The answer in one sentence: place, day, act."""
    question = found.question
    place = place_name(corpus, question.place)
    act = corpus.vocabulary.actions[question.action].phrase
    sentence = _SENTENCES[found.answer].format(act=act)
    if found.answer is Answer.UNDETERMINED and found.missing_law:
        names = " and ".join(place_name(corpus, name) for name in found.missing_law)
        sentence += f": the law of {names} is not in this corpus"
    far = "" if found.complete else ", as far as encoded and checked"
    return f"In {place} on {question.on}{far}, {sentence}."


def place_name(corpus: Corpus, place: str) -> str:
    """The name of a place, or its id where it has none here."""
    encoded = corpus.jurisdictions.get(place)
    return encoded.name if encoded else corpus.states.get(place, f"`{place}`")


def explain(found: Determination, corpus: Corpus) -> Explanation:
    """The whole determination in plain words."""
    titled: tuple[tuple[str, Iterator[str]], ...] = (
        ("Why", _grounds(found, corpus)),
        ("By reading", _readings(found, corpus)),
        ("What is missing", _missing(found)),
        ("Taken out of effect", _defeated(found)),
        ("What was done", _conduct(found)),
        ("Duties", _duties(found)),
        ("Clocks", _clocks(found)),
        ("Remedies", _remedies(found)),
        ("Not in force on this day", _out_of_force(found)),
        ("Of uncertain force on this day", _doubts(found)),
        ("Beside the law", _notes(found)),
        ("Care", iter(found.warnings)),
        ("Levels that could bind", _levels(found, corpus)),
    )
    made = ((title, tuple(lines)) for title, lines in titled)
    return Explanation(
        headline=headline(found, corpus),
        reservations=tuple(f"Not complete: {reason}." for reason in found.incomplete),
        sections=tuple(Section(title=title, lines=lines) for title, lines in made if lines),
    )


def _grounds(found: Determination, corpus: Corpus) -> Iterator[str]:
    for ground in found.grounds:
        yield f"{ground.provision.cite} ({_ground_words(ground, corpus)})"
        yield f"  {' '.join(ground.version.says.split())}"
        for leaf in dict.fromkeys(deciding(ground.trace)):
            if not isinstance(leaf.expr, Const):
                yield f"  - {leaf_words(leaf.expr, corpus)}: {_TRUTHS[leaf.truth]}"


def _ground_words(ground: Ground, corpus: Corpus) -> str:
    effect = EFFECT_WORDS[ground.rail]
    if ground.exception:
        effect = "a ban whose exception permits it"
    if ground.truth is Truth.UNKNOWN:
        effect = f"may be one that {effect}" if not ground.exception else f"may be {effect}"
    place = place_name(corpus, ground.provision.jurisdiction)
    internal = "; an agency's own order, not law" if ground.force is Force.INTERNAL else ""
    version = ground.version
    review = version.reviewed or "not reviewed by a lawyer"
    return f"{place}; {effect}{internal}; {_force_words(version)}; {VERIFIED_WORDS[version.verified]}; {review}"


def _force_words(version: Version) -> str:
    until = f" until {version.period.until}" if version.period.until else ""
    return f"in force from {version.period.from_}{until}"


def leaf_words(leaf: Expr, corpus: Corpus) -> str:
    """What a leaf of a condition asks, in plain words."""
    words, questions = corpus.vocabulary.words, corpus.questions
    match leaf:
        case Fact(word=word):
            if word in words:
                return words[word].means
            return questions[word].asks if word in questions else word
        case Compare(word=word, operator=operator, value=value):
            return (
                f"{_means(corpus, word)} {_OPERATORS[operator]} {_value_words(corpus, word, value)}"
            )
        case OneOf(word=word, values=values):
            listed = " or ".join(_value_words(corpus, word, value) for value in values)
            return f"{_means(corpus, word)} is {listed}"
        case Predicate(key=key):
            return asks_of(key, corpus)[0].rstrip("?")
        case _:
            return show(leaf)


_OPERATORS: Mapping[Operator, str] = {
    Operator.EQUAL: "is",
    Operator.NOT_EQUAL: "is not",
    Operator.BELOW: "is below",
    Operator.AT_MOST: "is at most",
    Operator.ABOVE: "is above",
    Operator.AT_LEAST: "is at least",
}


def _means(corpus: Corpus, word: str) -> str:
    found = corpus.vocabulary.words.get(word)
    return found.means if found else word


def _value_words(corpus: Corpus, word: str, value: Value) -> str:
    found = corpus.vocabulary.words.get(word)
    for meaning in found.values if found else ():
        if meaning.id == value:
            return meaning.means
    return place_name(corpus, str(value)) if value in corpus.jurisdictions else str(value)


def _readings(found: Determination, corpus: Corpus) -> Iterator[str]:
    for one in found.by_reading:
        answers = " or ".join(ANSWER_WORDS[answer] for answer in one.answers)
        told = "; ".join(
            f"{_reading_words(corpus, name, reading)}" for name, reading in one.readings.items()
        )
        yield f"{answers}: if {told}"
    if found.leaning is not None:
        yield f"the encoder leans to: {ANSWER_WORDS[found.leaning]} (shown, never applied)"
    for name, reading in found.question.readings.items():
        yield f"adopted for this question: {_reading_words(corpus, name, reading)}"
    for name, reading, cite in found.prevailing:
        yield f"settled as far as it reaches: {_reading_words(corpus, name, reading)} [{cite}]"


def _reading_words(corpus: Corpus, name: str, reading: str) -> str:
    question = corpus.questions[name]
    offered = next(one for one in question.readings if one.id == reading)
    held = ", ".join(
        f"{one.by}{f' since {one.since}' if one.since else ''}" for one in offered.held
    )
    return f"{offered.says} ({name}={reading}{f'; held by {held}' if held else ''})"


def _missing(found: Determination) -> Iterator[str]:
    for one in found.missing:
        if not one.question_of_law:
            yield f"{one.asks} Look in: {one.found}. [{one.word}]"
    for one in found.missing:
        if one.question_of_law:
            yield f"{one.asks} A question of law: no fact of the case answers it. [{one.word}]"
    if found.settling:
        listed = "; ".join(" with ".join(words) for words in found.settling)
        more = ", among others" if found.settling_more else ""
        yield f"May settle it, for some answers: {listed}{more}."
    if len(found.possible) > 1 and not found.missing_law:
        verb = "Still possible" if found.exact else "May include"
        yield f"{verb}: {', '.join(ANSWER_WORDS[answer] for answer in found.possible)}."


def _defeated(found: Determination) -> Iterator[str]:
    for one in found.defeated:
        how = "preempted" if one.kind.value == "preempts" else "lifted by a savings clause"
        yield f"{one.provision.cite}, which {EFFECT_WORDS[one.rail]}: {how} [{one.cite}; {one.by}]"


def _conduct(found: Determination) -> Iterator[str]:
    if found.conduct is not None:
        yield f"{_CONDUCT[found.conduct]} ({found.conduct.value})"


def _duties(found: Determination) -> Iterator[str]:
    for duty in found.duties:
        yield f"{duty.says}; to: {duty.to}; by: {duty.by} [{duty.cite}; {VERIFIED_WORDS[duty.verified]}]"
    for duty in found.duties_open:
        yield f"perhaps (a fact is missing): {duty.says}; to: {duty.to}; by: {duty.by} [{duty.cite}]"


def _clocks(found: Determination) -> Iterator[str]:
    for limit in found.limits:
        end = f"ends {limit.ends_at:%Y-%m-%d %H:%M %z}" if limit.ends_at else "start not known"
        yield f"{limit.says}: {end} [{limit.cite}]"
    if found.limits:
        yield "A clock limits custody; it never makes custody lawful."


def _remedies(found: Determination) -> Iterator[str]:
    for one in found.remedies:
        yield f"{one.who}, against {one.against}: {one.says} [{one.cite}]"


def _out_of_force(found: Determination) -> Iterator[str]:
    for one in found.out_of_force:
        yield f"{one.provision.cite} does not cover {found.question.on}: {_force_words(one.version)}"


def _doubts(found: Determination) -> Iterator[str]:
    for one in found.doubts:
        what = f"{one.provision}, exception `{one.exception}`" if one.exception else one.provision
        yield f"{what}: {one.uncertainty.why} [{one.uncertainty.question}]"


def _notes(found: Determination) -> Iterator[str]:
    for note in found.notes:
        yield f"{' '.join(note.says.split())} [{note.cite}; changes no answer]"


_STATUS: Mapping[Status, str] = {
    Status.ENCODED: "encoded",
    Status.GAP: "encoded, with a known gap on this act",
    Status.NOT_ENCODED: "not encoded",
    Status.NOT_NAMED: "not named in the question",
}


def _levels(found: Determination, corpus: Corpus) -> Iterator[str]:
    for level in found.levels:
        name = (
            place_name(corpus, level.jurisdiction) if level.jurisdiction else f"{level.name} level"
        )
        checked = f", checked through {level.through}" if level.through else ""
        yield f"{name}: {_STATUS[level.status]}{checked}"
