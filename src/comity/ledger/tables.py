"""The tables of a ledger, as the newest migration leaves them. A test holds them against the migrations."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

EVENTS = Table(
    "events",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("moment", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Index("events_by_subject", "subject", "seq"),
)
"""Only ever added to; triggers refuse the rest."""

BODIES = Table(
    "bodies",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("salt", String(64), nullable=False),
    Column("body", Text, nullable=False),
)
"""What events commit to. A row goes when it is erased, and is never changed."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
)
"""The bytes of documents, and the text that quotes count in."""

SUBJECTS = Table(
    "subjects",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("what", String(20), nullable=False),
    Column("opened_seq", BigInteger, nullable=False, unique=True),
    Column("last_seq", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("source_key", Text),
    Index("subjects_by_source", "source_key"),
)
"""Projection: what there is, and where it stands. A whole state is folded from its events when it is wanted."""

ACTS = Table(
    "acts",
    METADATA,
    Column("incident_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("incident", String(40), nullable=False),
    Column("incident_state", String(20), nullable=False),
    Column("counted_as", String(40)),
    Column("action", Text),
    Column("actor", Text),
    Column("agency", Text),
    Column("place", Text),
    Column("region", Text),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("claimed_breach", Text, nullable=False),
    Column("became_known", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("finding", Text),
    Column("standard", Text),
    Column("answer", Text),
    Column("conduct", Text),
    Column("complete", Boolean),
    Column("missing", Text),
    Column("provisions", Text),
    Column("corpus", String(64)),
    Column("reply", Text, nullable=False),
    Column("surely", Boolean, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("shown", Text),
    Index("acts_by_place", "place", "claimed_breach"),
    Index("acts_by_agency", "agency"),
)
"""Projection: one row for each act, with what lists and reports group by."""

LINKS = Table(
    "links",
    METADATA,
    Column("subject", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("relation", String(20), nullable=False),
    Column("other", String(40), nullable=False),
)
"""Projection: what is, may be or is not the same as what."""

REQUESTS = Table(
    "requests",
    METADATA,
    Column("request_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("request", String(40), nullable=False),
    Column("agency", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("received", String(10), nullable=False),
    Column("asked_for", Text, nullable=False),
    Column("requester", Text, nullable=False),
    Column("judicial_warrant", Boolean),
    Column("charge", Text),
    Column("papers", Text),
    Column("answer", Text),
    Column("conduct", Text),
    Column("complete", Boolean),
    Column("result", Text),
    Column("corpus", String(64)),
    Index("requests_by_place", "place", "received"),
)
"""Projection: one row for each request of the register."""

PROJECTIONS = (SUBJECTS, ACTS, LINKS, REQUESTS)
