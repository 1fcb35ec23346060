"""The matrix: every encoded place by act on one day, filtered, and the same as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from comity.decide.answer_look import LOOKS
from comity.decide.survey import (
    Participation,
    either_words,
    participation_csv,
    short_words,
    standing_words,
)
from comity.decide.survey.participation import ACTIONS
from comity.law import LEVELS, Corpus, state_of
from comity.logic import Answer
from comity.web.overview.choice import chosen, decision_address
from comity.web.overview.kept import rows_of
from comity.web.page import Asked, Download, Page, day_of
from comity.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What of the matrix is shown. `answer` keeps the places where it comes out for an act that is shown."""

    on: date
    level: str | None
    state: str | None
    action: str | None
    answer: Answer | None

    @property
    def actions(self) -> tuple[str, ...]:
        return (self.action,) if self.action else ACTIONS

    def query(self, asked: Asked) -> Mapping[str, object]:
        """The same choice in an address; today stays what today is."""
        return {
            "on": self.on.isoformat() if asked.one("on") else None,
            "level": self.level,
            "state": self.state,
            "action": self.action,
            "answer": self.answer.value if self.answer else None,
        }


def matrix_page(site: Site, asked: Asked) -> Page:
    """The table as a page."""
    choice = _choice(site, asked)
    corpus, language = site.corpus, asked.language
    return Page(
        template="matrix.html",
        context={
            "choice": choice,
            "query": choice.query(asked),
            "rows": _rows(corpus, choice),
            "actions": [corpus.vocabulary.actions[one] for one in choice.actions],
            "all_actions": [corpus.vocabulary.actions[one] for one in ACTIONS],
            "levels": _levels(corpus),
            "states": _states(corpus),
            "home": lambda place: corpus.states[state_of(place)],
            "short": partial(short_words, language=language),
            "told": partial(standing_words, language=language),
            "either": partial(either_words, language=language),
            "decision": decision_address,
        },
    )


def matrix_csv(site: Site, asked: Asked) -> Download:
    """The table as a file for a spreadsheet."""
    choice = _choice(site, asked)
    return Download(
        content=participation_csv(_rows(site.corpus, choice), on=choice.on),
        kind="text/csv; charset=utf-8",
        name=f"comity-{choice.on}.csv",
    )


def _choice(site: Site, asked: Asked) -> _Choice:
    answer = chosen(asked.one("answer"), [one.value for one in LOOKS], "answer")
    return _Choice(
        on=day_of(asked.one("on"), site),
        level=chosen(asked.one("level"), _levels(site.corpus), "level"),
        state=chosen(asked.one("state"), _states(site.corpus), "state"),
        action=chosen(asked.one("action"), ACTIONS, "action of the matrix"),
        answer=Answer(answer) if answer else None,
    )


def _levels(corpus: Corpus) -> Sequence[str]:
    """The levels of the encoded places below the federal one, the nearest last."""
    there = {one.level for name, one in corpus.jurisdictions.items() if name != "us"}
    return [one for one in LEVELS if one in there]


def _states(corpus: Corpus) -> Mapping[str, str]:
    """The states that are encoded, by name."""
    encoded = {one: name for one, name in corpus.states.items() if one in corpus.jurisdictions}
    return dict(sorted(encoded.items(), key=lambda one: one[1]))


def _rows(corpus: Corpus, choice: _Choice) -> list[Participation]:
    """The chosen rows: each state by name, the places in it below it."""
    rows = rows_of(corpus, _places(corpus, choice), choice.on)
    shown = [
        replace(
            row,
            standings=tuple(one for one in row.standings if one.action in choice.actions),
        )
        for row in rows
    ]
    if choice.answer is None:
        return shown
    return [row for row in shown if any(one.answer is choice.answer for one in row.standings)]


def _places(corpus: Corpus, choice: _Choice) -> list[str]:
    found: list[str] = []
    for state in _states(corpus):
        if choice.state in (None, state):
            inside = [one for one in corpus.jurisdictions.values() if state in one.within]
            found.append(state)
            found += (one.id for one in sorted(inside, key=lambda one: (one.name, one.id)))
    return [one for one in found if choice.level in (None, corpus.jurisdictions[one].level)]
