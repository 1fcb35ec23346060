"""Pages of places: the list with its search, and one place on one day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from comity.decide import VERIFIED_WORDS, Language, place_mistakes, place_name
from comity.decide.coverage import reason_in
from comity.decide.phrases import NOT_REVIEWED
from comity.decide.survey import whole_place
from comity.decide.survey.in_force import NOT_ENCODED, does
from comity.decide.survey.standing import MOST_ASKED
from comity.decide.translation import speech, translate
from comity.law import Corpus, PlaceCounts, Provision, counts_of, nearest, state_of
from comity.law.names import JURISDICTION_ID
from comity.places import place_named, search_places, slugs_of
from comity.web.page import Asked, NotFoundError, Page, UnusableError, day_of
from comity.web.site import Site
from comity.web.timeline import time_lines

LONGEST_ID = 80
LONGEST_SEARCH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The place of a page. `level` is known of every place but one that only an overlay names."""

    id: str
    name: str
    full_name: str
    level: str
    encoded: bool


def places(site: Site, asked: Asked) -> Page:
    """All places by level, and what a name that was typed may mean."""
    typed = (asked.one("q") or "").strip()
    if len(typed) > LONGEST_SEARCH:
        raise UnusableError((f"a name of {len(typed)} characters: write at most {LONGEST_SEARCH}",))
    counts = _counts(site.corpus)
    groups = {
        level: sorted(
            (one for one in counts if site.corpus.jurisdictions[one.place].level in held),
            key=lambda one: site.corpus.states.get(one.place, one.name),
        )
        for level, held in _GROUPS.items()
    }
    absent = sorted(
        (one for one in site.corpus.states if one not in site.corpus.jurisdictions),
        key=lambda one: site.corpus.states[one],
    )
    return Page(
        template="places.html",
        context={
            "typed": typed,
            "found": _search(site.corpus, typed, asked.language),
            "groups": groups,
            "absent": absent,
            "total": {
                name: sum(getattr(one, name) for one in counts)
                for name in ("provisions", "versions", "text", "account", "unverified", "gaps")
            },
            "name_of": lambda one: _listed(site.corpus, one, asked.language),
            "state_of": lambda place: translate(
                site.corpus.states[state_of(place)], asked.language
            ),
        },
    )


def _listed(corpus: Corpus, one: PlaceCounts, language: Language) -> str:
    """The name of a place in a list: a state's without what it calls itself."""
    if one.place in corpus.states:
        return translate(corpus.states[one.place], language)
    return place_name(corpus, one.place, language)


_GROUPS: Mapping[str, tuple[str, ...]] = {
    "federal": ("federal",),
    "state": ("state", "district"),
    "county": ("county",),
    "city": ("city",),
}


def place(site: Site, asked: Asked) -> Page:
    """A place today, or on the day of the form."""
    return _place(site, asked, asked.one("on"))


def place_on(site: Site, asked: Asked) -> Page:
    """A place on the day of the address."""
    return _place(site, asked, asked.path["date"])


def _place(site: Site, asked: Asked, day: str | None) -> Page:
    corpus = site.corpus
    subject = subject_of(corpus, asked.path["id"], asked.language)
    on = day_of(day, site)
    found = whole_place(corpus, subject.id, on=on, level=None if subject.encoded else subject.level)
    own, *above = found.levels
    lines = time_lines(found.levels, on=on, today=site.today())
    return Page(
        template="place.html",
        kept=(subject.id, on, day is None),
        context={
            "place": subject,
            "on": on,
            "dated": day is not None and day != "today",
            "found": found,
            "own": own,
            "above": above,
            "below": _below(corpus, subject.id),
            "lines": lines,
            "counts": {one.place: one for one in _counts(corpus)},
            "does": does,
            "reason_for": partial(
                reason_in,
                corpus=corpus,
                places=[one.place for one in found.levels],
                say=speech(asked.language),
            ),
            "not_encoded": NOT_ENCODED,
            "mark_words": VERIFIED_WORDS,
            "most_asked": MOST_ASKED,
            "not_reviewed": NOT_REVIEWED,
            "gone": {
                one.place: _gone(one.held.provisions, {rule.provision.id for rule in one.rules})
                for one in found.levels
                if one.held is not None
            },
            "earlier": found.earlier[-1] if found.earlier and found.earlier[-1] < on else None,
        },
    )


def subject_of(corpus: Corpus, place: str, language: Language = "en") -> Subject:
    """The place of an address, encoded or not. Raises NotFoundError with what was probably meant."""
    if place in corpus.jurisdictions:
        held = corpus.jurisdictions[place]
        name = place_name(corpus, place, language)
        local = held.level not in ("federal", "state", "district")
        state = translate(corpus.states.get(state_of(place), ""), language)
        full = f"{name}, {state}" if local and state not in name else name
        return Subject(id=place, name=name, full_name=full, level=held.level, encoded=True)
    if place in corpus.states:
        name = place_name(corpus, place, language)
        return Subject(id=place, name=name, full_name=name, level="state", encoded=False)
    named = place_named(place) if len(place) <= LONGEST_ID else None
    if named is not None and state_of(place) in corpus.states:
        return Subject(
            id=place, name=named.name, full_name=named.full_name, level=named.level, encoded=False
        )
    raise NotFoundError(_not_found(corpus, place))


def _not_found(corpus: Corpus, place: str) -> str:
    if len(place) > LONGEST_ID:
        return "there is no place of that name: look for it in the list of places"
    known = [*corpus.jurisdictions, *corpus.states]
    if not JURISDICTION_ID.fullmatch(place):
        return place_mistakes(corpus, place)[0]  # which knows the id of a name
    if state_of(place) in corpus.states:
        known = [
            *(one for one in known if state_of(one) == state_of(place)),
            *slugs_of(state_of(place).removeprefix("us-").upper()),
        ]
    return f"`{place}` is not a place that is known here; {nearest(place, known)}"


def _search(corpus: Corpus, typed: str, language: Language) -> Sequence[tuple[Subject, bool]]:
    """What a name may mean, the likeliest first; among places that have it, those with a law file."""
    found = [
        (subject_of(corpus, one.place.slug, language), one.exact)
        for one in search_places(typed)
        if one.place.slug in corpus.jurisdictions or state_of(one.place.slug) in corpus.states
    ]
    return sorted(found, key=lambda one: (not one[1], one[1] and not one[0].encoded))


def _below(corpus: Corpus, place: str) -> Sequence[str]:
    """The encoded places that lie in it; of the whole country its states."""
    inside = (one for one in corpus.jurisdictions.values() if place in one.within)
    return [one.id for one in inside if place != "us" or one.level in ("state", "district")]


def _gone(provisions: Sequence[Provision], held: set[str]) -> Sequence[Provision]:
    """The rules of a level that are not in force on the day shown."""
    return [one for one in provisions if one.id not in held]


@lru_cache(maxsize=4)
def _counts(corpus: Corpus) -> tuple[PlaceCounts, ...]:
    return tuple(counts_of(corpus))


PAGES: Mapping[str, Callable[[Site, Asked], Page]] = {
    "places": places,
    "places/{id}": place,
    "places/{id}/{date}": place_on,
}
"""The pages of this module by their path."""
