"""A determination in plain words, for every door. The fixed sentences stand in `phrases`, the words of
conditions in `condition_words`; this puts them in order and decides nothing.

Summaries of the law (`says` of provisions, duties, remedies, notes) are quotations: they stay in the
language of the law files, and a reader in another language is told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from comity.decide.cautions import cautions_of, slips
from comity.decide.coverage import reasons_in
from comity.decide.determination import Conduct, Determination
from comity.decide.explain_grounds import by_reading_entries, in_force_words, sentence, why_entries
from comity.decide.explanation import Entry, Explanation, Section
from comity.decide.fact_words import fact_words
from comity.decide.missing_words import missing_entries, numbered
from comity.decide.phrases import (
    ACCORDS_WHATEVER,
    ADVICE,
    ANSWER_WORDS,
    AS_FAR,
    BASIS_WORDS,
    BRIEF_TITLES,
    CLOCK_LIMITS,
    COMPLETE,
    CONDUCT_AS_FAR,
    CONDUCT_WORDS,
    INCOMPLETE,
    OWN_ORDER,
    QUOTED_IN_ENGLISH,
    SENTENCES,
    STATUS_WORDS,
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
    joined,
)
from comity.logic import Answer, Rail, Truth


def answer_words(answer: Answer, language: Language = "en") -> str:
    """The answer in the words of a desk: `must not`, `no debe`."""
    return speech(language)(ANSWER_WORDS[answer])


def headline(found: Determination, corpus: Corpus, language: Language = "en") -> str:
    """The answer in one sentence: place, day, act."""
    question, say = found.question, speech(language)
    act = say(corpus.vocabulary.actions[question.action].phrase)
    words = OWN_ORDER if _rests_on_own_orders(found) else SENTENCES
    sentence = say(words[found.answer], act=act)
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


def _rests_on_own_orders(found: Determination) -> bool:
    """Whether no law is among the provisions that decide, but only an agency's own orders."""
    deciding = [
        one
        for one in found.grounds
        if one.truth is Truth.TRUE and _RAILS.get(found.answer) is one.rail
    ]
    return bool(deciding) and all(one.force is Force.INTERNAL for one in deciding)


_RAILS: Mapping[Answer, Rail] = {
    Answer.REQUIRED: Rail.REQUIRED,
    Answer.PERMITTED: Rail.PERMITTED,
    Answer.PROHIBITED: Rail.PROHIBITED,
}


def explain(
    found: Determination, corpus: Corpus, *, brief: bool = False, language: Language = "en"
) -> Explanation:
    """The whole determination in plain words, or with `brief` what a desk needs first."""
    numbers, say = numbered(found.missing), speech(language)
    titled: tuple[tuple[Title, Iterator[Entry]], ...] = (
        (Title.WHY, why_entries(found, corpus, numbers, say)),
        (Title.BY_READING, by_reading_entries(found, corpus, say)),
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
    return tuple(
        Entry(text=contracted(one.text), key=one.key, parts=_contracted(one.parts))
        for one in entries
    )


def _reservations(found: Determination, corpus: Corpus, say: Speech) -> Iterator[str]:
    """Why the answer is not complete, and what in the question may be a slip."""
    said: Mapping[str, str] = {}
    if say.language != "en" and found.incomplete:
        actor = corpus.vocabulary.actors.get(found.question.actor or "")
        said = reasons_in(corpus, found.levels, actor, found.through, say)
    for reason in found.incomplete:
        yield say("Not complete: {reason}.", reason=said.get(reason, reason))
    for slip in slips(found.question, corpus.vocabulary, say):
        yield sentence(slip)


def _care(found: Determination, corpus: Corpus, say: Speech) -> Iterator[Entry]:
    """What a reader must not miss, save what stands under the headline already."""
    above = slips(found.question, corpus.vocabulary)
    said: Mapping[str, str] = {}
    if say.language != "en" and found.warnings:
        injunctions = [
            one
            for level in found.levels
            if (place := corpus.jurisdictions.get(level.jurisdiction or "")) is not None
            for one in place.injunctions
        ]
        english, spoken = (
            cautions_of(injunctions, found.grounds, found.answer, one) for one in (ENGLISH, say)
        )
        said = dict(zip(english, spoken, strict=True))
    for text in found.warnings:
        if text not in above:
            yield Entry(text=sentence(said.get(text, text)))


def _conduct(found: Determination, say: Speech) -> Iterator[Entry]:
    if found.conduct is not None:
        words = CONDUCT_WORDS if found.complete else {**CONDUCT_WORDS, **CONDUCT_AS_FAR}
        text = words[found.conduct]
        if found.conduct is Conduct.ACCORDS and len(found.possible) > 1:
            text = ACCORDS_WHATEVER[found.complete]
        yield Entry(text=say(text), key=found.conduct.value)


def _duties(found: Determination, say: Speech) -> Iterator[Entry]:
    owed = [(duty, sentence(duty.says)) for duty in found.duties]
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
            yield Entry(text=say("{fact} [basis: {basis}]", fact=fact, basis=basis), key=word)
        else:
            yield Entry(text=fact, key=word)


def _out_of_force(found: Determination, say: Speech) -> Iterator[Entry]:
    for one in found.out_of_force:
        yield Entry(
            text=say(
                "{cite} does not cover {on}: {in_force}.",
                cite=one.provision.cite,
                on=found.question.on,
                in_force=in_force_words(one.version.period, say),
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
        yield Entry(text=f"{what}, {when}: {one.uncertainty.why}", key=one.uncertainty.question)


def _notes(found: Determination) -> Iterator[Entry]:
    for note in found.notes:
        yield Entry(text=f"{sentence(note.says)} [{note.cite}]")


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
