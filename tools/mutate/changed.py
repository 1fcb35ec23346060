"""Which places of the corpus were changed, as git tells: against the merge base, or the commit before."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

ALL = ("vocabulary.yaml", "states.yaml", "known-gaps.yaml", "mutants-equivalent.yaml")
"""Files that bear on every place."""


def changed_files(
    root: Path, branches: Iterable[str] = ("origin/main", "main")
) -> list[str] | None:
    """Files under `root` that differ from the merge base with the main branch, uncommitted ones included.

    On the main branch itself, from the commit before. None where git cannot tell: no history.
    """
    head = _git(root, "rev-parse", "HEAD")
    if head is None:
        return None
    bases = (_git(root, "merge-base", "HEAD", branch) for branch in branches)
    base = next((one for one in bases if one and one != head), None)
    base = base or _git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")
    if base is None:
        return None
    differing = _git(root, "diff", "--name-only", "--relative", base.strip(), "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "--", ".")
    if differing is None or new is None:
        return None
    return sorted({*differing.splitlines(), *new.splitlines()})


def places_in(files: Iterable[str], place_of_file: Mapping[str, str]) -> tuple[str, ...]:
    """The places whose law file, or whose scenarios, are among some files of the corpus.

    A file that bears on every place changes every place.
    """
    found: set[str] = set()
    for file in files:
        if file in ALL:
            return tuple(place_of_file.values())
        if file.startswith("scenarios/"):
            found.update(place for place in place_of_file.values() if _is_of(place, file))
        elif file in place_of_file:
            found.add(place_of_file[file])
    return tuple(place for place in place_of_file.values() if place in found)


def _is_of(place: str, file: str) -> bool:
    return Path(file).stem == place


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
