"""What a prepared law says of an act, whatever else the question holds: the answer, its grounds, and what is open.

It is the same for all facts that make the same leaves of the law true, false and unknown. So it is worked out once
for each such pattern and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from comity.decide.cautions import cautions_of
from comity.decide.determination import ByReading, Decided, Defeated, Ground, OutOfForce
from comity.decide.open_words import Openness, openness_of, rail_truths
from comity.decide.prepare import Prepared
from comity.law import Corpus, Duty, Law, Note, Remedy
from comity.logic import SETTLED, Answer, Rail, Truth, Value, possible_answers

MAX_QUESTIONS = 6
"""Questions of law that are read in every combination; more are left undetermined."""


class _Pattern(NamedTuple):
    """The truths of the leaves, of the defeats, and of what stands beside the ruling (see `Prepared`)."""

    leaves: Sequence[Truth]
    defeats: Sequence[Truth]
    beside: Sequence[Truth]


def decided_of(
    corpus: Corpus, prepared: Prepared, known: Mapping[str, Value], *, settling: int
) -> Decided:
    """What the law says where that is known. `settling` as in `decide`."""
    pattern = _Pattern(
        prepared.space.truths(known), prepared.defeats(known), prepared.beside(known)
    )
    # INVARIANT: what is worked out depends on `known` through these truths alone. Those of the ruling's parts follow
    # from those of its leaves, also where a word has many values: only what the leaves ask of it matters.
    leaves, defeats, beside = map(bytes, pattern)
    key = (prepared.number, leaves, defeats, beside, settling)
    found = prepared.decided.get(key)
    if found is None:
        found = _worked_out(corpus, prepared, known, pattern, settling=settling)
        prepared.decided.keep(key, found)
    return found


def _worked_out(
    corpus: Corpus,
    prepared: Prepared,
    known: Mapping[str, Value],
    pattern: _Pattern,
    *,
    settling: int,
) -> Decided:
    leaves, defeats, beside = pattern
    law = prepared.law
    truths = prepared.truths(known)
    answer = prepared.compiled(known)
    opened: Openness | None = None
    by_reading: tuple[ByReading, ...] = ()
    leaning: Answer | None = None
    if answer is None:
        opened = openness_of(prepared, truths, leaves, settling=settling)
        possible, exact = opened.possible, opened.exact
        if len(possible) == 1:
            answer = possible[0]
    else:
        possible, exact = (answer,), True
    if prepared.missing_law:
        answer, possible, exact = Answer.UNDETERMINED, SETTLED, False
    elif answer is None:
        assert opened is not None
        by_reading = by_reading_of(corpus, prepared, known, opened)
        answer = open_answer(by_reading)
        if answer is Answer.CONTESTED:
            leaning = _leaning(corpus, prepared, known, opened)
    decisive = (
        _contested_parts(corpus, prepared, known, by_reading)
        if answer is Answer.CONTESTED
        else _decisive_parts(prepared, truths, answer)
    )
    grounds = tuple(_ground(prepared, number, leaves) for number in decisive)
    duties, duties_open = _duties(law, beside)
    # Without the law of the state no word settles anything.
    is_open = opened is not None and len(possible) > 1 and not prepared.missing_law
    return Decided(
        answer=answer,
        possible=possible,
        exact=exact,
        grounds=grounds,
        defeated=_defeated(prepared, defeats),
        missing=tuple(prepared.asked[key] for key in opened.missing) if opened and is_open else (),
        settling=opened.settling if opened and is_open else (),
        settling_more=opened.settling_more if opened and is_open else False,
        by_reading=by_reading,
        leaning=leaning,
        duties=duties,
        duties_open=duties_open,
        remedies=_remedies(law, grounds),
        notes=_notes(law, beside, grounds),
        out_of_force=_out_of_force(prepared, beside),
        warnings=cautions_of(law.injunctions, grounds, answer),
    )


def by_reading_of(
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
            truths = prepared.truths({**known, **chosen})
            answers = possible_answers(*rail_truths(prepared, truths))
        if answers:
            readings = {name: one.id for name, one in zip(asked, combination, strict=True)}
            found.append(ByReading(readings=readings, answers=answers))
    return tuple(found)


def open_answer(by_reading: tuple[ByReading, ...]) -> Answer:
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


def _decisive_parts(prepared: Prepared, truths: Sequence[Truth], answer: Answer) -> Sequence[int]:
    """What the answer rests on, by number. Of an open answer: whatever may decide it.

    A settled answer that Kleene's logic left open rests on parts that are each unknown alone.
    """
    rails = _RAILS_OF[answer]
    live = [
        number
        for number, (basis, truth) in enumerate(zip(prepared.bases, truths, strict=True))
        if truth and basis.part.rail in rails
    ]
    if answer is Answer.UNDETERMINED:
        return live
    return [number for number in live if truths[number] is Truth.TRUE] or live


def _contested_parts(
    corpus: Corpus,
    prepared: Prepared,
    known: Mapping[str, Value],
    by_reading: tuple[ByReading, ...],
) -> Sequence[int]:
    """The parts that decide under some combination of readings, by number."""
    found: set[int] = set()
    for one in by_reading:
        read = dict(known)
        for name, reading in one.readings.items():
            values = {offered.id: offered.value for offered in corpus.questions[name].readings}
            read[name] = values[reading]
        rails = _RAILS_OF[one.answers[0]]
        for number, (basis, truth) in enumerate(
            zip(prepared.bases, prepared.truths(read), strict=True)
        ):
            if truth and basis.part.rail in rails:
                found.add(number)
    return sorted(found)


def _ground(prepared: Prepared, number: int, leaves: Sequence[Truth]) -> Ground:
    """A part of the ruling as a ground: the same wherever the leaves of its own condition are."""
    key = (prepared.number, number, bytes(prepared.space.asked_by(number, leaves)))
    found = prepared.grounds.get(key)
    if found is None:
        basis = prepared.bases[number]
        trace = prepared.space.trace(number, leaves)
        found = prepared.grounds.keep(
            key,
            Ground(
                provision=basis.provision,
                version=basis.version,
                force=basis.force,
                rail=basis.part.rail,
                exception=basis.part.label.part == "exception",
                truth=trace.truth,
                trace=trace,
            ),
        )
    return found


def _defeated(prepared: Prepared, defeats: Sequence[Truth]) -> tuple[Defeated, ...]:
    """Provisions that are reached, and whose effect a rule in force takes away."""
    found: list[Defeated] = []
    truths = iter(defeats)
    for basis in prepared.bases:
        if basis.defeated:
            reached = next(truths)
            taken = [one for one in basis.defeated if next(truths) is Truth.TRUE]
            if reached is not Truth.FALSE:
                found += taken
    return tuple(found)


def _duties(law: Law, truths: Sequence[Truth]) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
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
        if law.action in remedy.actions or not ids.isdisjoint(remedy.provisions)
    )


def _notes(law: Law, beside: Sequence[Truth], grounds: tuple[Ground, ...]) -> tuple[Note, ...]:
    """Notes on the act or on a ground, unless their condition is known not to hold."""
    ids = {one.provision.id for one in grounds}
    truths = beside[len(law.duties) :]
    return tuple(
        note
        for (note, _), truth in zip(law.notes, truths, strict=False)
        if truth is not Truth.FALSE
        and (law.action in note.actions or not ids.isdisjoint(note.provisions))
    )


def _out_of_force(prepared: Prepared, beside: Sequence[Truth]) -> tuple[OutOfForce, ...]:
    """Provisions on the act that do not cover the day, unless they do not bind the actor anyway."""
    truths = beside[len(beside) - len(prepared.out_of_force) :]
    return tuple(
        one
        for one, truth in zip(prepared.out_of_force, truths, strict=True)
        if truth is not Truth.FALSE
    )
