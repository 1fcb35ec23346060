"""What all tests share: how many examples a property tries, a cache of their own, files of expected text.

`COMITY_PROFILE=deep` tries many more examples; `COMITY_GOLDEN=write` writes expected files anew, and the diff
is the review.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).parent / "golden"

# The same examples on every machine, so that a red run can be repeated; no stopwatch: machines differ.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile(
    "deep",
    max_examples=20_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("COMITY_PROFILE", "ci"))


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Checked law is kept in a folder of this run, which its workers share, never in the user's cache."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMITY_CACHE", str(folder / "checked-law"))
        yield


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """A check that text equals `tests/golden/<name>`: `golden("decide/dc.txt", shown)`."""

    def check(name: str, shown: str) -> None:
        expected = GOLDEN / name
        if os.environ.get("COMITY_GOLDEN") == "write":
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(shown, encoding="utf-8", newline="\n")
        assert expected.is_file(), f"no `tests/golden/{name}` yet: write it with `make golden`"
        assert shown == expected.read_text(encoding="utf-8")

    return check
