"""What to ask next, over all the actions of an interview at once: the page after which the fewest are
expected to remain. Never one that can change no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from comity.decide.decide import decide
from comity.decide.interview.form_checks import BY_ATTRIBUTE, check_word, checks_of
from comity.decide.interview.open_rulings import OpenRuling, is_settled, open_ruling
from comity.decide.interview.pages import Page, form_page, make_page, pages_of
from comity.decide.interview.sentence import Sentence
from comity.decide.interview.state import Interview, checked_papers, pile, question_of
from comity.decide.open_words import unknown_parts
from comity.decide.prepare import prepare
from comity.law import Corpus, list_of
from comity.logic import Predicate, parse
from comity.readings import Grid

LOOK_AHEAD = 3
"""Pages that are looked ahead while few are open."""

WHY_ONE = "{cites} turns on it."
WHY_MANY = "{cites} turn on it."
WHY_SOME = "A provision that may decide turns on it."


def next_page(corpus: Corpus, interview: Interview, *, form_first: bool = False) -> Page | None:
    """The page to ask next, with why it is asked; None once nothing they can answer changes an answer.

    With `form_first`, papers are checked before anything else: one page a paper, until one of its
    checks was answered. Raises QuestionError where the answers contradict each other.
    """
    rulings = open_rulings(corpus, interview)
    if form_first:
        for kind in checked_papers(interview):
            page = form_page(corpus, kind)
            if page.items and not any(interview.given(item.word) for item in page.items):
                return page
    if not rulings:
        return None
    chosen, words = _chosen(corpus, rulings)
    if chosen == "documents":
        checks = open_checks(corpus, interview, rulings)
        if interview.given("documents") is not None and checks:
            kind = checks[0].partition(".")[0]
            chosen, words = (
                f"form:{kind}",
                tuple(one for one in checks if one.startswith(f"{kind}.")),
            )
            page = make_page(corpus, interview, chosen, words)
            return replace(page, why=why_asked(corpus, rulings, _shown(rulings)))
    page = make_page(corpus, interview, chosen, words)
    return replace(page, why=why_asked(corpus, rulings, words))


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
    """What the person does not know, or what follows from papers that were all looked at."""
    closed = set(interview.declined)
    if interview.given("documents") is not None:
        question = question_of(corpus, interview, action)
        law = prepare(corpus, question.place, action, question.on).law
        open_to_checks = _unchecked_attributes(corpus, interview)
        for predicate in law.predicates:
            if list_of(predicate) == "documents" and not (
                interview.value("documents") is not None
                and open_to_checks & {name for name, _ in predicate.filters}
            ):
                closed.add(predicate.key)
    return frozenset(closed)


def _unchecked_attributes(corpus: Corpus, interview: Interview) -> frozenset[str]:
    """The attributes of papers on the desk of which nobody has been asked yet."""
    return frozenset(
        one.id
        for kind in pile(interview)
        for one in checks_of(kind, corpus.vocabulary)
        if one.id in BY_ATTRIBUTE and interview.given(check_word(kind, one.id)) is None
    )


def open_checks(
    corpus: Corpus, interview: Interview, rulings: Sequence[OpenRuling]
) -> tuple[str, ...]:
    """The unanswered checks of papers on the desk on which an open predicate of documents may turn."""
    filters = {
        name
        for key in _shown(rulings)
        if isinstance(leaf := parse(key), Predicate)
        for name, _ in leaf.filters
    }
    return tuple(
        word
        for kind in pile(interview)
        for one in checks_of(kind, corpus.vocabulary)
        if one.id in filters and interview.given(word := check_word(kind, one.id)) is None
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
    corpus: Corpus, rulings: Sequence[OpenRuling], words: Sequence[str]
) -> tuple[Sentence, ...]:
    """Which provisions turn on some words: those that may decide and whose condition names one."""
    cites: dict[str, None] = {}
    for ruling in rulings:
        for ground in decide(corpus, ruling.question, settling=0).grounds:
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
        return {page: _blind(ruling, pages[page]) for page in pages}
    split = {page: tuple(_ways(grid, words)) for page, words in own.items()}
    depth = LOOK_AHEAD if len(split) <= 4 else 2 if len(split) <= 9 else 1
    search = _Search(grid)
    here = search.remaining(split, grid.consistent, depth)
    return {
        page: search.after(split, page, grid.consistent, depth) if page in split else here
        for page in pages
    }


def _ways(grid: Grid, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """How a page can be answered: each value of its word; of several words none of them, or one."""
    axes = [axis for axis in grid.axes if axis.key in words]
    if len(axes) == 1:
        for number, weight in enumerate(axes[0].weights):
            yield weight, grid.cell(axes[0], number)
        return
    none = -1
    for axis in axes:
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


def _blind(ruling: OpenRuling, words: Sequence[str]) -> float:
    """Without a grid: the mean number of words that are left open, where each word is true or false."""
    space, prepared = ruling.prepared.space, ruling.prepared
    left: list[int] = []
    for value in (True, False):
        known = {**ruling.known, **{w: value for w in words if prepared.kinds.get(w, bool) is bool}}
        if prepared.compiled(known) is not None:
            left.append(0)
            continue
        rails = unknown_parts(prepared, prepared.truths(known))
        left.append(len(space.opened(rails, space.truths(known))))
    return sum(left) / len(left)
