"""A question and its determination as plain JSON values, and back. The answer to a question equals
the answer to its printed JSON; the form is described in `docs/reference/json.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from comity.decide.determination import Determination, Ground
from comity.decide.question import Question, QuestionError, ask
from comity.law import Corpus, Done, Duty, Version, is_day
from comity.logic import Expr, show
from comity.readings import Trace, deciding

FORMAT = 1
"""Version of the form; it changes when a key changes its meaning or goes."""

_KEYS = frozenset(
    {"place", "action", "on", "actor", "employer", "facts", "readings", "basis", "done"}
)


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
        if not isinstance(form.get(key), str | date)
    ]
    on = form.get("on")
    day = _day(on, "on", mistakes) if isinstance(on, str | date) else None
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


def _plain(value: object) -> object:
    """A value as JSON can hold it: dates as text, sets and tuples as lists."""
    if value is None or isinstance(value, str | bool):  # most are
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value


def determination_to_json(found: Determination) -> dict[str, object]:
    """Everything a determination says, as plain JSON values."""
    return {
        "format": FORMAT,
        "question": question_to_json(found.question),
        "answer": found.answer.value,
        "complete": found.complete,
        "incomplete": list(found.incomplete),
        "through": _plain(found.through),
        "possible": [answer.value for answer in found.possible],
        "exact": found.exact,
        "levels": [
            {
                "jurisdiction": level.jurisdiction,
                "level": level.name,
                "status": level.status.value,
                "through": _plain(level.through),
                "why": level.why,
            }
            for level in found.levels
        ],
        "missing_law": list(found.missing_law),
        "grounds": [_ground(ground) for ground in found.grounds],
        "defeated": [
            {
                "provision": one.provision.id,
                "cite": one.provision.cite,
                "effect": one.rail.value,
                "by": one.by,
                "by_cite": one.cite,
                "how": "preempted" if one.kind.value == "preempts" else "saved",
            }
            for one in found.defeated
        ],
        "missing": [
            {
                "word": one.word,
                "asks": one.asks,
                "found": one.found,
                "question_of_law": one.question_of_law,
            }
            for one in found.missing
        ],
        "settling": [list(words) for words in found.settling],
        "settling_more": found.settling_more,
        "by_reading": [
            {"readings": dict(one.readings), "answers": [answer.value for answer in one.answers]}
            for one in found.by_reading
        ],
        "leaning": found.leaning.value if found.leaning else None,
        "prevailing": [
            {"question": question, "reading": reading, "cite": cite}
            for question, reading, cite in found.prevailing
        ],
        "conduct": found.conduct.value if found.conduct else None,
        "duties": [_duty(duty) for duty in found.duties],
        "duties_open": [_duty(duty) for duty in found.duties_open],
        "remedies": [
            {
                "id": one.id,
                "cite": one.cite,
                "who": one.who,
                "against": one.against,
                "says": one.says,
                "verified": one.verified.value,
            }
            for one in found.remedies
        ],
        "clocks": [
            {
                "id": one.clock,
                "word": one.word,
                "cite": one.cite,
                "says": one.says,
                "ends_at": _plain(one.ends_at),
            }
            for one in found.limits
        ],
        "notes": [
            {
                "id": one.id,
                "kind": one.kind,
                "cite": one.cite,
                "says": one.says,
                "source": one.source,
            }
            for one in found.notes
        ],
        "uncertain_force": [
            {
                "provision": one.provision,
                "exception": one.exception,
                "from": one.uncertainty.period.from_.isoformat(),
                "until": _plain(one.uncertainty.period.until),
                "question": one.uncertainty.question,
                "why": one.uncertainty.why,
            }
            for one in found.doubts
        ],
        "not_in_force": [
            {"provision": one.provision.id, "cite": one.provision.cite, **_force(one.version)}
            for one in found.out_of_force
        ],
        "warnings": list(found.warnings),
        "corpus": {"digest": found.corpus.digest, "program": found.corpus.program},
    }


def _force(version: Version) -> dict[str, object]:
    return {"from": version.period.from_.isoformat(), "until": _plain(version.period.until)}


def _ground(ground: Ground) -> dict[str, object]:
    return {
        "provision": ground.provision.id,
        "cite": ground.provision.cite,
        "jurisdiction": ground.provision.jurisdiction,
        "instrument": ground.provision.instrument,
        "force": ground.force.value,
        "effect": ground.rail.value,
        "by_exception": ground.exception,
        "truth": ground.truth.name.lower(),
        "version": {
            **_force(ground.version),
            "verified": ground.version.verified.value,
            "reviewed": ground.version.reviewed,
            "source": ground.version.source,
            "retrieved": _plain(ground.version.retrieved),
            "says": ground.version.says,
            "unsure": ground.version.unsure,
        },
        "because": [
            {"condition": _shown(leaf.expr), "truth": leaf.truth.name.lower()}
            for leaf in dict.fromkeys(deciding(ground.trace))
        ],
        "trace": _trace(ground.trace),
    }


_SHOWN: dict[int, tuple[Expr, str]] = {}
_MAX_SHOWN = 50_000


def _shown(expr: Expr) -> str:
    """The text of a condition. Kept by object, for prepared laws show the same ones again and again."""
    held = _SHOWN.get(id(expr))
    if held is not None and held[0] is expr:
        return held[1]
    if len(_SHOWN) >= _MAX_SHOWN:
        _SHOWN.clear()
    text = show(expr)
    _SHOWN[id(expr)] = (expr, text)
    return text


def _trace(trace: Trace) -> dict[str, object]:
    form: dict[str, object] = {"condition": _shown(trace.expr), "truth": trace.truth.name.lower()}
    if trace.parts:
        form["parts"] = [_trace(part) for part in trace.parts]
    return form


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
