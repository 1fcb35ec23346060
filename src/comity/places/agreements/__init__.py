"""287(g) agreements as the federal agency lists them: dated spells, who had one on a day, and how the list grew.

`agreement_on("Dallas TX PD", day, register_in())` answers yes, no or not known, and on what that rests.
"""

from comity.places.agreements.basis import BASIS_WORDS, Basis
from comity.places.agreements.growth import (
    Count,
    Increase,
    count_on,
    counts,
    list_day,
    month_ends,
)
from comity.places.agreements.model import (
    MODEL_WORDS,
    AgreementError,
    AgreementModel,
    ListedRow,
    Listing,
    Register,
    Snapshot,
    Spell,
)
from comity.places.agreements.packed import register_in, save_register
from comity.places.agreements.record import (
    SOURCE,
    AgreementRecord,
    Period,
    agreement_on,
    periods_of,
)
from comity.places.agreements.spells import EMPTY, with_listings
from comity.places.agreements.workbook import day_of_name, read_workbook

__all__ = [
    "BASIS_WORDS",
    "EMPTY",
    "MODEL_WORDS",
    "SOURCE",
    "AgreementError",
    "AgreementModel",
    "AgreementRecord",
    "Basis",
    "Count",
    "Increase",
    "ListedRow",
    "Listing",
    "Period",
    "Register",
    "Snapshot",
    "Spell",
    "agreement_on",
    "count_on",
    "counts",
    "day_of_name",
    "list_day",
    "month_ends",
    "periods_of",
    "read_workbook",
    "register_in",
    "save_register",
    "with_listings",
]
