"""Control-C while the table engine works: heard at once, and an interrupt like any other.

The engine looks for signals only between pieces of work that it does in the thread that asked. Where another thread of
its own does the work, it waits for that one, deaf. So a thread beside it waits for what Python writes when a signal
comes (`signal.set_wakeup_fd`) and tells the engine to stop.
"""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import duckdb

SAID = "Query interrupted"
"""What DuckDB's driver for Python says of control-C where it hears it itself, as a plain RuntimeError."""


@contextmanager
def heeding_interrupts(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Control-C in here ends what the connection does and raises KeyboardInterrupt."""
    try:
        with _watched(connection):
            yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        if str(error) != SAID:
            raise
        raise KeyboardInterrupt from error


@contextmanager
def _watched(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    watch = _watch()
    watch.at_work.append(connection)
    former = signal.set_wakeup_fd(watch.written.fileno(), warn_on_full_buffer=False)
    if former not in {-1, watch.written.fileno()}:
        signal.set_wakeup_fd(former)  # a loop of events listens already: it keeps what is its own
    try:
        yield
    finally:
        signal.set_wakeup_fd(former)
        watch.at_work.pop()


class _Watch:
    """A thread that waits for signals as long as the program runs. `at_work`: the connections that are in use, one within another."""

    def __init__(self) -> None:
        self.at_work: list[duckdb.DuckDBPyConnection] = []
        self._read, self.written = socket.socketpair()
        self.written.setblocking(False)  # so Python asks of what a handler writes to
        threading.Thread(target=self._wait, name="control-c", daemon=True).start()

    def _wait(self) -> None:
        while numbers := self._read.recv(64):
            if signal.SIGINT in numbers:
                self._interrupt()

    def _interrupt(self) -> None:
        # In a frame of its own, which goes: a connection that this thread still held at the end would be told as lost.
        for connection in tuple(self.at_work):
            connection.interrupt()


@lru_cache(maxsize=1)
def _watch() -> _Watch:
    return _Watch()
