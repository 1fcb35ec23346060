"""Pages to read: the first page, the vocabulary, methods and limits."""

from __future__ import annotations

from collections.abc import Mapping

from comity.web.page import Asked, Page, PageMaker
from comity.web.site import Site


def home(site: Site, asked: Asked) -> Page:
    """The first page: where one begins."""
    return Page(template="home.html")


PAGES: Mapping[str, PageMaker] = {"": home}
