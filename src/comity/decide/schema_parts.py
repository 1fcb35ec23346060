"""The parts that JSON Schemas of this room are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

Schema = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY: Schema = {"type": "string", "format": "date"}
TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}


def says(schema: Schema, description: str) -> Schema:
    """A schema with its meaning."""
    return {**schema, "description": description}


def or_null(schema: Schema) -> Schema:
    """What a schema allows, or null."""
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema:
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(values: Iterable[str | Enum]) -> Schema:
    """One of some values."""
    return {"enum": [one.value if isinstance(one, Enum) else one for one in values]}


def list_of(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def mapping_of(values: Schema) -> Schema:
    """A mapping of any keys to values of one form."""
    return {"type": "object", "additionalProperties": values}


def object_of(properties: Mapping[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    """A mapping of exactly these keys; the optional ones may be left out."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in set(optional)],
        "properties": dict(properties),
    }
