"""The built package: what a user gets who has no checkout. Not about what the code does."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from comity import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(folder),
    ]
    run = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    (made,) = folder.glob("*.whl")
    assert made.name == f"comity-{__version__}-py3-none-any.whl"
    return zipfile.Path(made)


def members(wheel: zipfile.Path) -> set[str]:
    return {name for name in wheel.root.namelist() if not name.endswith("/")}


def test_the_wheel_carries_every_file_of_the_corpus(wheel: zipfile.Path) -> None:
    corpus = ROOT / "corpus"
    written = {p.relative_to(corpus).as_posix() for p in corpus.rglob("*") if p.is_file()}
    assert written
    prefix = "comity/_corpus/"
    assert {m.removeprefix(prefix) for m in members(wheel) if m.startswith(prefix)} == written


def test_the_wheel_carries_all_code_and_data_its_types_its_licence_and_nothing_else(
    wheel: zipfile.Path,
) -> None:
    found = members(wheel)
    package = ROOT / "src" / "comity"
    written = {
        f"comity/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    inside = {one for one in found if one.startswith("comity/")}
    assert {one for one in inside if not one.startswith("comity/_corpus/")} == written
    assert {"comity/__init__.py", "comity/py.typed"} <= written
    assert any(name.endswith("licenses/LICENSE") for name in found)
    tops = {name.split("/")[0] for name in found}
    assert tops == {"comity", f"comity-{__version__}.dist-info"}


def test_the_wheel_installs_the_command(wheel: zipfile.Path) -> None:
    entry = wheel / f"comity-{__version__}.dist-info" / "entry_points.txt"
    assert "comity = comity.cli.main:run" in entry.read_text(encoding="utf-8")
