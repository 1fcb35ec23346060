"""The years from 2005 to 2019 in which an agency had an agreement, from a list kept by a newspaper that gives no days.

They are shown beside an answer and decide none: a year does not say on which of its days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from comity.places.agreements.identity import is_named_by_office, is_one_of_its_kind
from comity.places.resolution import Resolution

FIRST_YEAR, LAST_YEAR = 2005, 2019


def years_of(found: Resolution) -> tuple[int, ...]:
    """The years on record for the police of a city or the sheriff of a county; none proves nothing."""
    if not is_one_of_its_kind(found):
        return ()
    assert found.jurisdiction is not None
    assert found.actor is not None
    return _years().get((found.jurisdiction, found.actor.value), ())


def spans(years: tuple[int, ...]) -> str:
    """Years in words: `2008–2012, 2017`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


@lru_cache(maxsize=1)
def _years() -> Mapping[tuple[str, str], tuple[int, ...]]:
    file = resources.files("comity.places.agreements").joinpath("data", "years.tsv")
    found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for line in file.read_text("utf-8").splitlines()[1:]:
        _, agency, place, actor, years = line.split("\t")
        if is_named_by_office(actor, agency):
            found[place, actor] |= {int(year) for year in years.split()}
    return {office: tuple(sorted(years)) for office, years in found.items()}
