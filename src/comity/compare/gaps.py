"""What the law of a place leaves open, what it closes further than a higher law does, and what in it can do nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from comity.compare.beside_peers import beside_peers
from comity.compare.finding import KINDS, Finding
from comity.compare.levels_apart import LevelsApart
from comity.compare.narrow_rules import NarrowRules
from comity.compare.open_acts import OpenActs
from comity.compare.peers import models_on
from comity.compare.place_rules import PlaceRules
from comity.compare.side import Side
from comity.readings.formula_search import SECONDS, UndecidedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Everything found of one place, in the order of KINDS; `undecided` names what was not decided in time."""

    side: Side
    peers: tuple[str, ...]
    findings: tuple[Finding, ...]
    undecided: tuple[str, ...]
    missing_law: tuple[str, ...]


def gaps_in(
    side: Side,
    peers: Sequence[str],
    *,
    actions: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    seconds: float = SECONDS,
) -> Gaps:
    """Look a place over. `peers` are the places whose rules it is set beside; `kinds` some of KINDS.

    Raises PlaceError as `law_on` does.
    """
    rules = PlaceRules(side, actions=actions, actors=actors, seconds=seconds)
    opened = OpenActs(rules, tuple(peers), models_on(side.corpus, peers, side.on))
    levels, narrow = LevelsApart(rules), NarrowRules(rules)
    looks: tuple[tuple[tuple[str, ...], Callable[[], Iterator[Finding]]], ...] = (
        (("conflict",), levels.conflicts),
        (("taken_away",), levels.taken_away),
        (("stricter",), levels.stricter),
        (("opens_nothing",), levels.opens_nothing),
        (("open_act", "open_actor"), opened.acts_and_actors),
        (("open_value",), opened.values),
        (("gate",), opened.gates),
        (("not_federal",), narrow.not_federal),
        (("one_sided",), narrow.one_sided),
        (("never", "swallowed", "no_fact"), levels.dead),
        (("beside",), lambda: beside_peers(side, peers, tuple(rules.laws))),
    )
    findings: list[Finding] = []
    undecided: list[str] = []
    for named, look in looks:
        if kinds is not None and not set(named) & set(kinds):
            continue
        try:
            findings += look()
        except UndecidedError as error:
            undecided.append(str(error))
    order = list(KINDS)
    kept = [one for one in findings if kinds is None or one.kind in kinds]
    missing = {
        place
        for action in (actions if actions is not None else side.corpus.vocabulary.actions)
        for place in side.law(action).missing_law
    }
    return Gaps(
        side=side,
        peers=tuple(peers),
        findings=tuple(sorted(_joined(kept), key=lambda one: order.index(one.kind))),
        undecided=tuple(undecided),
        missing_law=tuple(sorted(missing)),
    )


def _joined(found: Sequence[Finding]) -> list[Finding]:
    """Findings that say the same of several groups of actors, as one."""
    joined: dict[tuple[str, str], Finding] = {}
    for one in found:
        other = joined.get((one.kind, one.says))
        if other is None:
            joined[one.kind, one.says] = one
        else:
            actors = tuple(dict.fromkeys((*other.actors, *one.actors)))
            joined[one.kind, one.says] = Finding(
                kind=one.kind,
                says=one.says,
                actions=other.actions,
                actors=actors,
                rules=other.rules,
                models=other.models,
                case=other.case,
            )
    return list(joined.values())
