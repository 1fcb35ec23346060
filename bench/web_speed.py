"""How fast the web answers: the API beside an empty route of the same framework in the same server, pages, memory.

python bench/web_speed.py --out build/bench [--docs docs/performance.md] [--requests 100000]

A server runs in a child process, the load comes from this one over loopback. Rounds of the two routes take turns
and medians count, so that what else the machine does hits both alike.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.parse import urljoin

from report import write_report
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from web_load import HEAD, Caller, all_of, get, latencies, throughput

from comity.decide import QuestionError, ask, decide, question_to_json
from comity.law import Corpus, load_scenarios, shelved_corpus
from comity.web import Site, create_app
from comity.web.guard import Guard
from comity.web.journal import write_log
from comity.web.packing import Packing
from comity.web.server import run

ROUNDS, ROUND_SECONDS = 7, 3.0
HALF_LOAD_SECONDS = 10.0
QUESTIONS = 1_000
PAGE, MATRIX = "/places/us-dc", "/matrix"
FIRST = "/ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None


# The server, in the child.


def run_server(port: int) -> None:
    """The whole application, and two empty routes beside it: bare, and behind the same guard and log."""
    write_log()

    async def empty(request: Request) -> JSONResponse:
        return JSONResponse({})

    bare = Starlette(routes=[Route("/empty", empty)])
    site = Site(corpus=shelved_corpus(None, ()))
    guarded = Starlette(
        routes=[Route("/empty-guarded", empty)],
        middleware=[
            Middleware(Guard, settings=site.settings, fault=lambda *_: JSONResponse({})),
            Middleware(Packing),
        ],
    )
    apps = {"/empty": bare, "/empty-guarded": guarded}
    whole = create_app(site, ready=True)

    async def all_three(scope: Scope, receive: Receive, send: Send) -> None:
        await apps.get(scope.get("path", ""), whole)(scope, receive, send)

    run(all_three, host="127.0.0.1", port=port)


# What is asked.


def decide_requests(corpus: Corpus) -> tuple[list[bytes], list[bytes]]:
    """Questions of the corpus's scenarios, spread over all of them, as requests; and the same with one fact less."""
    found: list[bytes] = []
    less: list[bytes] = []
    scenarios = [one for one in load_scenarios(corpus) if one.overlay is None]
    for one in scenarios[:: max(1, len(scenarios) // QUESTIONS)]:
        try:
            question = ask(
                corpus,
                one.place,
                one.action,
                on=one.on,
                actor=one.actor,
                employer=one.employer,
                facts=one.facts,
                readings=one.readings,
                done=one.done,
            )
            decide(corpus, question)
        except QuestionError:
            continue
        form = question_to_json(question)
        found.append(_request(form))
        for word in question.stated:
            facts = {key: value for key, value in question.stated.items() if key != word}
            less.append(_request({**form, "facts": facts}))
    return found, less


def _request(form: dict[str, object]) -> bytes:
    body = json.dumps(form, default=str).encode()
    head = f"{HEAD}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"POST /api/v1/decide HTTP/1.1\r\n{head}\r\n".encode() + body


# What is measured.


def figures(port: int, pid: int, requests: int) -> Iterator[Figure]:
    """Every line of the table, measured one after the other."""
    corpus = shelved_corpus(None, ())
    # Asked at once, before anything was made ready.
    begin = perf_counter()
    first = asyncio.run(get(port, MATRIX))
    yield Figure(
        what=f"first `{MATRIX}`, asked right after the start, s",
        value=f"{perf_counter() - begin:.1f}" if first.status == 200 else str(first.status),
    )
    questions, less = decide_requests(corpus)
    empty, guarded = (
        [f"GET {path} HTTP/1.1\r\n{HEAD}\r\n".encode()] for path in ("/empty", "/empty-guarded")
    )
    gc.collect()
    gc.freeze()  # this process holds the law too, and its collector would stop the load, not the server
    print(f"{len(questions)} questions; load {os.getloadavg()[0]:.1f}", flush=True)
    # Twice through all of them, so that every law is prepared, as after some minutes of use.
    asyncio.run(all_of(port, [*questions, *questions]))
    rounds = [
        [
            asyncio.run(throughput(port, one, ROUND_SECONDS, pid))
            for one in (empty, guarded, questions)
        ]
        for _ in range(ROUNDS)
    ]
    rate = median(decided[0] for _, _, decided in rounds)
    for number, what in enumerate(
        (
            "empty JSON route of a bare Starlette application",
            "empty JSON route behind the guard and the log of the application",
            "`POST /api/v1/decide`",
        )
    ):
        yield Figure(
            what=f"{what}: requests/s; processor time of the server a request",
            value=f"{median(one[number][0] for one in rounds):,.0f}; "
            f"{median(one[number][1] for one in rounds):,.0f} us",
        )
    for number, what in enumerate(("bare", "guarded")):
        ratios = [one[2][0] / one[number][0] for one in rounds]
        ratio = median(ratios)
        spent = median(one[number][1] / one[2][1] for one in rounds)
        yield Figure(
            what=f"decide as a share of the {what} route, median of {ROUNDS} rounds in turn "
            f"({min(ratios):.2f} to {max(ratios):.2f}; by processor time {spent:.2f})",
            value=f"{ratio:.2f}",
            target=">= 0.40" if what == "bare" else "",
            met=ratio >= 0.40 if what == "bare" else None,
        )
    yield _first_time(port, less, empty, pid)
    yield from _half_load(port, questions, rate / 2)
    yield from _page(port)
    yield from _first_writings(port, corpus)
    yield from _first_load(port)
    yield from _memory(port, pid, questions, requests)
    yield from _publish()
    yield Figure(
        what="other programs on the machine at the end: load average of one minute",
        value=f"{os.getloadavg()[0]:.1f}",
    )


def _first_time(port: int, requests: Sequence[bytes], empty: Sequence[bytes], pid: int) -> Figure:
    """Questions that nobody asked before: nothing that was decided of another is of use, but the law is prepared."""
    around = [asyncio.run(throughput(port, empty, ROUND_SECONDS, pid))[0]]
    begin = perf_counter()
    asyncio.run(all_of(port, requests))
    rate = len(requests) / (perf_counter() - begin)
    around.append(asyncio.run(throughput(port, empty, ROUND_SECONDS, pid))[0])
    return Figure(
        what=f"decide as a share of the bare route, {len(requests):,} questions each asked for the first time",
        value=f"{2 * rate / sum(around):.2f}",
    )


def _half_load(port: int, questions: Sequence[bytes], rate: float) -> Iterator[Figure]:
    runs = [asyncio.run(latencies(port, questions, rate, HALF_LOAD_SECONDS)) for _ in range(3)]
    p50 = median(one[len(one) // 2] for one in runs)
    p99 = median(one[int(len(one) * 0.99)] for one in runs)
    yield Figure(what=f"decide at half load ({rate:,.0f}/s), p50 ms", value=f"{p50:.2f}")
    yield Figure(
        what="decide at half load, p99 ms (median of 3 runs)",
        value=f"{p99:.2f} = {p99 / p50:.1f} x p50",
        target="<= 5 x p50",
        met=p99 <= 5 * p50,
    )


def _page(port: int) -> Iterator[Figure]:
    async def many() -> list[float] | None:
        caller = await Caller.to(port)
        request = f"GET {PAGE} HTTP/1.1\r\n{HEAD}\r\n".encode()
        if (await caller.ask(request)).status != 200:
            return None
        taken = []
        for _ in range(100):
            begin = perf_counter()
            await caller.ask(request)
            taken.append((perf_counter() - begin) * 1000)
        caller.close()
        return taken

    taken = asyncio.run(many())
    if taken is None:
        yield Figure(what=f"`{PAGE}`", value="not there yet")
        return
    yield Figure(
        what=f"`{PAGE}` warm, with the way over loopback, median of 100, ms",
        value=f"{median(taken):.1f}",
        target="<= 30",
        met=median(taken) <= 30,
    )


def _first_writings(port: int, corpus: Corpus) -> Iterator[Figure]:
    """Every place on a day that nobody has asked for, in the law of today: each page is written, none is kept."""
    taken: list[float] = []
    for place in corpus.jurisdictions:
        begin = perf_counter()
        reply = asyncio.run(get(port, f"/places/{place}/{date.today() - timedelta(days=1)}"))  # noqa: DTZ011 -- the server's own day
        assert reply.status == 200, reply
        taken.append((perf_counter() - begin) * 1000)
    taken.sort()
    yield Figure(
        what=f"pages of all {len(taken)} places, each written for the first time, median; slowest, ms",
        value=f"{median(taken):.1f}; {taken[-1]:.1f}",
        target="median <= 30",
        met=median(taken) <= 30,
    )


def _first_load(port: int) -> Iterator[Figure]:
    page = asyncio.run(get(port, FIRST, "Accept-Encoding: gzip\r\n"))
    if page.status != 200:
        yield Figure(what=f"first load of `{FIRST}`", value="not there yet")
        return
    packed = b"content-encoding: gzip" in page.head
    text = (gzip.decompress(page.body) if packed else page.body).decode()
    parts = {
        urljoin(FIRST, found)
        for found in re.findall(
            r'<(?:link[^>]*rel="(?:stylesheet|icon)"[^>]*href|(?:script|img|source|iframe)[^>]*src)="([^"]+)"',
            text,
        )
        if not found.startswith("data:")  # held in the page itself: nothing is fetched
    }
    parts = {one for one in parts if not one.startswith("data:")}
    replies = [page, *(asyncio.run(get(port, one, "Accept-Encoding: gzip\r\n")) for one in parts)]
    size = sum(len(one.head) + len(one.body) for one in replies)
    yield Figure(
        what=f"first load of `{FIRST}`, requests",
        value=str(len(replies)),
        target="<= 3",
        met=len(replies) <= 3,
    )
    yield Figure(
        what=f"first load of `{FIRST}` over the wire, kB",
        value=f"{size / 1000:.1f}",
        target="<= 120",
        met=size <= 120_000,
    )


def _memory(port: int, pid: int, questions: Sequence[bytes], requests: int) -> Iterator[Figure]:
    steps, source = 10, cycle(questions)
    sizes = [_resident(pid)]
    for _ in range(steps):
        asyncio.run(all_of(port, [next(source) for _ in range(requests // steps)]))
        sizes.append(_resident(pid))
    if None in sizes:
        yield Figure(what="memory", value="this system does not say")
        return
    first, last = sizes[1] or 0.0, sizes[-1] or 0.0
    yield Figure(
        what=f"memory of the server after {requests // steps:,} and after {requests:,} requests, MiB",
        value=f"{first:.0f}, {last:.0f}",
        target="flat: + 5 % at most",
        met=last <= first * 1.05,
    )


def _resident(pid: int) -> float | None:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _publish() -> Iterator[Figure]:
    program = [sys.executable, "-c", "from comity.cli.main import run; run()"]
    known = subprocess.run([*program, "publish", "--help"], capture_output=True, check=False)
    if known.returncode:
        yield Figure(what="`comity publish` of the whole corpus, s", value="not there yet")
        return
    with tempfile.TemporaryDirectory() as folder:
        begin = perf_counter()
        done = subprocess.run(
            [*program, "publish", "--out", f"{folder}/site"],
            check=False,
            capture_output=True,
            text=True,
        )
        taken = perf_counter() - begin
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        yield Figure(what="`comity publish` of the whole corpus, s", value=last, met=False)
        return
    yield Figure(
        what="`comity publish` of the whole corpus, s",
        value=f"{taken:.1f}",
        target="<= 60",
        met=taken <= 60,
    )


def table(rows: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| what | measured | target | met |", "|---|--:|---|---|"]
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else "**no**"
        lines.append(f"| {row.what} | {row.value} | {row.target} | {met} |")
    return "\n".join(lines)


def main() -> None:
    """Start the server, measure, stop it, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=Path("build/bench"))
    arguments.add_argument("--docs", type=Path, help="page whose marked part is written anew")
    arguments.add_argument("--requests", type=int, default=100_000, help="for the memory")
    arguments.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.serve:
        run_server(options.serve)
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "web-server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(port)], stderr=log, stdout=log
        )
        try:
            _wait_for(port)
            rows = []
            for row in figures(port, server.pid, options.requests):
                print(f"{row.what}: {row.value}", flush=True)
                rows.append(row)
        finally:
            server.terminate()
            server.wait(30)
    write_report(options.out, "web", table(rows), rows, options.docs)


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start: read web-server.log")


if __name__ == "__main__":
    main()
