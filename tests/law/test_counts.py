"""What is counted, and for which place."""

from __future__ import annotations

from comity.law import Corpus, counts_of
from tests.shipped import shipped_scenarios


def test_the_small_corpus_is_counted(small_corpus: Corpus) -> None:
    (one,) = counts_of(small_corpus)
    assert (one.place, one.provisions, one.versions, one.cases) == ("us", 1, 1, 1)
    assert (one.text, one.account, one.unverified) == (1, 0, 0)
    assert (one.scenarios, one.duties, one.remedies, one.gaps) == (0, 0, 0, 0)
    assert one.through.isoformat() == "2026-06-30"


def test_every_scenario_counts_for_one_place(shipped_corpus: Corpus) -> None:
    scenarios = shipped_scenarios()
    counts = list(counts_of(shipped_corpus, scenarios))
    assert sum(one.scenarios for one in counts) == len(scenarios)
    assert [one.place for one in counts] == sorted(shipped_corpus.jurisdictions)
    assert sum(one.gaps for one in counts) <= len(shipped_corpus.gaps)
    for one in counts:
        assert one.versions == one.text + one.account + one.unverified
        assert one.versions >= one.provisions
