"""What a search says it was for: its stated texts against the rules of a lexicon.

It reads what the agency wrote, not what the agency did, and never turns a word into a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from comity.audit.logs.row import ABSENT, Cell, SearchRow
from comity.audit.purpose.lexicon import Cells, Lexicon, Purpose, PurposeClass, Rule, Signal
from comity.audit.purpose.lexicon_file import shipped_lexicon
from comity.audit.purpose.text import is_empty, prepared


class StatedIn(Enum):
    """The cell of a search row in which a purpose may be stated."""

    OFFENSE_TYPE = "offense_type"
    REASON = "reason"
    TEXT_PROMPT = "text_prompt"
    CASE_NUMBER = "case_number"
    MODERATION = "moderation"


MAIN = (StatedIn.OFFENSE_TYPE, StatedIn.REASON, StatedIn.TEXT_PROMPT)
ASIDE = (StatedIn.CASE_NUMBER, StatedIn.MODERATION)
"""Cells that state no purpose, but may name immigration enforcement: only rules that ask for a look read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPurpose:
    """The class, what the law may take for stated, what it rests on, and which part of which cell decided.

    `rule`, `cell` and `span` (start and end in the cell as printed) are None when no rule decided: the cells
    are absent or blank, or hold words that no rule knows.
    """

    purpose_class: PurposeClass
    purpose: Purpose
    signal: Signal
    rule: str | None = None
    cell: StatedIn | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A part of a cell of which a rule speaks, whether or not it decides."""

    rule: Rule
    cell: StatedIn
    span: tuple[int, int]


_ABSENT = StatedPurpose(
    purpose_class=PurposeClass.ABSENT, purpose=Purpose.UNKNOWN, signal=Signal.ABSENT
)
_BLANK = StatedPurpose(
    purpose_class=PurposeClass.ABSENT, purpose=Purpose.UNKNOWN, signal=Signal.BLANK
)
_UNRECOGNISED = StatedPurpose(
    purpose_class=PurposeClass.VAGUE, purpose=Purpose.UNKNOWN, signal=Signal.UNRECOGNISED
)
LIST_MARK = " -"
LONGEST_REMEMBERED = 256
_Texts: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None, str | None]


def stated_purpose(
    row: SearchRow, *, state: str | None, lexicon: Lexicon | None = None
) -> StatedPurpose:
    """The purpose that a row states. `state`: two-letter code of the searcher's state, None if not known."""
    return classify(
        reason=row.reason,
        offense_type=row.offense_type,
        text_prompt=row.text_prompt,
        case_number=row.case_number,
        moderation=row.moderation,
        state=state,
        lexicon=lexicon,
    )


def classify(
    *,
    reason: Cell = ABSENT,
    offense_type: Cell = ABSENT,
    text_prompt: Cell = ABSENT,
    case_number: Cell = ABSENT,
    moderation: Cell = ABSENT,
    state: str | None = None,
    lexicon: Lexicon | None = None,
) -> StatedPurpose:
    """The purpose that these cells state; the first rule that meets any of them decides.

    A section of state law counts only where `state` is known to be that state. A cell that is absent and a
    cell that is blank both leave the purpose unknown, with different signals. `lexicon`: None for the shipped.
    """
    return _looked_up(
        (
            _text(offense_type),
            _text(reason),
            _text(text_prompt),
            _text(case_number),
            _text(moderation),
            state,
        ),
        shipped_lexicon() if lexicon is None else lexicon,
    )


def purpose_of(cells: Cells, lexicon: Lexicon) -> StatedPurpose:
    """The purpose that cells state by the rules of a lexicon."""
    return _looked_up(
        (
            cells.offense_type,
            cells.reason,
            cells.text_prompt,
            cells.case_number,
            cells.moderation,
            cells.state,
        ),
        lexicon,
    )


def _looked_up(texts: _Texts, lexicon: Lexicon) -> StatedPurpose:
    offense_type, reason, text_prompt, case_number, moderation, state = texts
    if case_number:
        # Nearly every case number is another, and no rule meets it: the search is remembered without it.
        ready = prepared(case_number)
        if not any(step.gate.search(ready) for step in lexicon.steps if step.looks):
            texts = offense_type, reason, text_prompt, None, moderation, state
    if sum(len(text) for text in texts if text) > LONGEST_REMEMBERED:
        return _decided(texts, lexicon)
    return _remembered(texts, lexicon)


def hits_of(cells: Cells, lexicon: Lexicon) -> Iterator[Hit]:
    """Every rule that speaks of a part of the cells, in the order of the rules: the first decides."""
    texts = _texts(cells)
    labels = _all_labels(texts, lexicon)
    everywhere = frozenset().union(*labels.values())
    for step in lexicon.steps:
        for cell, text in texts.items():
            if (cell in MAIN or step.looks) and step.gate.search(text):
                break
        else:
            continue
        for rule in step.rules:
            if rule.states and cells.state not in rule.states:
                continue
            for cell, text in texts.items():
                if cell in ASIDE and not step.looks:
                    continue
                held = labels.get(cell, frozenset())
                span = _label_span(rule, text, held, everywhere) or rule.find(text)
                if span is not None:
                    yield Hit(rule=rule, cell=cell, span=span)
                    break


def _text(cell: Cell) -> str | None:
    return None if cell is ABSENT else cell


def _texts(cells: Cells) -> Mapping[StatedIn, str]:
    """The cells that hold something, as the rules read them."""
    found = {}
    for cell in StatedIn:
        text = getattr(cells, cell.value)
        if text and not is_empty(ready := prepared(text)):
            found[cell] = ready
    return found


def _decided(texts: _Texts, lexicon: Lexicon) -> StatedPurpose:
    offense_type, reason, text_prompt, case_number, moderation, state = texts
    cells = Cells(
        offense_type=offense_type,
        reason=reason,
        text_prompt=text_prompt,
        case_number=case_number,
        moderation=moderation,
        state=state,
    )
    for hit in hits_of(cells, lexicon):
        return StatedPurpose(
            purpose_class=hit.rule.purpose_class,
            purpose=hit.rule.purpose,
            signal=hit.rule.signal,
            rule=hit.rule.id,
            cell=hit.cell,
            span=hit.span,
        )
    present = [text for cell in MAIN if (text := getattr(cells, cell.value)) is not None]
    if not present:
        return _ABSENT
    return _BLANK if all(is_empty(prepared(text)) for text in present) else _UNRECOGNISED


# Real logs say the same few things over and over; long texts are rare, and remembering them would cost memory.
_remembered = lru_cache(maxsize=65_536)(_decided)


def _all_labels(
    texts: Mapping[StatedIn, str], lexicon: Lexicon
) -> Mapping[StatedIn, frozenset[str]]:
    return {cell: _labels(text, cell, lexicon) for cell, text in texts.items() if cell in MAIN}


def _labels(text: str, cell: StatedIn, lexicon: Lexicon) -> frozenset[str]:
    """The entries of the vendor's list that a prepared text holds.

    The offence-type column holds entries with commas between, and one that is not known here counts too. A
    reason holds them alone or before ` - `, and only if one is known.
    """
    head, _mark, _rest = text.partition(LIST_MARK)
    parts = frozenset(part for one in head.split(", ") if (part := one.strip(" ")))
    if cell is StatedIn.OFFENSE_TYPE or parts & lexicon.labels:
        return parts
    return frozenset()


def _label_span(
    rule: Rule, text: str, here: frozenset[str], everywhere: frozenset[str]
) -> tuple[int, int] | None:
    met = sorted(rule.labels & here)
    if not met or (rule.alone and everywhere != {met[0]}):
        return None
    start = text.index(met[0])
    return start, start + len(met[0])
