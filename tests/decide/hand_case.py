"""A case decided by a person: the question, the answer, and why. With the facts that many cases share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.decide import Conduct
from comity.law import Done
from comity.logic import Answer

PROHIBITED, PERMITTED, REQUIRED = Answer.PROHIBITED, Answer.PERMITTED, Answer.REQUIRED
SILENT, CONTESTED, UNDETERMINED = Answer.NOT_REGULATED, Answer.CONTESTED, Answer.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and the answer that a person gave it, with the reason in one line.

    `deciding` and `defeated` are exact sets. `missing` is compared where it is given.
    """

    name: str
    place: str
    action: str
    on: str
    answer: Answer
    why: str
    deciding: tuple[str, ...]
    complete: bool
    actor: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    by_reading: Mapping[str, Answer] = field(default_factory=dict)
    leaning: Answer | None = None
    defeated: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    done: Done | None = None
    conduct: Conduct | None = None

    @property
    def day(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.on)


NO_PAPERS: Mapping[str, object] = {"documents": [], "documents_complete": True}
DETAINER: Mapping[str, object] = {"documents": ["i_247a"], "documents_complete": True}
OFFICERS_PAPERS: Mapping[str, object] = {
    "documents": ["i_247a", "i_200"],
    "documents_complete": True,
}
MAGISTRATES_WARRANT: Mapping[str, object] = {
    "documents": [
        {
            "kind": "judicial_warrant",
            "issuer": "federal_magistrate",
            "effect": "take_into_custody",
            "matter": "criminal_immigration",
            "names_person": True,
        }
    ],
    "documents_complete": True,
}
A_JUDGES_ORDER_TO_DO_IT: Mapping[str, object] = {
    "documents": [{"kind": "court_order", "issuer": "federal_judge", "effect": "other"}],
    "documents_complete": True,
    "required_by_federal_law": True,
}
HOLD: Mapping[str, object] = {
    "in_custody": True,
    "release_due": True,
    "chose_to_stay": False,
    "acts_under_287g": False,
    "within_form_limit": True,
}
