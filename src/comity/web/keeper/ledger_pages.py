"""The ledger: a list to narrow, and an incident with its acts, quotes in context, what the law said, and its history."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from comity.decide import Explanation
from comity.evidence.review import Shown, in_context, safe
from comity.ledger import LedgerError, Record
from comity.ledger.canonical import Form
from comity.ledger.explaining import explain_kept
from comity.ledger.facets import FACETS, facets
from comity.ledger.listing import Wanted, list_acts
from comity.ledger.publishable import PublicAct, PublicQuote, is_published, public_act
from comity.ledger.report.read import name_of
from comity.ledger.report.write import page_policy
from comity.ledger.shown import decided_words
from comity.ledger.statutory import sheet_of
from comity.logic import Answer
from comity.web.keeper.page_maker import (
    PART,
    KeeperPages,
    asked_of,
    not_there,
    part_of,
    reads,
    slots,
)
from comity.web.page import NotFoundError, UnusableError

CONDITIONS = ("place", *FACETS, "year", "agency", "conduct")
"""What an address may ask of the acts of a list."""
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    """A quote in its context (None: the document is gone), and as it may be published."""

    form: Form
    pieces: Sequence[Shown] | None
    public: PublicQuote


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """An act as the page shows it."""

    form: Form
    public: PublicAct
    quotes: Sequence[_Quote]
    answer: Answer | None
    told: Explanation | None
    said: str


class LedgerPages(KeeperPages):
    """The pages of acts and incidents."""

    @reads
    def listing(self, request: Request) -> Response:
        """The acts that fit what the address asks, a part at a time."""
        asked = asked_of(request)
        chosen = {name: value for name in CONDITIONS if (value := asked.one(name))}
        wanted, part = _wanted(chosen), part_of(asked)
        found = list_acts(self.ledger, wanted, most=PART, skip=(part - 1) * PART)
        held = facets(self.ledger, wanted)
        return self.shown(
            request,
            "ledger_list.html",
            found=found,
            chosen=slots(chosen),
            facets=held,
            names=self._names([one.value for one in held["place"]], found.rows),
            part=part,
            of_part=PART,
            head=self.ledger.head(),
        )

    def _names(self, places: Sequence[str], rows: Sequence[Form]) -> Mapping[str, str]:
        wanted = {*places, *(row["place"] for row in rows if row["place"])}
        return {one: name_of(self.site.corpus, one) for one in sorted(wanted)}

    @reads
    def incident(self, request: Request) -> Response:
        """One incident as it stands, and every event that made it so."""
        name = request.path_params["incident"]
        state = self._state(name)
        return self.shown(
            request,
            "ledger_incident.html",
            state=slots(state),
            acts=list(self._acts(state)),
            published=is_published(state),
            history=[_event(one) for one in self.ledger.records_of(name)],
            name_of=lambda place: name_of(self.site.corpus, place),
        )

    @reads
    def sheet(self, request: Request) -> Response:
        """The finding sheet of an incident, as it may be handed out."""
        name = request.path_params["incident"]
        self._state(name)
        _, page = sheet_of(self.ledger, name, self.site.corpus, self.site.today())
        return document_page(page)

    def _state(self, name: str) -> Form:
        try:
            state = self.ledger.state(name)
        except LedgerError as error:
            raise not_there(error) from None
        if state["what"] != "incident":
            raise NotFoundError(f"`{name}` is no incident but a {state['what']}")
        return state

    def _acts(self, state: Form) -> Iterator[_Act]:
        texts: dict[str, str | None] = {}
        for form in state.get("acts", []):
            public = public_act(state, form)
            decided: Form = form.get("decided", {})
            yield _Act(
                form=slots(form),
                public=public,
                quotes=[
                    _Quote(form=one, pieces=self._in_context(one, texts), public=shown)
                    for one, shown in zip(
                        form.get("evidence", {}).get("quotes", []), public.quotes, strict=True
                    )
                ],
                answer=Answer(decided["answer"]) if decided and "why" not in decided else None,
                told=explain_kept(self.site.corpus, decided, language=self.language),
                said=decided_words(decided) if decided else "",
            )

    def _in_context(self, quote: Form, texts: dict[str, str | None]) -> Sequence[Shown] | None:
        digest = quote["document"]
        if digest not in texts:
            held = self.ledger.document(digest)
            texts[digest] = held.text if held else None
        text = texts[digest]
        return None if text is None else in_context(text, quote["start"], quote["end"])


def document_page(text: str) -> Response:
    """A page that the ledger writes to be handed out: it holds its style in itself, and nothing else is let in."""
    policy = f"{page_policy()}; frame-ancestors 'none'"
    return HTMLResponse(
        text, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    )


def _wanted(chosen: Mapping[str, str]) -> Wanted:
    """What a list asks of acts. Raises UnusableError."""
    asked = dict(chosen)
    year = asked.pop("year", None)
    if year is None:
        return Wanted(**asked)
    if not _YEAR.fullmatch(year):
        raise UnusableError((f"`{year[:20]}` is no year: write it as 2025",))
    return Wanted(since=f"{year}-01-01", until=f"{year}-12-31", **asked)


def _event(record: Record) -> Mapping[str, object]:
    """An event with its body laid out for reading; None where that is erased."""
    body = None
    if record.body is not None:
        body = safe(json.dumps(json.loads(record.body), ensure_ascii=False, indent=1))
    return {"event": record.event, "body": body}
