"""The verbs of `comity ledger` through their door: each with success, in words and as JSON, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.door import Door, write_all

ATOM = "{http://www.w3.org/2005/Atom}"
INCIDENT = """\
summary: plate data of the city searched for another agency
acts:
  - action: share_alpr
    agency: {as_written: El Cajon Police Department, jurisdiction: us-ca-el-cajon}
    actor: city_police
    when: {earliest: 2025-03-01, latest: 2025-03-31}
    done: acted
    claimed_breach: unlawful_data_sharing
    became_known: press
    persons: [person-1]
  - {action: query_alpr, claimed_breach: other}
"""


@pytest.fixture
def filled(comity: Door, tmp_path: Path) -> Door:
    """A door beside a ledger with an incident of two acts, opened by events 1 to 3, and a request, event 4."""
    write_all(tmp_path, [("incident.yaml", INCIDENT)])
    assert comity("ledger", "init", "ledger.db").out == "ledger.db is an empty ledger.\n"
    ended = comity("ledger", "add", "ledger.db", "incident.yaml", "--by", "reviewer")
    assert (ended.code, ended.out) == (0, "1 incident with 2 acts taken: incident-1.\n")
    asked = comity(
        *[
            "ask",
            "us-il-cook-county",
            "hold_on_detainer",
            "--on",
            "2025-05-04",
            "--fact",
            "documents=i_247a",
            "--record",
            "ledger.db",
        ],
        *("--desk", "Cook County Sheriff", "--requester", "ice_removal", "--brief"),
    )
    assert (
        "comity: recorded as request-4; once it is dealt with: `comity ledger answer`" in asked.err
    )
    return comity


def as_json(comity: Door, *arguments: str) -> Any:  # noqa: ANN401 -- each caller knows its form
    ended = comity("ledger", *arguments, "--json")
    assert ended.code in {0, 3}, ended.err
    return json.loads(ended.out)


def test_what_was_added_is_listed_and_shown(filled: Door) -> None:
    listed = filled("ledger", "list", "ledger.db")
    assert listed.out.splitlines() == [
        "incident-1/1  2025-03-01..2025-03-31  El Cajon Police Department  share_alpr  alleged  undetermined  unknown  -",
        "incident-1/2  no day  place not known  query_alpr  alleged  undetermined  -  -",
        "2 acts.",
    ]
    shown = filled("ledger", "show", "ledger.db", "incident-1", "--history").out
    assert "reply: not asked for a reply yet: not published under its name" in shown
    assert (
        "the law: cannot be asked: the place does not resolve to one whose law could be asked"
        in shown
    )
    assert shown.count(" by reviewer ") == 3
    assert (
        as_json(filled, "list", "ledger.db", "--place", "us-ca", "--since", "2025-03-31")["in_all"]
        == 1
    )
    assert (
        as_json(filled, "list", "ledger.db", "--place", "us-ca", "--since", "2025-04-01")["in_all"]
        == 0
    )
    assert as_json(filled, "list", "ledger.db", "--requests")["rows"][0]["request"] == "request-4"
    assert filled("ledger", "list", "ledger.db", "--limit", "1").out.endswith(
        "2 acts; 1 more: `--limit 0` lists all.\n"
    )
    state = as_json(filled, "show", "ledger.db", "incident-1")["state"]
    assert state["acts"][0]["persons"] == ["person-1"]


def test_what_happens_since_is_an_event_each(filled: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("change.yaml", "act: act-2\nset: {claimed_breach: none_claimed}\n")])
    steps = [
        ("status", "ledger.db", "incident-1", "act-1", "denied", "--by-whom", "the police chief"),
        ("correct", "ledger.db", "incident-1", "change.yaml", "--why", "read again"),
        ("reply", "ledger.db", "asked", "El Cajon Police Department", "--on", "2026-01-02", "--until", "2026-01-16"),
        ("reply", "ledger.db", "received", "El Cajon Police Department", "--on", "2026-01-05", "--says", "We did not."),
        ("finding", "ledger.db", "incident-1", "act-1", "not_sustained", "--found-by", "the board", "--on", "2026-02-01", "--by", "inspector"),
        ("close", "ledger.db", "incident-1", "--why", "the board has found"),
        ("reopen", "ledger.db", "incident-1", "--why", "a recording came up"),
        ("answer", "ledger.db", "request-4", "refused", "--on", "2025-05-04", "--field", "transferred=false"),
        ("certify", "ledger.db", "--agency", "Cook County Sheriff", "--place", "us-il-cook-county", "--from", "2025-01-01", "--to", "2025-12-31", "--by", "records officer"),
    ]  # fmt: skip
    for step in steps:
        ended = filled("ledger", *step)
        assert (ended.code, ended.err) == (0, ""), ended.err
    sheet = filled("ledger", "sheet", "ledger.db", "incident-1").out
    assert "finding: not sustained, by the board" in sheet
    assert "Reply: El Cajon Police Department: has replied: `We did not.`" in sheet
    assert as_json(filled, "decide", "ledger.db")["acts"] == 2
    report = as_json(
        filled,
        "statutory",
        "us-il",
        "ledger.db",
        "--agency",
        "Cook County Sheriff",
        "--period",
        "2025",
    )
    assert {one["id"]: one["says"] for one in report["fields"]}["detainers"] == "1"
    for name in ("il.html", "il.csv", "il.json"):
        assert filled("ledger", "statutory", "us-il", "ledger.db", "--agency", "Cook County Sheriff", "--period", "2025", "--out", name).out == f"{name} is written.\n"  # fmt: skip
        assert (tmp_path / name).stat().st_size > 500
    made = as_json(filled, "report", "ledger.db", "--out", "published")
    assert (made["incidents"], made["acts"]) == ("1", 2)
    assert (tmp_path / "published" / "index.html").is_file()


def test_a_report_has_a_feed_that_leads_to_its_incidents(filled: Door, tmp_path: Path) -> None:
    site = "https://www.example.gov/incidents/"
    write_all(tmp_path, [("other.yaml", INCIDENT)])
    other = as_json(filled, "add", "ledger.db", "other.yaml")["subjects"][0]
    filled("ledger", "erase", "ledger.db", other, "--why", "asked for", "--by", "officer")
    feeds = []
    for folder, more in (("one", ()), ("two", ("--base-url", site)), ("again", ("--base-url", site))):  # fmt: skip
        ended = filled("ledger", "report", "ledger.db", "--out", folder, "--title", "A & B", *more)
        assert (ended.code, ended.err) == (0, "")
        feeds.append((tmp_path / folder / "feed.xml").read_text("utf-8"))
    assert feeds[1] == feeds[2]
    links = []
    for text in feeds[:2]:
        feed = ElementTree.fromstring(text)
        assert feed.findtext(f"{ATOM}title") == "A & B"
        links.append([one.attrib["href"] for one in feed.iter(f"{ATOM}link")])
    assert links[1] == [f"{site}{links[0][0]}", f"{site}feed.xml", *(f"{site}{one}" for one in links[0][1:])]  # fmt: skip
    assert "index.html" in links[0][1:], "an erased incident stands on no page"
    for link in links[0]:
        name, _, anchor = link.partition("#")
        page = (tmp_path / "one" / name).read_text("utf-8")
        assert f'id="{anchor}"' in page or not anchor
    assert 'href="feed.xml"' in (tmp_path / "one" / "index.html").read_text("utf-8")
    ended = filled("ledger", "report", "ledger.db", "--out", "three", "--base-url", "www.example.gov")  # fmt: skip
    assert (ended.code, "is no address" in ended.err) == (2, True)


def test_two_incidents_may_be_one(filled: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("other.yaml", INCIDENT)])
    filled("ledger", "add", "ledger.db", "other.yaml")
    other = as_json(filled, "list", "ledger.db", "--limit", "0")["rows"][1]["incident"]
    assert filled("ledger", "link", "ledger.db", other, "perhaps_same", "incident-1").code == 0
    assert as_json(filled, "report", "ledger.db", "--out", "one")["incidents"] == "1 to 2"
    assert (
        filled(
            "ledger", "link", "ledger.db", other, "same", "incident-1", "--why", "one story"
        ).code
        == 0
    )
    assert as_json(filled, "report", "ledger.db", "--out", "one")["incidents"] == "1"


def test_it_is_checked_travels_and_comes_back_the_same(filled: Door, tmp_path: Path) -> None:
    assert filled("ledger", "receipt", "ledger.db", "--out", "receipt.json").code == 0
    whole = as_json(filled, "verify", "ledger.db", "--receipt", "receipt.json")
    assert (whole["events"], whole["flaws"]) == (4, [])
    assert filled("ledger", "export", "ledger.db", "--out", "all.jsonl").code == 0
    assert as_json(filled, "verify", "all.jsonl")["hash"] == whole["hash"]
    for form in ("csv", "parquet", "datapackage"):
        filled("ledger", "export", "ledger.db", "--form", form, "--out", form)
        assert as_json(filled, "import", f"{form}.db", form)["hash"] == whole["hash"]
    assert as_json(filled, "import", "lines.db", "all.jsonl")["hash"] == whole["hash"]
    assert as_json(filled, "backup", "ledger.db", "backup.jsonl.gz")["hash"] == whole["hash"]
    assert as_json(filled, "restore", "backup.jsonl.gz", "restored.db")["hash"] == whole["hash"]
    assert as_json(filled, "rebuild", "restored.db") == {"subjects": 2}
    lines = (tmp_path / "all.jsonl").read_text("utf-8").replace("reviewer", "somebody", 1)
    write_all(tmp_path, [("forged.jsonl", lines)])
    ended = filled("ledger", "verify", "forged.jsonl")
    assert ended.code == 1
    assert ended.out.startswith(
        "event 1: what it says does not give its hash: it was changed after it was written;"
    )
    refused = filled("ledger", "import", "forged.db", "forged.jsonl")
    assert (refused.code, "does not verify, and nothing was taken from it" in refused.err) == (
        2,
        True,
    )


def test_what_is_erased_is_gone_and_the_rest_verifies(filled: Door) -> None:
    ended = filled(
        "ledger",
        "erase",
        "ledger.db",
        "incident-1",
        "--why",
        "asked for",
        "--by",
        "records officer",
    )
    assert (
        ended.out
        == "Event 5: erased in incident-1. Backups and exports made before still hold it.\n"
    )
    assert "erased: what 3 events held" in filled("ledger", "show", "ledger.db", "incident-1").out
    assert as_json(filled, "verify", "ledger.db")["erased"] == 3
    assert filled("ledger", "sheet", "ledger.db", "incident-1").code == 2


def test_a_key_keeps_names_out(filled: Door, tmp_path: Path) -> None:
    assert (
        filled(
            "ledger", "person", "names.key", "incident-1", "person-1", text="Marisol Quintanilla\n"
        ).code
        == 0
    )
    write_all(tmp_path, [("named.yaml", "summary: Quintanilla was held\nacts: [{}]\n")])
    ended = filled("ledger", "add", "ledger.db", "named.yaml", "--key", "names.key")
    assert ended.code == 2
    assert (
        ended.err
        == "comity: entry 1 holds a part of the name of incident-1/person-1: write the pseudonym\n"
    )


REFUSED = {
    "list no.db": "there is no ledger `no.db`: make one with `comity ledger init no.db`",
    "show ledger.db incident-9": "`incident-9` is not in the ledger: `comity ledger list` shows what is",
    "status ledger.db incident-1 act-1 guilty --by-whom x": "`status` is `guilty`: use one of `alleged`, `cleared`",
    "status ledger.db incident-1 act-9 denied --by-whom x": "`incident-1` has no `act-9`: its acts are `act-1`, `act-2`",
    "answer ledger.db request-4 refused --field name=x": "`name` is no field of an answered request",
    "reply ledger.db asked Nobody": "no act names the agency `Nobody`",
    "statutory us-xx ledger.db --agency x --period 2025": "`us-xx` is no report of a law",
    "statutory us-il ledger.db --agency x --period 2025": "`x` is no desk of us-il on record",
    "statutory us-il ledger.db --agency x --period soon": "`soon` names no time of this report: write `2025`",
    "statutory us-il": "a report needs LEDGER, --agency and --period",
    "verify incident.yaml": "incident.yaml is no export of a ledger",
    "verify ledger.db --receipt incident.yaml": "incident.yaml is no receipt",
    "take ledger.db nothing": "there is no `nothing`",
    "take ledger.db incident.yaml": "incident.yaml:1: this line is no reviewed act",
    "import ledger.db incident.yaml": "incident.yaml is no export of a ledger",
    "erase ledger.db incident-1 --event 4 --why x --by y": "event 4 is no event of `incident-1` that can be erased",
    "link ledger.db incident-1 same incident-99": "`incident-99` is not in the ledger: nothing can be linked to it",
    "init mysql://somewhere": "this is the address of no ledger: name a file",
    "init missing/ledger.db": "`missing` is no folder: make it first",
}


def test_what_is_refused_says_why_and_what_to_do(filled: Door) -> None:
    for command, said in REFUSED.items():
        ended = filled("ledger", *command.split())
        assert ended.code == 2, command
        assert said in ended.err, command


def test_the_reports_of_laws_are_listed_with_their_fields(comity: Door) -> None:
    told = comity("ledger", "statutory", "list").out
    assert (
        "us-il: Yearly report to the Attorney General of Illinois (5 ILCS 805/25), calendar year"
        in told
    )
    assert len(json.loads(comity("ledger", "statutory", "list", "--json").out)) == 8
