"""One search told by several logs is one search: the low count never lies above the truth, the high never below."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.audit.counting.identity import sameness_of, tell_acts_apart
from comity.audit.engine import Engine
from comity.audit.intake.taking import FileRead
from comity.audit.logs.dialect import LogKind
from comity.audit.logs.log import Reading
from comity.audit.logs.row import Counts
from comity.audit.purpose.lexicon import Purpose, Signal
from comity.audit.purpose.stated import DEFINITE, level_of

START = datetime(2026, 3, 10, 4, 31, 52, tzinfo=UTC)
AGENCIES = ("", "us-ca-lodi city_police", "dover nh pd")
# What a log may make of what was stated: as it was, blacked out, left blank, no such column.
STATED = (
    (Purpose.OTHER_CRIMINAL, Signal.PLAIN_WORD),
    (Purpose.CIVIL_IMMIGRATION, Signal.PLAIN_WORD),
    (Purpose.UNKNOWN, Signal.IMMIGRATION_MENTION),
    (Purpose.UNKNOWN, Signal.FEDERAL_MENTION),
    (Purpose.UNKNOWN, Signal.UNRECOGNISED),
    (Purpose.UNKNOWN, Signal.VAGUE),
    (Purpose.UNKNOWN, Signal.REDACTED),
    (Purpose.UNKNOWN, Signal.PLACEHOLDER),
    (Purpose.UNKNOWN, Signal.BLANK),
    (Purpose.UNKNOWN, Signal.ABSENT),
)


@dataclass(frozen=True)
class Act:
    """A search that was really made."""

    number: int
    agency: int
    second: int
    stated: int


@dataclass(frozen=True)
class Line:
    """A row of a log: which act it tells, in the words of that log."""

    act: Act
    agency: int
    id: str | None
    stated: int


@dataclass(frozen=True)
class Told:
    """A log, and whether what it holds is a copy of another file."""

    family: str
    lines: tuple[Line, ...]
    sha256: str


SPACING = 10
"""Seconds between two stories: what happens in one can be the same as nothing in another."""
STORIES = 250


def story(choose: random.Random, number: int) -> list[Told]:
    """Acts, and logs that tell them: with ids or none, blacked out or not, rows repeated, overlapping."""
    acts = [
        Act(
            SPACING * number + one,
            choose.randint(1, len(AGENCIES) - 1),
            SPACING * number + choose.randint(0, 1),
            choose.randint(0, 5),
        )
        for one in range(choose.randint(1, 7))
    ]
    made = []
    for log in range(choose.randint(1, 4)):
        family = choose.choice(("flock", "portal", ""))
        nameless = choose.randint(0, 4) == 0
        lines = []
        for act in acts:
            # Rows without an id are repeated too: nobody can tell them from two searches.
            for _ in range(choose.choice((0, 1, 1, 1, 2))):
                hides = choose.choice((0, 0, 6, 7, 8, 9))
                lines.append(
                    Line(
                        act,
                        0 if nameless else act.agency,
                        f"{family}{act.number}" if family else choose.choice((None, "***", "0")),
                        max(act.stated, hides),
                    )
                )
        made.append(Told(family or "plain", tuple(lines), f"story {number} file {log}"))
    if choose.randint(0, 1):
        made.append(made[0])
    return made


def engine_of(folder: Path, told: Sequence[Told]) -> Engine:
    """The tables that `gather` makes of such logs."""
    engine = Engine(folder)
    engine.table(
        "files",
        {"id": "INTEGER", "label": "VARCHAR", "kind": "VARCHAR", "family": "VARCHAR"},
        ((n, f"{n}.csv", "search_audit", one.family) for n, one in enumerate(told)),
    )
    engine.table(
        "names",
        {"id": "INTEGER", "name": "VARCHAR", "key": "VARCHAR", "alike": "VARCHAR"},
        ((n, key, key, key) for n, key in enumerate(AGENCIES)),
    )
    engine.table(
        "stated",
        {"id": "INTEGER", "purpose": "VARCHAR", "signal": "VARCHAR", "level": "INTEGER"},
        ((n, p.value, s.value, level_of(p.value, s.value)) for n, (p, s) in enumerate(STATED)),
    )
    engine.table(
        "base",
        {
            "seq": "BIGINT", "file": "INTEGER", "line": "BIGINT", "moment": "TIMESTAMP", "day": "DATE", "party": "INTEGER",
            "other": "INTEGER", "stated": "INTEGER", "id": "VARCHAR", "paper": "VARCHAR", "lifted": "VARCHAR",
        },
        (
            (seq, file, line, START.replace(tzinfo=None) + timedelta(seconds=one.act.second), START.date(), one.agency, None, one.stated, one.id, None, None)
            for seq, (file, line, one) in enumerate(
                (file, line, one) for file, log in enumerate(told) for line, one in enumerate(log.lines)
            )
        ),
    )  # fmt: skip
    return engine


def files_of(told: Sequence[Told]) -> tuple[FileRead, ...]:
    return tuple(
        FileRead(
            label=f"{number}.csv", kind=LogKind.SEARCH_AUDIT, dialect=f"{one.family}-x", agency="", size=0, notes=(),
            reading=Reading(
                sha256=one.sha256, damage=None, notes=(),
                counts=Counts(lines=0, records=0, rows=0, rejects=0, headers=0, blank=0, rejects_by_reason={}),
            ),
            spool=Path(), rejects=Path(),
        )
        for number, one in enumerate(told)
    )  # fmt: skip


Counted = tuple[tuple[int, int], dict[str, tuple[int, int]]]


def counted(told: Sequence[Told]) -> Counted:
    """The low and high count of all acts, and of those whose fullest statement is of each sort."""
    return counted_apart([told])[0]


def counted_apart(stories: Sequence[Sequence[Told]]) -> list[Counted]:
    """The same for each of many stories, counted together."""
    told = [log for one in stories for log in one]
    story_of = [number for number, one in enumerate(stories) for _ in one]
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_of(Path(folder), told)
        tell_acts_apart(engine, files_of(told))
        engine.table("stories", {"file": "INTEGER", "story": "INTEGER"}, enumerate(story_of))
        found = engine.ask(
            "SELECT story, count(*) FILTER (coalesce(low_all, true)), count(*) FILTER (coalesce(counted, true)) "
            "FROM base JOIN stories USING (file) LEFT JOIN acts USING (seq) GROUP BY 1"
        )
        whole = {one: (low, high) for one, low, high in found}
        by: dict[int, dict[str, tuple[int, int]]] = {}
        for one, name, low, high in engine.ask(
            "SELECT story, CASE WHEN a.disagree THEN 'disagree' ELSE s.purpose || ' ' || s.signal END, "
            "count(*) FILTER (coalesce(a.low, true)), count(*) FILTER (coalesce(a.counted, true)) "
            "FROM base b JOIN stories USING (file) JOIN stated s ON s.id = b.stated "
            "LEFT JOIN acts a USING (seq) GROUP BY 1, 2"
        ):
            by.setdefault(one, {})[name] = (low, high)
        same = sameness_of(engine)
        engine.close()
    assert sum(one.high for one in same) == sum(high for _, high in whole.values())
    assert sum(one.low for one in same) == sum(low for low, _ in whole.values())
    return [(whole.get(n, (0, 0)), by.get(n, {})) for n in range(len(stories))]


def truly(told: Sequence[Told]) -> tuple[int, Counter[str]]:
    """How many acts the logs tell, and what each says in the log that says most."""
    best: dict[int, int] = {}
    for log in told:
        for line in log.lines:
            best[line.act.number] = min(best.get(line.act.number, line.stated), line.stated)
    return len(best), Counter(
        f"{STATED[stated][0].value} {STATED[stated][1].value}" for stated in best.values()
    )


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_truth_lies_between_low_and_high_and_the_order_of_files_is_nothing(
    choose: random.Random,
) -> None:
    stories = [story(choose, number) for number in range(STORIES)]
    found = counted_apart(stories)
    for told, ((low, high), by) in zip(stories, found, strict=True):
        true, true_by = truly(told)
        assert low <= true <= high, told
        for said, number in true_by.items():
            assert number <= by.get(said, (0, 0))[1], (said, told)
        for said, (least, _) in by.items():
            assert least <= true_by[said], (said, told)
    for told in stories:
        choose.shuffle(told)
    assert counted_apart(stories) == found


def told(
    *lines: tuple[str | None, int], family: str = "flock", agency: int = 1, sha: str = ""
) -> Told:
    act = Act(0, agency, 0, 0)
    return Told(
        family,
        tuple(Line(act, agency, id_, stated) for id_, stated in lines),
        sha or f"{family}{lines}{agency}",
    )


CIVIL, VAGUE, REDACTED = 1, 5, 6


@pytest.mark.parametrize(
    ("logs_", "low", "high"),
    [
        ([told(("a", CIVIL)), told(("a", CIVIL), sha="two")], 1, 1),
        ([told(("a", CIVIL)), told(("a", REDACTED))], 1, 1),
        ([told(("a", CIVIL), ("a", CIVIL))], 1, 1),
        ([told(("a", CIVIL), ("b", CIVIL))], 2, 2),
        ([told((None, CIVIL)), told(("a", REDACTED))], 1, 2),
        ([told((None, CIVIL), (None, CIVIL))], 1, 2),
        ([told(("***", CIVIL)), told(("0000", CIVIL), sha="two")], 1, 2),
        ([told(("a", CIVIL)), told(("a", CIVIL), family="portal")], 1, 1),
        ([told(("a", CIVIL)), told(("b", CIVIL), family="portal")], 1, 2),
        ([told(("a", CIVIL)), told(("a", CIVIL), agency=0, sha="two")], 1, 2),
        ([told((None, CIVIL)), told((None, 0), sha="two")], 2, 2),
        ([told((None, CIVIL), sha="one"), told((None, CIVIL), sha="one")], 1, 1),
    ],
)  # fmt: skip
def test_what_is_the_same(logs_: list[Told], low: int, high: int) -> None:
    assert counted(logs_)[0] == (low, high)


def test_a_search_told_in_two_definite_ways_says_so() -> None:
    _, by = counted([told(("a", 0)), told(("a", CIVIL))])
    assert by["disagree"] == (1, 1)


def test_what_says_less_is_not_counted_surely_beside_what_may_be_the_same() -> None:
    _, by = counted([told(("a", VAGUE), ("b", VAGUE)), told((None, CIVIL))])
    assert by["civil_immigration plain_word"] == (1, 1)
    assert by["unknown vague"] == (1, 2)


def test_levels_say_more_and_more() -> None:
    found = [level_of(purpose.value, signal.value) for purpose, signal in STATED]
    assert found == sorted(found, reverse=True)
    assert found[0] == found[1] == DEFINITE
