"""What the keeper's pages share: who may ask, how a page is shown, how a refusal of the rooms below is said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comity.decide import Language
from comity.evidence.review import Desk, ReviewError
from comity.ledger.problem import LedgerError
from comity.web.alone import must_come_from_here
from comity.web.keeper.opened import Keeper
from comity.web.links import prefix
from comity.web.page import Asked, NotFoundError, Page, UnusableError
from comity.web.site import Site

if TYPE_CHECKING:
    from comity.ledger import Ledger

PART = 50
"""Lines of a list on one page."""
LONGEST_FIELD = 2_000
"""Characters of a field of a form."""

Show = Callable[[Request, Page, Language], Response]
P = TypeVar("P", bound="KeeperPages")


class KeeperPages:
    """The endpoints of one kind in one language."""

    def __init__(self, site: Site, keeper: Keeper, show: Show, language: Language) -> None:
        self.site, self.keeper, self.show, self.language = site, keeper, show, language

    @property
    def ledger(self) -> Ledger:
        """The ledger; there is one wherever an address needs it."""
        assert self.keeper.ledger is not None
        return self.keeper.ledger

    @property
    def desk(self) -> Desk:
        """The desk of the review."""
        return self.keeper.desk()

    def shown(
        self, request: Request, template: str, status: int = 200, **context: object
    ) -> Response:
        """A page that no browser keeps."""
        page = Page(template=template, context=context, status=status, private=True)
        return self.show(request, page, self.language)

    def go(self, path: str) -> Response:
        """On to another page after something was done."""
        root = self.site.settings.root_path
        headers = {"Cache-Control": "no-store"}
        return RedirectResponse(f"{root}/{prefix(self.language)}{path}", 303, headers)


class Slots(dict[str, Any]):  # Any: plain JSON values
    """A form of the ledger as a template reads it: a slot that holds nothing is None there."""

    def __missing__(self, _name: str) -> None:
        return None


def slots(form: Mapping[str, object]) -> Slots:
    """A form with all the forms in it."""
    return Slots({name: _slots(value) for name, value in form.items()})


def _slots(value: object) -> object:
    match value:
        case dict():
            return slots(value)
        case list():
            return [_slots(one) for one in value]
        case _:
            return value


def asked_of(request: Request) -> Asked:
    """What the address asks for."""
    query = request.query_params
    return Asked(query={name: tuple(query.getlist(name)) for name in query})


def part_of(asked: Asked) -> int:
    """Which part of a list is asked for, from 1. Raises UnusableError."""
    text = asked.one("page") or "1"
    if not (text.isascii() and text.isdigit() and int(text[:7]) > 0 and len(text) < 7):
        raise UnusableError((f"`{text[:20]}` is no part of a list: write 1, 2, 3",))
    return int(text)


def field(form: FormData, name: str) -> str:
    """A field of a form, nothing where it is not there. Raises UnusableError: too long."""
    value = form.get(name)
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > LONGEST_FIELD:
        raise UnusableError((f"`{name}` is longer than {LONGEST_FIELD:,} characters: shorten it",))
    return text


def reads(
    endpoint: Callable[Concatenate[P, Request, ...], Response],
) -> Callable[[P, Request], Response]:
    """An endpoint that only looks."""

    @wraps(endpoint)
    def guarded(pages: P, request: Request) -> Response:
        must_come_from_here(request)
        return _said(lambda: endpoint(pages, request))

    return guarded


def writes(
    endpoint: Callable[Concatenate[P, Request, FormData, ...], Response],
) -> Callable[[P, Request], Awaitable[Response]]:
    """An endpoint that takes a form; it runs beside the others, for a disk or a database may be slow."""

    @wraps(endpoint)
    async def guarded(pages: P, request: Request) -> Response:
        must_come_from_here(request)
        async with request.form(max_files=0, max_fields=100) as form:
            return await run_in_threadpool(_said, lambda: endpoint(pages, request, form))

    return guarded


def _said(work: Callable[[], Response]) -> Response:
    try:
        return work()
    except LedgerError as error:
        raise UnusableError(tuple(error.messages)) from None
    except ReviewError as error:
        raise UnusableError((str(error),)) from None


def not_there(error: LedgerError) -> NotFoundError:
    """What is said where an address names a subject that is not in the ledger."""
    return NotFoundError("; ".join(error.messages))
