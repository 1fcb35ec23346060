"""Where a report is put: built beside its place and moved there when whole. Foreign files are never removed."""

from __future__ import annotations

import glob
import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from comity.audit.intake.work_folder import WorkFolder, WorkFolderBusyError, working

PAGE, METHODS, ROWS_PAGE, PARQUET, CSV, REJECTS, NEEDS, MANIFEST = (
    "index.html",
    "methods.html",
    "rows.html",
    "findings.parquet",
    "findings.csv",
    "rejects.csv",
    "needs.json",
    "manifest.json",
)
WORKBOOK = "findings.xlsx"
FILES = (PAGE, METHODS, ROWS_PAGE, PARQUET, CSV, REJECTS, NEEDS, MANIFEST)
"""The files of every report. WORKBOOK may stand beside them, and the folder ROWS."""
ROWS = "rows"
"""The folder of the tables that numbers open."""
FORMAT = "comity audit report 2"
FORMATS = (FORMAT, "comity audit report 1")
"""What a manifest may begin with; reports of the older form are known, and not read."""


class ReportFolderError(Exception):
    """A place where no report can be put."""


class ReportFolder:
    """A folder that may take a report. Made by `folder_for`, before anything is read."""

    def __init__(self, path: Path, *, foreign: bool) -> None:
        self.path = path
        self._foreign = foreign

    @property
    def own_files(self) -> frozenset[Path]:
        """The paths of our own files there, whether they exist or not."""
        rows = (self.path / ROWS).glob("*") if is_report(self.path) else ()
        return frozenset((*(self.path / name for name in (*FILES, WORKBOOK)), *rows))

    @property
    def work_path(self) -> Path:
        """Where an audit for this place works: always the same, so that an interrupted one is found again."""
        return self.path.parent / f".{self.path.name}.work"

    @contextmanager
    def building(self, *, fresh: bool = False) -> Iterator[WorkFolder]:
        """The working folder beside the place. It is gone afterwards, unless what is in it can be taken over."""
        with ExitStack() as held:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                work = held.enter_context(working(self.work_path, fresh=fresh))
                self._settle()
            except WorkFolderBusyError as error:
                raise ReportFolderError(str(error)) from None
            except OSError as error:
                raise _cannot(self.path, error) from error
            yield work

    def publish(self, made: Path) -> None:
        """Put a whole report in its place, instead of a former one.

        Where foreign files lie in the place, they stay and ours are put in one by one, the manifest last:
        a folder without a manifest is no report.
        """
        try:
            if self._foreign:
                (self.path / MANIFEST).unlink(missing_ok=True)
                (self.path / WORKBOOK).unlink(missing_ok=True)
                shutil.rmtree(self.path / ROWS, ignore_errors=True)
                for one in sorted(made.iterdir(), key=lambda one: (one.name == MANIFEST, one.name)):
                    one.replace(self.path / one.name)
            elif self.path.exists():
                self._swap(made)
            else:
                made.rename(self.path)
        except OSError as error:
            raise _cannot(self.path, error) from error

    def _swap(self, made: Path) -> None:
        former = self._beside("former")
        self.path.rename(former)
        try:
            made.rename(self.path)
        except BaseException:  # an interrupt too must not leave the place empty
            if not self.path.exists():
                former.rename(self.path)
            raise
        _remove(former)

    def _settle(self) -> None:
        """Put right what a run left that ended between two steps of a swap: nothing else has such a name."""
        for former in sorted(self.path.parent.glob(f".{glob.escape(self.path.name)}.former-*")):
            if self.path.exists():
                _remove(former)
            else:
                former.rename(self.path)

    def _beside(self, what: str) -> Path:
        return self.path.parent / f".{self.path.name}.{what}-{secrets.token_hex(4)}"


def folder_for(path: Path, *, force: bool) -> ReportFolder:
    """The folder for a report, if it may be put there.

    Without `force`: a new or empty folder, or one that holds a former report and nothing else. With it, also
    a folder with other files in it, unless one of these has the name of a file of ours and is none.
    Raises ReportFolderError.
    """
    path = path.resolve()
    try:
        if not path.exists():
            return ReportFolder(path, foreign=False)
        if not path.is_dir():
            raise ReportFolderError(f"`{path.name}` is a file: name a folder for the report")
        held = sorted(entry.name for entry in path.iterdir())
        former = is_report(path)
    except OSError as error:
        raise _cannot(path, error) from error
    own = {*FILES, WORKBOOK, ROWS}
    others = [name for name in held if not former or name not in own]
    if not others:
        return ReportFolder(path, foreign=False)
    shown = ", ".join(f"`{name}`" for name in others[:3]) + (", …" if len(others) > 3 else "")
    if not force:
        raise ReportFolderError(
            f"folder `{path.name}` holds other files ({shown}): name another folder, or give --force to put "
            "the report beside them"
        )
    clash = [name for name in others if name in own]
    if clash:
        raise ReportFolderError(
            f"folder `{path.name}` holds `{clash[0]}`, which is of no former report: move it away, or name "
            "another folder"
        )
    return ReportFolder(path, foreign=True)


def is_report(path: Path) -> bool:
    """True of a folder that holds the manifest of a former report."""
    try:
        form = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(form, dict) and form.get("format") in FORMATS


def _remove(former: Path) -> None:
    """Remove a former report, and nothing else that may lie beside it."""
    shutil.rmtree(former / ROWS, ignore_errors=True)
    for name in (*FILES, WORKBOOK):
        (former / name).unlink(missing_ok=True)
    with suppress(OSError):  # someone put a file there meanwhile: it stays
        former.rmdir()


def _cannot(path: Path, error: OSError) -> ReportFolderError:
    said = (error.strerror or "no reason is given").lower()
    return ReportFolderError(f"the report cannot be put in `{path.name}`: the system says `{said}`")
