"""What a report's page shows beside the answers: what searches say, what would settle more, what agencies promise."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from comity.audit.counting.count import NOTHING, Count, total
from comity.audit.counting.tally import SAYS_LITTLE, SAYS_NOTHING, Tally
from comity.audit.deciding.subject import Subject
from comity.audit.purpose.words import PURPOSES, SIGNALS
from comity.audit.report import page_words
from comity.audit.report.charts import statements_chart
from comity.audit.report.needs import Need, in_all
from comity.audit.report.page_shapes import NeedLine, Promise, StatementLine, Statements
from comity.audit.report.portal_pages import PortalPages
from comity.audit.report.slices import Condition, Slice, Slices
from comity.decide import ANSWER_WORDS
from comity.logic import Answer

NEEDS_SHOWN = 15


def _opened(slices: Slices, what: str, count: Count, condition: Condition) -> Slice | None:
    return slices.of(what, count, condition) if count else None


def share_of(part: Count, of: Count) -> str:
    """`12 %`, `under 1 %`; of a range, of the higher numbers."""
    if not of.high:
        return "–"
    share = 100 * part.high / of.high
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"


def statements(tally: Tally, slices: Slices) -> Statements:
    """What all searches say, and the drawing of it by month."""
    said = tally.said
    short = page_words.SHORT[Subject.SEARCH]
    other = Count(
        rows=max(0, said.count.rows - said.mentions.rows - said.little.rows - said.nothing.rows),
        low=0,
        high=max(0, said.count.high - said.mentions.high - said.little.high - said.nothing.high),
    )
    if not any(one.is_range for one in (said.count, said.mentions, said.little, said.nothing)):
        other = Count(rows=other.rows, low=other.high, high=other.high)
    conditions = {
        "mentions": Condition(subject=Subject.SEARCH, mention=True),
        "little": Condition(
            subject=Subject.SEARCH, signals=tuple(one.value for one in SAYS_LITTLE)
        ),
        "nothing": Condition(
            subject=Subject.SEARCH, signals=tuple(one.value for one in SAYS_NOTHING)
        ),
    }
    counts = {
        "mentions": said.mentions, "other": other, "little": said.little, "nothing": said.nothing,
    }  # fmt: skip
    months = [one for one in tally.months if one.subject is Subject.SEARCH]
    return Statements(
        lines=tuple(
            StatementLine(
                words=page_words.SAID[name],
                count=count,
                share=share_of(count, said.count),
                link=slices.of(f"{short}: {page_words.SAID[name]}", count, conditions[name])
                if name in conditions and count
                else None,
            )
            for name, count in counts.items()
        ),
        chart=Markup(  # noqa: S704 -- as above
            statements_chart(months, "what the searches of each month say", page_words.SAID)
            if len(months) > 1
            else ""
        ),
    )


def purposes(tally: Tally, slices: Slices) -> list[tuple[str, str, Slice]]:
    """Every stated purpose and what it rests on, with its searches, most first."""
    found: dict[tuple[str, str], Count] = {}
    for one in tally.purposes:
        key = (one.purpose, one.signal)
        found[key] = found.get(key, NOTHING) + one.count
    ordered = sorted(found.items(), key=lambda item: (-item[1].high, item[0]))
    return [
        (
            PURPOSES[purpose],
            SIGNALS[signal],
            slices.of(
                f"searches: {PURPOSES[purpose]}, {signal.replace('_', ' ')}",
                count,
                Condition(subject=Subject.SEARCH, purpose=purpose, signals=(signal,)),
            ),
        )
        for (purpose, signal), count in ordered
    ]


def need_lines(needs: Sequence[Need], slices: Slices) -> list[NeedLine]:
    """The facts that would settle most, over all agencies."""
    return [
        NeedLine(
            subject=one.subject,
            asks=one.asks,
            found=one.found,
            settles=one.settles,
            link=slices.of(
                f"{page_words.SHORT[one.subject]}: {one.word} not known",
                one.count,
                Condition(subject=one.subject, why_open="facts_missing", missing=one.word),
            ),
        )
        for one in in_all(needs)[:NEEDS_SHOWN]
    ]


def promises(tally: Tally, pages: PortalPages, slices: Slices) -> list[Promise]:
    """What agencies' own pages said, beside their own numbers."""
    if not pages:
        return []
    made: list[Promise] = []
    for one in tally.agencies:
        said = pages.of(one.party)
        if not said or any(other.agency == one.party for other in made):
            continue
        same = [other for other in tally.agencies if other.party == one.party]
        mentions = total(other.said.mentions for other in same if other.subject is Subject.SEARCH)
        departs = next(
            (
                slices.of(
                    f"{page_words.SHORT[other.subject]}: {one.party}, {ANSWER_WORDS[Answer.PROHIBITED]}",
                    other.answers[Answer.PROHIBITED],
                    Condition(subject=other.subject, party=one.party, answer=Answer.PROHIBITED),
                )
                for other in same
                if Answer.PROHIBITED in other.answers
            ),
            None,
        )
        made.append(
            Promise(
                agency=one.party,
                said=said,
                mentions=_opened(
                    slices,
                    f"{one.party}: mention immigration enforcement",
                    mentions,
                    Condition(subject=Subject.SEARCH, party=one.party, mention=True),
                ),
                departs=departs,
            )
        )
    return made
