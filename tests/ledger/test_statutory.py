"""Reports that laws ask for: every field that the sheets name, from a sample ledger, and no gap that became a zero."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest

from comity.law import Corpus, Verified
from comity.ledger import Draft, Kind, Ledger, LedgerError, create_ledger
from comity.ledger.bodies import BODIES, HANDLED
from comity.ledger.statutory import (
    Filled,
    definition_named,
    definitions,
    fill,
    period_of,
    report_csv,
    report_form,
    report_html,
    report_text,
    sheet_of,
)
from tests.ledger.sample import DESKS, certificate, fill_sample, requests_of

DAY = date(2026, 11, 27)
PERIODS = {
    "calendar_year": "2025",
    "year_to_june": "2025",
    "quarter": "2025-Q1",
    "month": "2025-07",
}
FIELDS = {
    "us-il": ["support_requests", "support_requests_listed", "detainers", "detainers_listed", "certified_none"],
    "us-dc": [
        "requests", "requests_by_charge", "requests_by_warrant", "released_to_immigration_custody", "released_listed",
        "information_shared",
    ],
    "us-ny-new-york-city": [
        "detainers", "detainers_by_warrant", "honored", "held", "transferred", "not_honored", "custody_information",
    ],
    "us-ny-new-york-city-requests": ["requests", "requests_listed"],
    "us-or": ["requests", "declined", "listed", "further_fields"],
    "us-or-hotline": ["incidents", "hotline_calls"],
    "us-nj": ["assistance", "assistance_listed", "certified_none"],
    "us-ca": [
        "transfers", "transfers_listed", "task_force_purpose", "task_force_agencies", "task_force_arrests",
        "task_force_immigration_arrests",
    ],
}  # fmt: skip
"""Every field that the researched sheets of the law name, by report."""


@pytest.fixture(scope="module")
def sample(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = create_ledger(str(tmp_path_factory.mktemp("sample") / "ledger.db"))[0]
    fill_sample(ledger, corpus)
    return ledger


def desk(name: str) -> str:
    return next(agency for place, (agency, _) in DESKS.items() if name.startswith(place))


def filled(ledger: Ledger, name: str, time: str | None = None) -> Filled:
    wanted = definition_named(name)
    return fill(
        ledger,
        wanted,
        agency=desk(name),
        period=period_of(wanted.period, time or PERIODS[wanted.period]),
    )


def says(found: Filled) -> dict[str, str]:
    return {one.field.id: one.says for one in found.fields}


def test_there_is_a_report_for_every_law_and_each_has_every_field_that_its_sheet_names() -> None:
    assert {
        name: [one.id for one in found.fields] for name, found in definitions().items()
    } == FIELDS


def test_reports_cite_the_duties_of_the_corpus(corpus: Corpus) -> None:
    duties = {duty.id: duty for place in corpus.jurisdictions.values() for duty in place.duties}
    for name, found in definitions().items():
        assert found.place in corpus.jurisdictions, name
        for duty in found.duties:
            section = re.search(r"[\d.]+[-\d.]*", duties[duty].cite)
            assert section is not None
            assert section[0].rstrip(".") in found.citation, (name, duty)
            assert duties[duty].verified in set(Verified)


def test_fields_speak_of_slots_that_a_request_has(corpus: Corpus) -> None:
    slots = {*BODIES[Kind.REQUEST_RECORDED], *HANDLED}
    kinds = {*corpus.vocabulary.document_kinds}
    for found in definitions().values():
        for one in found.fields:
            if one.how == "incidents":
                continue
            named = {*one.where, *one.unless, *one.columns, *filter(None, (one.by, one.slot))}
            assert named <= slots, (found.id, one.id)
            assert set(map(str, one.where.get("asked_for", ()))) <= set(corpus.vocabulary.actions)
            assert set(map(str, one.where.get("papers", ()))) <= kinds
            assert (one.how == "unknown") == bool(one.why)


@pytest.mark.parametrize("name", FIELDS)
def test_every_report_is_written_in_every_form_with_every_field(
    name: str, sample: Ledger, corpus: Corpus
) -> None:
    found = filled(sample, name)
    asks = [one.field.asks for one in found.fields]
    text = "\n".join(line for _, line in report_text(found, corpus))
    page, form = report_html(found, corpus, DAY), report_form(found, corpus)
    table = list(csv.DictReader(io.StringIO(report_csv(found))))
    assert [one["id"] for one in form["fields"]] == FIELDS[name]
    assert list(dict.fromkeys(row["field"] for row in table)) == FIELDS[name]
    for ask in asks:
        assert ask in text
        assert ask.capitalize()[:60].partition("'")[0] in page
    assert "<script" not in page


def test_illinois(sample: Ledger) -> None:
    found = filled(sample, "us-il")
    assert says(found) == {
        "support_requests": "1",
        "support_requests_listed": "1 line",
        "detainers": "2 to 3",  # of the request to assist, nobody recorded what papers came with it
        "detainers_listed": "3 lines",
        "certified_none": "does not apply: there was at least one",
    }
    rows = found.fields[3].rows
    assert rows is not None
    assert rows[0] == {
        "request": rows[0]["request"],
        "received": "2025-02-03",
        "received_at": "not recorded",
        "papers": "i_247a, i_200",
        "bail_posted_at": "2025-02-03T10:00",
        "released_at": "not recorded",
        "transferred": "yes",
        "transferred_at": "2025-02-04T09:30",
        "transferred_to": "ICE, field office",
        "belongs": "yes",
    }


def test_the_district_splits_by_charge_and_warrant(sample: Ledger) -> None:
    found = filled(sample, "us-dc")
    by_charge, by_warrant = found.fields[1].parts, found.fields[2].parts
    assert by_charge is not None
    assert by_warrant is not None
    assert {name: str(value) for name, value in by_charge.items()} == {
        "federal": "1 to 2", "local": "1 to 2", "not recorded": "1",
    }  # fmt: skip
    assert {name: str(value) for name, value in by_warrant.items()} == {
        "no": "2 to 3",
        "not recorded": "1",
    }
    assert says(found)["released_to_immigration_custody"] == "1 to 3"
    kinds = found.fields[5].parts
    assert kinds is not None
    assert list(kinds) == ["release_date, on request: yes"]


def test_the_others(sample: Ledger) -> None:
    # Half of the year to June 2025 is not certified: what is on record is a least number.
    city = says(filled(sample, "us-ny-new-york-city"))
    assert (city["detainers"], city["honored"], city["custody_information"]) == (
        "at least 2",
        "at least 1",
        "left open",
    )
    assert says(filled(sample, "us-or")) == {
        "requests": "1 to 2", "declined": "0 to 1", "listed": "2 lines", "further_fields": "left open",
    }  # fmt: skip
    assert says(filled(sample, "us-nj"))["assistance"] == "2 to 3"
    california = says(filled(sample, "us-ca"))
    assert california["transfers"] == "1 to 3"
    assert california["task_force_arrests"] == "left open"


def test_none_is_said_only_of_what_was_certified_for_every_day(tmp_path: Path) -> None:
    ledger = create_ledger(str(tmp_path / "ledger.db"))[0]
    agency, place = DESKS["us-il"]
    with pytest.raises(LedgerError, match="is no desk of us-il on record"):
        filled(ledger, "us-il")
    ledger.append([certificate(agency, place, "2025-01-01", "2025-06-30")], by="records officer")
    half = filled(ledger, "us-il")
    assert set(says(half).values()) == {"left open", "0 lines"}
    ledger.append([certificate(agency, place, "2025-07-02", "2025-12-31")], by="records officer")
    assert not filled(ledger, "us-il").certified  # July 1 is missing
    ledger.append([certificate(agency, place, "2025-06-15", "2025-07-10")], by="records officer")
    whole = filled(ledger, "us-il")
    assert says(whole) == {
        "support_requests": "0",
        "support_requests_listed": "0 lines",
        "detainers": "0",
        "detainers_listed": "0 lines",
        "certified_none": "certified: none",
    }
    assert [one.why for one in whole.fields] == [""] * 5
    # A request of which nobody recorded what papers came takes the certainty away again.
    late = requests_of(agency, place)[3]
    body = {key: value for key, value in late.body.items() if key != "asked_for"} | {
        "asked_for": "notify_release"
    }
    ledger.append([Draft(kind=Kind.REQUEST_RECORDED, body=body)], by="clerk")
    again = filled(ledger, "us-il")
    assert says(again)["detainers"] == "0 to 1"
    assert says(again)["certified_none"] == "left open"


@pytest.mark.parametrize(
    ("kind", "text", "days"),
    [
        ("calendar_year", "2025", ("2025-01-01", "2025-12-31")),
        ("year_to_june", "2025", ("2024-07-01", "2025-06-30")),
        ("quarter", "2024-Q1", ("2024-01-01", "2024-03-31")),
        ("quarter", "2025-Q4", ("2025-10-01", "2025-12-31")),
        ("month", "2024-02", ("2024-02-01", "2024-02-29")),
        ("month", "2025-12", ("2025-12-01", "2025-12-31")),
    ],
)
def test_the_days_of_a_period(kind: str, text: str, days: tuple[str, str]) -> None:
    found = period_of(kind, text)
    assert (found.first.isoformat(), found.last.isoformat()) == days


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-Q5", "x" * 5000, "2025-07-01"])
def test_what_is_no_period_says_what_to_write(text: str) -> None:
    for kind in PERIODS:
        with pytest.raises(LedgerError, match="names no time of this report: write"):
            period_of(kind, text)


def test_a_finding_sheet_has_what_a_board_found_and_leaves_the_rest_open(
    sample: Ledger, corpus: Corpus
) -> None:
    with sample.reading() as view:
        from comity.ledger.reading import subjects_of

        subjects = subjects_of(view, "incident")
    sheet, page = sheet_of(sample, subjects[6], corpus, DAY)
    (line,) = sheet.lines
    assert (line.finding, line.found_by, line.standard) == (
        "sustained",
        "the review authority",
        "preponderance",
    )
    assert (line.sections, line.recommendation, line.deadline) == (
        ("Code of Ordinances ch. 18 1/2",), "train the shift", "2026-04-01",
    )  # fmt: skip
    assert line.evidence == ("a recording",)
    assert sheet.reply == ("Providence PD: has replied: `We followed the order.`",)
    for word in ("act", "section", "evidence", "finding", "recommendation", "deadline"):
        assert f'<th scope="row">{word}</th>' in page
    other, page = sheet_of(sample, subjects[2], corpus, DAY)
    assert {one.finding for one in other.lines} == {"left open"}
    assert "Chicago" not in page
    assert "chicago" not in str(other)
