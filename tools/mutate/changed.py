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
    base = base_commit(root, branches)
    if base is None:
        return None
    differing = _git(root, "diff", "--name-only", "--relative", base, "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "--", ".")
    if differing is None or new is None:
        return None
    return sorted({*differing.splitlines(), *new.splitlines()})


def base_commit(root: Path, branches: Iterable[str] = ("origin/main", "main")) -> str | None:
    """The commit that a change is held against: the merge base, or on the main branch the one before."""
    head = _git(root, "rev-parse", "HEAD")
    if head is None:
        return None
    bases = (_git(root, "merge-base", "HEAD", branch) for branch in branches)
    base = next((one for one in bases if one and one != head), None)
    base = base or _git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")
    return base.strip() if base else None


def places_in(
    files: Iterable[str], places_of_file: Mapping[str, Iterable[str]], places: Iterable[str]
) -> tuple[str, ...]:
    """Those of `places` that some changed files of the corpus are about, law files or scenarios.

    A file that bears on every place changes every place.
    """
    changed = set(files)
    if changed & set(ALL):
        return tuple(places)
    found = {place for file in changed for place in places_of_file.get(file, ())}
    return tuple(place for place in places if place in found)


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
