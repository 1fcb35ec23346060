"""Decision cards: every row says what `decide` says, whatever else is true of the case.

A sample of places is held against `decide` here; `COMITY_CARDS=all` takes every place and paper.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from comity.decide import Determination, Question, QuestionError, ask, decide, prepare
from comity.decide.cards import Card, CardAct, CardRow, card_of
from comity.decide.cards.branches import Case, Settled, ends_of, tree_of
from comity.decide.cards.card_lines import MOST_TURNS
from comity.decide.cards.rows import lines_of, shorter
from comity.decide.interview import PAPERS
from comity.decide.known import known_of
from comity.decide.prepare import ties_of
from comity.law import Corpus
from comity.logic import Answer, Compare, Truth, Value, key_of, leaves
from comity.readings import evaluate

ON = date(2026, 11, 21)
SAMPLE = (
    "us-dc",
    "us-tx",
    "us-il-chicago",
    "us-fl",
    "us-ca",
    "us-pa-philadelphia",
    "us-nj",
    "us-wa",
)
EVERY = os.environ.get("COMITY_CARDS") == "all"
TRIES = 4


def _places(corpus: Corpus) -> tuple[str, ...]:
    return tuple(name for name in corpus.jurisdictions if name != "us") if EVERY else SAMPLE


def _values(corpus: Corpus, case: Case) -> Mapping[str, tuple[Value, ...]]:
    """What each word of the ruling can be, but for questions of law, days, places and who acts."""
    prepared = prepare(corpus, case.place, case.action, case.on)
    numbers: dict[str, set[int]] = {}
    trees = [basis.part.effective for basis in prepared.bases]
    for axiom in prepared.law.axioms:
        trees += [axiom.when, axiom.then]
    keys: dict[str, None] = {}
    for tree in trees:
        for leaf in leaves(tree):
            keys[key_of(leaf)] = None
            if isinstance(leaf, Compare) and type(leaf.value) is int:
                numbers.setdefault(leaf.word, set()).update(
                    {max(leaf.value - 1, 0), leaf.value, leaf.value + 1, leaf.value + 1000}
                )
    found: dict[str, tuple[Value, ...]] = {}
    for key in keys:
        if key in corpus.questions or key in ("actor", "employer"):
            continue
        if key in prepared.domains:
            found[key] = tuple(prepared.domains[key])
        elif "(" in key or prepared.kinds.get(key) is bool:
            found[key] = (True, False)
        elif key in numbers:
            found[key] = tuple(sorted(numbers[key]))
    return found


def _completions(
    corpus: Corpus, case: Case, end: Settled, chance: random.Random
) -> Iterator[tuple[Mapping[str, object], Determination]]:
    """Random cases on a way of the tree, with what `decide` says of each; contradictions are passed over."""
    values = _values(corpus, case)
    for _ in range(TRIES):
        facts: dict[str, object] = {**case.facts, **end.facts}
        added = [word for word in values if word not in facts]
        chance.shuffle(added)
        for word in added[: chance.randint(0, len(added))]:
            trial = {**facts, word: chance.choice(values[word])}
            if _can_be(corpus, case, trial):
                facts = trial
        yield facts, _decide(corpus, case, facts)


def _can_be(corpus: Corpus, case: Case, facts: Mapping[str, object]) -> bool:
    """Whether facts contradict neither each other nor what one predicate says of another."""
    prepared = prepare(corpus, case.place, case.action, case.on)
    try:
        known = known_of(corpus, prepared, _question(corpus, case, facts))
    except QuestionError:
        return False
    ties = ties_of(prepared.law, prepared.classes)
    return all(evaluate(tie.expr, known) is not Truth.FALSE for tie in ties)


def _question(corpus: Corpus, case: Case, facts: Mapping[str, object]) -> Question:
    return ask(corpus, case.place, case.action, on=case.on, actor=case.actor, facts=dict(facts))


def _decide(corpus: Corpus, case: Case, facts: Mapping[str, object]) -> Determination:
    return decide(corpus, _question(corpus, case, facts), settling=0)


def _first_that_fits(act: CardAct, facts: Mapping[str, object]) -> CardRow:
    return next(row for row in act.rows if row.line.fits(facts))


def _differs(row: CardRow, found: Determination) -> str:
    """What a determination says otherwise than a row; empty if they agree."""
    if row.answer is Answer.UNDETERMINED:
        settled = found.answer not in (Answer.UNDETERMINED, Answer.CONTESTED)
        reached = {found.answer} if settled else set(found.possible)
        return "" if reached <= set(row.possible) else f"{found.answer} is not among the possible"
    if found.answer is not row.answer:
        return f"decide says {found.answer}"
    if found.complete is not row.complete:
        return f"decide says complete: {found.complete}"
    if row.questions and set(row.possible) != set(found.possible):
        return f"decide says by some reading {found.possible}"
    if row.readings and {one.answer for one in row.readings} != set(found.possible):
        return f"decide says by reading {found.possible}"
    return ""


def _mistakes(corpus: Corpus, card: Card) -> Iterator[str]:
    chance = random.Random(f"{card.place} {card.paper.id}")
    for act in card.acts:
        for row in act.rows:
            for end in row.line.ends:
                for facts, found in _completions(corpus, act.case, end, chance):
                    where = f"{card.place} {card.paper.id} {act.action} {dict(facts)}"
                    if wrong := _differs(row, found):
                        yield f"{where}: {wrong}, the row {row.answer}"
                    # The reader goes from the top: the line they end at must be as right.
                    if all(word in facts for word in _asked(act)):
                        read = _first_that_fits(act, facts)
                        if wrong := _differs(read, found):
                            yield f"{where}: {wrong}, the line read {read.answer}"


def _asked(act: CardAct) -> set[str]:
    return {
        one.word
        for row in act.rows
        for some in (row.line.always, *row.line.alternatives)
        for one in some
    }


def test_every_row_is_what_decide_says(corpus: Corpus) -> None:
    wrong: list[str] = []
    rows = 0
    for place in _places(corpus):
        for paper in PAPERS:
            card = card_of(corpus, place, paper, on=ON)
            rows += sum(len(act.rows) for act in card.acts)
            wrong += _mistakes(corpus, card)
    assert rows > 100
    assert wrong == []


@pytest.mark.parametrize("place", ["us-dc", "us-tx", "us-il"])
def test_the_line_that_is_read_first_is_the_end_that_the_way_leads_to(
    corpus: Corpus, place: str
) -> None:
    for paper in PAPERS:
        for act in card_of(corpus, place, paper, on=ON).acts:
            for row in act.rows:
                for end in row.line.ends:
                    assert _first_that_fits(act, end.facts) is row


def test_what_has_no_room_is_open_and_never_guessed(corpus: Corpus) -> None:
    act = card_of(corpus, "us-il", "i_247a", on=ON).acts[1]
    tree = tree_of(corpus, act.case)
    assert Answer.UNDETERMINED not in {end.found.answer for end in ends_of(tree)}
    every = shorter(tree)
    assert [one.share for one in every] == sorted(one.share for one in every)
    assert [one.in_full for one in every] == [False] * (len(every) - 1) + [True]
    for told in every[:-1]:
        *settled, last = told.lines
        assert Answer.UNDETERMINED not in {line.found.answer for line in settled}
        assert last.found.answer is Answer.UNDETERMINED
        assert (last.always, last.alternatives) == ((), ())
        assert last.left_to


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("place", ["us-nj", "us-fl", "us-ca"])
def test_all_lines_of_a_tree_say_what_its_ends_say(corpus: Corpus, place: str, short: bool) -> None:
    for paper in ("i_247a", "i_200"):
        for act in card_of(corpus, place, paper, on=ON).acts:
            tree = tree_of(corpus, act.case)
            lines = lines_of(tree, short=short)
            assert len(lines) <= len(list(ends_of(tree)))
            for end in ends_of(tree):
                line = next(one for one in lines if one.fits(end.facts))
                assert line.found.answer is end.found.answer
                assert line.found.complete is end.found.complete
                if not end.is_open:
                    assert set(line.found.possible) == set(end.found.possible)


def test_an_open_line_names_what_decides(corpus: Corpus) -> None:
    """Nothing is counted where it could be named: each fact, or what is looked at to know it."""
    for place in SAMPLE:
        for paper in PAPERS:
            for act in card_of(corpus, place, paper, on=ON).acts:
                for row in act.rows:
                    is_open = row.answer is Answer.UNDETERMINED and not row.missing_law
                    assert bool(row.turns_on) is is_open
                    assert len(row.turns_on) <= MOST_TURNS


def test_a_paper_that_is_unknown_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="not a known paper"):
        card_of(corpus, "us-dc", "i_247", on=ON)
