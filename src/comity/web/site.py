"""What every page is made from: the corpus, the settings of this server, and the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from comity.law import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom a clerk is to call, as the agency that runs this server says. Shown on answers and records."""

    name: str
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is set up. `hosts` are the names it answers to; others are refused."""

    contact: Contact | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    root_path: str = ""
    """What a reverse proxy puts before every address: `/comity`, or nothing."""
    max_body: int = 1_000_000
    """Bytes of a request that is not an upload."""


def local_today() -> date:
    """The day on this machine's calendar: a day of law is local."""
    return date.today()  # noqa: DTZ011 -- as the docstring says


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The corpus that pages are made from, and the day that they call today."""

    corpus: Corpus
    settings: Settings = field(default_factory=Settings)
    today: Callable[[], date] = local_today
