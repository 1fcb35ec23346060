"""One file into one stored document: its kind, its text, its day and language, what of it is no evidence."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from comity.evidence.document import Document, LeftOut
from comity.evidence.intake.boilerplate import mark
from comity.evidence.intake.decoding import decode, is_binary
from comity.evidence.intake.isolated import Isolated
from comity.evidence.intake.kinds import LOOKED_AT, foreign, kind_of
from comity.evidence.intake.language import language_of
from comity.evidence.intake.letters import notes_on
from comity.evidence.intake.limits import Limits
from comity.evidence.intake.published import published_of
from comity.evidence.intake.refused import DocumentRefusedError


class Reader:
    """Reads files one after another. Used in a `with`, which ends the process that it may have begun."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._isolated = Isolated(self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._isolated.__exit__(kind, error, trace)

    def bytes_of(self, path: Path) -> bytes:
        """The bytes of a file, if it is one and not too large. Raises DocumentRefusedError."""
        name = str(path)
        try:
            # Not opened before it is known to be a file: a pipe would never end.
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise DocumentRefusedError(name, "it is no file", "only files hold documents", "name a file or a folder")  # fmt: skip
            if found.st_size > self._limits.file_bytes:
                raise self._too_large(name)
            with path.open("rb") as handle:
                data = handle.read(self._limits.file_bytes + 1)
        except OSError as error:
            said = (error.strerror or "no reason is given").lower()
            raise DocumentRefusedError(name, "it cannot be opened", said, "look at its rights, or leave it out") from None  # fmt: skip
        if len(data) > self._limits.file_bytes:
            raise self._too_large(name)
        if not data:
            raise DocumentRefusedError(name, "it is empty", "it has no byte", "fetch it again")
        return data

    def read(self, data: bytes, name: str, file: Path) -> Document:
        """The document of some bytes that lie in `file` and came as `name`. Raises DocumentRefusedError."""
        head = data[:LOOKED_AT]
        if found := foreign(head):
            what, remedy = found
            raise DocumentRefusedError(name, f"it is {what}", "that kind is not read", remedy)
        kind = kind_of(head, name)
        if kind == "html" and len(data) > self._limits.page_bytes:
            raise DocumentRefusedError(name, "the page is too large", f"the limit is {self._limits.page_bytes:,} bytes", "save it as text")  # fmt: skip
        if kind == "text":
            return self._text(data, name)
        answer = self._isolated.read({"zip": "docx"}.get(kind, kind), file, name)
        marks = answer.get("left_out") or []
        assert isinstance(marks, list)
        notes = answer.get("notes") or []
        assert isinstance(notes, list)
        return _document(
            data,
            name=name,
            kind={"zip": "docx"}.get(kind, kind),
            text=_sound(str(answer["text"])),
            title=str(answer.get("title") or ""),
            stated=str(answer.get("published") or ""),
            left_out=[LeftOut(start=start, end=end, why=why) for start, end, why in marks],
            notes=map(str, notes),
        )

    def _text(self, data: bytes, name: str) -> Document:
        if is_binary(data):
            raise DocumentRefusedError(name, "it is no text", "it holds bytes that no text holds", "name a text, a page, a PDF or a DOCX")  # fmt: skip
        text, notes = decode(data)
        if len(text) > self._limits.text_letters:
            raise DocumentRefusedError(name, "its text is too long", f"it has more than {self._limits.text_letters:,} characters", "split it")  # fmt: skip
        if not text.strip():
            raise DocumentRefusedError(name, "it holds no text", "it is blank", "fetch it again")
        return _document(data, name=name, kind="text", text=text, notes=notes)

    def _too_large(self, name: str) -> DocumentRefusedError:
        return DocumentRefusedError(
            name,
            "it is too large",
            f"the limit is {self._limits.file_bytes:,} bytes, and no document of words has as many",
            "save its text alone",
        )


def _document(
    data: bytes,
    *,
    name: str,
    kind: str,
    text: str,
    title: str = "",
    stated: str = "",
    left_out: Iterable[LeftOut] = (),
    notes: Iterable[str] = (),
) -> Document:
    published, said_by = published_of(text, name, stated)
    language = language_of(text)
    remarks = [*notes, *notes_on(text)]
    if language not in {"en", "unknown"}:
        remarks.append(
            f"in `{language}`: the rules read English only, so nothing is proposed from it"
        )
    if published is None:
        remarks.append("no day of publication: days without a year, and `last week`, stay open")
    return Document(
        digest=hashlib.sha256(data).hexdigest(),
        name=os.fsencode(name).decode("utf-8", "replace"),
        kind=kind,
        text=text,
        title=title or _first_line(text),
        published=published,
        published_from=said_by,
        language=language,
        left_out=mark(text, left_out),
        notes=tuple(remarks),
    )


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= 150 else ""


def _sound(text: str) -> str:
    """The text as it can be written: half a pair of surrogates, which no encoding has, becomes U+FFFD."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode("utf-8", "replace").decode("utf-8") if not plain.isascii() else plain
