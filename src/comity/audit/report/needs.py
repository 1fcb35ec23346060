"""What would settle the open rows: which fact, of which agency, of how many acts; the ground of a records request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.audit.counting.count import NOTHING, Count
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.outcome import Decided, Openness, Outcome
from comity.audit.deciding.subject import Subject
from comity.decide import Missing, QuestionError, decide
from comity.law import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A fact that some acts of an agency lack. `settles` counts those that it alone would settle, at one value at least.

    `asks` is the fact as a question, `found` where it is found; `of_law`: no record tells it, a court would.
    `place` is the agency's; `provisions` are the citations that ask for the fact; `first` and `last` days of the acts.
    """

    subject: Subject
    party: str
    place: str
    word: str
    asks: str
    found: str
    of_law: bool
    count: Count
    settles: Count
    provisions: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedInAll:
    """The same over all agencies."""

    subject: Subject
    word: str
    asks: str
    found: str
    count: Count
    settles: Count


def needs_of(findings: Findings, corpus: Corpus) -> tuple[Need, ...]:
    """Every fact that is missing, agency by agency, those of most acts first."""
    alone = _alone(findings, corpus)
    words: Mapping[int, Mapping[str, Missing]] = {
        number: _missing(one)
        for number, one in enumerate(findings.outcomes)
        if one.why is Openness.FACTS_MISSING
    }
    found = findings.ask(
        "SELECT subject, party_name, any_value(ask_place), ask, min(first), max(last), sum(rows)::BIGINT, "
        "sum(low)::BIGINT, sum(high)::BIGINT FROM tallied WHERE why_open = 'facts_missing' GROUP BY 1, 2, 4 ORDER BY 1, 2, 4"
    )
    made: dict[tuple[Subject, str, str], Need] = {}
    for subject, party, place, ask, first, last, rows, low, high in found:
        count = Count(rows=rows, low=low, high=high)
        for word, missing in words.get(ask, {}).items():
            key = (Subject(subject), party, word)
            cites = _cites(findings.outcomes[ask], word)
            settles = count if word in alone.get(ask, ()) else NOTHING
            before = made.get(key)
            made[key] = Need(
                subject=key[0],
                party=party,
                place=place or "",
                word=word,
                asks=missing.asks,
                found=missing.found,
                of_law=missing.question_of_law,
                count=count + (before.count if before else NOTHING),
                settles=settles + (before.settles if before else NOTHING),
                provisions=tuple(dict.fromkeys((*(before.provisions if before else ()), *cites))),
                first=min(first, before.first) if before else first,
                last=max(last, before.last) if before else last,
            )
    return tuple(
        sorted(
            made.values(), key=lambda one: (-one.count.high, one.party, one.word, one.subject.value)
        )
    )


def in_all(needs: Sequence[Need]) -> tuple[NeedInAll, ...]:
    """The facts over all agencies: those that alone settle most acts first."""
    made: dict[tuple[Subject, str], NeedInAll] = {}
    for one in needs:
        key = (one.subject, one.word)
        before = made.get(key)
        made[key] = NeedInAll(
            subject=one.subject,
            word=one.word,
            asks=one.asks,
            found=one.found,
            count=one.count + (before.count if before else NOTHING),
            settles=one.settles + (before.settles if before else NOTHING),
        )
    order = list(Subject)
    return tuple(
        sorted(
            made.values(),
            key=lambda one: (
                -one.settles.high,
                -one.count.high,
                order.index(one.subject),
                one.word,
            ),
        )
    )


def _missing(outcome: Outcome) -> dict[str, Missing]:
    """The words that are missing in an ask, as its determinations ask for them."""
    return {
        missing.word: missing
        for one in outcome.decided
        if one.determination is not None
        for missing in one.determination.missing
    }


def _alone(findings: Findings, corpus: Corpus) -> dict[int, frozenset[str]]:
    """For each open ask the words each of which, for some value, settles all its questions by itself."""
    known: dict[object, frozenset[str]] = {}
    found = {}
    for number, outcome in enumerate(findings.outcomes):
        if outcome.why is not Openness.FACTS_MISSING:
            continue
        sets = []
        for one in outcome.decided:
            key = (one.ruling, tuple(sorted(one.known.items(), key=lambda item: item[0])))
            if one.ruling is None or key not in known:
                known[key] = _settling(one, corpus)
            sets.append(known[key])
        found[number] = frozenset.intersection(*sets)
    return found


def _settling(one: Decided, corpus: Corpus) -> frozenset[str]:
    question = one.question.question
    if question is None:
        return frozenset()
    try:
        found = decide(corpus, question, settling=1)
    except QuestionError:
        return frozenset()
    return frozenset(words[0] for words in found.settling if len(words) == 1)


def _cites(outcome: Outcome, word: str) -> tuple[str, ...]:
    """The citations of the provisions whose condition asks for a word."""
    return tuple(
        dict.fromkeys(
            ground.provision.cite for ground in outcome.grounds if word in ground.asks_about
        )
    )
