"""The page that tells of the API, made from its own description."""

from __future__ import annotations

from collections.abc import Mapping

from comity.web.openapi import openapi_document
from comity.web.page import Asked, Page, PageMaker
from comity.web.problem import Kind
from comity.web.site import Site


def api(site: Site, asked: Asked) -> Page:
    """Every address and every kind of problem."""
    paths = openapi_document(site)["paths"]
    return Page(template="api.html", context={"paths": paths, "kinds": list(Kind)})


PAGES: Mapping[str, PageMaker] = {"api": api}
