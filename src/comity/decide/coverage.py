"""How far the law that can bind an actor is encoded: its levels, and why an answer is not complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.decide.phrases import place_in_sentence
from comity.law import Corpus, Law, Level, Status
from comity.law.vocabulary import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The levels that could bind one kind of actor in one place; `through` is their earliest horizon.

    `open_levels` say why an answer is not complete, unless it is a ban; `beyond` what no level says.
    """

    levels: tuple[Level, ...]
    open_levels: tuple[str, ...]
    beyond: tuple[str, ...]
    through: date | None

    def incomplete(self, on: date, *, banned: bool) -> tuple[str, ...]:
        """Why an answer is not complete: a ban found stands whatever is not encoded; a horizon
        passed makes every answer incomplete.
        """
        reasons = self.beyond if banned else self.open_levels + self.beyond
        if self.through is None or on <= self.through:
            return reasons
        late = f"the law was checked to {self.through}, and the day asked about is later"
        return (*reasons, late)


def coverage_of(corpus: Corpus, law: Law, actor: Actor | None) -> Coverage:
    """The levels of the place, and those below it that may bind the actor and were not named."""
    nearest, kind = law.levels[0], actor.level if actor else None
    unnamed: list[Level] = []
    if nearest.name == "federal" and kind != "federal":
        unnamed.append(Level(jurisdiction=None, name="state", status=Status.NOT_NAMED))
    if nearest.name in ("state", "federal") and kind not in ("state", "federal"):
        unnamed.append(Level(jurisdiction=None, name="local", status=Status.NOT_NAMED))
    levels = (*unnamed, *law.levels)
    reasons: list[str] = []
    for level in levels:
        name = (
            place_in_sentence(corpus, level.jurisdiction)
            if level.jurisdiction
            else f"the {level.name} level"
        )
        if level.status is Status.NOT_ENCODED:
            reasons.append(f"the law of {name} is not encoded")
        elif level.status is Status.NOT_NAMED:
            reasons.append(f"{name} was not named, and may have rules of its own")
        elif level.status is Status.GAP:
            reasons.append(f"the law of {name} has a known gap: {level.why}")
    beyond = (
        (f"what binds this kind of actor itself ({actor.means}) is not encoded",)
        if actor is not None and actor.level in (None, "tribal", "federal")
        else ()
    )
    through = min((level.through for level in levels if level.through), default=None)
    return Coverage(levels=levels, open_levels=tuple(reasons), beyond=beyond, through=through)
