"""The one list of keys of every kind of law file, in the order in which they are written.

The loader reads by it, the formatter orders by it, and the JSON Schema for editors is made from it.
"""

from __future__ import annotations

import re

from comity.law.shape import (
    AsItStands,
    Choice,
    ConditionText,
    Day,
    Either,
    Flag,
    Key,
    ListOf,
    MapOf,
    Record,
    Text,
    Whole,
)

LEVELS = ("federal", "state", "district", "county", "city")
"""Levels of government with law files, highest first; state and district stand side by side."""

EFFECTS = ("prohibited", "required", "permitted")
EXPECTED = ("applies", "excepted", "does not apply", "unknown", "not in force")
ANSWERS = (
    "required",
    "permitted",
    "prohibited",
    "not_regulated",
    "conflict",
    "contested",
    "undetermined",
)
CONDUCTS = ("accords", "departs", "not_yet_due", "excused", "unknown")
NOTE_KINDS = ("context", "bill", "tension")
VERIFIED = ("text", "account", "unverified")
EVERY_ACTION = "*"
"""In a gap: every action."""

JURISDICTION_ID = re.compile(r"us(?:-[a-z0-9]+)*\Z")
WINDOW = re.compile(r"[1-9][0-9]{0,3} (?:day|month|year)s?\Z")

_WORD_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_THING_ID = re.compile(r"us(?:-[a-z0-9]+)*/[a-z0-9][a-z0-9._-]*\Z")
CLASS_ID = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9_]+\Z")

_TEXT = Text()
_DAY = Day()
_CONDITION = ConditionText()


def _gives_word(domain: str) -> Text:
    return Text(
        gives=domain,
        pattern=_WORD_ID,
        said="lower case letters, digits and `_`",
        remedy="write a short name like `judicial_warrant`",
    )


def _gives_thing(domain: str) -> Text:
    return Text(
        gives=domain,
        pattern=_THING_ID,
        said="the place's id, a slash and a short name",
        remedy="write something like `us-dc/transfer`",
    )


def _uses(domain: str) -> Text:
    return Text(uses=domain, said=f"the name of a known {domain}", remedy=f"name the {domain}")


_CITE = Key("cite", _TEXT, required=True, meaning="the citation, to the subsection")
_FROM = Key("from", _DAY, required=True, meaning="first day of force")
_OPEN_FROM = Key("from", _DAY, meaning="first day of force; left out: as far back as is asked")
_UNTIL = Key("until", _DAY, meaning="first day no longer in force")
_VERIFIED = Key("verified", Choice(VERIFIED), required=True, meaning="how well the text is known")
_SOURCE = Key("source", _TEXT, required=True, meaning="address of the official or faithful text")
_SAYS = Key("says", _TEXT, required=True, meaning="what it says, in our own words")
_ACTIONS = Key("actions", ListOf(_uses("action"), least=1), required=True)
_SOME_ACTIONS = Key("actions", ListOf(_uses("action")))
_PROVISIONS = Key("provisions", ListOf(_uses("provision")))
_WHEN = Key("when", _CONDITION, meaning="left out: always")

BINDS = Record(
    "`binds`",
    (
        Key(
            "kinds", ListOf(_uses("actor or group"), least=1), meaning="left out: any kind of actor"
        ),
        Key(
            "employers",
            Either(Choice(("own", "any")), ListOf(_uses("place"), least=1)),
            meaning="own, any, or places; left out: own for cities, counties and the district",
        ),
        Key("when", _CONDITION, meaning="a further condition on the actor"),
    ),
)

UNCERTAIN = Key(
    "uncertain",
    ListOf(
        Record(
            "an uncertain stretch",
            (
                _FROM,
                _UNTIL,
                Key("question", _uses("question"), required=True),
                Key("why", _TEXT, required=True, meaning="why its force is in question"),
            ),
        )
    ),
    meaning="stretches in which it is a question of law whether it was in force",
)

CASE = Record(
    "a case",
    (
        Key("name", _TEXT, required=True),
        Key("on", _DAY, meaning="left out: the version's first day"),
        Key("facts", AsItStands(), required=True),
        Key("expect", Choice(EXPECTED), required=True),
    ),
)

VERSION = Record(
    "a version",
    (
        _FROM,
        _UNTIL,
        _VERIFIED,
        _SOURCE,
        Key("archived", _TEXT, meaning="address of an archived copy"),
        Key("retrieved", _DAY, meaning="day on which the source was last seen"),
        Key("reviewed", _TEXT, meaning="by whom, in which role, and when"),
        _SAYS,
        Key("when", _CONDITION, required=True, meaning="what it reaches; `True` for always"),
        Key(
            "unless",
            ListOf(
                Record(
                    "an exception",
                    (
                        Key("id", _gives_word("exception"), required=True),
                        _CITE,
                        Key("when", _CONDITION, required=True),
                        UNCERTAIN,
                    ),
                )
            ),
            meaning="named, cited exceptions",
        ),
        UNCERTAIN,
        Key("unsure", _TEXT, meaning="what the encoder was not sure of"),
        Key("cases", ListOf(CASE)),
    ),
)

DEFEAT = Record(
    "a defeat",
    (
        Key("kind", Choice(("preempts", "saves")), required=True),
        Key("levels", ListOf(Choice(LEVELS)), meaning="left out: all below this one"),
        Key("instruments", ListOf(_uses("instrument"))),
        _PROVISIONS,
        _SOME_ACTIONS,
        Key("effects", ListOf(Choice(EFFECTS))),
        _WHEN,
        Key("unless", _CONDITION, meaning="exceptions to the defeat"),
        Key("cite", _TEXT, meaning="left out: that of the provision"),
    ),
)

PROVISION = Record(
    "a provision",
    (
        Key("id", _gives_thing("provision"), required=True),
        _CITE,
        Key("instrument", _uses("instrument"), required=True),
        _ACTIONS,
        Key("effect", Choice(EFFECTS), meaning="left out for a rule that only defeats others"),
        Key("binds", BINDS),
        Key("comply_by", _DAY, meaning="for a requirement: not in breach before this day"),
        Key("satisfied_by", ListOf(_CONDITION, least=1), meaning="any of them satisfies it"),
        Key(
            "recurrence",
            Text(pattern=WINDOW, said="a stretch of time", remedy="write something like `1 year`"),
            meaning="owed again after this time",
        ),
        Key("versions", ListOf(VERSION, least=1), required=True, meaning="oldest first"),
        Key("defeats", ListOf(DEFEAT, least=1)),
    ),
)

_HEADER = (
    Key(
        "jurisdiction",
        Text(
            pattern=JURISDICTION_ID,
            said="an id like `us-dc` or `us-il-chicago`",
            remedy="write small letters, digits and dashes, beginning with `us`",
        ),
        required=True,
    ),
    Key("name", _TEXT, required=True),
    Key("level", Choice(LEVELS), required=True),
    Key("within", ListOf(_uses("place")), meaning="every level above it, nearest first"),
    Key("time_zone", _TEXT, meaning="left out where the place has several"),
    Key("encoded_from", _DAY, required=True, meaning="first day this file claims to speak for"),
    Key("checked_through", _DAY, required=True, meaning="day through which the law was checked"),
    Key(
        "horizons",
        ListOf(Record("a horizon", (_ACTIONS, Key("through", _DAY, required=True)))),
        meaning="other horizons for some actions",
    ),
)

_BODY = (
    Key(
        "instruments",
        ListOf(
            Record(
                "an instrument",
                (
                    Key("id", _gives_thing("instrument"), required=True),
                    Key("name", _TEXT, required=True),
                    Key("force", Choice(("binding", "internal", "declaratory")), required=True),
                ),
            )
        ),
    ),
    Key(
        "actor_groups",
        ListOf(
            Record(
                "an actor group",
                (
                    Key("id", _gives_word("group"), required=True),
                    Key("cite", _TEXT),
                    Key("kinds", ListOf(_uses("actor or group"), least=1), required=True),
                ),
            )
        ),
    ),
    Key(
        "words",
        ListOf(
            Record(
                "a defined word",
                (
                    Key("id", _gives_word("word"), required=True),
                    _CITE,
                    _OPEN_FROM,
                    _UNTIL,
                    Key("means", _CONDITION, required=True),
                ),
            )
        ),
    ),
    Key(
        "classes",
        ListOf(
            Record(
                "an offence class",
                (
                    Key(
                        "id",
                        Text(
                            gives="class",
                            pattern=CLASS_ID,
                            said="a name with one dot, like `ca.serious_felony`",
                            remedy="write the place, a dot and a short name",
                        ),
                        required=True,
                    ),
                    _CITE,
                    Key("means", _TEXT, required=True),
                    Key("within", ListOf(_uses("class")), meaning="classes that contain it"),
                    Key("members", ListOf(_TEXT), meaning="sections of the penal law"),
                    _OPEN_FROM,
                    _UNTIL,
                ),
            )
        ),
    ),
    Key(
        "questions",
        ListOf(
            Record(
                "a question of law",
                (
                    Key("id", _gives_word("question"), required=True),
                    Key("asks", _TEXT, required=True),
                    Key(
                        "readings",
                        ListOf(
                            Record(
                                "a reading",
                                (
                                    Key("id", _gives_word("reading"), required=True),
                                    Key("value", Flag(), required=True),
                                    Key("says", _TEXT, required=True),
                                    Key(
                                        "held",
                                        ListOf(
                                            Record(
                                                "a holder",
                                                (
                                                    Key("by", _TEXT, required=True),
                                                    Key("since", _DAY),
                                                    Key("source", _TEXT),
                                                ),
                                            )
                                        ),
                                        meaning="who reads it so",
                                    ),
                                ),
                            ),
                        ),
                        required=True,
                    ),
                    Key("leaning", _TEXT, meaning="the encoder's reading; shown, never applied"),
                    Key("leaning_why", _TEXT),
                ),
            )
        ),
    ),
    Key(
        "prevailing",
        ListOf(
            Record(
                "a prevailing reading",
                (
                    Key("question", _uses("question"), required=True),
                    Key("reading", _TEXT, required=True),
                    _CITE,
                    _SOURCE,
                    Key("places", ListOf(_uses("place"), least=1), meaning="left out: this one"),
                    _FROM,
                    _UNTIL,
                    _VERIFIED,
                    _WHEN,
                ),
            )
        ),
    ),
    Key("provisions", ListOf(PROVISION)),
    Key(
        "duties",
        ListOf(
            Record(
                "a duty",
                (
                    Key("id", _gives_thing("duty"), required=True),
                    _CITE,
                    Key("actions", ListOf(_uses("action")), required=True),
                    Key(
                        "trigger",
                        Choice(("acting", "refusing", "request", "periodic")),
                        required=True,
                    ),
                    Key("binds", BINDS),
                    _WHEN,
                    _SAYS,
                    Key("to", _TEXT, meaning="to whom it is owed"),
                    Key("by", _TEXT, meaning="by when it is owed"),
                    _FROM,
                    _UNTIL,
                    _VERIFIED,
                    _SOURCE,
                ),
            )
        ),
    ),
    Key(
        "remedies",
        ListOf(
            Record(
                "a remedy",
                (
                    Key("id", _gives_thing("remedy"), required=True),
                    _CITE,
                    _SOME_ACTIONS,
                    _PROVISIONS,
                    Key("who", _TEXT, required=True, meaning="who may use it"),
                    Key("against", _TEXT, required=True),
                    _SAYS,
                    _FROM,
                    _UNTIL,
                    _VERIFIED,
                    _SOURCE,
                ),
            )
        ),
    ),
    Key(
        "clocks",
        ListOf(
            Record(
                "a clock",
                (
                    Key("id", _gives_thing("clock"), required=True),
                    Key("word", _uses("word"), required=True),
                    _CITE,
                    Key("starts", _uses("word"), required=True, meaning="the moment it runs from"),
                    Key("hours", Whole()),
                    Key("until_midnight", Flag(), meaning="ends with the local day it started on"),
                    Key(
                        "excludes",
                        ListOf(Choice(("saturdays", "sundays", "federal_holidays"))),
                        meaning="what does not count",
                    ),
                    _SAYS,
                    _FROM,
                    _UNTIL,
                    _VERIFIED,
                    _SOURCE,
                ),
            )
        ),
    ),
    Key(
        "injunctions",
        ListOf(
            Record(
                "an injunction",
                (
                    Key("id", _gives_thing("injunction"), required=True),
                    _CITE,
                    Key("provisions", ListOf(_uses("provision"), least=1), required=True),
                    Key("whom", _CONDITION, meaning="whom it helps; left out: everyone"),
                    _FROM,
                    _UNTIL,
                    _VERIFIED,
                    _SOURCE,
                    _SAYS,
                ),
            )
        ),
    ),
    Key(
        "notes",
        ListOf(
            Record(
                "a note",
                (
                    Key("id", _gives_thing("note"), required=True),
                    Key("kind", Choice(NOTE_KINDS), required=True),
                    Key("cite", _TEXT),
                    _SOME_ACTIONS,
                    _PROVISIONS,
                    _WHEN,
                    _SAYS,
                    _OPEN_FROM,
                    _UNTIL,
                    _SOURCE,
                ),
            )
        ),
    ),
)

JURISDICTION = Record("a jurisdiction file", (*_HEADER, *_BODY))
"""One place and its law."""

OVERLAY = Record(
    "an overlay file",
    (
        _HEADER[0],
        *(Key(key.name, key.shape, required=False, meaning=key.meaning) for key in _HEADER[1:]),
        *_BODY,
    ),
)
"""The same, where the place may already be known."""

_MEANS = Key("means", _TEXT, required=True, meaning="its meaning in plain words")

VOCABULARY = Record(
    "the vocabulary",
    (
        Key(
            "actions",
            ListOf(
                Record(
                    "an action",
                    (
                        Key("id", _gives_word("action"), required=True),
                        _MEANS,
                        Key("phrase", _TEXT, required=True),
                        Key("phrase_es", _TEXT, required=True),
                    ),
                )
            ),
            required=True,
        ),
        Key(
            "actors",
            ListOf(
                Record(
                    "an actor",
                    (
                        Key("id", _gives_word("actor"), required=True),
                        _MEANS,
                        Key("level", Choice((*LEVELS, "local", "tribal", "none")), required=True),
                    ),
                )
            ),
            required=True,
        ),
        Key(
            "words",
            ListOf(
                Record(
                    "a word",
                    (
                        Key("id", _gives_word("word"), required=True),
                        Key(
                            "type",
                            Choice(
                                (
                                    "boolean",
                                    "enumeration",
                                    "integer",
                                    "date",
                                    "moment",
                                    "jurisdiction",
                                    "records",
                                )
                            ),
                            required=True,
                        ),
                        Key(
                            "values",
                            Either(
                                Choice(("actions", "actors")),
                                ListOf(
                                    Record(
                                        "a value",
                                        (
                                            Key("id", _gives_word("value"), required=True),
                                            _MEANS,
                                        ),
                                    ),
                                    least=1,
                                ),
                            ),
                            meaning="for an enumeration: its values",
                        ),
                        _MEANS,
                        Key("asks", _TEXT, required=True, meaning="the question a person is asked"),
                        Key("found", _TEXT, required=True, meaning="where the answer is found"),
                        Key("clock", _uses("clock"), meaning="the clock that works it out"),
                    ),
                )
            ),
            required=True,
        ),
        Key(
            "documents",
            Record(
                "`documents`",
                (
                    Key(
                        "attributes",
                        Record(
                            "`attributes`",
                            tuple(
                                Key(name, ListOf(_TEXT, least=1), required=True)
                                for name in ("issuer", "effect", "matter")
                            ),
                        ),
                        required=True,
                    ),
                    Key(
                        "kinds",
                        ListOf(
                            Record(
                                "a kind of document",
                                (
                                    Key("id", _gives_word("document"), required=True),
                                    _MEANS,
                                    Key(
                                        "attributes",
                                        AsItStands(),
                                        required=True,
                                        meaning="what the kind itself fixes",
                                    ),
                                ),
                            )
                        ),
                        required=True,
                    ),
                ),
            ),
            required=True,
        ),
        Key(
            "axioms",
            ListOf(
                Record(
                    "an axiom",
                    (
                        Key("id", _gives_word("axiom"), required=True),
                        _MEANS,
                        Key("when", _CONDITION, required=True),
                        Key("then", _CONDITION, required=True),
                    ),
                )
            ),
        ),
    ),
)

GAPS = ListOf(
    Record(
        "a known gap",
        (
            Key("id", _gives_thing("gap"), required=True),
            Key("jurisdiction", _uses("place"), required=True),
            Key(
                "actions",
                ListOf(_uses("action or `*`")),
                required=True,
                meaning="`[]`: touches no answer; `['*']`: all",
            ),
            _OPEN_FROM,
            _UNTIL,
            Key("why", _TEXT, required=True),
            Key("needs", _TEXT, required=True, meaning="what text must be obtained"),
        ),
    )
)

STATES = ListOf(
    Record(
        "a state",
        (
            Key(
                "id",
                Text(
                    gives="state",
                    pattern=re.compile(r"us-[a-z]{2}\Z"),
                    said="an id like `us-tx`",
                    remedy="write `us-` and the postal abbreviation",
                ),
                required=True,
            ),
            Key("name", _TEXT, required=True),
        ),
    )
)

_ANSWER = Choice(ANSWERS)
_PROVISION_LIST = ListOf(_uses("provision"))

SCENARIOS = ListOf(
    Record(
        "a scenario",
        (
            Key("name", _TEXT, required=True),
            Key("from_sheet", _TEXT),
            Key("place", _uses("place"), required=True),
            Key("action", _uses("action"), required=True),
            Key("actor", _uses("actor")),
            Key("employer", _uses("place"), meaning="only where it differs from the place"),
            Key("on", _DAY, required=True),
            Key("facts", AsItStands(), required=True),
            Key("readings", MapOf(_uses("question"), _TEXT), meaning="question: reading adopted"),
            Key(
                "done",
                Record("`done`", (Key("acted", Flag()), Key("on", _DAY))),
                meaning="what was done",
            ),
            Key(
                "expect",
                Record(
                    "`expect`",
                    (
                        Key("answer", _ANSWER, required=True),
                        Key("leaning", _ANSWER),
                        Key("by_reading", MapOf(_TEXT, _ANSWER)),
                        Key("deciding", _PROVISION_LIST),
                        Key("defeated", _PROVISION_LIST),
                        Key("missing", ListOf(_TEXT)),
                        Key("possible", ListOf(_ANSWER)),
                        Key("conduct", Choice(CONDUCTS)),
                        Key("complete", Flag()),
                        Key("duties", ListOf(_uses("duty"))),
                        Key("remedies", ListOf(_uses("remedy"))),
                        Key("notes", ListOf(_uses("note"))),
                        Key("clocks", MapOf(_uses("clock"), _TEXT)),
                        Key("out_of_force", _PROVISION_LIST),
                    ),
                ),
                required=True,
            ),
        ),
    )
)
