"""A comparison as people read it: what differs, act by act, in the order of the vocabulary. Texts, pages and JSON
are made from this; nothing is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.compare.beside import KINDS, Beside, beside_of
from comity.compare.condition_lines import condition_line, fact_line
from comity.compare.found import Decides, Difference, Found, NoEffect
from comity.compare.reservations import reservations
from comity.compare.side import Rule, Side
from comity.decide import answer_words, place_in_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRule:
    """The rule that decides, as it is cited."""

    provision: str
    cite: str
    exception: bool
    verified: str

    @property
    def says(self) -> str:
        """`§ 1`, or `an exception of § 1`."""
        return f"an exception of {self.cite}" if self.exception else self.cite


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSide:
    """What one side says in a region."""

    name: str
    answer: str
    words: str
    rules: tuple[ToldRule, ...]

    @property
    def by(self) -> str:
        """The rules that decide, as one text; empty where none does."""
        return " against ".join(one.says for one in self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDifference:
    """Cases in which the sides differ: whose, which acts, where, and one of them."""

    actions: tuple[str, ...]
    acts: str
    actors: tuple[str, ...]
    who: str
    before: ToldSide
    after: ToldSide
    where: tuple[str, ...]
    whole: bool
    case: tuple[str, ...]
    """The facts of such a case; empty where the conditions are the case."""
    source: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A comparison in words."""

    title: str
    before: str
    after: str
    differences: tuple[ToldDifference, ...]
    said_on_one: tuple[ToldDifference, ...]
    beside: tuple[tuple[str, tuple[Beside, ...]], ...]
    equal: tuple[str, ...]
    """Acts on which the answers are the same for all actors, in every case."""
    silent: tuple[str, ...]
    """Acts on which no rule of either side can reach anybody."""
    others: tuple[str, ...]
    """Acts on which something differs, and nothing for the actors that are not named there."""
    no_effect: tuple[str, ...]
    undecided: tuple[str, ...]
    reservations: tuple[str, ...]
    found: Found

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs, and that is proved."""
        return self.found.is_equal and not self.beside


def told(found: Found) -> Told:
    """A comparison in plain words."""
    before, after = found.before, found.after
    telling = _Telling(found)
    every = tuple(telling.differences())
    beside = beside_of(before, after)
    same_place = before.place == after.place
    places = f"{before.place_name} and {after.place_name}, {before.on}"
    day = f", {before.on}" if before.on == after.on else ""
    return Told(
        title=f"{before.place_name}{day}: {before.name} and {after.name}" if same_place else places,
        before=before.name,
        after=after.name,
        differences=tuple(one for one in every if not one.source.only_said),
        said_on_one=tuple(one for one in every if one.source.only_said),
        beside=tuple(
            (heading, listed)
            for kind, heading in KINDS.items()
            if (listed := tuple(one for one in beside if one.kind == kind))
        ),
        equal=tuple(telling.equal(silent=False)),
        silent=tuple(telling.equal(silent=True)),
        others=tuple(telling.others()),
        no_effect=tuple(telling.no_effect()),
        undecided=tuple(telling.undecided()),
        reservations=tuple(_reservations(found)),
        found=found,
    )


class _Telling:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.corpora = (found.before.corpus, found.after.corpus)
        self.vocabulary = found.before.corpus.vocabulary

    def differences(self) -> Iterator[ToldDifference]:
        """Each difference; those that are alike but for the act are told as one."""
        joined: dict[object, list[Difference]] = {}
        for one in self.found.differences:
            key = (
                one.actors,
                self.side(one.before, self.found.before),
                self.side(one.after, self.found.after),
                one.conditions,
                tuple(rule.provision for rule in one.unmet),
                one.whole,
            )
            joined.setdefault(key, []).append(one)
        for alike in joined.values():
            yield self.difference(alike)

    def difference(self, alike: Sequence[Difference]) -> ToldDifference:
        one = alike[0]
        where = [condition_line(condition, self.corpora) for condition in one.conditions]
        where += [f"no exception of {rule.cite} is met" for rule in _apart(one.unmet)]
        facts = one.case.facts if one.case_tells_more else {}
        case = tuple(fact_line(key, value, self.corpora) for key, value in facts.items())
        return ToldDifference(
            actions=tuple(each.action for each in alike),
            acts="; ".join(self.vocabulary.actions[each.action].phrase for each in alike),
            actors=one.actors,
            who=self.who(one.actors),
            before=self.side(one.before, self.found.before),
            after=self.side(one.after, self.found.after),
            where=tuple(where) or ("in every case",),
            whole=one.whole,
            case=case,
            source=one,
        )

    def side(self, one: Decides, side: Side) -> ToldSide:
        rules = [rule for rule in (one.rule, one.against) if rule is not None]
        return ToldSide(
            name=side.name,
            answer=one.answer.value,
            words=answer_words(one.answer),
            rules=tuple(_rule(rule, side) for rule in rules),
        )

    def who(self, actors: Sequence[str]) -> str:
        return "; ".join(self.vocabulary.actors[one].means for one in actors)

    def equal(self, *, silent: bool) -> Iterator[str]:
        """Acts on which everybody is treated alike; `silent`: because there is no rule."""
        for action in self.found.actions:
            found = [one for one in self.found.equal if one.action == action]
            everybody = sum(len(one.actors) for one in found) == len(self.found.actors)
            if found and everybody and all(one.silent for one in found) is silent:
                yield self.vocabulary.actions[action].phrase

    def others(self) -> Iterator[str]:
        for action in self.found.actions:
            found = sum(len(one.actors) for one in self.found.equal if one.action == action)
            if 0 < found < len(self.found.actors):
                yield self.vocabulary.actions[action].phrase

    def no_effect(self) -> Iterator[str]:
        """Rules that change no answer, each once with the acts on which that is so."""
        joined: dict[tuple[str, bool], list[NoEffect]] = {}
        for one in self.found.no_effect:
            joined.setdefault((one.rule.provision, one.on_after), []).append(one)
        for (provision, on_after), listed in joined.items():
            acts = dict.fromkeys(self.vocabulary.actions[one.action].phrase for one in listed)
            side = self.found.after if on_after else self.found.before
            yield f"{listed[0].rule.cite} [{provision}], {side.name}: {'; '.join(acts)}"

    def undecided(self) -> Iterator[str]:
        for one in self.found.undecided:
            yield f"not decided in {one.seconds:g} seconds: {one.query}"
        if self.found.unconfirmed:
            yield (
                f"{self.found.unconfirmed} further cases were found that the decision did not bear out; they "
                "are not shown, and equality is not claimed for them"
            )


def _apart(rules: Sequence[Rule]) -> Iterable[Rule]:
    return {rule.cite: rule for rule in rules}.values()


def _rule(rule: Rule, side: Side) -> ToldRule:
    held = side.corpus.jurisdictions[rule.place]
    provision = next(one for one in held.provisions if one.id == rule.provision)
    version = next(one for one in provision.versions if one.period.holds(side.on))
    return ToldRule(
        provision=rule.provision,
        cite=rule.cite,
        exception=rule.exception,
        verified=version.verified.value,
    )


def _reservations(found: Found) -> Iterator[str]:
    """How far the answers of each side can be relied on."""
    said: dict[str, None] = {}
    for side in (found.before, found.after):
        for place in found.missing_law:
            name = place_in_sentence(side.corpus, place)
            said[f"the law of {name} is not encoded: nothing is compared"] = None
        said.update(dict.fromkeys(reservations(side, found.actions)))
    yield from said
    if found.left_out:
        means = found.before.corpus.vocabulary.actors
        left_out = "; ".join(means[one].means for one in found.left_out)
        yield f"not asked about, for it cannot be told from the place who employs them: {left_out}"
