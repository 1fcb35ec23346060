"""The law that is shipped and its scenarios, read once for all tests of a worker.

What is made ready to decide under hangs on a corpus, so tests that share one do not make it ready again.
"""

from __future__ import annotations

from functools import cache

from comity.law import Corpus, Scenario, load_scenarios, shelved_corpus


@cache
def shipped_corpus() -> Corpus:
    """The shipped law."""
    return shelved_corpus()


@cache
def shipped_scenarios() -> tuple[Scenario, ...]:
    """Every scenario of the shipped law."""
    return tuple(load_scenarios(shipped_corpus()))
