"""The JSON forms of law, places, provisions and the vocabulary as JSON Schemas, each key with its meaning."""

from __future__ import annotations

from comity.decide.schema_parts import (
    DAY,
    FLAG,
    ID,
    TEXT,
    Schema,
    list_of,
    object_of,
    one_of,
    or_null,
    says,
)
from comity.law import LEVELS, DefeatKind, Force, Verified
from comity.logic import Rail

_EFFECT = says(
    or_null(one_of(Rail)), "what it does to the acts; null for a rule that only limits others"
)
_ENCODED = says(FLAG, "whether the corpus holds law of it; if not, that is no silence of the law")
_FROM = says(DAY, "first day for which its law is encoded")
_THROUGH = says(DAY, "day through which its law was checked")
_UNTIL = says(or_null(DAY), "first day no longer in force; null while it lasts")
_VERIFIED = says(one_of(Verified), "how well the text is known")
_FORCE = says(one_of(Force), "`internal` is an agency's own order, not law")
_LEVEL = says(one_of(LEVELS), "level of government")


def law_schema() -> Schema:
    """What a place and the levels above it say on a day."""
    level = object_of(
        {
            "place": says(ID, "the place"),
            "name": says(TEXT, "its name"),
            "encoded": _ENCODED,
            "from": _FROM,
            "through": _THROUGH,
            "horizons": says(list_of(_horizon()), "how far its law was checked"),
            "provisions": says(list_of(_in_force()), "the versions in force that day"),
            "duties": says(list_of(_owed()), "what is owed beside an act"),
            "remedies": says(list_of(_remedy()), "who may do what about a breach"),
            "injunctions": says(
                list_of(_injunction()), "orders of courts that suspend provisions that day"
            ),
            "notes": says(list_of(_note()), "context beside the law; changes no answer"),
            "gaps": says(list_of(_gap()), "law that is known to be missing here"),
        },
        optional=(
            *("from", "through", "horizons", "provisions", "duties"),
            *("remedies", "injunctions", "notes", "gaps"),
        ),
    )
    return object_of(
        {
            "place": says(ID, "the place asked about"),
            "on": says(DAY, "the day asked about"),
            "levels": says(list_of(level), "its own level first, then those above"),
        }
    )


def places_schema() -> Schema:
    """All places, each in one line."""
    return list_of(object_of(_place_line(), optional=("from", "through")))


def place_schema() -> Schema:
    """One place with everything it holds; of one that is not encoded only its name and gaps."""
    provision = object_of(
        {
            "id": says(ID, "id of the provision"),
            "cite": says(TEXT, "its citation"),
            "actions": says(list_of(ID), "the acts it is about"),
            "effect": _EFFECT,
            "force": _FORCE,
            "versions": says(
                list_of(object_of({"from": says(DAY, "first day in force"), "until": _UNTIL})),
                "when it is in force",
            ),
        }
    )
    more: dict[str, Schema] = {
        "within": says(list_of(ID), "the places above it, nearest first"),
        "contains": says(list_of(ID), "encoded places below it"),
        "time_zone": says(or_null(TEXT), "where its days begin and end"),
        "consolidated": says(FLAG, "whether a city is its own county too"),
        "horizons": says(list_of(_horizon()), "how far its law was checked"),
        "dates_of_change": says(list_of(DAY), "days on which its law, or law above it, changes"),
        "instruments": says(list_of(_instrument()), "statutes, orders and contracts"),
        "provisions": says(list_of(provision), "its rules"),
        "gaps": says(list_of(_gap()), "law that is known to be missing here"),
    }
    return object_of(
        {**_place_line(), **more},
        optional=("from", "through", *(name for name in more if name != "gaps")),
    )


def provision_schema() -> Schema:
    """One provision with every version."""
    doubt = object_of(
        {
            "from": says(DAY, "first day of doubt"),
            "until": says(or_null(DAY), "first day without doubt"),
            "question": says(ID, "the question of law that it turns on"),
            "why": says(TEXT, "why it is uncertain"),
        }
    )
    exception = object_of(
        {
            "id": says(ID, "its id within the version"),
            "cite": says(TEXT, "its citation"),
            "when": says(TEXT, "its condition"),
            "uncertain": says(list_of(doubt), "when its force is in doubt"),
        }
    )
    case = object_of(
        {"name": says(TEXT, "what it shows"), "expect": says(TEXT, "what it must come to")}
    )
    version = object_of(
        {
            "from": says(DAY, "first day in force"),
            "until": _UNTIL,
            "says": says(TEXT, "the rule in the project's own words"),
            "when": says(TEXT, "what it reaches, as law files write it"),
            "exceptions": says(list_of(exception), "what takes its effect away"),
            "uncertain": says(list_of(doubt), "when its force is in doubt"),
            "verified": _VERIFIED,
            "reviewed": says(or_null(TEXT), "who reviewed it, and when; null if nobody"),
            "unsure": says(or_null(TEXT), "what the encoder was not sure of"),
            "source": says(TEXT, "address of the text"),
            "retrieved": says(or_null(DAY), "day on which it was read"),
            "cases": says(list_of(case), "examples that the text must meet"),
        }
    )
    defeat = object_of(
        {
            "kind": says(one_of(DefeatKind), "preemption, or a savings clause"),
            "cite": says(TEXT, "its citation"),
            "levels": says(list_of(ID), "levels reached; empty for those below its own"),
            "instruments": says(list_of(ID), "instruments reached; empty for all"),
            "provisions": says(list_of(ID), "provisions reached; empty for all"),
            "actions": says(list_of(ID), "acts reached; empty for all"),
            "effects": says(list_of(one_of(Rail)), "effects taken; empty for all"),
            "when": says(TEXT, "where it applies"),
            "unless": says(TEXT, "where it does not"),
        }
    )
    compliance = object_of(
        {
            "comply_by": says(or_null(DAY), "the day to comply by; not in breach before it"),
            "satisfied_by": says(list_of(TEXT), "any of these meets the requirement"),
            "recurrence": says(or_null(TEXT), "after how long it is owed again"),
        }
    )
    return object_of(
        {
            "id": says(ID, "id of the provision"),
            "place": says(ID, "whose law it is"),
            "cite": says(TEXT, "its citation"),
            "instrument": says(_instrument(), "what holds it"),
            "actions": says(list_of(ID), "the acts it is about"),
            "effect": _EFFECT,
            "binds": says(TEXT, "whom it binds"),
            "versions": says(list_of(version), "its text through time"),
            "defeats": says(list_of(defeat), "what it takes the effect of"),
            "compliance": says(
                {"anyOf": [compliance, {"type": "null"}]}, "how it is met; null if not said"
            ),
        }
    )


def vocabulary_schema() -> Schema:
    """The words in which a question is asked."""
    named = object_of({"id": says(ID, "the value"), "means": says(TEXT, "its meaning")})
    reading = object_of({"id": says(ID, "the reading"), "says": says(TEXT, "what it says")})
    entries: dict[str, tuple[str, dict[str, Schema]]] = {
        "actions": (
            "acts",
            {
                "phrase": says(or_null(TEXT), "the act in a sentence"),
                "phrase_es": says(or_null(TEXT), "the same in Spanish"),
                "paper": says(or_null(ID), "the kind of document on which it rests by its meaning"),
            },
        ),
        "actors": (
            "kinds of actor",
            {"level": says(or_null(TEXT), "the level of government that employs it")},
        ),
        "words": (
            "words for facts; one that is not stated is unknown",
            {
                "takes": says(TEXT, "what is written as its value"),
                "asks": says(TEXT, "the question to ask a person"),
                "found": says(TEXT, "where its answer is found"),
                "values": says(list_of(named), "its values, if it has a list of them"),
                "clock": says(or_null(ID), "the clock that it belongs to"),
            },
        ),
        "documents": (
            "kinds of paper",
            {
                "fixes": says(list_of(TEXT), "what is true of every paper of the kind"),
                "may_say": says(list_of(TEXT), "what can be said of one, and the values of it"),
            },
        ),
        "questions_of_law": (
            "what no fact answers",
            {
                "readings": says(list_of(reading), "the ways to read it"),
                "leaning": says(or_null(ID), "the encoder's own reading; never applied"),
            },
        ),
    }
    return object_of(
        {
            group: says(
                list_of(
                    object_of({"id": says(ID, "as written"), "means": says(TEXT, "meaning"), **own})
                ),
                about,
            )
            for group, (about, own) in entries.items()
        }
    )


def _place_line() -> dict[str, Schema]:
    return {
        "id": says(ID, "id of the place"),
        "name": says(TEXT, "its name"),
        "level": _LEVEL,
        "encoded": _ENCODED,
        "from": _FROM,
        "through": _THROUGH,
    }


def _horizon() -> Schema:
    return object_of(
        {
            "actions": says(list_of(ID), "the acts; empty for the rest"),
            "through": _THROUGH,
        }
    )


def _in_force() -> Schema:
    exception = object_of({"id": says(ID, "its id"), "cite": says(TEXT, "its citation")})
    return object_of(
        {
            "id": says(ID, "id of the provision"),
            "cite": says(TEXT, "its citation"),
            "actions": says(list_of(ID), "the acts it is about"),
            "effect": _EFFECT,
            "force": _FORCE,
            "from": says(DAY, "first day in force"),
            "until": _UNTIL,
            "verified": _VERIFIED,
            "says": says(TEXT, "the rule in the project's own words"),
            "exceptions": says(list_of(exception), "what takes its effect away"),
            "source": says(TEXT, "address of the text"),
        }
    )


def _owed() -> Schema:
    return object_of(
        {
            "id": says(ID, "id of the duty"),
            "cite": says(TEXT, "its citation"),
            "says": says(TEXT, "what is owed"),
            "to": says(TEXT, "to whom"),
            "by": says(TEXT, "when"),
        }
    )


def _injunction() -> Schema:
    return object_of(
        {
            "id": says(ID, "its id"),
            "cite": says(TEXT, "its citation"),
            "provisions": says(list_of(ID), "the provisions that it suspends"),
            "says": says(TEXT, "what it suspends, for whom"),
            "source": says(TEXT, "address of the text"),
        }
    )


def _note() -> Schema:
    return object_of(
        {
            "id": says(ID, "its id"),
            "kind": says(
                TEXT, "context, bill, tension, lawsuit, federal_list, funding or assurance"
            ),
            "docket": says(
                or_null(TEXT),
                "of a lawsuit: pending, decided, dismissed or unknown when last seen",
            ),
            "fate": says(
                or_null(TEXT),
                "of a bill: open, failed, vetoed, superseded or enacted when last seen",
            ),
            "cite": says(TEXT, "what it is about"),
            "says": says(TEXT, "the note"),
            "source": says(TEXT, "address of the text"),
        }
    )


def _remedy() -> Schema:
    return object_of(
        {
            "id": says(ID, "id of the remedy"),
            "cite": says(TEXT, "its citation"),
            "who": says(TEXT, "who may bring it"),
            "against": says(TEXT, "against whom"),
            "says": says(TEXT, "what it is"),
        }
    )


def _gap() -> Schema:
    return object_of(
        {
            "id": says(ID, "id of the gap"),
            "why": says(TEXT, "why it is one"),
            "needs": says(TEXT, "what text would close it"),
        }
    )


def _instrument() -> Schema:
    return object_of(
        {
            "id": says(ID, "its id"),
            "name": says(TEXT, "its name"),
            "force": _FORCE,
        }
    )
