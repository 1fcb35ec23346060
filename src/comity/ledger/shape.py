"""Checks of what an entry may hold: each says where and what is wrong, and gives the value back as it is kept.

The same checks read what a person wrote and what a file brings: nothing else gets into an event.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from comity.evidence import Code
from comity.law import nearest
from comity.ledger.canonical import Form
from comity.ledger.problem import LedgerError

Check: TypeAlias = Callable[[object], object]
"""Gives the value as it is kept. Raises UnfitError with what is wrong with it, in words."""

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
MOST = 10_000
"""Things in one list of one entry."""
DIGEST = re.compile(r"[0-9a-f]{64}")
PERSON = re.compile(r"person-[1-9][0-9]{0,4}")
ACT = re.compile(r"act-[1-9][0-9]{0,4}")
# They turn what is read around, or hide it: in a role or a reason they have no business.
_HIDDEN = {"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


class UnfitError(ValueError):
    """A value that an entry cannot hold; the text goes on after where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One key of an object: its check, whether it must be there, and what a reader of the help is told."""

    check: Check
    means: str
    needed: bool = False


def line(value: object, longest: int = LONGEST_LINE) -> str:
    """One line of visible characters."""
    if not isinstance(value, str) or not value.strip():
        raise UnfitError("is no text: write a line of words")
    kept = unicodedata.normalize("NFC", value.strip())
    if len(kept) > longest:
        raise UnfitError(f"is longer than {longest} characters: say it shorter")
    if bad := next((c for c in kept if unicodedata.category(c) in _HIDDEN), None):
        raise UnfitError(f"holds the hidden character U+{ord(bad):04X}: take it out")
    return kept


def written(value: object) -> str:
    """Text as a document writes it, kept to the letter: hidden characters too."""
    if not isinstance(value, str):
        raise UnfitError("is no text")
    if len(value) > LONGEST_TEXT:
        raise UnfitError(f"is longer than {LONGEST_TEXT} characters: quote less")
    return value


def flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise UnfitError("is neither true nor false")
    return value


def number(value: object) -> int:
    """A whole number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise UnfitError("is no whole number from 0 on")
    return value


def day(value: object) -> str:
    """A day, kept as `2026-11-27`."""
    if isinstance(value, datetime):
        raise UnfitError("is a moment and no day: write it as 2026-11-27")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise UnfitError("is not a day: write it as 2026-11-27")


def moment(value: object) -> str:
    """A moment with its zone, or a local one without; kept as it is written, to the minute or finer."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if len(value) > 10:
                return value
    raise UnfitError("is not a moment: write it as 2026-11-27T14:05")


def clock_time(value: object) -> str:
    """A time of the day, kept as `14:05`."""
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        return value
    raise UnfitError("is not a time: write it as 14:05")


def pattern(expression: re.Pattern[str], example: str) -> Check:
    """A text that an expression matches whole."""

    def check(value: object) -> str:
        if isinstance(value, str) and expression.fullmatch(value):
            return value
        raise UnfitError(f"is not written like `{example}`")

    return check


def code(values: type[Code]) -> Check:
    """A value of the codebook."""
    return word({one.value for one in values})


def word(allowed: set[str] | frozenset[str]) -> Check:
    """One of some words."""

    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise UnfitError(f"is `{value}`: {nearest(str(value), sorted(allowed))}")

    return check


def choice(values: type[StrEnum]) -> Check:
    """One of the choices that have names."""
    return word({one.value for one in values})


def maybe(inner: Check) -> Check:
    """The same, or nothing."""
    return lambda value: None if value is None else inner(value)


def many(inner: Check) -> Check:
    """A list of the same."""

    def check(value: object) -> list[object]:
        if not isinstance(value, list | tuple):
            raise UnfitError("is no list")
        if len(value) > MOST:
            raise UnfitError(f"holds more than {MOST} things")
        return [_inside(inner, one, f"[{at}]") for at, one in enumerate(value, start=1)]

    return check


def plain_facts(value: object) -> Form:
    """Fact words with plain values, as a question has them; `ask` checks them against the law's own words."""
    if not isinstance(value, Mapping):
        raise UnfitError("are no words with values")
    return {str(key): _plain(one) for key, one in value.items()}


def _plain(value: object) -> object:
    match value:
        case str() | bool() | int() | None:
            return value
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case _:
            raise UnfitError(
                f"hold `{value}`, which is neither text, whole number, yes/no nor a list"
            )


PERIODS = (("first", "last"), ("earliest", "latest"))
"""Slots that are the first and the last day of a period, wherever both are in one object."""


def shape(slots: Mapping[str, Slot]) -> Check:
    """An object with known keys, whose periods do not end before they begin. What is absent stays absent."""

    def check(value: object) -> Form:
        if not isinstance(value, Mapping):
            raise UnfitError("is no object with keys")
        wrong = [
            f"`{key}` is no word here; {nearest(str(key), list(slots))}"
            for key in value
            if key not in slots
        ]
        wrong += [
            f"`{key}` is missing: {one.means}"
            for key, one in slots.items()
            if one.needed and value.get(key) is None
        ]
        kept: dict[str, Any] = {}  # Any: plain JSON
        for key, slot in slots.items():
            if key in value and value[key] is not None:
                try:
                    kept[key] = _inside(slot.check, value[key], f"`{key}`")
                except _SeveralError as error:
                    wrong += error.each
        wrong += [
            f"`{last}` ({kept[last]}) is before `{first}` ({kept[first]}): the period ends before it begins"
            for first, last in PERIODS
            if kept.get(first) is not None
            and kept.get(last) is not None
            and kept[last] < kept[first]
        ]
        if wrong:
            raise _SeveralError(wrong)
        return kept

    return check


class _SeveralError(UnfitError):
    def __init__(self, each: list[str]) -> None:
        self.each = each
        super().__init__("; ".join(each))


def _inside(check: Check, value: object, where: str) -> object:
    try:
        return check(value)
    except _SeveralError as error:
        raise _SeveralError([f"{where}: {one}" for one in error.each]) from None
    except ValueError as error:
        raise _SeveralError([f"{where} {error}"]) from None


def checked(check: Check, value: object, where: str) -> Form:
    """The value as it is kept. Raises LedgerError with everything that is wrong, each with where it stands."""
    try:
        kept = check(value)
    except _SeveralError as error:
        raise LedgerError(*(f"{where}: {one}" for one in error.each)) from None
    except ValueError as error:
        raise LedgerError(f"{where} {error}") from None
    assert isinstance(kept, dict)
    return kept


def texts_in(value: object) -> Iterator[str]:
    """Every text of a plain value."""
    match value:
        case str():
            yield value
        case Mapping():
            for one in value.values():
                yield from texts_in(one)
        case list() | tuple():
            for one in value:
                yield from texts_in(one)
        case _:
            return
