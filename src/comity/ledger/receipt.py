"""A receipt: how long the chain was at a moment, and its hash there. Whoever keeps it can show a later change."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from comity.ledger.problem import LedgerError
from comity.ledger.shape import DIGEST

FORMAT = "comity ledger receipt 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`count` events, the last with `hash`, at a `moment`."""

    count: int
    hash: str
    moment: str

    def text(self) -> str:
        """As a file holds it."""
        form = {"format": FORMAT, "count": self.count, "hash": self.hash, "moment": self.moment}
        return json.dumps(form, indent=2) + "\n"


def read_receipt(file: Path) -> Receipt:
    """Read a receipt. Raises LedgerError."""
    try:
        form = json.loads(file.read_text("utf-8"))
        known = form["format"] == FORMAT
        count, own, moment = form["count"], form["hash"], form["moment"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        known, count, own, moment = False, 0, "", ""
    if not known or not isinstance(count, int) or not re.fullmatch(DIGEST, str(own)):
        raise LedgerError(f"{file} is no receipt: `comity ledger receipt LEDGER` writes one")
    return Receipt(count=count, hash=own, moment=str(moment))
