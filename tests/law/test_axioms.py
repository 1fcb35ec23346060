"""The ties of the shipped vocabulary: each can be met, each takes something away, and none contradicts another."""

from __future__ import annotations

from comity.compare.ties import domains_of, ties_for
from comity.law import Corpus
from comity.logic import all_of, any_of, leaves, negated
from comity.readings.formula import Formulas
from comity.readings.formula_search import Search


def test_a_tie_can_be_met_and_takes_something_away(corpus: Corpus) -> None:
    for axiom in corpus.vocabulary.axioms:
        asked = [*leaves(axiom.when), *leaves(axiom.then)]
        formulas = Formulas(asked, domains=domains_of(corpus, asked))
        search = Search(formulas)
        assert search.exists("met", formulas.whole(all_of(axiom.when, axiom.then)))
        assert search.exists("not reached", formulas.whole(negated(axiom.when)))
        taken = all_of(axiom.when, negated(axiom.then))
        assert search.exists("taken away", formulas.whole(taken)), axiom.id


def test_every_tie_can_apply_beside_the_others(corpus: Corpus) -> None:
    axioms = corpus.vocabulary.axioms
    asked = [leaf for one in axioms for tree in (one.when, one.then) for leaf in leaves(tree)]
    ties, every = ties_for(corpus, axioms, asked)
    formulas = Formulas(every, domains=domains_of(corpus, every))
    search = Search(formulas, [formulas.whole(tie) for tie in ties])
    for one in axioms:
        assert search.exists(one.id, formulas.whole(one.when)), one.id


def test_no_tie_follows_from_the_others(corpus: Corpus) -> None:
    axioms = corpus.vocabulary.axioms
    for one in axioms:
        others = tuple(other for other in axioms if other is not one)
        asked = [leaf for other in axioms for t in (other.when, other.then) for leaf in leaves(t)]
        ties, every = ties_for(corpus, others, asked)
        formulas = Formulas(every, domains=domains_of(corpus, every))
        search = Search(formulas, [formulas.whole(tie) for tie in ties])
        broken = negated(any_of(negated(one.when), one.then))
        assert search.exists(one.id, formulas.whole(broken)), f"`{one.id}` says nothing new"
