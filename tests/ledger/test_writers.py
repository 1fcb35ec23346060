"""Many writers at once, and writers that are killed: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from comity.ledger import Ledger, open_ledger, verify
from comity.ledger.tables import EVENTS
from tests.ledger.entries import opened

ROOT = Path(__file__).parents[2]


def address(ledger: Ledger) -> str:
    """How another process names a ledger."""
    url = ledger.database.url
    return (
        str(url.database)
        if ledger.database.is_sqlite
        else url.render_as_string(hide_password=False)
    )


def writer(where: str, name: str, count: int, batch: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer", where, name, str(count), str(batch)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_write_at_once_lose_nothing_and_double_nothing(ledger: Ledger) -> None:
    processes = [writer(address(ledger), f"writer {n}", 8, 3) for n in range(3)]
    for one in processes:
        _, said = one.communicate()
        assert one.returncode == 0, said
    found = verify(ledger)
    assert (found.flaws, found.count) == ((), 3 * 8 * 3)
    with ledger.reading() as view:
        by = Counter(view.execute(select(EVENTS.c.by)).scalars())
    assert by == {f"writer {n}": 24 for n in range(3)}


def test_threads_of_one_program_may_write_too(ledger: Ledger) -> None:
    threads = [
        threading.Thread(target=lambda: [ledger.append([opened()], by="clerk") for _ in range(5)])
        for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert ledger.head().count == 20
    assert verify(ledger).flaws == ()


def test_who_verifies_is_not_misled_by_who_writes(ledger: Ledger) -> None:
    process = writer(address(ledger), "writer", 12, 5)
    seen = set()
    while process.poll() is None:
        found = verify(ledger)
        assert found.flaws == ()
        assert found.count % 5 == 0
        seen.add(found.count)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert verify(ledger).count == 60


def test_a_writer_killed_at_any_moment_leaves_whole_batches_only(ledger: Ledger) -> None:
    told = 0
    for after in (0, 2):
        process = writer(address(ledger), "writer", 200, 40)
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(after + 1):
            assert process.stdout.readline()
            told += 1
        process.kill()  # in the middle of what comes next
        rest = process.stdout.read().count("\n")
        process.wait()
        process.stdout.close()
        process.stderr.close()
        told += rest
        found = verify(open_ledger(address(ledger)))
        assert found.flaws == ()
        assert found.count % 40 == 0
        # What was said to be written is there; a batch that was written may not have been said any more.
        assert found.count // 40 in {told, told + 1}
        told = found.count // 40
    ledger.append([opened()], by="clerk")
    assert verify(ledger).flaws == ()
