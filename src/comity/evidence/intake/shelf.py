"""The folder of an intake: original bytes, texts, and what is known of each document, each file whole or not there.

originals/DIGEST    the bytes as they came
texts/DIGEST.txt    the text that offsets count in (UTF-8, each line ended by one line feed)
documents/DIGEST.json  what is known of it; written last, so that what has one is whole
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from comity.evidence.document import Document, LeftOut

FORM = "comity-documents/1"
_MARK = "comity-evidence.json"


class ShelfError(Exception):
    """A folder that cannot be used for an intake; the message says why and what to do."""


class Shelf:
    """The documents of one intake. `folder` is new, empty, or that of an earlier intake."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def make(cls, folder: Path) -> Shelf:
        """The shelf of a folder, which is made if it is not there. Raises ShelfError, OSError."""
        mark = folder / _MARK
        if folder.exists() and not folder.is_dir():
            raise ShelfError(f"`{folder}` is a file: name a folder")
        if folder.exists() and not mark.exists() and any(folder.iterdir()):
            raise ShelfError(
                f"`{folder}` holds other files: name a new or empty folder, or that of an earlier `comity read`"
            )
        for part in ("originals", "texts", "documents"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        if not mark.exists():
            write_whole(mark, json.dumps({"form": FORM}) + "\n")
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Shelf:
        """The shelf of an earlier intake. Raises ShelfError."""
        try:
            form = json.loads((folder / _MARK).read_text("utf-8"))
        except (OSError, ValueError):
            raise ShelfError(
                f"`{folder}` is no folder of documents: make one with `comity read PATH... --out {folder}`"
            ) from None
        if not isinstance(form, dict) or form.get("form") != FORM:
            raise ShelfError(
                f"`{folder}` was written by another version: make a new one with `comity read`"
            )
        return cls(folder)

    def original(self, digest: str) -> Path:
        """Where the bytes of a document lie."""
        return self.folder / "originals" / digest

    def text_file(self, digest: str) -> Path:
        """Where the text of a document lies."""
        return self.folder / "texts" / f"{digest}.txt"

    def keep_original(self, digest: str, data: bytes) -> Path:
        """Keep the bytes, if they are not there yet, and say where."""
        path = self.original(digest)
        if not path.exists():
            write_whole(path, data)
        return path

    def keep(self, document: Document, made_by: str) -> None:
        """Keep a document. `made_by` tells the program that read it: another one reads it again."""
        write_whole(self.text_file(document.digest), document.text)
        form = {
            "form": FORM,
            "made_by": made_by,
            "digest": document.digest,
            "name": document.name,
            "kind": document.kind,
            "title": document.title,
            "published": None if document.published is None else document.published.isoformat(),
            "published_from": document.published_from,
            "language": document.language,
            "letters": len(document.text),
            "left_out": [[part.start, part.end, part.why] for part in document.left_out],
            "notes": list(document.notes),
        }
        write_whole(
            self.folder / "documents" / f"{document.digest}.json",
            json.dumps(form, ensure_ascii=False, indent=1) + "\n",
        )

    def held(self, digest: str, made_by: str | None = None) -> Document | None:
        """A document of the shelf; None where there is none, or another program made it. Raises ShelfError."""
        path = self.folder / "documents" / f"{digest}.json"
        try:
            form = json.loads(path.read_text("utf-8"))
            if made_by is not None and form["made_by"] != made_by:
                return None
            text = self.text_file(digest).read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ShelfError(
                f"`{path}` cannot be read ({error}): remove it and run `comity read` again"
            ) from None
        if len(text) != form["letters"]:
            raise ShelfError(
                f"`{self.text_file(digest)}` is not the text that was taken from the document: remove it and "
                f"`{path}`, and run `comity read` again"
            )
        return Document(
            digest=digest,
            name=form["name"],
            kind=form["kind"],
            text=text,
            title=form["title"],
            published=date.fromisoformat(form["published"]) if form["published"] else None,
            published_from=form["published_from"],
            language=form["language"],
            left_out=tuple(LeftOut(start=a, end=b, why=why) for a, b, why in form["left_out"]),
            notes=tuple(form["notes"]),
        )

    def all(self) -> Iterator[Document]:
        """Every document, by its digest. Raises ShelfError."""
        for path in sorted((self.folder / "documents").glob("*.json")):
            document = self.held(path.stem)
            assert document is not None
            yield document


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
