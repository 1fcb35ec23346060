"""Files into documents: what is read, what is noted, what is left out, and what is taken over."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.evidence.document import Document
from comity.evidence.intake import Limits, Shelf, ShelfError, Taken, files_of, take_in
from comity.evidence.intake.language import language_of
from comity.evidence.intake.published import published_of
from comity.evidence.shortened import shortened

STORY = "The sheriff said on Monday that the man was held in the jail for two days, and that deputies told ICE of it."
PAGE = f"""<!doctype html><html><head><title>Jail held man</title>
<meta property="article:published_time" content="2025-03-04T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Jail held man</h1>{"".join(f"<p>{n}. {STORY}</p>" for n in range(8))}</article>
<aside>More stories of the week</aside><form>Sign up</form>
<p style="display: none">The hidden sheriff handed a hidden man over to ICE.</p>
<script>document.write("The sheriff handed a man over to ICE.")</script><footer>All rights reserved.</footer>
</body></html>"""


def take(folder: Path, *files: Path, limits: Limits | None = None) -> Taken:
    return take_in(Shelf.make(folder), files, made_by="test", limits=limits)


def one(folder: Path, name: str, data: bytes | str) -> Document:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    taken = take(folder / "shelf", path)
    assert [str(refused) for refused in taken.refused] == []
    return taken.documents[0]


def word(folder: Path, *paragraphs: str) -> Path:
    docx: Any = pytest.importorskip("docx")
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Date", "March 3"
    path = folder / "release.docx"
    made.save(str(path))
    return path


def pdf(folder: Path, *, text: bool, image: bool) -> Path:
    """A PDF by hand: a page with words, and a page that is an image."""
    pages, objects = [], []
    if text:
        words = b"BT /F1 12 Tf 72 700 Td (The jail held him for ICE agents on March 3, 2025.) Tj ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words))
        pages.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    if image:
        at = 4 + len(objects)
        draw = b"q 612 0 0 792 0 0 cm /Im1 Do Q"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw))
        objects.append(
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x00\nendstream"
        )
        pages.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /XObject << /Im1 %d 0 R >> >> >>"
            % (at, at + 1)
        )
    first_page = 4 + len(objects)
    kids = b" ".join(b"%d 0 R" % (first_page + n) for n in range(len(pages)))
    whole = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
        *pages,
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(whole, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(whole) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(whole) + 1, start)
    path = folder / "scan.pdf"
    path.write_bytes(out)
    return path


def left_out(document: Document) -> dict[str, str]:
    return {document.text[part.start : part.end]: part.why for part in document.left_out}


def test_a_page_keeps_all_its_text_and_marks_what_is_not_the_article(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    page = one(tmp_path, "story.html", PAGE)
    assert (page.kind, page.title, page.language) == ("html", "Jail held man", "en")
    assert (page.published, page.published_from) == (date(2025, 3, 4), "the page's own data")
    marked = left_out(page)
    assert marked["Home News"] == "navigation"
    assert marked["More stories of the week"] == "beside the article"
    assert f"3. {STORY}" in page.kept()
    assert "hidden" not in page.text
    assert "document.write" not in page.text


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    taken = take(tmp_path / "shelf", word(tmp_path, STORY, "Dated: March 5, 2025"))
    (made,) = taken.documents
    assert made.text == f"{STORY}\n\nDated: March 5, 2025\n\nDate\tMarch 3"
    assert made.published == date(2025, 3, 5)


def test_a_pdf_gives_its_text_and_says_which_pages_are_images(tmp_path: Path) -> None:
    taken = take(tmp_path / "shelf", pdf(tmp_path, text=True, image=True))
    (made,) = taken.documents
    assert "The jail held him for ICE agents" in made.text
    assert any("scanned pages: 2 of 2" in note for note in made.notes)


def test_a_scan_is_refused_by_name_and_its_bytes_are_kept(tmp_path: Path) -> None:
    taken = take(tmp_path / "shelf", pdf(tmp_path, text=False, image=True))
    (refused,) = taken.refused
    assert refused.what == "it is a scan"
    digest = hashlib.sha256((tmp_path / "scan.pdf").read_bytes()).hexdigest()
    assert (tmp_path / "shelf" / "originals" / digest).is_file()


def test_original_bytes_are_kept_and_hashed_and_offsets_count_in_the_stored_text(tmp_path: Path) -> None:  # fmt: skip
    data = "Zürich 🏛\r\nThe jail held him.\rIt did.".encode()
    made = one(tmp_path, "a.txt", data)
    assert made.digest == hashlib.sha256(data).hexdigest()
    assert (tmp_path / "shelf" / "originals" / made.digest).read_bytes() == data
    stored = (tmp_path / "shelf" / "texts" / f"{made.digest}.txt").read_bytes().decode()
    assert stored == made.text == "Zürich 🏛\nThe jail held him.\nIt did."


def test_what_was_read_is_not_read_again_and_the_same_bytes_are_one_document(tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    first = take(tmp_path / "shelf", *files_of([tmp_path / "a.txt", tmp_path / "b.txt"]))
    assert (len(first.documents), first.read_before) == (1, 0)
    assert first.same_bytes == [(str(tmp_path / "b.txt"), str(tmp_path / "a.txt"))]
    again = take(tmp_path / "shelf", tmp_path / "a.txt")
    assert again.read_before == 1
    assert again.documents == first.documents


def test_another_reader_reads_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    take(tmp_path / "shelf", tmp_path / "a.txt")
    again = take_in(Shelf.make(tmp_path / "shelf"), [tmp_path / "a.txt"], made_by="newer")
    assert again.read_before == 0


def test_a_folder_with_other_files_and_a_changed_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine")
    with pytest.raises(ShelfError, match="holds other files"):
        Shelf.make(tmp_path / "other")
    made = one(tmp_path, "a.txt", STORY)
    shelf = Shelf.open(tmp_path / "shelf")
    shelf.text_file(made.digest).write_text(f"{STORY} And more.", encoding="utf-8")
    with pytest.raises(ShelfError, match="not the text that was taken"):
        shelf.held(made.digest)


def test_folders_and_lists_name_files_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("in/b.txt", "in/a.txt", "in/.hidden", "in/.git/x", "other/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "list.txt").write_text("# mine\nother/c.txt\n\nin\n")
    names = [path.name for path in files_of([tmp_path / "in"], [tmp_path / "list.txt"])]
    assert names == ["a.txt", "b.txt", "c.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("Published: March 4, 2025\n\nText.", "x.txt", date(2025, 3, 4)),
        ("Jail held man\nBy the staff | March 4, 2025\n\nText.", "x.txt", date(2025, 3, 4)),
        ("FOR IMMEDIATE RELEASE\nMarch 4, 2025\n\nText.", "x.txt", date(2025, 3, 4)),
        ("COMPLAINT\nFiled 03/04/2025\n\n1. Text.", "x.txt", date(2025, 3, 4)),
        ("Order.\n\nSo ordered.\nDated: March 4, 2025\n", "x.txt", date(2025, 3, 4)),
        ("Updated March 9, 2025\nText.", "2025-03-04_story.txt", date(2025, 3, 4)),
        ("On March 4, 2025, deputies held a man in the jail for two days.", "x.txt", None),
        ("Text.", "x.txt", None),
    ],
)
def test_the_day_of_publication_is_what_the_document_says(
    text: str, name: str, day: date | None
) -> None:
    assert published_of(text, name)[0] == day


def test_the_language_is_told_by_small_words_and_unknown_where_it_is_not() -> None:
    assert language_of(f"{STORY} {STORY}") == "en"
    assert language_of("El alguacil dijo que el hombre fue detenido por la policía en la cárcel de la ciudad y que no lo sabe.") == "es"  # fmt: skip
    assert language_of("Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore.") == "unknown"  # fmt: skip
    assert language_of("Too short.") == "unknown"


@given(st.text(alphabet="ab é\n", max_size=40), st.integers(2, 30))
def test_a_long_title_is_cut_at_a_word_and_says_so(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest
    if len(text) <= longest:
        assert cut == text
    else:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
        after = text[len(cut) - 1]
        assert after.isspace() or len(cut) == longest, (
            "a word is cut only where it is most of the line"
        )


def test_the_title_of_a_page_is_cut_with_a_sign() -> None:
    assert shortened("seven words are seven words and more", 20) == "seven words are…"
    assert shortened("x" * 50, 20) == "x" * 19 + "…"
