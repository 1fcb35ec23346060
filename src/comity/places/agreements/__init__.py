"""287(g) agreements as the federal agency lists them: dated spells, who had one on a day, and how the list grew.

`agreement_on("Dallas TX PD", day, register_in())` answers yes, no or not known, and on what that rests.
"""

from comity.places.agreements.basis import Basis
from comity.places.agreements.chart import growth_chart
from comity.places.agreements.growth import (
    Count,
    Increase,
    count_on,
    counts,
    list_day,
    month_ends,
)
from comity.places.agreements.model import (
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
from comity.places.agreements.words import BASIS_WORDS, HOLDS_WORDS, MODEL_WORDS
from comity.places.agreements.workbook import day_of_name, read_workbook

__all__ = [
    "BASIS_WORDS",
    "EMPTY",
    "HOLDS_WORDS",
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
    "growth_chart",
    "list_day",
    "month_ends",
    "periods_of",
    "read_workbook",
    "register_in",
    "save_register",
    "with_listings",
]
