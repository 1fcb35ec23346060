"""What is wrong with a ledger, an entry or a file, said with what to do."""

from __future__ import annotations

from dataclasses import dataclass


class LedgerError(Exception):
    """Something cannot be done with a ledger. `messages` say everything that is wrong, each with what to do."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that `verify` found: at which event (None: at none), what it is, and what to do."""

    seq: int | None
    code: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = "" if self.seq is None else f"event {self.seq}: "
        return f"{where}{self.what}; {self.remedy}"
