"""The differences and gaps that people know, found from the shipped law alone, as the commands print them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from comity.compare import differences_between, own_actors, side_of
from comity.compare.residue import asked_by, rules_for
from comity.compare.ties import domains_of, ties_for
from comity.law import Corpus
from comity.logic import Truth
from comity.readings import evaluate
from tests.cli.door import Door, door
from tests.compare.rows import completions, table_answers, values_of

Golden = Callable[[str, str], None]


@pytest.fixture
def comity(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Door:
    return door(monkeypatch, capsys, tmp_path)


SHOWN = {
    "providence_amended": "diff us-ri-providence --from 2025-10-15 --to 2025-12-15 --actor city_police --actor school",
    "philadelphia_open": "gaps us-pa-philadelphia --on 2026-05-06 --kind open_act --kind open_actor --actor city_police --actor sheriff --actor county_jail",
    "philadelphia_after": "gaps us-pa-philadelphia --on 2026-05-08 --kind open_act --kind open_actor --actor city_police --actor sheriff --actor county_jail",
    "providence_gates": "gaps us-ri-providence --on 2025-10-01 --kind gate",
    "providence_without_gates": "gaps us-ri-providence --on 2025-12-01 --kind gate",
    "california_one_sided": "gaps us-ca --on 2026-01-15 --kind one_sided",
    "san_francisco_dead_exception": "gaps us-ca-san-francisco --on 2023-01-15 --kind opens_nothing --action hold_on_detainer --action transfer_custody",
    "san_francisco_usable_exception": "gaps us-ca-san-francisco --on 2017-06-01 --kind opens_nothing --action hold_on_detainer",
    "illinois_plate_readers": "gaps us-il --on 2026-01-15 --kind not_federal --action share_alpr",
    "chicago_carve_outs": "gaps us-il-chicago --on 2019-01-01 --kind opens_nothing",
    "chicago_before_the_trust_act": "gaps us-il-chicago --on 2016-01-01 --kind opens_nothing",
    "indiana_suspended": "gaps us-in --on 2026-01-15 --kind never --against us-il",
    "new_jersey_settled": "gaps us-nj --on 2026-01-15 --kind never --against us-ny",
    "washington_beside": "gaps us-wa --on 2026-01-15 --kind beside",
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_council_member_reads(name: str, comity: Door, golden: Golden) -> None:
    ended = comity(*SHOWN[name].split())
    assert ended.err == ""
    golden(f"compare/{name}.txt", ended.told(SHOWN[name]))


def test_before_the_ordinances_of_2026_philadelphia_leaves_hand_overs_open(comity: Door) -> None:
    asked = (
        "gaps us-pa-philadelphia --kind open_act --kind open_actor --actor city_police --json --on"
    )
    open_before, open_after = (
        {
            action
            for one in json.loads(comity(*asked.split(), day).out)["findings"]
            for action in one["actions"]
        }
        for day in ("2026-05-06", "2026-05-08")
    )
    handed = {"transfer_custody", "assist_operation"}
    assert handed <= open_before
    assert "hold_on_detainer" not in open_before
    assert not handed & open_after


def test_what_is_equal_on_two_days_is_equal_in_the_table_too(corpus: Corpus) -> None:
    """Every equality claimed of Providence's police, over random completions, by the table reading."""
    before = side_of(corpus, "us-ri-providence", date(2025, 10, 15), "before")
    after = side_of(corpus, "us-ri-providence", date(2025, 12, 15), "after")
    found = differences_between(before, after, actors=["city_police"])
    assert not found.undecided
    assert not found.unconfirmed
    random = Random(7)
    looked_at = 0
    for equal in found.equal:
        sides = [
            rules_for(side, equal.action, side.parties["city_police"]) for side in (before, after)
        ]
        asked = [leaf for rules in sides for leaf in asked_by(rules)]
        if not asked or equal.silent:
            continue
        looked_at += 1
        ties, every = ties_for(corpus, before.law(equal.action).axioms, asked)
        values = values_of(every, domains_of(corpus, every))
        rows = [
            row
            for row in completions(values, 600, random)
            if all(evaluate(tie, row) is Truth.TRUE for tie in ties)
        ]
        assert len(rows) > 20, equal.action
        for one, other in table_answers(sides, rows):
            assert one == other, equal.action
    assert looked_at >= 3


def test_every_case_survives_everything_that_it_does_not_say(corpus: Corpus) -> None:
    one = side_of(corpus, "us-ma-boston", date(2026, 1, 1), "one")
    other = side_of(corpus, "us-ri-providence", date(2026, 1, 1), "other")
    found = differences_between(one, other, actors=["city_police"], actions=ACTS)
    assert found.differences
    assert not found.unconfirmed
    random = Random(11)
    for difference in found.differences:
        sides = [
            rules_for(side, difference.action, side.parties["city_police"]) for side in (one, other)
        ]
        asked = [leaf for rules in sides for leaf in asked_by(rules)]
        values = values_of(asked, domains_of(corpus, asked))
        rows = list(completions(values, 40, random, given=difference.case.facts))
        wanted = (difference.before.answer.value, difference.after.answer.value)
        assert set(table_answers(sides, rows)) == {wanted}


ACTS = ["share_personal_info", "assist_operation", "inquire_status"]


def test_a_difference_is_the_same_from_either_side(corpus: Corpus) -> None:
    one = side_of(corpus, "us-ma-boston", date(2026, 1, 1), "one")
    other = side_of(corpus, "us-ri-providence", date(2026, 1, 1), "other")
    actors = own_actors(one, other)
    there = differences_between(one, other, actors=actors, actions=ACTS, by_rule=False)
    back = differences_between(other, one, actors=actors, actions=ACTS, by_rule=False)
    pairs = {
        (d.action, actor, d.before.answer, d.after.answer)
        for d in there.differences
        for actor in d.actors
    }
    turned = {
        (d.action, actor, d.after.answer, d.before.answer)
        for d in back.differences
        for actor in d.actors
    }
    assert pairs == turned
    assert {(e.action, frozenset(e.actors), e.silent) for e in there.equal} == {
        (e.action, frozenset(e.actors), e.silent) for e in back.equal
    }


def test_a_place_does_not_differ_from_itself(corpus: Corpus) -> None:
    one = side_of(corpus, "us-ri-providence", date(2026, 1, 1), "one")
    same = side_of(corpus, "us-ri-providence", date(2026, 1, 2), "other")
    found = differences_between(one, same)
    assert found.is_equal
    assert not found.differences
