"""Checks of repeals in overlays: each names one thing of the file's own place."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.files.build import REPEALED
from comity.law.files.law_file import LawFiles, problem
from comity.law.problem import Problem


def check_repeals(files: LawFiles) -> Iterator[Problem]:
    """What an overlay ends must be named, once, and belong to the place it speaks for."""
    for one, entry in files.listed("repeals"):
        named = [kind for kind in REPEALED if entry.has(kind)]
        if len(named) != 1:
            yield problem(
                entry.span,
                f"a repeal names {len(named) or 'nothing'}{' things' if named else ''}",
                "each ends one provision, one duty or one remedy",
                "write one of `provision`, `duty` and `remedy` in each entry",
            )
        for kind in named:
            name = entry.text(kind)
            if one.reading.owner and not name.startswith(f"{one.reading.owner}/"):
                yield problem(
                    entry.at(kind),
                    f"the {kind} `{name}` is not of `{one.reading.owner}`",
                    "a file speaks for one place and can end only what is its own",
                    f"repeal it in a file of its own with `jurisdiction: {name.partition('/')[0]}`",
                )
