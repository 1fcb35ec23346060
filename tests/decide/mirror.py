"""A law turned round, every ban a mandate and every mandate a ban, and a question to it turned round with it:
who did the act left it undone. What it comes to must be the same, seen from the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from comity.decide import Conduct, Determination, Question
from comity.law import ActTrigger, Corpus, Done, Duty, Provision
from comity.logic import Answer, Rail, all_of, negated

RAIL = {
    Rail.PROHIBITED: Rail.REQUIRED,
    Rail.REQUIRED: Rail.PROHIBITED,
    Rail.PERMITTED: Rail.PERMITTED,
}
ANSWER = {Answer.PROHIBITED: Answer.REQUIRED, Answer.REQUIRED: Answer.PROHIBITED}
TRIGGER = {ActTrigger.ACTING: ActTrigger.REFUSING, ActTrigger.REFUSING: ActTrigger.ACTING}
ONE_SIDED = "ask counsel"
"""Said of a duty on a text that was not read, and not of a ban (semantics, section 9)."""


def swapped(answer: Answer) -> Answer:
    """The answer from the other side."""
    return ANSWER.get(answer, answer)


def mirrored(corpus: Corpus) -> Corpus:
    """The same law with every ban a mandate and every mandate a ban; what is owed on acting is owed
    on refusing. Defeats that single out bans single out mandates.
    """

    def turned(one: Provision) -> Provision:
        return replace(
            one,
            effect=RAIL[one.effect] if one.effect else None,
            defeats=tuple(
                replace(defeat, effects=tuple(RAIL[rail] for rail in defeat.effects))
                for defeat in one.defeats
            ),
        )

    def owed(one: Duty) -> Duty:
        return replace(one, trigger=TRIGGER.get(one.trigger, one.trigger))

    return _changed(corpus, turned, owed)


def without_what_has_one_side(corpus: Corpus) -> Corpus:
    """The same law without the two things that a ban and a mandate do not share by the contract.

    An exception to a ban permits, one to a mandate only releases: each becomes part of the condition.
    A mandate may be met by a day, or by an attempt; a ban has no such thing: the terms are left out.
    """

    def plain(one: Provision) -> Provision:
        return replace(
            one,
            compliance=None,
            versions=tuple(
                replace(
                    text,
                    when=all_of(text.when, *(negated(kept.when) for kept in text.unless)),
                    unless=(),
                )
                for text in one.versions
            ),
        )

    return _changed(corpus, plain, lambda duty: duty)


def _changed(
    corpus: Corpus, rule: Callable[[Provision], Provision], duty: Callable[[Duty], Duty]
) -> Corpus:
    return replace(
        corpus,
        jurisdictions={
            name: replace(
                place,
                provisions=tuple(rule(one) for one in place.provisions),
                duties=tuple(duty(one) for one in place.duties),
            )
            for name, place in corpus.jurisdictions.items()
        },
    )


def undone(done: Done | None) -> Done | None:
    """What was done, from the other side: acting is refusing; the day is the same."""
    if done is None or done.acted is None:
        return done
    return Done(acted=not done.acted, on=done.on)


def mirrored_question(question: Question) -> Question:
    """The same question to the law turned round."""
    return replace(question, done=undone(question.done))


def assert_mirrored(found: Determination, mirror: Determination) -> None:
    """That two determinations are each the other's mirror: nothing is lighter or heavier on one side."""
    assert mirror.answer is swapped(found.answer)
    assert set(mirror.possible) == {swapped(one) for one in found.possible}
    assert mirror.exact is found.exact
    assert mirror.leaning is (found.leaning and swapped(found.leaning))
    assert [(one.readings, set(one.answers)) for one in mirror.by_reading] == [
        (one.readings, {swapped(answer) for answer in one.answers}) for one in found.by_reading
    ]
    assert mirror.conduct is found.conduct
    assert [one.word for one in mirror.missing] == [one.word for one in found.missing]
    assert (mirror.settling, mirror.settling_more) == (found.settling, found.settling_more)
    assert _grounds(mirror) == {(RAIL[rail], rest) for rail, rest in _grounds(found)}
    assert {(one.provision.id, one.by, one.rail) for one in mirror.defeated} == {
        (one.provision.id, one.by, RAIL[one.rail]) for one in found.defeated
    }
    for mine, other in ((mirror.duties, found.duties), (mirror.duties_open, found.duties_open)):
        assert [(one.id, one.trigger) for one in mine] == [
            (one.id, TRIGGER.get(one.trigger, one.trigger)) for one in other
        ]
    assert [one.id for one in mirror.remedies] == [one.id for one in found.remedies]
    assert [one.id for one in mirror.notes] == [one.id for one in found.notes]
    assert [one.provision.id for one in mirror.out_of_force] == [
        one.provision.id for one in found.out_of_force
    ]
    assert {one.clock for one in mirror.limits} == {one.clock for one in found.limits}
    assert mirror.prevailing == found.prevailing
    assert _warnings(mirror) == _warnings(found)
    _assert_as_complete(found, mirror)


def _grounds(found: Determination) -> set[tuple[Rail, tuple[object, ...]]]:
    return {
        (one.rail, (one.provision.id, one.exception, one.truth, one.trace)) for one in found.grounds
    }


def _warnings(found: Determination) -> set[str]:
    return {one for one in found.warnings if ONE_SIDED not in one}


def _assert_as_complete(found: Determination, mirror: Determination) -> None:
    """A ban found stands whatever is not encoded, a mandate only as far as encoded (section 5)."""
    one, other = set(found.incomplete), set(mirror.incomplete)
    if found.answer is Answer.PROHIBITED:
        assert one <= other
    elif found.answer is Answer.REQUIRED:
        assert other <= one
    else:
        assert one == other


def folded(answer: Answer) -> Answer:
    """An answer where leave and silence count as one: neither is a ban nor a mandate."""
    return Answer.PERMITTED if answer is Answer.NOT_REGULATED else answer


def folded_conduct(conduct: Conduct | None) -> Conduct | None:
    """Conduct where declining what an exception spares counts as doing what an exception leaves."""
    return Conduct.ACCORDS if conduct is Conduct.EXCUSED else conduct
