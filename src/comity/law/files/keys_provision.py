"""The keys of a provision, its versions, exceptions, cases and defeats, in the order of the page."""

from __future__ import annotations

from comity.law.files.keys import (
    ACTIONS,
    CITE,
    CONDITION,
    DAY,
    EFFECTS,
    EXPECTED,
    FROM,
    LEVELS,
    PROVISIONS,
    SAYS,
    SOME_ACTIONS,
    SOURCE,
    TEXT,
    UNTIL,
    VERIFIED_KEY,
    WHEN,
    gives_thing,
    gives_word,
    uses,
)
from comity.law.files.shape import AsItStands, Choice, Either, Key, ListOf, Record, Text
from comity.law.names import WINDOW

BINDS = Record(
    "`binds`",
    (
        Key(
            "kinds", ListOf(uses("actor or group"), least=1), meaning="left out: any kind of actor"
        ),
        Key(
            "employers",
            Either(Choice(("own", "any")), ListOf(uses("place"), least=1)),
            meaning="own, any, or places; left out: own for cities, counties and the district",
        ),
        Key("when", CONDITION, meaning="a further condition on the actor"),
    ),
)

UNCERTAIN = Key(
    "uncertain",
    ListOf(
        Record(
            "an uncertain stretch",
            (
                FROM,
                UNTIL,
                Key("question", uses("question"), required=True),
                Key("why", TEXT, required=True, meaning="why its force is in question"),
            ),
        )
    ),
    meaning="stretches in which it is a question of law whether it was in force",
)

CASE = Record(
    "a case",
    (
        Key("name", TEXT, required=True),
        Key("on", DAY, meaning="left out: the version's first day"),
        Key("facts", AsItStands(), required=True),
        Key("expect", Choice(EXPECTED), required=True),
    ),
)

VERSION = Record(
    "a version",
    (
        FROM,
        UNTIL,
        VERIFIED_KEY,
        SOURCE,
        Key("archived", TEXT, meaning="address of an archived copy"),
        Key("retrieved", DAY, meaning="day on which the source was last seen"),
        Key("reviewed", TEXT, meaning="by whom, in which role, and when"),
        SAYS,
        Key("when", CONDITION, required=True, meaning="what it reaches; `True` for always"),
        Key(
            "unless",
            ListOf(
                Record(
                    "an exception",
                    (
                        Key("id", gives_word("exception"), required=True),
                        CITE,
                        Key("when", CONDITION, required=True),
                        UNCERTAIN,
                    ),
                )
            ),
            meaning="named, cited exceptions",
        ),
        UNCERTAIN,
        Key("unsure", TEXT, meaning="what the encoder was not sure of"),
        Key("cases", ListOf(CASE)),
    ),
)

DEFEAT = Record(
    "a defeat",
    (
        Key("kind", Choice(("preempts", "saves")), required=True),
        Key("levels", ListOf(Choice(LEVELS)), meaning="left out: all below this one"),
        Key("instruments", ListOf(uses("instrument"))),
        PROVISIONS,
        SOME_ACTIONS,
        Key("effects", ListOf(Choice(EFFECTS))),
        WHEN,
        Key("unless", CONDITION, meaning="exceptions to the defeat"),
        Key("cite", TEXT, meaning="left out: that of the provision"),
    ),
)

PROVISION = Record(
    "a provision",
    (
        Key("id", gives_thing("provision"), required=True),
        CITE,
        Key("instrument", uses("instrument"), required=True),
        ACTIONS,
        Key("effect", Choice(EFFECTS), meaning="left out for a rule that only defeats others"),
        Key("binds", BINDS),
        Key("comply_by", DAY, meaning="for a requirement: not in breach before this day"),
        Key("satisfied_by", ListOf(CONDITION, least=1), meaning="any of them satisfies it"),
        Key(
            "recurrence",
            Text(pattern=WINDOW, said="a stretch of time", remedy="write something like `1 year`"),
            meaning="owed again after this time",
        ),
        Key("versions", ListOf(VERSION, least=1), required=True, meaning="oldest first"),
        Key("defeats", ListOf(DEFEAT, least=1)),
    ),
)
