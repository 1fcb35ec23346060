"""What all tests share: how many examples a property tries, a cache of their own, files of expected text.

`COMITY_PROFILE=deep` tries many more examples; `COMITY_GOLDEN=write` writes expected files anew, and the diff
is the review.
"""

from __future__ import annotations

import compileall
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

import comity
from comity.law import Corpus
from tests.shipped import shipped_corpus

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


def pytest_configure(config: pytest.Config) -> None:
    """Checked law is kept in a folder of this run, which its workers share, never in the user's cache."""
    if hasattr(config, "workerinput"):
        return  # a worker has the environment of the process that started it
    folder, patch = TemporaryDirectory(prefix="comity-tests-"), pytest.MonkeyPatch()
    patch.setenv("COMITY_CACHE", folder.name)
    # Commands start in processes of their own, many hundred times: quick also where Python may not keep what it compiles.
    compileall.compile_dir(comity.__path__[0], quiet=2)
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(patch.undo)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The law that is shipped, one for all tests of a worker."""
    return shipped_corpus()


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
