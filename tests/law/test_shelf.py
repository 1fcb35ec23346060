"""The shelf of checked law: it says what the files say, or nothing; and it never costs an answer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from comity.decide import QuestionError, ask, decide, determination_to_json
from comity.law import (
    Corpus,
    CorpusError,
    Scenario,
    load_corpus,
    shelved_corpus,
)
from comity.law.files import load, shelf
from tests.shipped import shipped_scenarios

SHIPPED = Path(__file__).parents[2] / "corpus"
OVERLAY = """\
jurisdiction: us
instruments:
  - {id: us/order, name: An order, force: internal}
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the shelves of one test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("COMITY_CACHE", str(folder))
    return folder


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The folders whose law files were read from here on."""
    read: list[Path | None] = []
    real = load.load_corpus

    def counting(folder: Path | None = None, overlays: tuple[Path, ...] = ()) -> Corpus:
        read.append(folder)
        return real(folder, overlays)

    monkeypatch.setattr(load, "load_corpus", counting)
    return read


def shelves_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def whole(corpus: Corpus) -> dict[str, object]:
    """The fields of a corpus, with everything that is only read when asked for."""
    places = {
        name: replace(
            held,
            provisions=tuple(
                replace(
                    one,
                    versions=tuple(replace(text, cases=tuple(text.cases)) for text in one.versions),
                )
                for one in held.provisions
            ),
        )
        for name, held in corpus.jurisdictions.items()
    }
    return {one.name: getattr(corpus, one.name) for one in fields(corpus)} | {
        "jurisdictions": places
    }


def answer(corpus: Corpus, one: Scenario) -> object:
    """The whole determination of a scenario as JSON, or why it cannot be asked."""
    try:
        question = ask(
            corpus, one.place, one.action, on=one.on, actor=one.actor, facts=dict(one.facts)
        )
        return determination_to_json(decide(corpus, question))
    except QuestionError as error:
        return error.mistakes


def test_a_shelf_decides_scenarios_of_every_place_as_the_files_do(
    cache: Path, shipped_corpus: Corpus
) -> None:
    name = "0" * 32
    shelf.put(name, shipped_corpus)
    kept = shelf.take(name, load_corpus)
    assert kept is not None
    scenarios = shipped_scenarios()
    asked = scenarios[::60]
    assert len(asked) > 100
    for one in asked:
        assert answer(kept, one) == answer(shipped_corpus, one), one.name


def test_a_shelf_holds_everything_that_the_files_hold(
    cache: Path, small_folder: Path, counted: list[Path | None]
) -> None:
    first = shelved_corpus(small_folder)
    second = shelved_corpus(small_folder)
    assert counted == [small_folder]
    assert whole(second) == whole(first) == whole(load_corpus(small_folder))
    assert list(second.jurisdictions) == list(first.jurisdictions)
    assert "us-xx" not in second.jurisdictions
    with pytest.raises(KeyError):
        second.jurisdictions["us-xx"]


def test_a_changed_byte_of_any_law_file_or_overlay_makes_another_shelf(
    cache: Path, small_folder: Path, tmp_path: Path
) -> None:
    overlay = tmp_path / "orders.yaml"
    overlay.write_text(OVERLAY, encoding="utf-8")
    seen = {shelved_corpus(small_folder).digest, shelved_corpus(small_folder, [overlay]).digest}
    changed = [*sorted(small_folder.rglob("*.yaml")), overlay]
    assert len(changed) == 4
    for path in changed:
        path.write_text(path.read_text(encoding="utf-8") + "# read again\n", encoding="utf-8")
        corpus = shelved_corpus(small_folder, [overlay])
        assert corpus.digest not in seen
        seen.add(corpus.digest)
    gaps = small_folder / "known-gaps.yaml"
    gaps.write_text(
        "- {id: us/gap, jurisdiction: us, actions: [hold_on_detainer], from: 2020-01-01, why: not read, needs: the text}\n",
        encoding="utf-8",
    )
    assert shelved_corpus(small_folder, [overlay]).digest not in seen


def test_a_mistake_in_a_file_is_said_although_the_file_was_right_before(
    cache: Path, small_folder: Path
) -> None:
    shelved_corpus(small_folder)
    federal = small_folder / "us" / "federal.yaml"
    federal.write_text(federal.read_text(encoding="utf-8") + "surprise: 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CorpusError) as raised:
            shelved_corpus(small_folder)
        assert "surprise" in str(raised.value)


def test_a_missing_file_is_said_as_without_a_shelf(cache: Path, small_folder: Path) -> None:
    (small_folder / "vocabulary.yaml").unlink()
    with pytest.raises(CorpusError) as raised:
        shelved_corpus(small_folder)
    assert "the file cannot be read" in str(raised.value)
    assert shelves_in(cache) == []


def test_a_changed_byte_of_the_program_makes_another_shelf(tmp_path: Path) -> None:
    package = tmp_path / "comity"
    for room in ("law", "logic"):
        shutil.copytree(
            Path(shelf.__file__).parents[2] / room,
            package / room,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    before = shelf.name_of("digest", "corpus", package)
    assert before == shelf.name_of("digest", "corpus")
    program = package / "logic" / "truth.py"
    about = program.stat()
    program.write_bytes(program.read_bytes().replace(b"FALSE", b"FALSY", 1))
    os.utime(program, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert program.stat().st_size == about.st_size
    assert shelf.name_of("digest", "corpus", package) != before


def test_the_name_says_the_law_and_how_it_is_called_in_problems() -> None:
    names = {shelf.name_of(one, two) for one in ("a", "b") for two in ("corpus", "mine")}
    assert len(names) == 4


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


@pytest.mark.parametrize("spoil", [damage, cut, Path.unlink])
@pytest.mark.parametrize("name", ["head", "us", "us.cases"])
def test_a_damaged_shelf_costs_no_answer_and_gives_no_wrong_one(
    name: str,
    spoil: Callable[[Path], None],
    cache: Path,
    small_folder: Path,
    counted: list[Path | None],
) -> None:
    first = shelved_corpus(small_folder)
    (kept,) = shelves_in(cache)
    spoil(cache / kept / name)
    assert whole(shelved_corpus(small_folder)) == whole(first)
    assert len(counted) == 2


def test_a_damaged_shelf_is_replaced(
    cache: Path, small_folder: Path, counted: list[Path | None]
) -> None:
    shelved_corpus(small_folder)
    (kept,) = shelves_in(cache)
    damage(cache / kept / "head")
    shelved_corpus(small_folder)
    shelved_corpus(small_folder)
    assert len(counted) == 2
    assert shelves_in(cache) == [kept]


def test_a_shelf_that_is_gone_under_way_is_read_from_the_files(
    cache: Path, small_folder: Path
) -> None:
    first = shelved_corpus(small_folder)
    kept = shelved_corpus(small_folder)
    shutil.rmtree(cache)
    assert whole(kept) == whole(first)


def test_an_answer_never_rests_on_two_laws(cache: Path, small_folder: Path) -> None:
    shelved_corpus(small_folder)
    kept = shelved_corpus(small_folder)
    shutil.rmtree(cache)
    federal = small_folder / "us" / "federal.yaml"
    federal.write_text(federal.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    with pytest.raises(OSError, match="changed while it was read"):
        kept.jurisdictions["us"]


@pytest.mark.skipif(os.name != "posix", reason="users and modes are those of POSIX")
def test_what_another_user_wrote_or_could_write_is_not_run(
    cache: Path,
    small_folder: Path,
    counted: list[Path | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelved_corpus(small_folder)
    (kept,) = shelves_in(cache)
    (cache / kept).chmod(0o777)
    shelved_corpus(small_folder)
    assert len(counted) == 2  # and a shelf of one's own stands in its place
    shelved_corpus(small_folder)
    assert len(counted) == 2
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    shelved_corpus(small_folder)
    assert len(counted) == 3


def test_a_link_is_no_shelf(
    cache: Path, small_folder: Path, tmp_path: Path, counted: list[Path | None]
) -> None:
    shelved_corpus(small_folder)
    (kept,) = shelves_in(cache)
    (cache / kept).rename(tmp_path / "elsewhere")
    (cache / kept).symlink_to(tmp_path / "elsewhere")
    shelved_corpus(small_folder)
    assert len(counted) == 2


def test_where_nothing_can_be_kept_the_answer_is_the_same(
    small_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    counted: list[Path | None],
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("COMITY_CACHE", str(tmp_path / "file"))
    digests = {shelved_corpus(small_folder).digest for _ in range(2)}
    assert digests == {load_corpus(small_folder).digest}
    assert counted == [small_folder, small_folder]


def test_a_full_disk_leaves_nothing_behind(
    cache: Path, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert shelved_corpus(small_folder).jurisdictions["us"].id == "us"
    assert shelves_in(cache) == []


def test_the_switch_keeps_nothing(
    small_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    counted: list[Path | None],
) -> None:
    monkeypatch.setenv("COMITY_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    for _ in range(2):
        shelved_corpus(small_folder)
    assert len(counted) == 2
    assert not (tmp_path / "home").exists()
    monkeypatch.delenv("COMITY_CACHE")
    assert shelf.shelves() == tmp_path / "home" / "comity"


def test_old_shelves_make_way_and_nothing_else_does(cache: Path, small_corpus: Corpus) -> None:
    others = [cache / "photographs", cache / "0123456789abcdef"]
    for other in others:
        other.mkdir(parents=True)
        (other / "head").write_text("not a shelf", encoding="utf-8")
        os.utime(other, (1, 1))
    abandoned = cache / ".comity-making-abandoned"
    abandoned.mkdir()
    os.utime(abandoned, (1, 1))
    names = [f"{number:032x}" for number in range(shelf.KEPT + 2)]
    for number, name in enumerate(names):
        shelf.put(name, small_corpus)
        os.utime(cache / name, (1000 + number, 1000 + number))
    assert shelf.take(names[2], load_corpus) is not None  # a shelf in use is a new one
    shelf.put("f" * 32, small_corpus)
    assert not abandoned.exists()
    assert all(other.is_dir() for other in others)
    kept = [one for one in shelves_in(cache) if len(one) == 32]
    assert kept == [names[2], names[4], names[5], "f" * 32]
