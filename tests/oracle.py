"""The brute-force oracle: what an answer means, worked out one completion at a time.

It takes every word that could bear on a question, tries every value each unknown one can have, drops
what contradicts itself, and asks of each completion in plain two-valued logic what the law does.
Slow and obvious; it shares with the engine the data types and the reduction of records, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from comity.law import ClassOrder, Corpus, Done, Facts, Provision, Version, reduce
from comity.law.provision import Defeat, Jurisdiction, Uncertainty
from comity.law.vocabulary import WordType
from comity.logic import (
    NEVER,
    AllOf,
    Answer,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Named,
    Not,
    OneOf,
    Operator,
    Predicate,
    Rail,
    Value,
    key_of,
    leaves,
)

Completion = Mapping[str, Value]

SOMEWHERE_ELSE = "us-zz-elsewhere"
"""An employer that no condition names stands for all of them."""

HEIGHT = {"federal": 0, "state": 1, "district": 1, "county": 2, "city": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the completions show. `missing` are the words that alone change some completion's answer."""

    answers: frozenset[Answer]
    answer: Answer
    by_reading: Mapping[tuple[tuple[str, bool], ...], frozenset[Answer]]
    missing: frozenset[str]


class Oracle:
    """The law of one place, action and day, read by brute force."""

    def __init__(
        self, corpus: Corpus, place: str, action: str, on: date, *, every_tie: bool = False
    ) -> None:
        self.corpus, self.place, self.action, self.on = corpus, place, action, on
        encoded = corpus.jurisdictions.get(place)
        state = "-".join(place.split("-")[:2])
        ids = (place, *encoded.within) if encoded else tuple(dict.fromkeys((place, state, "us")))
        self.ids = ids
        self.chain = [corpus.jurisdictions[one] for one in ids if one in corpus.jurisdictions]
        self.provisions = [one for place_ in self.chain for one in place_.provisions]
        places = corpus.jurisdictions.values()
        self.defined = {one.id for place_ in places for one in place_.words}
        self.meanings = {
            one.id: one.means
            for place_ in reversed(self.chain)
            for one in place_.words
            if one.period.holds(on)
        }
        self.settled = {name: tuple(self._settled(name)) for name in corpus.questions}
        self.leaves: dict[str, list[Expr]] = {}
        self.predicates: dict[str, Predicate] = {}
        for provision in self.provisions:
            if provision.effect is not None and action in provision.actions:
                self._note_provision(provision, frozenset())
        self._note_axioms(every=every_tie)
        self.ties = tuple(self._predicate_ties())

    # Which words can bear on the question at all.

    def _note_provision(self, provision: Provision, seen: frozenset[str]) -> None:
        version = self.version(provision)
        if version is None or provision.id in seen:
            return
        self._note(provision.binds)
        self._note(version.when)
        for doubt in version.uncertain:
            self._note_doubt(doubt)
        for exception in version.unless:
            self._note(exception.when)
            for doubt in exception.uncertain:
                self._note_doubt(doubt)
        for injunction in self.injunctions(provision):
            self._note(injunction)
        for other in self.provisions:
            for defeat in other.defeats:
                if self.selects(other, defeat, provision) and self.version(other) is not None:
                    self._note(defeat.when)
                    self._note(defeat.unless)
                    self._note_provision(other, seen | {provision.id})

    def _note_doubt(self, doubt: Uncertainty) -> None:
        if doubt.period.holds(self.on):
            self._note(Fact(word=doubt.question))

    def _note(self, expr: Expr) -> None:
        for leaf in leaves(expr):
            key = key_of(leaf)
            if isinstance(leaf, Predicate):
                self.predicates[key] = leaf
            elif key in self.defined:
                self._note(self.meanings.get(key, NEVER))
                continue
            known = self.leaves.setdefault(key, [])
            if leaf in known:
                continue
            known.append(leaf)
            for when, _ in self.settled.get(key, ()):
                self._note(when)

    def _note_axioms(self, *, every: bool) -> None:
        """Ties bring in the words that they tie to a word already there, and so on."""
        before = -1
        while before != len(self.leaves):
            before = len(self.leaves)
            for axiom in self.corpus.vocabulary.axioms:
                keys = {
                    key
                    for tree in (axiom.when, axiom.then)
                    for leaf in leaves(tree)
                    for key in self._plain_keys(leaf)
                }
                if every or keys & self.leaves.keys():
                    self._note(axiom.when)
                    self._note(axiom.then)

    def _plain_keys(self, leaf: Expr) -> Iterator[str]:
        for inner in leaves(leaf):
            if key_of(inner) in self.defined:
                yield from self._plain_keys(self.meanings.get(key_of(inner), NEVER))
            else:
                yield key_of(inner)

    # The law as data, by direct look-up.

    def version(self, provision: Provision) -> Version | None:
        """The text in force on the day."""
        holding = [one for one in provision.versions if one.period.holds(self.on)]
        return holding[0] if holding else None

    def injunctions(self, provision: Provision) -> list[Expr]:
        """For whom courts have suspended a provision on the day."""
        return [
            one.whom
            for place in self.chain
            for one in place.injunctions
            if provision.id in one.provisions and one.period.holds(self.on)
        ]

    def _settled(self, question: str) -> Iterator[tuple[Expr, bool]]:
        """When, and which way, a question of law is settled here; the last that holds decides."""
        for place in self.chain:
            for one in place.prevailing:
                if one.question != question or not one.period.holds(self.on):
                    continue
                if one.places and not {*self.ids, self.place} & set(one.places):
                    continue
                offered = self.corpus.questions[question].readings
                yield one.when, next(read.value for read in offered if read.id == one.reading)

    def selects(self, owner: Provision, defeat: Defeat, target: Provision) -> bool:
        """Whether a defeat speaks of a provision."""
        if owner.id == target.id:
            return False
        own = HEIGHT[self.corpus.jurisdictions[owner.jurisdiction].level]
        level = self.corpus.jurisdictions[target.jurisdiction].level
        written = bool(defeat.levels or defeat.instruments or defeat.provisions)
        return (
            (not defeat.levels or level in defeat.levels)
            and (written or HEIGHT[level] > own)
            and (not defeat.instruments or target.instrument in defeat.instruments)
            and (not defeat.provisions or target.id in defeat.provisions)
            and (not defeat.actions or self.action in defeat.actions)
            and (not defeat.effects or target.effect in defeat.effects)
        )

    # Two-valued truth in one completion.

    def holds(self, expr: Expr, world: Completion) -> bool:
        """Whether a condition is true when everything is known."""
        match expr:
            case Const(value=value):
                return value
            case Fact(word=word):
                return self._word_holds(word, world)
            case Predicate(key=key):
                return world[key] is True
            case Named(meaning=meaning):
                return self.holds(meaning, world)
            case OneOf(word=word, values=values):
                return world[word] in values
            case Compare(word=word, operator=operator, value=value):
                return _compare(world[word], operator, value)
            case Not(operand=operand):
                return not self.holds(operand, world)
            case AllOf(operands=operands):
                return all(self.holds(one, world) for one in operands)
            case AnyOf(operands=operands):
                return any(self.holds(one, world) for one in operands)

    def _word_holds(self, word: str, world: Completion) -> bool:
        if word in self.defined:
            return self.holds(self.meanings.get(word, NEVER), world)
        for when, value in reversed(self.settled.get(word, ())):
            if self.holds(when, world):
                return value
        return world[word] is True

    def in_operation(self, provision: Provision, world: Completion) -> bool:
        """In force on the day, not doubted away, not enjoined, and reaching the facts."""
        version = self.version(provision)
        return (
            version is not None
            and self._undoubted(version.uncertain, world)
            and not any(self.holds(whom, world) for whom in self.injunctions(provision))
            and self.holds(version.when, world)
        )

    def excepted(self, provision: Provision, world: Completion) -> bool:
        """Whether one of the exceptions is met, and itself in force."""
        version = self.version(provision)
        return version is not None and any(
            self._undoubted(one.uncertain, world) and self.holds(one.when, world)
            for one in version.unless
        )

    def _undoubted(self, doubts: tuple[Uncertainty, ...], world: Completion) -> bool:
        return all(
            self._word_holds(doubt.question, world)
            for doubt in doubts
            if doubt.period.holds(self.on)
        )

    def defeated(self, target: Provision, world: Completion) -> bool:
        """Whether a rule in operation, itself undefeated, takes the effect of another."""
        return any(
            self.selects(owner, defeat, target)
            and self.in_operation(owner, world)
            and not self.excepted(owner, world)
            and self.holds(defeat.when, world)
            and not self.holds(defeat.unless, world)
            and not self.defeated(owner, world)
            for owner in self.provisions
            for defeat in owner.defeats
        )

    def effects(self, world: Completion) -> Iterator[tuple[Provision, Rail]]:
        """What each provision does to the act, once everything is known."""
        for provision in self.provisions:
            if provision.effect is None or self.action not in provision.actions:
                continue
            if not self.in_operation(provision, world) or not self.holds(provision.binds, world):
                continue
            if self.defeated(provision, world):
                continue
            if not self.excepted(provision, world):
                yield provision, provision.effect
            elif provision.effect is Rail.PROHIBITED:
                yield provision, Rail.PERMITTED

    def answer_in(self, world: Completion) -> Answer:
        """The answer in one completion, by the table of section 6."""
        rails = {rail for _, rail in self.effects(world)}
        if Rail.PROHIBITED in rails:
            return Answer.CONFLICT if Rail.REQUIRED in rails else Answer.PROHIBITED
        if Rail.REQUIRED in rails:
            return Answer.REQUIRED
        return Answer.PERMITTED if Rail.PERMITTED in rails else Answer.NOT_REGULATED

    # Completions.

    def known(
        self,
        facts: Facts,
        classes: ClassOrder,
        *,
        actor: str | None = None,
        employer: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> dict[str, Value]:
        """What a question makes known, by the key of the leaf that asks for it."""
        known = dict(facts.words)
        if actor is not None:
            known["actor"] = actor
        if employer is not None:
            known["employer"] = employer
        for name, chosen in (readings or {}).items():
            offered = self.corpus.questions[name].readings
            known[name] = next(one.value for one in offered if one.id == chosen)
        for key, predicate in self.predicates.items():
            truth = reduce(predicate, facts, on=self.on, classes=classes)
            if truth.name != "UNKNOWN":
                known[key] = truth.name == "TRUE"
        return known

    def values(self, key: str) -> tuple[Value, ...]:
        """Every value that a word can have, as far as the conditions could tell."""
        if key in self.predicates or key in self.corpus.questions:
            return (True, False)
        word = self.corpus.vocabulary.words[key]
        if word.type is WordType.BOOLEAN:
            return (True, False)
        if word.values:
            return tuple(one.id for one in word.values)
        literals: set[Value] = set()
        for leaf in self.leaves[key]:
            match leaf:
                case Compare(value=value):
                    literals.add(value)
                case OneOf(values=values):
                    literals.update(values)
                case _:
                    pass
        numbers = {one for one in literals if isinstance(one, int)}
        if numbers:
            near = {max(0, one + step) for one in numbers for step in (-1, 0, 1)}
            return tuple(sorted(near))
        if word.type is WordType.JURISDICTION:
            return (*sorted(str(one) for one in literals), SOMEWHERE_ELSE)
        texts = {str(one) for one in literals}
        return tuple(sorted({"", *texts, *(one + "~" for one in texts)}))

    def completions(self, known: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """Every consistent way in which the unknown words could turn out."""
        unknown = [key for key in self.leaves if key not in known]
        for chosen in product(*(self.values(key) for key in unknown)):
            world = {**known, **dict(zip(unknown, chosen, strict=True))}
            if self.consistent(world):
                yield world

    def consistent(self, world: Completion) -> bool:
        """Whether a completion breaks no tie: of the vocabulary, or between two predicates."""
        for axiom in self.corpus.vocabulary.axioms:
            try:
                if self.holds(axiom.when, world) and not self.holds(axiom.then, world):
                    return False
            except KeyError:
                continue  # a tie between words that do not bear on the question
        return all(world[one] is False or world[other] is truth for one, other, truth in self.ties)

    def _predicate_ties(self) -> Iterator[tuple[str, str, bool]]:
        """Pairs of predicates of which the first, where true, says what the second is."""
        classes = self._classes()
        for one, left in self.predicates.items():
            for other, right in self.predicates.items():
                if one != other and at_least_as_strict(left, right, classes):
                    yield one, other, True
                elif one != other and cannot_both_hold(left, right):
                    yield one, other, False

    def _classes(self) -> Mapping[str, frozenset[str]]:
        """For each class all classes that contain it."""
        within = {
            one.id: set(one.within)
            for place in self.corpus.jurisdictions.values()
            for one in place.classes
        }
        found: dict[str, frozenset[str]] = {}
        for name in within:
            reached = {name, "any"}
            for _ in within:
                reached |= {up for one in reached for up in within.get(one, ())}
            found[name] = frozenset(reached)
        return found

    def look(self, known: Mapping[str, Value]) -> Seen:
        """All completions of what is known, summed up."""
        decided = [(world, self.answer_in(world)) for world in self.completions(known)]
        unknown = [key for key in self.leaves if key not in known]
        answers = frozenset(answer for _, answer in decided)
        missing: set[str] = set()
        for key in unknown:
            alone: dict[tuple[Value, ...], Answer] = {}
            for world, answer in decided:
                rest = tuple(world[other] for other in unknown if other != key)
                if alone.setdefault(rest, answer) is not answer:
                    missing.add(key)
        questions = [key for key in unknown if key in self.corpus.questions]
        by_reading: dict[tuple[tuple[str, bool], ...], frozenset[Answer]] = {}
        for world, answer in decided:
            combination = tuple((key, world[key] is True) for key in questions)
            by_reading[combination] = by_reading.get(combination, frozenset()) | {answer}
        if len(answers) == 1:
            (settled,) = answers
        elif answers and all(len(one) == 1 for one in by_reading.values()):
            settled = Answer.CONTESTED
        else:
            settled = Answer.UNDETERMINED
        return Seen(
            answers=answers, answer=settled, by_reading=by_reading, missing=frozenset(missing)
        )

    # Completeness and conduct.

    def complete(self, answer: Answer, actor: str | None) -> bool:
        """Whether every level that could bind was encoded, named, and checked through the day."""
        horizons = [_horizon(place, self.action) for place in self.chain]
        if horizons and self.on > min(horizons):
            return False
        if answer in (Answer.PROHIBITED, Answer.CONFLICT):
            return True
        if any(one not in self.corpus.jurisdictions for one in self.ids):
            return False
        for gap in self.corpus.gaps:
            touched = "*" in gap.actions or self.action in gap.actions
            if touched and gap.jurisdiction in self.ids and gap.period.holds(self.on):
                return False
        level = self.corpus.vocabulary.actors[actor].level if actor else "unknown"
        if level in (None, "tribal", "federal"):
            return False  # what binds such an actor itself is not in a corpus of help by localities
        lowest = self.chain[0].level
        return lowest not in ("federal", "state") or (lowest == "state" and level == "state")

    def law_missing(self) -> bool:
        """Whether the law of the state itself is not encoded."""
        return any(
            one in self.corpus.states and one not in self.corpus.jurisdictions for one in self.ids
        )

    def conduct_in(self, world: Completion, done: Done) -> str:
        """What was done, held against the answer in one completion."""
        answer, acted = self.answer_in(world), done.acted
        if answer is Answer.PROHIBITED:
            return {True: "departs", False: "accords", None: "unknown"}[acted]
        if answer is Answer.REQUIRED:
            day = done.on or self.on
            found = {
                self._duty(provision, world, acted, day)
                for provision, rail in self.effects(world)
                if rail is Rail.REQUIRED
            }
            worst_first = ("departs", "unknown", "not_yet_due", "accords")
            return next(one for one in worst_first if one in found)
        if answer is Answer.CONFLICT or acted is None:
            return "unknown"
        return "excused" if not acted and self._duty_excused(world) else "accords"

    def _duty(self, provision: Provision, world: Completion, acted: bool | None, day: date) -> str:
        terms = provision.compliance
        if acted or (terms and any(self.holds(one, world) for one in terms.satisfied_by)):
            return "accords"
        if terms and terms.comply_by and day < terms.comply_by:
            return "not_yet_due"
        return "unknown" if acted is None else "departs"

    def _duty_excused(self, world: Completion) -> bool:
        return any(
            provision.effect is Rail.REQUIRED
            and self.action in provision.actions
            and self.holds(provision.binds, world)
            and self.in_operation(provision, world)
            and self.excepted(provision, world)
            and not self.defeated(provision, world)
            for provision in self.provisions
        )


def at_least_as_strict(
    one: Predicate, other: Predicate, classes: Mapping[str, frozenset[str]]
) -> bool:
    """Whether whatever makes `one` true makes `other` true, read off their words."""
    if one.name == other.name == "within":
        return one.arguments[0] == other.arguments[0] and _shorter(
            one.arguments[1], other.arguments[1]
        )
    if one.name != other.name and (one.name, other.name) != ("shown_only", "shown"):
        return False
    if one.arguments:
        narrow, wide = one.arguments[0], other.arguments[0]
        if wide != "any" and wide not in classes.get(narrow, frozenset({narrow})):
            return False
    mine, theirs = dict(one.filters), dict(other.filters)
    for name, wanted in theirs.items():
        if name not in mine:
            return False
        if name == "within":
            if not _shorter(str(mine[name]), str(wanted)):
                return False
        elif isinstance(wanted, tuple):
            if not set(_several(mine[name])) <= set(wanted):
                return False
        elif mine[name] != wanted:
            return False
    measures = ("anchor", "measured_to", "tolled", "class_as_of")
    return "within" not in theirs or all(mine.get(name) == theirs.get(name) for name in measures)


def cannot_both_hold(one: Predicate, other: Predicate) -> bool:
    """Whether `one` says of every document what `other` denies of some document."""
    if one.name != "shown_only" or other.name not in ("shown", "shown_only"):
        return False
    mine, theirs = dict(one.filters), dict(other.filters)
    return any(
        isinstance(mine[name], tuple)
        and isinstance(theirs[name], tuple)
        and not set(_several(mine[name])) & set(_several(theirs[name]))
        for name in mine.keys() & theirs.keys()
    )


def _several(value: Value | tuple[str, ...]) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _shorter(one: str, other: str) -> bool:
    months = {"year": 12, "years": 12, "month": 1, "months": 1}
    (count, unit), (more, more_unit) = one.split(), other.split()
    if unit in months and more_unit in months:
        return int(count) * months[unit] <= int(more) * months[more_unit]
    return unit.rstrip("s") == more_unit.rstrip("s") and int(count) <= int(more)


def _compare(left: Value, operator: Operator, right: Value) -> bool:
    if operator is Operator.EQUAL:
        return left == right
    if operator is Operator.NOT_EQUAL:
        return left != right
    low = (
        left < right if isinstance(left, int) and isinstance(right, int) else str(left) < str(right)
    )
    if operator in (Operator.BELOW, Operator.AT_LEAST):
        return low is (operator is Operator.BELOW)
    return (low or left == right) is (operator is Operator.AT_MOST)


def _horizon(place: Jurisdiction, action: str) -> date:
    named = [one.through for one in place.horizons if action in one.actions]
    rest = [one.through for one in place.horizons if not one.actions]
    return min(named or rest)
