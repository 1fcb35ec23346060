"""Files made to break, to mislead or to fill the disk: each refused or noted by name, and the rest goes on."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from comity.evidence.intake import Limits, Shelf, Taken, take_in
from comity.evidence.proposing import propose
from tests.evidence.test_intake import STORY
from tests.evidence.texts import document

WORD_TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def take(folder: Path, *files: Path, limits: Limits | None = None) -> Taken:
    return take_in(Shelf.make(folder / "shelf"), files, made_by="test", limits=limits)


def refusal(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> str:
    path = folder / name
    path.write_bytes(data)
    good = folder / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    taken = take(folder, path, good, limits=limits)
    assert [one.name for one in taken.documents] == ["good.txt"], (
        "one bad file never stops the rest"
    )
    (refused,) = taken.refused
    assert refused.name == str(path)
    assert refused.why
    assert refused.remedy
    return refused.what


def archive(folder: Path, *members: tuple[str, bytes]) -> bytes:
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return path.read_bytes()


def test_what_cannot_be_read_is_refused_by_name_and_the_rest_goes_on(tmp_path: Path) -> None:
    wanted = {
        "binary.txt": (bytes(range(32)) * 50, "it is no text"),
        "blank.txt": (b" \n\t\n ", "it holds no text"),
        "broken.docx": (b"PK\x03\x04 no archive", "it cannot be read"),
        "broken.pdf": (b"%PDF-1.4\nnothing of a PDF", "it cannot be read"),
        "empty.txt": (b"", "it is empty"),
        "nothing.html": (b"<html><body><script>x</script></body></html>", "it holds no text"),
        "old.doc": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "it is an old Word or Excel file"),
        "packed.gz": (b"\x1f\x8b" + b"x" * 100, "it is a gzip file"),
        "picture.png": (b"\x89PNG" + b"x" * 100, "it is an image"),
        "words.docx": (archive(tmp_path, ("a.txt", b"hello")), "it is an archive and no Word document"),
        "entities.docx": (archive(tmp_path, ("[Content_Types].xml", WORD_TYPES), ("word/document.xml", ENTITIES)), "its XML defines entities"),
    }  # fmt: skip
    for name, (data, _) in wanted.items():
        (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    taken = take(tmp_path, *(tmp_path / name for name in wanted), good)
    assert [one.name for one in taken.documents] == ["good.txt"]
    said = {Path(one.name).name: one.what for one in taken.refused}
    assert said == {name: what for name, (_, what) in wanted.items()}
    assert all(one.why and one.remedy for one in taken.refused)


def test_a_zip_bomb_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    data = archive(
        tmp_path, ("[Content_Types].xml", WORD_TYPES), ("word/document.xml", b"0" * 20_000_000)
    )
    assert len(data) < 100_000
    limits = Limits(unpacked_bytes=5_000_000)
    assert refusal(tmp_path, "bomb.docx", data, limits) == "it unpacks to too much"


def test_a_file_of_two_gigabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as out:
        out.truncate(2 * 1024**3)  # a hole on the disk
    good = tmp_path / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    taken = take(tmp_path, huge, good)
    assert [one.what for one in taken.refused] == ["it is too large"]
    assert len(taken.documents) == 1
    assert len(list((tmp_path / "shelf" / "originals").iterdir())) == 1


def test_a_pipe_and_a_folder_among_files_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    taken = take(tmp_path, tmp_path / "pipe", tmp_path / "not-there.txt")
    assert [one.what for one in taken.refused] == ["it is no file", "it cannot be opened"]


def test_a_reader_that_takes_too_long_is_ended_and_the_next_file_is_read(tmp_path: Path) -> None:
    page = tmp_path / "deep.html"
    page.write_bytes(b"<html><body>" + b"<div>" * 300_000 + STORY.encode() * 2000)
    good = tmp_path / "good.html"
    good.write_text(f"<html><body><p>{STORY}</p></body></html>", encoding="utf-8")
    taken = take(tmp_path, page, good, limits=Limits(child_seconds=3))
    assert [one.name for one in taken.documents][-1] == "good.html"


def test_broken_encodings_are_read_with_a_note(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes("The chief said “no” – and left the café. ".encode("cp1252") * 5)
    wide = tmp_path / "wide.txt"
    wide.write_bytes(STORY.encode("utf-16"))
    taken = take(tmp_path, old, wide)
    assert "“no” – and left the café" in taken.documents[0].text
    assert any("Windows-1252" in note for note in taken.documents[0].notes)
    assert taken.documents[1].text == STORY


def test_marks_of_direction_unseen_letters_and_look_alikes_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(f"{STORY} The \u202ejail\u202c of Den\u200bver, P\u043erter County.", encoding="utf-8")  # fmt: skip
    (made,) = take(tmp_path, path).documents
    notes = " | ".join(made.notes)
    assert "2 marks that turn the direction of reading" in notes
    assert "1 unseen characters" in notes
    assert "letter 2 is Cyrillic Small Letter O" in notes


@pytest.mark.parametrize(
    "text",
    [
        "A" * 60_000,
        "Aaaa " * 20_000,
        "Sam Sample " * 8_000,
        "a. " * 20_000,
        '"' * 40_000,
        "police officers of the " * 6_000,
        ("The jail held him for ICE after release until bail " * 30 + ". ") * 20,
        "In " + "Dallas, " * 8_000 + "and Austin police shared plate data with ICE.",
        "quickly " * 20_000 + "shared data with ICE.",
        ("A " * 700 + "police gave ICE data. ") * 10,
        "((((" * 10_000,
    ],
)
def test_no_text_makes_the_rules_run_without_end(text: str) -> None:
    """The whole test has the time limit of every test; each of these takes well under a second."""
    propose(document(text))
