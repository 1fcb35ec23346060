"""A question as the findings of a report write it: what to type behind `comity decide`, without the day."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from comity.cli.streams import read_facts_options
from comity.law import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a question line says."""

    place: str
    action: str
    actor: str | None
    employer: str | None
    facts: dict[str, object]


def typed(law: Corpus, line: str) -> Typed:
    """Read a question line."""
    place, action, *options = shlex.split(line)
    given: dict[str, list[str]] = {"--fact": [], "--actor": [], "--employer": []}
    for name, value in zip(options[::2], options[1::2], strict=True):
        given.setdefault(name, []).append(value)
    return Typed(
        place=place,
        action=action,
        actor=next(iter(given["--actor"]), None),
        employer=next(iter(given["--employer"]), None),
        facts=read_facts_options(law, given["--fact"], None),
    )
