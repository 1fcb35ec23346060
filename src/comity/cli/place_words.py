"""Names for ids of places, and ids for names, in what the command line says.

The rooms below know a place without a law file only by its id; the tables of places have its name. They take time to
read, so they are asked only where such a place, or no place at all, was written.
"""

from __future__ import annotations

from comity.decide import place_mistakes
from comity.law import Corpus, nearest, state_of

MOST_MEANT = 4
"""Places that a name may mean, as a note lists them; of more the number is said."""


def named(text: str) -> str:
    """A text in which places without a law file, in back ticks where only the id is known, stand with their names."""
    if "`us-" not in text:
        return text
    from comity.places import with_names  # noqa: PLC0415 -- see the head of the module

    return with_names(text)


def level_of(corpus: Corpus, place: str) -> str | None:
    """What a place without a law file is, `county` or `city`; None where its own file says that, or no table does."""
    if place in corpus.jurisdictions or place in corpus.states:
        return None
    from comity.places import place_named  # noqa: PLC0415 -- see the head of the module

    found = place_named(place)
    return found.level if found else None


def is_known(corpus: Corpus, place: str) -> bool:
    """Whether a place has a law file, is a state, or stands in the tables of counties and cities."""
    return (
        place in corpus.jurisdictions
        or place in corpus.states
        or level_of(corpus, place) is not None
    )


def place_note(corpus: Corpus, place: str) -> str | None:
    """What to say beside the answer, or the refusal, about a place as it was written; None where nothing needs saying.

    An id below a state that no table has is asked about like a place without a law file, by the law above it: what a
    slip of the pen leaves out may be the very rule that counts. A name is refused, with the ids of the places that it
    may mean.
    """
    if place in corpus.jurisdictions or place in corpus.states:
        return None
    if mistakes := place_mistakes(corpus, place):
        told = any("did you mean" in one for one in mistakes) or place.startswith("us-")
        return None if told else _meant(place)
    return _unknown_id(corpus, place)


def _meant(name: str) -> str | None:
    from comity.places import search_places  # noqa: PLC0415 -- see the head of the module

    found = [one.place for one in search_places(name) if one.place.slug != "us"]
    if not found:
        return None
    listed = [f"`{one.slug}` ({one.full_name})" for one in found[:MOST_MEANT]]
    more = len(found) - len(listed)
    listed += [f"{more} more: write the state too, as in `Springfield, IL`"] if more else []
    *first, last = listed
    return f"note: `{name}` may be {', '.join(first)}{' or ' if first else ''}{last}"


def _unknown_id(corpus: Corpus, place: str) -> str | None:
    from comity.places import place_named, slugs_of  # noqa: PLC0415 -- see the head of the module

    if place_named(place) is not None:
        return None
    state = state_of(place)
    encoded = sorted(one for one in corpus.jurisdictions if one.startswith(f"{state}-"))
    also = [one for one in slugs_of(state.removeprefix("us-").upper()) if one not in encoded]
    note = (
        f"note: `{place}` is in no table of places, so only the law above it is asked; "
        f"{nearest(place, [*encoded, *also])}"
    )
    if encoded:
        listed = ", ".join(f"`{one}`" for one in encoded)
        note += f" Below {corpus.states[state]} these have a law file: {listed}"
    return note
