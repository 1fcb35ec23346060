"""The API described in OpenAPI 3.1, made from the JSON Schemas of `decide`. Every example of it is tried by a test."""

from __future__ import annotations

from collections.abc import Mapping

from comity.decide import (
    determination_schema,
    law_schema,
    place_schema,
    places_schema,
    program_version,
    provision_schema,
    question_schema,
    vocabulary_schema,
)
from comity.decide.schema_parts import ID, TEXT, Schema, list_of, object_of, says
from comity.web.analysis_schema import difference_schema, gaps_schema
from comity.web.problem import MEDIA_TYPE as PROBLEM
from comity.web.problem import Kind
from comity.web.site import Site
from comity.web.strict_json import MAX_QUESTION

QUESTIONS: Mapping[str, dict[str, object]] = {
    "a transfer in the District, little known": {
        "place": "us-dc",
        "action": "transfer_custody",
        "on": "2025-09-27",
        "actor": "city_police",
        "facts": {"in_custody": True},
    },
    "the same with what is known of the papers": {
        "place": "us-dc",
        "action": "transfer_custody",
        "on": "2025-09-27",
        "actor": "city_police",
        "facts": {"in_custody": True, "documents": ["i_200"], "documents_complete": True},
        "basis": {"documents": "paper"},
    },
    "a sheriff in Texas who never asked for an agreement": {
        "place": "us-tx",
        "action": "join_287g",
        "on": "2026-12-15",
        "actor": "sheriff",
        "facts": {"jail_operated_or_contracted": True, "agreement_last_requested": "never"},
        "done": {"acted": False, "on": "2026-12-15"},
    },
}
"""Questions that the document shows, and that a test asks."""


def openapi_document(site: Site) -> dict[str, object]:
    """The document of a server."""
    settings = site.settings
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Comity",
            "version": program_version(),
            "summary": "What did the law of that place say on that day, and on what evidence?",
            "description": "Information, not legal advice. What is not stated is unknown, and an answer says what is missing. "
            "Nothing that is asked is kept.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": settings.root_path or "/"}],
        "paths": {
            "/api/v1/decide": {"post": _decide(site)},
            "/api/v1/next-question": {"post": _next_question()},
            "/api/v1/law/{place}": {
                "get": _read(
                    "law",
                    "The provisions in force for a place on a day",
                    "At its own level and those above, with duties, remedies and known gaps.",
                    "Law",
                    [
                        _in_path("place", "a place", "us-il-chicago"),
                        _in_query(
                            "on", "the day asked about; without it today", "2018-01-01", day=True
                        ),
                        _in_query("action", "only rules on this act", "hold_on_detainer"),
                    ],
                )
            },
            "/api/v1/places": {
                "get": _read(
                    "places", "Every place, encoded or not", "In one line each.", "Places", []
                )
            },
            "/api/v1/places/{place}": {
                "get": _read(
                    "place",
                    "One place with everything it holds",
                    "On any day: its provisions by name, when they are in force, and its gaps.",
                    "Place",
                    [_in_path("place", "a place", "us-dc")],
                )
            },
            "/api/v1/provisions/{place}/{name}": {
                "get": _read(
                    "provision",
                    "One provision with every version of its text",
                    "Its id is the place, a slash and its name.",
                    "Provision",
                    [
                        _in_path("place", "whose law it is", "us-dc"),
                        _in_path("name", "its name in that place", "hold"),
                    ],
                )
            },
            "/api/v1/vocabulary": {
                "get": _read(
                    "vocabulary",
                    "The words in which a question is asked",
                    "Actions, actors, fact words with their values, papers, questions of law.",
                    "Vocabulary",
                    [],
                )
            },
            **_analysis(),
        },
        "components": {"schemas": _schemas()},
    }


def _analysis() -> dict[str, object]:
    """What compares; it needs the extra `analysis`, and says so where that is missing."""
    place = _in_path("place", "a place with a law file", "us-ri-providence")
    day = _in_query("on", "the day asked about; without it today", "2025-10-01", day=True)
    return {
        "/api/v1/gaps/{place}": {
            "get": _read(
                "gaps",
                "What the law of a place leaves open, and what in it can do nothing",
                "Beside all places of its kind, its neighbours, or one place.",
                "Gaps",
                [
                    place,
                    day,
                    _in_query("against", "`all`, `neighbours` or a place", "us-ma-boston"),
                ],
            )
        },
        "/api/v1/diff/{place}": {
            "get": _read(
                "diff",
                "What changed in a place between two days",
                "Each difference with a case that was decided on both days; what is equal is proved. Without days: at the "
                "last change on record.",
                "Difference",
                [
                    place,
                    _in_query("from", "the earlier day, with `to`", "2025-10-15", day=True),
                    _in_query("to", "the later day", "2025-12-15", day=True),
                ],
            )
        },
        "/api/v1/compare/{place}/{other}": {
            "get": _read(
                "compare",
                "Two places on a day",
                "Of the actors that both employ; each two answers once.",
                "Difference",
                [place, _in_path("other", "another place", "us-ma-boston"), day],
            )
        },
    }


def _decide(site: Site) -> dict[str, object]:
    settings = site.settings
    lines = "\n".join(
        f'{{"place":"us-dc","action":"{one}","on":"2026-03-01"}}'
        for one in ("transfer_custody", "share_status")
    )
    return {
        "operationId": "decide",
        "summary": "Decide a question, or many",
        "description": f"One question as JSON of at most {MAX_QUESTION:,} bytes; a whole determination may be sent to repeat its "
        f"question. As `application/x-ndjson` one question a line, at most {settings.max_lines:,} lines and "
        f"{settings.max_batch:,} bytes: each is answered on a line of its own with its number, a bad line by a problem, and a last "
        "line `end` says that this was all.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _named("Question"),
                    "examples": {name: {"value": one} for name, one in QUESTIONS.items()},
                },
                "application/x-ndjson": {
                    "schema": TEXT,
                    "examples": {"two questions": {"value": f"{lines}\n"}},
                },
            },
        },
        "responses": {
            "200": {
                "description": "the determination, or a line for each question",
                "content": {
                    "application/json": {"schema": _named("Determination")},
                    "application/x-ndjson": {"schema": TEXT},
                },
            },
            **_problems(400, 408, 413, 415, 422, 503),
        },
    }


def _next_question() -> dict[str, object]:
    first = next(iter(QUESTIONS.values()))
    return {
        "operationId": "next-question",
        "summary": "What to ask a person next",
        "description": "The one word whose answer can settle most, or null when nothing a person can answer would still matter.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _named("Unfinished"),
                    "examples": {
                        "at the start": {"value": {"question": first}},
                        "one answer was not known": {
                            "value": {"question": first, "declined": ["documents"]}
                        },
                    },
                }
            },
        },
        "responses": {
            "200": {
                "description": "the question, with where its answer is found",
                "content": {"application/json": {"schema": _named("NextQuestion")}},
            },
            **_problems(400, 408, 413, 415, 422),
        },
    }


def _read(
    name: str, summary: str, description: str, schema: str, parameters: list[dict[str, object]]
) -> dict[str, object]:
    in_path = any(one["in"] == "path" for one in parameters)
    held = {
        "name": "If-None-Match",
        "in": "header",
        "description": "the ETag of an earlier response: 304 if it is still right",
        "schema": TEXT,
    }
    return {
        "operationId": name,
        "summary": summary,
        "description": description,
        "parameters": [*parameters, held],
        "responses": {
            "200": {
                "description": "what the corpus holds",
                "headers": {
                    "ETag": {
                        "description": "changes with law, program, address and, where no day is named, the day",
                        "schema": TEXT,
                    }
                },
                "content": {"application/json": {"schema": _named(schema)}},
            },
            "304": {"description": "what was sent before is still right"},
            **_problems(*((404,) if in_path else ()), 422),
        },
    }


def _in_path(name: str, description: str, example: str) -> dict[str, object]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": ID,
        "example": example,
    }


def _in_query(name: str, description: str, example: str, *, day: bool = False) -> dict[str, object]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", "format": "date"} if day else ID,
        "example": example,
    }


def _problems(*statuses: int) -> dict[str, object]:
    kinds = {one.status: one for one in Kind}
    return {
        str(status): {
            "description": kinds[status].title,
            "content": {PROBLEM: {"schema": _named("Problem")}},
        }
        for status in statuses
    }


def _schemas() -> dict[str, Schema]:
    determination = determination_schema()
    trace = determination.pop("$defs")
    assert isinstance(trace, dict)
    missing = object_of(
        {
            "word": says(ID, "the word or predicate to state"),
            "asks": says(TEXT, "the question to ask a person"),
            "found": says(TEXT, "where its answer is found"),
            "question_of_law": says(
                {"const": False}, "no fact answers a question of law, so none is asked"
            ),
        }
    )
    schemas: dict[str, Schema] = {
        "Question": question_schema(),
        "Determination": determination,
        "Unfinished": object_of(
            {
                "question": says(_named("Question"), "the question as far as it is known"),
                "declined": says(list_of(TEXT), "words whose answer the person does not know"),
            },
            optional=("declined",),
        ),
        "NextQuestion": _signed(
            object_of(
                {"next": says({"anyOf": [missing, {"type": "null"}]}, "null when nothing helps")}
            )
        ),
        "Law": _signed(law_schema()),
        "Places": _signed(object_of({"places": places_schema()})),
        "Place": _signed(place_schema()),
        "Provision": _signed(provision_schema()),
        "Vocabulary": _signed(vocabulary_schema()),
        "Gaps": _signed(gaps_schema()),
        "Difference": _signed(difference_schema(_named("Question"))),
        "BatchLine": _batch_line(),
        "Problem": problem_schema(),
    }
    return {
        **{name: _rebased(schema) for name, schema in schemas.items()},
        "trace": _rebased(trace["trace"]),
    }


def problem_schema() -> Schema:
    """Problem details of RFC 9457."""
    return object_of(
        {
            "type": says({"enum": [f"/api#{one.id}" for one in Kind]}, "which kind of problem"),
            "title": says(TEXT, "the kind in words"),
            "status": says({"type": "integer"}, "the HTTP status"),
            "detail": says(TEXT, "the first mistake"),
            "errors": says(list_of(TEXT), "every mistake: what is wrong, and what is accepted"),
        }
    )


def _batch_line() -> Schema:
    number = says({"type": "integer", "minimum": 1}, "the line of the request that this answers")
    end = object_of(
        {
            "determinations": says({"type": "integer"}, "lines that were decided"),
            "problems": says({"type": "integer"}, "lines that were not"),
            "corpus": says(ID, "SHA-256 of the law files"),
        }
    )
    return {
        "description": "A line of the answer to a batch.",
        "oneOf": [
            object_of({"line": number, "determination": _named("Determination")}),
            object_of({"line": number, "problem": _named("Problem")}),
            object_of({"end": end}),
        ],
    }


def _signed(schema: Schema) -> Schema:
    """A schema of a mapping with the corpus and the program that made it."""
    version = object_of(
        {
            "digest": says(ID, "SHA-256 of the law files"),
            "program": says(ID, "version of the program"),
        }
    )
    properties, required = schema["properties"], schema["required"]
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    return {
        **schema,
        "required": [*required, "corpus"],
        "properties": {
            **properties,
            "corpus": says(version, "which law and which program made it"),
        },
    }


def _named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _rebased(schema: object) -> Schema:
    """A schema that stood alone, as a part of the document: without its dialect, its definitions found here."""
    found = _moved(schema)
    assert isinstance(found, dict)
    found.pop("$schema", None)
    return found


def _moved(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: held.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(held, str)
            else _moved(held)
            for key, held in value.items()
        }
    return [_moved(one) for one in value] if isinstance(value, list) else value
