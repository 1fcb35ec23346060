"""The pages of 287(g) agreements: the country, a state, one agency on a day; the drawing and the tables beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from comity.decide.translation import translate
from comity.law import nearest
from comity.places import State, all_states
from comity.places.agreements import (
    AgreementError,
    AgreementModel,
    agreement_on,
    count_on,
    growth_chart,
    register_in,
)
from comity.places.agreements.told import (
    Overview,
    agency_sentence,
    alike_title,
    growth_csv,
    named_alike,
    overview,
    spells_csv,
    years_sentence,
)
from comity.places.agreements.words import MODEL_WORDS
from comity.web.overview.choice import chosen
from comity.web.page import Asked, Download, NotFoundError, Page, PageMaker, UnusableError, day_of
from comity.web.site import Site

LONGEST_NAME = 120
"""Characters of an agency's name; the longest on the lists has 85."""
_CSV = "text/csv; charset=utf-8"


def agreements_page(site: Site, asked: Asked) -> Page:
    """The lists up to a day: of the country, or of the state named in the path or the query."""
    state, on = _state(asked), day_of(asked.one("on"), site)
    register = register_in()
    try:
        found = overview(register, on=on, state=state)
    except AgreementError as error:
        raise UnusableError(error.mistakes) from error
    named = asked.one("agency")
    if named is not None and len(named) > LONGEST_NAME:
        raise UnusableError(
            (f"the name of the agency has more than {LONGEST_NAME} characters: shorten it",)
        )
    record = agreement_on(named, on, register) if named else None
    say = partial(translate, language=asked.language)
    return Page(
        template="agreements.html",
        context={
            "found": found,
            "states": _states(found),
            "say": say,
            "models": tuple(AgreementModel),
            "model_words": {model: say(words) for model, words in MODEL_WORDS.items()},
            "chart": growth_chart(
                found.every,
                title=found.chart_title.said(say),
                names={model: say(words) for model, words in MODEL_WORDS.items()},
            ),
            "named": named or "",
            "record": record,
            "record_said": agency_sentence(record) if record else None,
            "years": years_sentence(record) if record else None,
            "alike_title": alike_title(record) if record else None,
            "alike": named_alike(named, register) if named and record and not record.spells else (),
        },
        kept=None if named else ("287g", on, state.usps if state else None),
    )


def growth_file(site: Site, asked: Asked) -> Download:
    """The counts of every list as CSV."""
    found = overview(register_in(), on=register_in().days[-1])
    return Download(content=growth_csv(found.every), kind=_CSV, name="287g-growth.csv")


def agreements_file(site: Site, asked: Asked) -> Download:
    """Every agreement with the first and last list on which it stands, as CSV."""
    return Download(content=spells_csv(register_in().spells), kind=_CSV, name="287g-agreements.csv")


def _state(asked: Asked) -> State | None:
    slugs = {one.slug: one for one in all_states().values()}
    in_path = asked.path.get("state")
    if in_path is not None and in_path not in slugs:
        raise NotFoundError(f"`{in_path}` is not a state; {nearest(in_path, slugs)}")
    name = in_path or chosen(asked.one("state"), slugs, "state")
    return slugs[name] if name else None


def _states(found: Overview) -> tuple[tuple[State, object], ...]:
    """Each state with its count on the list shown, those with agreements only, by name."""
    day = found.now.day
    counted = (
        (state, count_on(day, [one for one in found.listed if one.state == state.usps]))
        for state in sorted(all_states().values(), key=lambda one: one.name)
    )
    return tuple((state, count) for state, count in counted if count.agreements)


def published_states(site: Site) -> Iterator[Mapping[str, str]]:
    """The states that a published site has a page of agreements for: those that ever stood on a list."""
    listed = {one.state for one in register_in().spells}
    return ({"state": one.slug} for one in all_states().values() if one.usps in listed)


PAGES: Mapping[str, PageMaker] = {
    "287g": agreements_page,
    "287g.csv": growth_file,
    "287g/agreements.csv": agreements_file,
    "287g/{state}": agreements_page,
}
