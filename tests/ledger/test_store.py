"""The store on both databases: what is added stays, what does not fit is refused whole, states are folds."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from comity.ledger import Draft, Kind, Ledger, LedgerError, create_ledger, open_ledger, verify
from comity.ledger.tables import METADATA, PROJECTIONS
from tests.ledger.entries import PAGE, act, opened, plain_act, quote, requested
from tests.ledger.sample import certificate


def status(subject: str, value: str, of: str = "act-1") -> Draft:
    body = {"act": of, "status": value, "by_whom": "the civilian board"}
    return Draft(kind=Kind.STATUS_CHANGED, subject=subject, body=body)


def test_events_are_numbered_and_chained_in_the_order_of_writing(ledger: Ledger) -> None:
    first = ledger.append([opened(), opened()], by="reviewer")
    second = ledger.append([status("incident-1", "confirmed")], by="inspector")
    events = [*first, *second]
    assert [(e.seq, e.subject, e.kind, e.by) for e in events] == [
        (1, "incident-1", "opened", "reviewer"),
        (2, "incident-2", "opened", "reviewer"),
        (3, "incident-1", "status_changed", "inspector"),
    ]
    assert [e.previous for e in events[1:]] == [e.hash for e in events[:-1]]
    assert ledger.head().hash == events[-1].hash
    assert ledger.state("incident-1")["acts"][0]["status"] == "confirmed"
    assert ledger.state("incident-2")["acts"][0]["status"] == "alleged"


def test_the_same_body_twice_gives_two_commitments(ledger: Ledger) -> None:
    one, other = ledger.append([opened(), opened()], by="reviewer")
    assert one.commitment != other.commitment


def test_one_bad_entry_refuses_all_and_says_everything(ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as refused:
        ledger.append(
            [
                opened(),
                opened(plain_act(status="guilty", persons=["John"])),
                opened(plain_act(plce="red")),
            ],
            by="reviewer",
        )
    assert refused.value.messages == (
        "entry 2 (opened): `acts`: [1]: `persons`: [1] is not written like `person-1`",
        "entry 2 (opened): `acts`: [1]: `status` is `guilty`: use one of `alleged`, `cleared`, `confirmed`, `denied`",
        "entry 3 (opened): `acts`: [1]: `plce` is no word here; did you mean `place`?",
    )
    assert ledger.head().count == 0


def test_a_period_that_ends_before_it_begins_is_refused(ledger: Ledger) -> None:
    when = {"earliest": "2025-03-02", "latest": "2025-03-01"}
    drafts = [
        certificate("the jail", "us-il", "2025-12-31", "2025-01-01"),
        opened(plain_act(when=when)),
    ]
    with pytest.raises(LedgerError) as refused:
        ledger.append(drafts, by="reviewer")
    assert refused.value.messages == (
        "entry 1 (period_certified): `last` (2025-01-01) is before `first` (2025-12-31): the period ends before it begins",
        "entry 2 (opened): `acts`: [1]: `when`: `latest` (2025-03-01) is before `earliest` (2025-03-02): the period "
        "ends before it begins",
    )
    one_day = {"earliest": "2025-03-01", "latest": "2025-03-01"}
    ledger.append([opened(plain_act(when=one_day))], by="reviewer")
    assert ledger.head().count == 1


def test_an_event_about_nothing_known_is_refused(ledger: Ledger) -> None:
    ledger.append([opened()], by="reviewer")
    for draft, said in (
        (status("incident-9", "denied"), "`incident-9` is not in the ledger"),
        (
            status("incident-1", "denied", of="act-2"),
            "`incident-1` has no `act-2`: its acts are `act-1`",
        ),
        (
            Draft(
                kind=Kind.LINKED,
                subject="incident-1",
                body={"to": "incident-7", "relation": "same"},
            ),
            "`incident-7` is not in the ledger: nothing can be linked to it",
        ),
    ):
        with pytest.raises(LedgerError, match=said):
            ledger.append([draft], by="reviewer")
    assert ledger.head().count == 1


def test_a_batch_can_name_what_it_begins(ledger: Ledger) -> None:
    ledger.append(
        [
            opened(act()),
            opened(),
            Draft(
                kind=Kind.LINKED, subject="new:1", body={"to": "new:0", "relation": "perhaps_same"}
            ),
        ],
        by="reviewer",
        documents=[PAGE],
    )
    assert ledger.state("incident-3")["links"] == [{"to": "incident-2", "relation": "perhaps_same"}]


def test_a_quote_must_be_an_exact_part_of_a_kept_document(ledger: Ledger) -> None:
    with pytest.raises(
        LedgerError, match="which the ledger does not keep: bring the document along"
    ):
        ledger.append([opened(act())], by="reviewer")
    wrong = quote("shared plate data") | {"text": "shared plate date"}
    with pytest.raises(
        LedgerError, match=r"is not what document .* says from .*: quote it exactly"
    ):
        ledger.append([opened(act(evidence={"quotes": [wrong]}))], by="reviewer", documents=[PAGE])
    ledger.append([opened(act())], by="reviewer", documents=[PAGE])
    ledger.append([opened(act())], by="reviewer", documents=[PAGE])  # kept once
    assert [e.subject for e in (r.event for r in ledger.records_of("document-1"))] == ["document-1"]
    assert ledger.head().count == 3


def test_a_correction_replaces_adds_and_takes_away(ledger: Ledger) -> None:
    ledger.append([opened()], by="reviewer")
    ledger.append(
        [
            Draft(
                kind=Kind.CORRECTED,
                subject="incident-1",
                body={
                    "act": "act-1",
                    "set": {"claimed_breach": "other"},
                    "unset": ["became_known", "when"],
                    "add": [plain_act(action="assist_operation")],
                    "why": "the article was read again",
                },
            )
        ],
        by="reviewer",
    )
    one, other = ledger.state("incident-1")["acts"]
    assert (one["claimed_breach"], one["became_known"], "when" in one) == (
        "other",
        "not_said",
        False,
    )
    assert (other["act"], other["action"]) == ("act-2", "assist_operation")


def test_projections_are_what_a_rebuild_gives(ledger: Ledger) -> None:
    ledger.append(
        [opened(plain_act(), plain_act(action="assist_operation")), requested()], by="clerk"
    )
    ledger.append(
        [
            status("incident-1", "denied", of="act-2"),
            Draft(
                kind=Kind.REQUEST_ANSWERED,
                subject="request-2",
                body={"result": "refused", "on": "2025-05-04"},
            ),
            Draft(kind=Kind.CLOSED, subject="incident-1", body={"why": "all is said"}),
        ],
        by="clerk",
    )

    def tables() -> dict[str, list[tuple[object, ...]]]:
        with ledger.reading() as view:
            return {t.name: [tuple(row) for row in view.execute(select(t))] for t in PROJECTIONS}

    before = tables()
    assert {name: len(rows) for name, rows in before.items()} == {"subjects": 2, "acts": 2, "links": 0, "requests": 1}  # fmt: skip
    assert ledger.rebuild() == 2
    assert tables() == before
    assert verify(ledger).flaws == ()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET \"by\" = 'nobody' WHERE seq = 1", "only ever added"),
        ("DELETE FROM events WHERE seq = 1", "only ever added"),
        ("UPDATE bodies SET body = '{}' WHERE seq = 1", "never changed"),
    ],
)
def test_the_database_refuses_to_change_an_event(ledger: Ledger, statement: str, said: str) -> None:
    ledger.append([opened()], by="reviewer")
    with ledger.database.engine.begin() as connection, pytest.raises(DBAPIError, match=said):
        connection.execute(text(statement))


def test_the_tables_are_those_that_the_migrations_make(ledger: Ledger) -> None:
    made = inspect(ledger.database.engine)
    assert set(made.get_table_names()) == {*METADATA.tables, "alembic_version"}
    for name, table in METADATA.tables.items():
        there = {
            one["name"]: (bool(one["nullable"]), str(one["type"])) for one in made.get_columns(name)
        }
        said = {
            c.name: (bool(c.nullable), c.type.compile(ledger.database.engine.dialect))
            for c in table.columns
        }
        assert there == said, name
        assert made.get_pk_constraint(name)["constrained_columns"] == [
            c.name for c in table.primary_key
        ], name
        assert {
            one["name"] for one in made.get_indexes(name) if not one.get("duplicates_constraint")
        } == {one.name for one in table.indexes}, name


def test_erasing_takes_bodies_and_leaves_a_chain_that_verifies(ledger: Ledger) -> None:
    ledger.append([opened(act())], by="reviewer", documents=[PAGE])
    ledger.append([status("incident-2", "denied"), opened()], by="reviewer")
    ledger.erase(
        "incident-2",
        None,
        why="the person asked for it",
        by="records officer",
        documents=[PAGE.digest],
    )
    state = ledger.state("incident-2")
    assert (state["state"], state["erased"], "acts" in state) == ("erased", [2, 3], False)
    assert ledger.document(PAGE.digest) is None
    found = verify(ledger)
    assert (found.flaws, found.erased, found.count) == ((), 2, 5)
    assert [r.body is None for r in ledger.records_of("incident-2")] == [True, True, False]
    if ledger.database.file is not None:
        assert b"shared plate data" not in ledger.database.file.read_bytes()


def test_a_part_can_be_erased_and_what_erases_cannot(ledger: Ledger) -> None:
    ledger.append([opened()], by="reviewer")
    ledger.append([status("incident-1", "denied")], by="reviewer")
    ledger.erase("incident-1", [2], why="it named a person", by="records officer")
    assert ledger.state("incident-1")["acts"][0]["status"] == "alleged"
    with pytest.raises(LedgerError, match="event 3 is no event of `incident-1` that can be erased"):
        ledger.erase("incident-1", [3], why="x", by="records officer")
    assert verify(ledger).flaws == ()


def test_a_ledger_is_made_once_and_only_where_nothing_else_is(where: str) -> None:
    with pytest.raises(LedgerError, match="make one with `comity ledger init"):
        open_ledger(where)
    ledger, made = create_ledger(where)
    ledger.append([opened()], by="reviewer")
    again, made_again = create_ledger(where)
    assert (made, made_again, again.head()) == (True, False, ledger.head())
    with ledger.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(LedgerError, match="is a ledger of step 0000"):
        open_ledger(where)


def test_a_database_of_something_else_is_left_alone(where: str) -> None:
    from comity.ledger.database import Database

    database = Database(where)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
    with pytest.raises(LedgerError, match=r"holds other tables .`notes`."):
        create_ledger(where)


def test_a_password_is_in_no_message() -> None:
    with pytest.raises(LedgerError) as refused:
        open_ledger("postgresql://clerk:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in str(refused.value)
    assert "postgresql://clerk:***@127.0.0.1:1/none" in str(refused.value)


@pytest.mark.parametrize("name", ["mysql://x/y", "http://x", "postgresql:/", "sqlite://"])
def test_the_address_of_no_ledger_is_refused(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(LedgerError):
        open_ledger(name if "://" in name else str(tmp_path_factory.mktemp("none") / name))


def test_a_role_is_a_line_without_hidden_signs(ledger: Ledger) -> None:
    for bad in ("", "re\u202eviewer", "a\nb", "x" * 81):
        with pytest.raises(LedgerError, match="the role of who writes"):
            ledger.append([opened()], by=bad)


def test_a_record_tells_what_it_commits_to(ledger: Ledger) -> None:
    ledger.append([opened()], by="reviewer")
    (record,) = ledger.records_of("incident-1")
    assert record.event.own_hash == record.event.hash
    assert record.event._replace(by="other").own_hash != record.event.hash
