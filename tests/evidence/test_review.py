"""A person decides, changes their mind, stops and goes on; two people agree or not; a sheet goes out and comes back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.evidence import (
    ReviewedFileError,
    Status,
    read_reviewed,
    reviewed_schema,
    write_reviewed,
)
from comity.evidence.review import (
    CorrectionError,
    Desk,
    ReviewError,
    Session,
    SheetError,
    agreement_of,
    corrected,
    outcome_of,
    show_candidate,
    take_sheet,
    write_sheet,
)
from comity.evidence.review.agreement import cohens_kappa
from comity.evidence.review.log import Decision, ReviewLog
from comity.evidence.review.sheet import guarded, unguarded
from comity.evidence.reviewed import reviewed_to_json
from tests.evidence.desks import ACTIONS, desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def log(tmp_path: Path) -> ReviewLog:
    return ReviewLog(tmp_path / "r1.jsonl")


def decided(log: ReviewLog) -> list[str]:
    return [one.does for one in log.decisions().values()]


def test_each_key_decides_and_the_next_undecided_proposal_opens(made: Desk, log: ReviewLog) -> None:
    session = Session(made, log)
    assert (session.number, session.left) == (1, 3)
    session.accept("seen")
    session.reject()
    assert session.number == 3
    session.correct("status", "denied")
    assert session.is_changed
    session.accept()
    assert decided(log) == ["accepted", "rejected", "corrected"]
    assert session.candidate is None


def test_undo_takes_back_one_decision_after_another_and_opens_them(made: Desk, log: ReviewLog) -> None:  # fmt: skip
    session = Session(made, log)
    session.accept()
    session.reject()
    assert session.undo()
    assert (session.number, decided(log)) == (2, ["accepted"])
    session.correct("acted", "no")
    assert session.undo(), "an open correction is dropped first"
    assert not session.is_changed
    assert session.undo()
    assert (session.number, decided(log)) == (1, [])
    assert not session.undo()


def test_a_review_that_was_stopped_goes_on_where_it_was(made: Desk, log: ReviewLog) -> None:
    Session(made, log).accept()
    again = Session(made, ReviewLog(log.path))
    assert (again.number, again.left) == (2, 2)


def test_a_line_cut_off_by_a_killed_process_is_passed_over_and_nothing_else_is_lost(made: Desk, log: ReviewLog) -> None:  # fmt: skip
    session = Session(made, log)
    session.accept()
    session.reject()
    text = log.path.read_text("utf-8")
    log.path.write_text(text[:-20], encoding="utf-8")
    torn = ReviewLog(log.path)
    assert torn.torn
    assert decided(torn) == ["accepted"]
    Session(made, torn).reject()
    assert decided(ReviewLog(log.path)) == ["accepted", "rejected"]


def test_merging_puts_the_quotes_together_and_never_into_what_does_not_stand(made: Desk, log: ReviewLog) -> None:  # fmt: skip
    session = Session(made, log)
    session.accept()
    assert not session.merge(2), "into itself"
    assert not session.merge(99)
    assert session.merge(1)
    session.reject()
    found = outcome_of(made.candidates, {"r1": log.decisions()})
    (act,) = found.acts
    assert len(act.act.quotes) == len(act.public_quotes) == 2
    assert len(act.sources) == 2
    assert (found.rejected, found.merged) == (1, 1)


def test_what_stands_meets_the_documented_schema_and_is_read_back_the_same(made: Desk, log: ReviewLog, tmp_path: Path) -> None:  # fmt: skip
    session = Session(made, log)
    session.accept("checked")
    session.correct("when", "2025-02-01..2025-02-28")
    session.accept()
    found = outcome_of(made.candidates, {"r1": log.decisions()})
    assert found.undecided == (3,)
    path = tmp_path / "reviewed.jsonl"
    write_reviewed(path, found.acts)
    for line in path.read_text("utf-8").splitlines():
        jsonschema.validate(json.loads(line), reviewed_schema())
    assert read_reviewed(path) == found.acts
    assert found.acts[0].note == "checked"
    path.write_text(path.read_text("utf-8").replace('"alleged"', '"proven"', 1), encoding="utf-8")
    with pytest.raises(ReviewedFileError, match=r"reviewed\.jsonl:1: .*`status` is `proven`"):
        read_reviewed(path)


def test_where_reviewers_differ_nothing_stands_until_it_is_settled(made: Desk, tmp_path: Path) -> None:  # fmt: skip
    logs = {sign: ReviewLog(tmp_path / f"{sign}.jsonl") for sign in ("r1", "r2")}
    for sign, log in logs.items():
        session = Session(made, log)
        session.accept()
        if sign == "r2":
            session.correct("status", "confirmed")
        session.accept()
        if sign == "r1":
            session.accept()
        else:
            session.reject()
    decisions = {sign: log.decisions() for sign, log in logs.items()}
    found = outcome_of(made.candidates, decisions)
    assert (len(found.acts), found.differing) == (1, (2, 3))
    assert {one.by for one in found.acts[0].decided} == {"r1", "r2"}
    settled = outcome_of(made.candidates, decisions, settled_by="r2")
    assert [one.act.status for one in settled.acts][1] is Status.CONFIRMED
    assert settled.rejected == 1
    agreed = agreement_of(made.candidates, ("r1", decisions["r1"]), ("r2", decisions["r2"]))
    assert (agreed.both, agreed.alike) == (3, 2)
    assert [(one.number, one.slot) for one in agreed.differences] == [(2, "status"), (3, "decision")]  # fmt: skip


def test_kappa_is_agreement_beyond_chance() -> None:
    assert cohens_kappa([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15) == pytest.approx(0.4)  # fmt: skip
    assert cohens_kappa([("a", "a"), ("b", "b")]) == 1.0
    assert cohens_kappa([("a", "b"), ("b", "a")]) == -1.0
    assert cohens_kappa([("a", "a")] * 5) is None, "both said one thing throughout"
    assert cohens_kappa([]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_kappa_does_not_depend_on_who_is_first_and_is_never_above_one(pairs: list[tuple[str, str]]) -> None:  # fmt: skip
    one, other = cohens_kappa(pairs), cohens_kappa([(b, a) for a, b in pairs])
    assert one == other or (one is not None and other is not None and abs(one - other) < 1e-9)
    assert one is None or one <= 1.0


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_goes_out_is_filled_in_and_comes_back(made: Desk, log: ReviewLog, tmp_path: Path, suffix: str) -> None:  # fmt: skip
    if suffix == ".xlsx":
        pytest.importorskip("xlsxwriter")
    sheet = tmp_path / f"review{suffix}"
    Session(made, log).accept("kept")
    assert write_sheet(made, log, sheet) == 3
    if suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
        rows[1] |= {"decision": "Accept", "when": "2025-02-01..2025-02-28", "acted": "no"}
        rows[2] |= {"decision": "merge", "merge_into": "1"}
        with sheet.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    taken = take_sheet(made, log, sheet)
    assert taken == (2 if suffix == ".csv" else 0)
    if suffix == ".csv":
        assert decided(log) == ["accepted", "corrected", "merged"]
        (changed,) = [one for one in log.decisions().values() if one.does == "corrected"]
        assert changed.act is not None
        assert (changed.act.acted, changed.act.when and changed.act.when.latest) == (False, date(2025, 2, 28))  # fmt: skip
        assert take_sheet(made, log, sheet) == 0, "taken twice it decides nothing twice"


def test_every_mistake_of_a_sheet_is_told_at_once_and_nothing_is_taken(made: Desk, log: ReviewLog, tmp_path: Path) -> None:  # fmt: skip
    sheet = tmp_path / "review.csv"
    write_sheet(made, log, sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    rows[0] |= {"decision": "perhaps"}
    rows[1] |= {"decision": "accept", "status": "proven"}
    rows[2] |= {"decision": "merge", "merge_into": "77"}
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows([*rows, {**rows[0], "id": "not-there"}])
    with pytest.raises(SheetError) as refused:
        take_sheet(made, log, sheet)
    told = "\n".join(refused.value.messages)
    for said in ("review.csv:2: `perhaps` is no decision", "review.csv:3: `proven`", "review.csv:4: `merge_into`", "review.csv:5: `not-there`"):  # fmt: skip
        assert said in told
    assert decided(log) == []


@given(st.text(max_size=60))
def test_no_cell_of_a_sheet_is_run_and_the_guard_comes_off_again(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


def test_a_correction_that_cannot_stand_is_refused_with_what_can(made: Desk) -> None:
    act = made.candidates[0].act.act
    for slot, typed, said in (
        ("action", "fly", "is no action"),
        ("acted", "maybe", "neither"),
        ("place", "us-zz-nowhere", "no place of the tables"),
        ("when", "2025-13-01", "is no day"),
        ("when", "2025-03-05..2025-03-01", "ends before"),
        ("authority", "badge", "judges_warrant"),
    ):
        with pytest.raises(CorrectionError, match=said):
            corrected(act, slot, typed, ACTIONS)
    place = corrected(act, "place", "Mesa County, Colorado", ACTIONS).place
    assert place is not None
    assert place.jurisdiction == "us-co-mesa-county"
    assert corrected(act, "place", "", ACTIONS).place is None


def test_the_screen_shows_the_exact_words_highlighted_and_nothing_that_a_terminal_runs(made: Desk) -> None:  # fmt: skip
    candidate = made.candidates[0]
    pieces = show_candidate(made, candidate, candidate.act.act, "1 of 3")
    assert "".join(one.text for one in pieces if one.sort == "quote") == candidate.act.act.quotes[0].text  # fmt: skip
    assert "\x1b" not in "".join(one.text for one in pieces)


def test_a_swapped_document_or_a_changed_proposal_is_named(tmp_path: Path) -> None:
    made = desk(tmp_path)
    digest = made.candidates[0].act.act.quotes[0].document
    text = made.shelf.text_file(digest)
    text.write_text(text.read_text("utf-8").replace("handed", "hauled"), encoding="utf-8")
    fresh = Desk(made.shelf, made.candidates, ACTIONS)
    with pytest.raises(ReviewError, match="does not say that at that place"):
        fresh.check()


def test_a_sign_is_no_name_and_no_path(made: Desk) -> None:
    for sign in ("../../etc", "Sam Sample", "", "x" * 30):
        with pytest.raises(ReviewError, match="is no sign"):
            made.log(sign)


def test_a_reviewed_act_says_everything(made: Desk) -> None:
    form = reviewed_to_json(made.candidates[0].act)
    assert set(form) == set(reviewed_schema()["properties"])  # type: ignore[arg-type]  # plain JSON
    assert Decision(id="x", does="accepted").act is None
