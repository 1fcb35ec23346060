"""Signed declarations and attestations that a user knows of: a CSV file, so that a rule that asks for one can be decided.

Illinois asks an agency of another state for one before plate reads are shared, Providence asks every partner. What no
line says stays unknown; that none was found is said by a line of its own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from comity.audit.deciding.party import Party, party_named
from comity.audit.logs.when import TimeError, parse_day
from comity.law.problem import Problem

WORD = "recipient_declaration"
"""The fact word that a line states."""

HEADER = ("owner", "recipient", "signed", "from", "until")
EVERY_OWNER = "*"
_SIGNED = {"yes": True, "no": False}
_LONGEST = 64 * 1024 * 1024


class AttestationError(ValueError):
    """A file with mistakes; `problems` holds all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(one) for one in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """Whether `recipient` had signed for the data of `owner`, from a day on and (if it ends) until before another."""

    owner: str
    recipient: str
    signed: bool
    from_: date
    until: date | None
    line: int

    def holds(self, day: date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)


class Attestations:
    """All lines of a file, found by the two agencies and the day."""

    def __init__(
        self,
        lines: Iterable[Attestation] = (),
        party_of: Callable[[str], Party] = party_named,
    ) -> None:
        self.lines = tuple(lines)
        self._by_pair: dict[tuple[str, str], list[Attestation]] = {}
        for one in self.lines:
            owner = EVERY_OWNER if one.owner == EVERY_OWNER else agency_key(party_of(one.owner))
            key = (owner, agency_key(party_of(one.recipient)))
            self._by_pair.setdefault(key, []).append(one)
        self._agencies = frozenset(key for pair in self._by_pair for key in pair)
        self._used: set[int] = set()

    @property
    def days(self) -> frozenset[date]:
        """Days on which something that a line says begins or ends."""
        return frozenset(
            day for one in self.lines for day in (one.from_, one.until) if day is not None
        )

    def named(self, party: Party) -> str:
        """The key of an agency of which a line speaks by name; empty of all others: no line tells those apart."""
        key = agency_key(party)
        return key if key in self._agencies else ""

    def signed(self, owner: Party, recipient: Party, day: date) -> bool | None:
        """Whether the recipient had signed for the owner's data on a day; None where no line says so."""
        found = None
        for key in (agency_key(owner), EVERY_OWNER):
            for one in self._by_pair.get((key, agency_key(recipient)), ()):
                self._used.add(one.line)
                if found is None and one.holds(day):
                    found = one.signed
        return found

    def unused(self) -> tuple[Attestation, ...]:
        """Lines whose two agencies met in no row that was asked about."""
        return tuple(one for one in self.lines if one.line not in self._used)


def agency_key(party: Party) -> str:
    """What two spellings of one agency share: its place and kind of actor, else its name in small letters.

    Empty where no agency is named.
    """
    if party.place is not None and party.actor is not None:
        return f"{party.place} {party.actor}"
    return " ".join(party.name.casefold().split())


def read_attestations(path: Path, party_of: Callable[[str], Party] = party_named) -> Attestations:
    """The lines of a file. Raises AttestationError with every mistake, each with its line.

    `party_of` says whom a name stands for.
    """
    problems: list[Problem] = []

    def wrong(line: int, what: str, why: str, remedy: str) -> None:
        problems.append(Problem(file=str(path), line=line, what=what, why=why, remedy=remedy))

    try:
        if path.stat().st_size > _LONGEST:
            wrong(0, "is too large", f"it has more than {_LONGEST} bytes", "split it")
            raise AttestationError(problems)
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        wrong(0, "is not UTF-8", "its bytes are no text in that encoding", "save it as CSV (UTF-8)")
        raise AttestationError(problems) from None
    except OSError as error:
        wrong(
            0,
            "cannot be read",
            f"the system says `{(error.strerror or '').lower()}`",
            "check the path",
        )
        raise AttestationError(problems) from None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    lines: list[Attestation] = []
    try:
        header = tuple(cell.strip().casefold() for cell in next(reader, []))
        if header != HEADER:
            wrong(
                1,
                "the header",
                f"it must be `{','.join(HEADER)}`",
                "write these five columns in this order",
            )
            raise AttestationError(problems)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines += _line([cell.strip() for cell in cells], reader.line_num, wrong)
    except csv.Error as error:
        wrong(reader.line_num, "is no CSV", str(error), "mend the quotation marks of the line")
    problems += _contradictions(lines, path, party_of)
    if problems:
        raise AttestationError(problems)
    return Attestations(lines, party_of)


def _line(cells: list[str], at: int, wrong: object) -> list[Attestation]:
    assert callable(wrong)
    if len(cells) != len(HEADER):
        wrong(
            at,
            "the line",
            f"it has {len(cells)} values under {len(HEADER)} columns",
            "give five, `until` may be blank",
        )
        return []
    owner, recipient, signed, from_, until = cells
    sound = True
    for name, value in (("owner", owner), ("recipient", recipient)):
        if not value or (value == EVERY_OWNER and name == "recipient"):
            wrong(
                at,
                f"`{name}`",
                "it names no agency",
                "write the agency's name as the log spells it",
            )
            sound = False
    if signed.casefold() not in _SIGNED:
        wrong(at, "`signed`", f"`{signed}` is neither `yes` nor `no`", "write one of the two")
        sound = False
    days: list[date | None] = []
    for name, value in (("from", from_), ("until", until)):
        if not value and name == "until":
            days.append(None)
            continue
        try:
            days.append(parse_day(value) if re.match(r"\d{4}-", value) else _no_day(value))
        except TimeError as error:
            wrong(at, f"`{name}`", str(error), "write the day as 2026-02-28")
            sound = False
    if not sound:
        return []
    first, last = days
    assert first is not None
    if last is not None and last <= first:
        wrong(
            at,
            "`until`",
            "it does not lie after `from`",
            "give the first day on which it no longer holds",
        )
        return []
    return [
        Attestation(
            owner=owner,
            recipient=recipient,
            signed=_SIGNED[signed.casefold()],
            from_=first,
            until=last,
            line=at,
        )
    ]


def _no_day(value: str) -> date:
    raise TimeError(f"`{value}` is no date")


def _contradictions(
    lines: Sequence[Attestation], path: Path, party_of: Callable[[str], Party]
) -> list[Problem]:
    """Lines that say yes and no of the same two agencies on the same day."""
    by_pair: dict[tuple[str, str], list[Attestation]] = {}
    for one in lines:
        key = (one.owner.casefold(), agency_key(party_of(one.recipient)))
        by_pair.setdefault(key, []).append(one)
    found = []
    for same in by_pair.values():
        ordered = sorted(same, key=lambda one: (one.from_, one.line))
        for earlier, later in pairwise(ordered):
            ends = earlier.until or date.max - timedelta(days=1)
            if earlier.signed is not later.signed and later.from_ < ends:
                found.append(
                    Problem(
                        file=str(path),
                        line=later.line,
                        what="`signed`",
                        why=f"line {earlier.line} says the opposite of the same agencies for the same days",
                        remedy="end the earlier line with `until`, or correct one of the two",
                    )
                )
    return found
