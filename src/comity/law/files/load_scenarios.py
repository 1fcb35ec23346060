"""Reads scenario files against a corpus: typed scenarios, or every mistake of every file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from comity.law.corpus import Corpus
from comity.law.files.check_cases import check_facts
from comity.law.files.collector import paused_collector
from comity.law.files.entry import Entry
from comity.law.files.folder import corpus_folder
from comity.law.files.keys import REFUSED
from comity.law.files.keys_place import OVERLAY
from comity.law.files.keys_scenario import SCENARIOS
from comity.law.files.law_file import LawFile, problem
from comity.law.files.load import read_law_file
from comity.law.files.yaml_node import Entries, plain
from comity.law.lexicon import Lexicon
from comity.law.names import NameUse, nearest
from comity.law.problem import CorpusError, Problem
from comity.law.scenario import Done, Expectation, Scenario
from comity.logic import Answer


def scenario_files(folder: Path | None = None) -> tuple[Path, ...]:
    """The scenario files of a corpus (default: the one that comes with the program), in order."""
    root = corpus_folder() if folder is None else folder
    return tuple(sorted(root.glob("scenarios/*.yaml")))


def load_scenarios(corpus: Corpus, paths: Sequence[Path] | None = None) -> tuple[Scenario, ...]:
    """Read the scenarios of some files (default: those that come with the program).

    Raises CorpusError with every mistake of every file, ordered by file and line.
    """
    if paths is None:
        root = corpus_folder()
        named = [(path, f"corpus/{path.relative_to(root).as_posix()}") for path in scenario_files()]
    else:
        named = [(path, str(path)) for path in paths]
    with paused_collector():
        files = [read_law_file(path, name, name, SCENARIOS) for path, name in named]
        problems = {found for one in files for found in _problems(one, corpus)}
        if problems:
            raise CorpusError(tuple(sorted(problems)))
        return tuple(_scenario(entry, one.path) for one in files for entry in one.entries)


def _problems(one: LawFile, corpus: Corpus) -> Iterator[Problem]:
    yield from one.reading.problems
    known, lexicon = _known(corpus), corpus.lexicon
    names: dict[str, Entry] = {}
    for overlay in _overlays(one):
        yield from overlay.reading.problems
        known, lexicon = _joined(known, lexicon, overlay)
    for use in one.reading.used:
        yield from _unknown(use, known, lexicon)
    for entry in one.entries:
        first = names.setdefault(entry.text("name"), entry)
        if first is not entry:
            yield problem(
                entry.at("name"),
                f"the scenario `{entry.text('name')}` stands twice",
                f"it already stands in line {first.span.line}",
                "give one of them another name, or remove it",
            )
        expected = entry.entry("expect")
        refused = expected is not None and expected.text("answer") == REFUSED
        yield from check_facts(entry, lexicon, answers=False, ties=not refused)
        yield from _readings(entry, lexicon)
        yield from _absent(entry, known)


def _known(corpus: Corpus) -> Mapping[str, frozenset[str]]:
    places = corpus.jurisdictions.values()
    return {
        "action": frozenset(corpus.vocabulary.actions),
        "actor": frozenset(corpus.vocabulary.actors),
        "question": frozenset(corpus.questions),
        "provision": frozenset(one.id for place in places for one in place.provisions),
        "duty": frozenset(one.id for place in places for one in place.duties),
        "remedy": frozenset(one.id for place in places for one in place.remedies),
        "note": frozenset(one.id for place in places for one in place.notes),
        "clock": frozenset(one.id for place in places for one in place.clocks),
    }


def _overlays(one: LawFile) -> Iterator[LawFile]:
    """The files that scenarios want laid over the corpus, each once, read for the names they give."""
    found = {overlay for entry in one.entries if (overlay := _overlay(entry, one.path))}
    for path in sorted(found):
        yield read_law_file(path, str(path), path.name, OVERLAY)


def _overlay(entry: Entry, path: Path) -> Path | None:
    """The overlay of a scenario; its name is written from the folder of the scenario's file."""
    written = entry.optional_text("overlay")
    return None if written is None else path.parent / written


def _joined(
    known: Mapping[str, frozenset[str]], lexicon: Lexicon, overlay: LawFile
) -> tuple[Mapping[str, frozenset[str]], Lexicon]:
    given: dict[str, frozenset[str]] = dict(known)
    for use in overlay.reading.given:
        given[use.domain] = given.get(use.domain, frozenset()) | {use.name}
    questions = dict(lexicon.questions)
    for question in overlay.top.entries("questions") if overlay.top is not None else ():
        questions[question.text("id")] = tuple(
            one.text("id") for one in question.entries("readings")
        )
    return given, replace(
        lexicon,
        encoded=lexicon.encoded | {overlay.reading.owner},
        classes=lexicon.classes | given.get("class", frozenset()),
        defined=lexicon.defined | given.get("word", frozenset()),
        questions=questions,
    )


def _unknown(
    use: NameUse, known: Mapping[str, frozenset[str]], lexicon: Lexicon
) -> Iterator[Problem]:
    if use.domain == "place":
        fine, names = lexicon.is_place(use.name), frozenset(lexicon.places())
    else:
        names = known[use.domain]
        fine = use.name in names
    if not fine:
        yield problem(
            use.span,
            f"the {use.domain} `{use.name}` is unknown",
            "the corpus does not have it",
            nearest(use.name, names),
        )


def _readings(entry: Entry, lexicon: Lexicon) -> Iterator[Problem]:
    ids = lexicon.questions
    for question, reading in entry.mapping("readings").items():
        if question in ids and reading not in ids[question]:
            yield problem(
                entry.at("readings"),
                f"`{reading}` is not a reading of `{question}`",
                "only one of the question's own readings can be adopted",
                nearest(str(reading), ids[question]),
            )
    expect = entry.entry("expect")
    expected = expect.mapping("by_reading") if expect is not None else {}
    if not expected:
        return
    known = {reading for found in ids.values() for reading in found}
    pairs = {f"{question}={reading}" for question, found in ids.items() for reading in found}
    for key in expected:
        parts = [part.strip() for part in key.split(",")]
        for part in parts:
            if part not in pairs and (len(parts) > 1 or part not in known):
                yield problem(
                    expect.at("by_reading") if expect is not None else entry.span,
                    f"`{part}` in `by_reading` is not a reading",
                    "a key is a reading, or several `question=reading` with commas",
                    nearest(part, pairs if "=" in part else known),
                )


def _absent(entry: Entry, known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    expect = entry.entry("expect")
    kinds = ("duty", "remedy", "note", "clock", "provision")
    for name in expect.texts("absent") if expect is not None else ():
        if not any(name in known[kind] for kind in kinds):
            yield problem(
                expect.at("absent") if expect is not None else entry.span,
                f"`{name}` in `absent` is unknown",
                "the corpus has no duty, remedy, note, clock or provision of that id",
                nearest(name, frozenset().union(*(known[kind] for kind in kinds))),
            )


def _scenario(entry: Entry, path: Path) -> Scenario:
    node, on, done = entry.node("facts"), entry.day("on"), entry.entry("done")
    expect = entry.entry("expect")
    assert isinstance(node, Entries)
    assert on is not None
    assert expect is not None
    facts = plain(node)
    assert isinstance(facts, dict)
    return Scenario(
        name=entry.text("name"),
        from_sheet=entry.optional_text("from_sheet"),
        overlay=_overlay(entry, path),
        place=entry.text("place"),
        action=entry.text("action"),
        actor=entry.optional_text("actor"),
        employer=entry.optional_text("employer"),
        on=on,
        facts=facts,
        readings={name: str(reading) for name, reading in entry.mapping("readings").items()},
        done=None if done is None else Done(acted=done.optional_flag("acted"), on=done.day("on")),
        expect=_expectation(expect),
        span=entry.span,
    )


def _expectation(entry: Entry) -> Expectation:
    answer, leaning = entry.text("answer"), entry.optional_text("leaning")
    possible = _texts(entry, "possible")
    by_reading, clocks = entry.mapping("by_reading"), entry.mapping("clocks")
    return Expectation(
        answer=None if answer == REFUSED else Answer(answer),
        leaning=None if leaning is None else Answer(leaning),
        by_reading={key: Answer(value) for key, value in by_reading.items()}
        if entry.has("by_reading")
        else None,
        deciding=_texts(entry, "deciding"),
        defeated=_texts(entry, "defeated"),
        missing=_texts(entry, "missing"),
        possible=None if possible is None else tuple(Answer(one) for one in possible),
        conduct=entry.optional_text("conduct"),
        complete=entry.optional_flag("complete"),
        duties=_texts(entry, "duties"),
        remedies=_texts(entry, "remedies"),
        notes=_texts(entry, "notes"),
        clocks={key: str(value) for key, value in clocks.items()} if entry.has("clocks") else None,
        out_of_force=_texts(entry, "out_of_force"),
        absent=_texts(entry, "absent"),
    )


def _texts(entry: Entry, key: str) -> tuple[str, ...] | None:
    return entry.texts(key) if entry.has(key) else None
