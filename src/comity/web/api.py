"""The API: the same questions and answers as everywhere, as JSON. What stands where is in `openapi`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from comity.decide import (
    QuestionError,
    decide,
    determination_text,
    next_question,
    place_mistakes,
    program_version,
    question_from_json,
    vocabulary_to_json,
)
from comity.decide.survey import law_to_json, place_to_json, places_to_json, provision_to_json
from comity.law import Corpus, nearest
from comity.web.analysis import (
    days_of,
    gaps_of,
    last_change,
    needs_solver,
    places_beside,
)
from comity.web.batch import MEDIA_TYPE as NDJSON
from comity.web.batch import answers, lines_of, written
from comity.web.openapi import openapi_document
from comity.web.page import Asked, NotFoundError, UnusableError, day_of
from comity.web.problem import Kind, refusal
from comity.web.site import Site
from comity.web.strict_json import read_json
from comity.web.tags import is_held

PREFIX = "/api/v1"
MAX_BATCHES = 16
"""Batches that are read or answered at once; each holds its questions in memory."""

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Something to read: which names its query may have, and what makes it."""

    parameters: tuple[str, ...]
    make: Callable[[Site, Asked], object]
    slow: bool = False
    """Whether it takes so long that others must not wait for it."""


def _law(site: Site, asked: Asked) -> object:
    action = asked.one("action")
    actions = site.corpus.vocabulary.actions
    if action is not None and action not in actions:
        raise UnusableError((f"`{action}` is not a known action; {nearest(action, actions)}",))
    day = day_of(asked.one("on"), site)
    place = asked.path["place"]
    if mistakes := place_mistakes(site.corpus, place):
        raise NotFoundError(_with_name(mistakes[0], place, site.corpus))
    return _signed(site, law_to_json(site.corpus, place, on=day, action=action))


def _places(site: Site, asked: Asked) -> object:
    return _signed(site, {"places": places_to_json(site.corpus)})


def _place(site: Site, asked: Asked) -> object:
    place = asked.path["place"]
    known = {*site.corpus.jurisdictions, *site.corpus.states}
    if place not in known:
        mistakes = place_mistakes(site.corpus, place) or [
            f"`{place}` is not in the corpus: that is no silence of its law"
        ]
        raise NotFoundError(_with_name(mistakes[0], place, site.corpus))
    return _signed(site, place_to_json(site.corpus, place))


def _provision(site: Site, asked: Asked) -> object:
    place, name = asked.path["place"], asked.path["name"]
    jurisdiction = site.corpus.jurisdictions.get(place)
    if jurisdiction is None:
        raise NotFoundError(
            f"`{place}` holds no provisions here; {nearest(place, site.corpus.jurisdictions)}"
        )
    found = {one.id.rpartition("/")[2]: one for one in jurisdiction.provisions}
    if name not in found:
        raise NotFoundError(f"`{name}` is not a provision of `{place}`; {nearest(name, found)}")
    return _signed(site, provision_to_json(site.corpus, found[name]))


def _vocabulary(site: Site, asked: Asked) -> object:
    return _signed(site, vocabulary_to_json(site.corpus))


def _gaps(site: Site, asked: Asked) -> object:
    from comity.compare import gaps_to_json  # noqa: PLC0415 -- needs the extra `analysis`

    place = _encoded(site, asked)
    against = [asked.one("against") or "all"]
    return _signed(site, gaps_to_json(gaps_of(site, place, day_of(asked.one("on"), site), against)))


def _diff(site: Site, asked: Asked) -> object:
    from comity.compare import difference_to_json  # noqa: PLC0415 -- as above

    place = _encoded(site, asked)
    given = [asked.one(name) for name in ("from", "to")]
    if given == [None, None]:
        from_, to = last_change(site, place)
    elif None in given:
        raise UnusableError(("name both days, `from` and `to`, or neither",))
    else:
        from_, to = (day_of(one, site) for one in given)
    return _signed(site, difference_to_json(days_of(site, place, from_, to)))


def _compare(site: Site, asked: Asked) -> object:
    from comity.compare import difference_to_json  # noqa: PLC0415 -- as above

    place, other = _encoded(site, asked), _encoded(site, asked, "other")
    found = places_beside(site, place, other, day_of(asked.one("on"), site))
    return _signed(site, difference_to_json(found))


def _encoded(site: Site, asked: Asked, name: str = "place") -> str:
    """A place with a law file. Raises NotFoundError for another, UnusableError without the solver."""
    needs_solver()
    place = asked.path[name]
    if place not in site.corpus.jurisdictions:
        known = nearest(place, site.corpus.jurisdictions)
        raise NotFoundError(f"`{place}` has no law file; {known}")
    return place


READS: Mapping[str, Read] = {
    "/law/{place}": Read(parameters=("on", "action"), make=_law),
    "/places": Read(parameters=(), make=_places),
    "/places/{place}": Read(parameters=(), make=_place),
    "/provisions/{place}/{name}": Read(parameters=(), make=_provision),
    "/vocabulary": Read(parameters=(), make=_vocabulary),
    "/gaps/{place}": Read(parameters=("on", "against"), make=_gaps, slow=True),
    "/diff/{place}": Read(parameters=("from", "to"), make=_diff, slow=True),
    "/compare/{place}/{other}": Read(parameters=("on",), make=_compare, slow=True),
}
ADDRESSES = (
    f"{PREFIX}/decide",
    f"{PREFIX}/next-question",
    *(f"{PREFIX}{path}" for path in READS),
    "/openapi.json",
)


def api_routes(site: Site) -> Iterator[BaseRoute]:
    """The addresses of the API."""
    yield Route(f"{PREFIX}/decide", _Decide(site), methods=["POST"])
    yield Route(f"{PREFIX}/next-question", _next_question(site), methods=["POST"])
    for path, read in READS.items():
        yield Route(f"{PREFIX}{path}", _reading(site, read), methods=["GET"])
    document = Read(parameters=(), make=lambda site, _: openapi_document(site))
    yield Route("/openapi.json", _reading(site, document), methods=["GET"])


class _Decide:
    """One question or a batch of them. It speaks ASGI itself: it is asked most, and needs no more than this."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if _kind_of(scope, "application/json", NDJSON) == NDJSON:
            response = await self.batch(receive)
            await response(scope, receive, send)
            return
        corpus = self.site.corpus
        question = question_from_json(corpus, read_json(await _body(receive)))
        content = determination_text(decide(corpus, question)).encode()
        headers = [(b"content-length", b"%d" % len(content)), *_DECIDED]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def batch(self, receive: Receive) -> Response:
        """The answers to as many questions as the body has lines."""
        if self.running >= MAX_BATCHES:
            raise refusal(
                Kind.BUSY,
                f"{MAX_BATCHES} batches are being answered: try again soon",
                headers=[("Retry-After", "10")],
            )
        self.running += 1
        try:
            lines = lines_of(await _body(receive), self.site)
        except BaseException:
            self.running -= 1
            raise
        return StreamingResponse(
            self.counted(answers(self.site, lines)), media_type=NDJSON, headers=_NOT_KEPT
        )

    async def counted(self, lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The lines; once they end, or nobody takes them, the batch counts no longer."""
        try:
            async for line in lines:
                yield line
        finally:
            self.running -= 1


_DECIDED = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))


def _next_question(site: Site) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        _kind_of(request.scope, "application/json")
        form = read_json(await _body(request.receive))
        if not isinstance(form, dict) or not {"question"} <= set(form) <= {"question", "declined"}:
            raise QuestionError(
                ("write a mapping with `question`, and `declined` if there is any",)
            )
        declined = form.get("declined", [])
        if not isinstance(declined, list) or not all(isinstance(one, str) for one in declined):
            raise QuestionError(("`declined` is not a list of words",))
        if not isinstance(form["question"], dict):
            raise QuestionError(("`question` is not a mapping with `place`, `action` and `on`",))
        question = question_from_json(site.corpus, form["question"])
        found = next_question(site.corpus, question, declined=frozenset(declined))
        return _answer(
            _signed(
                site,
                {
                    "next": None
                    if found is None
                    else {
                        "word": found.word,
                        "asks": found.asks,
                        "found": found.found,
                        "question_of_law": found.question_of_law,
                    }
                },
            )
        )

    return endpoint


def _reading(site: Site, read: Read) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        for name in request.query_params:
            if name not in read.parameters:
                raise UnusableError((f"`{name}` is not a name here; {_names(name, read)}",))
            if "" in request.query_params.getlist(name):
                raise UnusableError((f"`{name}` is empty: leave it out, or write what is meant",))
        asked = Asked(
            path={name: str(value) for name, value in request.path_params.items()},
            query={name: tuple(request.query_params.getlist(name)) for name in read.parameters},
        )
        tag = _tag(site, request.url.path, asked)
        headers = {"Cache-Control": "no-cache", "ETag": tag}
        if is_held(tag, request.headers.get("if-none-match")):
            return Response(status_code=304, headers=headers)
        made = await (
            run_in_threadpool(read.make, site, asked) if read.slow else _at_once(read, site, asked)
        )
        return Response(written(made), 200, headers, "application/json")

    return endpoint


async def _at_once(read: Read, site: Site, asked: Asked) -> object:
    return read.make(site, asked)


_NOT_KEPT = {"Cache-Control": "no-store"}


def _answer(form: object) -> Response:
    return Response(written(form), 200, _NOT_KEPT, "application/json")


def _kind_of(scope: Scope, *taken: str) -> str:
    """The type of the body, if it is one of those that are read here. Raises Trouble."""
    kind = rest = ""
    coded = b"identity"
    for name, value in scope["headers"]:
        if name == b"content-type":
            kind, _, rest = value.decode("latin-1").lower().partition(";")
        elif name == b"content-encoding":
            coded = value
    kind = kind.strip()
    if rest.strip().replace('"', "") not in ("", "charset=utf-8") or coded != b"identity":
        kind = ""
    if kind not in taken:
        raise refusal(
            Kind.CONTENT_TYPE,
            f"send {' or '.join(taken)} in UTF-8, not compressed",
            headers=[("Accept", ", ".join(taken))],
        )
    return kind


async def _body(receive: Receive) -> bytes:
    """The body, whole; the guard has seen to its size and speed."""
    message = await receive()
    parts = [message.get("body", b"")]
    while message["type"] == "http.request" and message.get("more_body", False):
        message = await receive()
        parts.append(message.get("body", b""))
    if message["type"] != "http.request":
        raise ClientDisconnect
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _signed(site: Site, form: Mapping[str, object]) -> dict[str, object]:
    """The form with the corpus and the program that made it."""
    return {**form, "corpus": {"digest": site.corpus.digest, "program": program_version()}}


def _tag(site: Site, path: str, asked: Asked) -> str:
    """The same as long as neither law, program, address nor today change; told without making anything."""
    day = asked.one("on") or ""
    rest = [f"{name}={asked.one(name) or ''}" for name in sorted(asked.query) if name != "on"]
    named = [site.corpus.digest, program_version(), path, day, *rest]
    # Without a day, and without the two of a difference, it is today that is meant.
    if day in ("", "today") or "today" in (asked.one("from"), asked.one("to")):
        named.append(site.today().isoformat())
    return f'W/"{hashlib.sha256(json.dumps(named).encode()).hexdigest()[:32]}"'


def _names(name: str, read: Read) -> str:
    return nearest(name, read.parameters) if read.parameters else "it takes no query"


def _with_name(mistake: str, place: str, corpus: Corpus) -> str:
    if "did you mean" in mistake:
        return mistake
    meant = nearest(place, {*corpus.jurisdictions, *corpus.states})
    return f"{mistake}; {meant}" if meant.startswith("did you mean") else mistake
