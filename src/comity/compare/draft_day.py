"""From when a draft changes the law: the day on which all of it is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from comity.law import Corpus, Period


def day_of_draft(law: Corpus, amended: Corpus) -> date | None:
    """The last first day among all that begins, changes or ends by a draft; None where nothing dated does."""
    before, after = set(_periods(law)), set(_periods(amended))
    days = [period.from_ for _, period in after - before]
    # What is cut short ends on the day on which the draft takes hold of it.
    days += [period.until for _, period in after - before if period.until is not None]
    gone = {name for name, _ in before} - {name for name, _ in after}
    days += [period.from_ for name, period in before if name in gone]
    likely = [day for day in days if timedelta(0) < day - date.min]
    return max(likely, default=None)


def _periods(corpus: Corpus) -> Iterator[tuple[tuple[str, str], Period]]:
    for held in corpus.jurisdictions.values():
        for provision in held.provisions:
            for version in provision.versions:
                yield (f"{version.span.file}:{provision.id}", version.says), version.period
        for listed in (held.duties, held.remedies, held.words, held.clocks, held.injunctions):
            for one in listed:
                yield (f"{one.span.file}:{one.id}", ""), one.period
