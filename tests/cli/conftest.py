"""The door of the command line, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.door import Door, door


@pytest.fixture
def comity(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Door:
    """Runs `comity` in the test's own folder."""
    return door(monkeypatch, capsys, tmp_path)
