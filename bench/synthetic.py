"""Invented law of a chosen size, built from the real types, and random questions about it.

The same seed always gives the same law and the same questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from comity.decide import Question, ask
from comity.law import (
    Axiom,
    Corpus,
    DefeatKind,
    Force,
    Jurisdiction,
    Provision,
    Version,
    Vocabulary,
    Word,
    WordType,
)
from comity.law.lexicon import Lexicon
from comity.law.provision import (
    Defeat,
    Exception_,
    Horizon,
    Instrument,
    OffenseClass,
    Period,
    Verified,
)
from comity.law.vocabulary import Action, Actor, DocumentKind, Meaning
from comity.logic import NEVER, AllOf, AnyOf, Expr, Named, Not, Rail, Span, parse

ON = date(2026, 6, 1)
MISSING = 0.15
"""Share of the facts that a question leaves out."""

_HERE = Span(file="generated", line=1, column=1)
_SINCE = Period(from_=date(2020, 1, 1))
_ACTORS = ("city_police", "county_jail", "state_police", "school")
_BOOLEANS = tuple(f"fact_{number}" for number in range(14))
_LISTS = {f"kind_{number}": tuple(f"value_{value}" for value in range(4)) for number in range(4)}
_NUMBERS = {"age": 90, "hours": 100, "count": 10}
_PREDICATES = (
    'convicted("xx.serious")',
    'convicted("xx.serious", within="5 years")',
    'shown(effect="take_into_custody", issuer={"federal_judge"}, names_person=True)',
)
KEYS = 1 + len(_BOOLEANS) + len(_LISTS) + len(_NUMBERS) + len(_PREDICATES)
_RAILS = (Rail.PROHIBITED, Rail.PERMITTED, Rail.PROHIBITED, Rail.REQUIRED, Rail.PERMITTED)
_UPPER, _LOWER = "us-xx", "us-xx-exampleton"
_KINDS = {
    "judicial_warrant": DocumentKind(id="judicial_warrant", means="a warrant", attributes={}),
    "i_247a": DocumentKind(
        id="i_247a", means="a detainer", attributes={"issuer": "officer", "effect": "request"}
    ),
}


def invented_corpus(provisions: int, actions: int, *, seed: int = 1) -> Corpus:
    """A state and a city in it with so many provisions, spread evenly over so many actions.

    Every fifth provision of the state takes the effect of one of the city's away, if a fact holds.
    """
    random = Random(seed)
    names = tuple(f"act_{number}" for number in range(actions))
    made = [_provision(number, names, random) for number in range(provisions)]
    places = {
        place: _place(place, [one for one in made if one.jurisdiction == place])
        for place in (_UPPER, _LOWER)
    }
    vocabulary = _vocabulary(names)
    states = {_UPPER: "Example"}
    lexicon = Lexicon(
        vocabulary=vocabulary,
        encoded=frozenset(places),
        states=states,
        classes=frozenset({"xx.serious"}),
        registries=frozenset(),
        defined=frozenset(),
        questions={},
    )
    return Corpus(
        vocabulary=vocabulary,
        jurisdictions=places,
        states=states,
        questions={},
        classes={one.id: one for place in places.values() for one in place.classes},
        gaps=(),
        lexicon=lexicon,
        digest="0" * 64,
    )


def invented_questions(corpus: Corpus, number: int, *, seed: int = 2) -> tuple[Question, ...]:
    """Random questions with random facts, about MISSING of them left out."""
    random = Random(seed)
    actions = tuple(corpus.vocabulary.actions)
    return tuple(
        ask(
            corpus,
            _LOWER,
            random.choice(actions),
            on=ON,
            actor=random.choice(_ACTORS) if random.random() > MISSING else None,
            facts=_facts(random),
        )
        for _ in range(number)
    )


def nodes(tree: Expr) -> int:
    """How many nodes a tree has; a defined word counts as its meaning."""
    match tree:
        case AllOf(operands=operands) | AnyOf(operands=operands):
            return 1 + sum(nodes(one) for one in operands)
        case Not(operand=inner):
            return 1 + nodes(inner)
        case Named(meaning=inner):
            return nodes(inner)
        case _:
            return 1


def _facts(random: Random) -> dict[str, object]:
    facts: dict[str, object] = {word: random.random() < 0.5 for word in _BOOLEANS}
    facts |= {word: random.choice(values) for word, values in _LISTS.items()}
    facts |= {word: random.randrange(top) for word, top in _NUMBERS.items()}
    if facts["fact_0"]:
        facts["fact_1"] = False  # the axiom of the invented vocabulary
    kept: dict[str, object] = {
        word: value for word, value in facts.items() if random.random() > MISSING
    }
    if random.random() > MISSING:
        year = random.randrange(2010, 2026)
        kept["convictions"] = random.choice(
            [[], [{"classes": ["xx.serious"], "on": date(year, 3, 1)}]]
        )
        kept["convictions_complete"] = True
    if random.random() > MISSING:
        warrant = {
            "kind": "judicial_warrant",
            "issuer": "federal_judge",
            "effect": "take_into_custody",
            "names_person": True,
        }
        kept["documents"] = random.choice([["i_247a"], ["i_247a", warrant]])
        kept["documents_complete"] = True
    return kept


def _provision(number: int, actions: Sequence[str], random: Random) -> Provision:
    action = actions[number % len(actions)]
    rail = _RAILS[number // len(actions) % len(_RAILS)]
    place = random.choice((_UPPER, _LOWER))
    exceptions: tuple[Exception_, ...] = ()
    size = random.randrange(5, 12)
    if random.random() < 0.4:
        exceptions = (
            Exception_(id="unless", cite=f"§ {number}(b)", when=parse(_text(random, 2, " or "))),
        )
        size -= 2
    defeats: tuple[Defeat, ...] = ()
    if place == _UPPER and number % 5 == 0:
        defeats = (_defeat(random),)
    version = Version(
        period=_SINCE,
        verified=Verified.TEXT,
        source="https://law.gov.example",
        retrieved=ON,
        says="invented",
        when=parse(_text(random, size, " and ")),
        unless=exceptions,
        uncertain=(),
        unsure=None,
        reviewed=None,
        cases=(),
        span=_HERE,
    )
    kinds = ", ".join(f'"{one}"' for one in random.sample(_ACTORS, 3))
    return Provision(
        id=f"{place}/rule-{number}",
        jurisdiction=place,
        cite=f"Example Code § {number}",
        instrument=f"{place}/code",
        actions=(action,),
        effect=rail,
        binds=parse(f"actor in {{{kinds}}}"),
        versions=(version,),
        defeats=defeats,
        compliance=None,
        span=_HERE,
    )


def _defeat(random: Random) -> Defeat:
    return Defeat(
        kind=DefeatKind.PREEMPTS,
        levels=("city",),
        instruments=(),
        provisions=(),
        actions=(),
        effects=(random.choice(_RAILS),),
        when=parse(random.choice(_BOOLEANS)),
        unless=NEVER,
        cite="",
    )


def _text(random: Random, size: int, joint: str) -> str:
    """A condition of about so many nodes, `and` and `or` taking turns."""
    if size <= 1:
        return _leaf(random)
    if size == 2:
        return f"not {_leaf(random)}"
    left = size - 1
    parts: list[str] = []
    other = " or " if joint == " and " else " and "
    while left > 0:
        share = min(left, random.choice((1, 1, 1, 2, 3)))
        parts.append(f"({_text(random, share, other)})")
        left -= share
    return joint.join(parts)


def _leaf(random: Random) -> str:
    roll = random.random()
    if roll < 0.62:
        return random.choice(_BOOLEANS)
    if roll < 0.80:
        word = random.choice(tuple(_LISTS))
        picked = random.sample(_LISTS[word], random.choice((1, 2)))
        return f"{word} in {{{', '.join(f'{chr(34)}{one}{chr(34)}' for one in picked)}}}"
    if roll < 0.90:
        word = random.choice(tuple(_NUMBERS))
        return f"{word} {random.choice(('<', '>='))} {_NUMBERS[word] // random.choice((2, 4))}"
    return random.choice(_PREDICATES)


def _place(name: str, provisions: list[Provision]) -> Jurisdiction:
    code = Instrument(id=f"{name}/code", name="Example Code", force=Force.BINDING)
    serious = OffenseClass(
        id="xx.serious",
        cite="§ 1",
        means="serious offence",
        period=_SINCE,
        within=(),
        members=(),
        span=_HERE,
    )
    return Jurisdiction(
        id=name,
        name=name,
        level="state" if name == _UPPER else "city",
        within=() if name == _UPPER else (_UPPER,),
        time_zone="America/Chicago",
        encoded_from=date(2019, 1, 1),
        horizons=(Horizon(actions=(), through=date(2026, 12, 31)),),
        instruments={code.id: code},
        words=(),
        classes=(serious,) if name == _UPPER else (),
        questions=(),
        prevailing=(),
        provisions=tuple(provisions),
        duties=(),
        remedies=(),
        clocks=(),
        injunctions=(),
        notes=(),
        span=_HERE,
    )


def _vocabulary(actions: Sequence[str]) -> Vocabulary:
    types = {
        "actor": WordType.ENUMERATION,
        "employer": WordType.JURISDICTION,
        **dict.fromkeys(_BOOLEANS, WordType.BOOLEAN),
        **dict.fromkeys(_LISTS, WordType.ENUMERATION),
        **dict.fromkeys(_NUMBERS, WordType.INTEGER),
        "documents": WordType.RECORDS,
        "documents_complete": WordType.BOOLEAN,
        "convictions": WordType.RECORDS,
        "convictions_complete": WordType.BOOLEAN,
    }
    values = {"actor": _ACTORS, **_LISTS}
    return Vocabulary(
        actions={one: Action(id=one, means=one, phrase=one, phrase_es=one) for one in actions},
        actors={
            one: Actor(id=one, means=one, level=level)
            for one, level in zip(_ACTORS, ("city", "county", "state", "local"), strict=True)
        },
        words={
            word: Word(
                id=word,
                type=type_,
                means=word,
                asks=f"What is {word}?",
                found="the file",
                values=tuple(Meaning(id=one, means=one) for one in values.get(word, ())),
            )
            for word, type_ in types.items()
        },
        document_kinds=_KINDS,
        document_values={
            "issuer": ("federal_judge", "officer"),
            "effect": ("take_into_custody", "request"),
        },
        axioms=(
            Axiom(
                id="not_both",
                means="the first two never hold together",
                when=parse("fact_0"),
                then=parse("not fact_1"),
            ),
        ),
    )
