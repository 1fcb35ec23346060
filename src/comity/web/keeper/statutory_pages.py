"""The reports that laws ask for: which there are, and one filled for an agency and a time, to print and to sign."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from comity.ledger import LedgerError
from comity.ledger.report.read import name_of
from comity.ledger.statutory import (
    definition_named,
    definitions,
    desks_on_record,
    fill,
    period_of,
    report_csv,
    report_form,
    report_html,
)
from comity.web.keeper.ledger_pages import document_page
from comity.web.keeper.page_maker import KeeperPages, asked_of, not_there, reads
from comity.web.page import UnusableError

FORMS = ("page", "csv", "json")


class StatutoryPages(KeeperPages):
    """The pages of reports."""

    @reads
    def listing(self, request: Request) -> Response:
        """Every report with what it must hold, and a form where the register knows an agency that owes it."""
        return self.shown(
            request,
            "ledger_statutory.html",
            reports=[(one, desks_on_record(self.ledger, one)) for one in definitions().values()],
            name_of=lambda place: name_of(self.site.corpus, place),
        )

    @reads
    def filled(self, request: Request) -> Response:
        """One report, as a page of its own, a table or JSON."""
        asked = asked_of(request)
        try:
            wanted = definition_named(request.path_params["report"])
        except LedgerError as error:
            raise not_there(error) from None
        agency, period, form = asked.one("agency"), asked.one("period"), asked.one("form") or "page"
        if agency is None or period is None:
            raise UnusableError(
                ("a report needs an agency and a time: choose both on the page of reports",)
            )
        if form not in FORMS:
            raise UnusableError(
                (f"`{form[:20]}` is no form of a report: use one of {', '.join(FORMS)}",)
            )
        filled = fill(self.ledger, wanted, agency=agency, period=period_of(wanted.period, period))
        name = f"{wanted.id}-{filled.period.first}"
        match form:
            case "csv":
                return _file(report_csv(filled), "text/csv; charset=utf-8", f"{name}.csv")
            case "json":
                text = json.dumps(
                    report_form(filled, self.site.corpus), indent=2, ensure_ascii=False
                )
                return _file(f"{text}\n", "application/json", f"{name}.json")
            case _:
                return document_page(report_html(filled, self.site.corpus, self.site.today()))


def _file(text: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, media_type=kind, headers=headers)
