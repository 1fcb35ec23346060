"""The page: whole in itself, safe to open whatever a log holds, and saying what a reader must know."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from comity.audit import Audit
from comity.audit.columns import COLUMNS
from comity.audit.lexicon import Purpose, Signal
from comity.audit.outcome import Openness, Reservation
from comity.audit.page_words import (
    FLAGS,
    LIMITS,
    OPEN,
    PURPOSES,
    REJECTS,
    RESERVATIONS,
    SIGNALS,
)
from comity.audit.row import RejectReason
from comity.audit.shown import unsafe_cell
from comity.decide import ADVICE, ANSWER_WORDS
from comity.decide.answer_look import LOOKS
from comity.law import Corpus
from comity.logic import Answer
from tests.audit.reports import audited, cells_of, rows_of, save_searches, save_sharing


class Page(HTMLParser):
    """The elements of a page, what they refer to, and their text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


@pytest.fixture(scope="module")
def page(bundled: Audit) -> Page:
    return Page((bundled.folder / "index.html").read_text("utf-8"))


def test_the_page_is_well_formed_and_loads_nothing(page: Page, bundled: Audit) -> None:
    assert page.open == []
    assert {"script", "link", "img", "iframe", "object", "form"} & set(page.tags) == set()
    loaded = [(tag, name) for tag, name, _ in page.attributes if name in {"src", "srcset", "data"}]
    assert loaded == []
    assert [name for _, name, _ in page.attributes if name.startswith("on")] == []
    links = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    own = [link for link in links if not link.startswith(("#", "https://", "http://"))]
    for link in own:
        file, _, anchor = link.partition("#")
        assert (bundled.folder / file).is_file(), link
        assert not anchor or f'id="{anchor}"' in (bundled.folder / file).read_text("utf-8")
    anchors = {value for _, name, value in page.attributes if name == "id"}
    assert {link[1:] for link in links if link.startswith("#")} <= anchors


def test_the_page_says_what_a_reader_must_know(page: Page, bundled: Audit) -> None:
    text = page.text
    for headline in bundled.headlines:
        assert headline.text in text
    for line in LIMITS:
        assert line in text
    assert ADVICE in text
    assert "Civ. Code §§ 1798.90.55(b), 1798.90.5(f)" in text
    assert "A keyword is not a finding" in text
    assert "never an accusation" in text
    assert "violation" not in text.lower()
    for one in bundled.intake.files:
        assert one.reading.sha256 in text


def test_every_entry_that_departs_opens_to_its_file_and_line(page: Page, bundled: Audit) -> None:
    shown = re.findall(r"flock/sharing_outbound\.csv:(\d+)", page.text)
    rows = [row for row in rows_of(bundled.folder) if row["conduct"] == "departs"]
    assert sorted(str(row["line"]) for row in rows) == sorted(shown)
    assert len(rows) >= 21


def test_every_number_opens_as_many_rows_as_it_says(bundled: Audit) -> None:
    """Each table holds the rows of its number, those that are not counted among them."""
    source = (bundled.folder / "rows.html").read_text("utf-8")
    told = re.findall(
        r'data-l="number">([\d,]+)(?: to [\d,]+)?</td><td class="n" data-l="rows">([\d,]+)</td>'
        r'<td data-l="where"><a href="([^"]+)">',
        source,
    )
    assert len(told) > 20
    for _, rows, href in told:
        with (bundled.folder / href).open(encoding="utf-8", newline="") as handle:
            assert sum(1 for _ in csv.DictReader(handle)) == int(rows.replace(",", "")), href


def test_a_row_behind_a_number_is_the_finding_cell_for_cell(corpus: Corpus, tmp_path: Path) -> None:
    names = (
        "=1+1, TX PD",
        '"Quoted" CA PD',
        "one\ntwo",
        "a\rb TX SO",
        '\'Apostrophe, "both"',
        "Dallas TX PD",
    )
    pairs = [("lodi-ca-pd", "2026-02-10", f"{name} Task Force") for name in names]
    audit = audited(corpus, tmp_path, save_sharing(tmp_path, pairs))
    findings = {row["line"]: row for row in cells_of(audit.folder)}
    assert len(findings) == len(names)
    opened = 0
    text = {column.name for column in COLUMNS if column.is_text}
    for file in sorted((audit.folder / "rows").iterdir()):
        with file.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                plain = {
                    name: unsafe_cell(cell) if name in text else cell for name, cell in row.items()
                }
                assert plain.items() <= findings[row["line"]].items()
                opened += 1
    assert opened >= len(names)


HOSTILE = (
    "<script>alert(1)</script> CA PD",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} TX PD",
    "</style><b>bold</b>",
    "safe\u202egpj.exe",
    "&lt;b&gt; CA PD",
)


def test_names_in_a_log_cannot_become_part_of_the_page(corpus: Corpus, tmp_path: Path) -> None:
    pairs = [("lodi-ca-pd", "2026-02-10", f"{name} Tribal Police") for name in HOSTILE]
    sharing = save_sharing(tmp_path, [*pairs, *(("lodi-ca-pd", "2026-02-10", n) for n in HOSTILE)])
    searches = save_searches(tmp_path, [("2026-02-10T18:00:00Z", n) for n in HOSTILE])
    audit = audited(corpus, tmp_path, sharing, searches)
    source = (audit.folder / "index.html").read_text("utf-8")
    found = Page(source)
    assert found.open == []
    assert {"script", "img"} & set(found.tags) == set()
    assert "<b>bold" not in source
    assert "\u202e" not in source
    assert "<script>alert(1)</script> CA PD" in found.text
    assert "{{ 7 * 7 }} TX PD" in found.text
    assert "&lt;b&gt; CA PD" in found.text


def test_a_source_that_is_no_web_address_is_no_link(corpus: Corpus, tmp_path: Path) -> None:
    audit = audited(
        corpus, tmp_path, save_sharing(tmp_path, [("lodi-ca-pd", "2026-02-10", "Dallas TX PD")])
    )
    found = Page((audit.folder / "index.html").read_text("utf-8"))
    links = [value for tag, name, value in found.attributes if (tag, name) == ("a", "href")]
    assert any(link.startswith("https://") for link in links)
    assert not any(link.lower().startswith(("javascript:", "data:", "file:")) for link in links)


def test_every_word_that_a_row_can_hold_has_its_words() -> None:
    assert set(OPEN) == set(Openness)
    assert set(RESERVATIONS) == set(Reservation)
    assert set(REJECTS) == set(RejectReason)
    assert set(PURPOSES) == {one.value for one in Purpose}
    assert set(SIGNALS) == {one.value for one in Signal}
    assert set(LOOKS) == set(ANSWER_WORDS) == set(Answer)
    flags = next(column.sql for column in COLUMNS if column.name == "flags")
    assert set(re.findall(r"THEN '(\w+)' END", flags)) == set(FLAGS)


def test_no_two_answers_look_alike_and_none_is_red_or_green() -> None:
    for side in ("light", "dark"):
        colours = [getattr(look, side) for look in LOOKS.values()]
        assert len(set(colours)) == len(colours)
        for colour in colours:
            red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
            assert not (red > 2 * green and red > 2 * blue and red > 180), "an alarm"
            assert not (green > 1.5 * red and green > 1.5 * blue), "a go-ahead"
    assert len({look.mark for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.pattern for look in LOOKS.values()}) == len(LOOKS)
    forbidden, required = LOOKS[Answer.PROHIBITED].texture, LOOKS[Answer.REQUIRED].texture
    assert forbidden.gap == required.gap
    assert forbidden.angles == tuple(180 - one for one in required.angles), "mirror images"


def test_text_on_the_page_can_be_read_in_both_lights() -> None:
    """Contrast of each answer's words with the page, WCAG 2.1: at least 4.5."""
    for look in LOOKS.values():
        assert contrast(look.light, "#ffffff") >= 4.5, look
        assert contrast(look.dark, "#15171b") >= 4.5, look


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
