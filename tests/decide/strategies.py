"""Small laws made up by hypothesis, and questions to them: two or three levels, a handful of rules with
versions, exceptions, defeats, settled and open questions of law, and facts that are partly known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from comity.law import Compliance, Corpus, DefeatKind, Done, Period, Provision, Verified
from comity.law.provision import (
    Defeat,
    DefinedWord,
    Exception_,
    Gap,
    Injunction,
    Prevailing,
    Uncertainty,
    Version,
)
from comity.logic import ALWAYS, NEVER, Expr, Rail, all_of, any_of, negated, parse, show
from tests.decide.small_law import (
    ACTORS,
    AXIOMS,
    FOREVER,
    HERE,
    LEVEL,
    TRUTHS,
    corpus_of,
    rule,
    version,
)

DAYS = (date(2015, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2025, 6, 1))
LEAVES = (
    *TRUTHS,
    'purpose == "civil"',
    'purpose in {"civil", "other"}',
    "age >= 18",
    "age < 21",
    'convicted("aa.grave")',
    'convicted("aa.listed", within="5 years")',
    'convicted("aa.listed", within="10 years", grade="felony")',
    'convicted("any")',
    'shown(issuer={"judge"}, names_person=True)',
    'shown(issuer={"judge", "officer"})',
    'shown_only(issuer={"officer"})',
    'within("last_asked", "1 year")',
    'within("last_asked", "2 years")',
    "reach",
    "timing",
    "aa_word",
)
BINDS = (
    "True",
    "True",
    "True",
    'actor == "police"',
    'actor in {"police", "sheriff"}',
    'actor != "state_office"',
    'employer == "us-aa-town"',
    'actor == "police" and employer in {"us-aa-town", "us-aa"}',
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Made:
    """A made-up law and what is asked of it. `asked` holds the keyword arguments of `ask`."""

    corpus: Corpus
    place: str
    action: str
    on: date
    asked: Mapping[str, object]
    rules: tuple[str, ...]

    def __repr__(self) -> str:
        """The law as a person would note it down, for a failing example."""
        lines = [f"asked on {self.on} in {self.place}: {dict(self.asked)}"]
        lines += [f"  tie {one.id}" for one in self.corpus.vocabulary.axioms]
        lines += [f"  gap {gap.actions} from {gap.period.from_}" for gap in self.corpus.gaps]
        for found in self.corpus.jurisdictions.values():
            for word in found.words:
                lines.append(f"  word {word.id} from {word.period.from_}: {show(word.means)}")
            for one in found.prevailing:
                settled = f"{one.question}={one.reading} in {one.places or 'all'}"
                lines.append(f"  settled {settled} from {one.period.from_}: {show(one.when)}")
            for order in found.injunctions:
                lines.append(f"  enjoined {order.provisions} for {show(order.whom)}")
            for provision in found.provisions:
                lines += _rule_lines(provision)
        return "\n".join(lines)

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """How hypothesis prints it: not field by field."""
        printer.text(repr(self))


def _rule_lines(one: Provision) -> list[str]:
    effect = one.effect.value if one.effect else "nothing"
    lines = [f"  {one.id} {one.actions} {effect}; binds {show(one.binds)}; {one.compliance}"]
    for text in one.versions:
        lines.append(f"    {text.period.from_} to {text.period.until}: {show(text.when)}")
        lines += [f"      unless {show(e.when)}, doubts {e.uncertain}" for e in text.unless]
        lines += [f"      doubt {doubt.period}" for doubt in text.uncertain]
    for defeat in one.defeats:
        rails = tuple(rail.value for rail in defeat.effects)
        chosen = (*defeat.levels, *defeat.instruments, *defeat.provisions, *defeat.actions, *rails)
        lines.append(f"    defeats {chosen} when {show(defeat.when)} unless {show(defeat.unless)}")
    return lines


@st.composite
def conditions(draw: st.DrawFn, pool: Sequence[str]) -> Expr:
    """A condition over a few leaves: one or two of them, three at most."""
    shape = draw(st.sampled_from(("leaf", "leaf", "not", "and", "or", "mixed", "always")))
    first, second, third = (parse(draw(st.sampled_from(pool))) for _ in range(3))
    match shape:
        case "always":
            return ALWAYS
        case "leaf":
            return first
        case "not":
            return negated(first)
        case "and":
            return all_of(first, second)
        case "or":
            return any_of(first, negated(second))
        case _:
            return any_of(all_of(first, negated(second)), third)


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    """One text, two in a row, or two with a gap between."""
    turn = draw(st.sampled_from(DAYS[1:]))
    end = draw(st.sampled_from((None, None, date(2025, 6, 1), date(2025, 12, 31))))
    last = end if end is None or end > turn else None
    return draw(
        st.sampled_from(
            (
                (Period(from_=date(2000, 1, 1), until=last),),
                (Period(from_=turn, until=last),),
                (Period(from_=date(2000, 1, 1), until=turn), Period(from_=turn, until=last)),
            )
        )
    )


@st.composite
def doubts(draw: st.DrawFn) -> tuple[Uncertainty, ...]:
    """Mostly none; else a stretch in which force is a question of law."""
    if draw(st.integers(0, 5)):
        return ()
    period = Period(from_=date(2019, 12, 31), until=date(2020, 1, 1))
    if draw(st.booleans()):
        period = FOREVER
    return (Uncertainty(period=period, question="timing", why="the acts do not meet"),)


@st.composite
def rules(draw: st.DrawFn, name: str, pool: Sequence[str], *, exceptions: bool) -> Provision:
    """A rule without defeats."""
    made: list[Version] = []
    for period in draw(periods()):
        count = draw(st.integers(0, 2)) if exceptions and draw(st.booleans()) else 0
        unless = tuple(
            Exception_(
                id=f"e{number}",
                cite="",
                when=draw(conditions(pool)),
                uncertain=draw(doubts()),
            )
            for number in range(count)
        )
        made.append(
            version(draw(conditions(pool)), period=period, unless=unless, uncertain=draw(doubts()))
        )
    return rule(
        name,
        draw(st.sampled_from(tuple(Rail))),
        *made,
        actions=draw(st.sampled_from((("hold",), ("hold",), ("hold", "tell"), ("tell",)))),
        binds=parse(draw(st.sampled_from(BINDS))),
        instrument=draw(st.sampled_from(("act", "act", "order"))),
    )


@st.composite
def defeats(
    draw: st.DrawFn, owner: Provision, others: Sequence[str], pool: Sequence[str]
) -> Defeat:
    """What a rule takes the effect of: everything below it, named rules, or its own act."""
    choice = draw(st.sampled_from(("below", "below", "named", "act", "levels")))
    return Defeat(
        kind=DefeatKind.SAVES if choice == "act" else DefeatKind.PREEMPTS,
        levels=("city",) if choice == "levels" else (),
        instruments=(owner.instrument,) if choice == "act" else (),
        provisions=(draw(st.sampled_from(others)),) if choice == "named" else (),
        actions=draw(st.sampled_from(((), (), ("hold",), ("tell",)))),
        effects=draw(st.sampled_from(((), (), (Rail.PROHIBITED,), (Rail.REQUIRED,)))),
        when=draw(st.sampled_from((ALWAYS, ALWAYS, parse(pool[0])))),
        unless=draw(st.sampled_from((NEVER, NEVER, parse(pool[-1])))),
        cite="",
    )


def circular(provisions: Sequence[Provision]) -> bool:
    """Whether some defeat comes back to where it began; the checks of the corpus refuse that."""
    height = {"us": 0, "us-aa": 1, "us-aa-shire": 2, "us-aa-town": 3}
    by_id = {one.id: one for one in provisions}

    def targets(owner: Provision) -> set[str]:
        return {
            other.id
            for other in provisions
            for defeat in owner.defeats
            if other.id != owner.id
            and (not defeat.provisions or other.id in defeat.provisions)
            and (not defeat.instruments or other.instrument in defeat.instruments)
            and (not defeat.levels or LEVEL[other.jurisdiction] in defeat.levels)
            and (
                defeat.provisions
                or defeat.instruments
                or defeat.levels
                or height[other.jurisdiction] > height[owner.jurisdiction]
            )
        }

    def meets(name: str, path: frozenset[str]) -> bool:
        return name in path or any(meets(one, path | {name}) for one in targets(by_id[name]))

    return any(meets(one.id, frozenset()) for one in provisions)


@st.composite
def made_laws(
    draw: st.DrawFn, *, exceptions: bool = True, ties: bool = True, compliance: bool = False
) -> Made:
    """A law and a question to it with facts of which some are known."""
    places = draw(
        st.sampled_from(
            (("us", "us-aa", "us-aa-town"), ("us", "us-aa", "us-aa-shire"), ("us", "us-aa"))
        )
    )
    pool = draw(st.lists(st.sampled_from(LEAVES), min_size=3, max_size=4, unique=True))
    names = [
        f"{draw(st.sampled_from(places))}/r{number}" for number in range(draw(st.integers(2, 7)))
    ]
    found = [draw(rules(name, pool, exceptions=exceptions)) for name in names]
    for number, one in enumerate(found):
        if draw(st.integers(0, 2)) == 0:
            defeat = draw(defeats(one, [name for name in names if name != one.id], pool))
            changed = replace(one, defeats=(defeat,))
            if draw(st.integers(0, 3)) == 0:
                changed = replace(changed, effect=None)
            trial = [*found[:number], changed, *found[number + 1 :]]
            if not circular(trial):
                found = trial
    if compliance:
        found = [_with_terms(draw, one) for one in found]
    words: tuple[DefinedWord, ...] = ()
    if draw(st.booleans()):
        means = draw(conditions([one for one in LEAVES if one in TRUTHS]))
        start = draw(st.sampled_from((date(2000, 1, 1), date(2020, 1, 1))))
        words = (
            DefinedWord(id="aa_word", cite="", period=Period(from_=start), means=means, span=HERE),
        )
    else:
        found = [one for one in found if not _uses(one, "aa_word")]
    corpus = corpus_of(
        found,
        places=places,
        axioms=draw(st.lists(st.sampled_from(tuple(AXIOMS)), unique=True, max_size=3))
        if ties
        else (),
        words=words,
        prevailing=draw(settled_readings()),
        injunctions=draw(orders(names)),
        gaps=draw(gaps()),
        leanings=draw(st.sampled_from(({}, {"reach": "yes"}, {"reach": "no", "timing": "yes"}))),
    )
    where = draw(st.sampled_from((places[-1], places[-1], places[-1], "us-aa", "us-aa-hamlet")))
    return Made(
        corpus=corpus,
        place=where,
        action="hold",
        on=draw(st.sampled_from((*DAYS, *DAYS, date(2026, 6, 1)))),
        asked=draw(questions()),
        rules=tuple(one.id for one in found),
    )


def _uses(one: Provision, word: str) -> bool:
    return word in repr(one)


def _with_terms(draw: st.DrawFn, one: Provision) -> Provision:
    if one.effect is not Rail.REQUIRED or draw(st.booleans()):
        return one
    day = draw(st.sampled_from((None, date(2020, 1, 1), date(2025, 12, 31))))
    met = draw(st.sampled_from(((), (parse("warned"),), (parse("warned"), parse("agreed")))))
    return replace(one, compliance=Compliance(comply_by=day, satisfied_by=met, recurrence=None))


@st.composite
def settled_readings(draw: st.DrawFn) -> tuple[Prevailing, ...]:
    """Mostly none; else a court that has settled a question, here or in another place."""
    if draw(st.integers(0, 2)):
        return ()
    return (
        Prevailing(
            question="reach",
            reading=draw(st.sampled_from(("yes", "no"))),
            cite="a case",
            source="",
            places=draw(st.sampled_from(((), ("us-aa",), ("us-aa-town",), ("us-bb",)))),
            period=Period(from_=draw(st.sampled_from((date(2000, 1, 1), date(2020, 1, 1))))),
            when=draw(st.sampled_from((ALWAYS, parse("in_custody"), parse("not consented")))),
            verified=Verified.TEXT,
            span=HERE,
        ),
    )


@st.composite
def orders(draw: st.DrawFn, names: Sequence[str]) -> tuple[Injunction, ...]:
    """Mostly none; else a court's order against one rule."""
    if draw(st.integers(0, 3)):
        return ()
    return (
        Injunction(
            id="us-aa/order",
            cite="an order",
            provisions=(draw(st.sampled_from(names)),),
            whom=draw(st.sampled_from((ALWAYS, parse('actor == "police"'), parse("warned")))),
            period=Period(from_=date(2019, 12, 31), until=date(2025, 6, 1)),
            verified=Verified.TEXT,
            source="",
            says="suspended",
            span=HERE,
        ),
    )


@st.composite
def gaps(draw: st.DrawFn) -> tuple[Gap, ...]:
    """Mostly none; else law that is known and not encoded."""
    if draw(st.integers(0, 5)):
        return ()
    return (
        Gap(
            id="us-aa/gap",
            jurisdiction="us-aa",
            actions=draw(st.sampled_from((("hold",), ("*",), ("tell",), ()))),
            period=Period(from_=date(2020, 1, 1)),
            why="it was not read",
            needs="the text",
            span=HERE,
        ),
    )


CONVICTIONS: tuple[Mapping[str, object], ...] = (
    {"classes": ["aa.grave"], "on": "2018-05-05", "grade": "felony"},
    {"classes": ["aa.grave"], "on": "2001-05-05", "classes_complete": True},
    {"classes": ["aa.listed"], "grade": "misdemeanor", "on": "2012-05-05"},
    {"classes": ["aa.listed"]},
    {"classes": [], "classes_complete": True, "on": "2013-01-01", "grade": "felony"},
    {"classes": [], "on": "2013-01-01"},
)
DOCUMENTS: tuple[object, ...] = (
    "letter",
    {"kind": "letter", "names_person": True},
    {"kind": "order", "issuer": "judge", "names_person": True},
    {"kind": "order", "issuer": "judge"},
    {"issuer": "other"},
    {"kind": "order"},
)

FACTS: Mapping[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(TRUTHS, st.booleans()),
    "purpose": st.sampled_from(("civil", "criminal", "other")),
    "age": st.sampled_from((0, 17, 18, 20, 21, 40)),
    "last_asked": st.sampled_from(("2019-06-01", "2018-06-01", "2000-01-01", "never")),
    "documents": st.lists(st.sampled_from(DOCUMENTS), max_size=2),
    "documents_complete": st.booleans(),
    "convictions": st.lists(st.sampled_from(CONVICTIONS), max_size=2),
    "convictions_complete": st.booleans(),
}


def facts() -> st.SearchStrategy[dict[str, object]]:
    """What is known: any of the words, or none."""
    return st.fixed_dictionaries({}, optional=FACTS)


@st.composite
def questions(draw: st.DrawFn) -> dict[str, object]:
    """Who acts, what is known, which readings were adopted, and what was done."""
    asked: dict[str, object] = {"facts": draw(facts())}
    actor = draw(st.sampled_from((None, *ACTORS, "police")))
    if actor is not None:
        asked["actor"] = actor
    if draw(st.booleans()):
        asked["employer"] = draw(st.sampled_from(("us", "us-aa", "us-aa-town")))
    if draw(st.integers(0, 4)) == 0:
        asked["readings"] = {"reach": draw(st.sampled_from(("yes", "no")))}
    if draw(st.booleans()):
        asked["done"] = Done(
            acted=draw(st.sampled_from((True, False, None))),
            on=draw(st.sampled_from((None, date(2019, 12, 31), date(2025, 12, 31)))),
        )
    return asked
