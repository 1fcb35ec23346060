"""The key from pseudonyms to names: a file of its own, beside no ledger, that a ledger never holds or exports.

Who works with a key can have every entry checked against it, so that no name slips into a text. Whoever has only the
ledger has `person-1`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from comity.ledger.canonical import Form
from comity.ledger.event import Draft
from comity.ledger.problem import LedgerError
from comity.ledger.shape import PERSON

FORMAT = "comity ledger key 1"
_SHORTEST = 3
"""Letters of a part of a name that is looked for: shorter ones stand in too many words."""
# The words of a source, kept to the letter: they are masked where they are shown, not where they are kept.
_VERBATIM = {"text", "as_written"}


class Key:
    """Names by incident and pseudonym. `incident-12/person-1` is another person than `incident-13/person-1`."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)

    def add(self, incident: str, person: str, name: str) -> None:
        """Put a name to a pseudonym. Raises LedgerError: no pseudonym, or another name stands there."""
        if not re.fullmatch(PERSON, person):
            raise LedgerError(f"`{person}` is no pseudonym: write `person-1`")
        where, kept = f"{incident}/{person}", " ".join(name.split())
        if not kept:
            raise LedgerError("there is no name: write it on the standard input, on one line")
        if self.names.get(where, kept) != kept:
            raise LedgerError(
                f"{where} has another name in this key: give the other person another pseudonym"
            )
        self.names[where] = kept

    def leaks(self, drafts: Iterable[Draft]) -> Iterator[str]:
        """Where an entry holds a name of the key, without saying the name."""
        looked_for = [(where, part) for where, name in self.names.items() for part in _parts(name)]
        for at, draft in enumerate(drafts, start=1):
            for text in _texts(draft.body):
                for where, part in looked_for:
                    if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, re.IGNORECASE):
                        yield f"entry {at} holds a part of the name of {where}: write the pseudonym"
                        break


def read_key(file: Path) -> Key:
    """Read a key. Raises LedgerError."""
    try:
        form = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        form = None
    if (
        not isinstance(form, dict)
        or form.get("format") != FORMAT
        or not isinstance(form.get("people"), dict)
    ):
        raise LedgerError(f"{file} is no key of pseudonyms: `comity ledger person` writes one")
    return Key({str(where): str(name) for where, name in form["people"].items()})


def write_key(file: Path, key: Key) -> None:
    """Write a key, readable by its owner alone."""
    form = {"format": FORMAT, "people": dict(sorted(key.names.items()))}
    part = file.with_name(f".{file.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(json.dumps(form, indent=1, ensure_ascii=False) + "\n")
    part.replace(file)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s.,]+", name) if len(part) >= _SHORTEST]


def _texts(value: object, key: str = "") -> Iterator[str]:
    match value:
        case str() if key not in _VERBATIM:
            yield value
        case dict():
            form: Form = value
            for name, one in form.items():
                yield from _texts(one, name)
        case list():
            for one in value:
                yield from _texts(one, key)
        case _:
            return
