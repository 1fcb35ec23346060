"""What is left open in a place and regulated by peers: acts, actors, kinds of data, recipients, places and stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from comity.compare.finding import Finding, Named
from comity.compare.peers import Model, own_rules
from comity.compare.place_rules import Group, PlaceRules
from comity.decide import EFFECT_WORDS, place_name
from comity.decide.condition_words import value_words
from comity.law import Corpus, joined
from comity.logic import Fact, Predicate, Rail, Truth, Value, key_of, leaves
from comity.readings import evaluate

DIMENSIONS = ("info_category", "database_kind", "recipient_kind", "location", "access_purpose")
"""Words by which laws tell apart kinds of data, recipients and places."""
STAGES = ("stopped", "in_custody", "release_due", "serving_sentence", "on_probation")
"""Words by which laws tell apart the stages of a case."""
GATES = ("sole_purpose_civil_immigration", "based_only_on_status")
"""Words that ask whether a purpose or ground is the only one."""


class OpenActs:
    """Looks for what no rule reaches."""

    def __init__(
        self, rules: PlaceRules, peers: Sequence[str], models: Mapping[str, tuple[Model, ...]]
    ) -> None:
        self.rules, self.peers, self.models = rules, peers, models
        self.corpus: Corpus = rules.side.corpus
        self._bound: dict[tuple[str, str], bool] = {}
        self.on, self.place = rules.side.on, rules.side.place
        self.phrase = {one.id: one.phrase for one in self.corpus.vocabulary.actions.values()}

    def acts_and_actors(self) -> Iterator[Finding]:
        """Acts and actors that no rule reaches, and some peer's rules do."""
        for action in self.rules.laws:
            groups = self.rules.of(action)
            silent = [group for group in groups if not self.is_regulated(group)]
            actors = tuple(actor for group in silent for actor in group.actors)
            models = self.binding(action, actors)
            if not models:
                continue
            whole = len(silent) == len(groups)
            bound = tuple(actor for actor in actors if self.binding(action, (actor,)))
            yield Finding(
                kind="open_act" if whole else "open_actor",
                says=f"{self.phrase[action]}"
                + ("" if whole else f": {self.whom(bound)}")
                + f"; {self.count(models)}",
                actions=(action,),
                actors=bound,
                rules=() if whole else self.named(groups),
                models=models,
            )

    def is_regulated(self, group: Group) -> bool:
        """Whether some rule can have effect for a group."""
        query = f"whether any rule of {self.place} reaches {self.phrase[group.action]}"
        return bool(group.live) and self.rules.claims.possible(query, self.rules.regulated(group))

    def binding(self, action: str, actors: Sequence[str]) -> tuple[Model, ...]:
        """The peers' rules on an act that bind some of the actors, if they were the peer's own."""
        return tuple(
            model
            for model in self.models.get(action, ())
            if any(self._binds(model, actor) for actor in actors)
        )

    def _binds(self, model: Model, actor: str) -> bool:
        key = (model.provision, actor)
        if key not in self._bound:
            held = self.corpus.jurisdictions[model.place]
            provision = next(one for one in held.provisions if one.id == model.provision)
            known = {"actor": actor, "employer": model.place}
            self._bound[key] = evaluate(provision.binds, known) is not Truth.FALSE
        return self._bound[key]

    def values(self) -> Iterator[Finding]:
        """Values of a word for which nothing is regulated, though the act is."""
        for group in self.rules.groups:
            asked = group.asked
            if not asked or not self.is_regulated(group):
                continue
            for word in (*DIMENSIONS, *STAGES):
                if word in asked:
                    yield from self._values_of(group, word)

    def _values_of(self, group: Group, word: str) -> Iterator[Finding]:
        claims = self.rules.claims
        regulated = self.rules.regulated(group)
        known = self.corpus.vocabulary.words[word]
        domain: tuple[Value, ...] = tuple(one.id for one in known.values) or (True, False)
        query = f"{self.phrase[group.action]}: {known.means}"
        silent = [
            value
            for value in domain
            if not claims.possible(query, regulated, claims.has(word, value))
        ]
        models = tuple(
            model
            for model in self.binding(group.action, group.actors)
            if self._reaches(model, word, silent)
        )
        if silent and models:
            said = self.said(word, silent, [value for value in domain if value not in silent])
            yield Finding(
                kind="open_value",
                says=f"{self.phrase[group.action]}, where {known.means}: {said}; "
                f"{self.count(models)}",
                actions=(group.action,),
                actors=group.actors,
                rules=self.named((group,)),
                models=models,
            )

    def _reaches(self, model: Model, word: str, values: Sequence[Value]) -> bool:
        """Whether a peer's rule may reach one of the values, and tells it from others."""
        for provision, version in own_rules(self.corpus, model.place, self.on):
            if provision.id == model.provision:
                return any(
                    evaluate(version.when, {word: value}) is not Truth.FALSE for value in values
                )
        return False

    def gates(self) -> Iterator[Finding]:
        """Own rules that hold only where a purpose or ground is the only one."""
        claims = self.rules.claims
        seen: dict[tuple[str, str], list[str]] = {}
        for action, part in self.rules.own_parts():
            asked = {key_of(leaf): leaf for leaf in leaves(part.effective)}
            if part.rail is Rail.PERMITTED:
                continue
            only = [key for key in asked if key in GATES or key.startswith("shown_only(")]
            for key in only:
                query = f"{part.label.source}: only where {key}"
                leaf = asked[key]
                assert isinstance(leaf, Fact | Predicate)
                tree, gate = claims.of(part.effective), claims.of(leaf)
                if claims.possible(query, tree) and not claims.possible(
                    query, tree, claims.denied(gate)
                ):
                    seen.setdefault((part.label.source, key), []).append(action)
        for (provision, key), actions in seen.items():
            yield self._gate(provision, key, actions)

    def _gate(self, provision: str, key: str, actions: Sequence[str]) -> Finding:
        word = self.corpus.vocabulary.words.get(key)
        ground = word.means if word else "every paper shown is one that no judge signed"
        acts = joined([self.phrase[one] for one in actions])
        models = tuple(
            dict.fromkeys(
                model
                for action in actions
                for model in self.models.get(action, ())
                if model.rail is Rail.PROHIBITED and not self._asks(model, key)
            )
        )
        return Finding(
            kind="gate",
            says=f"{acts}: only where {ground}; {self.count(models, 'without that condition')}",
            actions=tuple(actions),
            rules=(self.rule(provision),),
            models=models,
        )

    def _asks(self, model: Model, key: str) -> bool:
        return any(
            key_of(leaf) == key
            for provision, version in own_rules(self.corpus, model.place, self.on)
            if provision.id == model.provision
            for leaf in leaves(version.when)
        )

    def said(self, word: str, silent: Sequence[Value], others: Sequence[Value]) -> str:
        """Values in words, or what they are not, whichever is shorter."""
        if isinstance(silent[0], bool):
            return "yes" if silent[0] else "no"
        said = [
            value_words(self.corpus, word, one)
            for one in (silent, others)[self.few(others, silent)]
        ]
        text = "; or ".join(said) if any(", " in one for one in said) else joined(said)
        return f"anything but {text}" if self.few(others, silent) else text

    @staticmethod
    def few(some: Sequence[object], than: Sequence[object]) -> bool:
        """Whether it is better to say which are left out."""
        return 0 < len(some) < len(than)

    def whom(self, actors: Sequence[str]) -> str:
        """Kinds of actor in words; where they are most of the place's own, whom they leave out."""
        means = self.corpus.vocabulary.actors
        others = [one for one in self.rules.parties if one not in actors]
        if self.few(others, actors):
            return "all but " + "; ".join(means[one].means for one in others)
        return "; ".join(means[one].means for one in actors)

    def count(self, models: Sequence[Model], how: str = "") -> str:
        """How many peers have such rules, by what they do."""
        counted: Counter[Rail] = Counter()
        for rail in Rail:
            counted[rail] = len({one.place for one in models if one.rail is rail})
        said = [
            f"{number} {_DO[rail] if number > 1 else EFFECT_WORDS[rail]}"
            for rail, number in counted.items()
            if number
        ]
        return f"of {len(self.peers)} peers {joined(said) if said else 'none has a rule'}{' ' + how if how and said else ''}"

    def named(self, groups: Sequence[Group]) -> tuple[Named, ...]:
        """The rules of some groups, each once."""
        found = {
            rule.provision: Named(provision=rule.provision, place=rule.place, cite=rule.cite)
            for group in groups
            for rule in group.live
        }
        return tuple(found.values())

    def rule(self, provision: str) -> Named:
        """A rule of the place itself."""
        held = self.corpus.jurisdictions[self.place]
        one = next(rule for rule in held.provisions if rule.id == provision)
        return Named(provision=one.id, place=one.jurisdiction, cite=one.cite)

    @property
    def name(self) -> str:
        """The place in words."""
        return place_name(self.corpus, self.place)


_DO: Mapping[Rail, str] = {
    Rail.PROHIBITED: "prohibit it",
    Rail.REQUIRED: "require it",
    Rail.PERMITTED: "permit it",
}
