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
        """Kinds of records that lift the bans of an instrument on one act, and never its bans on another act."""
        for instrument, name in self._instruments().items():
            opens: dict[tuple[str, str], set[str]] = {}
            never: dict[tuple[str, str], set[str]] = {}
            for group in self.rules.groups:
                bans = self._bans(group, instrument)
                if group.action in CUSTODY and bans:
                    for family in RECORDS:
                        found = opens if self._opens(group, bans, family) else never
                        found.setdefault((family, group.action), set()).update(group.actors)
            for family, words in RECORDS.items():
                acts = [action for action in CUSTODY if (family, action) in opens]
                whose = {actor for action in acts for actor in opens[family, action]}
                closed = [
                    action
                    for action in CUSTODY
                    if action not in acts and never.get((family, action), set()) & whose
                ]
                if acts and closed:
                    yield Finding(
                        kind="one_sided",
                        says=f"under {name} {words} alone can open "
                        f"{joined([self.phrase[one] for one in acts])}; "
                        f"alone it never opens {joined([self.phrase[one] for one in closed])}",
                        actions=(*acts, *closed),
                        rules=tuple(self._own_bans((*acts, *closed), instrument)),
                    )

    def _instruments(self) -> Mapping[str, str]:
        held = self.corpus.jurisdictions[self.place].instruments
        return {one.id: one.name for one in held.values()}

    def _instrument_of(self, provision: str) -> str:
        held = self.corpus.jurisdictions[self.place].provisions
        return next(one.instrument for one in held if one.id == provision)

    def _bans(self, group: Group, instrument: str) -> tuple[Expr, ...]:
        """The bans of an instrument on an act that can reach a group."""
        found = tuple(
            rule.tree
            for rule in group.live
            if rule.rail is Rail.PROHIBITED
            and rule.place == self.place
            and self._instrument_of(rule.provision) == instrument
        )
        query = f"{self.phrase[group.action]}: whether {instrument} prohibits it"
        claims = [self.claims.of(tree) for tree in found]
        return found if found and self.claims.possible(query, self.claims.some(*claims)) else ()

    def _opens(self, group: Group, bans: Sequence[Expr], family: str) -> bool:
        """Whether in some case such records, without any of another kind, lift all the bans, of which one would
        hold without them.
        """
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

    def _own_bans(self, actions: Sequence[str], instrument: str) -> Iterator[Named]:
        seen: set[str] = set()
        for action, part in self.rules.own_parts():
            source = part.label.source
            if action not in actions or self._instrument_of(source) != instrument:
                continue
            if part.rail is Rail.PROHIBITED and source not in seen:
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
