"""Many questions in a table, one a row: read, decided, and given back by row number only, so that no answer names anyone.

Columns that could tell who a person is are refused before anything is decided: no roster can be turned into a list of
people to hand over.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TextIO

from comity.decide.decide import decide
from comity.decide.determination import Determination
from comity.decide.question import QuestionError, ask
from comity.law import Corpus, nearest, plain_value

FIXED = ("place", "action", "on", "actor", "employer")
NEEDED = ("place", "action", "on")
MOST_COLUMNS = 400

# What columns are called that tell who somebody is. A word of the vocabulary is never one of them.
_PERSON = re.compile(
    r"(?:^|[^a-z])(?:name|names|first|last|middle|surname|forename|given|family|maiden|alias|aka|person|subject|inmate"
    r"|detainee|prisoner|defendant|suspect|victim|alien|dob|birth|birthdate|birthday|born|age|ssn|social|passport"
    r"|license|licence|plate|tag|vin|phone|telephone|mobile|cell|email|mail|address|street|zip|postcode|booking"
    r"|a number|anumber|alien number|fbi|sid|fin|mugshot|photo|picture|face|fingerprint|nationality|citizenship"
    r"|country|race|ethnicity|ethnic|religion|gender|sex|language|id|identifier|uuid|guid|officer|badge|user)"
    r"(?:$|[^a-z])"
)


class BatchError(ValueError):
    """A table that cannot be decided; `mistakes` says all that is wrong with its header."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One row by its number (the first under the header is 1): decided, or refused with the reasons."""

    row: int
    determination: Determination | None
    mistakes: tuple[str, ...] = ()


def decide_rows(corpus: Corpus, table: TextIO) -> Iterator[BatchRow]:
    """Decide every row of a CSV table with the columns `place`, `action`, `on`, and any of actor, employer, fact words.

    A blank cell is not known. Raises BatchError for the header, before any row is read.
    """
    reader = csv.reader(table, strict=True)
    try:
        header = [cell.strip().removeprefix("\ufeff") for cell in next(reader, [])]
    except csv.Error as error:
        raise BatchError([f"line 1: is no CSV: {error}"]) from None
    if mistakes := list(_header_mistakes(corpus, header)):
        raise BatchError(mistakes)
    return _rows(corpus, header, reader)


def _header_mistakes(corpus: Corpus, header: Sequence[str]) -> Iterator[str]:
    words = corpus.vocabulary.words
    if len(header) > MOST_COLUMNS:
        yield f"line 1: the table has {len(header)} columns: no question has so many facts"
        return
    if len(header) == 1 and (other := next((one for one in ";\t|" if one in header[0]), None)):
        shown = "tabs" if other == "\t" else f"`{other}`"
        yield f"line 1: the columns are separated by {shown}: save the table with commas as CSV"
        return
    for name in header:
        if name in FIXED or name in words:
            continue
        if is_of_a_person(name):
            yield (
                f"line 1: column `{name}` may tell who a person is, and no decision needs that: take it out of the "
                "table; the answers come back by row number"
            )
        else:
            yield f"line 1: column `{name}` is no fact: {nearest(name, [*FIXED, *words])}"
    for name in NEEDED:
        if name not in header:
            yield f"line 1: the column `{name}` is missing: every question has a place, an action and a day"
    for name in sorted({one for one in header if header.count(one) > 1}):
        yield f"line 1: the column `{name}` stands twice: give it once"


def is_of_a_person(name: str) -> bool:
    """Whether a column of this name may tell who somebody is."""
    plain_name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return _PERSON.search(re.sub(r"[^a-z]+", " ", plain_name.casefold())) is not None


def _rows(corpus: Corpus, header: Sequence[str], reader: Iterator[list[str]]) -> Iterator[BatchRow]:
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BatchRow(
                row=number + 1,
                determination=None,
                mistakes=(f"is no CSV: {error}; what stands below it is not read",),
            )
            return
        number += 1
        if len(cells) != len(header):
            few = f"it has {len(cells)} values under {len(header)} columns"
            yield BatchRow(row=number, determination=None, mistakes=(few,))
            continue
        yield _decided(
            corpus, number, dict(zip(header, (cell.strip() for cell in cells), strict=True))
        )


def _decided(corpus: Corpus, number: int, cells: Mapping[str, str]) -> BatchRow:
    facts = {
        name: plain_value(corpus, name, text)
        for name, text in cells.items()
        if text and name not in FIXED
    }
    try:
        on = date.fromisoformat(cells["on"])
    except ValueError:
        mistake = "`on` is not a day: write it as 2026-11-21"
        return BatchRow(row=number, determination=None, mistakes=(mistake,))
    try:
        question = ask(
            corpus,
            cells["place"],
            cells["action"],
            on=on,
            actor=cells.get("actor") or None,
            employer=cells.get("employer") or None,
            facts=facts,
        )
        return BatchRow(row=number, determination=decide(corpus, question, settling=0))
    except QuestionError as error:
        return BatchRow(
            row=number,
            determination=None,
            mistakes=tuple(_without_values(one, _ours(corpus)) for one in error.mistakes),
        )


def _without_values(mistake: str, ours: frozenset[str]) -> str:
    """A mistake without what it quotes from a cell: a cell in the wrong column may hold a name. What the program and
    the law files have words for stays, or nobody could mend the row.
    """

    def quoted(found: re.Match[str]) -> str:
        return found[0] if found[1] in ours else "`…`"

    return re.sub(r"`([^`]*)`", quoted, mistake)


@lru_cache(maxsize=2)
def _ours(corpus: Corpus) -> frozenset[str]:
    """The words of the vocabulary with their values, the places of the corpus, and what remedies give as examples."""
    vocabulary = corpus.vocabulary
    values = (value.id for word in vocabulary.words.values() for value in word.values)
    return frozenset(
        (
            *FIXED,
            *vocabulary.words,
            *values,
            *vocabulary.actions,
            *vocabulary.actors,
            *vocabulary.document_kinds,
            *corpus.jurisdictions,
            *corpus.states,
            *_EXAMPLES,
        )
    )


_EXAMPLES = ("us-tx-dallas", "true", "false", "17", "2026-11-21")
