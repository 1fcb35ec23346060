"""The keys of the vocabulary, in the order of the page."""

from __future__ import annotations

from comity.law.files.keys import CONDITION, LEVELS, TEXT, gives_word, uses
from comity.law.files.shape import AsItStands, Choice, Either, Key, ListOf, Record

_MEANS = Key("means", TEXT, required=True, meaning="its meaning in plain words")

VOCABULARY = Record(
    "the vocabulary",
    (
        Key(
            "actions",
            ListOf(
                Record(
                    "an action",
                    (
                        Key("id", gives_word("action"), required=True),
                        _MEANS,
                        Key("phrase", TEXT, required=True),
                        Key("phrase_es", TEXT, required=True),
                        Key(
                            "paper",
                            uses("document"),
                            meaning="the kind of document on which the act rests by its meaning",
                        ),
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
                        Key("id", gives_word("actor"), required=True),
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
                        Key("id", gives_word("word"), required=True),
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
                        _MEANS,
                        Key("asks", TEXT, required=True, meaning="the question a person is asked"),
                        Key("found", TEXT, required=True, meaning="where the answer is found"),
                        Key(
                            "values",
                            Either(
                                Choice(("actions", "actors")),
                                ListOf(
                                    Record(
                                        "a value",
                                        (
                                            Key("id", gives_word("value"), required=True),
                                            _MEANS,
                                        ),
                                    ),
                                    least=1,
                                ),
                            ),
                            meaning="for an enumeration: its values",
                        ),
                        Key("clock", uses("clock"), meaning="the clock that works it out"),
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
                                Key(name, ListOf(TEXT, least=1), required=True)
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
                                    Key("id", gives_word("document"), required=True),
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
                        Key("id", gives_word("axiom"), required=True),
                        _MEANS,
                        Key("when", CONDITION, required=True),
                        Key("then", CONDITION, required=True),
                    ),
                )
            ),
        ),
    ),
)
