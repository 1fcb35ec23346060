"""Counts that open, as a published report would have them; a table of them for another site's page; the feed of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from comity.evidence import ClaimedBreach
from comity.ledger.report.denominators import RESULTS
from comity.ledger.report.feed import feed_text
from comity.ledger.report.lines import Line, by_incident, quoted, read_lines
from comity.ledger.report.numbers import Opened, act_words
from comity.ledger.report.read import SMALLEST, ReadReport
from comity.ledger.report.sections import Row
from comity.web.guard import CONTENT_POLICY
from comity.web.keeper.page_maker import PART, KeeperPages, asked_of, part_of, reads
from comity.web.page import NotFoundError

EMBEDS = ("states", "places", "breaches", "statuses", "known", "months", "law", "findings")
"""The tables that can stand in another site's page, by their names in the sections of a report."""


class CountPages(KeeperPages):
    """The pages of numbers. All of it may be published; the incidents that they open are the keeper's."""

    @reads
    def counts(self, request: Request) -> Response:
        """Every table; or, where the address holds the columns of a number, the incidents behind that."""
        read = self.keeper.report()
        columns = {name: value for name, value in request.query_params.items() if name != "page"}
        if columns:
            return self._number(request, read, columns)
        return self.shown(
            request,
            "ledger_counts.html",
            read=read,
            breaches=[one.value for one in ClaimedBreach],
            results=RESULTS,
            smallest=SMALLEST,
            embeds=EMBEDS if self.site.settings.embed_origins else (),
        )

    def _number(self, request: Request, read: ReadReport, columns: Mapping[str, str]) -> Response:
        wanted = {} if columns == {"all": "yes"} else columns
        opened = next((one for one in read.numbers.all if one.columns == wanted), None)
        if opened is None:
            raise NotFoundError(
                "no number of the counts has these columns: open it from the page of counts"
            )
        part = part_of(asked_of(request))
        return self.shown(
            request,
            "ledger_number.html",
            opened=opened,
            columns=columns,
            incidents=self._incidents(read, opened, part),
            part=part,
            of_part=PART,
        )

    def _incidents(
        self, read: ReadReport, opened: Opened, part: int
    ) -> Sequence[Mapping[str, object]]:
        """A part of the incidents behind a number, as they may be published."""
        with self.ledger.reading() as view:
            told = read_lines(view, opened.number.of[(part - 1) * PART : part * PART])
        return [
            {"incident": lines[0].incident, "acts": [_act(read, line) for line in lines]}
            for _, lines in by_incident(told)
        ]

    @reads
    def embed(self, request: Request) -> Response:
        """One table without the rest of a page. Only sites that were named at the start may frame it."""
        name, origins = request.path_params["table"], self.site.settings.embed_origins
        if name not in EMBEDS or not origins:
            raise NotFoundError(
                f"`{name[:40]}` is no table to embed: start with --embed-origin, and use one of {', '.join(EMBEDS)}"
            )
        read = self.keeper.report()
        rows: Sequence[Row] = getattr(read.sections, name)
        answer = self.shown(request, "ledger_embed.html", name=name, rows=rows, read=read)
        answer.headers["Content-Security-Policy"] = CONTENT_POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}"
        )
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    @reads
    def feed(self, request: Request) -> Response:
        """The last changes that may be published, for a feed reader on this machine."""
        begin = str(request.base_url).rstrip("/")
        text = feed_text(
            self.ledger,
            self.site.corpus,
            title="Changes of the ledger",
            address=lambda one: f"{begin}/ledger/incidents/{one}" if one else f"{begin}/ledger",
        )
        return Response(
            text, media_type="application/atom+xml", headers={"Cache-Control": "no-store"}
        )


def _act(read: ReadReport, line: Line) -> Mapping[str, object]:
    return {"words": act_words(line, read.places), "quoted": quoted(line)}
