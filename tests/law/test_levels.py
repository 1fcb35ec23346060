"""The days on which law changes: of a place, and those of them that can bear on one act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.law import Corpus, dates_of_change, law_on


@pytest.mark.parametrize("place", ["us-ny-new-york-city", "us-tx", "us"])
def test_on_other_days_the_law_on_an_act_stays_the_same(corpus: Corpus, place: str) -> None:
    within = (place, *corpus.jurisdictions[place].within)
    first = max(
        corpus.jurisdictions[one].encoded_from for one in within if one in corpus.jurisdictions
    )
    every = [day for day in dates_of_change(corpus, place) if day >= first]
    kept = 0
    for action in corpus.vocabulary.actions:
        own = dates_of_change(corpus, place, action)
        assert set(own) <= set(dates_of_change(corpus, place))
        before = law_on(corpus, place, action, every[0])
        for day in every[1:]:
            law = law_on(corpus, place, action, day)
            if day not in own:
                assert replace(before, on=day) == law, (action, day)
                kept += 1
            before = law
    assert kept > 0


def test_a_rule_that_takes_the_effect_of_another_counts_for_its_act(corpus: Corpus) -> None:
    for place in corpus.jurisdictions.values():
        for provision in place.provisions:
            named = {action for one in provision.defeats for action in one.actions}
            for action in named & set(corpus.vocabulary.actions):
                days = dates_of_change(corpus, place.id, action)
                assert {one.period.from_ for one in provision.versions} <= set(days)
