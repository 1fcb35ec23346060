"""The pages as files: a static site that any host serves and that opens from a folder on a disk.

Every page is made by the same function as on the server. The day is given, no clock is read, so that the
same corpus and day give the same bytes.
"""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from comity.decide import Language, QuestionError
from comity.law import Corpus, PlaceError, packed, unpacked
from comity.web.app import PAGES, STATIC, problem_page, static_file
from comity.web.links import LANGUAGES, FolderLinks, Query, file_of, prefix
from comity.web.once import Once
from comity.web.page import (
    Asked,
    Download,
    NotFoundError,
    Page,
    PageMaker,
    Redirect,
    UnusableError,
    render,
)
from comity.web.published import (
    DATA,
    NOT_PUBLISHED,
    feed,
    published_paths,
    search_page,
    sitemap,
)
from comity.web.site import Settings, Site
from comity.web.workers import WorkerLostError, Workers

MARKER = ".comity-site"
"""The file that says that a folder was made here, and may be replaced."""
MARKED = "This folder was written by `comity publish`, which replaces it as a whole.\n"
Progress = Callable[[int, int], None]
"""Told how many pages are written, of how many that are known so far."""


class PublishError(Exception):
    """A site that cannot be written; the message says why, and what to do."""


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

    `changelog` is what the feed tells; `workers` how many processes write pages (None: one for each core, up to
    four; 1: this process). Raises PublishError where the folder holds what was not written here, and where a
    worker was lost.
    """
    _refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    written = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        site = Site(corpus=corpus, settings=settings or Settings(), today=_day(on))
        job = _Job(settings=site.settings, on=on, folder=written, languages=tuple(languages))
        with _writers(site, job, workers) as write:
            paths = _write_pages(published_paths(site), write, progress)
        files = len(DATA) + _write_beside(job, site, paths, base_url, changelog)
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
    """What every worker knows beside the corpus."""

    settings: Settings
    on: date
    folder: Path
    languages: tuple[Language, ...]


class _Seen(FolderLinks):
    """Links that remember the pages they lead to, so that none leads nowhere.

    A part of a page that was written before is not made again: where its links lead was told with the page that
    it was first written for, by the same worker.
    """

    __slots__ = ("seen",)

    def __init__(self, *, language: Language, path: str) -> None:
        super().__init__(language=language, path=path)
        object.__setattr__(self, "seen", set())

    seen: set[str]

    def page(self, path: str, query: Query = None) -> str:
        self.seen.add(path)
        return super().page(path, query)


_Lot: TypeAlias = list[str]
"""Paths that are written together, one after another."""

_Write: TypeAlias = Callable[[Iterable[_Lot]], Iterable[tuple[_Lot, set[str]]]]
"""Writes lots; each with the paths that its pages link to, in whatever order they are done."""


def _write_pages(
    declared: Iterable[str], write: _Write, progress: Progress | None
) -> tuple[str, ...]:
    """Write the data, every page that is declared, and what they link to; the paths of the pages."""
    known = dict.fromkeys(declared)
    waiting = [*known, *DATA]
    done = 0
    while waiting:
        found: set[str] = set()
        for lot, seen in write(_lots(waiting)):
            found |= seen
            done += sum(path not in DATA for path in lot)
            if progress is not None:
                progress(done, len(known))
        waiting = sorted(found - known.keys())
        known.update(dict.fromkeys(waiting))
    return tuple(known)


def _lots(paths: Iterable[str]) -> list[_Lot]:
    """Paths that rest on the same law together; first those that take longest, so that all workers end together."""
    found: dict[str, _Lot] = {}
    for path in paths:
        kind, _, rest = path.partition("/")
        place = (
            rest.partition("/")[0]
            if kind in ("places", "cards", "provisions", "gaps", "diff")
            else ""
        )
        if path in _TODAY:
            kind = "map"
        found.setdefault(place or kind, []).append(path)
    return sorted(found.values(), key=_length, reverse=True)


_TODAY = frozenset({"matrix", "matrix.csv", "data/determinations.json"})
"""Like the map they rest on the law of every place on one day."""


def _length(lot: _Lot) -> int:
    """About how long a lot takes, in pages of places."""
    if lot[0].startswith("map"):
        return 200
    return sum(4 if path.startswith("cards/") else 1 for path in lot)


@contextmanager
def _writers(site: Site, job: _Job, count: int | None) -> Iterator[_Write]:
    """What writes lots: this process, or several that are started for it."""
    count = min(os.cpu_count() or 1, 4) if count is None else count
    if count <= 1:
        writer = _Writer(site, job)
        yield lambda lots: ((lot, writer.write(lot)) for lot in lots)
        return
    given = pickle.dumps((packed(site.corpus), job))
    try:
        with Workers[_Lot, set[str]](count, begin_writing, given) as workers:
            yield workers.work
    except WorkerLostError as lost:
        raise PublishError(
            f"a process that wrote pages was lost: {lost}; nothing was published, and what stood in the folder is "
            "as it was: see that memory and disk suffice, and run the command again"
        ) from lost


def begin_writing(given: bytes) -> Callable[[_Lot], set[str]]:
    """What a worker does: it is given the corpus and the job, as packed by the process that started it."""
    content, job = pickle.loads(given)  # noqa: S301 -- as the docstring says
    site = Site(corpus=unpacked(content), settings=job.settings, today=_day(job.on))
    return _Writer(site, job).write


class _Writer:
    """Writes lots, one after another."""

    def __init__(self, site: Site, job: _Job) -> None:
        self._site, self._job, self._once = site, job, Once()

    def write(self, lot: _Lot) -> set[str]:
        """Write some pages in all languages, or files of data; the paths that the pages link to."""
        seen: set[str] = set()
        for path in lot:
            if path in DATA:
                self._file(path).write_bytes(DATA[path](self._site))
            else:
                for language in self._job.languages:
                    seen |= self._write_page(path, language)
        return seen

    def _write_page(self, path: str, language: Language) -> set[str]:
        made = page_at(self._site, path, language)
        links = _Seen(language=language, path=path)
        file = self._file(prefix(language) + file_of(path))
        if isinstance(made, Download):
            file.write_bytes(made.content.encode())
        else:
            shown = replace(made, context={**made.context, "languages": self._job.languages})
            file.write_bytes(render(self._site, shown, links, self._once).encode())
        return links.seen

    def _file(self, name: str) -> Path:
        file = self._job.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file


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
    job: _Job, site: Site, paths: Sequence[str], base_url: str | None, changelog: str
) -> int:
    """The other files beside the pages; how many there are."""
    found: dict[str, bytes] = {
        f"static/{name}": static_file(name) for name in STATIC if not name.startswith("htmx")
    }
    found["feed.xml"] = feed(site, changelog, on=job.on, base_url=base_url)
    if base_url is not None:
        files = [prefix(one) + file_of(path) for path in paths for one in job.languages]
        found["sitemap.xml"] = sitemap(files, on=job.on, base_url=base_url)
    for name, content in found.items():
        file = job.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return len(found)
