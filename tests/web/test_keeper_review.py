"""The review in the browser through its door: the same log as the terminal's, undo, two windows, and what cannot stand."""

from __future__ import annotations

import json
import logging
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.evidence.review import Session, open_desk
from comity.evidence.run import PROPOSALS
from comity.law import Corpus
from comity.ledger import Ledger
from tests.web.keeping import SHERIFF

SECRET = "planted-secret-90aa"


def fields(page: str) -> dict[str, str]:
    """What the form of a proposal would send if nobody touched it."""
    form = page.partition('class="decision"')[2].partition("</form>")[0]
    given = dict(re.findall(r'<input [^>]*name="([^"]+)"[^>]* value="([^"]*)"', form))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):  # fmt: skip
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        given[name] = chosen[0] if chosen else ""
    return {name: unescape(value) for name, value in given.items() if name != "does"}


def send(web: TestClient, number: int, does: str, sign: str = "r1", **changed: str) -> str:
    """Press a button on a proposal as it is shown now; where it leads."""
    shown = fields(web.get(f"/review/{sign}/{number}").text)
    sent = web.post(f"/review/{sign}/{number}", data={**shown, **changed, "does": does})
    assert sent.status_code == 303, unescape(re.sub(r"<[^>]+>", " ", sent.text))
    return str(sent.headers["location"])


def undo(web: TestClient, sign: str = "r1") -> str:
    page = web.get(f"/review/{sign}").text
    last = re.findall(r'name="last" value="([^"]+)"', page)[0]
    sent = web.post(f"/review/{sign}/undo", data={"last": last})
    assert sent.status_code == 303
    return str(sent.headers["location"])


def decisions(folder: Path, corpus: Corpus, sign: str = "r1") -> list[str]:
    desk = open_desk(folder / "shelf", corpus)
    held = desk.log(sign).decisions()
    return [held[one.act.id].does if one.act.id in held else "" for one in desk.candidates]


def test_a_form_that_nobody_touched_is_an_acceptance(
    own: TestClient, tmp_path: Path, corpus: Corpus
) -> None:
    """A field that came back as it went out is no correction, whatever letters it holds."""
    for number in range(1, 5):
        send(own, number, "accept")
    assert decisions(tmp_path, corpus) == ["accepted"] * 4
    assert "All are decided" in own.get("/review/r1").text


def test_accept_correct_reject_merge_and_undo_are_those_of_the_terminal(
    own: TestClient, tmp_path: Path, corpus: Corpus
) -> None:
    assert send(own, 1, "accept", note="looked twice") == "/review/r1/2?did=1"
    assert send(own, 2, "accept", when="2025-03-04", status="confirmed") == "/review/r1/3?did=2"
    assert send(own, 3, "merge", into="1") == "/review/r1/4?did=3"
    assert send(own, 4, "reject") == "/review/r1?did=4"
    assert decisions(tmp_path, corpus) == ["accepted", "corrected", "merged", "rejected"]
    desk = open_desk(tmp_path / "shelf", corpus)
    held = desk.log("r1").decisions()
    corrected = held[desk.candidates[1].act.id].act
    assert corrected is not None
    assert corrected.when is not None
    assert str(corrected.when.earliest) == "2025-03-04"
    assert corrected.status.value == "confirmed"
    assert held[desk.candidates[0].act.id].note == "looked twice"
    assert undo(own) == "/review/r1/4"
    assert undo(own) == "/review/r1/3"
    assert decisions(tmp_path, corpus) == ["accepted", "corrected", "", ""]
    page = own.get("/review/r1/2").text
    assert "you decided: <b><span>corrected</span></b>" in page
    assert 'value="2025-03-04"' in page, "what was corrected stands in the form"
    # The terminal goes on where the browser was, and the browser sees what it did.
    session = Session(open_desk(tmp_path / "shelf", corpus), desk.log("r1"))
    assert session.number == 3
    session.reject()
    assert "<b><span>rejected</span></b>" in own.get("/review/r1/3").text


def test_two_windows_do_not_overwrite_each_other(
    own: TestClient, tmp_path: Path, corpus: Corpus
) -> None:
    first = fields(own.get("/review/r1/1").text)
    send(own, 1, "reject")
    late = own.post("/review/r1/1", data={**first, "does": "accept"})
    assert late.status_code == 409
    assert "Another window, or the terminal, has decided on this" in unescape(late.text)
    assert decisions(tmp_path, corpus)[0] == "rejected"
    last = re.findall(r'name="last" value="([^"]+)"', own.get("/review/r1").text)[0]
    send(own, 2, "accept")
    late = own.post("/review/r1/undo", data={"last": last})
    assert late.status_code == 409
    assert "Another window" in late.text
    assert decisions(tmp_path, corpus)[:2] == ["rejected", "accepted"]
    # Another reviewer has a log of their own, and is in nobody's way.
    send(own, 1, "accept", sign="r2")
    assert decisions(tmp_path, corpus, "r2")[0] == "accepted"


def test_proposals_that_were_read_again_are_not_taken_for_others(
    own: TestClient, tmp_path: Path, corpus: Corpus
) -> None:
    shown = fields(own.get("/review/r1/1").text)
    file = tmp_path / "shelf" / PROPOSALS
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[1:]), encoding="utf-8")
    late = own.post("/review/r1/1", data={**shown, "does": "accept"})
    assert late.status_code == 409
    assert "were read again" in late.text
    assert decisions(tmp_path, corpus) == [""] * 3


@pytest.mark.parametrize(
    ("changed", "does", "said"),
    [
        ({"when": "last week"}, "accept", "is no day"),
        ({"status": "true"}, "accept", "is no value of"),
        ({"action": "bribe"}, "accept", "is no action"),
        ({"place": "us-zz-nowhere"}, "accept", "is no place"),
        ({"acted": "perhaps"}, "accept", "neither"),
        ({"into": "1"}, "merge", "or it is this one"),
        ({"into": "99"}, "merge", "hat number is no proposal"),
        ({"into": "²"}, "merge", "hat number is no proposal"),
        ({"into": ""}, "merge", "hat number is no proposal"),
        ({}, "burn", "is no decision"),
        ({"note": "x" * 3000}, "accept", "longer than"),
    ],
)
def test_what_cannot_stand_is_said_and_the_typed_text_is_kept(
    own: TestClient, tmp_path: Path, changed: dict[str, str], does: str, said: str
) -> None:
    shown = fields(own.get("/review/r1/1").text)
    sent = own.post("/review/r1/1", data={**shown, **changed, "does": does})
    assert sent.status_code == 422
    assert said in unescape(sent.text)
    assert not (tmp_path / "shelf" / "review").exists()
    if "when" in changed:
        assert 'value="last week"' in sent.text


def test_a_folder_that_is_gone_is_said(own: TestClient, tmp_path: Path) -> None:
    (tmp_path / "shelf" / PROPOSALS).unlink()
    answer = own.get("/review")
    assert answer.status_code == 422
    assert "run" in answer.text


def test_progress_and_agreement_are_told(own: TestClient) -> None:
    send(own, 1, "accept")
    send(own, 1, "reject", sign="r2")
    send(own, 2, "accept", sign="r2", status="cleared")
    send(own, 2, "accept")
    page = own.get("/review").text
    assert "2 of 4 decided" in page
    assert "on 2 the reviewers differ" in page
    assert "hostile.html" in page
    differ = own.get("/review/-/agreement").text
    assert "2 decided by both" in differ
    assert "cleared" in differ
    assert own.get("/review?as=r3").headers["location"] == "/review/r3"
    assert own.get("/review?as=two%20names").status_code == 422


def test_no_fact_and_no_name_stands_in_the_log(
    own: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "paper=i_247a&place=us-dc&on=2025-09-28"
    with caplog.at_level(logging.DEBUG, logger="comity"):
        own.get("/ledger", params={"agency": SECRET, "place": SECRET, "page": SECRET})
        for path in ("ledger/incidents", "ledger/requests", "ledger/embed", "ledger/statutory", "review", f"review/{SECRET}"):  # fmt: skip
            own.get(f"/{path}/{SECRET}")
        own.get("/ledger/counts", params={SECRET: SECRET})
        own.get("/ledger/statutory/us-il", params={"agency": SECRET, "period": SECRET})
        own.get("/ledger/incidents/incident-2")
        own.post("/ledger/requests", data={"question": asked, "desk": SECRET, "by": SECRET})
        own.post("/ledger/requests", data={"question": SECRET, "requester": SECRET})
        send(own, 1, "accept", sign=SECRET, note=SECRET, agency=SECRET)
        own.post(f"/review/{SECRET}/1", data={"does": SECRET, "seen": SECRET})
        own.post(f"/review/{SECRET}/undo", data={"last": SECRET})

        def fault(_: Ledger, subject: str) -> None:
            raise RuntimeError(f"{SECRET} {subject}")

        monkeypatch.setattr(Ledger, "state", fault)
        assert own.get("/ledger/incidents/incident-2").status_code == 500
    said = [one.getMessage() for one in caplog.records if one.name.startswith("comity")]
    assert len(said) > 15
    assert any("fault: RuntimeError" in one for one in said)
    for word in (SECRET, SHERIFF, "El Cajon", "gazette", "incident-2", "officers"):
        assert not any(word in one for one in said), word
    assert json.dumps(said).count("/ledger/incidents/{incident}") == 3
