"""The OpenAPI document is one, and every example in it does what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from starlette.routing import Route
from starlette.testclient import TestClient

from comity.web import Site
from comity.web.api import api_routes
from comity.web.openapi import openapi_document

Document = dict[str, Any]  # parsed JSON of many shapes


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A request that the document shows."""

    name: str
    method: str
    path: str
    query: dict[str, str]
    media_type: str | None
    body: object
    operation: Document


def examples(document: Document) -> Iterator[Example]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            given = [one for one in operation.get("parameters", []) if "example" in one]
            address = path
            for one in given:
                if one["in"] == "path":
                    address = address.replace(f"{{{one['name']}}}", one["example"])
            query = {one["name"]: one["example"] for one in given if one["in"] == "query"}
            name = operation["operationId"]
            bodies = operation.get("requestBody", {}).get("content", {})
            if not bodies:
                for asked in ({}, query) if query else ({},):
                    yield Example(
                        name=name,
                        method=method,
                        path=address,
                        query=asked,
                        media_type=None,
                        body=None,
                        operation=operation,
                    )
            for media_type, content in bodies.items():
                for title, example in content["examples"].items():
                    yield Example(
                        name=f"{name}: {title}",
                        method=method,
                        path=address,
                        query={},
                        media_type=media_type,
                        body=example["value"],
                        operation=operation,
                    )


@pytest.fixture(scope="module")
def document(web: TestClient) -> Document:
    found: Document = web.get("/openapi.json").json()
    return found


def holds(document: Document, schema: Document, value: object) -> list[str]:
    """What a value has against a schema of the document."""
    whole = {**schema, "components": document["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [one.message for one in validator.iter_errors(value)]


def test_every_example_does_what_the_document_says(web: TestClient, document: Document) -> None:
    tried = 0
    for one in examples(document):
        content = one.body if isinstance(one.body, str) else json.dumps(one.body)
        answer = web.request(
            one.method.upper(),
            one.path,
            params=one.query,
            content=content if one.media_type else None,
            headers={"content-type": one.media_type} if one.media_type else {},
        )
        assert answer.status_code == 200, (one.name, answer.text)
        said = one.operation["responses"]["200"]["content"]
        kind = answer.headers["content-type"]
        assert kind in said, one.name
        if kind == "application/json":
            assert holds(document, said[kind]["schema"], answer.json()) == [], one.name
        else:
            line = {"$ref": "#/components/schemas/BatchLine"}
            lines = [json.loads(text) for text in answer.text.splitlines()]
            assert len(lines) == 3
            assert all("problem" not in found for found in lines)
            assert [holds(document, line, found) for found in lines] == [[], [], []]
        tried += 1
    assert tried >= 12


def test_an_example_of_a_body_keeps_to_the_schema_of_the_body(document: Document) -> None:
    for one in examples(document):
        if one.media_type == "application/json":
            schema = one.operation["requestBody"]["content"][one.media_type]["schema"]
            assert holds(document, schema, one.body) == [], one.name


def test_every_schema_is_one_and_every_reference_leads_somewhere(document: Document) -> None:
    assert document["openapi"].startswith("3.1")
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert "$schema" not in schema, name
    text = json.dumps(document)
    for reference in set(text.split('"$ref": "')[1:]):
        name = reference.partition('"')[0].removeprefix("#/components/schemas/")
        assert name in document["components"]["schemas"], name


def test_the_document_tells_of_every_address_of_the_api_and_of_no_other(site: Site) -> None:
    served = {
        (route.path, method.lower())
        for route in api_routes(site)
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    paths = openapi_document(site)["paths"]
    assert isinstance(paths, dict)
    told = {(path, method) for path, methods in paths.items() for method in methods}
    assert served - {("/openapi.json", "get")} == told
