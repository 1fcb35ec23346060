"""One question against one corpus: the determination. It never fails open: what it cannot settle it
leaves open, and says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import product

from comity.decide.conduct import conduct_of
from comity.decide.determination import (
    ByReading,
    CorpusVersion,
    Defeated,
    Determination,
    Ground,
    Limit,
    Missing,
    OutOfForce,
)
from comity.decide.known import clock_end, known_of
from comity.decide.open_words import Openness, next_word, openness_of
from comity.decide.phrases import place_in_sentence
from comity.decide.prepare import Prepared, prepare
from comity.decide.question import Question
from comity.law import (
    Corpus,
    Duty,
    Force,
    Law,
    Level,
    Note,
    Prevailing,
    Remedy,
    Status,
    Verified,
    asks_of,
)
from comity.logic import (
    SETTLED,
    Answer,
    Part,
    Rail,
    Truth,
    Value,
    possible_answers,
)
from comity.readings import (
    evaluate,
    traced,
)

MAX_QUESTIONS = 6
"""Questions of law that are read in every combination; more are left undetermined."""


def decide(corpus: Corpus, question: Question, *, settling: int = 3) -> Determination:
    """Decide a question. `settling` bounds the size of the settling sets (0: none are sought).

    Raises QuestionError where the facts contradict each other.
    """
    prepared = prepare(corpus, question.place, question.action, question.on)
    law = prepared.law
    known = known_of(corpus, prepared, question)
    answer = prepared.compiled(known)
    opened: Openness | None = None
    by_reading: tuple[ByReading, ...] = ()
    leaning: Answer | None = None
    if answer is None:
        opened = openness_of(prepared.rails, known, prepared, settling=settling)
        possible, exact = opened.possible, opened.exact
        if len(possible) == 1:
            answer = possible[0]
    else:
        possible, exact = (answer,), True
    if law.missing_law:
        answer, possible, exact = Answer.UNDETERMINED, SETTLED, False
    elif answer is None:
        assert opened is not None
        by_reading = _by_reading(corpus, prepared, known, opened)
        answer = _open_answer(by_reading)
        if answer is Answer.CONTESTED:
            leaning = _leaning(corpus, prepared, known, opened)
    grounds = _grounds(corpus, prepared, known, answer, by_reading)
    levels = _levels(corpus, law, question)
    incomplete, through = _incomplete(corpus, levels, question, answer)
    beside = prepared.beside(known)
    duties, duties_open = _duties(law, beside)
    doubts = tuple(one for one in law.doubts if one.uncertainty.question not in question.readings)
    # Without the law of the state no word settles anything.
    open_words = opened.missing if opened and len(possible) > 1 and not law.missing_law else ()
    missing = _missing(corpus, open_words)
    determination = Determination(
        question=question,
        answer=answer,
        possible=possible,
        exact=exact,
        incomplete=incomplete,
        through=through,
        levels=levels,
        missing_law=law.missing_law,
        grounds=grounds,
        defeated=_defeated(law, known),
        missing=missing,
        settling=opened.settling if opened and missing else (),
        settling_more=opened.settling_more if opened and missing else False,
        by_reading=by_reading,
        leaning=leaning,
        prevailing=tuple((one.question, one.reading, one.cite) for one in _prevailing(law)),
        conduct=None,
        duties=duties,
        duties_open=duties_open,
        remedies=_remedies(law, grounds),
        limits=_limits(law, known),
        notes=_notes(law, beside, grounds),
        doubts=doubts,
        out_of_force=tuple(
            OutOfForce(provision=one.provision, version=one.version)
            for one in law.out_of_force
            if evaluate(one.provision.binds, known) is not Truth.FALSE
        ),
        warnings=_warnings(grounds, answer),
        corpus=CorpusVersion(digest=corpus.digest, program=program_version()),
    )
    if question.done is None:
        return determination
    return replace(determination, conduct=conduct_of(determination, law, known))


def next_question(
    corpus: Corpus, question: Question, *, declined: frozenset[str] = frozenset()
) -> Missing | None:
    """What to ask a person next, or None when nothing they can answer would still matter.

    `declined` are words to which the person said that they do not know.
    Raises QuestionError where the facts contradict each other.
    """
    prepared = prepare(corpus, question.place, question.action, question.on)
    known = known_of(corpus, prepared, question)
    if prepared.law.missing_law or prepared.compiled(known) is not None:
        return None
    opened = openness_of(prepared.rails, known, prepared, settling=0)
    if len(opened.possible) == 1:
        return None
    by_reading = _by_reading(corpus, prepared, known, opened)
    if _open_answer(by_reading) is Answer.CONTESTED:
        return None
    askable = frozenset(opened.missing) - frozenset(corpus.questions) - declined
    word = next_word(opened, askable=askable)
    return _missing(corpus, (word,))[0] if word else None


@cache
def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("comity")
    except PackageNotFoundError:
        return "not installed"


def _by_reading(
    corpus: Corpus, prepared: Prepared, known: Mapping[str, Value], opened: Openness
) -> tuple[ByReading, ...]:
    """The answers under each combination of the readings that can still matter."""
    asked = [key for key in opened.missing if key in corpus.questions]
    if not asked or len(asked) > MAX_QUESTIONS:
        return ()
    found: list[ByReading] = []
    for combination in product(*(corpus.questions[name].readings for name in asked)):
        chosen = {name: one.value for name, one in zip(asked, combination, strict=True)}
        answers = opened.answers_where(chosen)
        if answers is None:
            answers = possible_answers(
                *(evaluate(rail, {**known, **chosen}) for rail in prepared.rails)
            )
        if answers:
            readings = {name: one.id for name, one in zip(asked, combination, strict=True)}
            found.append(ByReading(readings=readings, answers=answers))
    return tuple(found)


def _open_answer(by_reading: tuple[ByReading, ...]) -> Answer:
    """`contested` if every combination of readings settles the answer and two differ."""
    if by_reading and all(len(one.answers) == 1 for one in by_reading):
        return Answer.CONTESTED
    return Answer.UNDETERMINED


def _leaning(
    corpus: Corpus, prepared: Prepared, known: Mapping[str, Value], opened: Openness
) -> Answer | None:
    """The answer under the encoder's own readings, if there is one for each open question."""
    leant = dict(known)
    for name in opened.missing:
        question = corpus.questions.get(name)
        if question is None:
            continue  # a fact that only a broken tie could make matter
        reading = next((one for one in question.readings if one.id == question.leaning), None)
        if reading is None:
            return None
        leant[name] = reading.value
    return prepared.compiled(leant)


_RAILS_OF: Mapping[Answer, tuple[Rail, ...]] = {
    Answer.CONFLICT: (Rail.PROHIBITED, Rail.REQUIRED),
    Answer.PROHIBITED: (Rail.PROHIBITED,),
    Answer.REQUIRED: (Rail.REQUIRED,),
    Answer.PERMITTED: (Rail.PERMITTED,),
    Answer.NOT_REGULATED: (),
    Answer.UNDETERMINED: tuple(Rail),
}


def _grounds(
    corpus: Corpus,
    prepared: Prepared,
    known: Mapping[str, Value],
    answer: Answer,
    by_reading: tuple[ByReading, ...],
) -> tuple[Ground, ...]:
    """What the answer rests on. Of an open answer: whatever may decide it.

    A settled answer that Kleene's logic left open rests on parts that are each unknown alone.
    """
    law = prepared.law
    if answer is Answer.CONTESTED:
        parts = _contested_parts(corpus, prepared, known, by_reading)
    else:
        rails = _RAILS_OF[answer]
        live = [
            (part, truth)
            for part, truth in zip(law.ruling.parts, prepared.truths(known), strict=True)
            if truth and part.rail in rails
        ]
        certain = [part for part, truth in live if truth is Truth.TRUE]
        open_ = answer is Answer.UNDETERMINED
        parts = certain if certain and not open_ else [part for part, _ in live]
    return tuple(_ground(law, part, known) for part in parts)


def _contested_parts(
    corpus: Corpus,
    prepared: Prepared,
    known: Mapping[str, Value],
    by_reading: tuple[ByReading, ...],
) -> list[Part]:
    """The parts that decide under some combination of readings."""
    ruling = prepared.law.ruling
    found: set[int] = set()
    for one in by_reading:
        read = dict(known)
        for name, reading in one.readings.items():
            values = {offered.id: offered.value for offered in corpus.questions[name].readings}
            read[name] = values[reading]
        rails = _RAILS_OF[one.answers[0]]
        for number, truth in enumerate(prepared.truths(read)):
            if truth and ruling.parts[number].rail in rails:
                found.add(number)
    return [ruling.parts[number] for number in sorted(found)]


def _ground(law: Law, part: Part, known: Mapping[str, Value]) -> Ground:
    standing = law.standing[part.label.source]
    trace = traced(part.effective, known)
    return Ground(
        provision=standing.provision,
        version=standing.version,
        force=_force(law, standing.provision.jurisdiction, standing.provision.instrument),
        rail=part.rail,
        exception=part.label.part == "exception",
        truth=trace.truth,
        trace=trace,
    )


def _force(law: Law, jurisdiction: str, instrument: str) -> Force:
    owner = next(one for one in law.chain if one.id == jurisdiction)
    return owner.instruments[instrument].force


def _defeated(law: Law, known: Mapping[str, Value]) -> tuple[Defeated, ...]:
    """Provisions that are reached, and whose effect a rule in force takes away."""
    found: list[Defeated] = []
    for part in law.ruling.parts:
        if not part.defeats or evaluate(part.reached, known) is Truth.FALSE:
            continue
        for label, tree in part.defeats:
            if evaluate(tree, known) is Truth.TRUE:
                standing, note = law.standing[part.label.source], law.defeats[label]
                found.append(
                    Defeated(
                        provision=standing.provision,
                        version=standing.version,
                        rail=part.rail,
                        by=note.provision,
                        kind=note.kind,
                        cite=note.cite,
                    )
                )
    return tuple(found)


def _levels(corpus: Corpus, law: Law, question: Question) -> tuple[Level, ...]:
    """The levels of the place, and those below it that may bind the actor and were not named."""
    nearest = law.levels[0]
    kind = corpus.vocabulary.actors[question.actor].level if question.actor else None
    unnamed: list[Level] = []
    if nearest.name == "federal" and kind != "federal":
        unnamed.append(Level(jurisdiction=None, name="state", status=Status.NOT_NAMED))
    if nearest.name in ("state", "federal") and kind not in ("state", "federal"):
        unnamed.append(Level(jurisdiction=None, name="local", status=Status.NOT_NAMED))
    return (*unnamed, *law.levels)


def _incomplete(
    corpus: Corpus, levels: tuple[Level, ...], question: Question, answer: Answer
) -> tuple[tuple[str, ...], date | None]:
    """Why an answer is not complete, and the earliest horizon.

    A ban found stands whatever is not encoded; a horizon passed makes every answer incomplete.
    """
    reasons: list[str] = []
    through = min((level.through for level in levels if level.through), default=None)
    for level in levels:
        name = (
            place_in_sentence(corpus, level.jurisdiction)
            if level.jurisdiction
            else f"the {level.name} level"
        )
        if level.status is Status.NOT_ENCODED:
            reasons.append(f"the law of {name} is not encoded")
        elif level.status is Status.NOT_NAMED:
            reasons.append(f"{name} was not named, and may have rules of its own")
        elif level.status is Status.GAP:
            reasons.append(f"the law of {name} has a known gap: {level.why}")
    if answer in (Answer.PROHIBITED, Answer.CONFLICT):
        reasons.clear()
    actor = corpus.vocabulary.actors[question.actor] if question.actor else None
    if actor is not None and actor.level in (None, "tribal", "federal"):
        reasons.append(f"what binds this kind of actor itself ({actor.means}) is not encoded")
    if through is not None and question.on > through:
        reasons.append(f"the law was checked to {through}, and the day asked about is later")
    return tuple(reasons), through


def _missing(corpus: Corpus, keys: tuple[str, ...]) -> tuple[Missing, ...]:
    found: list[Missing] = []
    for key in keys:
        word = corpus.vocabulary.words.get(key)
        question = corpus.questions.get(key)
        if word is not None:
            asks, where = word.asks, word.found
        elif question is not None:
            asks, where = question.asks, "a question of law: no fact of the case answers it"
        else:
            asks, where = asks_of(key, corpus)
        found.append(
            Missing(word=key, asks=asks, found=where, question_of_law=question is not None)
        )
    return tuple(found)


def _duties(law: Law, truths: tuple[Truth, ...]) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """Duties that are owed, and those of which it is unknown whether they are."""
    found = [(duty, truth) for (duty, _), truth in zip(law.duties, truths, strict=False)]
    return (
        tuple(duty for duty, truth in found if truth is Truth.TRUE),
        tuple(duty for duty, truth in found if truth is Truth.UNKNOWN),
    )


def _remedies(law: Law, grounds: tuple[Ground, ...]) -> tuple[Remedy, ...]:
    """Remedies for a breach of what the answer rests on, or of any rule on this act."""
    ids = {one.provision.id for one in grounds}
    return tuple(
        remedy
        for remedy in law.remedies
        if law.action in remedy.actions or ids & set(remedy.provisions)
    )


def _limits(law: Law, known: Mapping[str, Value]) -> tuple[Limit, ...]:
    """The clocks that bear on the act: those whose word the ruling asks about."""
    return tuple(
        Limit(
            clock=clock.id,
            word=clock.word,
            cite=clock.cite,
            says=clock.says,
            ends_at=clock_end(clock, law, known),
        )
        for clock in law.clocks
        if clock.word in law.words
    )


def _notes(law: Law, truths: tuple[Truth, ...], grounds: tuple[Ground, ...]) -> tuple[Note, ...]:
    """Notes on the act or on a ground, unless their condition is known not to hold."""
    ids = {one.provision.id for one in grounds}
    return tuple(
        note
        for (note, _), truth in zip(law.notes, truths[len(law.duties) :], strict=True)
        if truth is not Truth.FALSE
        and (law.action in note.actions or not ids.isdisjoint(note.provisions))
    )


def _prevailing(law: Law) -> list[Prevailing]:
    """The settled readings of questions that the ruling or its conditions ask about."""
    return [one for one in law.prevailing if one.question in law.words]


def _warnings(grounds: tuple[Ground, ...], answer: Answer) -> tuple[str, ...]:
    found: list[str] = []
    for ground in grounds:
        name = ground.provision.cite
        if ground.version.verified is Verified.UNVERIFIED:
            found.append(f"{name}: the text was not read; what stands here is unverified")
            if answer is Answer.REQUIRED:
                found.append(
                    f"{name}: a duty on an unverified text: ask counsel before relying on it"
                )
        if ground.version.unsure:
            found.append(f"{name}: {ground.version.unsure}")
    return tuple(dict.fromkeys(found))
