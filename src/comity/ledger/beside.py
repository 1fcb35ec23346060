"""The chain of a large ledger checked in a process of its own, while this one holds the tables against the events.

Each process has its own view of the database. Events are only added, so two views with the same end hold the same; where
somebody wrote between the two, this process checks the chain in its own view.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from sqlalchemy import Connection

from comity.ledger.chain import Checked, flaws_of_chain
from comity.ledger.database import Database
from comity.ledger.problem import Flaw
from comity.ledger.reading import head_of, records_in
from comity.ledger.receipt import Receipt

LARGE = 50_000
"""Events from which a process more is worth its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedChain:
    """Every flaw of a chain in order, and what the pass over it has seen."""

    seen: Checked
    flaws: tuple[Flaw, ...]


class Beside:
    """A check of a chain that may be under way in another process."""

    def __init__(self, receipt: Receipt | None, under_way: Future[CheckedChain] | None) -> None:
        self._receipt = receipt
        self._under_way = under_way

    def checked(self, view: Connection) -> CheckedChain:
        """The chain of a view, checked there, or here where that is of another view or came to nothing."""
        if self._under_way is not None:
            try:
                found = self._under_way.result()
            except BrokenProcessPool:  # killed, or no memory for it
                pass
            else:
                head = head_of(view)
                if (found.seen.count, found.seen.last) == (head.count, head.hash):
                    return found
        return _checked_in(view, self._receipt)


@contextmanager
def chain_beside(database: Database, count: int, receipt: Receipt | None) -> Iterator[Beside]:
    """Begin to check a chain of so many events; small ones, and those on one core, wait until they are asked for."""
    if count < LARGE or (os.cpu_count() or 1) < 2:
        yield Beside(receipt, None)
        return
    where = (
        str(database.file) if database.file else database.url.render_as_string(hide_password=False)
    )
    pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield Beside(receipt, pool.submit(_check, where, receipt))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    # Whoever interrupts the command interrupts both processes; the first one says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check(where: str, receipt: Receipt | None) -> CheckedChain:
    with Database(where).reading() as view:
        return _checked_in(view, receipt)


def _checked_in(view: Connection, receipt: Receipt | None) -> CheckedChain:
    seen = Checked()
    return CheckedChain(flaws=tuple(flaws_of_chain(records_in(view), seen, receipt)), seen=seen)
