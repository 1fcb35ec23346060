"""Looks for facts that meet formulas, within a time: some facts, none (that is a proof), or not decided.

What is not decided in time is never taken for either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import z3

from comity.logic import Value
from comity.readings.formula import Formula, Formulas

SECONDS = 10.0
"""Time that one query may take unless the caller says otherwise."""


class UndecidedError(RuntimeError):
    """A query that was not decided in its time; `query` names it in words."""

    def __init__(self, query: str, seconds: float) -> None:
        self.query, self.seconds = query, seconds
        super().__init__(f"not decided in {seconds:g} seconds: {query}")


class Search:
    """Looks for facts among those that are well formed and meet what was required."""

    def __init__(
        self, formulas: Formulas, required: Iterable[Formula] = (), *, seconds: float = SECONDS
    ) -> None:
        self.formulas, self.seconds = formulas, seconds
        self._solver = z3.Solver(ctx=formulas.context)
        for formula in (*formulas.well_formed(), *required):
            self._solver.add(formula)

    @contextmanager
    def where(self, *formulas: Formula) -> Iterator[None]:
        """Only facts that meet these too, while the block lasts."""
        self._solver.push()
        for formula in formulas:
            self._solver.add(formula)
        try:
            yield
        finally:
            self._solver.pop()

    def require(self, formula: Formula) -> None:
        """Only facts that meet this too, until the block in which it was said ends."""
        self._solver.add(formula)

    def exists(self, query: str, *formulas: Formula, seconds: float | None = None) -> bool:
        """Whether some facts meet the formulas; False is a proof that none do.

        `seconds`: another time than usual. Raises UndecidedError, which names the query, where that was not
        decided in time.
        """
        allowed = self.seconds if seconds is None else min(seconds, self.seconds)
        self._solver.set("timeout", max(1, int(allowed * 1000)))
        found = self._solver.check(*formulas)
        if found == z3.unknown:
            raise UndecidedError(query, allowed)
        return bool(found == z3.sat)

    def facts(self, query: str, *formulas: Formula) -> dict[str, Value] | None:
        """A value for each word that together meet the formulas; None, a proof, where there are none.

        Raises UndecidedError as `exists` does.
        """
        return self._values(self._solver.model()) if self.exists(query, *formulas) else None

    def known_facts(
        self, query: str, *formulas: Formula, seconds: float | None = None
    ) -> dict[str, Value] | None:
        """The same for pairs of formulas: only the words that are known."""
        if not self.exists(query, *formulas, seconds=seconds):
            return None
        model = self._solver.model()
        variables = self.formulas.variables
        return {
            key: value
            for key, value in self._values(model).items()
            if self._is_true(model, variables[key].known)
        }

    def _values(self, model: z3.ModelRef) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, variable in self.formulas.variables.items():
            for cell, formula in zip(variable.cells, variable.has, strict=True):
                if self._is_true(model, formula):
                    found[key] = cell
                    break
        return found

    def _is_true(self, model: z3.ModelRef, formula: Formula) -> bool:
        """The value of a formula in a model; the library's own `eval` takes ten times as long."""
        context = self.formulas.context.ref()
        value = (z3.Ast * 1)()
        z3.Z3_model_eval(context, model.model, formula.ast, True, value)
        return bool(z3.Z3_get_bool_value(context, value[0]) == z3.Z3_L_TRUE)
