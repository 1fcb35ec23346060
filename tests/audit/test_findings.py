"""Every row is decided by the table reading, which says what the single decision says, or leaves it open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from comity.audit.deciding import asks as asks_module
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.outcome import Decided, Rulings, decide_question
from comity.audit.deciding.questions import QuestionBook, RowQuestion
from comity.decide import prepare
from comity.law import Corpus
from comity.logic import SETTLED, Answer
from comity.readings.table import OPEN
from tests.audit.reports import PORTALS, save_searches, save_sharing, taken_in

OWNERS = (
    "lodi-ca-pd", "chicago-il-pd", "cook-county-il-so", "houston-tx-pd", "dallas-tx-pd",
    "el-paso-county-tx-so", "anoka-county-mn-so", "lincoln-police-department", "uc-davis-ca-pd",
    "stanford-university-ca-pd", "california-highway-patrol-ca",
)  # fmt: skip
RECIPIENTS = (
    "Lodi CA PD", "Dallas TX PD", "Springfield IL PD", "California Highway Patrol", "NCRIC", "[Federal] ATF",
    "[Federal] DHS", "ICE ERO Dallas", "Blue Lake Rancheria Tribal PD", "Norfolk Southern RR IL PD",
    "UC Davis CA PD", "Decommissioned Org", "Bear Valley Springs CA PD", "nobody knows",
)  # fmt: skip
DAYS = (
    "2003-05-01", "2013-12-31", "2015-12-31", "2016-01-01", "2017-08-28", "2018-01-03", "2018-01-04",
    "2021-08-02", "2023-12-31", "2024-01-01", "2026-02-10", "2026-04-01", "2026-04-02", "2027-01-01",
)  # fmt: skip
REASONS = (
    "theft", "Immigration (civil/administrative)", "Immigration (criminal)", "ICE", "welfare check", "test", "",
    "Robbery",
)  # fmt: skip

needs_portals = pytest.mark.skipif(not PORTALS.is_dir(), reason="the portal extract is not at hand")


@contextmanager
def wide(corpus: Corpus, folder: Path) -> Iterator[tuple[QuestionBook, Findings]]:
    """Rows of many owners, recipients, purposes and days: more than any real folder asks."""
    pairs = [(owner, day, to) for owner in OWNERS for day in DAYS for to in RECIPIENTS]
    paths = [save_sharing(folder, pairs)]
    for searcher in OWNERS:
        lines = [(f"{day}T05:30:00Z", reason) for day in DAYS for reason in REASONS]
        paths.append(save_searches(folder, lines, f"{searcher}_search_audit.csv"))
    with taken_in(corpus, folder, *paths) as found:
        yield found


def test_the_table_and_the_single_decision_agree_on_every_distinct_question(
    corpus: Corpus, tmp_path: Path
) -> None:
    with wide(corpus, tmp_path) as (book, findings):
        assert len(book.questions) > 500
        assert len(findings.rulings) > 5
        check_agreement(corpus, findings)


@needs_portals
def test_they_agree_on_every_question_of_the_portal_folder(corpus: Corpus, tmp_path: Path) -> None:
    with taken_in(corpus, tmp_path, PORTALS) as (_, findings):
        check_agreement(corpus, findings)


def check_agreement(corpus: Corpus, findings: Findings) -> None:
    """What the engine told of each question is what the compiled ruling says, and never against `decide`."""
    told = findings.ask("SELECT question, min(answer), max(answer) FROM told GROUP BY ALL")
    answers = {question: (low, high) for question, low, high in told}
    assert set(answers) == {one.question.id for one in findings.decided}
    for one in findings.decided:
        low, high = answers[one.question.id]
        assert low == high, "rows that ask the same are told the same"
        assert low == kleene(corpus, one), one.question.text
        if one.determination is not None and low != OPEN:
            assert low == one.determination.answer.value
    (wrong,) = findings.ask("SELECT count(*) FROM findings WHERE why_open = 'program_disagrees'")[0]
    assert wrong == 0


def kleene(corpus: Corpus, one: Decided) -> str:
    asked = one.question.question
    if asked is None or one.ruling is None:
        return OPEN
    answer = prepare(corpus, asked.place, asked.action, asked.on).compiled(one.known)
    return OPEN if answer is None else answer.value


def test_every_row_comes_out_once_with_the_answer_of_its_ask(
    corpus: Corpus, tmp_path: Path
) -> None:
    with wide(corpus, tmp_path) as (_, findings):
        found = findings.ask(
            "SELECT seq, ask, answer, why_open, possible FROM findings ORDER BY seq"
        )
        assert [row[0] for row in found] == list(range(len(found)))
        ((rows,),) = findings.ask("SELECT count(*) FROM rows")
        assert len(found) == rows == len(OWNERS) * len(DAYS) * (len(RECIPIENTS) + len(REASONS))
        settled = {answer.value for answer in SETTLED}
        for _, ask, answer, why, possible in found:
            outcome = findings.outcomes[ask]
            assert answer == outcome.answer.value
            assert (why == "") == (answer in settled) == (possible == "")
        by_answer = Counter(row[2] for row in found)
        assert min(by_answer[name] for name in ("prohibited", "not_regulated", "undetermined")) > 50
        assert by_answer["contested"] + by_answer["permitted"] > 0


def test_readings_that_disagree_leave_the_row_undetermined_and_say_so(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(corpus: Corpus, rulings: Rulings, asked: RowQuestion) -> Decided:
        found = decide_question(corpus, rulings, asked)
        assert found.determination is not None
        return replace(found, determination=replace(found.determination, answer=Answer.PERMITTED))

    monkeypatch.setattr(asks_module, "decide_question", wrong)
    path = save_sharing(tmp_path, [("lodi-ca-pd", "2026-02-10", "Dallas TX PD")])
    with taken_in(corpus, tmp_path, path) as (_, findings):
        found = findings.ask("SELECT answer, by_table, why_open FROM findings")
    assert found == [("undetermined", "prohibited", "program_disagrees")]


def test_a_log_in_which_nothing_can_be_asked_is_decided_too(corpus: Corpus, tmp_path: Path) -> None:
    path = save_sharing(tmp_path, [("lincoln-police-department", "2026-02-10", "nobody knows")])
    with taken_in(corpus, tmp_path, path) as (_, findings):
        found = findings.ask("SELECT party, answer, why_open, possible FROM findings")
    assert found == [("Lincoln Police Department", "undetermined", "no_place", "any")]


def test_flags_say_what_to_look_at(corpus: Corpus, tmp_path: Path) -> None:
    pairs = save_sharing(
        tmp_path,
        [
            ("lodi-ca-pd", "2026-02-10", "Santa Cruz CA PD (deactivated)"),
            ("lodi-ca-pd", "2026-02-10", "Decommissioned Org"),
            ("lodi-ca-pd", "2026-02-10", "Bear Valley Springs CA PD"),
            ("lodi-ca-pd", "2026-02-10", "[Federal] DHS"),
        ],
    )
    searches = save_searches(
        tmp_path,
        [("2026-02-10T06:30:00Z", "ICE"), ("2026-02-10T18:30:00Z", "theft")],
        "el-paso-county-tx-so_search_audit.csv",
    )
    with taken_in(corpus, tmp_path, pairs, searches) as (_, findings):
        found = [f for (f,) in findings.ask("SELECT flags FROM findings ORDER BY kind DESC, line")]
        days = findings.ask(
            "SELECT date::VARCHAR, date_or::VARCHAR FROM findings WHERE kind = 'search_audit' ORDER BY seq"
        )
    assert found == [
        "recipient_inactive",
        "recipient_inactive recipient_test_account",
        "recipient_guess",
        "two_kinds",
        "two_dates immigration_mention",
        "",
    ]
    assert days == [("2026-02-09", "2026-02-10"), ("2026-02-10", "2026-02-10")]
