"""How well the rules of purpose read labelled reasons: figures and confusion tables, written into their page.

The reasons and who labelled them: `tests/audit/purpose_reasons.csv`; what each class means and what the sets are:
`docs/explanation/purpose.md`. `--check` writes nothing and fails where the page is not fresh.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.audit.purpose.classify import purpose_of
from comity.audit.purpose.lexicon import Cells, Lexicon, PurposeClass
from comity.audit.purpose.lexicon_file import shipped_lexicon

ROOT = Path(__file__).parents[1]
REASONS = ROOT / "tests" / "audit" / "purpose_reasons.csv"
PAGE = ROOT / "docs" / "explanation" / "purpose.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
CELLS = tuple(Cells.__dataclass_fields__)
BLANK = "(blank)"
"""Stands in the file for a cell that is there and holds nothing; an empty one stands for a column that is not."""
SHORT = {
    PurposeClass.CIVIL_IMMIGRATION: "civil",
    PurposeClass.CRIMINAL_IMMIGRATION: "criminal",
    PurposeClass.FEDERAL_UNKNOWN: "federal",
    PurposeClass.OTHER_CRIMINAL: "other crime",
    PurposeClass.PUBLIC_SAFETY: "safety",
    PurposeClass.ADMINISTRATIVE: "admin",
    PurposeClass.VAGUE: "vague",
    PurposeClass.REDACTED: "redacted",
    PurposeClass.ABSENT: "absent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Texts and the class that a person gave them; `set` names the part of the labelled reasons."""

    set: str
    cells: Cells
    label: PurposeClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of one set: texts by label and by what the rules say."""

    counts: Mapping[tuple[PurposeClass, PurposeClass], int]

    def _looks(self, label: bool, said: bool) -> int:
        return sum(
            texts
            for (one, other), texts in self.counts.items()
            if (one.needs_look, other.needs_look) == (label, said)
        )

    @property
    def texts(self) -> int:
        return sum(self.counts.values())

    @property
    def alike(self) -> float:
        """The share of texts whose class is the label."""
        return (
            sum(texts for (one, other), texts in self.counts.items() if one is other) / self.texts
        )

    @property
    def recall(self) -> float:
        """Of the texts that need a look by their label, the share that the rules find."""
        found, lost = self._looks(True, True), self._looks(True, False)
        return found / (found + lost)

    @property
    def precision(self) -> float:
        """Of the texts for which the rules ask for a look, the share that needs one by their label."""
        found, wrong = self._looks(True, True), self._looks(False, True)
        return found / (found + wrong)

    @property
    def to_look_at(self) -> int:
        return self._looks(True, True) + self._looks(True, False)

    @property
    def lost(self) -> int:
        return self._looks(True, False)

    @property
    def wrong(self) -> int:
        return self._looks(False, True)


def labelled(file: Path = REASONS) -> list[Labelled]:
    """Every labelled reason, in the order of the file."""
    with file.open(encoding="utf-8", newline="") as handle:
        return [
            Labelled(
                set=row["set"],
                cells=Cells(**{cell: _cell(row[cell]) for cell in CELLS}),
                label=PurposeClass(row["class"]),
            )
            for row in csv.DictReader(handle)
        ]


def figures(reasons: Sequence[Labelled], lexicon: Lexicon) -> dict[str, Figures]:
    """The figures of each set, and of all."""
    counts: dict[str, Counter[tuple[PurposeClass, PurposeClass]]] = {}
    for one in reasons:
        pair = one.label, purpose_of(one.cells, lexicon).purpose_class
        for name in (one.set, "all"):
            counts.setdefault(name, Counter())[pair] += 1
    total = counts.pop("all")
    return {name: Figures(counts=held) for name, held in {**counts, "all": total}.items()}


def tables(found: Mapping[str, Figures]) -> Iterator[str]:
    """The figures as Markdown, line by line."""
    yield "| set | reasons | to look at | lost | wrongly found | recall | precision | class as labelled |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in found.items():
        yield (
            f"| {name} | {one.texts} | {one.to_look_at} | {one.lost} | {one.wrong} | {one.recall:.3f} "
            f"| {one.precision:.3f} | {one.alike:.3f} |"
        )
    for name in ("all", "fresh, second"):
        yield ""
        yield f"Label (rows) against rule (columns), set *{name}*:"
        yield ""
        yield f"| label | {' | '.join(SHORT.values())} |"
        yield f"|---|{'---|' * len(SHORT)}"
        for label, words in SHORT.items():
            cells = (str(found[name].counts.get((label, said), "")) for said in SHORT)
            yield f"| {words} | {' | '.join(cells)} |"


def page_with(text: str, lines: Sequence[str]) -> str:
    """The page with the lines where its figures stand."""
    before, rest = text.split(BEGIN)
    return "\n".join([f"{before}{BEGIN}", *lines, f"{END}{rest.split(END)[1]}"])


def _cell(text: str) -> str | None:
    return "" if text == BLANK else text or None


def main() -> int:
    """Write the figures, or check that they are fresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where stale")
    parser.add_argument(
        "--wrong", action="store_true", help="list every reason read otherwise than labelled"
    )
    options = parser.parse_args()
    reasons, lexicon = labelled(), shipped_lexicon()
    if options.wrong:
        for one in reasons:
            said = purpose_of(one.cells, lexicon)
            if said.purpose_class is not one.label:
                print(
                    f"{one.set}: {one.cells.reason!r}: {one.label.value}, read as {said.purpose_class.value}"
                )
    lines = list(tables(figures(reasons, lexicon)))
    print("\n".join(lines))
    text = PAGE.read_text(encoding="utf-8")
    made = page_with(text, lines)
    if options.check:
        return int(made != text)
    PAGE.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
