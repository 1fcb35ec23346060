"""Stored documents into proposals: what they say that somebody did, each with the exact words, for a person to judge."""

from comity.evidence.proposing.proposal import CountClaim, Proposal
from comity.evidence.proposing.propose import Reading, propose

__all__ = ["CountClaim", "Proposal", "Reading", "propose"]
