"""Decision cards as pages: the table of all cards, and each card for a wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.decide import place_mistakes, place_name
from comity.decide.cards import SHORT, CardLines, card_of, lines_of_card
from comity.decide.interview import PAPERS
from comity.law import Corpus, nearest
from comity.web.page import Asked, NotFoundError, Page, PageMaker, day_of
from comity.web.site import Site

SIZES: Mapping[str, float] = {"roomy": 12, "large": 11, "middle": 10, "close": 9, "dense": 8}
"""Sizes of type in points, in which a card is printed: the largest in which it fits a page."""
PAGE_HEIGHT, PAGE_WIDTH = 730, 530
"""Points of a page of A4 or Letter between its margins, whichever has less."""
LEADING = 1.3
WIDE = 0.56
"""The width of a letter of a wide sans serif, in its size."""


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
    made = card_of(
        site.corpus, place, paper, on=day_of(asked.one("on"), site), language=asked.language
    )
    said = lines_of_card(made, language=asked.language)
    return Page(template="card.html", context={"card": made, "said": said, "size": _size(said)})


def places_with_cards(corpus: Corpus) -> tuple[str, ...]:
    """Every place with a law file of its own; nothing hangs on the wall of the United States."""
    return tuple(name for name in corpus.jurisdictions if name != "us")


def _size(said: CardLines) -> str:
    """The largest size of type in which the card fits a page; the smallest if it should in none."""
    return next(
        (name for name, size in SIZES.items() if _height(said, size) <= PAGE_HEIGHT), "dense"
    )


def _height(said: CardLines, size: float) -> float:
    """About how high a printed card is: its parts as the style sheet sets them."""

    def lines(text: str, share: float, scale: float = 1) -> float:
        width = PAGE_WIDTH * share / (size * scale * WIDE)
        return scale * (1 + len(text) // max(width, 1)) if text else 0

    total = 4.0 + sum(lines(text, 1, 0.9) for text in (said.how, said.check, said.given))
    for act in said.acts:
        total += 4 + lines(act.given, 1, 0.9)
        for row in act.rows:
            left = lines(row.when, 0.5) + lines(row.one_of_title, 0.5)
            left += sum(lines(f"and {text}", 0.5) + 0.15 for text in row.all_of)
            left += sum(lines(text, 0.47) for text in row.one_of)
            left += sum(lines(text, 0.5, 0.85) + 0.2 for text in row.below)
            word = lines(row.word, 0.17, 1.2) + lines(row.reservation, 0.18, 0.85)
            cites = sum(lines(text, 0.22, 0.85) + 0.2 for _, text in row.cites)
            total += max(left, word, cites) + 0.5
    duties = 2 + sum(lines(" ".join(parts), 0.54, 0.9) for parts in said.duties)
    clocks = 2 + sum(lines(" ".join(parts), 0.36, 0.9) for parts in said.clocks)
    total += max(
        duties + lines(said.more_duties, 0.54, 0.9),
        clocks + 2 * lines(said.clock_limits, 0.36, 0.9),
    )
    total += 2.5 + sum(lines(text, 1, 0.8) for text in (said.also, said.incomplete)) + 1
    return total * size * LEADING


PAGES: Mapping[str, PageMaker] = {"cards": cards, "cards/{place}/{paper}": card}


def published_cards(site: Site) -> Iterator[Mapping[str, str]]:
    """The cards that a published site holds: those that can be made for its day."""
    for place in places_with_cards(site.corpus):
        for paper in PAPERS:
            yield {"place": place, "paper": paper}
