"""What is owed in a place on a day beside the acts themselves: notices, records, reports, deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.decide.explain_grounds import sentence
from comity.decide.phrases import VERIFIED_WORDS, place_in_sentence, place_name
from comity.decide.translation import ENGLISH, Speech
from comity.law import Corpus, Jurisdiction, chain_of, places_of
from comity.logic import Rail

TRIGGERS = {
    "acting": "when the act is done",
    "refusing": "when the act is refused",
    "request": "when a request comes in",
    "periodic": "at set times",
    "deadline": "by a day that the law sets",
}
"""What makes something owed, in plain words."""
OWED = "Owed {when}"
PAST = "Was to be done, or in place, by a day that is past: whether it was is another question"
NOT_LISTED = "Not encoded, so not listed: the law of {place}."
LATER = "The law was checked to {through}: what came later is not listed."
NOTHING_OWED = "The law files list nothing that is owed beside the acts themselves."


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing owed. `kind` is one of TRIGGERS; `to` and `by` are as the law file words them.

    `due` is its last day where it is owed once, by a day (None: again and again, or whenever the act is done).
    `provision` says that `id` is that of a provision, and not of a duty.
    """

    id: str
    place: str
    cite: str
    kind: str
    actions: tuple[str, ...]
    says: str
    to: str
    by: str
    verified: str
    source: str
    due: date | None = None
    provision: bool = False

    @property
    def sentence(self) -> str:
        """What is owed, as a sentence."""
        return sentence(self.says)

    def past(self, on: date) -> bool:
        """Whether it was to be done by a day before this one."""
        return self.due is not None and self.due < on


def obligations(
    corpus: Corpus, place: str, *, on: date, action: str | None = None
) -> Iterator[Obligation]:
    """Duties in force at every level that can bind in a place, and requirements with a deadline.

    Whether one is owed in a given case hangs on its facts and on who acts: `comity decide` says that.
    Raises PlaceError for an id whose state does not exist, and for a day before the encoded law begins.
    """
    for level in chain_of(corpus, place, action or "", on):
        held = corpus.jurisdictions.get(level.jurisdiction or "")
        if held is not None:
            yield from _duties(corpus, held, on, action)
            yield from _deadlines(corpus, held, on, action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed in a place on a day, and how far the law files can tell.

    `not_encoded` are the levels of which nothing is said; `through` is the day to which the law of the others
    was checked (None: there is no other).
    """

    place: str
    on: date
    found: tuple[Obligation, ...]
    not_encoded: tuple[str, ...]
    through: date | None

    def by_trigger(self, say: Speech = ENGLISH) -> Iterator[tuple[str, tuple[Obligation, ...]]]:
        """What is owed by what makes it so, in the words and the order of TRIGGERS; then what was owed before."""
        for kind, said in TRIGGERS.items():
            if listed := tuple(
                one for one in self.found if one.kind == kind and not one.past(self.on)
            ):
                yield say(OWED, when=say(said)), listed
        if listed := tuple(one for one in self.found if one.past(self.on)):
            yield say(PAST), listed

    def reservations(self, corpus: Corpus, say: Speech = ENGLISH) -> Iterator[str]:
        """What is not listed, and why."""
        for name in self.not_encoded:
            yield say(NOT_LISTED, place=place_in_sentence(corpus, name, say.language))
        if self.through is not None and self.through < self.on:
            yield say(LATER, through=self.through)
        if not self.found:
            yield say(NOTHING_OWED)


def owed_in(corpus: Corpus, place: str, *, on: date, action: str | None = None) -> Owed:
    """Everything owed at every level, with what is not listed. Raises PlaceError like `obligations`."""
    found = tuple(obligations(corpus, place, on=on, action=action))
    names = places_of(corpus, place)
    horizons = (
        horizon.through
        for name in names
        if name in corpus.jurisdictions
        for horizon in corpus.jurisdictions[name].horizons
    )
    return Owed(
        place=place,
        on=on,
        found=found,
        not_encoded=tuple(one for one in names if one not in corpus.jurisdictions),
        through=min(horizons, default=None),
    )


def _duties(
    corpus: Corpus, held: Jurisdiction, on: date, action: str | None
) -> Iterator[Obligation]:
    for duty in held.duties:
        if duty.period.holds(on) and (action is None or action in duty.actions):
            due = _last_day(duty.by)
            yield Obligation(
                id=duty.id,
                place=place_name(corpus, held.id),
                cite=duty.cite,
                kind="deadline" if due else duty.trigger.value,
                actions=duty.actions,
                says=" ".join(duty.says.split()),
                to=duty.to,
                by=f"by {duty.by}" if due else duty.by,
                verified=VERIFIED_WORDS[duty.verified],
                source=duty.source,
                due=due,
            )


def _deadlines(
    corpus: Corpus, held: Jurisdiction, on: date, action: str | None
) -> Iterator[Obligation]:
    for provision in held.provisions:
        due = provision.compliance
        version = next((one for one in provision.versions if one.period.holds(on)), None)
        if provision.effect is not Rail.REQUIRED or due is None or version is None:
            continue
        if action is not None and action not in provision.actions:
            continue
        if due.comply_by is None and due.recurrence is None:
            continue
        by = f"by {due.comply_by}" if due.comply_by else ""
        again = f"again after {due.recurrence}" if due.recurrence else ""
        yield Obligation(
            id=provision.id,
            place=place_name(corpus, held.id),
            cite=provision.cite,
            kind="deadline",
            actions=provision.actions,
            says=" ".join(version.says.split()),
            to="",
            by=", ".join(one for one in (by, again) if one),
            verified=VERIFIED_WORDS[version.verified],
            source=version.source,
            due=None if due.recurrence else due.comply_by,
            provision=True,
        )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ONCE = re.compile(r"{0}( \([^)]*\))?(, {0}( \([^)]*\))?)*".replace("{0}", _DAY.pattern))
"""When something is owed, where that is a day, or one for each of several kinds of body, and nothing more."""


def _last_day(by: str) -> date | None:
    """The day by which a duty is done once for all; None where its words say more than a day, or no real one."""
    if not _ONCE.fullmatch(by):
        return None
    try:
        return max(date.fromisoformat(day) for day in _DAY.findall(re.sub(r"\([^)]*\)", "", by)))
    except ValueError:
        return None
