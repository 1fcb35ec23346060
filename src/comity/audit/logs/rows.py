"""CSV records into rows and rejects under the header that stands above them; nothing is dropped unseen.

It decides nothing about a search. Where the header changes in mid-file the mapping changes with it; where a
header is not recognised, what stands under it is rejected, not guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from comity.audit.containers.records import Fault, Record, fault_words
from comity.audit.logs.agency import Agency, name_of_slug
from comity.audit.logs.dialect import (
    ColumnMap,
    Dialect,
    Field,
    LogKind,
    PartyFrom,
    detect,
    labels_of,
    looks_like_header,
)
from comity.audit.logs.row import (
    ABSENT,
    Cell,
    Counts,
    EntryRow,
    Item,
    Reject,
    RejectReason,
    SearchRow,
    SharingRow,
    safe_excerpt,
)
from comity.audit.logs.row_cells import (
    Refused,
    day_of,
    entry_row,
    hidden_places,
    moment_of,
    refuse_blank,
    refuse_swallowed_rows,
    short,
    time_text,
)
from comity.audit.logs.seal import NO_SEAL, Seal, is_wildcard

DIGEST_DIGITS = 16
MOST_NOTES = 100
# A count as exports print it: digits, or a mark for "not shown".
_NUMBER = re.compile(r"[\d,]*|[*#—–-]+(?: [*#—–-]+)*|n/?a", re.IGNORECASE)


class RowReader:
    """One pass. `counts` and `notes` are whole once `read` is spent.

    `first`: the dialects that the first header may have; `later`: those of headers in mid-file.
    """

    def __init__(
        self,
        *,
        first: Sequence[Dialect],
        later: Sequence[Dialect],
        agency: Agency | None,
        owner: Agency | None = None,
        seal: Seal = NO_SEAL,
    ) -> None:
        self._seal = seal
        self._first, self._later, self._agency = first, later, agency
        self._owner: Cell = owner.name if owner else ABSENT
        self._labels = labels_of(later)
        self._map: ColumnMap | None = None
        self._kind: LogKind | None = None
        self._lost_at = 0
        self._lines = self._records = self._rows = self._headers = self._blank = 0
        self._rejects: Counter[RejectReason] = Counter()
        self._cp1252_count = self._first_cp1252 = 0
        self._first_open = 0
        self._widths: Counter[tuple[int, int]] = Counter()
        self._rows_under_header = 0
        self.notes: list[str] = []

    @property
    def counts(self) -> Counts:
        return Counts(
            lines=self._lines,
            records=self._records,
            rows=self._rows,
            rejects=self._rejects.total(),
            headers=self._headers,
            blank=self._blank,
            rejects_by_reason=dict(self._rejects),
        )

    def read(self, records: Iterable[Record]) -> Iterator[Item]:
        """Rows and rejects in file order; headers and blank lines are counted and not handed on."""
        for record in records:
            item = self._take(record)
            if item is not None:
                yield item
        self._close_header()
        if self._first_open:
            opened = self._rejects[RejectReason.OPEN_QUOTE]
            swallowed = self._rejects[RejectReason.SWALLOWED]
            self._note(
                f"quotation marks that are never closed: {opened}, the first opened in line "
                f"{self._first_open}; {swallowed} records behind them are rejected as swallowed"
            )
        if self._cp1252_count:
            self._note(
                f"records not in UTF-8 and read as Windows-1252 (cp1252): "
                f"{self._cp1252_count}, the first in line {self._first_cp1252}"
            )

    def _note(self, note: str) -> None:
        """Keep a note; of a file made of a million headers only the first notes are kept."""
        if len(self.notes) == MOST_NOTES:
            self.notes[-1] = "more of the same is not listed"
        else:
            self.notes.append(note)

    def _take(self, record: Record) -> Item | None:
        self._records += 1
        self._lines += record.span
        if record.cp1252:
            self._cp1252_count += 1
            self._first_cp1252 = self._first_cp1252 or record.line
        if record.fault is not None:
            if record.fault is Fault.OPEN_QUOTE and not self._first_open:
                self._first_open = record.line
            return self._reject(record, RejectReason[record.fault.name], fault_words(record))
        cells = record.cells
        if not cells[0].strip() and not any(cell.strip() for cell in cells):
            self._blank += 1
            return None
        if self._map is None:
            return self._without_header(record)
        return self._with_header(record, self._map)

    def _with_header(self, record: Record, columns: ColumnMap) -> Item | None:
        cells = record.cells
        try:
            row = self._row(record, columns)
        except Refused as refused:
            if looks_like_header(cells, self._labels):
                return self._header(record)
            if refused.reason in {RejectReason.TOO_FEW_VALUES, RejectReason.TOO_MANY_VALUES}:
                self._widths[len(cells), columns.width] += 1
            return self._reject(record, refused.reason, refused.what)
        self._rows += 1
        self._rows_under_header += 1
        return row

    def _reject(self, record: Record, reason: RejectReason, what: str) -> Reject:
        self._rejects[reason] += 1
        return Reject(
            line=record.line,
            span=record.span,
            reason=reason,
            what=what,
            excerpt=safe_excerpt(record.raw),
        )

    # Headers.

    def _without_header(self, record: Record) -> Item | None:
        if self._kind is None:
            found = detect(record.cells, self._first)
            if found is None:
                what = "it stands above the header"
                return self._reject(record, RejectReason.ABOVE_HEADER, what)
            self._lay(found)
            if not found.dialect.headerless:
                return None
            self._headers -= 1
            return self._with_header(record, found)
        if looks_like_header(record.cells, self._labels):
            return self._header(record)
        what = f"the header above it, in line {self._lost_at}, is not recognised"
        return self._reject(record, RejectReason.UNDER_UNKNOWN_HEADER, what)

    def _lay(self, found: ColumnMap) -> None:
        self._map, self._kind = found, found.dialect.kind
        self._headers += 1

    def _header(self, record: Record) -> Reject | None:
        self._close_header()
        found = detect(record.cells, self._later)
        if found is not None and found.dialect.kind is self._kind:
            changed = self._map is None or found.labels != self._map.labels
            self._lay(found)
            self._note(
                f"a second header stands in line {record.line}"
                + (f": from there on the dialect is `{found.dialect.id}`" if changed else "")
            )
            return None
        self._map, self._lost_at = None, record.line
        self._note(
            f"the header in line {record.line} is not recognised: what stands under it is rejected"
        )
        what = "it is a header of no known dialect, or of another kind of log"
        return self._reject(record, RejectReason.UNKNOWN_HEADER, what)

    def _close_header(self) -> None:
        """Say so when every row under a header had one wrong width: the header itself is wrong then."""
        if not self._rows_under_header and len(self._widths) == 1:
            (values, labels), rows = self._widths.popitem()
            guess = (
                "left for a removed column" if values < labels else "missing for an added column"
            )
            if rows > 1:
                self._note(
                    f"all {rows} rows have {values} values under {labels} labels: a label seems to be "
                    f"{guess}; mend the header in a copy and say so beside the result"
                )
        self._widths.clear()
        self._rows_under_header = 0

    # Rows.

    def _row(self, record: Record, columns: ColumnMap) -> SearchRow | SharingRow | EntryRow:
        cells = record.cells
        spare = len(cells) - columns.width
        if 0 < spare <= len(columns.dialect.orphans) and not any(map(str.strip, cells[-spare:])):
            cells = cells[
                :-spare
            ]  # under a label without values a spreadsheet leaves a blank cell at the end
        if len(cells) != columns.width:
            few = len(cells) < columns.width
            raise Refused(
                RejectReason.TOO_FEW_VALUES if few else RejectReason.TOO_MANY_VALUES,
                f"it has {len(cells)} values under {columns.width} labels",
            )
        if record.span > 1:
            refuse_swallowed_rows(record, columns)
        digest = hashlib.sha256(record.raw.rstrip(b"\r\n")).hexdigest()[:DIGEST_DIGITS]
        if columns.dialect.kind is LogKind.SHARING_LIST:
            return self._sharing_row(record.line, cells, columns, digest)
        if columns.dialect.kind is not LogKind.SEARCH_AUDIT:
            return entry_row(record.line, cells, columns, digest)
        return self._search_row(record.line, cells, columns, digest)

    def _search_row(
        self, line: int, cells: list[str], columns: ColumnMap, digest: str
    ) -> SearchRow:
        time = time_text(cells, columns)
        moment = moment_of(cells, columns)
        for place in columns.numbers:
            if not _NUMBER.fullmatch(cells[place].strip()):
                raise Refused(
                    RejectReason.SHIFTED,
                    f"`{short(cells[place])}` stands where column `{columns.labels[place]}` has "
                    "numbers: the values seem shifted",
                )
        hidden = hidden_places(cells, columns)
        values: list[Cell] = [
            ABSENT if place is None or place in hidden else cells[place]
            for place in columns.search_cells
        ]
        searcher, slug = self._party(
            cells, columns, columns.searcher_from, Field.SEARCHER_NAME, Field.SEARCHER_SLUG
        )
        owner = self._owner
        if columns.owner_from is PartyFrom.COLUMNS:
            owner, _ = self._party(
                cells, columns, columns.owner_from, Field.OWNER_NAME, Field.OWNER_SLUG
            )
        user, plate = (
            ABSENT if place is None or place in hidden else cells[place].strip()
            for place in (columns.at.get(Field.USER), columns.at.get(Field.PLATE))
        )
        return SearchRow(
            line=line,
            digest=digest,
            searcher=searcher,
            searcher_slug=slug,
            moment=moment,
            time=time,
            id=values[0],
            networks=values[1],
            devices=values[2],
            reason=values[3],
            case_number=values[4],
            offense_type=values[5],
            text_prompt=values[6],
            time_frame=values[7],
            search_type=values[8],
            moderation=values[9],
            owner=owner,
            user=self._seal.user(user),
            plate=self._seal.plate(plate),
            wildcard=is_wildcard(plate),
        )

    def _sharing_row(
        self, line: int, cells: list[str], columns: ColumnMap, digest: str
    ) -> SharingRow:
        as_of = day_of(cells[columns.at[Field.AS_OF]], columns, Field.AS_OF)
        recipient = cells[columns.at[Field.RECIPIENT]].strip()
        if not recipient:
            refuse_blank(columns, Field.RECIPIENT)
        owner, slug = self._party(
            cells, columns, columns.owner_from, Field.OWNER_NAME, Field.OWNER_SLUG
        )
        return SharingRow(
            line=line,
            digest=digest,
            owner=owner,
            owner_slug=slug,
            as_of=as_of,
            recipient=recipient,
        )

    def _party(
        self, cells: list[str], columns: ColumnMap, from_: PartyFrom, name: Field, slug: Field
    ) -> tuple[Cell, Cell]:
        """The agency's name and slug for one row."""
        if from_ is PartyFrom.FILE and self._agency is not None:
            return self._agency.name, self._agency.slug or ABSENT
        if from_ is not PartyFrom.COLUMNS:
            return ABSENT, ABSENT
        slug_text = cells[columns.at[slug]].strip() if slug in columns.at else ""
        name_text = cells[columns.at[name]].strip() if name in columns.at else ""
        if not slug_text and not name_text:
            if columns.required.isdisjoint({slug, name}):
                return "", ABSENT
            refuse_blank(columns, slug if slug in columns.at else name)
        return name_text or _name_of_slug(slug_text), slug_text or ABSENT


_name_of_slug = lru_cache(maxsize=1024)(name_of_slug)
