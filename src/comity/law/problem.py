"""A mistake in a file of the corpus: where, what, why and what to do. All are collected, then shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake. `line` is one-based; 0 stands for the whole file."""

    file: str
    line: int
    what: str
    why: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.what}: {self.why}; {self.remedy}"


class CorpusError(ValueError):
    """A corpus that cannot be used; `problems` holds every mistake of every file, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
