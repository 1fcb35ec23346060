"""The tables of papers, checks and pages say only what the dictionary knows, and papers prove little."""

from __future__ import annotations

from collections import Counter

from comity.decide.interview import PAPER_GROUPS, PAPERS, checks_of_paper
from comity.decide.interview.check import Check
from comity.decide.interview.check_tables import BY_ATTRIBUTE, CHECKS
from comity.decide.interview.form_checks import check_at, check_word, checks_of
from comity.decide.interview.together import TOGETHER
from comity.law import Corpus, WordType, read_facts
from tests.shipped import shipped_scenarios


def every_check(corpus: Corpus) -> list[tuple[str, Check]]:
    kinds = dict.fromkeys((*CHECKS, *corpus.vocabulary.document_kinds))
    return [(kind, one) for kind in kinds for one in checks_of(kind, corpus.vocabulary)]


def test_papers_ask_for_acts_and_are_documents_of_the_dictionary(corpus: Corpus) -> None:
    for name, paper in PAPERS.items():
        assert name == paper.id
        assert paper.actions or paper.may_ask
        assert set(paper.actions) | set(paper.may_ask) <= corpus.vocabulary.actions.keys()
        assert not set(paper.actions) & set(paper.may_ask)
        assert paper.kind is None or paper.kind in corpus.vocabulary.document_kinds
        assert read_facts(corpus, paper.facts).mistakes == ()
        assert checks_of_paper(paper, corpus.vocabulary)


def test_a_detainer_asks_for_notice_and_for_a_hold() -> None:
    assert PAPERS["i_247a"].actions == ("notify_release", "hold_on_detainer")


def test_each_paper_is_offered_once() -> None:
    offered = [name for group in PAPER_GROUPS for name in group.papers]
    assert sorted(offered) == sorted(PAPERS)
    assert len(PAPER_GROUPS) == 6


def test_checks_say_what_the_dictionary_knows(corpus: Corpus) -> None:
    for kind, check in every_check(corpus):
        assert check.where
        assert check.asks.endswith("?")
        assert len({one.id for one in check.choices}) == len(check.choices) >= 2
        for one in check.choices:
            document = {"kind": kind, **one.attributes} if not one.no_kind else dict(one.attributes)
            if kind in corpus.vocabulary.document_kinds and one.attributes:
                assert read_facts(corpus, {"documents": [document]}).mistakes == ()
            assert read_facts(corpus, one.facts).mistakes == ()
            assert set(one.withdraws) <= corpus.vocabulary.words.keys()
            assert set(one.adds) <= corpus.vocabulary.document_kinds.keys()
            assert one.warning == "" or one.warning.endswith(".")


def test_every_check_is_found_under_its_word(corpus: Corpus) -> None:
    for kind, check in every_check(corpus):
        assert check_at(check_word(kind, check.id), corpus.vocabulary) == check
    assert check_at("i_247a.colour", corpus.vocabulary) is None
    assert check_at("passport.signed", corpus.vocabulary) is None
    assert check_at("in_custody", corpus.vocabulary) is None


def test_a_form_that_is_not_signed_or_served_gives_a_warning_and_no_fact(corpus: Corpus) -> None:
    for kind in ("i_247a", "i_200", "i_205"):
        for one in checks_of(kind, corpus.vocabulary):
            if one.id in ("signed", "served", "names_person"):
                no = next(choice for choice in one.choices if choice.id == "no")
                assert no.warning
                assert not no.facts


def test_every_attribute_that_a_law_can_ask_of_a_paper_can_be_looked_at(corpus: Corpus) -> None:
    for kind in corpus.vocabulary.document_kinds.values():
        checked = {one.id for one in checks_of(kind.id, corpus.vocabulary)}
        if kind.id != "call_or_email":
            assert set(BY_ATTRIBUTE) <= checked | set(kind.attributes)


def test_boxes_of_one_page_are_words_of_the_dictionary_each_on_one_page(corpus: Corpus) -> None:
    words = corpus.vocabulary.words
    for one in TOGETHER.values():
        assert all(words[word].type is WordType.BOOLEAN for word in one.words)
        assert all(words[word].type is WordType.RECORDS for word in one.lists)
        assert all(words[word].type is WordType.ENUMERATION for word in one.also)
    placed = [w for one in TOGETHER.values() for w in (*one.words, *one.lists, *one.also)]
    assert max(Counter(placed).values()) == 1


def test_what_a_paper_proves_is_what_the_scenarios_with_it_state(corpus: Corpus) -> None:
    """Held against 7,000 cases that others wrote; a few state the contrary on purpose, to try one
    word alone. What a paper does not prove (that an I-200 is a request, say) is denied far more often.
    """
    stated: Counter[tuple[str, str]] = Counter()
    against: Counter[tuple[str, str]] = Counter()
    for scenario in shipped_scenarios():
        documents = scenario.facts.get("documents")
        if not isinstance(documents, list | tuple):
            continue
        kinds = {one if isinstance(one, str) else one.get("kind") for one in documents}
        for paper in PAPERS.values():
            if paper.kind in kinds and scenario.action in (*paper.actions, *paper.may_ask):
                for word, value in paper.facts.items():
                    stated[paper.id, word] += word in scenario.facts
                    against[paper.id, word] += scenario.facts.get(word, value) != value
    assert stated["i_247a", "subject_to_detainer"] > 300
    for key, count in against.items():
        assert count <= 0.05 * stated[key], key
