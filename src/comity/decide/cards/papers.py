"""The papers that a card is made for, until the interview's table of papers is here. Same shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str | bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper in hand: what it asks for, its kind of document, and what follows from holding it."""

    id: str
    title: str
    looks: str
    signed_by: str
    actions: tuple[str, ...]
    may_ask: tuple[str, ...] = ()
    kind: str | None = None
    facts: Mapping[str, str | bool] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGroup:
    """Papers that a person at a desk takes for one thing."""

    id: str
    title: str
    papers: tuple[str, ...]


_FROM: Mapping[str, str | bool] = {
    "request_from_immigration_authority": True,
    "recipient_kind": "immigration_agency",
}
_WRITTEN: Mapping[str, str | bool] = {**_FROM, "request_written": True}

_ALL = (
    Paper(
        id="i_247a",
        title="Immigration detainer (Form I-247A)",
        looks="`DHS Form I-247A` at the foot of the page",
        signed_by="an immigration officer; no judge",
        actions=("notify_release", "hold_on_detainer"),
        may_ask=("transfer_custody",),
        kind="i_247a",
        facts={**_WRITTEN, "subject_to_detainer": True},
    ),
    Paper(
        id="i_200",
        title="Warrant for Arrest of Alien (Form I-200)",
        looks="`Form I-200` at the foot of the page",
        signed_by="an immigration officer; no judge",
        actions=("transfer_custody",),
        may_ask=("arrest_civil", "notify_release", "hold_on_detainer"),
        kind="i_200",
        facts=_WRITTEN,
    ),
    Paper(
        id="judicial_warrant",
        title="Warrant signed by a judge",
        looks="the name of a court at its head",
        signed_by="a judge or magistrate judge of a court",
        actions=("transfer_custody",),
        may_ask=("hold_on_detainer", "notify_release"),
        kind="judicial_warrant",
        facts={"request_written": True},
    ),
    Paper(
        id="officer_at_counter",
        title="Immigration officer at the counter",
        looks="an officer with a badge",
        signed_by="nobody",
        actions=(),
        may_ask=("allow_interview", "allow_facility_access", "transfer_custody", "notify_release"),
        facts=_FROM,
    ),
)
PAPERS: Mapping[str, Paper] = {paper.id: paper for paper in _ALL}
PAPER_GROUPS = tuple(
    PaperGroup(id=one.id, title=one.title, papers=(one.id,)) for one in _ALL
)
