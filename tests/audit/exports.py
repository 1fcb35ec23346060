"""Small exports in the shapes that agencies release, for tests to write, spoil and read. Values are invented."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from comity.audit import Item, Log, Reject, SearchRow, SharingRow

P1 = "id,userId,searchDate,cameraCount,reason"
P2 = "id,userId,searchDate,networkCount,reason"
P3 = "id,userId,searchDate,networkCount,reason,caseNumber,offenseType"
SHARING = "agency_slug,as_of,receiving_org"
TIME = "2026-03-10T04:31:52.901Z"


def p2_row(number: int, reason: str = "theft") -> str:
    return f"id-{number},***,{TIME},449,{reason}"


def quoted(row: str) -> str:
    return ",".join(f'"{cell}"' for cell in row.split(","))


def save(folder: Path, text: str | bytes, name: str = "dover-nh-pd_search_audit.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def save_lines(
    folder: Path, lines: Sequence[str], name: str = "dover-nh-pd_search_audit.csv"
) -> Path:
    return save(folder, "".join(f"{line}\n" for line in lines), name)


def save_gzip(folder: Path, text: str, name: str = "dover-nh-pd_search_audit.csv.gz") -> Path:
    return save(folder, gzip.compress(text.encode(), mtime=0), name)


def read(log: Log) -> list[Item]:
    return list(log)


def searches(log: Log) -> list[SearchRow]:
    return [item for item in log if isinstance(item, SearchRow)]


def pairs(log: Log) -> list[SharingRow]:
    return [item for item in log if isinstance(item, SharingRow)]


def rejects(log: Log) -> list[Reject]:
    return [item for item in log if isinstance(item, Reject)]


def reject_lines(log: Log) -> list[tuple[int, str]]:
    return [(reject.line, reject.reason.value) for reject in rejects(log)]
