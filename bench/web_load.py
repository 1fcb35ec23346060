"""The load that `web_speed.py` puts on a server: connections that stay open, as many requests as it takes, or a steady rate."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter

CONNECTIONS = 16
HEAD = "Host: localhost\r\n"
"""What stands in the head of every request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response as it came."""

    status: int
    head: bytes
    body: bytes


class Caller:
    """One connection that stays open and asks one thing after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> Caller:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=1 << 22))

    async def ask(self, request: bytes) -> Reply:
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        assert length, head
        body = await self.reader.readexactly(int(length[1]))
        return Reply(status=int(head[9:12]), head=head, body=body)

    def close(self) -> None:
        self.writer.close()


async def throughput(
    port: int, requests: Sequence[bytes], seconds: float, pid: int
) -> tuple[float, float]:
    """Responses a second, every connection asking as soon as it was answered; and what each cost the server, in
    microseconds of its processor.
    """
    callers = [await Caller.to(port) for _ in range(CONNECTIONS)]
    source, count = cycle(requests), 0
    begin, busy = perf_counter(), busy_seconds(pid)
    end = begin + seconds

    async def keep_asking(caller: Caller) -> None:
        nonlocal count
        while perf_counter() < end:
            reply = await caller.ask(next(source))
            assert reply.status == 200, reply
            count += 1

    await asyncio.gather(*(keep_asking(one) for one in callers))
    for one in callers:
        one.close()
    return count / (perf_counter() - begin), (busy_seconds(pid) - busy) * 1e6 / count


async def all_of(port: int, requests: Sequence[bytes]) -> None:
    """Ask each of them once."""
    callers = [await Caller.to(port) for _ in range(CONNECTIONS)]
    left = iter(requests)

    async def keep_asking(caller: Caller) -> None:
        for request in left:
            await caller.ask(request)

    await asyncio.gather(*(keep_asking(one) for one in callers))
    for one in callers:
        one.close()


async def latencies(
    port: int, requests: Sequence[bytes], rate: float, seconds: float
) -> list[float]:
    """Milliseconds from when each request was due, at a steady rate, to its answer."""
    free: asyncio.Queue[Caller] = asyncio.Queue()
    for _ in range(CONNECTIONS * 4):
        free.put_nowait(await Caller.to(port))
    taken: list[float] = []

    async def one(request: bytes, due: float) -> None:
        caller = await free.get()
        await caller.ask(request)
        taken.append((perf_counter() - due) * 1000)
        free.put_nowait(caller)

    source, begin = cycle(requests), perf_counter()
    waiting: list[asyncio.Task[None]] = []
    for number in range(int(rate * seconds)):
        due = begin + number / rate
        if (pause := due - perf_counter()) > 0:
            await asyncio.sleep(pause)
        waiting.append(asyncio.create_task(one(next(source), due)))
    await asyncio.gather(*waiting)
    while not free.empty():
        free.get_nowait().close()
    return sorted(taken)


async def get(port: int, path: str, more: str = "") -> Reply:
    """One page on a connection of its own."""
    caller = await Caller.to(port)
    reply = await caller.ask(f"GET {path} HTTP/1.1\r\n{HEAD}{more}\r\n".encode())
    caller.close()
    return reply


def busy_seconds(pid: int) -> float:
    """Seconds of processor that a process has used; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
