"""From a corpus, a place, an action and a day to one ruling: every provision of every level that can
bind, with exceptions, uncertain force, injunctions and defeat worked into one tree per answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from comity.law.corpus import Corpus
from comity.law.ground import Doubt, Ground, Standing
from comity.law.levels import LEVELS, Level, Status, chain_of
from comity.law.provision import (
    Clock,
    Defeat,
    DefeatKind,
    Duty,
    Injunction,
    Jurisdiction,
    Note,
    Prevailing,
    Provision,
    Remedy,
    Version,
)
from comity.law.vocabulary import Axiom
from comity.logic import (
    Compare,
    Const,
    Expr,
    Fact,
    Label,
    Named,
    OneOf,
    Part,
    Predicate,
    Rail,
    Ruling,
    all_of,
    key_of,
    leaves,
    negated,
    nodes_once,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefeatNote:
    """Which defeat a label stands for."""

    provision: str
    kind: DefeatKind
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Everything the corpus says on one action in one place on one day.

    `predicates` are all that the conditions ask about; `words` all words of the ruling, defined
    words and settled questions of law among them. `excused` are the conditions under which a
    requirement is lifted by its exception; `satisfied` those that meet a requirement, by its id.
    Duties and notes stand with the condition under which they count.
    """

    place: str
    action: str
    on: date
    ruling: Ruling
    levels: tuple[Level, ...]
    chain: tuple[Jurisdiction, ...]
    standing: Mapping[str, Standing]
    defeats: Mapping[Label, DefeatNote]
    prevailing: tuple[Prevailing, ...]
    doubts: tuple[Doubt, ...]
    injunctions: tuple[Injunction, ...]
    out_of_force: tuple[Standing, ...]
    axioms: tuple[Axiom, ...]
    predicates: tuple[Predicate, ...]
    words: frozenset[str]
    excused: tuple[Expr, ...]
    satisfied: Mapping[str, tuple[Expr, ...]]
    duties: tuple[tuple[Duty, Expr], ...]
    notes: tuple[tuple[Note, Expr], ...]
    remedies: tuple[Remedy, ...]
    clocks: tuple[Clock, ...]

    @property
    def missing_law(self) -> tuple[str, ...]:
        """The state or nation whose law is not encoded: without it nothing is settled."""
        return tuple(
            level.jurisdiction
            for level in self.levels
            if level.status is Status.NOT_ENCODED
            and level.name in ("state", "federal")
            and level.jurisdiction
        )


def law_on(
    corpus: Corpus, place: str, action: str, on: date, *, ground: Ground | None = None
) -> Law:
    """Combine everything that bears on an action in a place on a day.

    `ground` is that of the corpus, place and day, where more than one action is asked about. Raises PlaceError (see
    `chain_of`). The action must be one of the vocabulary's.
    """
    levels = chain_of(corpus, place, action, on)
    return _Combiner(ground or Ground(corpus, place, on), action).law(levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One provision on one day, by itself: what it reaches, and where an exception is met."""

    reached: Expr
    excepted: Expr
    predicates: tuple[Predicate, ...]


def reach_of(corpus: Corpus, provision: Provision, on: date) -> Reach | None:
    """What a provision's version in force reaches, whoever acts; None if none is in force."""
    ground = Ground(corpus, provision.jurisdiction, on)
    version = ground.version_of(provision)
    if version is None:
        return None
    standing = Standing(provision=provision, version=version)
    reached, excepted, _ = ground.reached(standing)
    found = (*leaves(reached), *leaves(excepted))
    predicates = dict.fromkeys(leaf for leaf in found if isinstance(leaf, Predicate))
    return Reach(reached=reached, excepted=excepted, predicates=tuple(predicates))


class _Combiner:
    """Works one law out; holds what the steps share."""

    def __init__(self, ground: Ground, action: str) -> None:
        self.ground, self.action = ground, action
        self.corpus, self.on, self.chain = ground.corpus, ground.on, ground.chain
        self.inline, self.standing = ground.inline, ground.standing
        self.selecting: dict[
            tuple[str, str, Rail | None], list[tuple[Standing, Label, Defeat]]
        ] = {}
        self.defeated: dict[Label, Expr] = {}
        self.effective: dict[str, Expr] = {}
        self.doubts: list[Doubt] = []
        self.excused: list[Expr] = []
        self.notes: dict[Label, DefeatNote] = {}

    def law(self, levels: tuple[Level, ...]) -> Law:
        bearing = [
            one for one in self.ground.provisions() if self.action in one.actions and one.effect
        ]
        parts = tuple(
            part
            for provision in bearing
            if provision.id in self.standing
            for part in self.parts(self.standing[provision.id])
        )
        out = tuple(
            Standing(provision=provision, version=self.nearest(provision))
            for provision in bearing
            if provision.id not in self.standing
        )
        used = {part.label.source for part in parts} | {
            self.notes[label].provision for part in parts for label, _ in part.defeats
        }
        axioms = self.ground.axioms
        duties = tuple(
            (duty, all_of(self.inline(duty.binds), self.inline(duty.when)))
            for jurisdiction in self.chain
            for duty in jurisdiction.duties
            if self.action in duty.actions and duty.period.holds(self.on)
        )
        notes = tuple(
            (note, self.inline(note.when))
            for jurisdiction in self.chain
            for note in jurisdiction.notes
            if note.period.holds(self.on)
            and (self.action in note.actions or used & set(note.provisions))
        )
        satisfied = {
            name: tuple(self.inline(tree) for tree in standing.provision.compliance.satisfied_by)
            for name, standing in self.standing.items()
            if name in used and standing.provision.compliance
        }
        ruling = tuple(nodes_once(part.effective for part in parts))
        asked = [tree for _, tree in (*duties, *notes)]
        asked += [tree for trees in satisfied.values() for tree in trees]
        asked += [tree for axiom in axioms for tree in (axiom.when, axiom.then)]
        predicates = dict.fromkeys(
            one for one in (*ruling, *nodes_once(asked)) if isinstance(one, Predicate)
        )
        return Law(
            place=self.ground.place,
            action=self.action,
            on=self.on,
            ruling=Ruling(parts=parts),
            levels=levels,
            chain=self.chain,
            standing={name: one for name, one in self.standing.items() if name in used},
            defeats=self.notes,
            prevailing=self.ground.prevailing,
            doubts=tuple(doubt for doubt in self.doubts if doubt.provision in used),
            injunctions=tuple(one for one in self.ground.injunctions if used & set(one.provisions)),
            out_of_force=out,
            axioms=axioms,
            predicates=tuple(predicates),
            words=frozenset(_words_of(ruling)),
            excused=tuple(self.excused),
            satisfied=satisfied,
            duties=duties,
            notes=notes,
            remedies=tuple(
                remedy
                for jurisdiction in self.chain
                for remedy in jurisdiction.remedies
                if remedy.period.holds(self.on)
                and (self.action in remedy.actions or used & set(remedy.provisions))
            ),
            clocks=tuple(
                clock
                for jurisdiction in self.chain
                for clock in jurisdiction.clocks
                if clock.period.holds(self.on)
            ),
        )

    def nearest(self, provision: Provision) -> Version:
        """The version that ended last before the day, or else the first that begins after it."""
        ended = [one for one in provision.versions if one.period.from_ <= self.on]
        return ended[-1] if ended else provision.versions[0]

    def parts(self, standing: Standing) -> Iterator[Part]:
        """What a provision does: a ban also permits where one of its exceptions is met."""
        provision = standing.provision
        reached, excepted = self.reached(standing)
        reached = all_of(self.inline(provision.binds), reached)
        defeats = tuple(self.defeats_of(provision))
        assert provision.effect is not None
        yield Part.of(
            label=Label(source=provision.id, part="rule"),
            rail=provision.effect,
            reached=all_of(reached, negated(excepted)),
            defeats=defeats,
        )
        if provision.effect is Rail.PROHIBITED and excepted != Const(value=False):
            yield Part.of(
                label=Label(source=provision.id, part="exception"),
                rail=Rail.PERMITTED,
                reached=all_of(reached, excepted),
                defeats=defeats,
            )
        if provision.effect is Rail.REQUIRED and excepted != Const(value=False):
            undefeated = (negated(tree) for _, tree in defeats)
            self.excused.append(all_of(reached, excepted, *undefeated))

    def reached(self, standing: Standing) -> tuple[Expr, Expr]:
        """What the version in force reaches, and where one of its exceptions is met; its doubts are noted."""
        reached, excepted, doubts = self.ground.reached(standing)
        self.doubts += [doubt for doubt in doubts if doubt not in self.doubts]
        return reached, excepted

    def defeats_of(self, target: Provision) -> Iterator[tuple[Label, Expr]]:
        """Each rule that takes the effect of `target`, and when it does."""
        kind = (target.jurisdiction, target.instrument, target.effect)
        if kind not in self.selecting:
            self.selecting[kind] = [
                (standing, label, defeat)
                for standing, label, defeat in self.ground.defeaters
                if not defeat.actions or self.action in defeat.actions
                if self.selects(defeat, standing.provision, target)
            ]
        for standing, label, defeat in self.selecting[kind]:
            provision = standing.provision
            if provision.id == target.id:
                continue
            if defeat.provisions and target.id not in defeat.provisions:
                continue
            cite = defeat.cite or provision.cite
            self.notes[label] = DefeatNote(provision=provision.id, kind=defeat.kind, cite=cite)
            yield label, self.defeats_when(standing, label, defeat)

    def defeats_when(self, standing: Standing, label: Label, defeat: Defeat) -> Expr:
        """When it takes their effect from all that it selects: one tree, shared by them."""
        if label not in self.defeated:
            self.defeated[label] = all_of(
                self.defeating(standing),
                self.inline(defeat.when),
                negated(self.inline(defeat.unless)),
            )
        return self.defeated[label]

    def defeating(self, standing: Standing) -> Expr:
        """When a defeater is itself reached, not excepted and undefeated. Acyclic by the checks.

        A rule on the very act is silent about whom it does not bind, and displaces nothing for them: a
        sheriff's duty does not take a city's rule from its own police. A rule that only defeats, or
        that speaks of another act (adopting a policy), displaces as far as its conditions say.
        """
        provision = standing.provision
        if provision.id not in self.effective:
            reached, excepted = self.reached(standing)
            is_on_the_act = provision.effect is not None and self.action in provision.actions
            bound = self.inline(provision.binds) if is_on_the_act else Const(value=True)
            undefeated = (negated(tree) for _, tree in self.defeats_of(provision))
            self.effective[provision.id] = all_of(bound, reached, negated(excepted), *undefeated)
        return self.effective[provision.id]

    def selects(self, defeat: Defeat, own: Provision, target: Provision) -> bool:
        """Whether it speaks of such rules as the target: of its place, instrument and effect."""
        if defeat.instruments and target.instrument not in defeat.instruments:
            return False
        if defeat.effects and target.effect not in defeat.effects:
            return False
        level = self.corpus.jurisdictions[target.jurisdiction].level
        if defeat.levels:
            return level in defeat.levels
        if defeat.provisions or defeat.instruments:
            return True
        return LEVELS[level] > LEVELS[self.corpus.jurisdictions[own.jurisdiction].level]


def _words_of(nodes: Iterable[Expr]) -> Iterator[str]:
    """Every word that some nodes ask about, settled questions of law among them."""
    for one in nodes:
        match one:
            case Fact() | Compare() | OneOf() | Predicate():
                yield key_of(one)
            case Named(word=word):
                yield word
            case _:
                pass
