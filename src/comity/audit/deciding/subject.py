"""What is asked of a row: which act of which party. One row may ask several."""

from __future__ import annotations

from enum import Enum

from comity.audit.deciding.detainer import HOLD, NOTIFY, TRANSFER
from comity.audit.deciding.questions import QUERY, SHARE
from comity.audit.logs.dialect import LogKind


class Subject(Enum):
    """An act that rows are decided on, and whose it is. The value stands in the findings."""

    SHARING = "sharing"
    """The owner of plate data gave the organisation on its list access."""
    SEARCH = "search"
    """The searcher searched plate data for the stated purpose."""
    ACCESS = "access"
    """The owner let the searcher search its plate data."""
    HOLD = "hold"
    NOTICE = "notice"
    TRANSFER = "transfer"

    @property
    def kind(self) -> LogKind:
        """The kind of log whose rows ask it."""
        match self:
            case Subject.SHARING:
                return LogKind.SHARING_LIST
            case Subject.SEARCH | Subject.ACCESS:
                return LogKind.SEARCH_AUDIT
            case Subject.HOLD | Subject.NOTICE | Subject.TRANSFER:
                return LogKind.DETAINER_LOG

    @property
    def action(self) -> str:
        """The act in the vocabulary's word."""
        return _ACTIONS[self]

    @property
    def of_owner(self) -> bool:
        """Whether the act is that of the owner of the data, where the row's own party is another."""
        return self is Subject.ACCESS


_ACTIONS = {
    Subject.SHARING: SHARE,
    Subject.SEARCH: QUERY,
    Subject.ACCESS: SHARE,
    Subject.HOLD: HOLD,
    Subject.NOTICE: NOTIFY,
    Subject.TRANSFER: TRANSFER,
}
OF_DETAINERS = {HOLD: Subject.HOLD, NOTIFY: Subject.NOTICE, TRANSFER: Subject.TRANSFER}
EVERY_ROW = {
    LogKind.SHARING_LIST: Subject.SHARING,
    LogKind.SEARCH_AUDIT: Subject.SEARCH,
    LogKind.DETAINER_LOG: Subject.HOLD,
}
"""For each kind of log, the subject that its rows are counted by."""
