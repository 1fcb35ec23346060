"""A question and its determination as plain JSON values, and back. The answer to a question equals
the answer to its printed JSON; the form is described in `docs/reference/json.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from typing import Protocol

from comity.decide.determination import (
    ByReading,
    CorpusVersion,
    Defeated,
    Determination,
    Ground,
    Missing,
    OutOfForce,
)
from comity.decide.question import Question, QuestionError, ask
from comity.law import Corpus, Done, Doubt, Duty, Level, Note, Remedy, Version, is_day
from comity.logic import Expr, Truth, show
from comity.readings import Trace, deciding

FORMAT = 1
"""Version of the form; it changes when a key changes its meaning or goes."""

_KEYS = frozenset(
    {"place", "action", "on", "actor", "employer", "facts", "readings", "basis", "done"}
)

_TEXT_OR_DAY = (str, date)


def question_to_json(question: Question) -> dict[str, object]:
    """The question as it was asked: enough to ask it again."""
    return {
        "place": question.place,
        "action": question.action,
        "on": question.on.isoformat(),
        "actor": question.actor,
        "employer": question.employer,
        "facts": {word: _plain(value) for word, value in question.stated.items()},
        "readings": dict(question.readings),
        "basis": dict(question.basis),
        "done": None
        if question.done is None
        else {
            "acted": question.done.acted,
            "on": question.done.on.isoformat() if question.done.on else None,
        },
    }


def question_from_json(corpus: Corpus, form: object) -> Question:
    """Ask the question that a JSON form holds. Raises QuestionError with everything wrong in it."""
    if isinstance(form, Mapping) and isinstance(form.get("question"), Mapping):
        form = form["question"]  # a whole determination was handed in: repeat its question
    if not isinstance(form, Mapping):
        raise QuestionError(("a question is a mapping with `place`, `action` and `on`",))
    mistakes = [
        f"`{key}` is not a key of a question: use {', '.join(sorted(_KEYS))}"
        for key in form
        if key not in _KEYS
    ]
    mistakes += [
        f"`{key}` of the question is missing, or is not text: write it"
        for key in ("place", "action", "on")
        if not isinstance(form.get(key), _TEXT_OR_DAY)
    ]
    on = form.get("on")
    day = _day(on, "on", mistakes) if isinstance(on, _TEXT_OR_DAY) else None
    done = _done(form.get("done"), mistakes)
    mappings: dict[str, Mapping[str, object]] = {}
    for key in ("facts", "readings", "basis"):
        value = form.get(key)
        if value is None:
            mappings[key] = {}
        elif isinstance(value, Mapping):
            mappings[key] = {str(word): held for word, held in value.items()}
        else:
            mistakes.append(f"`{key}` is not a mapping: write word and value pairs")
    if mistakes or day is None:
        raise QuestionError(tuple(mistakes))
    return ask(
        corpus,
        str(form["place"]),
        str(form["action"]),
        on=day,
        actor=_text(form.get("actor")),
        employer=_text(form.get("employer")),
        facts=mappings["facts"],
        readings={name: str(value) for name, value in mappings["readings"].items()},
        basis={word: str(value) for word, value in mappings["basis"].items()},
        done=done,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: object, key: str, mistakes: list[str]) -> date | None:
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and is_day(value):
        return date.fromisoformat(value)
    mistakes.append(f"`{value}` in `{key}` is not a day: write it as 2026-11-21")
    return None


def _done(value: object, mistakes: list[str]) -> Done | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or not set(value) <= {"acted", "on"}:
        mistakes.append("`done` is not a mapping with `acted` and `on`")
        return None
    acted = value.get("acted")
    if acted is not None and not isinstance(acted, bool):
        mistakes.append("`acted` is neither true nor false")
        return None
    return Done(acted=acted, on=_day(value.get("on"), "done", mistakes))


_PLAIN = frozenset({str, bool, int})


def _plain(value: object) -> object:
    """A value as JSON can hold it: dates as text, sets and tuples as lists."""
    if value is None or type(value) in _PLAIN:  # most are
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value


class Lasting(Protocol):
    """Puts the form of something that stays the same from answer to answer into a form: as it is, or already written."""

    def __call__(self, one: object, make: Callable[..., object], *more: Hashable) -> object:
        """What `make(one, *more)` gives. `one` lasts as long as the law does, or is kept; `more` says the rest."""
        ...

    def __hash__(self) -> int:
        """It may be among `more`: what it makes is made of parts that last."""
        ...


def determination_to_json(found: Determination) -> dict[str, object]:
    """Everything a determination says, as plain JSON values."""
    return form_of(found, lambda one, make, *more: make(one, *more), lambda form: form)


def form_of(
    found: Determination, lasting: Lasting, own: Callable[[object], object]
) -> dict[str, object]:
    """The one description of what a determination's JSON holds. `own` takes what belongs to this answer alone."""
    return {
        "format": FORMAT,
        "question": own(question_to_json(found.question)),
        "answer": found.answer.value,
        "complete": found.complete,
        "incomplete": lasting(found.incomplete, list),
        "through": _plain(found.through),
        "possible": [answer.value for answer in found.possible],
        "exact": found.exact,
        "levels": lasting(found.levels, _levels),
        "missing_law": lasting(found.missing_law, list),
        "grounds": [lasting(ground, _ground, lasting) for ground in found.grounds],
        "defeated": [lasting(one, _defeated) for one in found.defeated],
        "missing": [lasting(one, _missing) for one in found.missing],
        "settling": lasting(found.settling, _settling),
        "settling_more": found.settling_more,
        "by_reading": lasting(found.by_reading, _by_reading),
        "leaning": found.leaning.value if found.leaning else None,
        "prevailing": lasting(found.prevailing, _prevailing),
        "conduct": found.conduct.value if found.conduct else None,
        "duties": [lasting(duty, _duty) for duty in found.duties],
        "duties_open": [lasting(duty, _duty) for duty in found.duties_open],
        "remedies": [lasting(one, _remedy) for one in found.remedies],
        "clocks": own(
            [
                {
                    "id": one.clock,
                    "word": one.word,
                    "cite": one.cite,
                    "says": one.says,
                    "ends_at": _plain(one.ends_at),
                }
                for one in found.limits
            ]
        ),
        "notes": [lasting(one, _note) for one in found.notes],
        "uncertain_force": [lasting(one, _doubt) for one in found.doubts],
        "not_in_force": [lasting(one, _not_in_force) for one in found.out_of_force],
        "warnings": lasting(found.warnings, list),
        "corpus": lasting(found.corpus, _corpus),
    }


def _levels(levels: tuple[Level, ...]) -> list[object]:
    return [
        {
            "jurisdiction": level.jurisdiction,
            "level": level.name,
            "status": level.status.value,
            "through": _plain(level.through),
            "why": level.why,
        }
        for level in levels
    ]


def _defeated(one: Defeated) -> dict[str, object]:
    return {
        "provision": one.provision.id,
        "cite": one.provision.cite,
        "effect": one.rail.value,
        "by": one.by,
        "by_cite": one.cite,
        "how": "preempted" if one.kind.value == "preempts" else "saved",
    }


def _missing(one: Missing) -> dict[str, object]:
    return {
        "word": one.word,
        "asks": one.asks,
        "found": one.found,
        "question_of_law": one.question_of_law,
    }


def _settling(found: tuple[tuple[str, ...], ...]) -> list[object]:
    return [list(words) for words in found]


def _by_reading(found: tuple[ByReading, ...]) -> list[object]:
    return [
        {
            "readings": dict(one.readings),
            "answers": [answer.value for answer in one.answers],
        }
        for one in found
    ]


def _prevailing(found: tuple[tuple[str, str, str], ...]) -> list[object]:
    return [
        {"question": question, "reading": reading, "cite": cite}
        for question, reading, cite in found
    ]


def _remedy(one: Remedy) -> dict[str, object]:
    return {
        "id": one.id,
        "cite": one.cite,
        "who": one.who,
        "against": one.against,
        "says": one.says,
        "verified": one.verified.value,
    }


def _note(one: Note) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "cite": one.cite,
        "says": one.says,
        "source": one.source,
    }


def _doubt(one: Doubt) -> dict[str, object]:
    return {
        "provision": one.provision,
        "exception": one.exception,
        "from": one.uncertainty.period.from_.isoformat(),
        "until": _plain(one.uncertainty.period.until),
        "question": one.uncertainty.question,
        "why": one.uncertainty.why,
    }


def _not_in_force(one: OutOfForce) -> dict[str, object]:
    return {"provision": one.provision.id, "cite": one.provision.cite, **_force(one.version)}


def _corpus(one: CorpusVersion) -> dict[str, object]:
    return {"digest": one.digest, "program": one.program}


def _force(version: Version) -> dict[str, object]:
    return {"from": version.period.from_.isoformat(), "until": _plain(version.period.until)}


def _ground(ground: Ground, lasting: Lasting) -> dict[str, object]:
    return {
        "provision": ground.provision.id,
        "cite": ground.provision.cite,
        "jurisdiction": ground.provision.jurisdiction,
        "instrument": ground.provision.instrument,
        "force": ground.force.value,
        "effect": ground.rail.value,
        "by_exception": ground.exception,
        "truth": ground.truth.name.lower(),
        "version": lasting(ground.version, _version),
        "because": [
            lasting(leaf.expr, _leaf, leaf.truth) for leaf in dict.fromkeys(deciding(ground.trace))
        ],
        "trace": _trace(ground.trace, lasting),
    }


def _version(version: Version) -> dict[str, object]:
    return {
        **_force(version),
        "verified": version.verified.value,
        "reviewed": version.reviewed,
        "source": version.source,
        "retrieved": _plain(version.retrieved),
        "says": version.says,
        "unsure": version.unsure,
    }


def _trace(trace: Trace, lasting: Lasting) -> object:
    if not trace.parts:
        return lasting(trace.expr, _leaf, trace.truth)
    return {
        "condition": lasting(trace.expr, show),
        "truth": trace.truth.name.lower(),
        "parts": [_trace(part, lasting) for part in trace.parts],
    }


def _leaf(expr: Expr, truth: Truth) -> dict[str, object]:
    return {"condition": show(expr), "truth": truth.name.lower()}


def _duty(duty: Duty) -> dict[str, object]:
    return {
        "id": duty.id,
        "cite": duty.cite,
        "trigger": duty.trigger.value,
        "says": duty.says,
        "to": duty.to,
        "by": duty.by,
        "verified": duty.verified.value,
    }
