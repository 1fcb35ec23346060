"""Pages to read: the first page, the vocabulary, methods and limits."""

from __future__ import annotations

from collections.abc import Mapping

from comity.decide import VERIFIED_WORDS, vocabulary_to_json
from comity.law import Verified, counts_of
from comity.web.page import Asked, Page, PageMaker
from comity.web.site import Site


def home(site: Site, asked: Asked) -> Page:
    """The first page: where one begins."""
    return Page(template="home.html")


def vocabulary(site: Site, asked: Asked) -> Page:
    """Every word that a question is asked in, each at an anchor of its own."""
    return Page(template="vocabulary.html", context={"groups": vocabulary_to_json(site.corpus)})


def methods(site: Site, asked: Asked) -> Page:
    """What an answer means, what it does not say, and how well the law behind it is known."""
    counts = tuple(counts_of(site.corpus))
    versions = sum(one.versions for one in counts)
    marks = {mark: sum(getattr(one, mark.value) for one in counts) for mark in Verified}
    reviewed = sum(
        version.reviewed is not None
        for place in site.corpus.jurisdictions.values()
        for provision in place.provisions
        for version in provision.versions
    )
    return Page(
        template="methods.html",
        context={
            "counts": counts,
            "versions": versions,
            "provisions": sum(one.provisions for one in counts),
            "gaps": sum(one.gaps for one in counts),
            "marks": marks,
            "mark_words": VERIFIED_WORDS,
            "reviewed": reviewed,
            "states_absent": sorted(
                name
                for place, name in site.corpus.states.items()
                if place not in site.corpus.jurisdictions
            ),
            "through": min(one.through for one in counts),
        },
    )


PAGES: Mapping[str, PageMaker] = {"": home, "vocabulary": vocabulary, "methods": methods}
