"""What came of a run: a table for people, and the same as JSON. Passing or failing is decided here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.equivalents import Equivalent, stale
from tools.mutate.trial import Verdict

ENOUGH = 95
"""Of a hundred mutants that are not equivalent, in each place and in all, so many must be killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The mutants of a place, or of all."""

    name: str
    mutants: int
    killed: int
    equivalent: int

    @property
    def survivors(self) -> int:
        """Mutants that nothing noticed and nothing explains."""
        return self.mutants - self.killed - self.equivalent

    @property
    def rate(self) -> float:
        """Killed, of a hundred that are not equivalent."""
        counted = self.mutants - self.equivalent
        return 100 * self.killed / counted if counted else 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A run in numbers, with what is left to do."""

    tallies: tuple[Tally, ...]
    total: Tally
    survivors: tuple[Verdict, ...]
    stale: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether enough mutants were killed everywhere, and every equivalent is one."""
        return not self.stale and all(one.rate >= ENOUGH for one in (*self.tallies, self.total))


def report_on(
    verdicts: Sequence[Verdict], listed: Sequence[Equivalent], places: Sequence[str]
) -> Report:
    """Count what became of the mutants of some places."""
    excused = {one.id for one in listed}
    tallies = tuple(
        _tally(place, [one for one in verdicts if one.mutant.jurisdiction == place], excused)
        for place in places
    )
    return Report(
        tallies=tallies,
        total=_tally("all", verdicts, excused),
        survivors=tuple(
            one for one in verdicts if one.killer is None and one.mutant.id not in excused
        ),
        stale=stale(listed, verdicts, places),
    )


def _tally(name: str, verdicts: Sequence[Verdict], excused: set[str]) -> Tally:
    alive = [one for one in verdicts if one.killer is None]
    return Tally(
        name=name,
        mutants=len(verdicts),
        killed=len(verdicts) - len(alive),
        equivalent=sum(one.mutant.id in excused for one in alive),
    )


def lines_of(report: Report) -> Iterator[str]:
    """The report as text: survivors as `file:line` with what was changed, stale entries, the table."""
    for one in report.survivors:
        yield f"{one.mutant.line}: nothing notices {one.mutant.id}"
    for entry in report.stale:
        yield f"stale in the list of equivalents: {entry}"
    yield f"{'place':<16}{'mutants':>9}{'killed':>9}{'equivalent':>12}{'alive':>7}{'rate':>9}"
    for tally in (*report.tallies, report.total):
        yield (
            f"{tally.name:<16}{tally.mutants:>9}{tally.killed:>9}{tally.equivalent:>12}"
            f"{tally.survivors:>7}{tally.rate:>8.1f}%"
        )
    verdict = "enough" if report.passed else "not enough"
    yield f"{verdict}: at least {ENOUGH} % in each place and in all, and no stale equivalent"


def write_json(
    report: Report, verdicts: Sequence[Verdict], path: Path, *, digest: str, seconds: float
) -> None:
    """Write the run, with every mutant and what noticed it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "corpus": digest,
        "seconds": round(seconds, 1),
        "passed": report.passed,
        "enough": ENOUGH,
        "places": [
            {
                "place": one.name,
                "mutants": one.mutants,
                "killed": one.killed,
                "equivalent": one.equivalent,
                "survivors": one.survivors,
                "rate": round(one.rate, 2),
            }
            for one in (*report.tallies, report.total)
        ],
        "survivors": [{"at": one.mutant.line, "id": one.mutant.id} for one in report.survivors],
        "stale": list(report.stale),
        "mutants": [{"id": one.mutant.id, "killer": one.killer} for one in verdicts],
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
