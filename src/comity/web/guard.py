"""What every request passes: known host names, limits on its size and slowness, headers for the browser, a line in
the log, and the net below everything.

The log holds the shape of an address and what came of it, never its query: that holds the facts of a case. Of a
fault it holds the kind and the places in the program, never its message: that may quote a fact.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from time import perf_counter

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.web.journal import note_fault, note_request
from comity.web.problem import Kind, Trouble, problem_response, refusal
from comity.web.site import Settings

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
API_HEADERS = {
    name: HEADERS[name]
    for name in (
        "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Content-Type-Options",
    )
}
"""On what programs read; the others are about pages."""
_RAW_API_HEADERS = [(name.lower().encode(), value.encode()) for name, value in API_HEADERS.items()]
_RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

MAX_QUERY = 16_384
"""Bytes of a query; the longest question of the corpus needs a tenth of that."""
MAX_FIELDS = 500
"""Names and values of a query."""

BODY_SECONDS, BODY_RATE = 30.0, 16_384
"""A body has this long, and a second more for every so many bytes that came."""
WRITE_SECONDS = 60.0
"""How long a client may leave a part of the response unread."""

BATCH = ("/api/v1/decide", "application/x-ndjson")
"""Where a longer body is taken: its path and type."""

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


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
    """Middleware around everything else. `fault` makes the page that says something went wrong here."""

    def __init__(
        self, app: ASGIApp, settings: Settings, fault: Callable[[Request, Exception], Response]
    ) -> None:
        self.app, self.settings, self.fault = app, settings, fault
        self.hosts = frozenset(name.lower() for name in settings.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message, _RAW_API_HEADERS if is_api(scope) else _RAW_HEADERS)
                await send(message)
            elif message.get("more_body"):
                async with asyncio.timeout(WRITE_SECONDS):
                    await send(message)
            else:
                await send(message)

        try:
            refused = self._refused(scope)
            if refused is not None:
                raise refused  # noqa: TRY301 -- one road for what is refused before and during
            await self.app(scope, self._limited(receive, scope), sending)
        except ClientDisconnect:
            pass  # nobody is left to be told
        except Exception as error:  # noqa: BLE001 -- the net below everything: what gets past it is written out by the server, message and all
            if not isinstance(error, Trouble | TimeoutError):
                note_fault(error)
            # A response that has begun is cut off: the server closes what stays incomplete.
            if not status:
                await self._told(scope, error)(scope, receive, sending)
        finally:
            shape = getattr(scope.get("route"), "path", "-")
            method = scope["method"] if scope["method"] in METHODS else "?"
            spent = (perf_counter() - began) * 1000
            note_request(method, shape, status, spent)

    def _told(self, scope: Scope, error: Exception) -> Response:
        """What is said of a request that could not be answered: JSON of the API, else a page or a line."""
        if isinstance(error, Trouble):
            if is_api(scope):
                return problem_response(error)
            return PlainTextResponse(
                "\n".join(error.errors) + "\n", error.kind.status, dict(error.headers or {})
            )
        try:
            return self.fault(Request(scope), error)
        except Exception as second:  # noqa: BLE001 -- the page that tells of a fault has one too
            note_fault(second)
            return PlainTextResponse("something went wrong here; nothing was decided\n", 500)

    def _refused(self, scope: Scope) -> Trouble | None:
        host = length = ""
        for name, value in scope["headers"]:
            if name == b"host":
                host = value.decode("latin-1").lower()
            elif name == b"content-length":
                length = value.decode("latin-1")
        if host not in self.hosts and host_of(host) not in self.hosts and "*" not in self.hosts:
            return refusal(
                Kind.HOST, "this server does not answer to that name: start it with --host-name"
            )
        # A program sends JSON, which a page of another site cannot without being allowed to (`Crossing`).
        is_form = scope["method"] not in _READING and not is_api(scope)
        if is_form and _is_from_elsewhere(Headers(scope=scope)):
            return refusal(Kind.ELSEWHERE, "forms of other sites are not taken")
        query: bytes = scope["query_string"]
        if len(query) > MAX_QUERY or query.count(b"&") >= MAX_FIELDS:
            return refusal(
                Kind.LONG,
                f"a query may have {MAX_QUERY:,} bytes and {MAX_FIELDS} names; this has more",
            )
        if length and (
            len(length) > 18
            or not (length.isascii() and length.isdigit())
            or (int(length) > self.settings.max_body and int(length) > self._limit(scope))
        ):
            return _too_large(self._limit(scope))
        return None

    def _limit(self, scope: Scope) -> int:
        """Bytes that the body of a request may have."""
        if scope["path"].endswith("/audit/upload") and not is_api(scope):
            return self.settings.max_upload
        if scope["path"] == BATCH[0] and scope["method"] == "POST":
            kind = Headers(scope=scope).get("content-type", "")
            if kind.lower().startswith(BATCH[1]):
                return self.settings.max_batch
        return self.settings.max_body

    def _limited(self, receive: Receive, scope: Scope) -> Receive:
        """The body, as long as it is no longer than it may be and no slower: its length need not be announced."""
        seen = 0
        limit = self.settings.max_body
        whole = False
        loop = asyncio.get_running_loop()
        began = loop.time()

        async def receiving() -> Message:
            nonlocal seen, limit, whole
            if whole:  # from here one waits for the client to go, and that may take long
                return await receive()
            message = await _in_time(receive, loop, began + BODY_SECONDS + seen / BODY_RATE)
            seen += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if seen > limit and seen > (limit := self._limit(scope)):
                raise _too_large(limit)
            return message

        return receiving


async def _in_time(receive: Receive, loop: asyncio.AbstractEventLoop, end: float) -> Message:
    """The next part of a body, or a refusal once it is too late.

    As `asyncio.timeout_at` does, at a fraction of its price: nearly always the part is there already.
    """
    task = asyncio.current_task()
    assert task is not None
    asked, late = task.cancelling(), False

    def give_up() -> None:
        nonlocal late
        late = True
        task.cancel()

    timer = loop.call_at(end, give_up)
    try:
        return await receive()
    except asyncio.CancelledError:
        # Somebody else may have cancelled the task as well; that is not ours to answer.
        if not late or task.uncancel() > asked:
            raise
    finally:
        timer.cancel()
    raise refusal(
        Kind.SLOW, "the request took too long to arrive", headers=[("Connection", "close")]
    )


_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]\s/]+)(?::[0-9]{1,5})?", re.ASCII)


def host_of(header: str) -> str:
    """The name in a Host header, without its port: `[::1]:8440` -> `[::1]`; nothing where it is no name."""
    found = _HOST.fullmatch(header)
    return found[1] if found else ""


def is_api(scope: Scope) -> bool:
    """Whether programs ask here, not people: what goes wrong is said in JSON."""
    path: str = scope["path"]
    return path.startswith("/api/") or path == "/openapi.json"


def _add_headers(message: Message, added: list[tuple[bytes, bytes]]) -> None:
    raw = message.setdefault("headers", [])
    own = {name.lower() for name, _ in raw}
    # A response with a policy of its own on who may frame it needs no older word on the same.
    if any(
        name.lower() == b"content-security-policy" and b"frame-ancestors http" in value
        for name, value in raw
    ):
        own.add(b"x-frame-options")
    raw.extend(one for one in added if one[0] not in own)


def _too_large(limit: int) -> Trouble:
    return refusal(
        Kind.LARGE, f"a request here may have {limit:,} bytes", headers=[("Connection", "close")]
    )
