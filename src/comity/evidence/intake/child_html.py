"""The text of a page: all that is seen on it, with what is not the article marked. Runs in the child process."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

from comity.evidence.intake.child import refusal
from comity.evidence.intake.decoding import decode
from comity.evidence.shortened import shortened

_UNSEEN = {"script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select", "textarea", "math", "canvas"}  # fmt: skip
_ASIDE = {
    "nav": "navigation",
    "footer": "the foot of the page",
    "aside": "beside the article",
    "form": "a form",
    "button": "a button",
    "menu": "navigation",
}
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "acronym", "strike"}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FEWEST_WORDS = 40
"""Words of an article below which the finder of articles is not believed."""


def read(order: dict[str, Any]) -> dict[str, object]:
    """Everything seen on the page as lines; a line outside the article is left out of evidence, with the reason."""
    import trafilatura  # noqa: PLC0415 -- heavy, and needed here only

    parser: Any = import_module("lxml.html")  # heavy; it has no types

    data = Path(order["file"]).read_bytes()
    source, notes = decode(data, page=True)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    try:
        tree = parser.document_fromstring(source, parser=parser.HTMLParser(no_network=True))
    except (ValueError, parser.etree.ParserError):
        return refusal("it is an empty page", "no element of it can be read", "fetch it again")
    lines = _lines(tree)
    if not lines:
        return refusal("it holds no text", "nothing on the page is text", "fetch it as the browser shows it")  # fmt: skip
    article = trafilatura.extract(
        source, include_comments=False, include_tables=True, include_formatting=False, deduplicate=False
    )  # fmt: skip
    told: Any = trafilatura.extract_metadata(
        source, date_config={"original_date": True, "extensive_search": False}
    )
    text, left_out = _with_marks(lines, article)
    published = getattr(told, "date", None) or ""
    title = getattr(told, "title", None) or ""
    return {
        "text": text,
        "title": shortened(str(title)),
        "published": str(published),
        "left_out": left_out,
        "notes": list(notes),
    }


def _lines(tree: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- lxml has no types here
    """Lines of the page in order, each with why it stands aside, empty if it does not. No recursion: pages nest deep."""
    iterwalk = import_module("lxml.etree").iterwalk

    found: list[tuple[str, str]] = []
    held: list[str] = []
    aside: list[str] = []
    unseen = 0

    def end_line() -> None:
        line = " ".join("".join(held).split())
        held.clear()
        if line:
            found.append((line, aside[-1] if aside else ""))

    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event in {"comment", "pi"} or not tag:
            if not unseen and element.tail:
                held.append(element.tail)
            continue
        hides = tag in _UNSEEN or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "")  # fmt: skip
        if event == "start":
            if hides:
                unseen += 1
            if tag not in _INLINE:
                end_line()
            if tag in _ASIDE:
                aside.append(_ASIDE[tag])
            if not unseen and element.text:
                held.append(element.text)
        else:
            if tag not in _INLINE:
                end_line()
            if tag in _ASIDE:
                aside.pop()
            if hides:
                unseen -= 1
            if not unseen and element.tail:
                held.append(element.tail)
    end_line()
    return found


def _with_marks(
    lines: list[tuple[str, str]], article: str | None
) -> tuple[str, list[tuple[int, int, str]]]:
    """The lines as one text, and the spans of those that are not the article's."""
    kept = _squeezed(article or "")
    believed = len((article or "").split()) >= _FEWEST_WORDS
    parts: list[str] = []
    marks: list[tuple[int, int, str]] = []
    at = 0
    for line, aside in lines:
        why = aside
        if not why and believed and _squeezed(line) not in kept:
            why = "outside the article"
        if why:
            marks.append((at, at + len(line), why))
        parts.append(line)
        at += len(line) + 2
    return "\n\n".join(parts), marks


def _squeezed(text: str) -> str:
    """Letters and digits only: the finder of articles spaces and marks them in its own way."""
    return re.sub(r"\W+", "", text).casefold()
