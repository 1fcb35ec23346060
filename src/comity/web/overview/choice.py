"""What a query of the map or the matrix chooses, checked against what there is; and where an answer is explained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.law import nearest
from comity.web.links import Links
from comity.web.page import UnusableError


def chosen(value: str | None, known: Iterable[str], what: str) -> str | None:
    """The value, if it is one of the known ones or none. Raises UnusableError with what is accepted."""
    names = list(known)
    if value is None or value in names:
        return value
    accepted = f"use one of {', '.join(names)}" if len(names) <= 20 else nearest(value, names)
    raise UnusableError((f"`{value}` is not a known {what}; {accepted}",))


def decision_address(links: Links, place: str, action: str, on: date) -> str:
    """Where the decision behind an answer is shown: the act on the page of its place on that day.

    A published folder has the pages of its own day only, and they have no day in their address.
    """
    path = f"places/{place}/{on}" if links.served else f"places/{place}"
    return f"{links.page(path)}#{action}"
