"""A determination in plain words, for every door. The fixed sentences stand in `phrases`, the words of
conditions in `condition_words`; this puts them in order and decides nothing.

Summaries of the law (`says` of provisions, duties, remedies, notes) are quotations: they stay in the
language of the law files, and a reader in another language is told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from comity.decide.cautions import cautions_of
from comity.decide.condition_words import statements_of, value_words
from comity.decide.coverage import reasons_in
from comity.decide.determination import ByReading, Determination, Ground
from comity.decide.explanation import Entry, Explanation, Section
from comity.decide.missing_words import missing_entries, numbered, ranges
from comity.decide.phrases import (
    ADVICE,
    ANSWER_WORDS,
    AS_FAR,
    ASK_COUNSEL,
    ATTRIBUTE_WORDS,
    BASIS_WORDS,
    BRIEF_TITLES,
    BY_EXCEPTION,
    CLOCK_LIMITS,
    COMPLETE,
    CONDUCT_WORDS,
    DEFEAT_WORDS,
    DUE_BY,
    EFFECT_WORDS,
    INCOMPLETE,
    INTERNAL,
    MAY_BY_EXCEPTION,
    MAY_WORDS,
    MET_WHERE,
    NOT_REVIEWED,
    OWED_AGAIN,
    QUOTED_IN_ENGLISH,
    SENTENCES,
    STATUS_WORDS,
    TRUTH_WORDS,
    UNNAMED_LEVELS,
    VERIFIED_WORDS,
    WITHOUT_LAW,
    Title,
    place_in_sentence,
    place_name,
)
from comity.decide.translation import ENGLISH, Language, Speech, contracted, speech
from comity.law import (
    Corpus,
    Force,
    Period,
    Provision,
    Verified,
    either,
    joined,
    noun_of,
    plain_noun,
    says_of,
    window_words,
)
from comity.logic import Answer, Expr, Fact, Predicate, Truth, show


def answer_words(answer: Answer, language: Language = "en") -> str:
    """The answer in the words of a desk: `must not`, `no debe`."""
    return speech(language)(ANSWER_WORDS[answer])


def headline(found: Determination, corpus: Corpus, language: Language = "en") -> str:
    """The answer in one sentence: place, day, act."""
    question, say = found.question, speech(language)
    act = say(corpus.vocabulary.actions[question.action].phrase)
    sentence = say(SENTENCES[found.answer], act=act)
    if found.answer is Answer.UNDETERMINED and found.missing_law:
        places = [place_in_sentence(corpus, name, language) for name in found.missing_law]
        sentence = say(WITHOUT_LAW, sentence=sentence, places=joined(places, say))
    said = say(
        COMPLETE if found.complete else INCOMPLETE,
        place=place_in_sentence(corpus, question.place, language),
        on=question.on,
        sentence=sentence,
    )
    return contracted(said) if language == "es" else said


def explain(
    found: Determination, corpus: Corpus, *, brief: bool = False, language: Language = "en"
) -> Explanation:
    """The whole determination in plain words, or with `brief` what a desk needs first."""
    numbers, say = numbered(found.missing), speech(language)
    titled: tuple[tuple[Title, Iterator[Entry]], ...] = (
        (Title.WHY, _why(found, corpus, numbers, say)),
        (Title.BY_READING, _by_reading(found, corpus, say)),
        (Title.MISSING, missing_entries(found, corpus, numbers, say)),
        (Title.DONE, _conduct(found, say)),
        (Title.DUTIES, _duties(found, say)),
        (Title.CLOCKS, _clocks(found, say)),
        (Title.REMEDIES, _remedies(found, say)),
        (Title.STATED, _stated(found, corpus, say)),
        (Title.DOUBTS, _doubts(found, corpus, say)),
        (Title.OUT_OF_FORCE, _out_of_force(found, say)),
        (Title.CARE, _care(found, corpus, say)),
        (Title.LEVELS, _levels(found, corpus, say)),
        (Title.NOTES, _notes(found)),
    )
    made = (
        (title, tuple(entries)) for title, entries in titled if not brief or title in BRIEF_TITLES
    )
    told = Explanation(
        answer=answer_words(found.answer, language),
        headline=headline(found, corpus, language),
        reservations=tuple(_reservations(found, corpus, say)),
        sections=tuple(
            Section(kind=title, title=say(title), entries=entries)
            for title, entries in made
            if entries
        ),
        advice=say(ADVICE),
        reservation=say(AS_FAR)
        if not found.complete and found.answer is not Answer.UNDETERMINED
        else "",
    )
    return told if language == "en" else _spoken(told, say)


def _spoken(told: Explanation, say: Speech) -> Explanation:
    """Spanish contracted as it is spoken, with a word on what is still in English."""
    return replace(
        told,
        reservations=tuple(contracted(text) for text in told.reservations),
        sections=tuple(replace(one, entries=_contracted(one.entries)) for one in told.sections),
        quoted=say(QUOTED_IN_ENGLISH),
    )


def _contracted(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(Entry(text=contracted(one.text), parts=_contracted(one.parts)) for one in entries)


def _reservations(found: Determination, corpus: Corpus, say: Speech) -> Iterator[str]:
    """Why the answer is not complete."""
    said: Mapping[str, str] = {}
    if say.language != "en" and found.incomplete:
        actor = corpus.vocabulary.actors.get(found.question.actor or "")
        said = reasons_in(corpus, found.levels, actor, found.through, say)
    for reason in found.incomplete:
        yield say("Not complete: {reason}.", reason=said.get(reason, reason))


def _care(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    """What a reader must not miss."""
    said: Mapping[str, str] = {}
    if say.language != "en" and found.warnings:
        injunctions = [
            one
            for level in found.levels
            if (place := corpus.jurisdictions.get(level.jurisdiction or "")) is not None
            for one in place.injunctions
        ]
        said = dict(
            zip(
                cautions_of(injunctions, found.grounds, found.answer),
                cautions_of(injunctions, found.grounds, found.answer, say),
                strict=True,
            )
        )
    for text in found.warnings:
        yield Entry(text=_sentence(said.get(text, text)))


def _sentence(text: str) -> str:
    """A clause of the corpus as a sentence: one space between words, a capital, a full stop."""
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _why(
    found: Determination, corpus: Corpus, numbers: Mapping[str, int], say: Speech
) -> Iterator[Entry]:
    """The provisions, each once: a ban and its exception are one rule."""
    together: dict[str, list[Ground]] = {}
    for ground in found.grounds:
        together.setdefault(ground.provision.id, []).append(ground)
    for grounds in together.values():
        provision, version = grounds[0].provision, grounds[0].version
        place = place_name(corpus, provision.jurisdiction, say.language)
        parts = [Entry(text=_sentence(version.says))]
        parts += _compliance(provision, corpus, say)
        parts += _because(found, corpus, grounds, numbers, say)
        parts.append(Entry(text=_sentence(_standing(found, grounds[0], say))))
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
        yield Entry(text=_sentence(say(MET_WHERE, facts=either(met, say))))
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
        _in_force(version.period, say),
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


def _in_force(period: Period, say: Speech) -> str:
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


def _by_reading(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    for one in that_differ(found.by_reading):
        answers = either([say(ANSWER_WORDS[answer]) for answer in one.answers], say)
        if one.readings:
            yield Entry(
                text=say(
                    "{answers}: if {readings}",
                    answers=answers,
                    readings=_readings(one, corpus, say),
                ),
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
            parts=(
                Entry(
                    text=say(
                        "The other reading: {reading}",
                        reading=_reading(corpus, name, other.id, say),
                    )
                ),
            ),
        )
    for name, reading, cite in found.prevailing:
        yield Entry(
            text=say(
                "Settled as far as it reaches: {reading}; {cite}",
                reading=_reading(corpus, name, reading, say),
                cite=cite,
            )
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
    return f"{' '.join(say(offered.says).split())} [{name}={reading}]"


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


def _conduct(found: Determination, say: Speech) -> Iterator[Entry]:
    if found.conduct is not None:
        yield Entry(text=f"{say(CONDUCT_WORDS[found.conduct])} [{found.conduct.value}]")


def _duties(found: Determination, say: Speech) -> Iterator[Entry]:
    owed = [(duty, _sentence(duty.says)) for duty in found.duties]
    owed += [
        (duty, say("Perhaps owed: {duty}.", duty=duty.says.strip())) for duty in found.duties_open
    ]
    for duty, text in owed:
        when = say(
            "To: {to}. When: {by}. [{cite}; {known}]",
            to=duty.to,
            by=duty.by,
            cite=duty.cite,
            known=say(VERIFIED_WORDS[duty.verified]),
        )
        yield Entry(text=text, parts=(Entry(text=when),))


def _clocks(found: Determination, say: Speech) -> Iterator[Entry]:
    for limit in found.limits:
        ends = (
            say("ends {moment}", moment=_moment(limit.ends_at))
            if limit.ends_at
            else say("its start is not known")
        )
        yield Entry(text=f"{' '.join(limit.says.split())}: {ends} [{limit.cite}]")
    if found.limits:
        yield Entry(text=say(CLOCK_LIMITS))


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} (UTC{moment.isoformat()[-6:]})"


def _remedies(found: Determination, say: Speech) -> Iterator[Entry]:
    for one in found.remedies:
        yield Entry(
            text=say(
                "{who}, against {whom}: {says} [{cite}]",
                who=one.who,
                whom=one.against,
                says=one.says,
                cite=one.cite,
            )
        )


def _stated(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    """Each fact as it was given, and what it rests on where that was said."""
    question = found.question
    given: dict[str, object] = {"actor": question.actor, "employer": question.employer}
    given.update(question.stated)
    for word, value in given.items():
        if value is None:
            continue
        fact = fact_words(corpus, word, value, say)
        if word in question.basis:
            basis = say(BASIS_WORDS[question.basis[word]])
            yield Entry(
                text=say("{fact} [{word}; basis: {basis}]", fact=fact, word=word, basis=basis)
            )
        else:
            yield Entry(text=f"{fact} [{word}]")


def fact_words(corpus: Corpus, word: str, value: object, say: Speech = ENGLISH) -> str:
    """A fact as it was stated, in plain words: `yes: the person is in the custody of the agency`."""
    known = corpus.vocabulary.words.get(word)
    means = say("who acts") if word == "actor" else say(known.means) if known else word
    if isinstance(value, bool):
        return f"{say(TRUTH_WORDS[Truth.of(value)])}: {means}"
    if isinstance(value, list | tuple):
        listed = "; ".join(_record(corpus, one, say) for one in value)
        return f"{means}: {listed or say('none so far')}"
    return f"{means}: {value_words(corpus, word, value, say)}"


def _record(corpus: Corpus, stated: object, say: Speech) -> str:
    """A document, registry or record as it was stated."""
    if isinstance(stated, Mapping):
        return ", ".join(f"{name} {_plain(value, say)}" for name, value in stated.items())
    kind = corpus.vocabulary.document_kinds.get(str(stated))
    if kind is None:
        return str(stated)
    return plain_noun(kind.means) if say.language == "en" else say(noun_of(kind.means))


def _plain(value: object, say: Speech) -> str:
    if isinstance(value, list | tuple):
        text, *more = (str(one) for one in value) if value else ("",)
        for one in more:
            text = say("{rest} and {last}", rest=text, last=one)
        return text
    return say(ATTRIBUTE_WORDS[value]) if isinstance(value, bool) else str(value)


def _out_of_force(found: Determination, say: Speech) -> Iterator[Entry]:
    for one in found.out_of_force:
        yield Entry(
            text=say(
                "{cite} does not cover {on}: {in_force}.",
                cite=one.provision.cite,
                on=found.question.on,
                in_force=_in_force(one.version.period, say),
            )
        )


def _doubts(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
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
        what = provision.cite
        if one.exception:
            what = say(
                "{cite}, its exception {exception}",
                cite=provision.cite,
                exception=excepted[one.exception],
            )
        when = (
            say("from {day} until {end}", day=period.from_, end=period.until)
            if period.until
            else say("from {day}", day=period.from_)
        )
        yield Entry(
            text=f"{what}, {when}: {one.uncertainty.why} [{one.uncertainty.question}]",
        )


def _notes(found: Determination) -> Iterator[Entry]:
    for note in found.notes:
        yield Entry(text=f"{_sentence(note.says)} [{note.cite}]")


def _levels(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    for level in found.levels:
        name = (
            place_name(corpus, level.jurisdiction, say.language)
            if level.jurisdiction
            else say(UNNAMED_LEVELS[level.name])
        )
        status = say(STATUS_WORDS[level.status])
        if level.through:
            status = say("{status}, checked through {day}", status=status, day=level.through)
        yield Entry(text=f"{name}: {status}")
