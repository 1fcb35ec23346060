"""`comity diff --replay` on a ledger: every act that may be asked is asked on both sides, the others are counted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from comity.decide import answer_words, ask, decide
from comity.ledger import create_ledger
from tests.cli.door import Door
from tests.ledger.entries import opened, plain_act
from tests.shipped import shipped_corpus

FROM, TO = "2016-06-01", "2026-01-15"


def in_chicago(**slots: object) -> dict[str, object]:
    agency = {"as_written": "Chicago Police Department", "jurisdiction": "us-il-chicago"}
    return plain_act(agency=agency, actor="city_police", **slots)


ACTS = [
    in_chicago(action="inquire_status", authority="none_shown"),
    in_chicago(action="hold_on_detainer", authority="administrative_warrant"),
    in_chicago(action="assist_operation", authority="not_said"),
    in_chicago(action=None),
    plain_act(agency={"as_written": "nobody knows where"}),
    plain_act(),
]


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    where = str(tmp_path / "incidents.ledger")
    made, _ = create_ledger(where)
    made.append([opened(ACTS[0], ACTS[1]), *(opened(one) for one in ACTS[2:])], by="tests")
    return where


def test_acts_of_a_ledger_are_asked_again_on_both_sides(comity: Door, ledger: str) -> None:
    asked = ("diff", "us-il-chicago", "--from", FROM, "--to", TO, "--action", "inquire_status")
    told = json.loads(comity(*asked, "--replay", ledger, "--json").out)["replay"]
    assert (told["replayed"], told["rows"], told["rows_of_other_places"]) == ("acts", 6, 1)
    assert told["rows_not_asked"] == 2

    corpus = shipped_corpus()
    papers: dict[str, list[list[str]]] = {
        "inquire_status": [[]],
        "hold_on_detainer": [["i_200"], ["i_205"]],
    }
    expected = {}
    for name, action in (
        ("incident-1, act-1", "inquire_status"),
        ("incident-1, act-2", "hold_on_detainer"),
        ("incident-2, act-1", "assist_operation"),
    ):
        answers = []
        for day in (FROM, TO):
            found = set()
            for documents in papers.get(action, [None]):
                facts: dict[str, object] = {} if documents is None else {"documents": documents}
                if documents == []:
                    facts["documents_complete"] = True
                question = ask(
                    corpus,
                    "us-il-chicago",
                    action,
                    on=date.fromisoformat(day),
                    actor="city_police",
                    facts=facts,
                )
                found.add(answer_words(decide(corpus, question).answer))
            (answer,) = found
            answers.append(answer)
        if answers[0] != answers[1]:
            expected[name] = answers
    assert expected
    assert {one["question"]: [one["before"], one["after"]] for one in told["otherwise"]} == expected


def test_the_text_speaks_of_acts(comity: Door, ledger: str) -> None:
    asked = ("diff", "us-il-chicago", "--from", FROM, "--to", TO, "--action", "inquire_status")
    out = comity(*asked, "--replay", ledger).out
    assert "of 3 acts would have been answered otherwise" in " ".join(out.split())
    assert "2 acts could not be asked on both sides" in " ".join(out.split())


def test_a_file_that_is_no_ledger_is_read_as_a_log(comity: Door, tmp_path: Path) -> None:
    path = tmp_path / "broken.ledger"
    path.write_bytes(b"SQLite format 3\x00" + bytes(84))
    ended = comity(
        "diff", "us-il-chicago", "--from", FROM, "--to", TO, "--action", "inquire_status", "--replay", str(path)
    )  # fmt: skip
    assert ended.code == 2
    assert "ledger" in ended.err
