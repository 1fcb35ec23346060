"""The keys of a place's file, of known gaps and of the list of states, in the order of the page."""

from __future__ import annotations

import re

from comity.law.files.keys import (
    ACTIONS,
    CITE,
    CONDITION,
    DAY,
    DOCKETS,
    FATES,
    FROM,
    LEVELS,
    NOTE_KINDS,
    OPEN_FROM,
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
from comity.law.files.keys_provision import BINDS, PROVISION
from comity.law.files.shape import Choice, Flag, Key, ListOf, Record, Text, Whole
from comity.law.names import CLASS_ID, JURISDICTION_ID

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
    Key("name", TEXT, required=True),
    Key("level", Choice(LEVELS), required=True),
    Key("within", ListOf(uses("place")), meaning="every level above it, nearest first"),
    Key(
        "consolidated",
        Flag(),
        meaning="a city that is its own county too: the sheriff and the jail are its own",
    ),
    Key(
        "time_zone",
        Text(
            pattern=re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}\Z"),
            said="the name of a time zone",
            remedy="write something like `America/New_York`",
        ),
        meaning="left out where the place has several",
    ),
    Key("encoded_from", DAY, required=True, meaning="first day this file claims to speak for"),
    Key("checked_through", DAY, required=True, meaning="day through which the law was checked"),
    Key(
        "horizons",
        ListOf(Record("a horizon", (ACTIONS, Key("through", DAY, required=True)))),
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
                    Key("id", gives_thing("instrument"), required=True),
                    Key("name", TEXT, required=True),
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
                    Key("id", gives_word("group"), required=True),
                    Key("cite", TEXT),
                    Key("kinds", ListOf(uses("actor or group"), least=1), required=True),
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
                    Key("id", gives_word("word"), required=True),
                    CITE,
                    OPEN_FROM,
                    UNTIL,
                    Key("means", CONDITION, required=True),
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
                    CITE,
                    Key("means", TEXT, required=True),
                    Key("within", ListOf(uses("class")), meaning="classes that contain it"),
                    Key("members", ListOf(TEXT), meaning="sections of the penal law"),
                    OPEN_FROM,
                    UNTIL,
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
                    Key("id", gives_word("question"), required=True),
                    Key("asks", TEXT, required=True),
                    Key(
                        "readings",
                        ListOf(
                            Record(
                                "a reading",
                                (
                                    Key("id", gives_word("reading"), required=True),
                                    Key("value", Flag(), required=True),
                                    Key("says", TEXT, required=True),
                                    Key(
                                        "held",
                                        ListOf(
                                            Record(
                                                "a holder",
                                                (
                                                    Key("by", TEXT, required=True),
                                                    Key("since", DAY),
                                                    Key("source", TEXT),
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
                    Key("leaning", TEXT, meaning="the encoder's reading; shown, never applied"),
                    Key("leaning_why", TEXT),
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
                    Key("question", uses("question"), required=True),
                    Key("reading", TEXT, required=True),
                    CITE,
                    SOURCE,
                    Key("places", ListOf(uses("place"), least=1), meaning="left out: this one"),
                    FROM,
                    UNTIL,
                    VERIFIED_KEY,
                    WHEN,
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
                    Key("id", gives_thing("duty"), required=True),
                    CITE,
                    Key("actions", ListOf(uses("action")), required=True),
                    Key(
                        "trigger",
                        Choice(("acting", "refusing", "request", "periodic")),
                        required=True,
                    ),
                    Key("binds", BINDS),
                    WHEN,
                    SAYS,
                    Key("to", TEXT, meaning="to whom it is owed"),
                    Key("by", TEXT, meaning="by when it is owed"),
                    FROM,
                    UNTIL,
                    VERIFIED_KEY,
                    SOURCE,
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
                    Key("id", gives_thing("remedy"), required=True),
                    CITE,
                    SOME_ACTIONS,
                    PROVISIONS,
                    Key("who", TEXT, required=True, meaning="who may use it"),
                    Key("against", TEXT, required=True),
                    SAYS,
                    FROM,
                    UNTIL,
                    VERIFIED_KEY,
                    SOURCE,
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
                    Key("id", gives_thing("clock"), required=True),
                    Key("word", uses("word"), required=True),
                    CITE,
                    Key("starts", uses("word"), required=True, meaning="the moment it runs from"),
                    Key("hours", Whole()),
                    Key("until_midnight", Flag(), meaning="ends with the local day it started on"),
                    Key(
                        "excludes",
                        ListOf(Choice(("saturdays", "sundays", "federal_holidays"))),
                        meaning="what does not count",
                    ),
                    SAYS,
                    FROM,
                    UNTIL,
                    VERIFIED_KEY,
                    SOURCE,
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
                    Key("id", gives_thing("injunction"), required=True),
                    CITE,
                    Key("provisions", ListOf(uses("provision"), least=1), required=True),
                    Key("whom", CONDITION, meaning="whom it helps; left out: everyone"),
                    FROM,
                    UNTIL,
                    VERIFIED_KEY,
                    SOURCE,
                    SAYS,
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
                    Key("id", gives_thing("note"), required=True),
                    Key("kind", Choice(NOTE_KINDS), required=True),
                    Key(
                        "docket", Choice(DOCKETS), meaning="for a lawsuit: where it stood when seen"
                    ),
                    Key("fate", Choice(FATES), meaning="for a bill: what became of it when seen"),
                    Key("cite", TEXT),
                    SOME_ACTIONS,
                    PROVISIONS,
                    WHEN,
                    SAYS,
                    OPEN_FROM,
                    UNTIL,
                    SOURCE,
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
        Key(
            "repeals",
            ListOf(
                Record(
                    "a repeal",
                    (
                        Key("provision", uses("provision")),
                        Key("duty", uses("duty")),
                        Key("remedy", uses("remedy")),
                        Key("from", DAY, required=True, meaning="first day without it"),
                    ),
                )
            ),
            meaning="what the corpus has and this file ends: one of the three names in each",
        ),
    ),
)
"""The same, where the place may already be known."""

GAPS = ListOf(
    Record(
        "a known gap",
        (
            Key("id", gives_thing("gap"), required=True),
            Key("jurisdiction", uses("place"), required=True),
            Key(
                "actions",
                ListOf(uses("action or `*`")),
                required=True,
                meaning="`[]`: touches no answer; `['*']`: all",
            ),
            OPEN_FROM,
            UNTIL,
            Key("why", TEXT, required=True),
            Key("needs", TEXT, required=True, meaning="what text must be obtained"),
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
            Key("name", TEXT, required=True),
            Key("jails", uses("actor")),
        ),
    )
)
