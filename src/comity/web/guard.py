"""What every request passes: known host names, a limit on its size, headers for the browser, a line in the log.

The log holds the shape of an address and what came of it, never its query: that holds the facts of a case.
"""

from __future__ import annotations

import logging
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.web.site import Settings

LOG = logging.getLogger("comity.web")

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every response: nothing from elsewhere is loaded, and no other site learns what was asked."""

MAX_QUERY = 16_384
"""Bytes of a query; the longest question of the corpus needs a tenth of that."""


_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class _TooLargeError(Exception):
    pass


def _is_from_elsewhere(headers: Headers) -> bool:
    """Whether a browser says that another site sent this: no cookie guards a server on the user's own machine.

    Since no referrer is ever sent, the origin of our own forms is `null`: where the browser says by
    `Sec-Fetch-Site` how near the sender is, that alone counts.
    """
    near = headers.get("sec-fetch-site")
    if near is not None:
        return near not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


class Guard:
    """Middleware around everything else."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        try:
            if refused is not None:
                await refused(scope, receive, sending)
            else:
                await self.app(scope, self._limited(receive, scope), sending)
        except _TooLargeError:
            await _too_large()(scope, receive, sending)
        finally:
            route = scope.get("route")
            shape = getattr(route, "path", "-")
            spent = (perf_counter() - began) * 1000
            LOG.info("%s %s %d %.1f ms", scope["method"], shape, status, spent)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").rsplit(":", 1)[0] if headers.get("host") else ""
        full = headers.get("host", "")
        names = self.settings.hosts
        if "*" not in names and host not in names and full not in names:
            return PlainTextResponse(
                "this server does not answer to that name: start it with --host-name\n", 421
            )
        if scope["method"] not in _READING and _is_from_elsewhere(headers):
            return PlainTextResponse("forms of other sites are not taken\n", 403)
        if len(scope["query_string"]) > MAX_QUERY:
            return PlainTextResponse("the address is too long\n", 414)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit(scope):
            return _too_large()
        return None

    def _limit(self, scope: Scope) -> int:
        is_upload = scope["path"].endswith("/audit/upload")
        return self.settings.max_upload if is_upload else self.settings.max_body

    def _limited(self, receive: Receive, scope: Scope) -> Receive:
        """The body, as long as it is no longer than it may be: its length need not be announced."""
        seen = 0
        limit = self._limit(scope)

        async def receiving() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLargeError
            return message

        return receiving


def _too_large() -> PlainTextResponse:
    return PlainTextResponse("the request is too large\n", 413)
