"""Checks of provisions and what hangs on them: instruments, requirements, exceptions, clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFiles, problem
from comity.law.problem import Problem

_ONLY_REQUIRED = ("comply_by", "satisfied_by", "recurrence")


def check_provisions(files: LawFiles) -> Iterator[Problem]:
    """Provisions, remedies and clocks."""
    force = {entry.text("id"): entry.text("force") for _, entry in files.listed("instruments")}
    for _, provision in files.listed("provisions"):
        yield from _instrument(provision, force)
        yield from _effect(provision)
        for version in provision.entries("versions"):
            yield from _exceptions_twice(version)
            yield from _cases_twice(version)
        for defeat in provision.entries("defeats"):
            if defeat.text("kind") == "saves" and not defeat.texts("instruments"):
                yield problem(
                    defeat.span,
                    "a savings clause names no instrument",
                    "it reaches only its own instrument, never the law of others",
                    f"add `instruments: [{provision.text('instrument') or '...'}]`",
                )
    for _, remedy in files.listed("remedies"):
        if not remedy.texts("actions") and not remedy.texts("provisions"):
            yield problem(
                remedy.span,
                f"the remedy `{remedy.text('id')}` is for nothing",
                "it names neither actions nor provisions",
                "add `provisions: [...]` or `actions: [...]`",
            )
    yield from _clocks(files)


def _instrument(provision: Entry, force: dict[str, str]) -> Iterator[Problem]:
    name = provision.text("instrument")
    if force.get(name) == "declaratory":
        permits = provision.text("effect") == "permitted"
        yield problem(
            provision.at("instrument"),
            f"the {'permission' if permits else 'provision'} `{provision.text('id')}` stands in "
            "a declaratory instrument",
            f"`{name}` only declares: it binds nobody and permits nothing",
            "write it as a note, or correct the instrument's `force`",
        )


def _effect(provision: Entry) -> Iterator[Problem]:
    if "effect" not in provision.spans and "defeats" not in provision.spans:
        yield problem(
            provision.span,
            f"the provision `{provision.text('id')}` does nothing",
            "it has neither `effect` nor `defeats`",
            "add one of them",
        )
    for key in _ONLY_REQUIRED:
        if key in provision.spans and provision.text("effect") != "required":
            yield problem(
                provision.at(key),
                f"`{key}` stands in a provision that requires nothing",
                "only a requirement is complied with by a day or satisfied by a fact",
                "remove it, or write `effect: required`",
            )


def _exceptions_twice(version: Entry) -> Iterator[Problem]:
    seen: dict[str, Entry] = {}
    for entry in version.entries("unless"):
        first = seen.setdefault(entry.text("id"), entry)
        if first is not entry and entry.has("id"):
            yield problem(
                entry.at("id"),
                f"the exception `{entry.text('id')}` stands twice in one version",
                f"it already stands in line {first.span.line}",
                "give one of them another name, or remove it",
            )


def _cases_twice(version: Entry) -> Iterator[Problem]:
    """Cases of one name are told apart by their day; the same day and name is a slip."""
    seen: dict[tuple[str, date | None], Entry] = {}
    for entry in version.entries("cases"):
        first = seen.setdefault((entry.text("name"), entry.day("on")), entry)
        if first is not entry and entry.has("name"):
            yield problem(
                entry.at("name"),
                f"the case `{entry.text('name')}` stands twice in one version",
                f"it already stands in line {first.span.line}",
                "give one of them another name or another day, or remove it",
            )


def _clocks(files: LawFiles) -> Iterator[Problem]:
    top = files.vocabulary.top
    words = {} if top is None else {one.text("id"): one for one in top.entries("words")}
    ids = {clock.text("id") for _, clock in files.listed("clocks")}
    for _, clock in files.listed("clocks"):
        name = clock.text("id")
        if clock.has("hours") == clock.flag("until_midnight"):
            yield problem(
                clock.span,
                f"the clock `{name}` has no single limit",
                "it ends after some hours, or at the midnight of the day it started",
                "write either `hours: ...` or `until_midnight: true`",
            )
        word = words.get(clock.text("word"))
        given = word.text("clock") if word is not None else name
        if word is not None and given != name and (given in ids or not given):
            yield problem(
                clock.at("word"),
                f"the clock `{name}` works out `{clock.text('word')}`, whose clock it is not",
                f"in the vocabulary its clock is `{given}`"
                if given
                else "the vocabulary gives it none",
                f"write `clock: {name}` at the word in the vocabulary",
            )
        starts = words.get(clock.text("starts"))
        if starts is not None and starts.text("type") != "moment":
            yield problem(
                clock.at("starts"),
                f"the clock `{name}` starts at `{clock.text('starts')}`",
                "that word does not hold a moment",
                "name a word of the type `moment`",
            )
