"""The papers that are brought to a desk: how to know each, what it asks for, and what it proves by itself.

A paper proves little: that someone asked, in writing, on whose behalf. What it claims of a person is not
a fact; what it is in law is said by the kinds of document in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from comity.decide.interview.check import Check
from comity.decide.interview.form_checks import checks_of
from comity.law import Vocabulary

_NOTHING: Mapping[str, str | bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper in hand. `actions` are what it always asks for; `may_ask` what such a paper may ask for,
    to be chosen from. `kind` is its kind of document (none: nothing is shown by itself). `facts` follow
    from holding it.
    """

    id: str
    title: str
    looks: str
    signed_by: str
    actions: tuple[str, ...]
    may_ask: tuple[str, ...] = ()
    kind: str | None = None
    facts: Mapping[str, str | bool] = field(default_factory=lambda: _NOTHING)

    @property
    def checked_as(self) -> str:
        """The name under which its checks stand."""
        return self.kind or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGroup:
    """Papers that a person at a desk takes for one thing: `I-200 or I-205`."""

    id: str
    title: str
    papers: tuple[str, ...]


_REQUEST: Mapping[str, str | bool] = {"request_from_immigration_authority": True}
_FORM: Mapping[str, str | bool] = {
    **_REQUEST,
    "request_written": True,
    "recipient_kind": "immigration_agency",
}
_TAKEN_BY: Mapping[str, str | bool] = {"recipient_kind": "immigration_agency"}
"""An I-200 or I-205 orders immigration officers to take a person; of others it asks nothing by itself."""

_ALL = (
    Paper(
        id="i_247a",
        title="Immigration detainer (Form I-247A)",
        looks="`DHS Form I-247A` at the foot of the page, `Immigration Detainer - Notice of Action` at its head",
        signed_by="an immigration officer; no judge",
        actions=("notify_release", "hold_on_detainer"),
        may_ask=("transfer_custody",),
        kind="i_247a",
        facts={**_FORM, "subject_to_detainer": True},
    ),
    Paper(
        id="i_200",
        title="Warrant for Arrest of Alien (Form I-200)",
        looks="`Form I-200` at the foot of the page, `Warrant for Arrest of Alien` at its head",
        signed_by="an immigration officer; no judge",
        actions=("transfer_custody",),
        may_ask=("arrest_civil", "notify_release", "hold_on_detainer"),
        kind="i_200",
        facts=_TAKEN_BY,
    ),
    Paper(
        id="i_205",
        title="Warrant of Removal (Form I-205)",
        looks="`ICE Form I-205` at the foot of the page, `Warrant of Removal/Deportation` at its head",
        signed_by="an immigration officer; no judge",
        actions=("transfer_custody",),
        may_ask=("arrest_civil", "notify_release", "hold_on_detainer"),
        kind="i_205",
        facts={**_TAKEN_BY, "final_removal_order": True},
    ),
    Paper(
        id="judicial_warrant",
        title="Warrant signed by a judge",
        looks="the name of a court at its head, a case number of that court, the word `Judge` under the signature",
        signed_by="a judge or magistrate judge of a court",
        actions=("transfer_custody",),
        may_ask=("hold_on_detainer", "notify_release", "allow_facility_access", "assist_operation"),
        kind="judicial_warrant",
    ),
    Paper(
        id="judicial_subpoena",
        title="Subpoena of a court",
        looks="the name of a court at its head and a case number of that court; it says what to bring or produce",
        signed_by="a judge or a clerk of a court",
        actions=("share_personal_info",),
        may_ask=("share_status", "share_database", "share_alpr", "notify_release"),
        kind="judicial_subpoena",
        facts={"request_written": True},
    ),
    Paper(
        id="administrative_subpoena",
        title="Immigration subpoena (Form I-138)",
        looks="`Form I-138` or `Immigration Enforcement Subpoena`; the Department of Homeland Security at its head, no court",
        signed_by="an immigration officer; no judge",
        actions=("share_personal_info",),
        may_ask=("share_status", "share_database", "share_alpr", "notify_release"),
        kind="administrative_subpoena",
        facts=_FORM,
    ),
    Paper(
        id="call_or_email",
        title="Call or e-mail from an immigration officer",
        looks="no form; a voice, or a message from a government address",
        signed_by="nobody, or whoever sent the message",
        actions=(),
        may_ask=(
            "notify_release",
            "hold_on_detainer",
            "transfer_custody",
            "share_status",
            "share_personal_info",
            "allow_interview",
            "query_alpr",
            "share_alpr",
            "share_database",
            "assist_operation",
        ),
        kind="call_or_email",
        facts=_REQUEST,
    ),
    Paper(
        id="officer_at_counter",
        title="Immigration officer at the counter",
        looks="an officer with a badge of ICE, CBP or Homeland Security Investigations; perhaps with a paper, which counts by itself",
        signed_by="nobody",
        actions=(),
        may_ask=(
            "allow_interview",
            "allow_facility_access",
            "transfer_custody",
            "notify_release",
            "share_personal_info",
            "share_status",
            "assist_operation",
        ),
        facts={**_REQUEST, **_TAKEN_BY},
    ),
)

PAPERS: Mapping[str, Paper] = {paper.id: paper for paper in _ALL}
"""The papers by id, in the order in which they are offered."""

PAPER_GROUPS = (
    PaperGroup(id="detainer", title="Detainer (Form I-247A)", papers=("i_247a",)),
    PaperGroup(id="administrative_warrant", title="Form I-200 or I-205", papers=("i_200", "i_205")),
    PaperGroup(id="judges_warrant", title="Judge's warrant", papers=("judicial_warrant",)),
    PaperGroup(
        id="subpoena", title="Subpoena", papers=("judicial_subpoena", "administrative_subpoena")
    ),
    PaperGroup(id="message", title="Call or e-mail", papers=("call_or_email",)),
    PaperGroup(id="officer", title="Officer at the counter", papers=("officer_at_counter",)),
)
"""What is in hand, as the first page offers it."""


def checks_of_paper(paper: Paper, vocabulary: Vocabulary) -> tuple[Check, ...]:
    """What to look at on a paper, in the order of the paper."""
    return checks_of(paper.checked_as, vocabulary)
