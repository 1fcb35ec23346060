"""Worked cases with the answers they must give, as written in scenario files. They decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.logic import Answer, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: whether they acted, and on which day. None where it is not said."""

    acted: bool | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a scenario must come to. None: not said, so not compared.

    Without an `answer` the question must be refused, and nothing else is compared.

    `deciding`, `defeated`, `missing` and `possible` are compared whole; `duties`, `remedies`,
    `notes` and `out_of_force` must be among what is found; none of `absent`, ids of duties, remedies,
    notes, clocks and provisions out of force, may be. A key of `by_reading` is a reading's id
    where one question is open, else `question=reading, question=reading`.
    """

    answer: Answer | None
    leaning: Answer | None = None
    by_reading: Mapping[str, Answer] | None = None
    deciding: tuple[str, ...] | None = None
    defeated: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    possible: tuple[Answer, ...] | None = None
    conduct: str | None = None
    complete: bool | None = None
    duties: tuple[str, ...] | None = None
    remedies: tuple[str, ...] | None = None
    notes: tuple[str, ...] | None = None
    clocks: Mapping[str, str] | None = None
    out_of_force: tuple[str, ...] | None = None
    absent: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One worked case. `facts` are plain values, checked; `comity.law.read_facts` types them.

    `overlay` is a file of a place to lay over the corpus before deciding it (see `load_corpus`).
    """

    name: str
    from_sheet: str | None
    overlay: Path | None
    place: str
    action: str
    actor: str | None
    employer: str | None
    on: date
    facts: Mapping[str, object]
    readings: Mapping[str, str]
    done: Done | None
    expect: Expectation
    span: Span
