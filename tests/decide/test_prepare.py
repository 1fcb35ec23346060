"""Law made ready: shared between days, and still that of each day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.decide import ask, decide
from comity.decide.survey import askable_changes
from comity.law import Corpus


@pytest.mark.parametrize(
    ("place", "action"),
    [
        ("us-il-chicago", "hold_on_detainer"),
        ("us-tx", "join_287g"),
        ("us-ca", "transfer_custody"),
        ("us-dc", "notify_release"),
    ],
)
def test_what_days_share_changes_no_answer(corpus: Corpus, place: str, action: str) -> None:
    for day in askable_changes(corpus, place):
        question = ask(corpus, place, action, on=day, actor="sheriff")
        # The same law as another thing: nothing that was made ready before is used for it.
        assert decide(corpus, question) == decide(replace(corpus), question), day
