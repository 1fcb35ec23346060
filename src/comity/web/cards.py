"""Decision cards as pages: the table of all cards, and each card for a wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from comity.decide import place_mistakes, place_name
from comity.decide.cards import SHORT, card_of, lines_of_card, size_of
from comity.decide.interview import PAPERS
from comity.law import Corpus, nearest
from comity.places import place_named, with_names
from comity.web.page import Asked, NotFoundError, Page, PageMaker, day_of
from comity.web.site import Site


def cards(site: Site, asked: Asked) -> Page:
    """Every place with its cards."""
    corpus = site.corpus
    return Page(
        template="cards.html",
        context={
            "papers": tuple((paper, SHORT[paper.id]) for paper in PAPERS.values()),
            "places": tuple(
                (name, place_name(corpus, name, asked.language))
                for name in places_with_cards(corpus)
            ),
        },
    )


def card(site: Site, asked: Asked) -> Page:
    """The card of a place and a paper, as the law stands today or on the day asked for."""
    place, paper = asked.path["place"], asked.path["paper"]
    if paper not in PAPERS:
        raise NotFoundError(f"`{paper}` is not a paper with a card; {nearest(paper, PAPERS)}")
    if mistakes := place_mistakes(site.corpus, place):
        raise NotFoundError("; ".join(mistakes))
    # Of a place without a law file the tables know the name, and whether it is a county or a city.
    known = (
        None if place in {*site.corpus.jurisdictions, *site.corpus.states} else place_named(place)
    )
    made = card_of(
        site.corpus,
        place,
        paper,
        on=day_of(asked.one("on"), site),
        language=asked.language,
        level=known.level if known else None,
    )
    made = replace(
        made,
        name=with_names(made.name),
        incomplete=tuple(with_names(one) for one in made.incomplete),
    )
    said = lines_of_card(made, asked.language)
    return Page(template="card.html", context={"card": made, "said": said, "size": size_of(said)})


def places_with_cards(corpus: Corpus) -> tuple[str, ...]:
    """Every place with a law file of its own; nothing hangs on the wall of the United States."""
    return tuple(name for name in corpus.jurisdictions if name != "us")


PAGES: Mapping[str, PageMaker] = {"cards": cards, "cards/{place}/{paper}": card}


def published_cards(site: Site) -> Iterator[Mapping[str, str]]:
    """The cards that a published site holds: those that can be made for its day."""
    for place in places_with_cards(site.corpus):
        for paper in PAPERS:
            yield {"place": place, "paper": paper}
