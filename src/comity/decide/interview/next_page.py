"""What to ask next, over all the actions of an interview at once: the page after which the fewest are
expected to remain. Never one that can change no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from comity.decide.decide import decide
from comity.decide.interview.check_tables import BY_ATTRIBUTE
from comity.decide.interview.form_checks import check_word, checks_of, is_check
from comity.decide.interview.open_rulings import OpenRuling, is_settled, open_ruling
from comity.decide.interview.pages import Page, form_page, make_page, pages_of
from comity.decide.interview.sentence import Sentence
from comity.decide.interview.state import Interview, pile, question_of
from comity.decide.open_words import unknown_parts
from comity.decide.prepare import prepare
from comity.decide.question import Question
from comity.law import Corpus, list_of
from comity.logic import Predicate, Value, parse
from comity.readings import Grid

LOOK_AHEAD = 3
"""Pages that are looked ahead while few are open."""

MOST_LOOKED_AT = 50_000_000
"""Points that may be looked at to choose a page: some tens of milliseconds."""

WHY_ONE = "{cites} turns on it."
WHY_MANY = "{cites} turn on it."
WHY_SOME = "A provision that may decide turns on it."


def next_page(corpus: Corpus, interview: Interview, *, form_first: bool = False) -> Page | None:
    """The page to ask next, with why it is asked; None once nothing they can answer changes an answer.

    With `form_first`, papers are checked before anything else: one page a paper, until one of its
    checks was answered. Raises QuestionError where the answers contradict each other.
    """
    if form_first and not any(is_check(one.word) for one in interview.answers):
        page = form_page(corpus, interview)
        if page is not None:
            return page
    rulings = open_rulings(corpus, interview)
    if not rulings:
        return None
    chosen, words = _chosen(corpus, rulings)
    if chosen == "documents" and interview.given("documents") is not None:
        # The papers are known: what is open is what stands on them.
        page = form_page(corpus, interview, open_checks(corpus, interview, rulings))
        assert page is not None
        return replace(page, why=why_asked(corpus, [one.question for one in rulings], words))
    page = make_page(corpus, interview, chosen, words)
    return replace(page, why=why_asked(corpus, [one.question for one in rulings], words))


def most_remaining(corpus: Corpus, interview: Interview) -> int:
    """How many pages can still be asked at most: what is answered never opens another question, save
    that papers which are named have to be looked at.
    """
    rulings = open_rulings(corpus, interview)
    pages = pages_of(corpus, dict.fromkeys(word for ruling in rulings for word in ruling.open))
    looked_at = "documents" in pages and interview.given("documents") is None
    return len(pages) + looked_at


def open_rulings(corpus: Corpus, interview: Interview) -> tuple[OpenRuling, ...]:
    """The actions whose answer something can still change that the person may be asked."""
    found: list[OpenRuling] = []
    for action in interview.actions:
        question = question_of(corpus, interview, action)
        ruling = open_ruling(corpus, question, unaskable=_unaskable(corpus, interview, action))
        if ruling is not None:
            found.append(ruling)
    return tuple(found)


def _unaskable(corpus: Corpus, interview: Interview, action: str) -> frozenset[str]:
    """What the person does not know, and what is asked of papers that were all looked at."""
    closed = set(interview.declined)
    if interview.given("documents") is None:
        return frozenset(closed)
    predicates = prepare(corpus, interview.place, action, interview.on).law.predicates
    closed |= {
        one.key
        for one in predicates
        if list_of(one) == "documents"
        and (interview.value("documents") is None or not _checks_for(corpus, interview, one))
    }
    return frozenset(closed)


def _checks_for(corpus: Corpus, interview: Interview, predicate: Predicate) -> tuple[str, ...]:
    """The unanswered checks of papers on the desk on which a predicate of documents may turn."""
    filters = dict(predicate.filters)
    only = predicate.name == "shown_only"
    found: list[str] = []
    for kind in pile(interview):
        held = {"kind": kind, **corpus.vocabulary.document_kinds[kind].attributes}
        checks = [
            (check_word(kind, one.id), one)
            for one in checks_of(kind, corpus.vocabulary)
            if one.id in BY_ATTRIBUTE
        ]
        for word, one in checks:
            value = interview.value(word)
            held |= next((c.attributes for c in one.choices if c.id == value), {})
        met = [_meets(held[name], wanted) for name, wanted in filters.items() if name in held]
        if only or all(met):
            found += [
                word for word, one in checks if one.id in filters and interview.given(word) is None
            ]
    return tuple(found)


def _meets(held: object, wanted: object) -> bool:
    return held in wanted if isinstance(wanted, tuple) else held == wanted


def open_checks(
    corpus: Corpus, interview: Interview, rulings: Sequence[OpenRuling]
) -> tuple[str, ...]:
    """The unanswered checks of papers on the desk on which an open predicate of documents may turn."""
    return tuple(
        dict.fromkeys(
            word
            for key in _shown(rulings)
            if isinstance(leaf := parse(key), Predicate)
            for word in _checks_for(corpus, interview, leaf)
        )
    )


def _shown(rulings: Sequence[OpenRuling]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            key
            for ruling in rulings
            for key in ruling.open
            if "(" in key
            and isinstance(leaf := parse(key), Predicate)
            and list_of(leaf) == "documents"
        )
    )


def why_asked(
    corpus: Corpus, questions: Iterable[Question], words: Sequence[str]
) -> tuple[Sentence, ...]:
    """Which provisions turn on some words: those that may decide and whose condition names one."""
    cites: dict[str, None] = {}
    for question in questions:
        for ground in decide(corpus, question, settling=0).grounds:
            if not ground.asks_about.isdisjoint(words):
                cites[ground.provision.cite] = None
    if not cites:
        return (Sentence(text=WHY_SOME),)
    text = WHY_ONE if len(cites) == 1 else WHY_MANY
    return (Sentence(text=text, named={"cites": "; ".join(cites)}),)


_Split: TypeAlias = Sequence[tuple[int, int]]
"""The ways in which a page can be answered, each with its weight and its points."""


def _chosen(corpus: Corpus, rulings: Sequence[OpenRuling]) -> tuple[str, tuple[str, ...]]:
    """The page to ask, and its words: those open in any of the actions."""
    rank = {word: number for number, word in enumerate(corpus.vocabulary.words)}
    words = sorted(
        dict.fromkeys(word for ruling in rulings for word in ruling.open),
        key=lambda word: (rank[_listed(word)], word),
    )
    pages = pages_of(corpus, words)
    costs = dict.fromkeys(pages, 0.0)
    for ruling in rulings:
        for page, cost in _costs(corpus, ruling, pages).items():
            costs[page] += cost
    best = min(costs, key=lambda page: costs[page])
    return best, pages[best]


def _listed(word: str) -> str:
    leaf = parse(word) if "(" in word else None
    return list_of(leaf) if isinstance(leaf, Predicate) else word


def _costs(
    corpus: Corpus, ruling: OpenRuling, pages: Mapping[str, tuple[str, ...]]
) -> Mapping[str, float]:
    """For each page how many more are expected for this action once it was asked."""
    own = pages_of(corpus, ruling.open)
    grid = ruling.grid
    if grid is None:
        return {page: _blind(corpus, ruling, pages[page]) for page in pages}
    split = {page: tuple(_ways(grid, words)) for page, words in own.items()}
    depth = _depth(grid, split)
    search = _Search(grid)
    here = search.remaining(split, grid.consistent, depth)
    return {
        page: search.after(split, page, grid.consistent, depth) if page in split else here
        for page in pages
    }


def _depth(grid: Grid, split: Mapping[str, _Split]) -> int:
    """How many pages can be looked ahead with so many points, and so many ways to answer."""
    ways = sum(len(found) for found in split.values())
    for depth in range(LOOK_AHEAD, 1, -1):
        if ways**depth * grid.points <= MOST_LOOKED_AT:
            return depth
    return 1


def _ways(grid: Grid, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """How a page can be answered: each value of its word; of several words none of them, or one."""
    axes = [axis for axis in grid.axes if axis.key in words]
    if len(axes) == 1:
        for number, weight in enumerate(axes[0].weights):
            yield weight, grid.cell(axes[0], number)
        return
    none = -1
    for axis in axes:
        if False not in axis.cells:  # an enumeration beside the boxes
            yield from ((1, grid.cell(axis, number)) for number in range(len(axis.cells)))
            continue
        none &= grid.cell(axis, axis.cells.index(False))
        yield 1, grid.cell(axis, axis.cells.index(True))
    yield len(axes), none


class _Search:
    """The expected number of pages, some of them looked ahead."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def after(self, split: Mapping[str, _Split], page: str, points: int, depth: int) -> float:
        """How many remain once a page was asked."""
        rest = {name: ways for name, ways in split.items() if name != page}
        total = weights = 0.0
        for weight, cell in split[page]:
            part = points & cell & self.grid.consistent
            if part:
                total += weight * self.remaining(rest, part, depth - 1)
                weights += weight
        return total / weights if weights else 0.0

    def remaining(self, split: Mapping[str, _Split], points: int, depth: int) -> float:
        """How many remain to be asked among some points."""
        if not split or is_settled(self.grid, points):
            return 0.0
        if depth <= 0:
            return 1.0
        return 1 + min(self.after(split, page, points, depth) for page in split)


def _blind(corpus: Corpus, ruling: OpenRuling, words: Sequence[str]) -> float:
    """Without a grid: the mean number of pages that are left open, over the ways to answer a page."""
    prepared, space = ruling.prepared, ruling.prepared.space
    mine = [word for word in words if word in ruling.open]
    ways: list[dict[str, Value]]
    if len(mine) == 1 and mine[0] in prepared.domains:
        ways = [{mine[0]: value} for value in prepared.domains[mine[0]]]
    else:
        boxes = [word for word in mine if prepared.kinds.get(word, bool) is bool]
        ways = [dict[str, Value].fromkeys(boxes, False)]
        ways += [{word: True} for word in boxes]
    left = [0.0]
    for way in ways:
        known = {**ruling.known, **way}
        if prepared.compiled(known) is not None:
            left.append(0)
            continue
        rails = unknown_parts(prepared, prepared.truths(known))
        keys = space.opened(rails, space.truths(known))
        left.append(len(pages_of(corpus, (key for key in keys if key in ruling.open))))
    return sum(left[1:]) / max(1, len(ways))
