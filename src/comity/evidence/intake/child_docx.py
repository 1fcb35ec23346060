"""The text of a DOCX. Runs in the child process; the archive is looked at before any of it is parsed."""

from __future__ import annotations

import zipfile
from typing import Any

from comity.evidence.intake.child import refusal
from comity.evidence.shortened import shortened

_STEP = 1_048_576
_MOST_MEMBERS = 20_000


def read(order: dict[str, Any]) -> dict[str, object]:
    """Paragraphs and tables in their order, one a line; footnotes and comments are not read, and that is noted."""
    with zipfile.ZipFile(order["file"]) as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            return refusal("it is an archive and no Word document", "`word/document.xml` is not in it", "unpack it and name its files")  # fmt: skip
        if problem := _bomb(archive, order["unpacked_bytes"]):
            return problem
    import docx  # noqa: PLC0415 -- heavy, and needed here only
    from docx.table import Table  # noqa: PLC0415

    document = docx.Document(order["file"])
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells: list[str] = []
                for cell in row.cells:
                    text = " ".join(cell.text.split())
                    if (
                        not cells or cells[-1] != text
                    ):  # a merged cell is given once for each column
                        cells.append(text)
                lines.append("\t".join(cells))
        else:
            lines.append(block.text)
    notes = [
        f"{what} are not read"
        for part, what in (("word/footnotes.xml", "footnotes"), ("word/comments.xml", "comments"))
        if part in names
    ]
    text = "\n\n".join(line for line in lines if line.strip())
    if not text:
        return refusal("it holds no text", "no paragraph has a letter in it", "look whether it holds images only")  # fmt: skip
    return {
        "text": text,
        "title": shortened(str(document.core_properties.title or "")),
        "notes": notes,
    }


def _bomb(archive: zipfile.ZipFile, most: int) -> dict[str, object] | None:
    """The refusal of an archive that unpacks to too much, or whose XML brings definitions of its own."""
    if len(archive.infolist()) > _MOST_MEMBERS:
        return refusal("it has too many parts", f"the limit is {_MOST_MEMBERS:,}", "save it anew")
    unpacked = 0
    for member in archive.infolist():
        with archive.open(member) as part:  # what a member says of its own size may be false
            head = part.read(_STEP)
            chunk = head
            while chunk:
                unpacked += len(chunk)
                if unpacked > most:
                    return refusal("it unpacks to too much", f"the limit is {most:,} bytes", "save it anew without what it embeds")  # fmt: skip
                chunk = part.read(_STEP)
        if member.filename.endswith((".xml", ".rels")) and _defines(head):
            return refusal("its XML defines entities", "no Word document needs them, and they can grow without end", "save it anew")  # fmt: skip
    return None


def _defines(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
