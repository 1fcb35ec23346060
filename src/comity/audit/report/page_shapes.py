"""What a report's page shows, as shapes for its template. `page.py` fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from comity.audit.counting.count import Count
from comity.audit.counting.tally import OrganisationCount
from comity.audit.deciding.subject import Subject
from comity.audit.report.open_cases import OpenGroup
from comity.audit.report.portal_pages import PortalPage
from comity.audit.report.provision_cards import ProvisionCard
from comity.audit.report.slices import Slice
from comity.audit.report.summary import Line
from comity.decide import Conduct
from comity.logic import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer with one conduct, and what opens its rows."""

    answer: Answer
    conduct: Conduct
    link: Slice
    complete: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLinks:
    """What some searches say; mentions open their rows."""

    mentions: Slice | None
    little: Count
    nothing: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One month of a subject."""

    month: date
    link: Slice
    answers: Mapping[Answer, Slice | None]
    said: SaidLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """One agency of a subject; `little` and `nothing` are shares of its searches."""

    party: str
    link: Slice
    answers: Mapping[Answer, Slice | None]
    said: SaidLinks
    little: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """One row as a page lists it."""

    file: str
    line: int
    day: date
    later: date
    party: str
    other: str
    other_kind: str
    other_state: str
    other_confidence: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRows:
    """The rows of one party that a page lists."""

    party: str
    rows: tuple[ListedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientLine:
    """Entries of sharing lists by the kind and state of who was given access."""

    kind: str
    state: str
    link: Slice
    inactive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """All that a page says of one answer for one subject."""

    anchor: str
    answer: Answer
    counted: str
    groups: tuple[OpenGroup, ...]
    purposes: str
    provisions: tuple[ProvisionCard, ...]
    recipients: tuple[RecipientLine, ...]
    other_recipients: Count
    organisations: tuple[OrganisationCount, ...]
    surely: str
    listed: tuple[OwnerRows, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSubject:
    """All that a page says of one subject."""

    subject: Subject
    count: Count
    answers: tuple[AnswerLine, ...]
    in_months: tuple[Answer, ...]
    months: tuple[MonthLine, ...]
    chart: Markup
    said: bool
    agencies: tuple[AgencyLine, ...]
    agencies_in_all: int
    sections: tuple[PageSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadLine:
    """A sentence of the head, with its lines and what opens them."""

    text: str
    lines: tuple[tuple[Line, Slice | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """Searches that say one sort of thing, and their share of all."""

    words: str
    count: Count
    share: str
    link: Slice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What the searches say, and the drawing of it by month."""

    lines: tuple[StatementLine, ...]
    chart: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A fact that would settle some acts."""

    subject: Subject
    asks: str
    found: str
    settles: Count
    link: Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What an agency's own pages said, beside its own numbers."""

    agency: str
    said: tuple[PortalPage, ...]
    mentions: Slice | None
    departs: Slice | None
