"""The review in the browser: the same desk, session and log as `comity review`, decided by forms and by keys.

A form says what its window had seen. Where the log says otherwise by then, nothing is written and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from comity.evidence.candidates import Candidate
from comity.evidence.codebook import SLOTS as CODED
from comity.evidence.review import (
    SLOTS,
    Agreement,
    CorrectionError,
    Decision,
    Desk,
    ReviewError,
    ReviewLog,
    Session,
    Shown,
    agreement_of,
    in_context,
    last_mark,
    mark_of,
    outcome_of,
    slot_text,
    slot_words,
)
from comity.web.keeper.page_maker import (
    PART,
    KeeperPages,
    asked_of,
    field,
    part_of,
    reads,
    writes,
)
from comity.web.page import NotFoundError

OTHER_WINDOW = (
    "another window, or the terminal, has decided on this since your page was loaded: nothing of yours was written; look "
    "at what stands now, and decide again if you still want to"
)
READ_AGAIN = (
    "the proposals were read again since your page was loaded, so that this number is another proposal now: nothing was "
    "written"
)


class ReviewPages(KeeperPages):
    """The pages of a review."""

    @reads
    def first(self, request: Request) -> Response:
        """The documents, what stands so far, and who reviews."""
        sign = asked_of(request).one("as")
        desk = self.desk
        if sign is not None:
            desk.log(sign)
            return self.go(f"review/{sign}")
        decisions = {name: log.decisions() for name, log in desk.logs().items()}
        return self.shown(
            request,
            "review.html",
            desk=desk,
            documents=_documents(desk, decisions),
            decisions=decisions,
            outcome=outcome_of(desk.candidates, decisions),
        )

    @reads
    def agreement(self, request: Request) -> Response:
        """Where two reviewers differ, and Cohen's kappa."""
        desk = self.desk
        held = {sign: log.decisions() for sign, log in desk.logs().items()}
        signs = list(held)
        found: list[Agreement] = [
            agreement_of(desk.candidates, (one, held[one]), (other, held[other]))
            for at, one in enumerate(signs)
            for other in signs[at + 1 :]
        ]
        return self.shown(request, "review_agreement.html", found=found)

    @reads
    def listing(self, request: Request) -> Response:
        """The proposals with what this reviewer decided, a part at a time."""
        desk = self.desk
        return self._list(request, desk, self._log(desk, request.path_params["sign"]))

    def _list(
        self,
        request: Request,
        desk: Desk,
        log: ReviewLog,
        mistakes: Sequence[str] = (),
        status: int = 200,
    ) -> Response:
        part = part_of(asked_of(request))
        numbered = list(enumerate(desk.candidates, start=1))[(part - 1) * PART : part * PART]
        return self.shown(
            request,
            "review_list.html",
            status,
            sign=request.path_params["sign"],
            mistakes=mistakes,
            desk=desk,
            numbered=numbered,
            decisions=log.decisions(),
            numbers=_numbers(desk),
            session=Session(desk, log),
            last=last_mark(log),
            torn=log.torn,
            part=part,
            of_part=PART,
            slot_text=slot_text,
        )

    @reads
    def one(self, request: Request) -> Response:
        """One proposal: its words in their context, its slots, and what can be done."""
        desk, sign = self.desk, request.path_params["sign"]
        log = self._log(desk, sign)
        return self._one(request, desk, log, request.path_params["number"])

    @writes
    def decide(self, request: Request, form: FormData) -> Response:
        """Accept (as corrected, where a slot was changed), reject or merge."""
        desk, sign, number = self.desk, request.path_params["sign"], request.path_params["number"]
        with self.keeper.deciding:
            log = self._log(desk, sign)
            candidate = _candidate(desk, number)
            if candidate.act.id != field(form, "id"):
                return self._one(request, desk, log, number, mistakes=(READ_AGAIN,), status=409)
            if mark_of(log, candidate.act.id) != field(form, "seen"):
                return self._one(request, desk, log, number, mistakes=(OTHER_WINDOW,), status=409)
            session = _opened(desk, log, number)
            try:
                _do(session, form)
            except CorrectionError as error:
                return self._one(
                    request, desk, log, number, mistakes=(str(error),), typed=form, status=422
                )
        if session.candidate is None:
            return self.go(f"review/{sign}?did={number}")
        return self.go(f"review/{sign}/{session.number}?did={number}")

    @writes
    def undo(self, request: Request, form: FormData) -> Response:
        """Take back the last decision, and open its proposal."""
        desk, sign = self.desk, request.path_params["sign"]
        with self.keeper.deciding:
            log = self._log(desk, sign)
            if last_mark(log) != field(form, "last"):
                return self._list(request, desk, log, (OTHER_WINDOW,), status=409)
            session = Session(desk, log)
            if not session.undo():
                return self._list(request, desk, log, ("nothing is left to undo",), status=422)
        return self.go(f"review/{sign}/{session.number}" if session.candidate else f"review/{sign}")

    def _one(
        self,
        request: Request,
        desk: Desk,
        log: ReviewLog,
        number: int,
        *,
        mistakes: Sequence[str] = (),
        typed: FormData | None = None,
        status: int = 200,
    ) -> Response:
        candidate = _candidate(desk, number)
        session = _opened(desk, log, number)
        act = session.act
        assert act is not None
        did = asked_of(request).one("did")
        return self.shown(
            request,
            "review_one.html",
            status,
            sign=request.path_params["sign"],
            session=session,
            candidate=candidate,
            many=len(desk.candidates),
            quotes=_quotes(desk, candidate),
            slots=[
                (
                    slot,
                    field(typed, slot) if typed else slot_text(act, slot),
                    slot_words(act, slot),
                    means,
                )
                for slot, means in SLOTS.items()
            ],
            act=act,
            coded=CODED,
            actions=self.site.corpus.vocabulary.actions,
            seen=mark_of(log, candidate.act.id),
            last=last_mark(log),
            decided=_decided_before(desk, log, did),
            note=field(typed, "note") if typed else session.held.note if session.held else "",
            into=_numbers(desk).get(session.held.into or "") if session.held else None,
            mistakes=mistakes,
        )

    def _log(self, desk: Desk, sign: str) -> ReviewLog:
        try:
            return desk.log(sign)
        except ReviewError as error:
            raise NotFoundError(str(error)) from None


def _candidate(desk: Desk, number: int) -> Candidate:
    if not 1 <= number <= len(desk.candidates):
        raise NotFoundError(f"there is no proposal {number}: there are {len(desk.candidates)}")
    return desk.candidates[number - 1]


def _opened(desk: Desk, log: ReviewLog, number: int) -> Session:
    session = Session(desk, log)
    session.move(number - session.number)
    return session


def _do(session: Session, form: FormData) -> None:
    """What the pressed button says. Raises CorrectionError: a slot cannot hold that, or the number is none."""
    note = field(form, "note")
    match field(form, "does"):
        case "accept":
            _correct(session, form)
            session.accept(note)
        case "reject":
            session.reject(note)
        case "merge":
            text = field(form, "into")
            if not (text.isdecimal() and len(text) < 10 and session.merge(int(text))):
                raise CorrectionError("that number is no proposal that stands, or it is this one")
        case other:
            raise CorrectionError(f"`{other[:20]}` is no decision: accept, reject or merge")


def _correct(session: Session, form: FormData) -> None:
    """Correct every slot in which another text stands than the form was given. A field of a form holds no line end."""
    act = session.act
    assert act is not None
    for slot in SLOTS:
        if slot in form and _line(field(form, slot)) != _line(slot_text(act, slot)):
            session.correct(slot, field(form, slot))


def _line(text: str) -> str:
    return " ".join(text.split())


def _quotes(desk: Desk, candidate: Candidate) -> list[tuple[Sequence[Shown], str, str]]:
    """Each quote in its context, as it may be published, and the name of its document."""
    names = {source.document: source.name for source in candidate.act.sources}
    return [
        (
            in_context(desk.document(quote.document).text, quote.start, quote.end),
            public,
            names.get(quote.document, quote.document[:12]),
        )
        for quote, public in zip(candidate.act.act.quotes, candidate.act.public_quotes, strict=True)
    ]


def _numbers(desk: Desk) -> Mapping[str, int]:
    return {one.act.id: number for number, one in enumerate(desk.candidates, start=1)}


def _decided_before(desk: Desk, log: ReviewLog, did: str | None) -> tuple[int, Decision] | None:
    """What was just done, for a word about it."""
    if did is None or not did.isdecimal() or not 1 <= int(did[:7]) <= len(desk.candidates):
        return None
    held = log.decisions().get(desk.candidates[int(did) - 1].act.id)
    return None if held is None else (int(did), held)


def _documents(
    desk: Desk, decisions: Mapping[str, Mapping[str, Decision]]
) -> list[Mapping[str, object]]:
    """Every document with its proposals, and how many of them somebody has decided."""
    proposals: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for one in desk.candidates:
        done = any(one.act.id in held for held in decisions.values())
        for source in one.act.sources:
            proposals[source.document] += 1
            decided[source.document] += done
    return [
        {"document": one, "proposals": proposals[one.digest], "decided": decided[one.digest]}
        for one in desk.shelf.all()
    ]
