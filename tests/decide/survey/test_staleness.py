"""What a maintainer should read next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from comity.decide.survey import stale
from comity.decide.survey.staleness import KINDS
from comity.law import Corpus

DAY = date(2026, 12, 1)


def test_a_horizon_is_past_on_the_day_after_it(corpus: Corpus) -> None:
    last = min(one.through for one in corpus.jurisdictions["us-wy"].horizons)

    def horizons(on: date) -> list[date | None]:
        return [one.checked for one in stale(corpus, on=on, place="us-wy") if one.kind == "horizon"]

    assert last not in horizons(last)
    assert last in horizons(last + timedelta(days=1))


def test_every_rule_that_is_not_over_is_listed_once_by_its_mark(corpus: Corpus) -> None:
    found = [one for one in stale(corpus, on=DAY) if one.kind in {"text", "account", "unverified"}]
    running = {
        rule.id: rule.versions[-1].verified.value
        for held in corpus.jurisdictions.values()
        for rule in held.provisions
        if rule.versions[-1].period.until is None or rule.versions[-1].period.until > DAY
    }
    assert {one.id: one.kind for one in found} == running
    assert len(found) == len(running)


def test_the_order_is_by_kind_then_by_age_and_no_day_on_record_comes_first(corpus: Corpus) -> None:
    held = corpus.jurisdictions["us"]
    rule = held.provisions[0]
    never = replace(
        rule, versions=(*rule.versions[:-1], replace(rule.versions[-1], retrieved=None))
    )
    changed = replace(
        corpus, jurisdictions={"us": replace(held, provisions=(*held.provisions[1:], never))}
    )
    found = stale(changed, on=DAY)
    ranks = [(KINDS.index(one.kind), one.checked or one.since or date.min) for one in found]
    assert ranks == sorted(ranks)
    (unseen,) = [one for one in found if one.id == rule.id]
    assert (unseen.checked, unseen.days) == (None, None)


def test_every_bill_says_what_became_of_it_and_the_open_ones_alone_are_listed(
    corpus: Corpus,
) -> None:
    bills = {
        note.id: note
        for held in corpus.jurisdictions.values()
        for note in held.notes
        if note.kind == "bill"
    }
    assert [one.id for one in bills.values() if one.fate is None] == []
    assert [
        one.id
        for held in corpus.jurisdictions.values()
        for one in held.notes
        if one.fate and one.kind != "bill"
    ] == []
    listed = {one.id: one for one in stale(corpus, on=DAY) if one.kind == "bill"}
    assert set(listed) == {
        name for name, one in bills.items() if one.fate == "open" and one.period.holds(DAY)
    }
    for name in ("us-nv/vetoed-2025", "us-wy/bill-on-agreements", "us-ct/other-bill"):
        assert name not in listed
    bill = listed["us-ia/bills"]
    assert (bill.checked, bill.days) == (None, None)
    assert bill.since == bills["us-ia/bills"].period.from_


def test_a_lawsuit_is_listed_while_it_was_open_when_seen(corpus: Corpus) -> None:
    notes = {note.id: note for held in corpus.jurisdictions.values() for note in held.notes}
    found = [one for one in stale(corpus, on=DAY) if one.kind in {"lawsuit", "bill"}]
    assert found
    for one in found:
        assert notes[one.id].period.holds(DAY)
        assert one.kind == "bill" or notes[one.id].docket in {None, "pending", "unknown"}
    dockets = {note.docket for note in notes.values() if note.kind == "lawsuit"}
    assert dockets & {"decided", "dismissed"}  # and these are not among them


def test_a_place_stands_for_those_in_it_and_no_others(corpus: Corpus) -> None:
    assert {one.place for one in stale(corpus, on=DAY, place="us-il")} >= {"us-il", "us-il-chicago"}
    assert {one.place for one in stale(corpus, on=DAY, place="us-il-chicago")} == {"us-il-chicago"}
    assert stale(corpus, on=DAY, place="us") == stale(corpus, on=DAY)


def test_what_was_read_after_the_day_is_not_older_than_nothing(corpus: Corpus) -> None:
    assert min(one.days for one in stale(corpus, on=date(2020, 1, 1)) if one.days is not None) == 0
