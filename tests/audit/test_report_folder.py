"""Where a report may lie: never half, never over what others put there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.audit.report.folder import FILES, FORMAT, MANIFEST, ReportFolderError, folder_for


def put_report(folder: Path, word: str = "new") -> None:
    folder.mkdir(exist_ok=True)
    for name in FILES:
        (folder / name).write_text(word)
    (folder / MANIFEST).write_text(json.dumps({"format": FORMAT, "word": word}))


def publish(place: Path, *, force: bool = False) -> None:
    folder = folder_for(place, force=force)
    with folder.building() as work:
        put_report(work.path / "report")
        folder.publish(work.path / "report")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_folder_is_made_with_those_above_it_and_nothing_is_left_beside(
    tmp_path: Path,
) -> None:
    place = tmp_path / "a" / "b" / "report"
    publish(place)
    assert names(place) == sorted(FILES)
    assert names(place.parent) == ["report"]


def test_an_empty_folder_and_a_former_report_are_taken(tmp_path: Path) -> None:
    place = tmp_path / "report"
    place.mkdir()
    publish(place)
    put_report(place, "former")
    publish(place)
    assert (place / "index.html").read_text() == "new"
    assert names(tmp_path) == ["report"]


def test_foreign_files_are_refused_and_with_force_kept(tmp_path: Path) -> None:
    place = tmp_path / "report"
    put_report(place, "former")
    (place / "notes.txt").write_text("mine")
    with pytest.raises(ReportFolderError, match=r"holds other files \(`notes.txt`\)"):
        folder_for(place, force=False)
    publish(place, force=True)
    assert (place / "notes.txt").read_text() == "mine"
    assert (place / "index.html").read_text() == "new"


def test_a_foreign_file_with_a_name_of_ours_is_never_written_over(tmp_path: Path) -> None:
    place = tmp_path / "site"
    place.mkdir()
    (place / "index.html").write_text("mine")
    with pytest.raises(ReportFolderError, match="of no former report"):
        folder_for(place, force=True)
    assert (place / "index.html").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("x")
    with pytest.raises(ReportFolderError, match="is a file: name a folder"):
        folder_for(tmp_path / "report", force=True)


def test_what_is_stopped_while_building_leaves_the_former_report_and_what_can_be_taken_over(
    tmp_path: Path,
) -> None:
    place = tmp_path / "report"
    put_report(place, "former")
    folder = folder_for(place, force=False)

    def stopped() -> None:
        with folder.building() as work:
            put_report(work.path / "report")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert (place / "index.html").read_text() == "former"
    assert names(tmp_path) == [".report.work", "report"]
    with folder.building(fresh=True) as work:
        assert names(work.path) == ["inputs", "lock"]
    assert names(tmp_path) == ["report"]


def test_a_place_under_a_file_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    folder = folder_for(tmp_path / "file" / "report", force=False)
    with pytest.raises(ReportFolderError, match="the system says"), folder.building():
        pass
