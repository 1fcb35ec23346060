"""Paragraphs and sentences of a text, with their offsets. A line end inside a paragraph is a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    [
        "st",
        "mt",
        "ft",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sgt",
        "lt",
        "capt",
        "col",
        "gen",
        "gov",
        "sen",
        "rep",
        "rev",
        "hon",
        "no",
        "nos",
        "v",
        "vs",
        "inc",
        "co",
        "corp",
        "ltd",
        "jr",
        "sr",
        "dept",
        "det",
        "ofc",
        "art",
        "sec",
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "vt",
        "va",
        "wash",
        "wis",
        "wyo",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "a.m",
        "p.m",
        "i.e",
        "e.g",
        "etc",
        "approx",
        "ave",
        "blvd",
        "rd",
        "cal",
        "stat",
        "rev",
        "u.s",
        "d.c",
        "n.y",
        "n.j",
        "n.m",
        "n.c",
        "n.d",
        "n.h",
        "r.i",
        "s.c",
        "s.d",
        "w.va",
    ]
)
_ENDS_ALWAYS = frozenset({"a.m", "p.m", "etc"})
_END = re.compile(r"[.?!][\"')\]]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_BREAK = re.compile(r"\n[ \t]*\n\s*")
_POINT = re.compile(r"(?:[\u2022\u25cf\u25aa*\u2013\u2014-]|\(?\d{1,2}[.)])\s")
_HEADING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Offsets in the folded text, `end` exclusive, and the number of its paragraph."""

    number: int
    paragraph: int
    start: int
    end: int


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a folded text, in order; headings and points of lists count as sentences."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for first, last in _sentences(text, start, end):
            found.append(Sentence(number=len(found), paragraph=number, start=first, end=last))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        yield from _lines(text, at, end)
        at = len(text) if gap is None else gap.end()


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines that go on: a line that ends a sentence, or is a heading, ends the run."""
    first = start
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop].strip()
        if first < at and _POINT.match(line):
            yield first, at - 1
            first = at
        following = text[stop + 1 : end].lstrip()[:1]
        ends = (
            not line
            or line.endswith((".", "!", "?", ":", '"', ".'"))
            or (len(line) < _HEADING and (following.isupper() or not following.isalnum()))
        )
        if ends or stop == end:
            if text[first:stop].strip():
                yield first, stop
            first = stop + 1
        at = stop + 1


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _END.finditer(text, start, end):
        if stop.start() < at or not _is_end(text, start, stop, end):
            continue
        yield from _trimmed(text, at, stop.end())
        at = stop.end()
    yield from _trimmed(text, at, end)


def _is_end(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    following = text[stop.end() : end].lstrip()
    if text[stop.start()] != ".":
        return not following or following[0].isupper() or following[0] in "\"'(["
    before = text[max(start, stop.start() - 12) : stop.start()]
    if re.fullmatch(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})", text[start : stop.start()]):
        return False  # the number of a paragraph
    if following and not (following[0].isupper() or following[0].isdigit() or following[0] in "\"'(["):  # fmt: skip
        return False
    word = _WORD_BEFORE.search(before)
    if word is None or not following:
        return True
    last = word[1].casefold().rstrip(".")
    if last in _ENDS_ALWAYS:
        return True
    return last not in _ABBREVIATIONS and not (len(last) == 1 and word[1].isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
