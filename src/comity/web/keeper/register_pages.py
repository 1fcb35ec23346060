"""The register of requests: a list, one request, and an answer of Ask that is put into it. Without any name."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from comity.decide import interview as talk
from comity.law import is_day
from comity.ledger import LedgerError, Recorded
from comity.ledger.canonical import Form
from comity.ledger.choices import Requester
from comity.ledger.listing import list_requests
from comity.ledger.register import record_answers
from comity.ledger.report.read import name_of
from comity.ledger.shown import decided_words, history_lines
from comity.logic import Answer
from comity.web.ask import known_places
from comity.web.guard import MAX_FIELDS, MAX_QUERY
from comity.web.keeper.page_maker import (
    PART,
    KeeperPages,
    asked_of,
    field,
    not_there,
    part_of,
    reads,
    slots,
    writes,
)
from comity.web.page import NotFoundError, UnusableError


class RegisterPages(KeeperPages):
    """The pages of requests."""

    @reads
    def listing(self, request: Request) -> Response:
        """Requests, newest first, of a place and between days if asked."""
        asked = asked_of(request)
        chosen = {name: value for name in ("place", "since", "until") if (value := asked.one(name))}
        for name in ("since", "until"):
            if name in chosen and not is_day(chosen[name]):
                raise UnusableError(
                    (f"`{chosen[name][:20]}` is not a day: write it as 2026-11-21",)
                )
        part = part_of(asked)
        found = list_requests(
            self.ledger,
            place=chosen.get("place"),
            since=chosen.get("since"),
            until=chosen.get("until"),
            most=PART,
            skip=(part - 1) * PART,
        )
        return self.shown(
            request,
            "ledger_requests.html",
            found=found,
            chosen=slots(chosen),
            part=part,
            of_part=PART,
            recorded=[one for one in asked.query.get("recorded", ()) if one.startswith("request-")][
                :20
            ],
            name_of=lambda place: name_of(self.site.corpus, place),
        )

    @reads
    def one(self, request: Request) -> Response:
        """One request, the answer behind it, how it was dealt with, and its history."""
        name = request.path_params["request"]
        state = self._state(name)
        decided: Form = state.get("determination", {})
        return self.shown(
            request,
            "ledger_request.html",
            state=slots(state),
            answer=Answer(decided["answer"]) if decided else None,
            told=decided_words(decided) if decided else "",
            history=list(history_lines(self.ledger.records_of(name))),
            name_of=lambda place: name_of(self.site.corpus, place),
        )

    def _state(self, name: str) -> Form:
        try:
            state = self.ledger.state(name)
        except LedgerError as error:
            raise not_there(error) from None
        if state["what"] != "request":
            raise NotFoundError(f"`{name}` is no request but a {state['what']}")
        return state

    @writes
    def record(self, request: Request, form: FormData) -> Response:
        """Put the answers of an interview into the register: a request for each act that was asked for."""
        asked = form.get("question")
        pairs = _pairs(asked if isinstance(asked, str) else "")
        interview = talk.submitted(self.site.corpus, pairs, places=known_places(pairs))
        found = [
            one.determination
            for one in talk.record_of_interview(self.site.corpus, interview).answers
        ]
        if not found:
            raise UnusableError(
                ("this question asks for no act, so that there is nothing to record",)
            )
        more = Recorded(
            received=_day(field(form, "received")),
            agency=field(form, "desk") or None,
            requester=_requester(field(form, "requester")),
        )
        made = record_answers(self.ledger, self.site.corpus, found, by=field(form, "by"), more=more)
        return self.go(f"ledger/requests?{'&'.join(f'recorded={one.subject}' for one in made)}")


def _pairs(text: str) -> list[tuple[str, str]]:
    """The query of an answer page, as the form sends it. Raises UnusableError."""
    unread = UnusableError(
        ("the question to be recorded cannot be read: record it from its answer page",)
    )
    if len(text) > MAX_QUERY:
        raise unread
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, max_num_fields=MAX_FIELDS
        )
    except ValueError:
        raise unread from None
    return [(name, value) for name, value in pairs if value or name.startswith("answer.")]


def _requester(text: str) -> Requester:
    try:
        return Requester(text or Requester.NOT_RECORDED.value)
    except ValueError:
        known = ", ".join(one.value for one in Requester)
        raise UnusableError((f"`{text[:40]}` is no requester: use one of {known}",)) from None


def _day(text: str) -> date | None:
    if text and not is_day(text):
        raise UnusableError((f"`{text[:20]}` is not a day: write it as 2026-11-21",))
    return date.fromisoformat(text) if text else None
