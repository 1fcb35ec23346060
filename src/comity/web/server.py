"""Runs the application: one process, no database, no network beyond its own address."""

from __future__ import annotations

import logging

import uvicorn

from comity.web.app import create_app
from comity.web.site import Site


def serve(site: Site, *, host: str, port: int, trusted: str | None = None) -> None:
    """Serve until stopped. `trusted`: addresses of reverse proxies whose forwarded headers are believed.

    Uvicorn's own access log is off: it writes queries, and a query holds the facts of a case.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    uvicorn.run(
        create_app(site),
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        proxy_headers=trusted is not None,
        forwarded_allow_ips=trusted,
        log_level="warning",
        timeout_keep_alive=10,
        h11_max_incomplete_event_size=65_536,
    )
