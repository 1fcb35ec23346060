"""Lets the pages of other sites read the API in a browser, if this server was told which. Off unless told."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from comity.web.guard import is_api


class Crossing:
    """Middleware: cross-origin rules for the API alone, never for pages, never with credentials."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self.app = app
        self.crossed = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Content-Type", "If-None-Match"),
            expose_headers=("ETag",),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        crossing = scope["type"] == "http" and is_api(scope)
        await (self.crossed if crossing else self.app)(scope, receive, send)
