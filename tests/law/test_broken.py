"""Every file of `corpus/broken` gives exactly the message that it announces, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.law import CorpusError, load_corpus, load_scenarios

BROKEN = Path(__file__).parents[2] / "corpus" / "broken"
FILES = sorted(BROKEN.glob("*.yaml"))


def load(text: str, laid_in_as: str, folder: Path) -> None:
    beside = folder.parent / "spoiled.yaml"
    path = beside if laid_in_as in {"scenario", "overlay"} else folder / laid_in_as
    path.write_text(text, encoding="utf-8")
    corpus = load_corpus(folder, [beside] if laid_in_as == "overlay" else [])
    if laid_in_as == "scenario":
        load_scenarios(corpus, [beside])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_gives_exactly_its_message(path: Path, small_folder: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected, laid_in_as = text.splitlines()[:2]
    with pytest.raises(CorpusError) as raised:
        load(text, laid_in_as.removeprefix("# laid in as: "), small_folder)
    said = [f"{one.line}: {one.what}: {one.why}; {one.remedy}" for one in raised.value.problems]
    assert [line.replace(f"{small_folder}/", "") for line in said] == [
        expected.removeprefix("# expect: ")
    ]


def test_there_is_a_broken_file_for_every_kind_of_mistake() -> None:
    assert len(FILES) >= 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages_speak_to_a_person(path: Path) -> None:
    message = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expect: ")
    words = message.split()
    assert not {"str", "int", "bool", "None", "dict", "NoneType", "Traceback"} & set(words)
    assert "<class" not in message
    assert message.partition(": ")[2][0] in "`abcdefghijklmnopqrstuvwxyz"
    assert message.count(": ") >= 2
    assert "; " in message
