"""Where the files of a corpus stand, in which order, and how their bytes enter its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path


def corpus_folder() -> Path:
    """The corpus that comes with the program: inside the package, or beside it in a checkout."""
    inside = Path(__file__).resolve().parents[2] / "_corpus"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[4] / "corpus"


def named_files(root: Path, overlays: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files of a corpus in the order in which they enter its digest, with their names in it.

    Of an overlay only the name: where a private file lies does not change what it says.
    """
    for name in ("states.yaml", "vocabulary.yaml", "known-gaps.yaml"):
        if name != "known-gaps.yaml" or (root / name).exists():
            yield root / name, name
    for name in place_files(root):
        yield root / name, name
    for path in overlays:
        yield path, f"overlay {path.name}"


def place_files(root: Path) -> list[str]:
    """The paths of the files of places inside a corpus, in order."""
    return sorted(path.relative_to(root).as_posix() for path in root.glob("us/**/*.yaml"))


def enter(digest: Callable[[bytes], None], name: str, content: bytes) -> None:
    """Let a file enter a digest, so that no two different corpora feed it the same bytes."""
    digest(f"{name}\n{len(content)}\n".encode())
    digest(content)
