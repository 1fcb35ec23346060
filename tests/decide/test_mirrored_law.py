"""Bans and mandates are treated alike: the law turned round gives the same, seen from the other side.

Every scenario of the corpus is asked of the real law and of that law turned round; so are made-up laws.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.decide import Determination, ask, decide
from comity.law import (
    ActTrigger,
    Corpus,
    Done,
    Duty,
    Scenario,
    Verified,
    corpus_folder,
    scenario_files,
    shelved_corpus,
)
from comity.logic import ALWAYS, SETTLED, Answer, parse
from tests.decide.asking import decided
from tests.decide.mirror import (
    assert_mirrored,
    folded,
    folded_conduct,
    mirrored,
    mirrored_question,
    swapped,
    without_what_has_one_side,
)
from tests.decide.small_law import FOREVER, HERE, TRUTHS
from tests.decide.strategies import Made, made_laws
from tests.shipped import shipped_scenarios


@cache
def both(overlay: Path | None) -> tuple[Corpus, Corpus]:
    """The law as it stands, but for what has one side, and turned round."""
    corpus = without_what_has_one_side(shelved_corpus(None, (overlay,) if overlay else ()))
    return corpus, mirrored(corpus)


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The scenarios of the corpus that are decided: of those in which the same rules give the same
    answer on the same act the first, and in the deep run every one.
    """
    listed = [one for one in shipped_scenarios() if one.expect.answer is not None]
    if os.environ.get("COMITY_PROFILE") == "deep":
        return tuple(listed)
    kinds: dict[object, Scenario] = {}
    for one in listed:
        told = one.expect
        law = (one.place, one.overlay, one.action, told.deciding, told.defeated)
        kinds.setdefault((law, told.answer, told.conduct, told.missing), one)
    return tuple(kinds.values())


def group_of(file: str | Path) -> str:
    """The state whose file of scenarios it is: `ca` of `us-ca-san-diego.yaml`; else `us`."""
    found = re.match(r"us-([a-z]{2})\b", Path(file).stem)
    return found[1] if found else "us"


GROUPS = sorted({group_of(path) for path in scenario_files(corpus_folder())})


def both_sides(scenario: Scenario) -> tuple[Determination, Determination]:
    """A scenario decided under the law, and from the other side under the law turned round.

    Where it does not say what was done, the act was done.
    """
    corpus, other = both(scenario.overlay)
    question = ask(
        corpus,
        scenario.place,
        scenario.action,
        on=scenario.on,
        actor=scenario.actor,
        employer=scenario.employer,
        facts=scenario.facts,
        readings=scenario.readings,
        done=scenario.done or Done(acted=True),
    )
    found = decide(corpus, question, settling=0)
    return found, decide(other, mirrored_question(question), settling=0)


@pytest.mark.parametrize("group", GROUPS)
def test_every_scenario_comes_to_the_same_from_the_other_side(group: str) -> None:
    asked = [one for one in scenarios() if group_of(one.span.file) == group]
    assert asked
    for scenario in asked:
        found, mirror = both_sides(scenario)
        try:
            assert_mirrored(found, mirror)
        except AssertionError as error:
            error.add_note(f"{scenario.span.file}:{scenario.span.line}: {scenario.name}")
            raise


def test_the_scenarios_show_both_sides() -> None:
    """Else the corpus would be no test: bans and mandates, done and left undone, in great number."""
    seen = Counter(one.expect.answer for one in scenarios())
    assert min(seen[one] for one in (Answer.PROHIBITED, Answer.REQUIRED)) > 100
    assert min(seen[one] for one in (Answer.CONTESTED, Answer.UNDETERMINED)) > 50
    assert seen[Answer.CONFLICT]
    departures = Counter(
        (one.expect.answer, one.expect.conduct) for one in scenarios() if one.expect.conduct
    )
    assert departures[Answer.PROHIBITED, "departs"]
    assert departures[Answer.REQUIRED, "departs"]


@st.composite
def laws_with_duties(draw: st.DrawFn, *, exceptions: bool) -> Made:
    """A made-up law with up to three duties beside the act."""
    made = draw(made_laws(exceptions=exceptions))
    owed = tuple(
        Duty(
            id=f"us-aa/d{number}",
            cite="",
            actions=("hold",),
            trigger=draw(st.sampled_from(tuple(ActTrigger))),
            binds=ALWAYS,
            when=parse(draw(st.sampled_from((*TRUTHS, "age >= 18", 'convicted("aa.grave")')))),
            says="",
            to="",
            by="",
            period=FOREVER,
            verified=Verified.TEXT,
            source="",
            span=HERE,
        )
        for number in range(draw(st.integers(0, 3)))
    )
    places = dict(made.corpus.jurisdictions)
    places["us-aa"] = replace(places["us-aa"], duties=owed)
    return replace(made, corpus=replace(made.corpus, jurisdictions=places))


@given(made=laws_with_duties(exceptions=False))
def test_bans_and_mandates_of_a_made_up_law_are_treated_alike(made: Made) -> None:
    found = decided(made)
    assert_mirrored(found, decide(mirrored(made.corpus), mirrored_question(found.question)))


@given(made=laws_with_duties(exceptions=True))
def test_an_exception_leaves_a_ban_and_a_mandate_alike_but_for_leave_and_silence(
    made: Made,
) -> None:
    """An exception to a ban permits and one to a mandate is silent: neither bans nor mandates."""
    found = decided(made)
    mirror = decide(mirrored(made.corpus), mirrored_question(found.question))
    assume(found.exact and mirror.exact)
    assert {folded(one) for one in mirror.possible} == {
        folded(swapped(one)) for one in found.possible
    }
    if found.answer in SETTLED and mirror.answer in SETTLED:
        assert folded(mirror.answer) is folded(swapped(found.answer))
        assert folded_conduct(mirror.conduct) is folded_conduct(found.conduct)
    assert [one.id for one in mirror.duties] == [one.id for one in found.duties]
