"""How much of a hostile file is held or followed before it is refused. Numbers only; nothing is read here."""

from __future__ import annotations

from dataclasses import dataclass

# The standard library's `csv` refuses longer fields by itself; a limit above its own would be a promise not kept.
LONGEST_FIELD_OF_CSV = 131_072
MOST_COLUMNS = 16_384
"""A record with more values is no header: no spreadsheet has more columns."""


class LimitsError(ValueError):
    """A limit that cannot be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what one file may ask of this machine. The defaults are far above any real export.

    `max_record_bytes`: longest record, and longest line, that is held in memory; a longer one is rejected
    and read past. `max_field_bytes`: longest single field. `max_record_lines`: most lines that one quoted
    field may run over before its quotation mark counts as never closed. `max_bytes`: most bytes after
    decompression. `max_gzip_ratio`: most bytes after decompression per compressed byte, looked at once
    `gzip_ratio_from` bytes have come out. `header_records`: how many records from the top may be passed over
    (a title, a remark) in search of the header. `max_members`: most entries of an archive. `max_unpacked`:
    most bytes that an archive or a workbook may unpack to, in all. `max_child_bytes`, `max_child_seconds`: the
    memory of the process that reads a workbook or a PDF, and how long it may be silent. `max_tables`: most
    sheets of a workbook.
    """

    max_record_bytes: int = 1_048_576
    max_field_bytes: int = 65_536
    max_record_lines: int = 50
    max_bytes: int = 64 * 1024**3
    max_gzip_ratio: int = 200
    gzip_ratio_from: int = 16 * 1024**2
    header_records: int = 20
    max_members: int = 10_000
    max_unpacked: int = 8 * 1024**3
    max_child_bytes: int = 4 * 1024**3
    max_child_seconds: int = 600
    max_tables: int = 500

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 1:
                raise LimitsError(f"limit `{name}` is {getattr(self, name)}: give 1 or more")
        if self.max_field_bytes > LONGEST_FIELD_OF_CSV:
            raise LimitsError(
                f"limit `max_field_bytes` is {self.max_field_bytes}: give {LONGEST_FIELD_OF_CSV} or less"
            )


DEFAULT_LIMITS = Limits()
