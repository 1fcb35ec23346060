"""The application: which address shows which page, and what happens when it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from importlib.resources import files
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from comity.decide import Language, QuestionError
from comity.law import PlaceError, nearest
from comity.web import (
    agreements,
    analysis,
    api_page,
    ask,
    audits,
    cards,
    federal_lists,
    overview,
    places,
    provisions,
    reading,
)
from comity.web.api import ADDRESSES, api_routes
from comity.web.audits import Store
from comity.web.crossing import Crossing
from comity.web.guard import Guard, is_api
from comity.web.links import LANGUAGES, ServerLinks, prefix
from comity.web.meant import pages_meant
from comity.web.packing import Packing
from comity.web.page import (
    Asked,
    Download,
    NotFoundError,
    Page,
    PageMaker,
    Redirect,
    UnusableError,
    render,
)
from comity.web.problem import Kind, Trouble, problem_response, refusal, trouble_of
from comity.web.site import Site
from comity.web.styles import style_sheet
from comity.web.tags import is_held, tag_of

PAGES: Mapping[str, PageMaker] = {
    **places.PAGES,
    **provisions.PAGES,
    **api_page.PAGES,
    **reading.PAGES,
    **cards.PAGES,
    **ask.PAGES,
    **overview.PAGES,
    **analysis.PAGES,
    **agreements.PAGES,
    **federal_lists.PAGES,
}
"""Every page by its path without the language; parts in braces are read from the address."""

STATIC = {
    "style.css": "text/css; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "search.js": "text/javascript; charset=utf-8",
}
"""The files beside the pages, with their types."""


def create_app(site: Site, *, ready: bool = False) -> Starlette:
    """The application as an ASGI server runs it. `ready`: what takes long is made ready after the start."""
    store = Store(site.settings)
    handler = _handler(site)

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        running = [asyncio.create_task(_expire(store))]
        if ready:
            running.append(asyncio.create_task(overview.stay_ready(site)))
        try:
            yield
        finally:
            for one in running:
                one.cancel()
            store.close()

    return Starlette(
        lifespan=alive,
        routes=[
            *api_routes(site),
            *_routes(site),
            *audits.routes(site, store, partial(_shown, site)),
            *_keeper_routes(site),
        ],
        middleware=[
            Middleware(Guard, settings=site.settings, fault=handler),
            *(
                [Middleware(Crossing, origins=site.settings.origins)]
                if site.settings.origins
                else ()
            ),
            Middleware(Packing, minimum_size=1000, compresslevel=6),
        ],
        exception_handlers=dict.fromkeys(
            (HTTPException, NotFoundError, PlaceError, QuestionError, Trouble, UnusableError),
            handler,
        ),
    )


async def _expire(store: Store) -> None:
    """Remove uploads whose time is over, whether or not anybody comes back for them."""
    while True:
        await asyncio.to_thread(store.expire)
        await asyncio.sleep(store.expire_every)


def _routes(site: Site) -> Iterator[BaseRoute]:
    for name, kind in STATIC.items():
        yield Route(f"/static/{name}", _file(static_file(name), kind))
    for language in LANGUAGES:
        for path, maker in PAGES.items():
            yield Route(f"/{prefix(language)}{path}", _page(site, maker, language), methods=["GET"])


def _keeper_routes(site: Site) -> Iterator[BaseRoute]:
    """The pages of whoever keeps a ledger or reviews, where one was named. Raises LedgerError, ReviewError."""
    if site.settings.ledger is None and site.settings.review is None:
        return
    from comity.web.keeper import Keeper, routes  # noqa: PLC0415 -- needs a library that other servers need not have

    yield Route("/static/review.js", _file(static_file("review.js"), STATIC["search.js"]))
    yield from routes(site, Keeper(site.corpus, site.settings), partial(_shown, site))


def static_file(name: str) -> bytes:
    """The bytes of a file beside the pages."""
    if name == "style.css":
        return style_sheet().encode()
    return (files("comity.web") / "static" / name).read_bytes()


def _file(content: bytes, kind: str) -> Callable[[Request], Response]:
    tag = tag_of(content)

    def endpoint(request: Request) -> Response:
        return _answered(request, content, kind, tag, stored="public, max-age=3600")

    return endpoint


def _page(site: Site, maker: PageMaker, language: Language) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        asked = Asked(
            language=language,
            path={name: str(value) for name, value in request.path_params.items()},
            query={
                name: tuple(request.query_params.getlist(name)) for name in request.query_params
            },
        )
        made = maker(site, asked)
        match made:
            case Redirect():
                path = f"{site.settings.root_path}/{prefix(language)}{made.path}"
                headers = {"Cache-Control": "no-store"}
                return RedirectResponse(f"{path}?{urlencode(made.query)}", 303, headers)
            case Download():
                return _sent(request, made)
            case Page():
                return _shown(site, request, made, language)

    return endpoint


def _sent(request: Request, file: Download) -> Response:
    content = file.content.encode()
    answer = _answered(request, content, file.kind, tag_of(content), stored="no-cache")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def _shown(site: Site, request: Request, page: Page, language: Language) -> Response:
    path = request.url.path.removeprefix(site.settings.root_path).lstrip("/")
    path = path.removeprefix(prefix(language))
    query = f"?{request.url.query}" if request.url.query else ""
    links = ServerLinks(language=language, root=site.settings.root_path, path=path + query)
    content = render(site, page, links).encode()
    if page.status != 200:
        return HTMLResponse(content, page.status, {"Cache-Control": "no-store"})
    stored = "no-store" if page.private else "no-cache"
    return _answered(request, content, "text/html; charset=utf-8", tag_of(content), stored=stored)


def _answered(request: Request, content: bytes, kind: str, tag: str, *, stored: str) -> Response:
    """The content, or word that what the browser holds is still right."""
    headers = {"Cache-Control": stored, "ETag": tag}
    if is_held(tag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)


def _handler(site: Site) -> Callable[[Request, Exception], Response]:
    """Says in a page what could not be done, to programs in JSON; a fault says nothing of its inside."""

    def handle(request: Request, error: Exception) -> Response:
        if is_api(request.scope):
            return problem_response(_trouble(request, error))
        path = request.url.path.removeprefix(site.settings.root_path)
        language: Language = "es" if path.startswith("/es/") else "en"
        page = problem_page(error)
        if page.status == 404:
            address = path.removeprefix(f"/{prefix(language)}")
            meant = pages_meant(address, (*PAGES, "audit"), site.corpus, language)
            page = replace(page, context={**page.context, "meant": meant})
        response = _shown(site, request, page, language)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    return handle


def _trouble(request: Request, error: Exception) -> Trouble:
    """What went wrong; of an address that does not exist, which was probably meant."""
    if isinstance(error, HTTPException) and error.status_code == 404:
        meant = nearest(request.url.path, ADDRESSES)
        return refusal(Kind.NOT_FOUND, f"nothing stands at this address; {meant}")
    return trouble_of(error)


def problem_page(error: Exception) -> Page:
    """The page that says why something cannot be shown."""
    status = 500
    mistakes: tuple[str, ...] = ()
    match error:
        case NotFoundError():
            status, mistakes = 404, (str(error),)
        case QuestionError() | UnusableError():
            status, mistakes = 422, tuple(error.mistakes)
        case Trouble():
            status, mistakes = error.kind.status, error.errors
        case PlaceError():
            status, mistakes = 422, (str(error),)
        case HTTPException(status_code=404):
            status = 404
        case HTTPException():
            status, mistakes = error.status_code, (error.detail,)
        case _:
            pass
    context = {"mistakes": mistakes, "is_missing": status == 404}
    return Page(template="problem.html", context=context, status=status)
