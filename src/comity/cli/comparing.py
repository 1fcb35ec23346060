"""What the commands of the analysis share: the extra that they need, the time of a query, acts and actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from importlib.util import find_spec
from typing import Annotated

import typer

from comity.cli.place_words import named
from comity.cli.streams import fail, out, print_text
from comity.law import Corpus, nearest

DEFAULT_SECONDS = 10.0


class Form(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


FormOption = Annotated[Form, typer.Option("--format", help="How to write it.")]
ActionsOption = Annotated[
    list[str], typer.Option("--action", metavar="ACTION", help="Only these acts. Repeatable.")
]
ActorsOption = Annotated[
    list[str],
    typer.Option("--actor", metavar="ACTOR", help="Only these kinds of actor. Repeatable."),
]
SecondsOption = Annotated[
    float,
    typer.Option(
        "--seconds",
        min=0.01,
        metavar="N",
        help="Time for each query; what is not decided in it is named.",
    ),
]


def need_solver() -> None:
    """End with a message where the solver is not installed."""
    if find_spec("z3") is None:
        fail(
            [
                "this command needs the solver z3, which is not installed: install Comity with its extra "
                "`analysis` (`pip install 'comity[analysis]'`); all other commands work without it"
            ]
        )


def known_names(given: Sequence[str], known: Mapping[str, object], what: str) -> list[str] | None:
    """The names given, or None where none is; ends where one is unknown."""
    for name in given:
        if name not in known:
            fail([f"`{name}` is not a known {what}; {nearest(name, known)}"])
    return list(given) or None


def acts_and_actors(
    law: Corpus, actions: Sequence[str], actors: Sequence[str]
) -> tuple[list[str] | None, list[str] | None]:
    """The acts and actors of the options."""
    return (
        known_names(actions, law.vocabulary.actions, "action"),
        known_names(actors, law.vocabulary.actors, "actor"),
    )


def print_lines(lines: Iterable[tuple[int, str]]) -> None:
    """Lines with their indent, wrapped at the width of the console."""
    for indent, text in lines:
        if text:
            print_text(named(text), indent=indent)
        else:
            out.print()
