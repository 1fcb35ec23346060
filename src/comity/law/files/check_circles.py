"""Checks that nothing rests on itself: defined words, offence classes, defeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.law.files.check_places import RANK
from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFile, LawFiles, problem
from comity.law.problem import Problem
from comity.logic import Span, key_of, leaves


def check_circles(files: LawFiles) -> Iterator[Problem]:
    """Each circle once, where its first member stands."""
    words: dict[str, list[str]] = {}
    places: dict[str, Span] = {}
    for _, entry in files.listed("words"):
        means = entry.condition("means")
        used = [] if means is None else [key_of(leaf) for leaf in leaves(means)]
        words.setdefault(entry.text("id"), []).extend(used)
        places.setdefault(entry.text("id"), entry.at("means"))
    for circle in _circles(words):
        yield problem(
            places[circle[0]],
            f"the word `{circle[0]}` is defined by itself",
            f"the circle is {_path(circle)}",
            "define one of them without the others",
        )
    classes = {entry.text("id"): entry for _, entry in files.listed("classes")}
    for circle in _circles({name: entry.texts("within") for name, entry in classes.items()}):
        yield problem(
            classes[circle[0]].at("within"),
            f"the class `{circle[0]}` contains itself",
            f"the circle is {_path(circle)}",
            "remove one `within`",
        )
    groups = {entry.text("id"): entry for _, entry in files.listed("actor_groups")}
    for circle in _circles({name: entry.texts("kinds") for name, entry in groups.items()}):
        yield problem(
            groups[circle[0]].at("kinds"),
            f"the actor group `{circle[0]}` contains itself",
            f"the circle is {_path(circle)}",
            "list the kinds of actors in one of them",
        )
    yield from _defeats(files)


def _path(circle: Sequence[str]) -> str:
    return " -> ".join(f"`{one}`" for one in (*circle, circle[0]))


def _circles(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """One circle for each set of names that rest on each other, beginning with its first name."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path: list[str] = [start]
        waiting = [iter(graph[start])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                done.add(path.pop())
                waiting.pop()
            elif following in path:
                circle = path[path.index(following) :]
                first = circle.index(min(circle, key=list(graph).index))
                yield (*circle[first:], *circle[:first])
                done.update(circle)
            elif following in graph and following not in done:
                path.append(following)
                waiting.append(iter(graph[following]))


def _defeats(files: LawFiles) -> Iterator[Problem]:
    levels: dict[str, str] = {}
    above: dict[str, frozenset[str]] = {}
    for place, found in files.by_place().items():
        top = found[0].top
        if top is not None:
            levels[place] = top.text("level")
            above[place] = frozenset((*top.texts("within"), place))
    provisions: dict[str, tuple[LawFile, Entry]] = {}
    for one, entry in files.listed("provisions"):
        if entry.text("id") and one.reading.owner in levels:
            provisions[entry.text("id")] = (one, entry)
    graph: dict[str, list[str]] = {}
    for name, (one, entry) in provisions.items():
        owner = one.reading.owner
        for defeat in entry.entries("defeats"):
            graph.setdefault(name, []).extend(
                target
                for target, (other, provision) in provisions.items()
                if target != name
                and (owner in above[other.reading.owner] or other.reading.owner in above[owner])
                and _selects(defeat, levels[owner], provision, levels[other.reading.owner])
            )
    for circle in _circles(graph):
        yield problem(
            provisions[circle[0]][1].at("defeats"),
            f"the provision `{circle[0]}` defeats itself in the end",
            f"the circle is {_path(circle)}",
            "narrow one defeat by `levels`, `instruments`, `provisions`, `actions` or `effects`",
        )


def _selects(defeat: Entry, own: str, target: Entry, level: str) -> bool:
    """Whether a defeat can reach a provision: the same choice as `comity.law.combine` makes."""
    if defeat.texts("provisions") and target.text("id") not in defeat.texts("provisions"):
        return False
    if defeat.texts("instruments") and target.text("instrument") not in defeat.texts("instruments"):
        return False
    if defeat.texts("actions") and not set(defeat.texts("actions")) & set(target.texts("actions")):
        return False
    if defeat.texts("effects") and target.text("effect") not in defeat.texts("effects"):
        return False
    if defeat.texts("levels"):
        return level in defeat.texts("levels")
    if defeat.texts("provisions") or defeat.texts("instruments"):
        return True
    return RANK.get(level, 0) > RANK.get(own, 0)
