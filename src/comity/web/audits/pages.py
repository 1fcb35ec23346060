"""The pages of an audit in the browser, and what its forms do."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from comity.audit import shipped_dialects
from comity.decide import Language
from comity.web.alone import comes_from_here
from comity.web.audits.store import BusyError, Store, report_file, safe_name
from comity.web.links import LANGUAGES, prefix
from comity.web.page import NotFoundError, Page, UnusableError
from comity.web.site import Site

MOST_FILES = 20
_CHUNK = 1 << 20
_LONGEST_OPTION = 200

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-same-origin allow-downloads"
)
"""A report holds its style in itself, so that it can be sent as one file. It runs no script."""

Show = Callable[[Request, Page, Language], Response]


def routes(site: Site, store: Store, show: Show) -> Iterator[BaseRoute]:
    """The addresses of audits. `show` writes a page the way the rest of the site is written."""
    for language in LANGUAGES:
        own = _Audits(site, store, show, language)
        begin = f"/{prefix(language)}audit"
        yield Route(begin, own.first, methods=["GET"])
        yield Route(f"{begin}/upload", own.upload, methods=["POST"])
        yield Route(f"{begin}/{{id}}", own.audit, methods=["GET"])
        yield Route(f"{begin}/{{id}}/start", own.start, methods=["POST"])
        yield Route(f"{begin}/{{id}}/delete", own.delete, methods=["POST"])
        yield Route(f"{begin}/{{id}}/report/{{name:path}}", own.report, methods=["GET"])


class _Audits:
    """The endpoints in one language."""

    def __init__(self, site: Site, store: Store, show: Show, language: Language) -> None:
        self.site, self.store, self.show, self.language = site, store, show, language

    async def first(self, request: Request) -> Response:
        """The form to choose files, and what is kept here if it is to be listed."""
        await asyncio.to_thread(self.store.expire)
        listed = self.site.settings.list_audits and comes_from_here(request)
        return self._shown(
            request,
            "audit.html",
            deleted="deleted" in request.query_params,
            listed=listed,
            kept=await asyncio.to_thread(self.store.all) if listed else (),
        )

    async def upload(self, request: Request) -> Response:
        """Take the files, look at them, and go to their page."""
        folder: Path | None = None
        try:
            async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
                files = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
                files = [one for one in files if one.filename]
                if not files:
                    raise UnusableError(("no file was chosen: choose a log, or several",))
                folder = await asyncio.to_thread(self.store.new)
                for number, one in enumerate(files, start=1):
                    await _save(one, folder / "input" / _free(folder, one.filename, number))
            await asyncio.to_thread(self.store.look, folder)
        except MultiPartException as error:
            raise UnusableError((f"the form cannot be read: {error.message}",)) from None
        except OSError as error:
            if folder is not None:
                await asyncio.to_thread(self.store.delete, folder.name)
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                mistake = "the disk of this server is full: nothing was kept"
                return self._shown(request, "problem.html", status=507, mistakes=(mistake,))
            raise
        except asyncio.CancelledError:
            if folder is not None:
                self.store.delete(folder.name)
            raise
        return self._go(f"audit/{folder.name}")

    async def audit(self, request: Request) -> Response:
        """What the files seem to be; how far the audit is; its counts and its report."""
        kept = self.store.kept(request.path_params["id"])
        return self._shown(
            request,
            "audit_one.html",
            kept=kept,
            told=kept.told,
            state=kept.state.value,
            dialects=shipped_dialects(),
            keep_hours=self.site.settings.keep_seconds // 3600,
        )

    async def start(self, request: Request) -> Response:
        """Start the audit with the agency and the dialect chosen."""
        kept = self.store.kept(request.path_params["id"])
        async with request.form(max_files=0, max_fields=10) as form:
            options = list(_options(form))
        try:
            await asyncio.to_thread(self.store.start, kept, options)
        except BusyError:
            mistake = (
                "as many audits run here as this server allows: start this one when one has ended"
            )
            return self._shown(request, "problem.html", status=503, mistakes=(mistake,))
        return self._go(f"audit/{kept.id}")

    async def delete(self, request: Request) -> Response:
        """Delete the files and the report at once."""
        with suppress(NotFoundError):
            await asyncio.to_thread(self.store.delete, request.path_params["id"])
        return self._go("audit?deleted=yes")

    async def report(self, request: Request) -> Response:
        """A file of the report."""
        kept = self.store.kept(request.path_params["id"])
        path = report_file(kept, request.path_params["name"])
        headers = {"Cache-Control": "no-store"}
        if path.suffix == ".html":
            headers["Content-Security-Policy"] = REPORT_POLICY
            return FileResponse(path, media_type="text/html; charset=utf-8", headers=headers)
        return FileResponse(path, filename=path.name, headers=headers)

    def _shown(
        self, request: Request, template: str, status: int = 200, **context: object
    ) -> Response:
        page = Page(template=template, context=context, status=status, private=True)
        return self.show(request, page, self.language)

    def _go(self, path: str) -> Response:
        root = self.site.settings.root_path
        return RedirectResponse(f"{root}/{prefix(self.language)}{path}", status_code=303)


def _options(form: FormData) -> Iterator[str]:
    agency = str(form.get("agency") or "").strip()
    dialect = str(form.get("dialect") or "")
    if len(agency) > _LONGEST_OPTION:
        raise UnusableError((f"the agency's name is longer than {_LONGEST_OPTION} characters",))
    known = [one.id for one in shipped_dialects()]
    # Only dialects that come with the program: a name could otherwise be the path of a file here.
    if dialect and dialect not in known:
        raise UnusableError((f"`{dialect[:60]}` is not a dialect: use one of {', '.join(known)}",))
    if agency:
        yield f"--agency={agency}"
    if dialect:
        yield f"--dialect={dialect}"


def _free(folder: Path, name: str | None, number: int) -> str:
    """A safe name that no other file of the upload has."""
    safe = safe_name(name, number)
    return f"{number}-{safe}" if (folder / "input" / safe).exists() else safe


async def _save(file: UploadFile, path: Path) -> None:
    with path.open("xb") as written:
        while chunk := await file.read(_CHUNK):
            await asyncio.to_thread(written.write, chunk)
