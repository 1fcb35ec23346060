"""One pass over the bytes of a plain log: its digest, and the counts by which what an engine has read of it is held.

An engine that reads CSV forgives some things in silence: a comma too many at the end of a line, a space between a
quotation mark and the edge of its cell. What it has read is the file only if both count the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

_BLOCK = 1 << 22
_LONGEST_LINE = 64 * _BLOCK

# A space between a quotation mark and the edge of its cell: the engine drops it, the reader of rows keeps it.
_AT_EDGE = re.compile(rb'(?:^|[,\n]) +"(?!")|(?<!")" +(?:[,\r\n]|$)')
# The same with a doubled mark: at an edge again, or in the middle of a quoted text, where all is well.
_OPENS = re.compile(rb'[,\n] +""')
_CLOSES = re.compile(rb'"" +[,\r\n]')


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainBytes:
    """What the bytes of a file say. `sha256` as `sha256sum` prints it; `lines` are physical ones.

    `is_uniform`: no zero byte, all lines end alike, with or without a return, no line is endless, and no space
    stands between a single quotation mark and the edge of its cell. `doubled`: places where a comma or line end, a
    space and a doubled quotation mark meet; those inside quoted texts only, if as many are in the cells that were read.
    """

    sha256: str
    size: int
    lines: int
    ends_with_newline: bool
    returns: bool
    is_uniform: bool
    commas: int
    doubled: int


class StoppedError(Exception):
    """The count is not wanted any more."""


def plain_bytes(file: Path, stopped: Event | None = None) -> PlainBytes:
    """Read every byte once. Raises OSError as files do; StoppedError soon after `stopped` is set."""
    digest = hashlib.sha256()
    size = lines = commas = returns = doubled = 0
    is_uniform, last = True, b""
    for block in _blocks(file):
        if stopped is not None and stopped.is_set():
            raise StoppedError
        digest.update(block)
        size += len(block)
        ends = block.count(b"\n")
        lines += ends
        commas += block.count(b",")
        all_returns = block.count(b"\r")
        with_return = block.count(b"\r\n") if all_returns else 0
        returns += with_return
        is_uniform = (
            is_uniform
            and b"\0" not in block
            and with_return in (0, ends)
            and all_returns == with_return
            and len(block) <= _LONGEST_LINE
        )
        # From the end: in a text full of quotation marks that takes half the time of a search from its beginning.
        if block.rfind(b' "') >= 0 or block.rfind(b'" ') >= 0:
            is_uniform = is_uniform and not _AT_EDGE.search(block)
            doubled += doubled_in(block)
        last = block[-1:]
    whole = last == b"\n"
    return PlainBytes(
        sha256=digest.hexdigest(),
        size=size,
        lines=lines + (not whole and size > 0),
        ends_with_newline=whole,
        returns=returns > 0,
        is_uniform=is_uniform and returns in (0, lines),
        commas=commas,
        doubled=doubled,
    )


def doubled_in(text: bytes) -> int:
    """Places of a text, as the file writes it, where an edge, a space and a doubled quotation mark meet."""
    return len(_OPENS.findall(text)) + len(_CLOSES.findall(text))


def doubled_sql(cell: str) -> str:
    """The same of a cell as it was read."""
    opens, closes = "'[,\\n] +\"'", "'\" +[,\\r\\n]'"
    return (
        f"CASE WHEN contains({cell}, '\"') THEN len(regexp_extract_all({cell}, {opens})) + "
        f"len(regexp_extract_all({cell}, {closes})) ELSE 0 END"
    )


def commas_sql(cell: str) -> str:
    """The commas inside a cell."""
    return f"(strlen({cell}) - strlen(replace({cell}, ',', '')))"


def _blocks(file: Path) -> Iterator[bytes]:
    """The bytes in blocks that end where a line ends. A line longer than any record comes in pieces."""
    left = b""
    with file.open("rb") as handle:
        while read := handle.read(_BLOCK):
            block, end, rest = read.rpartition(b"\n")
            if end:
                yield left + block + end
                left = rest
            else:
                left += read
                if len(left) > _LONGEST_LINE:
                    yield left
                    left = b""
    if left:
        yield left


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBytes:
    """The bytes of a file that a table engine must account for. `is_uniform`: no zero byte, all lines end alike."""

    size: int
    lines: int
    quotes: int
    ends_with_newline: bool
    returns: bool
    is_uniform: bool


def counted_bytes(file: Path, stopped: Event | None = None) -> CountedBytes:
    """Read every byte once, with no digest: an engine that takes as long itself waits for it half as long.

    Raises OSError as files do; StoppedError soon after `stopped` is set.
    """
    size = lines = quotes = all_returns = with_return = 0
    is_whole, last = True, b""
    with file.open("rb") as handle:
        while block := handle.read(_BLOCK >> 2):
            if stopped is not None and stopped.is_set():
                raise StoppedError
            size += len(block)
            lines += block.count(b"\n")
            quotes += block.count(b'"')
            is_whole = is_whole and b"\0" not in block
            with_return += last == b"\r" and block.startswith(b"\n")
            if b"\r" in block:
                all_returns += block.count(b"\r")
                with_return += block.count(b"\r\n")
            last = block[-1:]
    whole = last == b"\n"
    return CountedBytes(
        size=size,
        lines=lines + (not whole and size > 0),
        quotes=quotes,
        ends_with_newline=whole,
        returns=all_returns > 0,
        is_uniform=is_whole and all_returns == with_return and with_return in (0, lines),
    )
