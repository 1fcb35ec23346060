"""What a search says it was for: its stated texts against the rules of `purpose.yaml`.

It reads what the agency wrote, not what the agency did, and never turns a word into a finding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from comity.audit.lexicon import Purpose, Rule, Signal, rules
from comity.audit.row import ABSENT, Cell, SearchRow, is_blank


class StatedIn(Enum):
    """The cell of a search row in which a purpose may be stated."""

    OFFENSE_TYPE = "offense_type"
    REASON = "reason"
    TEXT_PROMPT = "text_prompt"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPurpose:
    """The purpose, what it rests on, and the part of which cell decided by which rule.

    `rule`, `cell` and `span` (start and end in the cell as printed) are None when no rule decided: the cells
    are absent or blank, or hold words that no rule knows.
    """

    purpose: Purpose
    signal: Signal
    rule: str | None = None
    cell: StatedIn | None = None
    span: tuple[int, int] | None = None


_ABSENT = StatedPurpose(purpose=Purpose.UNKNOWN, signal=Signal.ABSENT)
_BLANK = StatedPurpose(purpose=Purpose.UNKNOWN, signal=Signal.BLANK)
_UNRECOGNISED = StatedPurpose(purpose=Purpose.UNKNOWN, signal=Signal.UNRECOGNISED)
_LIST_MARK = " -"
LONGEST_REMEMBERED = 256


def stated_purpose(row: SearchRow, *, state: str | None) -> StatedPurpose:
    """The purpose that a row states. `state`: two-letter code of the searcher's state, None if not known."""
    return classify(
        reason=row.reason, offense_type=row.offense_type, text_prompt=row.text_prompt, state=state
    )


def classify(
    *,
    reason: Cell = ABSENT,
    offense_type: Cell = ABSENT,
    text_prompt: Cell = ABSENT,
    state: str | None = None,
) -> StatedPurpose:
    """The purpose that these cells state; the first rule that meets any of them decides.

    A section of state law counts only where `state` is known to be that state. A cell that is absent and a
    cell that is blank both leave the purpose unknown, with different signals.
    """
    cells = (offense_type, reason, text_prompt)
    if sum(0 if cell is ABSENT else len(cell) for cell in cells) > LONGEST_REMEMBERED:
        return _classify(*cells, state)
    return _remembered(*cells, state)


def _classify(
    offense_type: Cell, reason: Cell, text_prompt: Cell, state: str | None
) -> StatedPurpose:
    cells = {
        StatedIn.OFFENSE_TYPE: offense_type,
        StatedIn.REASON: reason,
        StatedIn.TEXT_PROMPT: text_prompt,
    }
    present = {cell: text for cell, text in cells.items() if text is not ABSENT}
    if not present:
        return _ABSENT
    texts = {cell: prepared(text) for cell, text in present.items() if not is_blank(text)}
    if not texts:
        return _BLANK
    labels = {cell: _labels(text, cell) for cell, text in texts.items()}
    all_labels = frozenset().union(*labels.values())
    for rule in rules():
        if rule.states and state not in rule.states:
            continue
        for cell, text in texts.items():
            span = _label_span(rule, text, labels[cell], all_labels) or rule.find(text)
            if span is not None:
                return StatedPurpose(
                    purpose=rule.purpose, signal=rule.signal, rule=rule.id, cell=cell, span=span
                )
    return _UNRECOGNISED


# Real logs say the same few things over and over; long texts are rare, and remembering them would cost memory.
_remembered = lru_cache(maxsize=65_536)(_classify)


def prepared(text: str) -> str:
    """The text as the rules read it, character for character: small letters; `+`, `_`, `%20` as spaces."""
    if not text.isascii():
        text = "".join(_plain(character) for character in text)
    small = text.lower() if text.isascii() else "".join(map(_small, text))
    small = small.replace("%20", "   ").replace("+", " ").replace("_", " ")
    return "".join(" " if character.isspace() else character for character in small)


def _plain(character: str) -> str:
    """The ordinary form of a wide or styled letter, if that is one character too."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def _labels(text: str, cell: StatedIn) -> frozenset[str]:
    """The entries of the vendor's list that a prepared text holds.

    The offence-type column holds entries with commas between, and one that is not known here counts too. A
    reason holds them alone or before ` - `, and only if one is known.
    """
    head, _mark, _rest = text.partition(_LIST_MARK)
    parts = frozenset(part for one in head.split(", ") if (part := one.strip()))
    if cell is StatedIn.OFFENSE_TYPE or parts & _known_labels():
        return parts
    return frozenset()


@lru_cache(maxsize=1)
def _known_labels() -> frozenset[str]:
    return frozenset().union(*_labels_of(rules()))


def _labels_of(all_rules: Iterable[Rule]) -> Iterable[frozenset[str]]:
    return (rule.labels for rule in all_rules)


def _label_span(
    rule: Rule, text: str, here: frozenset[str], everywhere: frozenset[str]
) -> tuple[int, int] | None:
    met = sorted(rule.labels & here)
    if not met or (rule.alone and everywhere != {met[0]}):
        return None
    start = text.index(met[0])
    return start, start + len(met[0])
