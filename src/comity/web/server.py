"""Runs the application: one process, no database, no network beyond its own address."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from comity.web.alone import must_be_alone
from comity.web.app import create_app
from comity.web.journal import write_log
from comity.web.patience import PatientProtocol
from comity.web.site import Site

MAX_CONNECTIONS = 500
"""Connections at once; more are told to come back."""
MAX_HEAD = 32_768
"""Bytes of the head of a request: the longest query and what browsers send beside it."""

COLLECT_AT = (20_000, 4, 20)
"""An answer is made of thousands of small things that go at once; what lives through four passes is kept on purpose."""


def serve(
    site: Site,
    *,
    host: str,
    port: int,
    trusted: str | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until stopped. `trusted`: addresses of reverse proxies whose forwarded headers are believed.

    `ready` is called before it listens. Raises NotAloneError, LedgerError, ReviewError before that.
    """
    settings = site.settings
    if settings.is_for_one:
        must_be_alone(host, trusted=trusted, hosts=settings.hosts, root_path=settings.root_path)
    app = create_app(site, ready=True)
    ready()
    write_log()
    run(app, host=host, port=port, trusted=trusted)


def run(app: ASGIApp, *, host: str, port: int, trusted: str | None = None) -> None:
    """Run an application until stopped."""
    gc.collect()
    gc.freeze()  # the law stays: the collector need not go through it again and again
    gc.set_threshold(*COLLECT_AT)
    gc.callbacks.append(leave_survivors)
    sys.setswitchinterval(0.001)  # what is made in a thread holds an answer up no longer than that
    try:
        uvicorn.Server(configuration(app, host=host, port=port, trusted=trusted)).run()
    finally:
        # What was left alone is taken down in the usual way: the table engine's driver would tell it as lost.
        gc.callbacks.remove(leave_survivors)
        gc.unfreeze()


def leave_survivors(phase: str, told: dict[str, int]) -> None:
    """Let the collector never again go through what has lived through a pass over the second generation.

    It is law made ready, answers kept and pages kept (all bounded, and freed by their count when they are dropped).
    Going through them again and again stops every answer for a fifth of a second and more, and finds nothing.
    """
    if phase == "stop" and told["generation"] > 0:
        gc.freeze()


def configuration(
    app: ASGIApp, *, host: str, port: int, trusted: str | None = None
) -> uvicorn.Config:
    """How uvicorn runs the application.

    Its own access log is off: it writes queries, and a query holds the facts of a case.
    """
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        proxy_headers=trusted is not None,
        forwarded_allow_ips=trusted,
        log_level="warning",
        http=PatientProtocol,
        ws="none",
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=MAX_HEAD,
    )
