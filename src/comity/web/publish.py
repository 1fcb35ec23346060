"""The pages as files: a static site that any host serves and that opens from a folder on a disk.

Every page is made by the same function as on the server. The day is given, no clock is read, so that the
same corpus and day give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from comity.decide import Language, QuestionError
from comity.law import Corpus, PlaceError
from comity.web.app import PAGES, STATIC, problem_page, static_file
from comity.web.links import LANGUAGES, FolderLinks, Query, file_of, prefix
from comity.web.page import (
    Asked,
    Download,
    NotFoundError,
    Page,
    PageMaker,
    Redirect,
    UnusableError,
    read_templates,
    render,
)
from comity.web.published import (
    NOT_PUBLISHED,
    data_files,
    feed,
    published_paths,
    search_page,
    sitemap,
)
from comity.web.site import Settings, Site

MARKER = ".comity-site"
"""The file that says that a folder was made here, and may be replaced."""
MARKED = "This folder was written by `comity publish`, which replaces it as a whole.\n"
Progress = Callable[[int, int], None]
"""Told how many pages are written, of how many that are known so far."""


class PublishError(Exception):
    """A folder that cannot be written to; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was written. `unmade` are paths that a page links to and nothing makes: there a page says so."""

    folder: Path
    pages: int
    files: int
    unmade: tuple[str, ...]


def publish_site(
    corpus: Corpus,
    folder: Path,
    *,
    on: date,
    languages: Sequence[Language] = LANGUAGES,
    settings: Settings | None = None,
    base_url: str | None = None,
    changelog: str = "",
    workers: int | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Write the site of a day into a folder, all of it or nothing.

    `changelog` is what the feed tells. Raises PublishError where the folder holds what was not written here.
    """
    _refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    written = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        site = Site(corpus=corpus, settings=settings or Settings(), today=_day(on))
        job = _Job(site=site, folder=written, languages=tuple(languages))
        paths = _write_pages(job, published_paths(site), workers, progress)
        files = _write_beside(job, paths, on, base_url, changelog)
        (written / MARKER).write_text(MARKED, encoding="utf-8")
        written.chmod(0o755)
        _swap(written, folder)
    finally:
        shutil.rmtree(written, ignore_errors=True)
    return Publication(
        folder=folder,
        pages=len(paths) * len(job.languages),
        files=files,
        unmade=tuple(path for path in paths if maker_of(path) is None),
    )


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PublishError(f"{folder}: not a folder; name a folder that `comity publish` may make")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise PublishError(
            f"{folder}: not empty, and not written by `comity publish`; "
            "name an empty folder, or one that does not exist yet"
        )


def _swap(written: Path, folder: Path) -> None:
    """Put the new folder where the old one was; a reader sees the one or the other."""
    old = written.with_name(f"{written.name}.old")
    if folder.exists():
        folder.rename(old)
    try:
        written.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


class _Day:
    """The day of the site, in place of a clock."""

    def __init__(self, on: date) -> None:
        self.on = on

    def __call__(self) -> date:
        return self.on


def _day(on: date) -> Callable[[], date]:
    return _Day(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What every worker knows."""

    site: Site
    folder: Path
    languages: tuple[Language, ...]


class _Seen(FolderLinks):
    """Links that remember the pages they lead to, so that none leads nowhere."""

    __slots__ = ("seen",)

    def __init__(self, *, language: Language, path: str) -> None:
        super().__init__(language=language, path=path)
        object.__setattr__(self, "seen", set())

    seen: set[str]

    def page(self, path: str, query: Query = None) -> str:
        self.seen.add(path)
        return super().page(path, query)


_JOB: _Job | None = None
"""The job of this process, set before workers are forked from it."""


def _write_pages(
    job: _Job,
    declared: Iterable[str],
    workers: int | None,
    progress: Progress | None,
) -> tuple[str, ...]:
    """Write every page that is declared, and what they link to, in all languages; their paths."""
    global _JOB  # noqa: PLW0603 -- how a forked worker comes by the corpus without a copy of it
    _JOB = job
    read_templates()
    known = dict.fromkeys(declared)
    waiting = list(known)
    done = 0
    count = workers if workers is not None else min(os.cpu_count() or 1, 4)
    with _Pool(count) as pool:
        while waiting:
            lots = _lots(waiting)
            found: set[str] = set()
            for number, seen in zip(map(len, lots), pool.map(_write_lot, lots), strict=True):
                found |= seen
                done += number
                if progress is not None:
                    progress(done, len(known))
            waiting = sorted(found - known.keys())
            known.update(dict.fromkeys(waiting))
    _JOB = None
    return tuple(known)


def _lots(paths: Iterable[str]) -> list[list[str]]:
    """The paths of a place together, for they rest on the same law; the longest lots first."""
    found: dict[str, list[str]] = {}
    for path in paths:
        kind, _, rest = path.partition("/")
        place = (
            rest.partition("/")[0]
            if kind in ("places", "cards", "provisions", "gaps", "diff")
            else kind
        )
        found.setdefault("matrix" if path.startswith("matrix") else place, []).append(path)
    return sorted(found.values(), key=len, reverse=True)


class _Pool:
    """Workers forked from this process; with one, this process itself."""

    def __init__(self, workers: int) -> None:
        self._pool = (
            ProcessPoolExecutor(max_workers=workers, mp_context=get_context("fork"))
            if workers > 1
            else None
        )

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(
        self, work: Callable[[list[str]], set[str]], lots: Sequence[list[str]]
    ) -> Iterator[set[str]]:
        """The results in order."""
        return iter(self._pool.map(work, lots)) if self._pool else map(work, lots)


def _write_lot(paths: list[str]) -> set[str]:
    """Write some pages in all languages; the paths that they link to."""
    assert _JOB is not None
    seen: set[str] = set()
    for path in paths:
        for language in _JOB.languages:
            seen |= _write_page(_JOB, path, language)
    return seen


def _write_page(job: _Job, path: str, language: Language) -> set[str]:
    made = page_at(job.site, path, language)
    links = _Seen(language=language, path=path)
    file = job.folder / (prefix(language) + file_of(path))
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(made, Download):
        file.write_bytes(made.content.encode())
        return links.seen
    shown = replace(made, context={**made.context, "languages": job.languages})
    file.write_text(render(job.site, shown, links), encoding="utf-8", newline="\n")
    return links.seen


def page_at(site: Site, path: str, language: Language) -> Page | Download:
    """The page or file at a path; where it cannot be shown on the day of the site, the page that says why."""
    found = maker_of(path)
    if found is None:
        return problem_page(NotFoundError(f"`{path}` is not published here"))
    maker, parts = found
    try:
        made = maker(site, Asked(language=language, path=parts))
    except (NotFoundError, PlaceError, QuestionError, UnusableError) as error:
        return problem_page(error)
    if isinstance(made, Redirect):
        raise PublishError(f"`{path}` leads to an address with a query, which no folder answers")
    return made


def maker_of(path: str) -> tuple[PageMaker, Mapping[str, str]] | None:
    """What makes the page at a path, and the parts of the path."""
    if path in NOT_PUBLISHED:
        return None
    own = path.split("/")
    for pattern, maker in {**PAGES, "search": search_page}.items():
        wanted = pattern.split("/")
        if len(own) == len(wanted) and all(
            part == want or (want.startswith("{") and part)
            for part, want in zip(own, wanted, strict=True)
        ):
            return maker, {
                want.strip("{}").partition(":")[0]: part
                for part, want in zip(own, wanted, strict=True)
                if want.startswith("{")
            }
    return None


def _write_beside(
    job: _Job, paths: Sequence[str], on: date, base_url: str | None, changelog: str
) -> int:
    """The files beside the pages; how many there are."""
    found: dict[str, bytes] = {
        f"static/{name}": static_file(name) for name in STATIC if not name.startswith("htmx")
    }
    found.update(data_files(job.site))
    found["feed.xml"] = feed(job.site, changelog, on=on, base_url=base_url)
    if base_url is not None:
        files = [prefix(one) + file_of(path) for path in paths for one in job.languages]
        found["sitemap.xml"] = sitemap(files, on=on, base_url=base_url)
    for name, content in found.items():
        file = job.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return len(found)
