"""The shape of the house: floors, names, sizes, locks, and nothing of one machine in what all read.

Not about what the code does.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "comity"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEST_MODULES = sorted((ROOT / "tests").rglob("*.py"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

LONGEST_MODULE = 450
# Names that let everything in. As a part of a name (`yaml_utils`) the first row is as bad as alone.
GENERIC_PARTS = {
    "base",
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "util",
    "utils",
}
GENERIC_NAMES = {"data", "info", "stuff", "tools"}

# What decides must be loadable where no table engine, no terminal and no solver is.
CORE = [
    "comity.logic",
    "comity.law",
    "comity.readings.evaluate",
    "comity.readings.compiled",
    "comity.decide",
]
NOT_IN_CORE = ["alembic", "duckdb", "jinja2", "rich", "sqlalchemy", "sqlglot", "typer", "z3"]

# An absolute path of one person's machine, but not the path inside a web address.
MACHINE_PATH = re.compile(rb"(?<![\w./:%-])/(?:work|home|root|Users)/\w")
REGISTRY_HOST = re.compile(
    rb"py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:com|org)|[/]simple/", re.IGNORECASE
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ignored_folders() -> set[Path]:
    """Top folders that `.gitignore` leaves out: its lines of the form `/name/`, globs included."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    globs = [line.strip("/") for line in lines if line.startswith("/") and line.endswith("/")]
    return {folder for glob in [*globs, ".git"] for folder in ROOT.glob(glob)}


def written_files() -> list[Path]:
    """Every file that people write here and others read, the made ones left out."""
    ignored = ignored_folders()
    return [
        path
        for top in sorted(ROOT.iterdir())
        if top not in ignored
        for path in ([top] if top.is_file() else sorted(top.rglob("*")))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def canonical(requirement: str) -> str:
    """The name in a requirement line, in the one spelling that locks use."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def pinned(lock: Path) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def test_rooms_import_only_from_floors_below_and_hold_no_circles() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "5 kept, 0 broken" in run.stdout


def test_the_core_loads_no_table_engine_no_door_and_no_solver() -> None:
    program = (
        f"import importlib, sys\nfor name in {CORE!r}: importlib.import_module(name)\n"
        f"print(*sorted(set(sys.modules) & set({NOT_IN_CORE!r})))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=relative)
def test_every_room_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_every_folder_of_code_is_a_room() -> None:
    folders = {path.parent for path in MODULES}
    assert [relative(f) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []


def test_no_room_imports_the_face_of_the_package() -> None:
    """The face imports the rooms; a room that imports the face makes a circle."""
    guilty = []
    for path in MODULES:
        if path.parent == PACKAGE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names) if any(n.name == "comity" for n in names):
                    guilty.append(f"{relative(path)}:{node.lineno}")
                case ast.ImportFrom(module="comity"):
                    guilty.append(f"{relative(path)}:{node.lineno}")
                case _:
                    pass
    assert guilty == []


def test_no_module_is_too_long_to_hold_in_the_head() -> None:
    lengths = {relative(p): len(p.read_bytes().splitlines()) for p in [*MODULES, *TEST_MODULES]}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_module_has_a_name_that_lets_everything_in() -> None:
    names = {p.stem if p.name != "__init__.py" else p.parent.name: relative(p) for p in MODULES}
    guilty = [
        path
        for name, path in names.items()
        if name in GENERIC_NAMES or GENERIC_PARTS & set(name.strip("_").split("_"))
    ]
    assert guilty == []


def test_no_file_names_a_machine_or_a_package_host() -> None:
    guilty = [
        f"{relative(path)}: {found.group().decode()}"
        for path in written_files()
        if (found := MACHINE_PATH.search(text := path.read_bytes()) or REGISTRY_HOST.search(text))
    ]
    assert guilty == []


@pytest.mark.parametrize("lock", LOCKS, ids=relative)
def test_every_pin_carries_a_hash_and_no_lock_names_an_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e] == []
    assert [e.splitlines()[0] for e in entries if not re.match(r"[a-z0-9-]+==\S+ \\", e)] == []
    assert re.findall(r"^\s*-(?!-hash=sha256:).*", text, re.MULTILINE) == []
    assert "://" not in text


def test_locks_pin_every_dependency_and_agree_with_each_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {"run": project["project"]["dependencies"]}
    wanted |= project["project"]["optional-dependencies"]
    wanted["build"] = project["build-system"]["requires"]
    assert sorted(wanted) == [lock.stem for lock in LOCKS]
    pins = {lock.stem: pinned(lock) for lock in LOCKS}
    missing = {
        (lock, requirement)
        for lock, requirements in wanted.items()
        for requirement in requirements
        if canonical(requirement) not in pins[lock]
    }
    assert missing == set()
    apart = {
        name
        for one in pins.values()
        for other in pins.values()
        for name in one.keys() & other.keys()
        if one[name] != other[name]
    }
    assert apart == set()


def test_the_lock_of_the_build_starts_from_what_the_project_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    assert wanted == project["build-system"]["requires"]


@pytest.mark.parametrize("place", ["CHANGELOG.md", "corpus/CHANGELOG.md"])
def test_engine_and_corpus_each_keep_a_changelog(place: str) -> None:
    text = (ROOT / place).read_text(encoding="utf-8")
    assert text.startswith("# Changelog")
    assert "## [Unreleased]" in text


def test_the_readme_names_two_commands_that_the_one_door_knows() -> None:
    commands = re.findall(
        r"^make ([a-z-]+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert commands[:2] == ["demo", "test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [c for c in commands if not re.search(rf"^{c}:.*## ", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("page", [p for p in written_files() if p.suffix == ".md"], ids=relative)
def test_every_link_from_a_page_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    files = [target for target in targets if "://" not in target]
    assert [target for target in files if not (page.parent / target).exists()] == []
