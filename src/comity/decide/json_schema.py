"""The JSON forms of a question and a determination as JSON Schemas, each key with its meaning. The page
`docs/reference/json.md` is written from them, and real answers are held against them in tests.
"""

from __future__ import annotations

from collections.abc import Iterable

from comity.decide.determination import Conduct
from comity.decide.json_form import FORMAT
from comity.decide.question import BASES
from comity.decide.schema_parts import (
    DAY,
    DIALECT,
    FLAG,
    ID,
    TEXT,
    Schema,
    list_of,
    mapping_of,
    object_of,
    one_of,
    or_null,
    says,
)
from comity.law import ActTrigger, Force, Status, Verified
from comity.logic import SETTLED, Answer, Rail, Truth


def question_schema() -> Schema:
    """The form of a question that is handed in; only place, action and day must be there."""
    optional = ("actor", "employer", "facts", "readings", "basis", "done")
    return {"$schema": DIALECT, "title": "Question", **_question(optional)}


def determination_schema() -> Schema:
    """The form of a determination, its question included."""
    return {
        "$schema": DIALECT,
        "title": "Determination",
        **_determination(),
        "$defs": {"trace": _trace()},
    }


def _question(optional: Iterable[str] = ()) -> Schema:
    done = object_of(
        {
            "acted": says(or_null(FLAG), "whether the act was done; null if not said"),
            "on": says(or_null(DAY), "the day on which; null if not said"),
        }
    )
    return object_of(
        {
            "place": says(ID, "place asked about, such as `us-dc`"),
            "action": says(ID, "the act, from the vocabulary"),
            "on": says(DAY, "the day asked about"),
            "actor": says(or_null(ID), "kind of actor; null if not stated"),
            "employer": says(
                or_null(ID),
                "government that employs the actor: a place, or `none`; null if not known",
            ),
            "facts": says(
                mapping_of({}),
                "facts as they were stated, by word or by the text of a predicate; "
                "what is not here is unknown",
            ),
            "readings": says(mapping_of(ID), "adopted readings: question of law to reading"),
            "basis": says(mapping_of(one_of(BASES)), "on what a fact rests"),
            "done": says({"anyOf": [done, {"type": "null"}]}, "what was done; null if not said"),
        },
        optional=optional,
    )


def _trace() -> Schema:
    return object_of(
        {
            "condition": says(TEXT, "the condition, as law files write it"),
            "truth": says(one_of(_truths()), "what it came to"),
            "parts": says(list_of({"$ref": "#/$defs/trace"}), "the conditions it is made of"),
        },
        optional=("parts",),
    )


def _truths() -> list[str]:
    return [truth.name.lower() for truth in Truth]


def _ground() -> Schema:
    version = object_of(
        {
            "from": says(DAY, "first day in force"),
            "until": says(or_null(DAY), "first day no longer in force; null while it lasts"),
            "verified": says(one_of(Verified), "how well the text is known"),
            "reviewed": says(or_null(TEXT), "who reviewed the version, and when; null if nobody"),
            "source": says(TEXT, "address of the text"),
            "retrieved": says(or_null(DAY), "day on which it was read"),
            "says": says(TEXT, "the rule in the project's own words"),
            "unsure": says(or_null(TEXT), "what the encoder was not sure of"),
        }
    )
    because = object_of(
        {
            "condition": says(TEXT, "a leaf of the condition"),
            "truth": says(one_of(_truths()), "what it came to"),
        }
    )
    return object_of(
        {
            "provision": says(ID, "id of the provision"),
            "cite": says(TEXT, "its citation"),
            "jurisdiction": says(ID, "whose law it is"),
            "instrument": says(ID, "statute, order or contract that holds it"),
            "force": says(one_of(Force), "`internal` is an agency's own order, not law"),
            "effect": says(one_of(Rail), "what it does to the act"),
            "by_exception": says(FLAG, "whether it is a ban whose exception permits"),
            "truth": says(one_of(_truths()), "whether it reaches the act"),
            "version": says(version, "the version in force on the day"),
            "because": says(list_of(because), "the leaves that decided"),
            "trace": says({"$ref": "#/$defs/trace"}, "the whole condition, evaluated"),
        }
    )


def _duty() -> Schema:
    return object_of(
        {
            "id": says(ID, "id of the duty"),
            "cite": says(TEXT, "its citation"),
            "trigger": says(one_of(ActTrigger), "what makes it arise"),
            "says": says(TEXT, "what is owed"),
            "to": says(TEXT, "to whom"),
            "by": says(TEXT, "when"),
            "verified": says(one_of(Verified), "how well the text is known"),
        }
    )


def _determination() -> Schema:
    level = object_of(
        {
            "jurisdiction": says(or_null(ID), "the place; null if it was not named"),
            "level": says(TEXT, "federal, state, district, county, city or local"),
            "status": says(one_of(Status), "what the corpus can say of it"),
            "through": says(or_null(DAY), "day through which its law was checked"),
            "why": says(or_null(TEXT), "of a gap: why it is one"),
        }
    )
    defeated = object_of(
        {
            "provision": says(ID, "the provision that gave way"),
            "cite": says(TEXT, "its citation"),
            "effect": says(one_of(Rail), "what it would have done"),
            "by": says(ID, "the rule that took its effect"),
            "by_cite": says(TEXT, "the citation of that rule"),
            "how": says(one_of(("preempted", "saved")), "preemption, or a savings clause"),
        }
    )
    missing = object_of(
        {
            "word": says(ID, "word, predicate or question of law that can change the answer"),
            "asks": says(TEXT, "the question to ask a person"),
            "found": says(TEXT, "where its answer is found"),
            "question_of_law": says(FLAG, "whether it is one, so that no fact answers it"),
        }
    )
    by_reading = object_of(
        {
            "readings": says(mapping_of(ID), "question of law to reading"),
            "answers": says(list_of(one_of(SETTLED)), "the answers possible under them"),
        }
    )
    prevailing = object_of(
        {
            "question": says(ID, "a question of law"),
            "reading": says(ID, "the reading that a court or statute settled"),
            "cite": says(TEXT, "what settled it"),
        }
    )
    remedy = object_of(
        {
            "id": says(ID, "id of the remedy"),
            "cite": says(TEXT, "its citation"),
            "who": says(TEXT, "who may bring it"),
            "against": says(TEXT, "against whom"),
            "says": says(TEXT, "what it is"),
            "verified": says(one_of(Verified), "how well the text is known"),
        }
    )
    clock = object_of(
        {
            "id": says(ID, "id of the clock"),
            "word": says(ID, "the word that says the act is within it"),
            "cite": says(TEXT, "its citation"),
            "says": says(TEXT, "how it runs"),
            "ends_at": says(
                or_null({"type": "string", "format": "date-time"}),
                "when it ends; null while its start is not known",
            ),
        }
    )
    note = object_of(
        {
            "id": says(ID, "id of the note"),
            "kind": says(
                TEXT, "context, bill, tension, lawsuit, federal_list, funding or assurance"
            ),
            "cite": says(TEXT, "what it is about"),
            "says": says(TEXT, "the note"),
            "source": says(TEXT, "address of the text"),
        }
    )
    uncertain = object_of(
        {
            "provision": says(ID, "the provision"),
            "exception": says(or_null(ID), "its exception, if only that is uncertain"),
            "from": says(DAY, "first day of doubt"),
            "until": says(or_null(DAY), "first day without doubt"),
            "question": says(ID, "the question of law that it turns on"),
            "why": says(TEXT, "why it is uncertain"),
        }
    )
    not_in_force = object_of(
        {
            "provision": says(ID, "a provision on this act that does not cover the day"),
            "cite": says(TEXT, "its citation"),
            "from": says(DAY, "first day in force of its nearest version"),
            "until": says(or_null(DAY), "first day no longer in force"),
        }
    )
    version = object_of(
        {
            "digest": says(ID, "SHA-256 of the law files"),
            "program": says(ID, "version of the program"),
        }
    )
    return object_of(
        {
            "format": says({"const": FORMAT}, "version of this form"),
            "question": says(_question(), "the question, enough to ask it again"),
            "answer": says(one_of(Answer), "the answer"),
            "complete": says(FLAG, "whether every level was encoded and checked"),
            "incomplete": says(list_of(TEXT), "why it is not complete"),
            "through": says(or_null(DAY), "the earliest day through which a level was checked"),
            "possible": says(list_of(one_of(SETTLED)), "answers that the open words still allow"),
            "exact": says(FLAG, "whether `possible` was worked out, not only bounded"),
            "levels": says(list_of(level), "levels of government that could bind"),
            "missing_law": says(list_of(ID), "places whose law is not in the corpus"),
            "grounds": says(list_of(_ground()), "provisions on which the answer rests, or may"),
            "defeated": says(list_of(defeated), "provisions that gave way to another"),
            "missing": says(list_of(missing), "what can still change the answer"),
            "settling": says(
                list_of(list_of(ID)),
                "smallest sets of words that settle it, for some of their values",
            ),
            "settling_more": says(FLAG, "whether there are more such sets"),
            "by_reading": says(list_of(by_reading), "answers by reading of the questions of law"),
            "leaning": says(
                or_null(one_of(SETTLED)), "the encoder's own reading of a contested text"
            ),
            "prevailing": says(list_of(prevailing), "readings that are settled here"),
            "conduct": says(or_null(one_of(Conduct)), "what was done, held against the answer"),
            "duties": says(list_of(_duty()), "what is owed beside the act"),
            "duties_open": says(list_of(_duty()), "what may be owed: a fact is missing"),
            "remedies": says(list_of(remedy), "who may do what about a breach"),
            "clocks": says(list_of(clock), "limits that run; none makes custody lawful"),
            "notes": says(list_of(note), "context beside the law; changes no answer"),
            "uncertain_force": says(
                list_of(uncertain), "versions whose force that day is in doubt"
            ),
            "not_in_force": says(list_of(not_in_force), "provisions that do not cover the day"),
            "warnings": says(list_of(TEXT), "what to be careful about"),
            "corpus": says(version, "which law and which program made the answer"),
        }
    )
