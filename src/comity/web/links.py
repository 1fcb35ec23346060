"""Addresses of pages: absolute on a server, relative files in a published folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from urllib.parse import quote, urlencode

from comity.decide import Language

DOWNLOADS = (".csv",)
"""How the address of a file to keep ends."""

LANGUAGES: tuple[Language, ...] = ("en", "es")


Query: TypeAlias = Mapping[str, object] | Sequence[tuple[str, object]] | None
"""The query of an address: names and values, in order."""


class Links(Protocol):
    """Makes the address of a page, of the same page in another language, and of a file beside the pages."""

    @property
    def language(self) -> Language: ...
    @property
    def root(self) -> str:
        """What stands before every address of a server; nothing in a folder."""
        ...

    @property
    def base(self) -> str:
        """What every address of the page begins with."""
        ...

    @property
    def served(self) -> bool:
        """Whether a server answers: forms can be sent."""
        ...

    def page(self, path: str, query: Query = None) -> str: ...
    def in_language(self, language: Language) -> str: ...
    def file(self, name: str) -> str: ...


def prefix(language: Language) -> str:
    """What stands before the path of a page in a language."""
    return "" if language == "en" else f"{language}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLinks:
    """Addresses on a server. `path` is that of the page shown, without language, with its query."""

    language: Language
    root: str
    path: str
    served: bool = True

    @property
    def base(self) -> str:
        """Addresses begin at the root of the server."""
        return self.root

    def page(self, path: str, query: Query = None) -> str:
        """The address of a page; query values that are None are left out, lists are repeated."""
        address = f"{self.root}/{prefix(self.language)}{quote(path)}"
        pairs = query.items() if isinstance(query, Mapping) else query or ()
        kept = [(name, value) for name, value in pairs if value is not None]
        return f"{address}?{urlencode(kept, doseq=True)}" if kept else address

    def in_language(self, language: Language) -> str:
        """The page shown, in a language."""
        return f"{self.root}/{prefix(language)}{self.path}"

    def file(self, name: str) -> str:
        """A file beside the pages."""
        return f"{self.root}/static/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderLinks:
    """Addresses in a published folder, relative to the page shown, so that it opens from a disk too.

    All go by the folder of the site, so that pages at the same depth have the same addresses.
    """

    language: Language
    path: str
    root: str = ""
    served: bool = False

    @property
    def base(self) -> str:
        """The way from the page up to the folder of the site: `../../` from `places/us-dc/2026-11-21.html`."""
        return "../" * (prefix(self.language) + self.path).count("/")

    def page(self, path: str, query: Query = None) -> str:
        """The file of a page. A folder answers no query: pages that need one are not published."""
        return self._from_here(prefix(self.language) + file_of(path))

    def in_language(self, language: Language) -> str:
        """The page shown, in a language."""
        return self._from_here(prefix(language) + file_of(self.path))

    def file(self, name: str) -> str:
        """A file beside the pages."""
        return self._from_here(f"static/{name}")

    def _from_here(self, target: str) -> str:
        # An id may hold a character that means something in an address.
        return self.base + quote(target)


def file_of(path: str) -> str:
    """The file that a page is published as: `places/us-dc` -> `places/us-dc.html`; a download keeps its name."""
    if path.endswith(DOWNLOADS):
        return path
    return f"{path}.html" if path else "index.html"
