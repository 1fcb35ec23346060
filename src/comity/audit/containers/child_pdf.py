"""Printed tables of a PDF as rows of text. Runs in the child process.

Ruled tables are read by their rules. A table without rules is read by its header: each label begins a column,
the border of two columns runs where no line of the page has a word. Line `n` of page `p` has the number
`p * 1000 + n`, counted from the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

_Pdf: TypeAlias = Any  # a page or a table of the library, which has no types

PAGE = 1_000
"""What one page counts for in the number of a line."""

_MOST_PAGES = 50_000
_SAME_LINE = 3.0
_SLACK = 2.0
_NEAR = 2.0
"""Heights of a line within which a wrapped text goes on."""

_COUNT_AND_TIME = re.compile(r"(\d[\d,]*)\s+(\d{1,2}/\d{1,2}/\d{4},?\s.*)", re.DOTALL)


@dataclass(slots=True)
class _Word:
    text: str
    left: float
    right: float


@dataclass(slots=True)
class _Line:
    number: int
    top: float
    height: float
    words: list[_Word]


@dataclass(slots=True)
class _Block:
    """One printed record, maybe of several lines."""

    number: int
    cells: list[str]
    last: float
    lines: int = 1


@dataclass(slots=True)
class _Columns:
    """The header that stands above the lines of a page and those after it."""

    labels: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)


def frames(order: dict[str, Any]) -> Iterator[list[object]]:
    """`order`: `file`, `most` (rows, 0 for all), `labels` (known ones, in small letters), limits."""
    import pdfplumber  # noqa: PLC0415 -- heavy, and needed here only
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    known = {tuple(label.split()) for label in order["labels"]}
    try:
        document = pdfplumber.open(order["file"])
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            yield [
                "refuse", "locked", "is locked with a password", "what is in it cannot be read",
                "ask for it without one",
            ]  # fmt: skip
            return
        raise
    given = images = texts = 0
    yield ["table", 0, "", True]
    columns = _Columns()
    with document:
        for number, page in enumerate(document.pages, start=1):
            if number > _MOST_PAGES:
                why = "that is the limit on the pages of one file"
                yield ["refuse", "too_large", f"has more than {_MOST_PAGES} pages", why, "split it"]
                return
            if not page.chars:
                if page.images:
                    images += 1
                    yield ["image", number * PAGE + 1]
                continue
            texts += 1
            for row in _page(page, number, columns, known):
                given += 1
                yield row
                if order["most"] and given >= order["most"]:
                    return
            page.close()
    if not texts:
        yield [
            "refuse", "images_only" if images else "no_table",
            f"holds {images} pages and every one is an image" if images else "holds no text",
            "a picture of a table cannot be read: there is no text in it",
            "ask for the export as CSV or Excel; a release that was printed and scanned hides what it holds",
        ]  # fmt: skip


def _page(
    page: _Pdf, number: int, columns: _Columns, known: set[tuple[str, ...]]
) -> Iterator[list[object]]:
    tables = [one for one in page.find_tables() if _is_grid(one)]
    lines = _lines(page, number, [one.bbox for one in tables])
    if tables:
        at = 0
        for table in sorted(tables, key=lambda one: one.bbox[1]):
            for row in table.extract():
                at += 1
                cells = ["" if cell is None else cell.strip() for cell in row]
                yield ["row", number * PAGE + at, _split_count(cells)]
        for line in lines:
            at += 1
            yield ["row", number * PAGE + at, [" ".join(word.text for word in line.words)]]
        return
    for block in _blocks(lines, columns, known):
        yield ["row", block.number, _split_count(block.cells)]


def _is_grid(table: _Pdf) -> bool:
    """True of a ruled table with several columns and rows; boxes and underlines are none."""
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _lines(page: _Pdf, number: int, boxes: Sequence[tuple[float, ...]]) -> list[_Line]:
    """The words of a page in lines from the top, those inside the boxes left out."""
    words = [
        word
        for word in page.extract_words(x_tolerance=1.5, y_tolerance=_SAME_LINE)
        if not any(
            left <= word["x0"] <= right and top <= word["top"] <= bottom
            for left, top, right, bottom in boxes
        )
    ]
    words.sort(key=lambda word: (word["top"], word["x0"]))
    rows: list[list[_Pdf]] = []
    for word in words:
        if rows and word["top"] - rows[-1][0]["top"] <= _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [
        _Line(
            number * PAGE + at,
            row[0]["top"],
            row[0]["bottom"] - row[0]["top"],
            [
                _Word(word["text"], word["x0"], word["x1"])
                for word in sorted(row, key=lambda word: word["x0"])
            ],
        )
        for at, row in enumerate(rows, start=1)
    ]


def _blocks(lines: list[_Line], columns: _Columns, known: set[tuple[str, ...]]) -> Iterator[_Block]:
    """Records of a page without rules: the lines under a header, wrapped ones joined to the one they belong to."""
    header = next((line for line in lines if _labels(line, known)), None)
    if header is None and not columns.labels:
        header = max(lines, key=lambda line: len(_pieces(line)), default=None)
        if header is None or len(_pieces(header)) < 2:
            header = None
    if header is not None:
        found = _labels(header, known) or _pieces(header)
        columns.labels = [text for text, _, _ in found]
        columns.starts = [left for _, left, _ in found]
        columns.ends = [right for _, _, right in found]
    above = [line for line in lines if header is not None and line.number < header.number]
    below = [line for line in lines if header is None or line.number > header.number]
    if not columns.labels:
        for line in lines:
            yield _alone(line)
        return
    borders = _borders(columns, below)
    for line in above:
        yield _alone(line)
    if header is not None:
        yield _Block(header.number, list(columns.labels), header.top)
    held: _Block | None = None
    for line in below:
        cells = _cut(line, borders)
        filled = sum(bool(cell) for cell in cells)
        begins = bool(cells[0]) and filled * 2 > len(cells)
        if begins:
            if held is not None:
                yield held
            held = _Block(line.number, cells, line.top)
        elif held is not None and line.top - held.last <= _NEAR * line.height:
            held.lines += 1
            held.last = line.top
            held.cells = [_joined(one, more) for one, more in zip(held.cells, cells, strict=True)]
        else:
            if held is not None:
                yield held
                held = None
            yield _alone(line)
    if held is not None:
        yield held


def _alone(line: _Line) -> _Block:
    """A line that is part of no table: one cell."""
    return _Block(line.number, [" ".join(word.text for word in line.words)], line.top)


def _joined(one: str, more: str) -> str:
    if not more or not one:
        return one or more
    return one + more if one.endswith("-") else f"{one} {more}"


def _labels(line: _Line, known: set[tuple[str, ...]]) -> list[tuple[str, float, float]]:
    """The labels that make up a header, with their places; none unless most of its words are known labels."""
    found: list[tuple[str, float, float]] = []
    words, at, hits = line.words, 0, 0
    longest = max((len(label) for label in known), default=0)
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            part = words[at : at + length]
            if tuple(word.text.casefold() for word in part) in known:
                hits += 1
                break
        else:
            part = words[at : at + 1]
        text = " ".join(word.text for word in part)
        found.append((text, part[0].left, part[-1].right))
        at += len(part)
    return found if hits >= 2 and hits * 2 > len(found) else []


def _pieces(line: _Line) -> list[tuple[str, float, float]]:
    """The words of a line, joined where the space between them is that of a text and not of a table."""
    pieces: list[tuple[str, float, float]] = []
    for word in line.words:
        if pieces and word.left - pieces[-1][2] < 6.0:
            text, left, _ = pieces[-1]
            pieces[-1] = (f"{text} {word.text}", left, word.right)
        else:
            pieces.append((word.text, word.left, word.right))
    return pieces


def _borders(columns: _Columns, lines: list[_Line]) -> list[float]:
    """Where each column but the first begins."""
    borders = []
    for at in range(1, len(columns.starts)):
        low = (columns.starts[at - 1] + columns.ends[at - 1]) / 2
        high = (columns.starts[at] + columns.ends[at]) / 2
        river = _river(low, high, columns.starts[at], lines)
        borders.append(columns.starts[at] - _SLACK if river is None else river)
    return borders


def _river(low: float, high: float, start: float, lines: list[_Line]) -> float | None:
    """The middle of the widest strip between two columns that no word crosses, the one at the label if that is one."""
    taken = sorted(
        (max(word.left, low), min(word.right, high))
        for line in lines
        for word in line.words
        if word.right > low and word.left < high
    )
    free: list[tuple[float, float]] = []
    at = low
    for left, right in taken:
        if left - at > 1.0:
            free.append((at, left))
        at = max(at, right)
    if high - at > 1.0:
        free.append((at, high))
    if not free:
        return None
    for left, right in free:
        if left <= start - _SLACK <= right:
            return start - _SLACK
    left, right = max(free, key=lambda one: one[1] - one[0])
    return (left + right) / 2


def _cut(line: _Line, borders: list[float]) -> list[str]:
    cells: list[list[str]] = [[] for _ in range(len(borders) + 1)]
    for word in line.words:
        cells[sum(word.left >= border for border in borders)].append(word.text)
    return [" ".join(cell) for cell in cells]


def _split_count(cells: list[str]) -> list[str]:
    """A count and a time that were printed as one text, each in its own cell, where one of the two is blank."""
    for at, cell in enumerate(cells):
        found = _COUNT_AND_TIME.fullmatch(cell)
        if found is None:
            continue
        if at > 0 and not cells[at - 1]:
            return [*cells[: at - 1], found.group(1), found.group(2), *cells[at + 1 :]]
        if at + 1 < len(cells) and not cells[at + 1]:
            return [*cells[:at], found.group(1), found.group(2), *cells[at + 2 :]]
    return cells
