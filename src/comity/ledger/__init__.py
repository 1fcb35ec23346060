"""The ledger room: incidents and requests as events that are only ever added, in a store that can be checked.

`open_ledger` or `create_ledger` gives a `Ledger`; `verify` checks one. What is decided is decided by `decide`.
Needs the extra `ledger` (SQLAlchemy and Alembic), and `postgresql` for a server; imported late by the doors.
"""

from comity.ledger.documents import Document
from comity.ledger.event import Draft, Event, Kind, Record
from comity.ledger.problem import Flaw, LedgerError
from comity.ledger.receipt import Receipt, read_receipt
from comity.ledger.reply import Reply
from comity.ledger.store import Head, Ledger, create_ledger, open_ledger
from comity.ledger.verify import Verified, verify

__all__ = [
    "Document",
    "Draft",
    "Event",
    "Flaw",
    "Head",
    "Kind",
    "Ledger",
    "LedgerError",
    "Receipt",
    "Record",
    "Reply",
    "Verified",
    "create_ledger",
    "open_ledger",
    "read_receipt",
    "verify",
]
