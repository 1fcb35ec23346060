"""Processes of this program that take lots of work one after another, for work that keeps several cores busy.

Each is started anew and not forked, so that no thread, lock or connection of this process is carried into it, and
has a line of its own to this process: when one is lost, whoever waits for it is told and never waits for ever.
"""

from __future__ import annotations

import gc
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Generic, TypeVar

Lot = TypeVar("Lot")
Done = TypeVar("Done")

Begin = Callable[[bytes], Callable[[Lot], Done]]
"""Makes what a worker does with a lot, from what all workers are given: a function of a module, sent by its name."""

PATIENCE = 5
"""Seconds that an idle worker gets to end by itself."""


class WorkerLostError(Exception):
    """A worker ended before its work was done; the message says how."""


class WorkerFault(Exception):  # noqa: N818 -- a bug, not an error that a caller can mend
    """A bug met by a worker, with the place where it was met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    process: SpawnProcess
    line: Connection


class Workers(Generic[Lot, Done]):
    """So many workers, ended when the block is left. `given` goes to each of them."""

    def __init__(self, count: int, begin: Begin[Lot, Done], given: bytes) -> None:
        self._workers: list[_Worker] = []
        try:
            for _ in range(count):
                self._workers.append(_started(begin))
            for worker in self._workers:
                _send(worker, given)
        except BaseException:
            self._end(at_once=True)
            raise

    def __enter__(self) -> Workers[Lot, Done]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        self._end(at_once=kind is not None)

    def work(self, lots: Iterable[Lot]) -> Iterator[tuple[Lot, Done]]:
        """Each lot with what came of it, in the order in which they are done. They are begun in the order given.

        Raises WorkerLostError, WorkerFault, and any OSError that a worker met.
        """
        waiting, idle = deque(lots), list(self._workers)
        busy: dict[Connection, tuple[_Worker, Lot]] = {}
        while waiting or busy:
            while waiting and idle:
                worker, lot = idle.pop(), waiting.popleft()
                _send(worker, lot)
                busy[worker.line] = (worker, lot)
            for line in wait(list(busy)):
                assert isinstance(line, Connection)
                worker, lot = busy.pop(line)
                yield lot, self._result(worker)
                idle.append(worker)

    def _result(self, worker: _Worker) -> Done:
        try:
            fault, done = worker.line.recv()
        except (EOFError, OSError) as error:
            raise _lost(worker) from error
        if fault is not None:
            raise fault
        result: Done = done
        return result

    def _end(self, *, at_once: bool) -> None:
        for worker in self._workers:
            if at_once:
                worker.process.kill()
            worker.line.close()  # at which an idle worker ends
        for worker in self._workers:
            worker.process.join(PATIENCE)
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join()


def _started(begin: Begin[Lot, Done]) -> _Worker:
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, begin), daemon=True)
    try:
        process.start()
    finally:
        there.close()  # so that the line ends when the worker does
    return _Worker(process=process, line=here)


def _send(worker: _Worker, what: object) -> None:
    try:
        worker.line.send(what)
    except OSError as error:
        raise _lost(worker) from error


def _lost(worker: _Worker) -> WorkerLostError:
    worker.process.join(PATIENCE)
    code = worker.process.exitcode
    if code is not None and code < 0:
        return WorkerLostError(f"it was ended by signal {-code} ({signal.strsignal(-code)})")
    return WorkerLostError(f"it ended with code {code}")


def _serve(line: Connection, begin: Begin[Lot, Done]) -> None:
    """The life of a worker: it ends when the line does."""
    # Whoever interrupts the command interrupts all of its processes; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        work: Callable[[Lot], Done] | None = None
        while True:
            given = line.recv()
            fault: Exception | None = None
            done: Done | None = None
            try:
                if work is None:
                    work = begin(given)
                    # What it begins with stays to the end: it need not be looked through for what is left over.
                    gc.freeze()
                    continue
                done = work(given)
            except OSError as error:
                fault = error
            except Exception:  # noqa: BLE001 -- told to the first process, which ends
                fault = WorkerFault(traceback.format_exc())
            line.send((fault, done))
    gc.unfreeze()
