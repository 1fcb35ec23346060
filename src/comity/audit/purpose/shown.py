"""How the reading of one search's texts is explained: in plain words, and as a plain form for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.audit.purpose.classify import Hit, StatedIn, StatedPurpose, hits_of, purpose_of
from comity.audit.purpose.lexicon import Cells, Lexicon, Purpose, Rule, Signal
from comity.audit.purpose.words import CLASS_WORDS, PURPOSES, SIGNALS
from comity.audit.shown import printable

CELL_WORDS: Mapping[StatedIn, str] = {
    StatedIn.OFFENSE_TYPE: "offence type",
    StatedIn.REASON: "reason",
    StatedIn.TEXT_PROMPT: "text prompt",
    StatedIn.CASE_NUMBER: "case number",
    StatedIn.MODERATION: "moderation",
}
LOOK = "a person should look"
SHOWN = 300
"""Characters of a text that an explanation shows."""
AROUND = 60
"""Characters on each side of the part that decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The texts, what they were read as, and every rule that spoke of them, the one that decided first."""

    cells: Cells
    found: StatedPurpose
    hits: tuple[Hit, ...]

    @property
    def title(self) -> str:
        """The class, and whether to look."""
        words = CLASS_WORDS[self.found.purpose_class]
        return f"{words} - {LOOK}" if self.found.purpose_class.needs_look else words

    @property
    def marked(self) -> str:
        """The text that decided, the part that did so between `>>` and `<<`; else the reason, or nothing."""
        if self.hits:
            return marked(self.cells, self.hits[0])
        return printable(self.cells.reason or "", SHOWN)

    @property
    def rule(self) -> str:
        """The rule that decided, or what the want of one says."""
        return self.found.rule or f"({SIGNALS[self.found.signal.value]})"

    def lines(self) -> Iterator[str]:
        """The explanation, line by line."""
        yield self.title
        if self.hits:
            first = self.hits[0]
            yield f"  {CELL_WORDS[first.cell]}: {self.marked}"
            yield f"  rule `{first.rule.id}` decided: {SIGNALS[first.rule.signal.value]}"
        else:
            yield f"  no rule decided: {SIGNALS[self.found.signal.value]}"
        yield f"  purpose that the law is asked with: {PURPOSES[self.found.purpose.value]}"
        if others := self.hits[1:]:
            yield "Other rules saw"
            for hit in others:
                words = CLASS_WORDS[hit.rule.purpose_class]
                yield f"  {marked(self.cells, hit)}  (`{hit.rule.id}`: {words})"

    def form(self) -> dict[str, object]:
        """The same for JSON; see docs/reference/json.md."""
        found = self.found
        return {
            "class": found.purpose_class.value,
            "needs_look": found.purpose_class.needs_look,
            "purpose": found.purpose.value,
            "signal": found.signal.value,
            "rule": found.rule,
            **(
                _part(self.cells, self.hits[0])
                if self.hits
                else {"cell": None, "span": None, "part": None}
            ),
            "others": [
                {
                    "rule": hit.rule.id,
                    "class": hit.rule.purpose_class.value,
                    **_part(self.cells, hit),
                }
                for hit in self.hits[1:]
            ],
        }


def explain(cells: Cells, lexicon: Lexicon) -> Explained:
    """What the texts of one search say it was for, and why they are read so."""
    return Explained(
        cells=cells, found=purpose_of(cells, lexicon), hits=tuple(hits_of(cells, lexicon))
    )


def marked(cells: Cells, hit: Hit) -> str:
    """A text with the part of which a rule speaks between `>>` and `<<`, and as much around it as can be read."""
    text, (start, end) = _text(cells, hit), hit.span
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return (
        f"{'…' if start > AROUND else ''}{printable(before, SHOWN)}>>{printable(text[start:end], SHOWN)}<<"
        f"{printable(after, SHOWN)}{'…' if len(text) > end + AROUND else ''}"
    )


def readable_rules(lexicon: Lexicon) -> Iterator[str]:
    """Every rule in the order in which it is asked, one line each."""
    for rule in lexicon.rules:
        yield f"{rule.id}: {CLASS_WORDS[rule.purpose_class]}{_conditions(rule)}"


def _conditions(rule: Rule) -> str:
    states = f", in {' '.join(sorted(rule.states))} only" if rule.states else ""
    proves = ", states the purpose to the law" if rule.purpose is not Purpose.UNKNOWN else ""
    chosen = ", an entry of the vendor's list" if rule.signal is Signal.OFFENSE_TYPE else ""
    return f"{chosen}{states}{proves}"


def _part(cells: Cells, hit: Hit) -> dict[str, object]:
    return {
        "cell": hit.cell.value,
        "span": list(hit.span),
        "part": _text(cells, hit)[slice(*hit.span)],
    }


def _text(cells: Cells, hit: Hit) -> str:
    return str(getattr(cells, hit.cell.value))
