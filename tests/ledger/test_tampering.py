"""Whatever is done around the store is found and named, on both databases; what others write meanwhile is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest
from sqlalchemy import Connection, text

from comity.ledger import Draft, Flaw, Kind, Ledger, Receipt, beside, verify
from comity.ledger.canonical import sha256
from comity.ledger.chain import Checked
from tests.ledger.entries import PAGE, act, opened, plain_act, requested


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    """A document, an incident with three events, a second incident that may be the same, a request: seven events."""
    ledger.append([opened(act())], by="reviewer", documents=[PAGE])
    for value in ("denied", "confirmed"):
        body = {"act": "act-1", "status": value, "by_whom": "the civilian board"}
        ledger.append(
            [Draft(kind=Kind.STATUS_CHANGED, subject="incident-2", body=body)], by="inspector"
        )
    ledger.append([opened(plain_act()), requested()], by="clerk")
    body = {"to": "incident-2", "relation": "perhaps_same"}
    ledger.append([Draft(kind=Kind.LINKED, subject="incident-5", body=body)], by="clerk")
    return ledger


def around(ledger: Ledger, *statements: str, **values: object) -> None:
    """Do something to the tables as the owner of the database can, triggers or not."""
    with ledger.database.engine.begin() as connection:
        _without_triggers(ledger, connection, True)
        for one in statements:
            done = connection.execute(text(one), values)
            assert done.rowcount, one
        _without_triggers(ledger, connection, False)


_SQLITE_TRIGGERS: list[str] = []


def _without_triggers(ledger: Ledger, connection: Connection, off: bool) -> None:
    if not ledger.database.is_sqlite:
        for table in ("events", "bodies"):
            connection.execute(
                text(f"ALTER TABLE {table} {'DISABLE' if off else 'ENABLE'} TRIGGER ALL")
            )
    elif off:
        found = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        _SQLITE_TRIGGERS[:] = [sql for _, sql in found]
        for name, _ in found:
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        for sql in _SQLITE_TRIGGERS:
            connection.exec_driver_sql(sql)


def codes(ledger: Ledger, receipt: Receipt | None = None) -> list[tuple[int | None, str]]:
    return [(one.seq, one.code) for one in verify(ledger, receipt=receipt).flaws]


def test_an_untouched_ledger_has_no_flaw(kept: Ledger) -> None:
    found = verify(kept)
    assert (found.flaws, found.count, found.documents, found.erased) == ((), 7, 1, 0)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("by", "somebody else"),
        ("moment", "2020-01-01T00:00:00.000000Z"),
        ("kind", "closed"),
        ("kind", "nonsense"),
    ],
)
def test_a_changed_row_is_named(kept: Ledger, column: str, value: str) -> None:
    around(kept, f'UPDATE events SET "{column}" = :value WHERE seq = 3', value=value)
    assert (3, "event_changed") in codes(kept)
    assert all(seq in {3, 4, 7, None} for seq, _ in codes(kept))


def test_a_changed_row_with_a_fitting_hash_breaks_the_chain_behind_it(kept: Ledger) -> None:
    record = kept.records_of("incident-2")[1]

    forged = record.event._replace(by="somebody else")
    around(
        kept,
        'UPDATE events SET "by" = :by, hash = :hash WHERE seq = 3',
        by=forged.by,
        hash=forged.own_hash,
    )
    assert codes(kept) == [(4, "chain_broken")]


@pytest.mark.parametrize("seq", [3, 6])
def test_a_deleted_event_is_named(kept: Ledger, seq: int) -> None:
    around(kept, f"DELETE FROM events WHERE seq = {seq}", f"DELETE FROM bodies WHERE seq = {seq}")
    assert (seq, "event_missing") in codes(kept)


def test_an_edited_body_is_named(kept: Ledger) -> None:
    body = json.dumps({"act": "act-1", "by_whom": "the civilian board", "status": "cleared"})
    around(kept, "UPDATE bodies SET body = :body WHERE seq = 4", body=body)
    assert (4, "body_changed") in codes(kept)
    around(kept, "UPDATE bodies SET body = 'no JSON' WHERE seq = 4")
    assert (4, "body_changed") in codes(kept)


def test_a_body_that_is_gone_without_a_word_is_named(kept: Ledger) -> None:
    around(kept, "DELETE FROM bodies WHERE seq = 3")
    assert (3, "body_missing") in codes(kept)


def test_a_body_that_came_back_is_named(kept: Ledger) -> None:
    record = kept.records_of("incident-2")[1]
    kept.erase("incident-2", [3], why="it named a person", by="records officer")
    around(kept, "INSERT INTO bodies VALUES (3, :salt, :body)", salt=record.salt, body=record.body)
    assert (3, "body_returned") in codes(kept)


def test_a_swapped_document_is_named_with_its_quotes(kept: Ledger) -> None:
    around(kept, "UPDATE documents SET content = :content", content=b"something else")
    assert codes(kept) == [(1, "document_swapped")]
    around(
        kept,
        "UPDATE documents SET content = :content, text = 'It is not so.'",
        content=PAGE.content,
    )
    assert codes(kept) == [(1, "document_text_changed"), (4, "quote_not_exact")]
    around(kept, "DELETE FROM documents")
    assert codes(kept) == [(1, "document_missing")]


def test_a_document_that_nobody_kept_is_named(kept: Ledger) -> None:
    around(kept, "INSERT INTO documents VALUES (:d, :c, 'x')", d=sha256(b"x"), c=b"x")
    assert codes(kept) == [(None, "document_unknown")]


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE acts SET status = 'cleared' WHERE incident = 'incident-2'", 4),
        ("UPDATE subjects SET state = 'closed' WHERE id = 'incident-2'", 4),
        ("DELETE FROM acts WHERE incident = 'incident-2'", 4),
        ("UPDATE requests SET result = 'refused'", 6),
        ("UPDATE links SET relation = 'different'", 7),
        ("UPDATE subjects SET id = 'incident-99' WHERE id = 'incident-2'", 4),
    ],
)
def test_a_projection_that_says_otherwise_is_named_and_rebuilt(
    kept: Ledger, statement: str, seq: int
) -> None:
    around(kept, statement)
    found = verify(kept).flaws
    assert (seq, "projection_differs") in [(one.seq, one.code) for one in found]
    assert all("comity ledger rebuild" in one.remedy for one in found)
    kept.rebuild()
    assert verify(kept).flaws == ()


def test_a_trigger_that_was_taken_away_is_named(kept: Ledger) -> None:
    on = "" if kept.database.is_sqlite else " ON events"
    with kept.database.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER events_never_go{on}"))
    assert codes(kept) == [(None, "trigger_missing")]


def test_a_cut_tail_is_found_by_a_receipt_only(kept: Ledger) -> None:
    head = kept.head()
    receipt = Receipt(count=head.count, hash=head.hash, moment="")
    around(
        kept,
        "DELETE FROM events WHERE seq = 7",
        "DELETE FROM bodies WHERE seq = 7",
        "DELETE FROM links WHERE subject = 'incident-5'",
    )
    kept.rebuild()
    assert codes(kept) == []
    assert codes(kept, receipt) == [(7, "tail_cut")]


def test_a_history_written_anew_is_found_by_a_receipt_only(
    kept: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from comity.ledger import create_ledger

    head = kept.head()
    receipt = Receipt(count=head.count, hash=head.hash, moment="")
    other = create_ledger(str(tmp_path_factory.mktemp("anew") / "ledger.db"))[0]
    other.append([opened() for _ in range(9)], by="somebody")
    assert codes(other) == []
    assert codes(other, receipt) == [(7, "rewritten")]
    assert codes(kept, receipt) == []


def test_every_flaw_says_what_to_do(kept: Ledger) -> None:
    around(kept, "DELETE FROM events WHERE seq = 3")
    flaws = verify(kept).flaws
    said: Callable[[Flaw], str] = str
    assert said(flaws[0]) == (
        "event 3: it is not there (missing: 3); hold it against a backup or another copy; "
        "`comity ledger restore` brings back the last good one"
    )
    assert all(one.remedy for one in flaws)


def test_a_large_chain_is_checked_beside_and_says_the_same(
    kept: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    around(kept, "UPDATE events SET \"by\" = 'somebody else' WHERE seq = 3", "DELETE FROM acts")
    here = verify(kept)
    monkeypatch.setattr(beside, "LARGE", 1)
    assert verify(kept, two_processes=True) == here
    assert {one.code for one in here.flaws} >= {"event_changed", "projection_differs"}


def test_a_chain_that_another_process_saw_longer_or_lost_is_checked_here(kept: Ledger) -> None:
    here = verify(kept)
    longer: Future[beside.CheckedChain] = Future()
    longer.set_result(beside.CheckedChain(seen=Checked(count=8, last="f" * 64), flaws=()))
    lost: Future[beside.CheckedChain] = Future()
    lost.set_exception(BrokenProcessPool())
    for under_way in (longer, lost):
        with kept.reading() as view:
            found = beside.Beside(None, under_way).checked(view)
        assert (found.seen.count, found.seen.last, found.flaws) == (7, here.hash, ())
