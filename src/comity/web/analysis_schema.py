"""The forms of comparisons and findings in the API, as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping

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
from comity.logic import SETTLED, Rail

_NAMES = list_of(ID)
_LINES = list_of(TEXT)


def difference_schema(question: Schema) -> Schema:
    """Two sides and what differs."""
    subject = object_of({"name": TEXT, "place": ID, "on": DAY, "corpus": ID})
    rule = object_of({"id": ID, "cite": TEXT, "exception": FLAG, "verified": ID})
    side = object_of({"answer": one_of(SETTLED), "provisions": list_of(rule)})
    case = object_of(
        {
            "facts": says(_LINES, "the facts in words; empty where the conditions are the case"),
            "before": says(question, "the case as a question on the one side"),
            "after": says(question, "the same on the other"),
        }
    )
    difference = object_of(
        {
            "actions": _NAMES,
            "actors": _NAMES,
            "before": side,
            "after": side,
            "where": says(_LINES, "the conditions, all of which must hold"),
            "every_such_case": says(FLAG, "whether these are all cases that the rules decide so"),
            "left_open_on_both": says(FLAG, "whether both leave the act open: may, and silence"),
            "case": case,
        }
    )
    beside = object_of(
        {
            "kind": one_of(("duty", "remedy", "clock", "injunction")),
            "id": ID,
            "place": TEXT,
            "cite": TEXT,
            "before": or_null(TEXT),
            "after": or_null(TEXT),
        }
    )
    seconds: Schema = {"type": "number"}
    return object_of(
        {
            "before": subject,
            "after": subject,
            "equal_in_every_case": says(FLAG, "proved, not sampled"),
            "differences": list_of(difference),
            "beside": list_of(beside),
            "equal": list_of(
                object_of(
                    {
                        "action": ID,
                        "actors": _NAMES,
                        "no_rule": says(FLAG, "no rule of either side reaches them"),
                    }
                )
            ),
            "rules_without_effect_on_answers": list_of(
                object_of({"action": ID, "provision": ID, "side": TEXT})
            ),
            "undecided": says(
                list_of(
                    object_of({"action": ID, "actors": _NAMES, "query": TEXT, "seconds": seconds})
                ),
                "what was not decided in its time; nothing is claimed of it",
            ),
            "unconfirmed": says({"type": "integer"}, "cases that `decide` did not bear out"),
            "actors_left_out": _NAMES,
            "reservations": _LINES,
            "advice": TEXT,
        }
    )


def gaps_schema() -> Schema:
    """A place and what was found of it."""
    rule: Mapping[str, Schema] = {"id": ID, "place": ID, "cite": TEXT}
    finding = object_of(
        {
            "kind": ID,
            "says": TEXT,
            "actions": _NAMES,
            "actors": _NAMES,
            "rules": list_of(object_of(rule)),
            "elsewhere": says(
                list_of(object_of({**rule, "effect": one_of(Rail)})), "rules of the peers"
            ),
            "case": says(_LINES, "a case in words; empty where none is needed"),
        }
    )
    return object_of(
        {
            "place": ID,
            "on": DAY,
            "peers": _NAMES,
            "findings": list_of(finding),
            "undecided": _LINES,
            "missing_law": _NAMES,
            "reservations": _LINES,
            "advice": TEXT,
        }
    )
