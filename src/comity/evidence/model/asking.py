"""Asks an OpenAI-compatible server one question. Nothing but the address that the user gave is reached: no proxy of the
environment, no redirect.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from urllib.parse import urlsplit

from comity.evidence.act_json import Json

SECONDS = 300
LONGEST_ANSWER = 2_000_000


class ModelError(Exception):
    """A model that cannot be asked; the message says why and what to do."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_words: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def checked_address(url: str) -> str:
    """The address of a server without a slash at its end. Raises ModelError."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query:
        raise ModelError(
            f"`{url}` is no address of a model: write it as http://127.0.0.1:8080/v1, without a name, a key or a query"
        )
    return url.rstrip("/")


def ask(
    address: str, key: str | None, body: Mapping[str, Json], *, seconds: float = SECONDS
) -> str:
    """The text of the first choice of a chat completion. Raises ModelError."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    # The scheme was checked: http or https, as the user wrote it.
    request = urllib.request.Request(  # noqa: S310 -- as said
        f"{address}/chat/completions", data=json.dumps(body).encode(), headers=headers
    )
    try:
        with _OPENER.open(request, timeout=seconds) as answer:
            data = answer.read(LONGEST_ANSWER + 1)
    except urllib.error.HTTPError as error:
        raise ModelError(
            f"the model's server answers {error.code}: look at its log, and at `--model` and COMITY_MODEL_KEY"
        ) from None
    except (OSError, HTTPException) as error:
        said = getattr(error, "reason", None) or error
        raise ModelError(
            f"the model's server at `{address}` cannot be asked ({said}): start it, or leave out `--model`"
        ) from None
    if len(data) > LONGEST_ANSWER:
        raise ModelError("the model's answer is too long: it is not used")
    return _content(data)


def _content(data: bytes) -> str:
    try:
        form = json.loads(data)
        content = form["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise ModelError("the model's server does not answer as an OpenAI-compatible one does")
    return content
