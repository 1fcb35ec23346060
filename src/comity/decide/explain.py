"""A determination in plain words, for every door. The fixed sentences stand in `phrases`, the words of
conditions in `condition_words`; this puts them in order and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from comity.decide.condition_words import statements_of, value_words
from comity.decide.determination import ByReading, Determination, Ground
from comity.decide.explanation import Entry, Explanation, Section
from comity.decide.missing_words import missing_entries, numbered, ranges
from comity.decide.phrases import (
    ANSWER_WORDS,
    ASK_COUNSEL,
    BRIEF_TITLES,
    BY_EXCEPTION,
    CLOCK_LIMITS,
    CONDUCT_WORDS,
    DEFEAT_WORDS,
    DUE_BY,
    EFFECT_WORDS,
    INTERNAL,
    MAY_WORDS,
    MET_WHERE,
    NOT_REVIEWED,
    OWED_AGAIN,
    PHRASES,
    STATUS_WORDS,
    TRUTH_WORDS,
    VERIFIED_WORDS,
    Title,
    place_in_sentence,
    place_name,
)
from comity.decide.translation import Language
from comity.law import Corpus, Force, Provision, Verified, Version, either, plain_noun, says_of
from comity.logic import Answer, Expr, Fact, Predicate, Truth, show


def answer_words(answer: Answer, language: Language = "en") -> str:
    """The answer in the words of a desk: `must not`, `no debe`."""
    return PHRASES[language].words[answer]


def headline(found: Determination, corpus: Corpus, language: Language = "en") -> str:
    """The answer in one sentence: place, day, act."""
    question, phrases = found.question, PHRASES[language]
    action = corpus.vocabulary.actions[question.action]
    sentence = phrases.sentences[found.answer].format(
        act=action.phrase if language == "en" else action.phrase_es
    )
    if found.answer is Answer.UNDETERMINED and found.missing_law:
        places = phrases.join.join(
            place_in_sentence(corpus, name, language) for name in found.missing_law
        )
        sentence = phrases.missing_law.format(sentence=sentence, places=places)
    said = phrases.frame.format(
        place=place_in_sentence(corpus, question.place, language),
        on=question.on,
        incomplete="" if found.complete else phrases.incomplete,
        sentence=sentence,
    )
    return said.replace(" de el ", " del ") if language == "es" else said


def explain(
    found: Determination, corpus: Corpus, *, brief: bool = False, language: Language = "en"
) -> Explanation:
    """The whole determination in plain words, or with `brief` what a desk needs first.

    The answer, the headline and the advice are in `language`; everything else is in English so far.
    """
    numbers = numbered(found.missing)
    titled: tuple[tuple[Title, Iterator[Entry]], ...] = (
        (Title.WHY, _why(found, corpus, numbers)),
        (Title.BY_READING, _by_reading(found, corpus)),
        (Title.MISSING, missing_entries(found, corpus, numbers)),
        (Title.DONE, _conduct(found)),
        (Title.DUTIES, _duties(found)),
        (Title.CLOCKS, _clocks(found)),
        (Title.REMEDIES, _remedies(found)),
        (Title.STATED, _stated(found, corpus)),
        (Title.DOUBTS, _doubts(found, corpus)),
        (Title.OUT_OF_FORCE, _out_of_force(found)),
        (Title.CARE, (Entry(text=_sentence(text)) for text in found.warnings)),
        (Title.LEVELS, _levels(found, corpus)),
        (Title.NOTES, _notes(found)),
    )
    made = (
        (title, tuple(entries)) for title, entries in titled if not brief or title in BRIEF_TITLES
    )
    return Explanation(
        answer=answer_words(found.answer, language),
        headline=headline(found, corpus, language),
        reservations=tuple(f"Not complete: {reason}." for reason in found.incomplete),
        sections=tuple(Section(title=title, entries=entries) for title, entries in made if entries),
        advice=PHRASES[language].advice,
    )


def _sentence(text: str) -> str:
    """A clause of the corpus as a sentence: one space between words, a capital, a full stop."""
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _why(found: Determination, corpus: Corpus, numbers: Mapping[str, int]) -> Iterator[Entry]:
    """The provisions, each once: a ban and its exception are one rule."""
    together: dict[str, list[Ground]] = {}
    for ground in found.grounds:
        together.setdefault(ground.provision.id, []).append(ground)
    for grounds in together.values():
        provision, version = grounds[0].provision, grounds[0].version
        place = place_name(corpus, provision.jurisdiction)
        parts = [Entry(text=_sentence(version.says))]
        parts += _compliance(provision, corpus)
        parts += _because(found, corpus, grounds, numbers)
        parts.append(Entry(text=_sentence(_standing(found, grounds[0]))))
        yield Entry(text=f"{provision.cite} ({place}) {_effects(grounds)}.", parts=tuple(parts))
    for one in found.defeated:
        yield Entry(
            text=(
                f"{one.provision.cite}, which {EFFECT_WORDS[one.rail]}, gives way: "
                f"{DEFEAT_WORDS[one.kind].format(cite=one.cite)}."
            )
        )


def _compliance(provision: Provision, corpus: Corpus) -> Iterator[Entry]:
    """By when a duty is to be met, what else meets it, and when it is owed again."""
    compliance = provision.compliance
    if compliance is None:
        return
    if compliance.comply_by is not None:
        yield Entry(text=DUE_BY.format(day=compliance.comply_by))
    met = [_met_by(tree, corpus) for tree in compliance.satisfied_by]
    if met:
        yield Entry(text=_sentence(MET_WHERE.format(facts=either(met))))
    if compliance.recurrence is not None:
        yield Entry(text=OWED_AGAIN.format(window=compliance.recurrence))


def _met_by(tree: Expr, corpus: Corpus) -> str:
    if isinstance(tree, Predicate):
        return says_of((tree,), corpus)
    word = corpus.vocabulary.words.get(tree.word) if isinstance(tree, Fact) else None
    return word.means if word else show(tree)


def _standing(found: Determination, ground: Ground) -> str:
    """What every showing of a provision says: whether it is law, since when, how well it is known."""
    version = ground.version
    said = [INTERNAL] if ground.force is Force.INTERNAL else []
    said += [
        _in_force(version),
        VERIFIED_WORDS[version.verified],
        version.reviewed or NOT_REVIEWED,
    ]
    if version.verified is Verified.UNVERIFIED and found.answer is Answer.REQUIRED:
        said.append(ASK_COUNSEL)
    return "; ".join(said)


def _effects(grounds: Sequence[Ground]) -> str:
    said: list[str] = []
    for ground in grounds:
        words = MAY_WORDS if ground.truth is Truth.UNKNOWN else EFFECT_WORDS
        how = f" {BY_EXCEPTION}" if ground.exception else ""
        said.append(words[ground.rail] + how)
    return ", or ".join(dict.fromkeys(said))


def _in_force(version: Version) -> str:
    until = f" until {version.period.until}" if version.period.until else ""
    return f"in force from {version.period.from_}{until}"


def _because(
    found: Determination, corpus: Corpus, grounds: Sequence[Ground], numbers: Mapping[str, int]
) -> Iterator[Entry]:
    """What decided, as statements; what is missing only by the number it is asked under."""
    said: dict[str, None] = {}
    turns_on: set[int] = set()
    for ground in grounds:
        for statement in statements_of(ground.trace, found, corpus):
            if statement.truth is not Truth.UNKNOWN:
                said[str(statement)] = None
            elif asked := {numbers[key] for key in statement.keys if key in numbers}:
                turns_on |= asked
            elif found.missing_law:
                said[str(statement)] = None
            elif not found.missing:
                said[f"{statement} (the answer is the same either way)"] = None
    for text in said:
        yield Entry(text=text)
    if turns_on:
        yield Entry(text=f"turns on {ranges(sorted(turns_on))} of what is missing")


def _by_reading(found: Determination, corpus: Corpus) -> Iterator[Entry]:
    for one in _that_differ(found.by_reading):
        answers = either([ANSWER_WORDS[answer] for answer in one.answers])
        if one.readings:
            yield Entry(text=f"{answers}: if {_readings(one, corpus)}", parts=_held(one, corpus))
        else:
            yield Entry(text=f"{answers}: whichever way the open questions of law are read")
    if found.leaning is not None:
        leaning = ANSWER_WORDS[found.leaning]
        yield Entry(text=f"The encoder of this law leans to: {leaning} (shown, never applied).")
    for name, reading in found.question.readings.items():
        offered = corpus.questions[name].readings
        other = next(one for one in offered if one.id != reading)
        yield Entry(
            text=f"Adopted for this question: {_reading(corpus, name, reading)}",
            parts=(Entry(text=f"The other reading: {_reading(corpus, name, other.id)}"),),
        )
    for name, reading, cite in found.prevailing:
        yield Entry(text=f"Settled as far as it reaches: {_reading(corpus, name, reading)}; {cite}")


def _that_differ(by_reading: Sequence[ByReading]) -> list[ByReading]:
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


def _readings(one: ByReading, corpus: Corpus) -> str:
    return ", and ".join(_reading(corpus, name, read) for name, read in one.readings.items())


def _reading(corpus: Corpus, name: str, reading: str) -> str:
    offered = next(one for one in corpus.questions[name].readings if one.id == reading)
    return f"{' '.join(offered.says.split())} [{name}={reading}]"


def _held(one: ByReading, corpus: Corpus) -> tuple[Entry, ...]:
    held = [
        f"held by {holder.by}{f' since {holder.since}' if holder.since else ''}"
        for name, reading in one.readings.items()
        for offered in corpus.questions[name].readings
        if offered.id == reading
        for holder in offered.held
    ]
    return tuple(Entry(text=text) for text in held)


def _conduct(found: Determination) -> Iterator[Entry]:
    if found.conduct is not None:
        yield Entry(text=f"{CONDUCT_WORDS[found.conduct]} [{found.conduct.value}]")


def _duties(found: Determination) -> Iterator[Entry]:
    for perhaps, duties in (("", found.duties), ("Perhaps owed: ", found.duties_open)):
        for duty in duties:
            yield Entry(
                text=perhaps + (_sentence(duty.says) if not perhaps else f"{duty.says.strip()}."),
                parts=(
                    Entry(
                        text=(
                            f"To: {duty.to}. When: {duty.by}. "
                            f"[{duty.cite}; {VERIFIED_WORDS[duty.verified]}]"
                        )
                    ),
                ),
            )


def _clocks(found: Determination) -> Iterator[Entry]:
    for limit in found.limits:
        ends = f"ends {_moment(limit.ends_at)}" if limit.ends_at else "its start is not known"
        yield Entry(text=f"{' '.join(limit.says.split())}: {ends} [{limit.cite}]")
    if found.limits:
        yield Entry(text=CLOCK_LIMITS)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} (UTC{moment.isoformat()[-6:]})"


def _remedies(found: Determination) -> Iterator[Entry]:
    for one in found.remedies:
        yield Entry(text=f"{one.who}, against {one.against}: {one.says} [{one.cite}]")


def _stated(found: Determination, corpus: Corpus) -> Iterator[Entry]:
    """Each fact as it was given, and what it rests on where that was said."""
    question = found.question
    given: dict[str, object] = {"actor": question.actor, "employer": question.employer}
    given.update(question.stated)
    for word, value in given.items():
        if value is None:
            continue
        basis = f"; basis: {question.basis[word]}" if word in question.basis else ""
        yield Entry(text=f"{_fact(corpus, word, value)} [{word}{basis}]")


def _fact(corpus: Corpus, word: str, value: object) -> str:
    known = corpus.vocabulary.words.get(word)
    means = "who acts" if word == "actor" else known.means if known else word
    if isinstance(value, bool):
        return f"{TRUTH_WORDS[Truth.of(value)]}: {means}"
    if isinstance(value, list | tuple):
        listed = "; ".join(_record(corpus, one) for one in value)
        return f"{means}: {listed or 'none so far'}"
    return f"{means}: {value_words(corpus, word, value)}"


def _record(corpus: Corpus, stated: object) -> str:
    """A document, registry or record as it was stated."""
    if isinstance(stated, Mapping):
        return ", ".join(f"{name} {_plain(value)}" for name, value in stated.items())
    kind = corpus.vocabulary.document_kinds.get(str(stated))
    return plain_noun(kind.means) if kind else str(stated)


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return " and ".join(str(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _out_of_force(found: Determination) -> Iterator[Entry]:
    for one in found.out_of_force:
        yield Entry(
            text=(
                f"{one.provision.cite} does not cover {found.question.on}: "
                f"{_in_force(one.version)}."
            )
        )


def _doubts(found: Determination, corpus: Corpus) -> Iterator[Entry]:
    provisions = {
        provision.id: provision
        for level in found.levels
        if (place := corpus.jurisdictions.get(level.jurisdiction or "")) is not None
        for provision in place.provisions
    }
    for one in found.doubts:
        provision, period = provisions[one.provision], one.uncertainty.period
        excepted = {
            exception.id: exception.cite
            for version in provision.versions
            for exception in version.unless
        }
        what = (
            f"{provision.cite}, its exception {excepted[one.exception]}"
            if one.exception
            else provision.cite
        )
        until = f" until {period.until}" if period.until else ""
        yield Entry(
            text=(
                f"{what}, from {period.from_}{until}: {one.uncertainty.why} "
                f"[{one.uncertainty.question}]"
            )
        )


def _notes(found: Determination) -> Iterator[Entry]:
    for note in found.notes:
        yield Entry(text=f"{_sentence(note.says)} [{note.cite}]")


def _levels(found: Determination, corpus: Corpus) -> Iterator[Entry]:
    for level in found.levels:
        name = (
            place_name(corpus, level.jurisdiction) if level.jurisdiction else f"{level.name} level"
        )
        checked = f", checked through {level.through}" if level.through else ""
        yield Entry(text=f"{name}: {STATUS_WORDS[level.status]}{checked}")
