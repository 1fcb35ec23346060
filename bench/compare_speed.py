"""How fast differences, gaps and conflicts are found, beside going through every case.

python bench/compare_speed.py --out build/bench [--docs docs/performance.md]

Two generated jurisdictions differ in seven of fifty provisions; the real corpus is looked over too. What is made of the
law once (the combined rulings) is part of the time wherever a person would wait for it, unless a line says otherwise.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product
from math import prod
from pathlib import Path
from statistics import median
from time import process_time

from report import write_report
from synthetic import ON, invented_corpus

from comity.compare import (
    conflicts_in,
    differences_between,
    gaps_in,
    peers_of,
    side_of,
    told,
)
from comity.compare.residue import asked_by, rules_for
from comity.compare.side import Side
from comity.compare.ties import domains_of
from comity.law import Corpus, shelved_corpus
from comity.logic import Rail, Value, any_of, key_of, settled_answer
from comity.readings import cells_of, compile_truths

PLACE = "us-xx-exampleton"
CHANGED = 7
ROUNDS = 5
ACTOR = "city_police"
NAIVE_CASES = 20_000
"""Cases that the naive way goes through; the rest of its time is reckoned from them."""
DAY = date(2026, 1, 15)
CITIES = ("us-il-chicago", "us-pa-philadelphia", "us-ri-providence", "us-ca-san-francisco")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line: what was done, what came out, the time, the target."""

    what: str
    found: str
    milliseconds: float
    target: float | None = None

    @property
    def line(self) -> str:
        met = "" if self.target is None else "yes" if self.milliseconds <= self.target else "no"
        target = "" if self.target is None else f"<= {self.target:,.0f}"
        return f"| {self.what} | {self.found} | {self.milliseconds:,.0f} | {target} | {met} |"


def changed(corpus: Corpus, other: Corpus, number: int) -> Corpus:
    """The corpus with the texts of some provisions taken from another one of the same shape."""
    texts = {
        one.id.rpartition("-")[2]: one.versions
        for held in other.jurisdictions.values()
        for one in held.provisions
    }
    left = number
    places = {}
    for name, held in corpus.jurisdictions.items():
        provisions = []
        for one in held.provisions:
            key = one.id.rpartition("-")[2]
            take = left > 0 and int(key) % 3 == 0 and texts[key] != one.versions
            left -= take
            provisions.append(replace(one, versions=texts[key]) if take else one)
        places[name] = replace(held, provisions=tuple(provisions))
    return replace(corpus, jurisdictions=places, digest="1" * 64)


def sides(provisions: int) -> tuple[Side, Side]:
    """Two new sides, of which nothing is worked out yet."""
    before = invented_corpus(provisions, 10, seed=1)
    after = changed(before, invented_corpus(provisions, 10, seed=2), CHANGED * provisions // 50)
    return side_of(before, PLACE, ON, "before"), side_of(after, PLACE, ON, "after")


def timed(work: Callable[[], str], rounds: int = ROUNDS) -> tuple[str, float]:
    """What came out, and the median time in milliseconds after one round that is not counted."""
    work()
    times: list[float] = []
    found = ""
    for _ in range(rounds):
        began = process_time()
        found = work()
        times.append((process_time() - began) * 1000)
    return found, median(times)


def first(provisions: int) -> Callable[[], str]:
    """One witness for each act and group of actors, decided on both sides."""

    def work() -> str:
        found = differences_between(*made[0], first_only=True)
        made.pop(0)
        assert not found.undecided
        acts = {one.action for one in found.differences}
        return f"{len(acts)} of 10 acts differ, {len(found.differences)} witnesses"

    made = [sides(provisions) for _ in range(ROUNDS + 1)]
    return work


def grouped(provisions: int) -> Callable[[], str]:
    """Everything that differs, grouped and in words."""

    def work() -> str:
        found = differences_between(*made.pop(0))
        shown = told(found)
        return f"{len(shown.differences) + len(shown.said_on_one)} regions in words"

    made = [sides(provisions) for _ in range(ROUNDS + 1)]
    return work


def naive() -> tuple[str, float]:
    """Go through every case of every act for one actor, as far as NAIVE_CASES; the rest is reckoned."""
    before, after = sides(50)
    total, seconds = 0, 0.0
    for action in before.corpus.vocabulary.actions:
        values = _cells(before, after, action)
        judges = [
            compile_truths(
                [
                    any_of(
                        *(
                            rule.tree
                            for rule in rules_for(side, action, side.parties[ACTOR])
                            if rule.rail is rail
                        )
                    )
                    for rail in Rail
                ]
            )
            for side in (before, after)
        ]
        count = prod(len(cells) for cells in values.values())
        began, done = process_time(), 0
        for case in islice(product(*values.values()), NAIVE_CASES):
            known = dict(zip(values, case, strict=True))
            for judge in judges:
                settled_answer(*judge(known))
            done += 1
        total += count
        seconds += (process_time() - began) / done * count
    return f"{total:,} cases, one actor", seconds * 1000


def _cells(before: Side, after: Side, action: str) -> dict[str, tuple[Value, ...]]:
    asked = [
        leaf
        for side in (before, after)
        for leaf in asked_by(rules_for(side, action, side.parties[ACTOR]))
    ]
    domains = domains_of(before.corpus, asked)
    by_key: dict[str, list] = {}
    for leaf in dict.fromkeys(asked):
        by_key.setdefault(key_of(leaf), []).append(leaf)
    return {key: tuple(cells_of(key, found, domains.get(key))) for key, found in by_key.items()}


def figures() -> Iterator[Figure]:
    """Every line of the table."""
    found, took = timed(first(50))
    yield Figure(
        what="50 provisions, 7 changed: first witness of each act, replayed by `evaluate`",
        found=found,
        milliseconds=took,
        target=100,
    )
    found, took = timed(grouped(50))
    yield Figure(
        what="the same, all regions, in words", found=found, milliseconds=took, target=1000
    )
    found, took = naive()
    yield Figure(
        what="the same by going through every case (reckoned)", found=found, milliseconds=took
    )
    found, took = timed(first(500))
    yield Figure(
        what="500 provisions, 70 changed: first witness of each act, replayed by `evaluate`",
        found=found,
        milliseconds=took,
        target=500,
    )
    corpus = shelved_corpus()
    for place in CITIES:
        peers = peers_of(corpus, place, ["all"], on=DAY)

        def look(place: str = place, peers: tuple[str, ...] = peers) -> str:
            gaps = gaps_in(side_of(corpus, place, DAY, str(DAY)), peers)
            return f"{len(gaps.findings)} findings beside {len(peers)} places"

        found, took = timed(look)
        yield Figure(
            what=f"gaps and conflicts of `{place}`", found=found, milliseconds=took, target=100
        )

    def everywhere() -> str:
        conflicts = conflicts_in(corpus, on=DAY)
        return f"{len(conflicts.stretches)} conflicts in {conflicts.looked_at} places"

    found, took = timed(everywhere, 3)
    yield Figure(
        what="conflicts, whole corpus, one day", found=found, milliseconds=took, target=10_000
    )


def main() -> None:
    """Measure, print, and write where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, required=True, help="folder for JSON and Markdown")
    arguments.add_argument("--docs", type=Path, help="page whose marked part is written anew")
    options = arguments.parse_args()
    found = list(figures())
    lines = [
        "| what | found | ms | target ms | met |",
        "|---|---|--:|---|---|",
        *(one.line for one in found),
    ]
    write_report(options.out, "compare", "\n".join(lines), found, options.docs)


if __name__ == "__main__":
    main()
