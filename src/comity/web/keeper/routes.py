"""The addresses of the keeper's pages: those of a ledger where one is opened, those of a review where one is."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.routing import BaseRoute, Route

from comity.decide import Language
from comity.web.keeper.opened import Keeper
from comity.web.keeper.page_maker import Show
from comity.web.keeper.review_pages import ReviewPages
from comity.web.links import LANGUAGES, prefix
from comity.web.site import Site


def routes(site: Site, keeper: Keeper, show: Show) -> Iterator[BaseRoute]:
    """Every address. `show` writes a page the way the rest of the site is written."""
    for language in LANGUAGES:
        begin = f"/{prefix(language)}"
        if keeper.ledger is not None:
            yield from _of_ledger(site, keeper, show, language)
        if site.settings.review is not None:
            review = ReviewPages(site, keeper, show, language)
            yield from _read(
                (f"{begin}review", review.first),
                (f"{begin}review/-/agreement", review.agreement),
                (f"{begin}review/{{sign}}", review.listing),
                (f"{begin}review/{{sign}}/{{number:int}}", review.one),
            )
            yield Route(f"{begin}review/{{sign}}/{{number:int}}", review.decide, methods=["POST"])
            yield Route(f"{begin}review/{{sign}}/undo", review.undo, methods=["POST"])


def _of_ledger(site: Site, keeper: Keeper, show: Show, language: Language) -> Iterator[BaseRoute]:
    # Late, for a review alone needs no database library.
    from comity.web.keeper.count_pages import CountPages  # noqa: PLC0415 -- as above
    from comity.web.keeper.ledger_pages import LedgerPages  # noqa: PLC0415 -- as above
    from comity.web.keeper.register_pages import RegisterPages  # noqa: PLC0415 -- as above
    from comity.web.keeper.statutory_pages import StatutoryPages  # noqa: PLC0415 -- as above

    begin = f"/{prefix(language)}"
    ledger = LedgerPages(site, keeper, show, language)
    counts = CountPages(site, keeper, show, language)
    register = RegisterPages(site, keeper, show, language)
    statutory = StatutoryPages(site, keeper, show, language)
    yield from _read(
        (f"{begin}ledger", ledger.listing),
        (f"{begin}ledger/incidents/{{incident}}", ledger.incident),
        (f"{begin}ledger/incidents/{{incident}}/sheet", ledger.sheet),
        (f"{begin}ledger/counts", counts.counts),
        (f"{begin}ledger/embed/{{table}}", counts.embed),
        (f"{begin}ledger/feed.xml", counts.feed),
        (f"{begin}ledger/requests", register.listing),
        (f"{begin}ledger/requests/{{request}}", register.one),
        (f"{begin}ledger/statutory", statutory.listing),
        (f"{begin}ledger/statutory/{{report}}", statutory.filled),
    )
    yield Route(f"{begin}ledger/requests", register.record, methods=["POST"])


def _read(*listed: tuple[str, object]) -> Iterator[BaseRoute]:
    for path, endpoint in listed:
        yield Route(path, endpoint, methods=["GET"])  # type: ignore[arg-type]  # a method bound to its pages
