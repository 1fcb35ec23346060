"""How well proposals meet labels: recall and precision of acts, slots one by one, stories, quotes, speed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.evidence_set import CODED, LabelledAct, LabelledText
from comity.evidence import ReportedAct
from comity.evidence.proposing import Reading, propose
from comity.evidence.quotes import QuoteRefusedError, check_quote
from comity.evidence.stories import stories_of

SLOTS = ("action", "acted", "place", "agency", "when", *CODED)
NOTHING = {"none_claimed", "not_said"}
"""Values of coded slots that say that the document says nothing."""
_WORDS_OF_OFFICE = {"the", "of", "county", "city", "police", "office", "department", "sheriff", "in", "a"}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is right, wrongly said and missed of one slot."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was there to say."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True, kw_only=True)
class Figures:
    """All figures of one half, and the failures for those who may see them."""

    texts: int = 0
    labelled: int = 0
    proposed: int = 0
    met: int = 0
    quotes: int = 0
    exact: int = 0
    counts_labelled: int = 0
    counts_proposed: int = 0
    counts_met: int = 0
    slots: dict[str, Tally] = field(default_factory=lambda: {slot: Tally() for slot in SLOTS})
    story_precision: float = 0.0
    story_recall: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Labelled acts that are proposed."""
        return self.met / self.labelled if self.labelled else 1.0

    @property
    def precision(self) -> float:
        """Proposals that are labelled acts."""
        return self.met / self.proposed if self.proposed else 1.0

    @property
    def slot_f1(self) -> float:
        """Over all slots of the acts that were met."""
        return _summed(self.slots.values()).f1

    @property
    def story_f1(self) -> float:
        """B-cubed over all texts."""
        both = self.story_precision + self.story_recall
        return 2 * self.story_precision * self.story_recall / both if both else 0.0


def measure(texts: Sequence[LabelledText]) -> Figures:
    """Run the rules over labelled texts and hold what they propose against the labels."""
    figures = Figures(texts=len(texts))
    for text in texts:
        _measure_text(text, propose(text.document), figures)
    found = stories_of({text.id: text.document.kept() for text in texts})
    figures.story_precision, figures.story_recall = b_cubed(found, {text.id: text.story for text in texts})  # fmt: skip
    return figures


def b_cubed(found: dict[str, str], true: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of a clustering: for each text the share of its found fellows that are true ones, and back."""
    precision = recall = 0.0
    for one, story in true.items():
        mine = {other for other in true if found[other] == found[one]}
        fellows = {other for other, theirs in true.items() if theirs == story}
        precision += len(mine & fellows) / len(mine)
        recall += len(mine & fellows) / len(fellows)
    return precision / len(true), recall / len(true)


def _measure_text(text: LabelledText, found: Reading, figures: Figures) -> None:
    acts = [one.act for one in found.proposals]
    for act in acts:
        for quote in act.quotes:
            figures.quotes += 1
            try:
                check_quote(quote, text.document)
                figures.exact += 1
            except QuoteRefusedError:
                figures.failures.append(f"{text.id}: a quote that is not exact: {quote.text[:80]}")
    pairs = list(matched(text.acts, acts))
    figures.labelled += len(text.acts)
    figures.proposed += len(acts)
    figures.met += len(pairs)
    for label, act in pairs:
        for slot in SLOTS:
            wanted, said = _values(slot, label, act)
            _count(figures.slots[slot], wanted, said)
            if wanted != said:
                figures.failures.append(
                    f"{text.id}: {slot}: wanted {_told(wanted)}, said {_told(said)}"
                )
    for label in text.acts:
        if label not in [one for one, _ in pairs]:
            start, end = label.spans[0]
            figures.failures.append(f"{text.id}: missed {label.action}: {text.document.text[start:end][:110]}")  # fmt: skip
    for act in acts:
        if not any(act is one for _, one in pairs):
            figures.failures.append(f"{text.id}: too many: {act.action} acted={act.acted}: {act.quotes[0].text[:110]}")  # fmt: skip
    spans = [(one.quote.start, one.quote.end) for one in found.counts]
    figures.counts_labelled += len(text.counts)
    figures.counts_proposed += len(spans)
    figures.counts_met += sum(any(_overlap(one, other) for other in spans) for one in text.counts)


def matched(
    labels: Sequence[LabelledAct], acts: Sequence[ReportedAct]
) -> Iterator[tuple[LabelledAct, ReportedAct]]:
    """Pairs of a label and a proposal that quote the same sentence, each used once; the same action before another."""
    left = list(acts)
    open_labels: list[LabelledAct] = []
    for strict in (True, False):
        for label in labels if strict else open_labels:
            fits = [one for one in left if _quotes_meet(label, one) and (not strict or _same(label, one))]  # fmt: skip
            if fits:
                best = max(fits, key=lambda one: _agreement(label, one))
                left = [one for one in left if one is not best]
                yield label, best
            elif strict:
                open_labels.append(label)


def _same(label: LabelledAct, act: ReportedAct) -> bool:
    return label.action == act.action and label.acted == act.acted


def _agreement(label: LabelledAct, act: ReportedAct) -> int:
    return sum(wanted == said for wanted, said in (_values(slot, label, act) for slot in SLOTS))


def _quotes_meet(label: LabelledAct, act: ReportedAct) -> bool:
    return any(
        _overlap(span, (quote.start, quote.end)) for span in label.spans for quote in act.quotes
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share most of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 > min(one[1] - one[0], other[1] - other[0])


def _values(slot: str, label: LabelledAct, act: ReportedAct) -> tuple[object, object]:
    """What is labelled and what is proposed; None where nothing is said."""
    match slot:
        case "action":
            return label.action or "none fits", act.action or "none fits"
        case "acted":
            return label.acted, act.acted
        case "place":
            return label.place, None if act.place is None else act.place.jurisdiction
        case "agency":
            written = "" if act.agency is None else act.agency.as_written
            same = _same_agency(label.agency, written)
            return label.agency, label.agency if same else written or None
        case "when":
            when = act.when
            said = None if when is None or when.earliest is None else (when.earliest, when.latest)
            return label.when, said
        case coded:
            wanted, said_code = label.codes[coded], getattr(act, coded).value
            return (None if wanted in NOTHING else wanted, None if said_code in NOTHING else said_code)  # fmt: skip


def _same_agency(one: str, other: str) -> bool:
    """Whether two ways of writing share a word that tells agencies apart; where one has none, any word of an office."""
    words = [
        {re.sub(r"('s|s)$", "", word.strip(",.")) for word in name.casefold().split()}
        for name in (one, other)
    ]
    telling = [each - _WORDS_OF_OFFICE for each in words]
    if all(telling):
        return bool(telling[0] & telling[1])
    return bool((words[0] & words[1]) - {"the", "of", "a", "in"})


def _count(tally: Tally, wanted: object, said: object) -> None:
    if wanted == said:
        tally.right += wanted is not None
        return
    tally.wrong += said is not None
    tally.missed += wanted is not None


def _told(value: object) -> str:
    return " to ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _summed(tallies: object) -> Tally:
    total: Counter[str] = Counter()
    for one in tallies:  # type: ignore[attr-defined]  # any iterable of tallies
        total.update({"right": one.right, "wrong": one.wrong, "missed": one.missed})
    return Tally(right=total["right"], wrong=total["wrong"], missed=total["missed"])


def by_style(texts: Sequence[LabelledText]) -> dict[str, int]:
    """How many texts there are of each style."""
    found: dict[str, int] = defaultdict(int)
    for text in texts:
        found[text.style] += 1
    return dict(found)
