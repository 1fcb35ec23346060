"""The command line as a user meets it, run inside the test: what it prints and how it ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from comity.cli import main, streams
from comity.law import Corpus, shelved_corpus
from tests.docs.console import stable
from tests.shipped import shipped_corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended: its code, standard output and standard error."""

    code: int
    out: str
    err: str

    def told(self, command: str) -> str:
        """All of it as one text for a golden file."""
        return stable(f"$ comity {command}\n{self.out}{self.err}[ends with {self.code}]\n")


Door = Callable[..., Ended]


def _corpus(folder: Path | None = None, overlays: Sequence[Path] = ()) -> Corpus:
    """The corpus; the shipped one without an overlay is read once for all commands of a run.

    The shelf is the run's own (see `tests/conftest.py`): tests keep out of the user's.
    """
    return shipped_corpus() if folder is None and not overlays else shelved_corpus(folder, overlays)


def door(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Door:
    """A function that runs `comity` with arguments, in a folder, with an input."""
    monkeypatch.setattr(streams, "shelved_corpus", _corpus)

    def run(*arguments: str, text: str | bytes = "") -> Ended:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["comity", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main.run()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return Ended(code=code if isinstance(code, int) else 0, out=out, err=err)

    return run


def write_all(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Write files into a folder."""
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
