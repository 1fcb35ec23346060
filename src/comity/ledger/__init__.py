"""The ledger room: incidents and requests as events that are only ever added, in a store that can be checked.

`open_ledger` or `create_ledger` gives a `Ledger`; `verify` checks one. What is decided is decided by `decide`.
Needs the extra `ledger` (SQLAlchemy and Alembic), and `postgresql` for a server.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.ledger.asked_again import AskedAct, asked_acts
    from comity.ledger.documents import Document
    from comity.ledger.event import Draft, Event, Kind, Record
    from comity.ledger.problem import Flaw, LedgerError
    from comity.ledger.reading import Head
    from comity.ledger.receipt import Receipt, read_receipt
    from comity.ledger.register import Recorded, record_answer
    from comity.ledger.reply import Reply
    from comity.ledger.store import Ledger, create_ledger, open_ledger
    from comity.ledger.verifying import Verified, verify

_WHERE = {
    "AskedAct": "asked_again",
    "Document": "documents",
    "Draft": "event",
    "Event": "event",
    "Flaw": "problem",
    "Head": "reading",
    "Kind": "event",
    "Ledger": "store",
    "LedgerError": "problem",
    "Receipt": "receipt",
    "Record": "event",
    "Recorded": "register",
    "Reply": "reply",
    "Verified": "verifying",
    "asked_acts": "asked_again",
    "create_ledger": "store",
    "open_ledger": "store",
    "read_receipt": "receipt",
    "record_answer": "register",
    "verify": "verifying",
}
"""What is offered, by its module: imported when it is first asked for, since the database library takes long."""


def __getattr__(name: str) -> object:
    """What is offered, imported now."""
    if name not in _WHERE:
        raise AttributeError(f"module `{__name__}` has no `{name}`")
    found: object = getattr(import_module(f"comity.ledger.{_WHERE[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "AskedAct",
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
    "Recorded",
    "Reply",
    "Verified",
    "asked_acts",
    "create_ledger",
    "open_ledger",
    "read_receipt",
    "record_answer",
    "verify",
]
