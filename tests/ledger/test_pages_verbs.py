"""The verbs that pages of a ledger stand on: facets, parts of a list, what may be published, the feed, kept answers explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from comity.decide import QuestionError, ask, decide
from comity.law import Corpus
from comity.ledger import Draft, Kind, Ledger, LedgerError, Recorded
from comity.ledger.choices import ReplyStep, Requester
from comity.ledger.deciding import Decider
from comity.ledger.explaining import explain_kept
from comity.ledger.facets import FACETS, facets
from comity.ledger.listing import Wanted, list_acts, list_requests
from comity.ledger.publishable import is_published, public_act
from comity.ledger.register import record_answers
from comity.ledger.replies import record_reply
from comity.ledger.report import ReportOptions, write_report
from comity.ledger.report.feed import feed_text
from comity.ledger.report.lines import quoted, read_lines
from comity.ledger.report.read import read_report
from comity.ledger.statutory import definition_named, desks_on_record
from comity.ledger.taking import take
from comity.ledger.taking.take import Entry
from tests.ledger.entries import PAGE, SHARED, act, opened, plain_act, quote, requested

ATOM = "{http://www.w3.org/2005/Atom}"
EL_CAJON = "El Cajon Police Department"


def filled(ledger: Ledger) -> Ledger:
    """Five incidents: two of El Cajon, one of a state, one of nowhere, one that is counted as the first."""
    ledger.append(
        [
            opened(act(evidence={"quotes": [quote(SHARED), quote("The chief", public="The chief"),
                                            quote("in March", public=f"{EL_CAJON} in March")]})),
            opened(plain_act(status="denied", when={"earliest": "2023-12-30", "latest": "2024-01-02"})),
            opened(plain_act(agency={"as_written": "the state police", "jurisdiction": "us-ca"}, action="notify_release")),
            opened({"claimed_breach": "other"}),
            opened(plain_act()),
            Draft(kind=Kind.LINKED, subject="new:4", body={"to": "new:0", "relation": "same"}),
        ],
        by="reviewer",
        documents=[PAGE],
    )  # fmt: skip
    return ledger


def test_a_facet_says_how_many_acts_the_list_would_have(ledger: Ledger) -> None:
    filled(ledger)
    for wanted in (Wanted(), Wanted(place="us-ca"), Wanted(status="denied"), Wanted(since="2024-01-01", until="2024-12-31")):  # fmt: skip
        found = facets(ledger, wanted)
        for name in ("place", *FACETS):
            for one in found[name]:
                kept = list_acts(ledger, replace(wanted, **{name: one.value}), most=0)
                assert kept.in_all == one.acts, (name, one)
        for one in found["year"]:
            asked = replace(wanted, since=f"{one.value}-01-01", until=f"{one.value}-12-31")
            assert list_acts(ledger, asked, most=0).in_all == one.acts, one
    assert {one.value: one.acts for one in facets(ledger, Wanted())["place"]} == {
        "us-ca": 4,
        "us-ca-el-cajon": 3,
    }
    assert [one.value for one in facets(ledger, Wanted())["year"]] == ["2025", "2024", "2023"]


def test_parts_of_a_list_hold_every_act_once(ledger: Ledger) -> None:
    filled(ledger)
    parts = [list_acts(ledger, Wanted(), most=2, skip=skip) for skip in (0, 2, 4, 6)]
    assert [len(one.rows) for one in parts] == [2, 2, 1, 0]
    assert {one.in_all for one in parts} == {5}
    seen = [row["incident"] for one in parts for row in one.rows]
    assert len(set(seen)) == 5
    ledger.append([requested(), requested(received="2025-06-01")], by="clerk")
    days = [
        list_requests(ledger, place=None, since=None, until=None, most=1, skip=skip).rows[0]["received"]
        for skip in (0, 1)
    ]  # fmt: skip
    assert days == ["2025-06-01", "2025-05-04"]


def incidents(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for one in ("incident-2", "incident-3", "incident-4", "incident-5", "incident-6"):
        yield ledger.state(one)


@pytest.mark.parametrize("asked", [False, True])
def test_what_may_be_published_is_what_a_report_shows(ledger: Ledger, asked: bool) -> None:
    filled(ledger)
    if asked:
        record_reply(ledger, ReplyStep.ASKED, EL_CAJON, by="editor", on="2025-05-01")
    with ledger.reading() as view:
        lines = {(line.incident, line.number): line for line in read_lines(view)}
    shown = {}
    for state in incidents(ledger):
        for number, one in enumerate(state["acts"], start=1):
            if is_published(state):
                shown[state["id"], number] = public_act(state, one)
    assert shown.keys() == lines.keys()
    for key, line in lines.items():
        made, told = shown[key], quoted(line)
        assert (made.agency, made.place, made.reply.value) == (line.agency, line.place, line.reply)
        assert [q.text for q in made.quotes if q.text] == [text for text, _ in told.quotes]
        assert sum(q.text is None for q in made.quotes) == told.held
        assert all(bool(q.why) is (q.text is None) for q in made.quotes)
    first = shown["incident-2", 1]
    assert first.is_narrowed is not asked
    assert first.agency == (EL_CAJON if asked else None)


def test_a_feed_tells_what_changed_and_nothing_that_may_not_be_published(
    ledger: Ledger, corpus: Corpus
) -> None:
    filled(ledger)
    ledger.append(
        [
            Draft(kind=Kind.STATUS_CHANGED, subject="incident-2",
                  body={"act": "act-1", "status": "confirmed", "by_whom": f"{EL_CAJON} itself"}),
            Draft(kind=Kind.CLOSED, subject="incident-6", body={"why": "done"}),
        ],
        by="editor <&>",
    )  # fmt: skip
    ledger.erase("incident-5", None, why="asked for", by="editor")
    text = feed_text(ledger, corpus, title="What & what not", address=lambda one: f"http://x/{one}")
    feed = Xml.fromstring(text)
    titles = [str(one.findtext(f"{ATOM}title")) for one in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "incident-5: what it held was erased"
    assert "incident-2: where the claim stands has changed" in titles
    assert "incident-6: counted as another" in titles
    assert not any(one.startswith("incident-6: closed") for one in titles), "it is not published"
    assert EL_CAJON not in text
    assert "editor" not in text
    assert "the chief" not in text.casefold()
    assert "California" in text
    ids = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    before = ledger.head()
    assert text == feed_text(
        ledger, corpus, title="What & what not", address=lambda one: f"http://x/{one}"
    )
    assert ledger.head() == before


def test_a_feed_of_an_empty_ledger_is_a_feed(ledger: Ledger, corpus: Corpus) -> None:
    feed = Xml.fromstring(feed_text(ledger, corpus, title="none", address=lambda one: one))
    assert list(feed.iter(f"{ATOM}entry")) == []


def test_a_kept_determination_is_explained_only_under_the_law_it_is_of(
    ledger: Ledger, corpus: Corpus
) -> None:
    one_day = plain_act(when={"earliest": "2025-03-03", "latest": "2025-03-03"})
    several = plain_act(authority="administrative_warrant", action="hold_on_detainer", actor="sheriff",
                        agency={"as_written": "the sheriff", "jurisdiction": "us-il-cook-county"})  # fmt: skip
    entries = [
        Entry(body={"origin": {"kind": "by_hand", "key": str(n)}, "acts": [a]})
        for n, a in enumerate((one_day, several, {"claimed_breach": "other"}))
    ]
    subjects = take(ledger, entries, by="reviewer", decider=Decider(corpus)).subjects
    kept = [ledger.state(one)["acts"][0]["decided"] for one in subjects]
    told = explain_kept(corpus, kept[0])
    assert told is not None
    assert told.headline
    assert explain_kept(corpus, {**kept[0], "corpus": "0" * 64}) is None
    other = "required" if kept[0]["answer"] != "required" else "permitted"
    assert explain_kept(corpus, {**kept[0], "answer": other}) is None, "it says another thing"
    assert len(kept[1]["on"]) > 1 or kept[1]["question"] is not None
    assert explain_kept(corpus, kept[2]) is None
    assert "why" in kept[2]


def test_several_answers_to_one_paper_are_recorded_all_or_none(
    ledger: Ledger, corpus: Corpus
) -> None:
    found = [
        decide(corpus, ask(corpus, "us-dc", action, on=date(2026, 1, 15)))
        for action in ("hold_on_detainer", "notify_release")
    ]
    more = Recorded(agency="the jail", requester=Requester.ICE_REMOVAL)
    made = record_answers(ledger, corpus, found, by="clerk", more=more)
    assert [one.subject for one in made] == ["request-1", "request-2"]
    with pytest.raises(LedgerError):
        record_answers(ledger, corpus, found, by="clerk", more=Recorded(agency=" \n "))
    assert ledger.head().count == 2
    with pytest.raises(QuestionError):
        ask(corpus, "us-dc", "nothing", on=date(2026, 1, 15))
    ledger.append([requested()], by="clerk")
    wanted = [definition_named("us-il"), definition_named("us-dc"), definition_named("us-or")]
    assert desks_on_record(ledger, wanted) == {
        "us-il": ["Cook County Sheriff"],
        "us-dc": ["the jail"],
        "us-or": [],
    }


def test_numbers_link_where_they_are_told_to_and_to_their_files_otherwise(
    ledger: Ledger, corpus: Corpus, tmp_path: Path
) -> None:
    filled(ledger)
    read = read_report(ledger, corpus, address=lambda _at, columns: f"?{columns}<")
    total = read.sections.total
    assert total.__html__() == f'<a href="?{{}}&lt;">{total.number}</a>'
    assert "&lt;" in read.sections.map
    write_report(ledger, tmp_path / "report", corpus, ReportOptions())
    index = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert 'href="numbers/0001.html"' in index
    told = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))
    assert [one["filter"] for one in told["numbers"]] == [one.filter for one in read.numbers.all]
