"""What stands out is asked about, what does not is not; and the rules' arithmetic."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from comity.audit.report.patterns import RARE, PatternKind, is_rare, patterns_of
from comity.law import Corpus
from tests.audit.exports import save_lines
from tests.audit.reports import taken_in

HEADER = "id,userId,searchDate,networkCount,reason"


def log(folder: Path, lines: list[tuple[str, str, str]]) -> Path:
    rows = [f"id-{n},{user},{when},1,{reason}" for n, (user, when, reason) in enumerate(lines)]
    return save_lines(folder, [HEADER, *rows], "lodi-ca-pd_search_audit.csv")


def usual() -> list[tuple[str, str, str]]:
    """Half a year of ordinary searches of three accounts, by day and by night."""
    return [
        (f"user{n % 3}", f"2026-0{month}-{day:02}T{hour:02}:{n % 60:02}:00Z", "theft")
        for month in range(1, 7)
        for day in range(1, 28, 3)
        for n, hour in enumerate((8, 9, 18, 20))
    ]


def found(
    corpus: Corpus, folder: Path, lines: list[tuple[str, str, str]]
) -> dict[PatternKind, list[tuple[int, int]]]:
    with taken_in(corpus, folder, log(folder, lines)) as (_, findings):
        return {
            kind: [(one.count.high, one.of) for one in patterns]
            for kind, patterns in patterns_of(findings).items()
        }


def test_an_ordinary_log_raises_no_question(corpus: Corpus, tmp_path: Path) -> None:
    mentions = [(f"user{n % 3}", f"2026-0{n % 6 + 1}-02T18:30:{n:02}Z", "ICE") for n in range(12)]
    assert found(corpus, tmp_path, usual() + mentions) == {}


def test_a_share_that_jumps_a_night_that_bursts_and_one_account_are_asked_about(
    corpus: Corpus, tmp_path: Path
) -> None:
    # 08:00 UTC is one in the morning in California: the burst is one of the night there.
    burst = [("user1", f"2026-05-10T08:{n % 60:02}:{n // 60:02}Z", "theft") for n in range(60)]
    jump = [("user2", f"2026-04-11T18:{n:02}:00Z", "ICE") for n in range(20)]
    told = found(corpus, tmp_path, usual() + burst + jump)
    assert told == {
        PatternKind.SHARE_JUMPS: [(20, 56)],
        PatternKind.NIGHT_BURST: [(61, 60 + 6 * 9 * 2)],
        PatternKind.ONE_ACCOUNT: [(20, 20)],
    }


@pytest.mark.parametrize("mean", [0.5, 3.0, 40.0, 900.0])
def test_the_tail_is_that_of_a_poisson_number(mean: float) -> None:
    def tail(seen: int) -> float:
        return 1 - math.fsum(
            math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(seen)
        )

    for seen in range(int(mean), int(mean + 12 * math.sqrt(mean) + 20)):
        if abs(tail(seen) - RARE) > 1e-9:
            assert is_rare(seen, mean) == (tail(seen) < RARE), seen
