"""The page of one provision: its texts through time, in words and as they are encoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from comity.decide import VERIFIED_WORDS
from comity.decide.survey import rule_in_words
from comity.decide.translation import speech
from comity.law import nearest
from comity.web.page import Asked, NotFoundError, Page
from comity.web.places import LONGEST_ID, subject_of
from comity.web.site import Site


def provision(site: Site, asked: Asked) -> Page:
    """A provision of a place, by the name it has in the place's file."""
    corpus = site.corpus
    subject = subject_of(corpus, asked.path["place"], asked.language)
    name = f"{subject.id}/{asked.path['name']}"
    held = corpus.jurisdictions.get(subject.id)
    known = {one.id: one for one in held.provisions} if held else {}
    if name not in known:
        shown = name if len(asked.path["name"]) <= LONGEST_ID else subject.id
        remedy = nearest(name[: 2 * LONGEST_ID], known) if known else "its law is not encoded"
        raise NotFoundError(f"`{shown}` is not a provision that is known here; {remedy}")
    on = site.today()
    return Page(
        template="provision.html",
        context={
            "place": subject,
            "on": on,
            "rule": rule_in_words(corpus, known[name], on=on, say=speech(asked.language)),
            "mark_words": VERIFIED_WORDS,
        },
    )


PAGES: Mapping[str, Callable[[Site, Asked], Page]] = {"provisions/{place}/{name}": provision}
"""The pages of this module by their path."""
