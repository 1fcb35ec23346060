"""Tries mutants: runs the cases that can notice, the likeliest first, and stops at the first that does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from comity.decide import run_scenario, run_version_case
from comity.law import (
    Case,
    Corpus,
    Provision,
    Scenario,
    class_order_of,
    load_corpus,
    load_scenarios,
    places_of,
    scenario_files,
)
from comity.logic import Span
from tools.mutate.beside import changes_beside
from tools.mutate.mutant import Mutant, with_ids
from tools.mutate.provisions import provision_changes

PROCESSES = 2
AT_ONCE = 40
"""Mutants that a process takes at a time: of one place, so that what killed one is near at hand."""


class BaselineError(Exception):
    """Cases that fail before anything is spoiled are no witnesses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCase:
    """A case beside a version, with the day it is about and the places whose law it is read with.

    The day is that of the law as written: a mutant that moves the version does not move its cases.
    """

    provision: str
    jurisdiction: str
    case: Case
    on: date
    places: frozenset[str]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.case.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A scenario, with the places whose law it is decided under, and the ids it expects to see."""

    scenario: Scenario
    places: frozenset[str]
    expects: frozenset[str]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.scenario.span


Witness = VersionCase | Story


def mutants_of(corpus: Corpus, places: Sequence[str] | None = None) -> tuple[Mutant, ...]:
    """Every mutant of some places (default: all), in the order of the corpus."""
    chosen = [one for one in corpus.jurisdictions.values() if places is None or one.id in places]
    changes = (
        change
        for place in chosen
        for found in (provision_changes(place), changes_beside(corpus, place))
        for change in found
    )
    return tuple(with_ids(changes))


class Laws:
    """A corpus and what scenarios lay over it, with a mutant in each (or none)."""

    def __init__(self, bench: Bench, mutant: Mutant | None) -> None:
        self.bench, self.mutant = bench, mutant
        self.corpus = bench.corpus if mutant is None else mutant.laid_over(bench.corpus)
        self.classes = class_order_of(self.corpus.classes.values())
        self._overlaid: dict[Path, Corpus] = {}

    def fails(self, witness: Witness) -> bool:
        """Whether a case does not come to what it must."""
        if isinstance(witness, Story):
            corpus = self._under(witness.scenario.overlay)
            return bool(run_scenario(corpus, witness.scenario))
        provision = self._provision(witness)
        return provision is None or bool(
            run_version_case(
                self.corpus, provision, witness.case, on=witness.on, classes=self.classes
            )
        )

    def _provision(self, witness: VersionCase) -> Provision | None:
        place = self.corpus.jurisdictions[witness.jurisdiction]
        return next((one for one in place.provisions if one.id == witness.provision), None)

    def _under(self, overlay: Path | None) -> Corpus:
        if overlay is None:
            return self.corpus
        if overlay not in self._overlaid:
            laid = self.bench.overlaid[overlay]
            # An overlay that amends the mutant's own place is read from its files, not spoiled.
            if self.mutant is not None and self._is_as_written(laid, self.mutant.jurisdiction):
                laid = self.mutant.laid_over(laid)
            self._overlaid[overlay] = laid
        return self._overlaid[overlay]

    def _is_as_written(self, laid: Corpus, place: str) -> bool:
        return laid.jurisdictions[place] == self.bench.corpus.jurisdictions[place]


class Bench:
    """A corpus with its cases as witnesses. Raises BaselineError if one of them fails as it is.

    `excused` are mutants said to be equivalent: only the cases of their own place are asked whether that
    is so. Nothing would notice them anyway, and for the nation that means every case of the country.
    """

    def __init__(self, folder: Path | None = None, excused: Collection[str] = ()) -> None:
        self.excused = frozenset(excused)
        self.corpus = load_corpus(folder)
        # Left out, the files are named as people know them: `corpus/scenarios/us-dc.yaml`.
        files = None if folder is None else scenario_files(folder)
        scenarios = load_scenarios(self.corpus, files)
        overlays = sorted({one.overlay for one in scenarios if one.overlay})
        self.overlaid = {path: load_corpus(folder, (path,)) for path in overlays}
        self.witnesses: tuple[Witness, ...] = (
            *_version_cases(self.corpus),
            *(self._story(one) for one in scenarios),
        )
        self._ordered: dict[str, list[Witness]] = {}
        laws = Laws(self, None)
        failing = [f"{one.span.file}:{one.span.line}" for one in self.witnesses if laws.fails(one)]
        if failing:
            raise BaselineError("\n".join(failing))

    def killer_of(self, mutant: Mutant) -> Witness | None:
        """The first case found that notices a mutant."""
        laws = Laws(self, mutant)
        is_excused = mutant.id in self.excused
        for witness in (ordered := self._order(mutant)):
            if is_excused and not _is_of(mutant.jurisdiction, witness):
                continue
            if laws.fails(witness):
                ordered.remove(witness)
                ordered.insert(0, witness)  # what noticed one change notices its neighbours
                return witness
        return None

    def _story(self, scenario: Scenario) -> Story:
        corpus = self.overlaid[scenario.overlay] if scenario.overlay else self.corpus
        expect = scenario.expect
        listed = (
            *(expect.deciding, expect.defeated, expect.duties, expect.remedies, expect.notes),
            *(expect.out_of_force, expect.absent, tuple(expect.clocks or ())),
        )
        return Story(
            scenario=scenario,
            places=frozenset(places_of(corpus, scenario.place)),
            expects=frozenset(name for names in listed for name in names or ()),
        )

    def _order(self, mutant: Mutant) -> list[Witness]:
        """The witnesses that can see what a mutant changes, those that name it first."""
        subject = mutant.change.subject
        if subject not in self._ordered:
            place = self.corpus.jurisdictions[mutant.jurisdiction]
            provision = next((one for one in place.provisions if one.id == subject), None)
            seeing = [
                one
                for one in self.witnesses
                if place.id in one.places and (provision is None or _bears(provision, one))
            ]
            name = subject.split(" ")[-1]
            seeing.sort(key=lambda one: isinstance(one, Story) and name not in one.expects)
            self._ordered[subject] = seeing
        return self._ordered[subject]


def _is_of(place: str, witness: Witness) -> bool:
    """Whether a case is one of a place's own."""
    if isinstance(witness, VersionCase):
        return witness.jurisdiction == place
    return witness.scenario.place == place


def _version_cases(corpus: Corpus) -> Iterator[VersionCase]:
    for place in corpus.jurisdictions.values():
        for provision in place.provisions:
            for version in provision.versions:
                for case in version.cases:
                    yield VersionCase(
                        provision=provision.id,
                        jurisdiction=place.id,
                        case=case,
                        on=case.on or version.period.from_,
                        places=frozenset(places_of(corpus, place.id)),
                    )


def _bears(provision: Provision, witness: Witness) -> bool:
    """Whether a provision can matter to a case; one that defeats others matters to any act."""
    if isinstance(witness, VersionCase):
        return witness.provision == provision.id
    return bool(provision.defeats) or witness.scenario.action in provision.actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a mutant: where the case stands that noticed it, or None."""

    mutant: Mutant
    killer: str | None


def try_all(bench: Bench, mutants: Sequence[Mutant]) -> Iterator[Verdict]:
    """Try mutants in order, in at most two processes."""
    if len(mutants) <= AT_ONCE:
        for mutant in mutants:
            yield Verdict(mutant=mutant, killer=_where(bench.killer_of(mutant)))
        return
    # Forked, so that the loaded corpus is there and nothing is sent but numbers and places in files.
    _Shared.bench, _Shared.mutants = bench, mutants
    starts = range(0, len(mutants), AT_ONCE)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        for start, killers in zip(starts, pool.map(_killers, starts), strict=True):
            for number, killer in enumerate(killers):
                yield Verdict(mutant=mutants[start + number], killer=killer)


class _Shared:
    bench: Bench
    mutants: Sequence[Mutant]


def _killers(start: int) -> list[str | None]:
    tried = _Shared.mutants[start : start + AT_ONCE]
    return [_where(_Shared.bench.killer_of(one)) for one in tried]


def _where(witness: Witness | None) -> str | None:
    return None if witness is None else f"{witness.span.file}:{witness.span.line}"
