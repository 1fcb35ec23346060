"""`comity table` through its door: in every form, with and without the published table."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from comity.law import corpus_folder
from tests.cli.door import Door, Ended, write_all

Golden = Callable[[str, str], None]

FORMS = {"text": "txt", "markdown": "md", "csv": "csv", "html": "html", "json": "json"}
PLAIN = "table us-nv us-vt --on 2025-11-01 --action hold_on_detainer --action notify_release"
CLAIMS = "table us-nj us-nv --claims --on 2025-11-01 --action hold_on_detainer --action join_287g"


def _run(comity: Door, command: str) -> Ended:
    return comity(*command.split())


def _told(comity: Door, command: str) -> str:
    """What a golden file holds: all that is told, without the digest, which every change of law changes."""
    told = _run(comity, command).told(command)
    return re.sub(r'(?<="corpus": ")[0-9a-f]{64}', "0" * 64, told)


@pytest.mark.parametrize("form", FORMS)
def test_a_table_in_each_form(form: str, comity: Door, golden: Golden) -> None:
    command = f"{PLAIN} --format {form}"
    golden(f"cli/table/plain.{FORMS[form]}", _told(comity, command))


@pytest.mark.parametrize("form", FORMS)
def test_the_published_table_held_against_the_law_in_each_form(
    form: str, comity: Door, golden: Golden
) -> None:
    command = f"{CLAIMS} --format {form}"
    golden(f"cli/table/claims.{FORMS[form]}", _told(comity, command))


def test_claims_alone_show_the_places_of_the_published_table(comity: Door) -> None:
    ended = _run(comity, "table --claims --on 2025-11-01 --action join_287g --format json")
    form = json.loads(ended.out)
    assert [one["place"] for one in form["places"]] == [
        "us-ma-boston",
        "us-ca",
        "us-il",
        "us-ca-los-angeles",
        "us-nj",
        "us-ny-new-york-city",
        "us-nv",
    ]
    assert form["published_table"]["written_for"] == "2025-11-01"


def test_without_claims_the_published_table_is_not_spoken_of(comity: Door) -> None:
    ended = _run(comity, "table us-nv --on 2025-11-01 --action join_287g")
    assert (ended.code, ended.err) == (0, "")
    assert "published table" not in ended.out


def test_another_day_says_for_which_day_the_reasons_were_written(comity: Door) -> None:
    told = _run(comity, "table us-nv --claims --on 2025-12-01 --action join_287g").out
    assert "were written for the law of 2025-11-01" in " ".join(told.split())


def test_every_form_says_the_same(comity: Door) -> None:
    shown = {form: comity(*CLAIMS.split(), "--format", form).out for form in FORMS}
    form = json.loads(shown["json"])
    lines = list(csv.DictReader(io.StringIO(shown["csv"])))
    words = _Words()
    words.feed(shown["html"])
    read = {
        "text": " ".join(shown["text"].split()),
        "markdown": shown["markdown"],
        "html": " ".join(" ".join(words.said).split()),
    }
    acts = [(one["place"], act) for one in form["places"] for act in one["acts"]]
    claims = [(one["place"], claim) for one in form["places"] for claim in one["claims"]]
    assert [(one["place"], one["action"]) for one in lines if not one["entry"]] == [
        (place, act["action"]) for place, act in acts
    ]
    for one, (_, act) in zip([one for one in lines if not one["entry"]], acts, strict=True):
        assert one["internal"].split() == [str(rule["internal"]).lower() for rule in act["rules"]]
        assert len(one["verified"].split()) == len(one["provisions"].split()) == len(act["rules"])
    assert [(one["place"], one["claim"], one["verdict"]) for one in lines if one["entry"]] == [
        (place, claim["says"], claim["verdict"]) for place, claim in claims
    ]
    for name, text in read.items():
        for _, claim in claims:
            assert claim["says"] in text, name
            assert (claim["differs"] or "") in text, name
        for _, act in acts:
            for rule in act["rules"]:
                assert rule["says"] in text, name


def test_the_page_stands_alone_and_can_be_moved_in(comity: Door) -> None:
    """Nothing is fetched; every link leads to a heading of the page."""
    page = comity(*CLAIMS.split(), "--format", "html").out
    words = _Words()
    words.feed(page)
    assert {one.removeprefix("#") for one in words.links} == words.ids == {"us-nj", "us-nv"}
    assert "http" not in page
    assert "<script" not in page


def test_what_cannot_be_asked(comity: Door, golden: Golden) -> None:
    commands = (
        "table Nevada --on 2025-11-01",
        "table us-nv --action holding",
        "table us-nv --on yesterday",
        "table us-nv us-tx us-vt --claims --on 2025-11-01",
        "table us-nv --on 2001-01-01 --action join_287g",
    )
    told = [_told(comity, command) for command in commands]
    golden("cli/table/bad.txt", "\n".join(told))


def test_a_corpus_without_a_published_table_says_so(comity: Door, tmp_path: Path) -> None:
    shutil.copytree(corpus_folder(), tmp_path / "corpus")
    (tmp_path / "corpus" / "tables" / "participation.yaml").unlink()
    ended = _run(comity, "table --claims --on 2025-11-01 --corpus corpus")
    assert ended.code == 2
    assert "there is no published table to hold against the law" in ended.err


def test_a_spoiled_published_table_is_refused(comity: Door, tmp_path: Path) -> None:
    shutil.copytree(corpus_folder(), tmp_path / "corpus")
    write_all(tmp_path, [("corpus/tables/participation.yaml", "table: a table\nclaims: []\n")])
    ended = _run(comity, "table --claims --on 2025-11-01 --corpus corpus")
    assert ended.code == 1
    assert "it has no `written_for`, `claims`" in ended.err


class _Words(HTMLParser):
    """What a page says, where its links lead, and what they can lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag == "a" and name == "href":
                self.links.append(str(value))
            if name == "id":
                self.ids.add(str(value))

    def handle_data(self, data: str) -> None:
        self.said.append(data)
