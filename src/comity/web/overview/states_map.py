"""The map: one act in every state on one day, with a table that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from comity.decide.answer_look import LOOKS
from comity.decide.survey import STANDARD_CASES, StandardCase, StateAnswer, standing_words
from comity.law import nearest
from comity.logic import Answer
from comity.web.overview.choice import chosen, decision_address
from comity.web.overview.drawing import HEIGHT, WIDTH, patterns, shapes
from comity.web.overview.kept import states_of
from comity.web.page import Asked, NotFoundError, Page, UnusableError, day_of
from comity.web.site import Site

FIRST_CASE = "detainer_hold"


def map_page(site: Site, asked: Asked) -> Page:
    """The map of a standard case: named in the path or the query, or the first one of an action."""
    case, on = _case(site, asked), day_of(asked.one("on"), site)
    states = states_of(site.corpus, case.id, on)
    drawn = shapes()
    return Page(
        template="map.html",
        context={
            "case": case,
            "cases": _by_group(),
            "act": site.corpus.vocabulary.actions[case.action],
            "on": on,
            "states": states,
            "shapes": drawn,
            "apart": [one for one in states if one.place not in drawn or drawn[one.place].small],
            "patterns": patterns(),
            "width": WIDTH,
            "height": HEIGHT,
            "legend": _legend(states),
            "told": partial(standing_words, language=asked.language),
            "decision": decision_address,
        },
    )


def _case(site: Site, asked: Asked) -> StandardCase:
    in_path = asked.path.get("case")
    if in_path is not None and in_path not in STANDARD_CASES:
        raise NotFoundError(
            f"`{in_path}` is not a standard case; {nearest(in_path, STANDARD_CASES)}"
        )
    name = in_path or chosen(asked.one("case"), STANDARD_CASES, "case")
    of_action: dict[str, list[str]] = {}
    for one in STANDARD_CASES.values():
        of_action.setdefault(one.action, []).append(one.id)
    action = chosen(asked.one("action"), of_action, "action of the map")
    if action is not None and name is not None and name not in of_action[action]:
        fitting = ", ".join(of_action[action])
        raise UnusableError(
            (f"`{name}` is not a case of `{action}`; use one of {fitting}, or leave `action` out",)
        )
    return STANDARD_CASES[name or (of_action[action][0] if action else FIRST_CASE)]


def _by_group() -> Mapping[str, list[StandardCase]]:
    found: dict[str, list[StandardCase]] = {}
    for one in STANDARD_CASES.values():
        found.setdefault(one.group, []).append(one)
    return found


def _legend(states: Sequence[StateAnswer]) -> list[tuple[Answer | None, int]]:
    """Each answer that comes out, and in how many states; None for those that cannot be asked about that day."""
    count = Counter(one.standing.answer if one.standing else None for one in states)
    return [(one, count[one]) for one in (*LOOKS, None) if count[one]]
