"""What is kept of decisions: a determination, and its text, are the same with it and without it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.decide import (
    Determination,
    Question,
    QuestionError,
    ask,
    decide,
    determination_text,
    determination_to_json,
    prepare,
    question_of_scenario,
)
from comity.decide.kept import Kept
from comity.law import Corpus
from tests.decide.asking import asked
from tests.decide.strategies import Made, made_laws, questions
from tests.shipped import shipped_scenarios

PIECES = sys.modules["comity.decide.json_text"]


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Whatever is asked for is worked out anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Kept, "get", lambda kept, key: None)
        yield


def decided_or_refused(corpus: Corpus, question: Question, settling: int) -> Determination | str:
    try:
        return decide(corpus, question, settling=settling)
    except QuestionError as error:
        return str(error)


@given(
    made=made_laws(),
    others=st.lists(questions(), min_size=1, max_size=5),
    settling=st.integers(min_value=0, max_value=3),
)
def test_what_was_kept_of_other_questions_changes_no_determination(
    made: Made, others: list[dict[str, object]], settling: int
) -> None:
    every = [asked(made), *(asked(made, **other) for other in others)]
    with nothing_kept():
        fresh = [decided_or_refused(made.corpus, one, settling) for one in every]
    for _ in range(2):  # kept of each other, and of itself
        assert [decided_or_refused(made.corpus, one, settling) for one in every] == fresh


def one_fact_less(corpus: Corpus, whole: Question) -> Iterator[Question]:
    for word in whole.stated:
        yield ask(
            corpus,
            whole.place,
            whole.action,
            on=whole.on,
            actor=whole.actor,
            employer=whole.employer,
            facts={name: held for name, held in whole.stated.items() if name != word},
            readings=whole.readings,
        )


def test_what_was_kept_of_other_scenarios_changes_none(corpus: Corpus) -> None:
    """Each as written and with one fact less, so that many ask the same law with little between them."""
    every: list[Question] = []
    for one in shipped_scenarios()[::3]:
        if one.overlay is None:
            with suppress(QuestionError):  # some are there to be refused
                whole = question_of_scenario(corpus, one)
                every += (whole, *one_fact_less(corpus, whole))
    found = [decided_or_refused(corpus, one, 0) for one in every]
    with nothing_kept():
        fresh = [decided_or_refused(corpus, one, 0) for one in every]
    differ = [one.place for one, kept, new in zip(every, found, fresh, strict=True) if kept != new]
    assert differ == []
    assert len(every) > 1_500


@given(made=made_laws(), others=st.lists(questions(), min_size=1, max_size=3))
def test_a_text_that_is_put_together_of_kept_pieces_is_that_of_the_plain_form(
    made: Made, others: list[dict[str, object]]
) -> None:
    for question in [asked(made), *(asked(made, **other) for other in others)]:
        found = decided_or_refused(made.corpus, question, 3)
        if isinstance(found, Determination):
            plain = json.dumps(
                determination_to_json(found), ensure_ascii=False, separators=(",", ":")
            )
            assert [determination_text(found), determination_text(found)] == [plain, plain]


def test_pieces_begin_anew_when_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    found = decide(corpus, ask(corpus, "us-dc", "transfer_custody", on=date(2026, 3, 1)))
    whole = determination_text(found)
    monkeypatch.setattr(PIECES, "_PIECES", vars(PIECES)["_Pieces"]())
    monkeypatch.setattr(PIECES, "MAX_KEPT", 1_000)
    for _ in range(3):
        assert determination_text(found) == whole
        assert vars(PIECES)["_PIECES"].size < 1_000 + len(whole)


def test_what_was_kept_longest_goes_first() -> None:
    kept: Kept[int, str] = Kept(2)
    for number in range(4):
        assert kept.keep(number, str(number)) == str(number)
    assert [kept.get(number) for number in range(4)] == [None, None, "2", "3"]
    assert len(kept) == 2


def test_two_questions_of_one_pattern_share_what_was_worked_out(corpus: Corpus) -> None:
    days = (date(2026, 3, 1), date(2026, 3, 2))
    one, other = (
        decide(corpus, ask(corpus, "us-dc", "transfer_custody", on=day, facts={"in_custody": True}))
        for day in days
    )
    assert one.grounds
    assert one.grounds is other.grounds
    assert one.question.on != other.question.on
    assert len(prepare(corpus, "us-dc", "transfer_custody", days[0]).decided) > 0
