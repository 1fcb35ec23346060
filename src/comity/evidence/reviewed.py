"""The reviewed file: one JSON line for each act that a person has accepted or corrected. The ledger takes it.

Its form is `reviewed_schema()` (docs/reference/schema/reviewed-act.json); `read_reviewed` reads it back and
`write_reviewed` writes it whole or not at all. Proposals that were rejected are not in it: `review/` in the
folder of the intake keeps every decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.evidence.act import ReportedAct
from comity.evidence.act_json import ActFormError, Json, act_from_json, act_to_json, mapping_at
from comity.evidence.codebook import BecameKnown, ClaimedBreach, Code, ShownAuthority, Status

FORM = "comity-reviewed-act/1"
LONGEST_LINE = 4_000_000
"""Characters of one line; a longer one is no act that a person reviewed."""


class ReviewedFileError(ValueError):
    """A reviewed file that cannot be used; the message says which line, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that a quote is taken from. `document` is the SHA-256 digest of its original bytes."""

    document: str
    name: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What one reviewer decided: `accepted`, `corrected` or `rejected`. `by` is a reviewer's sign, not a name."""

    by: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAct:
    """An act that a person let stand.

    `id` is the proposal's and does not change when it is corrected. Acts with one `story` are told by documents
    that are one story; acts with one `encounter` were told as one encounter. `people` are pseudonyms
    (`person-1`) that hold within the story. `public_quotes` are the quotes in the same order with every
    personal name masked; only these may be published. `proposed_by` is `rules` or `model:NAME`.
    """

    id: str
    act: ReportedAct
    story: str
    encounter: str
    public_quotes: tuple[str, ...]
    sources: tuple[Source, ...]
    decided: tuple[Decided, ...]
    proposed_by: tuple[str, ...]
    people: tuple[str, ...] = ()
    note: str = ""


def reviewed_to_json(one: ReviewedAct) -> dict[str, Json]:
    """One line of a reviewed file as a JSON object."""
    return {
        "form": FORM,
        "id": one.id,
        "story": one.story,
        "encounter": one.encounter,
        "act": act_to_json(one.act),
        "public_quotes": list(one.public_quotes),
        "people": list(one.people),
        "sources": [
            {
                "document": source.document,
                "name": source.name,
                "title": source.title,
                "published": None if source.published is None else source.published.isoformat(),
            }
            for source in one.sources
        ],
        "decided": [{"by": each.by, "decision": each.decision} for each in one.decided],
        "proposed_by": list(one.proposed_by),
        "note": one.note,
    }


def reviewed_from_json(form: object) -> ReviewedAct:
    """The act that one line holds. Raises ActFormError."""
    given = mapping_at(form, "the line")
    if given.get("form") != FORM:
        raise ActFormError(f"`form` is `{given.get('form')}`: this program reads `{FORM}`")
    act = act_from_json(given.get("act"))
    public = _texts(given, "public_quotes")
    if len(public) != len(act.quotes):
        raise ActFormError("`public_quotes` has not as many texts as the act has quotes")
    return ReviewedAct(
        id=_text(given, "id"),
        act=act,
        story=_text(given, "story"),
        encounter=_text(given, "encounter"),
        public_quotes=public,
        people=_texts(given, "people"),
        sources=tuple(_source(one) for one in _list(given, "sources")),
        decided=tuple(_decided(one) for one in _list(given, "decided")),
        proposed_by=_texts(given, "proposed_by"),
        note=str(given.get("note") or ""),
    )


def read_reviewed(path: Path) -> tuple[ReviewedAct, ...]:
    """Every act of a reviewed file. Raises ReviewedFileError at the first line that is none, OSError."""
    found: list[ReviewedAct] = []
    with path.open(encoding="utf-8") as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                found.append(reviewed_from_json(json.loads(line)))
            except RecursionError:
                why = "it is nested too deeply"
            except ActFormError as error:
                why = str(error)
            except ValueError:
                why = "it is no JSON, or is cut off"
            else:
                continue
            raise ReviewedFileError(
                f"{path}:{number}: this line is no reviewed act: {why}; write the file again with "
                "`comity review DIR --export FILE`"
            )
    return tuple(found)


def write_reviewed(path: Path, acts: Iterable[ReviewedAct]) -> None:
    """Write the file whole or not at all. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as out:
        for act in acts:
            out.write(json.dumps(reviewed_to_json(act), ensure_ascii=False, sort_keys=True) + "\n")
    part.replace(path)


def reviewed_schema() -> dict[str, Json]:
    """One line of a reviewed file as a JSON Schema, each key with its meaning."""
    text: dict[str, Json] = {"type": "string"}
    day: dict[str, Json] = {"type": ["string", "null"], "format": "date"}
    named = _or_null(
        {
            "as_written": _means(text, "as the document writes it"),
            "jurisdiction": _means(_NULLABLE, "id of the government; null where it resolves to nothing"),
            "confidence": _means(_NULLABLE, "how sure that is: `certain`, `likely`, `guess`; null if nothing"),
            "note": _means(text, "what a reader should know; empty if nothing"),
        }
    )  # fmt: skip
    when = _or_null(
        {
            "as_written": _means(text, "what the document says"),
            "earliest": _means(day, "first day it may be; null where that is open"),
            "latest": _means(day, "last day it may be, inclusive; null where that is open"),
        }
    )
    quote = _object(
        {
            "document": _means(_DIGEST, "SHA-256 of the original bytes"),
            "start": _means({"type": "integer", "minimum": 0}, "offset in characters of the stored text"),
            "end": _means({"type": "integer", "minimum": 1}, "offset behind the last character"),
            "text": _means(text, "the exact words"),
        }
    )  # fmt: skip
    act = _object(
        {
            "action": _means(_NULLABLE, "the act, from the law's vocabulary; null where none fits"),
            "acted": _means({"type": "boolean"}, "false where the act was refused or not done"),
            "place": named,
            "agency": named,
            "when": when,
            "claimed_breach": _codes(ClaimedBreach),
            "became_known": _codes(BecameKnown),
            "status": _codes(Status),
            "authority": _codes(ShownAuthority),
            "asserted_by": _means(_TEXTS, "roles and bodies who say so, never a private person"),
            "denied_by": _means(_TEXTS, "who denies it"),
            "found_by": _means(_TEXTS, "the bodies with authority that found it, or found otherwise"),
            "quotes": {"type": "array", "minItems": 1, "items": quote},
        }
    )  # fmt: skip
    source = _object(
        {
            "document": _means(_DIGEST, "SHA-256 of the original bytes"),
            "name": _means(text, "name of the file it came in"),
            "title": _means(text, "its title; empty if it has none"),
            "published": _means(day, "day of publication; null if not known"),
        }
    )
    decided = _object(
        {
            "by": _means(text, "sign of the reviewer"),
            "decision": {"enum": ["accepted", "corrected", "rejected"]},
        }
    )
    whole = _object(
        {
            "form": {"const": FORM},
            "id": _means(text, "stays the same when the act is corrected"),
            "story": _means(text, "documents that are one story share it"),
            "encounter": _means(text, "acts that were told as one encounter share it"),
            "act": act,
            "public_quotes": _means(_TEXTS, "the quotes in their order, personal names masked"),
            "people": _means(_TEXTS, "pseudonyms of affected people, within the story"),
            "sources": {"type": "array", "items": source},
            "decided": {"type": "array", "items": decided},
            "proposed_by": _means(_TEXTS, "`rules`, or `model:` and its name"),
            "note": _means(text, "what the reviewer remarked; empty if nothing"),
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A reviewed act",
        **whole,
    }


_NULLABLE: dict[str, Json] = {"type": ["string", "null"]}
_TEXTS: dict[str, Json] = {"type": "array", "items": {"type": "string"}}
_DIGEST: dict[str, Json] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _means(schema: dict[str, Json], text: str) -> dict[str, Json]:
    return {**schema, "description": text}


def _object(properties: dict[str, Json]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(properties: dict[str, Json]) -> dict[str, Json]:
    return {"oneOf": [{"type": "null"}, _object(properties)]}


def _codes(codes: type[Code]) -> dict[str, Json]:
    told = "; ".join(f"`{code.value}`: {code.meaning}" for code in codes)
    return {"enum": [code.value for code in codes], "description": told}


def _text(given: object, key: str) -> str:
    value = given.get(key) if isinstance(given, dict) else None
    if not isinstance(value, str) or not value:
        raise ActFormError(f"`{key}` is missing, or holds no text")
    return value


def _list(given: object, key: str) -> list[object]:
    value = given.get(key) if isinstance(given, dict) else None
    if not isinstance(value, list):
        raise ActFormError(f"`{key}` is not a list")
    return value


def _texts(given: object, key: str) -> tuple[str, ...]:
    found = _list(given, key)
    if not all(isinstance(one, str) for one in found):
        raise ActFormError(f"`{key}` is not a list of texts")
    return tuple(str(one) for one in found)


def _source(form: object) -> Source:
    given = mapping_at(form, "a source")
    published = given.get("published")
    try:
        day = date.fromisoformat(published) if isinstance(published, str) else None
    except ValueError:
        raise ActFormError(f"`published` is `{published}`: write a day as 2026-11-21") from None
    return Source(
        document=_text(given, "document"),
        name=_text(given, "name"),
        title=str(given.get("title") or ""),
        published=day,
    )


def _decided(form: object) -> Decided:
    given = mapping_at(form, "a decision")
    decision = _text(given, "decision")
    if decision not in {"accepted", "corrected", "rejected"}:
        raise ActFormError(f"`decision` is `{decision}`: accepted, corrected or rejected")
    return Decided(by=_text(given, "by"), decision=decision)
