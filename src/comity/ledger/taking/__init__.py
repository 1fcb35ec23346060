"""What others found becomes incidents: findings of an audit, acts that a person reviewed, entries written by hand."""

from comity.ledger.taking.by_hand import read_entries
from comity.ledger.taking.report import take_report
from comity.ledger.taking.reviewed import take_reviewed
from comity.ledger.taking.take import Taken, take

__all__ = ["Taken", "read_entries", "take", "take_report", "take_reviewed"]
