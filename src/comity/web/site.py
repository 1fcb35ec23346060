"""What every page is made from: the corpus, the settings of this server, and the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

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
    corpus_folder: Path | None = None
    overlays: tuple[Path, ...] = ()
    """Where the corpus was read from: an audit reads it again in a process of its own."""
    upload_folder: Path | None = None
    """Where uploads lie; None: a private folder that is removed when the server ends."""
    max_upload: int = 2 * 1024**3
    """Bytes of an upload."""
    keep_seconds: int = 24 * 3600
    """How long an upload and its report are kept unless they are deleted before."""
    max_audits: int = 2
    """Audits that run at once."""
    audit_memory: int = 4 * 1024**3
    audit_seconds: int = 2 * 3600
    """Bytes and seconds after which the process of an audit is ended."""
    look_seconds: int = 60
    """Seconds in which a file must have been looked at."""
    max_batch: int = 8_000_000
    """Bytes of a batch of questions: it is held in memory while it is answered."""
    max_lines: int = 20_000
    """Questions of a batch."""
    origins: tuple[str, ...] = ()
    """Other sites whose pages may read the API in a browser: `https://example.gov`. None unless named."""
    ledger: str | None = None
    """The ledger whose pages are shown, on this machine alone: a file, or the address of a database."""
    review: Path | None = None
    """The folder of `comity read` that is reviewed here, on this machine alone."""
    list_audits: bool = False
    """Whether the page of audits lists those that are kept here, on this machine alone."""
    embed_origins: tuple[str, ...] = ()
    """Other sites whose pages may frame the tables of the ledger that may be published."""

    @property
    def is_for_one(self) -> bool:
        """Whether it shows what only the person at this machine may see."""
        return self.ledger is not None or self.review is not None or self.list_audits


def local_today() -> date:
    """The day on this machine's calendar: a day of law is local."""
    return date.today()  # noqa: DTZ011 -- as the docstring says


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The corpus that pages are made from, and the day that they call today."""

    corpus: Corpus
    settings: Settings = field(default_factory=Settings)
    today: Callable[[], date] = local_today
