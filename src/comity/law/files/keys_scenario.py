"""The keys of a scenario file, in the order of the page."""

from __future__ import annotations

from comity.law.files.keys import ANSWERS, CONDUCTS, DAY, REFUSED, TEXT, uses
from comity.law.files.shape import AsItStands, Choice, Flag, Key, ListOf, MapOf, Record

_ANSWER = Choice(ANSWERS)
_OUTCOME = Choice((*ANSWERS, REFUSED))
_PROVISION_LIST = ListOf(uses("provision"))

SCENARIOS = ListOf(
    Record(
        "a scenario",
        (
            Key("name", TEXT, required=True),
            Key("from_sheet", TEXT),
            Key(
                "overlay",
                TEXT,
                meaning="a file of a place to lay over the corpus, beside this file",
            ),
            Key("place", uses("place"), required=True),
            Key("action", uses("action"), required=True),
            Key("actor", uses("actor")),
            Key("employer", uses("place"), meaning="only where it differs from the place"),
            Key("on", DAY, required=True),
            Key("facts", AsItStands(), required=True),
            Key("readings", MapOf(uses("question"), TEXT), meaning="question: reading adopted"),
            Key(
                "done",
                Record("`done`", (Key("acted", Flag()), Key("on", DAY))),
                meaning="what was done",
            ),
            Key(
                "expect",
                Record(
                    "`expect`",
                    (
                        Key("answer", _OUTCOME, required=True),
                        Key("leaning", _ANSWER),
                        Key("by_reading", MapOf(TEXT, _ANSWER)),
                        Key("deciding", _PROVISION_LIST),
                        Key("defeated", _PROVISION_LIST),
                        Key("missing", ListOf(TEXT)),
                        Key("possible", ListOf(_ANSWER)),
                        Key("conduct", Choice(CONDUCTS)),
                        Key("complete", Flag()),
                        Key("duties", ListOf(uses("duty"))),
                        Key("remedies", ListOf(uses("remedy"))),
                        Key("notes", ListOf(uses("note"))),
                        Key("clocks", MapOf(uses("clock"), TEXT)),
                        Key("out_of_force", _PROVISION_LIST),
                        Key(
                            "absent",
                            ListOf(TEXT),
                            meaning="duties, remedies, notes, clocks and provisions out of force"
                            " that must not be found",
                        ),
                    ),
                ),
                required=True,
            ),
        ),
    )
)
