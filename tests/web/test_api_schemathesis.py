"""Odd and hostile requests made from our own OpenAPI: never a 5xx, always what the document promises."""

from __future__ import annotations

from datetime import date
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from comity.web import Settings, Site, create_app
from tests.shipped import shipped_corpus

APP = create_app(
    Site(
        corpus=shipped_corpus(),
        settings=Settings(hosts=("*",)),
        today=lambda: date(2026, 11, 21),
    )
)
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)


@schemathesis.serializer("application/x-ndjson")
def lines(_: object, text: object) -> bytes:
    """A batch is a text already."""
    return str(text).encode("utf-8", "surrogatepass")


@SCHEMA.parametrize()
@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_address_keeps_to_the_document(case: schemathesis.Case[Any]) -> None:
    checks = [
        not_a_server_error,
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    ]
    if case.media_type != "application/x-ndjson":  # there a bad line is told on its line
        checks.append(negative_data_rejection)
    case.validate_response(case.call(), checks=checks)
