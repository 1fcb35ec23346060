"""The choices that a user of the ledger makes by name. Loads no database, so that a door can offer them at once."""

from __future__ import annotations

from enum import StrEnum


class Which(StrEnum):
    """Which findings of an audit report are taken."""

    DEPARTS = "departs"
    """What was done departs from the answer."""
    OPEN = "open"
    """Those, and what cannot be decided from the record."""
    ALL = "all"


class ExportForm(StrEnum):
    """In which form a ledger is exported."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    DATAPACKAGE = "datapackage"


class Relation(StrEnum):
    """How two incidents stand to each other."""

    SAME = "same"
    """The first is counted as the other."""
    PERHAPS_SAME = "perhaps_same"
    """Counts are ranges: one or two."""
    DIFFERENT = "different"
    BELONGS_TO = "belongs_to"


class ReplyStep(StrEnum):
    """What is recorded of an agency's say."""

    ASKED = "asked"
    RECEIVED = "received"
    OVERRIDE = "override"
    """It is named without a reply, and the reason is kept."""


class RequestResult(StrEnum):
    """How a request was dealt with."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REFUSED = "refused"
    NO_ACTION = "no_action"


class Requester(StrEnum):
    """Who asked."""

    ICE_REMOVAL = "ice_removal"
    ICE_INVESTIGATIONS = "ice_investigations"
    BORDER_PROTECTION = "border_protection"
    OTHER_FEDERAL = "other_federal"
    OTHER_AGENCY = "other_agency"
    NOT_RECORDED = "not_recorded"


class Charge(StrEnum):
    """What the person was held for."""

    LOCAL = "local"
    FEDERAL = "federal"
    NONE = "none"
