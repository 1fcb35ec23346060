"""Reads the rule files of this room. They are the program's own: a mistake in one is a bug, and raises."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from comity.law import read_plain

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"


@cache
def rules_of(name: str) -> dict[str, Plain]:
    """What `name.yaml` holds. Raises ValueError where it is no mapping or has mistakes."""
    text = (files("comity.evidence.lexicon") / f"{name}.yaml").read_text("utf-8")
    form, problems = read_plain(text, file=f"{name}.yaml")
    if problems or not isinstance(form, dict):
        raise ValueError("\n".join(map(str, problems)) or f"{name}.yaml holds no mapping")
    return form


@cache
def rules_digest() -> str:
    """A digest of all rule files: what was proposed by the same rules bears the same."""
    whole = hashlib.sha256()
    for file in sorted(files("comity.evidence.lexicon").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            whole.update(f"{file.name}\0".encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()[:12]
