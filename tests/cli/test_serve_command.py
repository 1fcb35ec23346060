"""`comity serve` with a ledger or a review: refused in words wherever others could reach it, and where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.evidence.intake.shelf import Shelf, write_whole
from comity.evidence.run import PROPOSALS
from comity.ledger import create_ledger
from comity.web import server
from tests.cli.door import Door


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An empty ledger and an empty folder to review, in the folder that the door runs in."""
    create_ledger(str(tmp_path / "ledger.db"))
    Shelf.make(tmp_path / "shelf")
    write_whole(tmp_path / "shelf" / PROPOSALS, "")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--ledger", "ledger.db", "--host", "0.0.0.0"], "`--host 0.0.0.0` lets other machines in"),
        (["--review", "shelf", "--behind-proxy", "10.0.0.5"], "`--behind-proxy`"),
        (["--ledger", "ledger.db", "--root-path", "/comity"], "`--root-path`"),
        (["--ledger", "ledger.db", "--host-name", "a.example"], "`--host-name a.example`"),
        (["--list-audits", "--behind-proxy", "10.0.0.5"], "`--behind-proxy`"),
        (["--ledger", "none.db"], "there is no ledger `none.db`"),
        (["--ledger", "mysql://x/y"], "this is the address of no ledger"),
        (["--review", "none"], "is no folder of documents"),
        (["--embed-origin", "https://a.example"], "name one with --ledger"),
        (["--ledger", "ledger.db", "--embed-origin", "a.example"], "--embed-origin is not a site"),
    ],
)
def test_what_cannot_be_served_is_refused_before_it_listens(
    comity: Door, kept: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.setattr(server, "run", lambda *_, **__: pytest.fail("it listens"))
    ended = comity("serve", *options)
    assert ended.code == 2
    assert said in " ".join(ended.err.split())
    assert "serving http" not in ended.err


def test_a_ledger_and_a_review_are_served_to_this_machine(
    comity: Door, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, object] = {}
    monkeypatch.setattr(server, "run", lambda app, **more: told.update(app=app, **more))
    monkeypatch.setattr(server, "write_log", lambda: None)  # it is for the whole process
    ended = comity("serve", "--ledger", "ledger.db", "--review", "shelf", "--port", "8555")
    assert ended.code == 0, ended.err
    assert "serving http://127.0.0.1:8555/" in ended.err
    assert told["host"] == "127.0.0.1"
    assert {"/ledger", "/review"} <= {route.path for route in told["app"].routes}  # type: ignore[attr-defined]
