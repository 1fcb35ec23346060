"""Rules that are narrower than they look: records that open one act only, bans on sharing without federal recipients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.compare.claims import Claim
from comity.compare.finding import Finding, Named
from comity.compare.place_rules import Group, PlaceRules
from comity.compare.residue import Residue
from comity.decide.condition_words import value_words
from comity.law import joined
from comity.logic import Expr, Part, Predicate, Rail, Value, key_of, leaves

CUSTODY = (
    "hold_on_detainer",
    "notify_release",
    "transfer_custody",
    "allow_interview",
    "transport",
)
"""Acts that hand a person over, or lead up to it."""

RECORDS: Mapping[str, str] = {
    "convicted": "a conviction",
    "charged": "a charge",
    "arrested": "an arrest",
    "registered": "an entry in a registry",
}
"""Kinds of records by which laws open an act."""

RECIPIENT = "recipient_kind"
FEDERAL = ("federal_agency", "immigration_agency")


class NarrowRules:
    """Looks for what own rules do not reach."""

    def __init__(self, rules: PlaceRules) -> None:
        self.rules, self.claims = rules, rules.claims
        self.corpus, self.place = rules.side.corpus, rules.side.place
        self.phrase = {one.id: one.phrase for one in self.corpus.vocabulary.actions.values()}

    def one_sided(self) -> Iterator[Finding]:
        """Kinds of records that lift the bans on one act in some case, and those on another act in none."""
        opens: dict[str, dict[str, list[str]]] = {family: {} for family in RECORDS}
        never: dict[str, dict[str, list[str]]] = {family: {} for family in RECORDS}
        for group in self.rules.groups:
            if group.action not in CUSTODY or not self._is_banned_by_own(group):
                continue
            for family in RECORDS:
                found = opens if self._opens(group, family) else never
                found[family].setdefault(group.action, []).extend(group.actors)
        for family, words in RECORDS.items():
            acts = list(opens[family])
            closed = [
                one
                for one, actors in never[family].items()
                if one not in opens[family]
                and any(set(actors) & set(opens[family][act]) for act in acts)
            ]
            if acts and closed:
                yield Finding(
                    kind="one_sided",
                    says=f"{words} alone can open {joined([self.phrase[one] for one in acts])}; "
                    f"alone it never opens {joined([self.phrase[one] for one in closed])}",
                    actions=(*acts, *closed),
                    rules=tuple(self._own_bans((*acts, *closed))),
                )

    def _is_banned_by_own(self, group: Group) -> bool:
        query = f"{self.phrase[group.action]}: whether {self.place} prohibits it"
        return self.claims.possible(query, self.rules.rail(group, Rail.PROHIBITED, own=True))

    def _opens(self, group: Group, family: str) -> bool:
        """Whether in some case such records, without any of another kind, leave the act without a ban that it would
        have had.
        """
        bans = [rule.tree for rule in group.live if rule.rail is Rail.PROHIBITED]
        records = {
            leaf.key: leaf.name
            for tree in bans
            for leaf in leaves(tree)
            if isinstance(leaf, Predicate) and leaf.name in RECORDS
        }
        if family not in records.values():
            return False
        others = Residue({key: False for key, name in records.items() if name != family})
        none = Residue(dict.fromkeys(records, False))
        query = f"{self.phrase[group.action]}: whether {RECORDS[family]} opens it"
        with_it, without = (
            self.claims.some(*(self.claims.of(residue.of(tree)) for tree in bans))
            for residue in (others, none)
        )
        return self.claims.possible(query, self.claims.denied(with_it), without)

    def _own_bans(self, actions: Sequence[str]) -> Iterator[Named]:
        seen: set[str] = set()
        for action, part in self.rules.own_parts():
            source = part.label.source
            if action in actions and part.rail is Rail.PROHIBITED and source not in seen:
                seen.add(source)
                yield self.rules.named(action, part)

    def not_federal(self) -> Iterator[Finding]:
        """Own bans on sharing that tell recipients apart and reach a federal one in no case, or only as a question
        of law is read.
        """
        for action, part in self.rules.own_parts():
            asked = {key_of(leaf) for leaf in leaves(part.effective)}
            if part.rail is not Rail.PROHIBITED or RECIPIENT not in asked:
                continue
            tree = self.claims.of(part.effective)
            query = f"{part.label.source}: federal recipients"
            if not self.claims.possible(query, tree):
                continue
            missed = [
                kind
                for kind in FEDERAL
                if not self.claims.possible(query, tree, self.claims.has(RECIPIENT, kind))
            ]
            if missed:
                yield self._missed(action, part, missed, "does not reach {whom}")
                continue
            question = self._only_if(tree, [*asked], query)
            if question is not None:
                asks = self.corpus.questions[question].asks
                how = f"reaches {{whom}} only as one question of law is read ({asks})"
                yield self._missed(action, part, FEDERAL, how)

    def _only_if(self, tree: Claim, asked: Sequence[str], query: str) -> str | None:
        """A question of law on whose reading it hangs whether federal recipients are reached, and no others."""
        federal = self.claims.some(*(self.claims.has(RECIPIENT, kind) for kind in FEDERAL))
        for key in asked:
            if key not in self.corpus.questions:
                continue
            for value in (True, False):
                read = self.claims.has(key, value)
                if not self.claims.possible(query, tree, federal, read) and self.claims.possible(
                    query, tree, read
                ):
                    return key
        return None

    def _missed(self, action: str, part: Part, kinds: Sequence[Value], how: str) -> Finding:
        said = joined([value_words(self.corpus, RECIPIENT, kind) for kind in kinds])
        others = tuple(self._reaching(action, part.label.source, kinds))
        rest = (
            f"what else does: {joined([one.cite for one in others])}"
            if others
            else "no other rule of any level does"
        )
        return Finding(
            kind="not_federal",
            says=f"{self.phrase[action]}: the rule {how.format(whom=said)}; {rest}",
            actions=(action,),
            rules=(self.rules.named(action, part), *others),
        )

    def _reaching(self, action: str, source: str, kinds: Sequence[Value]) -> Iterator[Named]:
        for part in self.rules.laws[action].ruling.parts:
            if part.label.source == source or part.rail is not Rail.PROHIBITED:
                continue
            query = f"{part.label.source}: federal recipients"
            tree: Expr = part.effective
            if any(
                self.claims.possible(query, self.claims.of(tree), self.claims.has(RECIPIENT, kind))
                for kind in kinds
            ):
                yield self.rules.named(action, part)
