"""The rules that are data carry their own cases; here they are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.evidence.intake.boilerplate import boilerplate_rules, rule_for
from comity.evidence.lexicon import rules_of
from comity.evidence.proposing import propose
from comity.evidence.proposing.act_rules import ActRule, act_rules
from comity.law import read_plain
from tests.evidence.texts import document

YES = [(rule, text) for rule in act_rules() for text in rule.yes]
NO = [(rule, text) for rule in act_rules() for text in rule.no]


def boilerplate_cases(which: str) -> list[tuple[str, str]]:
    rules = rules_of("boilerplate")["rules"]
    assert isinstance(rules, list)
    found = []
    for rule in rules:
        assert isinstance(rule, dict)
        cases = rule["cases"]
        assert isinstance(cases, dict)
        texts = cases[which]
        assert isinstance(texts, list)
        found += [(str(rule["id"]), str(text)) for text in texts]
    return found


@pytest.mark.parametrize(("rule", "text"), YES, ids=lambda one: one.id if isinstance(one, ActRule) else "")  # fmt: skip
def test_a_rule_proposes_its_act_from_its_cases(rule: ActRule, text: str) -> None:
    acts = [one.act for one in propose(document(text)).proposals]
    assert rule.action in [act.action for act in acts], [act.action for act in acts]


@pytest.mark.parametrize(("rule", "text"), NO, ids=lambda one: one.id if isinstance(one, ActRule) else "")  # fmt: skip
def test_a_rule_proposes_nothing_from_what_is_no_such_act(rule: ActRule, text: str) -> None:
    acts = [one.act for one in propose(document(text)).proposals]
    assert rule.action not in [act.action for act in acts]


def test_every_rule_has_cases_of_both_kinds_and_an_action_of_the_law() -> None:
    text = (Path(__file__).parents[2] / "corpus" / "vocabulary.yaml").read_text("utf-8")
    form, _ = read_plain(text, file="vocabulary.yaml")
    assert isinstance(form, dict)
    listed = form["actions"]
    assert isinstance(listed, list)
    actions = {one["id"] for one in listed if isinstance(one, dict)}
    assert [rule.id for rule in act_rules() if not (rule.yes and rule.no)] == []
    assert [rule.id for rule in act_rules() if rule.action and rule.action not in actions] == []
    assert len({rule.id for rule in act_rules()}) == len(act_rules())


@pytest.mark.parametrize(("rule", "text"), boilerplate_cases("yes"))
def test_boilerplate_is_left_out(rule: str, text: str) -> None:
    found = rule_for(text)
    assert found is not None
    assert rule in {one.id for one in boilerplate_rules()}


@pytest.mark.parametrize(("rule", "text"), boilerplate_cases("no"))
def test_a_sentence_of_the_story_is_not_left_out(rule: str, text: str) -> None:
    found = rule_for(text)
    assert found is None, rule
