"""Pages that compare: two days of a place, two places, what a place leaves open. They need the extra `analysis`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import find_spec
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from comity.decide.survey import askable_changes
from comity.law import Corpus, nearest
from comity.web.links import Links
from comity.web.page import Asked, Page, UnusableError, day_of
from comity.web.places import Subject, subject_of
from comity.web.site import Site

if TYPE_CHECKING:
    from comity.compare import Gaps, Told

SECONDS = 2.0
"""Time of one query of a page; what is not decided in it is named on the page."""
AT_ONCE = BoundedSemaphore(2)
"""Comparisons that are worked out at once: each takes a core."""


def needs_solver() -> None:
    """Raises UnusableError where the solver is not installed."""
    if find_spec("z3") is None:
        raise UnusableError(
            (
                "comparisons need the solver of the extra “analysis”, which is not installed on this server; "
                "all other pages work without it",
            )
        )


@lru_cache(maxsize=64)
def _gaps(corpus: Corpus, place: str, on: date, against: tuple[str, ...]) -> Gaps:
    from comity.compare import gaps_in, peers_of, side_of  # noqa: PLC0415 -- needs the solver

    with AT_ONCE:
        side = side_of(corpus, place, on, str(on))
        return gaps_in(side, peers_of(corpus, place, against, on=on), seconds=SECONDS)


@lru_cache(maxsize=64)
def _days(corpus: Corpus, place: str, from_: date, to: date) -> Told:
    from comity.compare import differences_between, side_of, told  # noqa: PLC0415 -- as above

    with AT_ONCE:
        before, after = (side_of(corpus, place, day, str(day)) for day in (from_, to))
        return told(differences_between(before, after, seconds=SECONDS))


@lru_cache(maxsize=64)
def _places(corpus: Corpus, place: str, other: str, on: date) -> Told:
    from comity.compare import (  # noqa: PLC0415 -- as above
        differences_between,
        own_actors,
        side_of,
        told,
    )
    from comity.decide import place_name  # noqa: PLC0415

    with AT_ONCE:
        one, two = (side_of(corpus, name, on, place_name(corpus, name)) for name in (place, other))
        actors = own_actors(one, two)
        return told(differences_between(one, two, actors=actors, by_rule=False, seconds=SECONDS))


def gaps_of(site: Site, place: str, on: date, against: Sequence[str]) -> Gaps:
    """What a place leaves open. Raises UnusableError where a peer is unknown or the solver is missing."""
    needs_solver()
    corpus = site.corpus
    for one in against:
        if one not in {"all", "neighbours", *corpus.jurisdictions}:
            known = nearest(one, ["all", "neighbours", *corpus.jurisdictions])
            raise UnusableError((f"`{one}` is no place with a law file; {known}",))
    return _gaps(corpus, place, on, tuple(against) or ("all",))


def days_of(site: Site, place: str, from_: date, to: date) -> Told:
    """What changed between two days. Raises UnusableError where the second is not after the first."""
    needs_solver()
    if from_ == to:
        raise UnusableError((f"both days are {from_}: name two",))
    if from_ > to:
        raise UnusableError((f"{from_} is after {to}: give the earlier day first",))
    return _days(site.corpus, place, from_, to)


def places_beside(site: Site, place: str, other: str, on: date) -> Told:
    """Two places on a day. Raises UnusableError where they are one."""
    needs_solver()
    if place == other:
        raise UnusableError((f"both places are `{place}`: name two",))
    return _places(site.corpus, place, other, on)


def last_change(site: Site, place: str) -> tuple[date, date]:
    """The day before the last change of the law of a place that is not in the future, and the day of the change."""
    days = [day for day in askable_changes(site.corpus, place) if day <= site.today()]
    later = days[-1] if days else site.today()
    earlier = later - timedelta(days=1)
    if len(days) < 2:
        raise UnusableError((f"nothing on record changed in the law of `{place}` so far",))
    return earlier, later


def gaps_page(site: Site, asked: Asked) -> Page:
    """What the law of a place leaves open on a day, and what in it can do nothing."""
    subject = _encoded(site, asked.path["id"])
    on = day_of(asked.path.get("date") or asked.one("on"), site)
    against = asked.query.get("against", ())
    found = gaps_of(site, subject.id, on, against)
    return _page(
        site,
        subject,
        f"{subject.full_name}: what its law leaves open, and what in it can do nothing",
        "gaps",
        {"gaps": found, "on": on},
        kept=("gaps", subject.id, on, tuple(against)),
    )


def diff_page(site: Site, asked: Asked) -> Page:
    """What changed in a place between two days; without days at the last change on record."""
    subject = _encoded(site, asked.path["id"])
    given = [asked.path.get(name) or asked.one(name) for name in ("from", "to")]
    from_, to = (
        (day_of(given[0], site), day_of(given[1], site))
        if any(given)
        else last_change(site, subject.id)
    )
    found = days_of(site, subject.id, from_, to)
    return _page(
        site,
        subject,
        f"{subject.full_name}: what changed between {from_} and {to}",
        "diff",
        {"told": found, "from_": from_, "to": to},
        kept=("diff", subject.id, from_, to),
    )


def compare_page(site: Site, asked: Asked) -> Page:
    """Two places on a day."""
    subject, other = (_encoded(site, asked.path[name]) for name in ("id", "other"))
    on = day_of(asked.path.get("date") or asked.one("on"), site)
    found = places_beside(site, subject.id, other.id, on)
    return _page(
        site,
        subject,
        f"{subject.full_name} and {other.full_name}",
        "compare",
        {"told": found, "on": on, "other": other},
        kept=("compare", subject.id, other.id, on),
    )


def _encoded(site: Site, place: str) -> Subject:
    subject = subject_of(site.corpus, place)
    if not subject.encoded:
        raise UnusableError((f"the law of {subject.name} is not encoded: there is nothing to set",))
    return subject


def _page(
    site: Site,
    subject: Subject,
    title: str,
    kind: str,
    context: Mapping[str, object],
    *,
    kept: tuple[object, ...],
) -> Page:
    from comity.compare import difference_fragment, gaps_fragment  # noqa: PLC0415 -- as above

    return Page(
        template="analysis.html",
        kept=kept,
        context={
            "place": subject,
            "title": title,
            "kind": kind,
            "gaps_fragment": gaps_fragment,
            "difference_fragment": difference_fragment,
            "rule_address": rule_address,
            "others": [one for one in site.corpus.jurisdictions.values() if one.id != subject.id],
            "days": askable_changes(site.corpus, subject.id),
            **context,
        },
    )


def rule_address(links: Links) -> Callable[[str], str]:
    """Makes the address of a rule's page."""
    return lambda provision: links.page(f"provisions/{provision}")


PAGES: Mapping[str, Callable[[Site, Asked], Page]] = {
    "gaps/{id}": gaps_page,
    "gaps/{id}/{date}": gaps_page,
    "diff/{id}": diff_page,
    "diff/{id}/{from}/{to}": diff_page,
    "compare/{id}/{other}": compare_page,
    "compare/{id}/{other}/{date}": compare_page,
}
"""The pages of this module by their path."""
