"""A small law in memory: a dictionary, rules with their parts, places, a corpus. Nothing is random here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from comity.law import Compliance, Corpus, Force, Period, Provision, Verified
from comity.law.lexicon import Lexicon
from comity.law.provision import (
    Defeat,
    DefinedWord,
    Exception_,
    Gap,
    Held,
    Horizon,
    Injunction,
    Instrument,
    Jurisdiction,
    LegalQuestion,
    OffenseClass,
    Prevailing,
    Reading,
    Uncertainty,
    Version,
)
from comity.law.vocabulary import (
    Action,
    Actor,
    Axiom,
    DocumentKind,
    Meaning,
    Vocabulary,
    Word,
    WordType,
)
from comity.logic import ALWAYS, Expr, Rail, Span, parse

HERE = Span(file="made.yaml", line=1, column=1)
FOREVER = Period(from_=date(2000, 1, 1))
HORIZON = date(2026, 1, 1)

TRUTHS = ("in_custody", "released", "release_due", "consented", "agreed", "warned")


def _word(name: str, kind: WordType, values: tuple[str, ...] = ()) -> Word:
    meant = tuple(Meaning(id=one, means=one) for one in values)
    return Word(
        id=name, type=kind, means=f"{name} holds", asks=f"{name}?", found="the file", values=meant
    )


ACTIONS = ("hold", "tell")
ACTORS = {"police": "city", "sheriff": "county", "state_office": "state", "agent": "federal"}
AXIOMS = {
    "released_not_held": ("released", "not in_custody"),
    "due_when_agreed": ("agreed", "release_due"),
    "due_in_custody": ("release_due", "in_custody"),
    "papers_bind_nobody": ('shown_only(issuer={"officer"})', "not consented"),
    "grave_is_warned": ('convicted("aa.grave")', "warned"),
}


def vocabulary(axioms: Sequence[str]) -> Vocabulary:
    """The dictionary of the made-up laws, with some of the ties of AXIOMS."""
    words = [
        _word("actor", WordType.ENUMERATION, tuple(ACTORS)),
        _word("employer", WordType.JURISDICTION),
        *(_word(name, WordType.BOOLEAN) for name in TRUTHS),
        _word("purpose", WordType.ENUMERATION, ("civil", "criminal", "other")),
        _word("age", WordType.INTEGER),
        _word("last_asked", WordType.DATE),
        _word("request_date", WordType.DATE),
        *(
            _word(name, kind)
            for listed in ("documents", "convictions", "charges", "arrests", "registries")
            for name, kind in (
                (listed, WordType.RECORDS),
                (f"{listed}_complete", WordType.BOOLEAN),
            )
        ),
    ]
    return Vocabulary(
        actions={one: Action(id=one, means=one, phrase=one, phrase_es=one) for one in ACTIONS},
        actors={one: Actor(id=one, means=one, level=level) for one, level in ACTORS.items()},
        words={word.id: word for word in words},
        document_kinds={
            "letter": DocumentKind(id="letter", means="letter", attributes={"issuer": "officer"}),
            "order": DocumentKind(id="order", means="order", attributes={}),
        },
        document_values={
            "issuer": ("judge", "officer", "other"),
            "effect": ("custody", "search"),
            "matter": ("civil", "criminal"),
        },
        axioms=tuple(
            Axiom(id=name, means=name, when=parse(AXIOMS[name][0]), then=parse(AXIOMS[name][1]))
            for name in axioms
        ),
    )


def question_of_law(name: str, leaning: str | None) -> LegalQuestion:
    """A question of law with the readings `yes` and `no`."""
    held = (Held(by="somebody", since=None, source=""),)
    return LegalQuestion(
        id=name,
        asks=f"{name}?",
        readings=(
            Reading(id="yes", value=True, says=f"{name}", held=held),
            Reading(id="no", value=False, says=f"not {name}", held=()),
        ),
        leaning=leaning,
        leaning_why="it reads so" if leaning else None,
        span=HERE,
    )


def version(
    when: Expr,
    *,
    period: Period = FOREVER,
    unless: tuple[Exception_, ...] = (),
    uncertain: tuple[Uncertainty, ...] = (),
) -> Version:
    """A version with nothing but what decides."""
    return Version(
        period=period,
        verified=Verified.TEXT,
        source="",
        retrieved=None,
        says="it is so",
        when=when,
        unless=unless,
        uncertain=uncertain,
        unsure=None,
        reviewed=None,
        cases=(),
        span=HERE,
    )


def rule(
    name: str,
    effect: Rail | None,
    *versions: Version,
    actions: tuple[str, ...] = ("hold",),
    binds: Expr = ALWAYS,
    defeats: tuple[Defeat, ...] = (),
    compliance: Compliance | None = None,
    instrument: str = "act",
) -> Provision:
    """A provision; its place is the part of its name before the slash."""
    place = name.split("/", maxsplit=1)[0]
    return Provision(
        id=name,
        jurisdiction=place,
        cite=f"§ {name}",
        instrument=f"{place}/{instrument}",
        actions=actions,
        effect=effect,
        binds=binds,
        versions=versions,
        defeats=defeats,
        compliance=compliance,
        span=HERE,
    )


LEVEL = {"us": "federal", "us-aa": "state", "us-aa-shire": "county", "us-aa-town": "city"}
WITHIN = {
    "us": (),
    "us-aa": ("us",),
    "us-aa-shire": ("us-aa", "us"),
    "us-aa-town": ("us-aa-shire", "us-aa", "us"),
}


def place(
    name: str,
    provisions: Sequence[Provision],
    *,
    words: tuple[DefinedWord, ...] = (),
    classes: tuple[OffenseClass, ...] = (),
    questions: tuple[LegalQuestion, ...] = (),
    prevailing: tuple[Prevailing, ...] = (),
    injunctions: tuple[Injunction, ...] = (),
) -> Jurisdiction:
    """A place with the provisions that name it."""
    return Jurisdiction(
        id=name,
        name=name,
        level=LEVEL[name],
        within=WITHIN[name],
        time_zone=None,
        encoded_from=date(2000, 1, 1),
        horizons=(Horizon(actions=(), through=HORIZON),),
        instruments={
            f"{name}/act": Instrument(id=f"{name}/act", name="act", force=Force.BINDING),
            f"{name}/order": Instrument(id=f"{name}/order", name="order", force=Force.INTERNAL),
        },
        words=words,
        classes=classes,
        questions=questions,
        prevailing=prevailing,
        provisions=tuple(one for one in provisions if one.jurisdiction == name),
        duties=(),
        remedies=(),
        clocks=(),
        injunctions=injunctions,
        notes=(),
        span=HERE,
    )


CLASSES = (
    OffenseClass(
        id="aa.listed",
        cite="",
        means="listed",
        period=Period(from_=date(1990, 1, 1)),
        within=(),
        members=(),
        span=HERE,
    ),
    OffenseClass(
        id="aa.grave",
        cite="",
        means="grave",
        period=Period(from_=date(1990, 1, 1)),
        within=("aa.listed",),
        members=(),
        span=HERE,
    ),
)
STATES = {"us-aa": "Aa", "us-bb": "Bb"}


def corpus_of(
    provisions: Sequence[Provision],
    *,
    places: Sequence[str] = ("us", "us-aa", "us-aa-town"),
    axioms: Sequence[str] = (),
    words: tuple[DefinedWord, ...] = (),
    prevailing: tuple[Prevailing, ...] = (),
    injunctions: tuple[Injunction, ...] = (),
    gaps: tuple[Gap, ...] = (),
    leanings: Mapping[str, str] | None = None,
) -> Corpus:
    """A corpus in memory. Beside the rules, everything belongs to the state."""
    dictionary = vocabulary(axioms)
    questions = {
        name: question_of_law(name, (leanings or {}).get(name)) for name in ("reach", "timing")
    }
    found: dict[str, Jurisdiction] = {}
    for name in places:
        own = name == "us-aa"
        made = place(
            name,
            provisions,
            words=words if own else (),
            classes=CLASSES if own else (),
            questions=tuple(questions.values()) if own else (),
            prevailing=prevailing if own else (),
            injunctions=injunctions if own else (),
        )
        within = tuple(one for one in made.within if one in places)
        found[name] = replace(made, within=within)
    return Corpus(
        vocabulary=dictionary,
        jurisdictions=found,
        states=STATES,
        questions=questions,
        classes={one.id: one for place in found.values() for one in place.classes},
        gaps=gaps,
        lexicon=Lexicon(
            vocabulary=dictionary,
            encoded=frozenset(found),
            states=STATES,
            classes=frozenset({"any", "aa.listed", "aa.grave"}),
            registries=frozenset(),
            defined=frozenset(one.id for one in words),
            questions=dict.fromkeys(questions, ("yes", "no")),
        ),
        digest="made",
    )
