"""The JSON forms of a question and a determination as JSON Schemas, each key with its meaning. The page
`docs/reference/json.md` is written from them, and real answers are held against them in tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from comity.decide.determination import Conduct
from comity.decide.json_form import FORMAT
from comity.decide.question import BASES
from comity.law import ActTrigger, Force, Status, Verified
from comity.logic import SETTLED, Answer, Rail, Truth

Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY: Schema = {"type": "string", "format": "date"}
_TEXT: Schema = {"type": "string"}
_ID: Schema = {"type": "string", "minLength": 1}
_FLAG: Schema = {"type": "boolean"}


def question_schema() -> Schema:
    """The form of a question that is handed in; only place, action and day must be there."""
    optional = ("actor", "employer", "facts", "readings", "basis", "done")
    return {"$schema": _DIALECT, "title": "Question", **_question(optional)}


def determination_schema() -> Schema:
    """The form of a determination, its question included."""
    return {
        "$schema": _DIALECT,
        "title": "Determination",
        **_determination(),
        "$defs": {"trace": _trace()},
    }


def _says(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _or_null(schema: Schema) -> Schema:
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema:
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(values: Iterable[str | Enum]) -> Schema:
    return {"enum": [one.value if isinstance(one, Enum) else one for one in values]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _mapping(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _object(properties: Mapping[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in set(optional)],
        "properties": dict(properties),
    }


def _question(optional: Iterable[str] = ()) -> Schema:
    done = _object(
        {
            "acted": _says(_or_null(_FLAG), "whether the act was done; null if not said"),
            "on": _says(_or_null(_DAY), "the day on which; null if not said"),
        }
    )
    return _object(
        {
            "place": _says(_ID, "place asked about, such as `us-dc`"),
            "action": _says(_ID, "the act, from the vocabulary"),
            "on": _says(_DAY, "the day asked about"),
            "actor": _says(_or_null(_ID), "kind of actor; null if not stated"),
            "employer": _says(
                _or_null(_ID),
                "government that employs the actor: a place, or `none`; null if not known",
            ),
            "facts": _says(
                _mapping({}),
                "facts as they were stated, by word or by the text of a predicate; "
                "what is not here is unknown",
            ),
            "readings": _says(_mapping(_ID), "adopted readings: question of law to reading"),
            "basis": _says(_mapping(_one_of(BASES)), "on what a fact rests"),
            "done": _says({"anyOf": [done, {"type": "null"}]}, "what was done; null if not said"),
        },
        optional=optional,
    )


def _trace() -> Schema:
    return _object(
        {
            "condition": _says(_TEXT, "the condition, as law files write it"),
            "truth": _says(_one_of(_truths()), "what it came to"),
            "parts": _says(_list({"$ref": "#/$defs/trace"}), "the conditions it is made of"),
        },
        optional=("parts",),
    )


def _truths() -> list[str]:
    return [truth.name.lower() for truth in Truth]


def _ground() -> Schema:
    version = _object(
        {
            "from": _says(_DAY, "first day in force"),
            "until": _says(_or_null(_DAY), "first day no longer in force; null while it lasts"),
            "verified": _says(_one_of(Verified), "how well the text is known"),
            "reviewed": _says(
                _or_null(_TEXT), "who reviewed the version, and when; null if nobody"
            ),
            "source": _says(_TEXT, "address of the text"),
            "retrieved": _says(_or_null(_DAY), "day on which it was read"),
            "says": _says(_TEXT, "the rule in the project's own words"),
            "unsure": _says(_or_null(_TEXT), "what the encoder was not sure of"),
        }
    )
    because = _object(
        {
            "condition": _says(_TEXT, "a leaf of the condition"),
            "truth": _says(_one_of(_truths()), "what it came to"),
        }
    )
    return _object(
        {
            "provision": _says(_ID, "id of the provision"),
            "cite": _says(_TEXT, "its citation"),
            "jurisdiction": _says(_ID, "whose law it is"),
            "instrument": _says(_ID, "statute, order or contract that holds it"),
            "force": _says(_one_of(Force), "`internal` is an agency's own order, not law"),
            "effect": _says(_one_of(Rail), "what it does to the act"),
            "by_exception": _says(_FLAG, "whether it is a ban whose exception permits"),
            "truth": _says(_one_of(_truths()), "whether it reaches the act"),
            "version": _says(version, "the version in force on the day"),
            "because": _says(_list(because), "the leaves that decided"),
            "trace": _says({"$ref": "#/$defs/trace"}, "the whole condition, evaluated"),
        }
    )


def _duty() -> Schema:
    return _object(
        {
            "id": _says(_ID, "id of the duty"),
            "cite": _says(_TEXT, "its citation"),
            "trigger": _says(_one_of(ActTrigger), "what makes it arise"),
            "says": _says(_TEXT, "what is owed"),
            "to": _says(_TEXT, "to whom"),
            "by": _says(_TEXT, "when"),
            "verified": _says(_one_of(Verified), "how well the text is known"),
        }
    )


def _determination() -> Schema:
    level = _object(
        {
            "jurisdiction": _says(_or_null(_ID), "the place; null if it was not named"),
            "level": _says(_TEXT, "federal, state, district, county, city or local"),
            "status": _says(_one_of(Status), "what the corpus can say of it"),
            "through": _says(_or_null(_DAY), "day through which its law was checked"),
            "why": _says(_or_null(_TEXT), "of a gap: why it is one"),
        }
    )
    defeated = _object(
        {
            "provision": _says(_ID, "the provision that gave way"),
            "cite": _says(_TEXT, "its citation"),
            "effect": _says(_one_of(Rail), "what it would have done"),
            "by": _says(_ID, "the rule that took its effect"),
            "by_cite": _says(_TEXT, "the citation of that rule"),
            "how": _says(_one_of(("preempted", "saved")), "preemption, or a savings clause"),
        }
    )
    missing = _object(
        {
            "word": _says(_ID, "word, predicate or question of law that can change the answer"),
            "asks": _says(_TEXT, "the question to ask a person"),
            "found": _says(_TEXT, "where its answer is found"),
            "question_of_law": _says(_FLAG, "whether it is one, so that no fact answers it"),
        }
    )
    by_reading = _object(
        {
            "readings": _says(_mapping(_ID), "question of law to reading"),
            "answers": _says(_list(_one_of(SETTLED)), "the answers possible under them"),
        }
    )
    prevailing = _object(
        {
            "question": _says(_ID, "a question of law"),
            "reading": _says(_ID, "the reading that a court or statute settled"),
            "cite": _says(_TEXT, "what settled it"),
        }
    )
    remedy = _object(
        {
            "id": _says(_ID, "id of the remedy"),
            "cite": _says(_TEXT, "its citation"),
            "who": _says(_TEXT, "who may bring it"),
            "against": _says(_TEXT, "against whom"),
            "says": _says(_TEXT, "what it is"),
            "verified": _says(_one_of(Verified), "how well the text is known"),
        }
    )
    clock = _object(
        {
            "id": _says(_ID, "id of the clock"),
            "word": _says(_ID, "the word that says the act is within it"),
            "cite": _says(_TEXT, "its citation"),
            "says": _says(_TEXT, "how it runs"),
            "ends_at": _says(
                _or_null({"type": "string", "format": "date-time"}),
                "when it ends; null while its start is not known",
            ),
        }
    )
    note = _object(
        {
            "id": _says(_ID, "id of the note"),
            "kind": _says(
                _TEXT, "context, bill, tension, lawsuit, federal_list, funding or assurance"
            ),
            "cite": _says(_TEXT, "what it is about"),
            "says": _says(_TEXT, "the note"),
            "source": _says(_TEXT, "address of the text"),
        }
    )
    uncertain = _object(
        {
            "provision": _says(_ID, "the provision"),
            "exception": _says(_or_null(_ID), "its exception, if only that is uncertain"),
            "from": _says(_DAY, "first day of doubt"),
            "until": _says(_or_null(_DAY), "first day without doubt"),
            "question": _says(_ID, "the question of law that it turns on"),
            "why": _says(_TEXT, "why it is uncertain"),
        }
    )
    not_in_force = _object(
        {
            "provision": _says(_ID, "a provision on this act that does not cover the day"),
            "cite": _says(_TEXT, "its citation"),
            "from": _says(_DAY, "first day in force of its nearest version"),
            "until": _says(_or_null(_DAY), "first day no longer in force"),
        }
    )
    version = _object(
        {
            "digest": _says(_ID, "SHA-256 of the law files"),
            "program": _says(_ID, "version of the program"),
        }
    )
    return _object(
        {
            "format": _says({"const": FORMAT}, "version of this form"),
            "question": _says(_question(), "the question, enough to ask it again"),
            "answer": _says(_one_of(Answer), "the answer"),
            "complete": _says(_FLAG, "whether every level was encoded and checked"),
            "incomplete": _says(_list(_TEXT), "why it is not complete"),
            "through": _says(_or_null(_DAY), "the earliest day through which a level was checked"),
            "possible": _says(_list(_one_of(SETTLED)), "answers that the open words still allow"),
            "exact": _says(_FLAG, "whether `possible` was worked out, not only bounded"),
            "levels": _says(_list(level), "levels of government that could bind"),
            "missing_law": _says(_list(_ID), "places whose law is not in the corpus"),
            "grounds": _says(_list(_ground()), "provisions on which the answer rests, or may"),
            "defeated": _says(_list(defeated), "provisions that gave way to another"),
            "missing": _says(_list(missing), "what can still change the answer"),
            "settling": _says(
                _list(_list(_ID)), "smallest sets of words that settle it, for some of their values"
            ),
            "settling_more": _says(_FLAG, "whether there are more such sets"),
            "by_reading": _says(_list(by_reading), "answers by reading of the questions of law"),
            "leaning": _says(
                _or_null(_one_of(SETTLED)), "the encoder's own reading of a contested text"
            ),
            "prevailing": _says(_list(prevailing), "readings that are settled here"),
            "conduct": _says(_or_null(_one_of(Conduct)), "what was done, held against the answer"),
            "duties": _says(_list(_duty()), "what is owed beside the act"),
            "duties_open": _says(_list(_duty()), "what may be owed: a fact is missing"),
            "remedies": _says(_list(remedy), "who may do what about a breach"),
            "clocks": _says(_list(clock), "limits that run; none makes custody lawful"),
            "notes": _says(_list(note), "context beside the law; changes no answer"),
            "uncertain_force": _says(_list(uncertain), "versions whose force that day is in doubt"),
            "not_in_force": _says(_list(not_in_force), "provisions that do not cover the day"),
            "warnings": _says(_list(_TEXT), "what to be careful about"),
            "corpus": _says(version, "which law and which program made the answer"),
        }
    )
