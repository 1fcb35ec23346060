"""The end of a log of which nothing fits its header: often another export, stacked below without a header of its own."""

from __future__ import annotations

from comity.audit.logs.row import Reject, RejectReason

_FROM = 20
_UNFIT = {
    RejectReason.TOO_FEW_VALUES,
    RejectReason.TOO_MANY_VALUES,
    RejectReason.SHIFTED,
    RejectReason.UNREADABLE_TIME,
}


class Tail:
    """The records behind the last row."""

    def __init__(self) -> None:
        self._count = self._first = 0

    def row(self) -> None:
        """A row: what stood before it is no end."""
        self._count = 0

    def reject(self, one: Reject) -> None:
        """A record that is no row."""
        if one.reason in _UNFIT:
            self._first = self._first if self._count else one.line
            self._count += 1

    def notes(self) -> tuple[str, ...]:
        """What to look at, if the end is long."""
        if self._count < _FROM:
            return ()
        return (
            f"from line {self._first} on no record fits the header ({self._count} rejected): another export may be "
            "stacked there without a header of its own; put its header above it in a copy and say so beside the result",
        )
