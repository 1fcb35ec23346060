"""The law read directly, by look-up and recursion, when everything is known: the oracle's half that knows
what provisions do. It enumerates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from comity.law import Corpus, Done, Provision, Version
from comity.law.provision import Defeat, Uncertainty
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
)

Completion = Mapping[str, Value]
"""A value for every word that bears on a question: one way in which things could be."""

HEIGHT = {"federal": 0, "state": 1, "district": 1, "county": 2, "city": 3}


class DirectLaw:
    """The law of one place, action and day."""

    def __init__(self, corpus: Corpus, place: str, action: str, on: date) -> None:
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
            and self._speaks_to_the_actor(owner, world)
            and not self.excepted(owner, world)
            and self.holds(defeat.when, world)
            and not self.holds(defeat.unless, world)
            and not self.defeated(owner, world)
            for owner in self.provisions
            for defeat in owner.defeats
        )

    def _speaks_to_the_actor(self, owner: Provision, world: Completion) -> bool:
        """A rule on the very act is silent about whom it does not bind."""
        speaks_of_the_act = owner.effect is not None and self.action in owner.actions
        return not speaks_of_the_act or self.holds(owner.binds, world)

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

    # What was done.

    def conduct_in(self, world: Completion, done: Done) -> str:
        """What was done, held against the answer in one completion."""
        answer, acted = self.answer_in(world), done.acted
        if answer is Answer.REQUIRED:
            found = {
                self._duty(provision, world, done)
                for provision, rail in self.effects(world)
                if rail is Rail.REQUIRED
            }
            worst_first = ("departs", "unknown", "not_yet_due", "accords")
            return next(one for one in worst_first if one in found)
        if done.on is not None and done.on < self.on:
            return "unknown"  # the law of a later day
        if answer is Answer.PROHIBITED:
            return {True: "departs", False: "accords", None: "unknown"}[acted]
        if answer is Answer.CONFLICT or acted is None:
            return "unknown"
        return "excused" if not acted and self._duty_excused(world) else "accords"

    def _duty(self, provision: Provision, world: Completion, done: Done) -> str:
        terms = provision.compliance
        due = terms.comply_by if terms else None
        if terms and any(self.holds(one, world) for one in terms.satisfied_by):
            return "accords"
        if done.acted and done.on is None:
            return "accords"
        if due is None:
            if done.on is not None and done.on < self.on:
                return "unknown"
            return {True: "accords", False: "departs", None: "unknown"}[done.acted]
        if done.acted and done.on is not None and done.on <= due:
            return "accords"
        if self.on < due and (done.on is None or done.on < due):
            return "not_yet_due"
        if done.acted is None:
            return "unknown"
        return "unknown" if done.on is not None and done.on < due else "departs"

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
