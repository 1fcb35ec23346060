"""Workers: what is done comes back, and whatever ends one of them is told at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

import pytest

from comity.web.workers import WorkerFault, WorkerLostError, Workers

pytestmark = pytest.mark.timeout(300)


def begin(given: bytes) -> Callable[[str], str]:
    """What the workers of these tests do with a lot."""

    def work(lot: str) -> str:
        match lot:
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "gone":
                os._exit(3)
            case "full":
                raise OSError(28, "no space left on device", "page.html")
            case "broken":
                raise ValueError("a bug in a page")
            case _:
                pass
        return f"{given.decode()} {lot}"

    return work


def fail(given: bytes) -> Callable[[str], str]:
    """A worker that cannot begin."""
    raise ValueError(given.decode())


def done(count: int, lots: list[str]) -> dict[str, str]:
    """What comes of lots."""
    with Workers[str, str](count, begin, b"made") as workers:
        return dict(workers.work(lots))


def test_every_lot_comes_back_and_a_second_round_too() -> None:
    lots = [str(number) for number in range(20)]
    with Workers[str, str](2, begin, b"made") as workers:
        for _ in range(2):
            assert dict(workers.work(lots)) == {one: f"made {one}" for one in lots}


def test_a_thread_that_holds_a_lock_holds_no_worker() -> None:
    lock = threading.Lock()
    let_go = threading.Event()

    def hold() -> None:
        with lock:
            let_go.wait()

    held = threading.Thread(target=hold)
    held.start()
    try:
        assert done(1, ["one"]) == {"one": "made one"}
    finally:
        let_go.set()
        held.join()


@pytest.mark.parametrize(
    ("lot", "says"), [("killed", r"signal 9 \(Killed\)"), ("gone", "ended with code 3")]
)
def test_a_lost_worker_is_told_and_not_waited_for(lot: str, says: str) -> None:
    with pytest.raises(WorkerLostError, match=says):
        done(2, ["one", lot, "two", "three"])


def test_what_a_worker_met_is_raised() -> None:
    with Workers[str, str](1, begin, b"made") as workers:
        with pytest.raises(OSError, match="no space left") as met:
            list(workers.work(["full"]))
        assert met.value.filename == "page.html"
        with pytest.raises(WorkerFault, match="a bug in a page"):
            list(workers.work(["one", "broken"]))


def test_a_worker_that_cannot_begin_is_told() -> None:
    with (
        pytest.raises(WorkerFault, match="no corpus"),
        Workers[str, str](1, fail, b"no corpus") as workers,
    ):
        list(workers.work(["one"]))
