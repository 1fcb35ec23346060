"""The page of the federal lists of places: counts, entries, removals and differences on a day. They change no answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from comity.decide.translation import translate
from comity.places.federal_lists import compared, federal_lists
from comity.places.federal_lists.chart import lists_chart
from comity.places.federal_lists.entries import LEVELS
from comity.places.federal_lists.told import lists_csv, sentences
from comity.places.federal_lists.words import CAUTION, CHART, HELD_IN_PART, LEVEL_WORDS, TITLE
from comity.web.page import Asked, Download, Page, PageMaker, day_of
from comity.web.site import Site


def lists_page(site: Site, asked: Asked) -> Page:
    """Both lists on a day."""
    on = day_of(asked.one("on"), site)
    lists = federal_lists()
    say = partial(translate, language=asked.language)
    return Page(
        template="lists.html",
        context={
            "on": on,
            "lists": lists,
            "said": {one.id: [it.said(say) for it in sentences(one, on)] for one in lists},
            "title": say(TITLE),
            "caution": say(CAUTION),
            "levels": LEVELS,
            "level_words": {level: say(words) for level, words in LEVEL_WORDS.items()},
            "difference": compared(*lists),
            "chart": lists_chart(
                lists,
                title=say(CHART),
                name=lambda one: (say(HELD_IN_PART) if one.published_counts else "{agency}").format(
                    agency=say(one.agency)
                ),
                level=lambda level: say(LEVEL_WORDS[level]),
            ),
        },
    )


def lists_file(site: Site, asked: Asked) -> Download:
    """Every entry with its dates as CSV, on the day that the site calls today."""
    return Download(
        content=lists_csv(federal_lists(), site.today()),
        kind="text/csv; charset=utf-8",
        name="federal-lists.csv",
    )


PAGES: Mapping[str, PageMaker] = {"lists": lists_page, "lists.csv": lists_file}
