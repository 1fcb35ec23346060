"""What went wrong, as JSON: problem details of RFC 9457. Never with anything of the inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from comity.decide import QuestionError
from comity.law import PlaceError
from comity.web.page import NotFoundError, UnusableError

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 50
"""Mistakes that one problem lists; more are counted."""


class Kind(Enum):
    """The kinds of problem, each with its status and title. The page `/api` explains them."""

    UNREADABLE = ("unreadable", 400, "The body cannot be read as JSON")
    NOT_FOUND = ("not-found", 404, "Nothing stands there")
    ELSEWHERE = ("elsewhere", 403, "It was sent from another site")
    METHOD = ("method", 405, "This address is not asked that way")
    SLOW = ("slow", 408, "The request took too long to arrive")
    LARGE = ("large", 413, "The request is too large")
    LONG = ("long", 414, "The address is too long")
    CONTENT_TYPE = ("content-type", 415, "The body is not of a type that is read here")
    HOST = ("host", 421, "This server does not answer to that name")
    UNUSABLE = ("unusable", 422, "It cannot be asked")
    BUSY = ("busy", 503, "Too many batches at once")
    FAULT = ("fault", 500, "Something went wrong here; nothing was decided")

    def __init__(self, name: str, status: int, title: str) -> None:
        self.id, self.status, self.title = name, status, title


class Trouble(Exception):  # noqa: N818 -- it is what a caller runs into, not always an error of the program
    """Why a request is refused. `errors` say each what is wrong and what is accepted."""

    def __init__(
        self, kind: Kind, errors: tuple[str, ...] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(kind.title)
        self.kind, self.errors, self.headers = kind, errors, headers


def trouble_of(error: Exception) -> Trouble:
    """What an exception means to the caller; of a fault nothing but that there was one."""
    match error:
        case Trouble():
            return error
        case NotFoundError():
            return Trouble(Kind.NOT_FOUND, (str(error),))
        case QuestionError() | UnusableError():
            return Trouble(Kind.UNUSABLE, tuple(error.mistakes))
        case PlaceError():
            return Trouble(Kind.UNUSABLE, (str(error),))
        case HTTPException(status_code=404):
            return Trouble(Kind.NOT_FOUND, ("nothing stands at this address",))
        case HTTPException(status_code=405):
            allowed = (error.headers or {}).get("Allow", "")
            return Trouble(
                Kind.METHOD,
                (f"this address takes {allowed}",),
                headers={"Allow": allowed},
            )
        case _:
            return Trouble(Kind.FAULT)


def problem_form(trouble: Trouble) -> dict[str, object]:
    """The problem as plain JSON values."""
    kind = trouble.kind
    errors = [_printable(one) for one in trouble.errors[:MAX_ERRORS]]
    if len(trouble.errors) > MAX_ERRORS:
        errors.append(f"and {len(trouble.errors) - MAX_ERRORS} more")
    return {
        "type": f"/api#{kind.id}",
        "title": kind.title,
        "status": kind.status,
        "detail": errors[0] if errors else HTTPStatus(kind.status).description or kind.title,
        "errors": errors,
    }


def problem_response(trouble: Trouble) -> Response:
    """The problem as a response that nobody keeps."""
    return Response(
        json.dumps(problem_form(trouble), ensure_ascii=False, separators=(",", ":")).encode(),
        trouble.kind.status,
        {"Cache-Control": "no-store", **(trouble.headers or {})},
        MEDIA_TYPE,
    )


def refusal(kind: Kind, *errors: str, headers: Iterable[tuple[str, str]] = ()) -> Trouble:
    """A trouble in one line."""
    return Trouble(kind, errors, dict(headers))


def _printable(text: str) -> str:
    """A message that fits a line of a log or a screen, whatever of the caller's words it quotes."""
    return text if len(text) <= 1000 else f"{text[:999]}…"
