"""The ties of the shipped vocabulary: each can be met, each takes something away, and none contradicts another."""

from __future__ import annotations

import pytest

from comity.compare.ties import domains_of, ties_for
from comity.law import shelved_corpus
from comity.law.vocabulary import Axiom
from comity.logic import all_of, any_of, leaves, negated
from comity.readings.formula import Formulas
from comity.readings.formula_search import Search

CORPUS = shelved_corpus()
AXIOMS = CORPUS.vocabulary.axioms


@pytest.mark.parametrize("axiom", AXIOMS, ids=lambda one: one.id)
def test_a_tie_can_be_met_and_takes_something_away(axiom: Axiom) -> None:
    asked = [*leaves(axiom.when), *leaves(axiom.then)]
    formulas = Formulas(asked, domains=domains_of(CORPUS, asked))
    search = Search(formulas)
    assert search.exists("met", formulas.whole(all_of(axiom.when, axiom.then)))
    assert search.exists("not reached", formulas.whole(negated(axiom.when)))
    assert search.exists("taken away", formulas.whole(all_of(axiom.when, negated(axiom.then))))


def test_every_tie_can_apply_beside_the_others() -> None:
    asked = [leaf for one in AXIOMS for tree in (one.when, one.then) for leaf in leaves(tree)]
    ties, every = ties_for(CORPUS, AXIOMS, asked)
    formulas = Formulas(every, domains=domains_of(CORPUS, every))
    search = Search(formulas, [formulas.whole(tie) for tie in ties])
    for one in AXIOMS:
        assert search.exists(one.id, formulas.whole(one.when)), one.id


def test_no_tie_follows_from_the_others() -> None:
    for one in AXIOMS:
        others = tuple(other for other in AXIOMS if other is not one)
        asked = [leaf for other in AXIOMS for t in (other.when, other.then) for leaf in leaves(t)]
        ties, every = ties_for(CORPUS, others, asked)
        formulas = Formulas(every, domains=domains_of(CORPUS, every))
        search = Search(formulas, [formulas.whole(tie) for tie in ties])
        broken = negated(any_of(negated(one.when), one.then))
        assert search.exists(one.id, formulas.whole(broken)), f"`{one.id}` says nothing new"
