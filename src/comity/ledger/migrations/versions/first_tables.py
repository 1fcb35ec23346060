"""The first tables, and the triggers that refuse to change or delete an event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

REFUSED = "an event of a ledger is only ever added, never changed or deleted"
BODY_REFUSED = "the body of an event is never changed; it is erased by an event of its own"


def upgrade() -> None:
    """Make them."""
    text, seq, id_, digest = sa.Text, sa.BigInteger, sa.String(40), sa.String(64)
    op.create_table(
        "events",
        sa.Column("seq", seq, primary_key=True, autoincrement=False),
        sa.Column("subject", id_, nullable=False),
        sa.Column("kind", id_, nullable=False),
        sa.Column("moment", id_, nullable=False),
        sa.Column("by", text, nullable=False),
        sa.Column("commitment", digest, nullable=False),
        sa.Column("previous", digest, nullable=False, unique=True),
        sa.Column("hash", digest, nullable=False, unique=True),
    )
    op.create_index("events_by_subject", "events", ["subject", "seq"])
    op.create_table(
        "bodies",
        sa.Column("seq", seq, primary_key=True, autoincrement=False),
        sa.Column("salt", digest, nullable=False),
        sa.Column("body", text, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("digest", digest, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("text", text, nullable=False),
    )
    op.create_table(
        "subjects",
        sa.Column("id", id_, primary_key=True),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("opened_seq", seq, nullable=False, unique=True),
        sa.Column("last_seq", seq, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("source_key", text),
    )
    op.create_index("subjects_by_source", "subjects", ["source_key"])
    op.create_table(
        "acts",
        sa.Column("incident_seq", seq, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("incident", id_, nullable=False),
        sa.Column("incident_state", sa.String(20), nullable=False),
        sa.Column("counted_as", id_),
        *(sa.Column(name, text) for name in ("action", "actor", "agency", "place", "region")),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        *(
            sa.Column(name, text, nullable=False)
            for name in ("claimed_breach", "became_known", "status", "authority", "cause")
        ),
        *(sa.Column(name, text) for name in ("finding", "standard", "answer", "conduct")),
        sa.Column("complete", sa.Boolean),
        sa.Column("missing", text),
        sa.Column("provisions", text),
        sa.Column("corpus", digest),
        sa.Column("reply", text, nullable=False),
        sa.Column("surely", sa.Boolean, nullable=False),
        sa.Column("quotes", sa.Integer, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("shown", text),
    )
    op.create_index("acts_by_place", "acts", ["place", "claimed_breach"])
    op.create_index("acts_by_agency", "acts", ["agency"])
    op.create_table(
        "links",
        sa.Column("subject", id_, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("relation", sa.String(20), nullable=False),
        sa.Column("other", id_, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("request_seq", seq, primary_key=True, autoincrement=False),
        sa.Column("request", id_, nullable=False),
        sa.Column("agency", text, nullable=False),
        sa.Column("place", text, nullable=False),
        sa.Column("received", sa.String(10), nullable=False),
        sa.Column("asked_for", text, nullable=False),
        sa.Column("requester", text, nullable=False),
        sa.Column("judicial_warrant", sa.Boolean),
        *(sa.Column(name, text) for name in ("charge", "papers", "answer", "conduct")),
        sa.Column("complete", sa.Boolean),
        sa.Column("result", text),
        sa.Column("corpus", digest),
    )
    op.create_index("requests_by_place", "requests", ["place", "received"])
    for statement in triggers(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: a ledger is never taken apart by the program."""
    raise NotImplementedError("a ledger is never taken apart: restore an older backup instead")


def triggers(dialect: str) -> list[str]:
    """The statements that make the triggers."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, '{why}'); END"
            for name, what, why in (
                ("events_never_change", "UPDATE ON events", REFUSED),
                ("events_never_go", "DELETE ON events", REFUSED),
                ("bodies_never_change", "UPDATE ON bodies", BODY_REFUSED),
            )
        ]
    return [
        *(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{why}'; END $$"
            for name, why in (
                ("comity_refuse_event", REFUSED),
                ("comity_refuse_body", BODY_REFUSED),
            )
        ),
        "CREATE TRIGGER events_never_change BEFORE UPDATE ON events "
        "FOR EACH ROW EXECUTE FUNCTION comity_refuse_event()",
        "CREATE TRIGGER events_never_go BEFORE DELETE ON events "
        "FOR EACH ROW EXECUTE FUNCTION comity_refuse_event()",
        "CREATE TRIGGER events_never_emptied BEFORE TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION comity_refuse_event()",
        "CREATE TRIGGER bodies_never_change BEFORE UPDATE ON bodies "
        "FOR EACH ROW EXECUTE FUNCTION comity_refuse_body()",
    ]
