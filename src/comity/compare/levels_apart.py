"""Where the levels of a place pull apart, and rules that can never do what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.compare.case import question_for
from comity.compare.condition_lines import condition_line, fact_line
from comity.compare.fewest_facts import RulesInLanes
from comity.compare.finding import Finding, Named
from comity.compare.place_rules import Group, PlaceRules
from comity.compare.side import Rule
from comity.decide import decide, prepare
from comity.law import joined
from comity.logic import ALWAYS, AllOf, Answer, AnyOf, Expr, Not, Part, Rail, nodes_once
from comity.logic import Named as NamedWord


class LevelsApart:
    """Looks for conflicts, closed exceptions, displaced rules and dead text."""

    def __init__(self, rules: PlaceRules) -> None:
        self.rules, self.side = rules, rules.side
        self.corpus, self.place = rules.side.corpus, rules.side.place
        self._read: dict[Group, RulesInLanes] = {}
        self.phrase = {one.id: one.phrase for one in self.corpus.vocabulary.actions.values()}

    def conflicts(self, *, first_only: bool = True) -> Iterator[Finding]:
        """Acts that one law requires and another prohibits, with a case each."""
        for group in self.rules.groups:
            bans = [one for one in group.live if one.rail is Rail.PROHIBITED]
            duties = [one for one in group.live if one.rail is Rail.REQUIRED]
            for duty in duties:
                for ban in bans:
                    found = self._case(group, (ban, duty), Answer.CONFLICT)
                    if found is not None:
                        yield Finding(
                            kind="conflict",
                            says=f"{self.phrase[group.action]}: {duty.cite} requires it, "
                            f"{ban.cite} prohibits it",
                            actions=(group.action,),
                            actors=group.actors,
                            rules=(_named(duty), _named(ban)),
                            case=found,
                        )
                        if first_only:
                            break

    def stricter(self) -> Iterator[Finding]:
        """Acts that the place prohibits where a higher law permits them."""
        for group in self.rules.groups:
            for ban in group.live:
                if ban.rail is not Rail.PROHIBITED or ban.place != self.place:
                    continue
                for other in group.live:
                    if other.rail is not Rail.PERMITTED or other.place == self.place:
                        continue
                    found = self._case(group, (ban, other), Answer.PROHIBITED)
                    if found is not None:
                        by = "an exception of " if other.exception else ""
                        yield Finding(
                            kind="stricter",
                            says=f"{self.phrase[group.action]}: {ban.cite} prohibits it, "
                            f"{by}{other.cite} permits it",
                            actions=(group.action,),
                            actors=group.actors,
                            rules=(_named(ban), _named(other)),
                            case=found,
                        )
                        break

    def opens_nothing(self) -> Iterator[Finding]:
        """Exceptions and permissions of the place that a higher ban closes, wholly or in part."""
        claims = self.rules.claims
        for group in self.rules.groups:
            above = self.rules.rail(group, Rail.PROHIBITED, own=False)
            every = self.rules.rail(group, Rail.PROHIBITED)
            for rule in group.live:
                if rule.rail is not Rail.PERMITTED or rule.place != self.place:
                    continue
                query = f"{rule.provision}: whether it opens {self.phrase[group.action]}"
                tree = claims.of(rule.tree)
                if not claims.possible(query, tree, above):
                    continue
                wholly = not claims.possible(query, tree, claims.denied(every))
                for ban in group.live:
                    if ban.rail is not Rail.PROHIBITED or ban.place == self.place:
                        continue
                    found = self._case(group, (rule, ban), Answer.PROHIBITED)
                    if found is None:
                        continue
                    what = "the exception of" if rule.exception else "the permission of"
                    how = "is closed in every case" if wholly else "is closed in such cases"
                    yield Finding(
                        kind="opens_nothing",
                        says=f"{self.phrase[group.action]}: {what} {rule.cite} {how} by {ban.cite}",
                        actions=(group.action,),
                        actors=group.actors,
                        rules=(_named(rule), _named(ban)),
                        case=found,
                    )
                    break

    def taken_away(self) -> Iterator[Finding]:
        """Own rules that are reached and displaced."""
        claims = self.rules.claims
        seen: dict[tuple[str, str], tuple[list[str], bool, str]] = {}
        for action, part in self.rules.own_parts():
            law = self.rules.laws[action]
            for label, tree in part.defeats:
                query = f"{part.label.source}: whether {label.source} takes its effect"
                reached, taken = claims.of(part.reached), claims.of(tree)
                if part.label.part == "exception" or not claims.possible(query, reached, taken):
                    continue
                wholly = not claims.possible(query, reached, claims.denied(taken))
                key = (part.label.source, law.defeats[label].provision)
                acts, _, _ = seen.setdefault(key, ([], wholly, law.defeats[label].cite))
                acts.append(action)
        for (source, by), (acts, wholly, cite) in seen.items():
            rule = self.own(source)
            how = "in every case" if wholly else "in some cases"
            yield Finding(
                kind="taken_away",
                says=f"{joined([self.phrase[one] for one in acts])}: {rule.cite} loses its effect {how} by {cite}",
                actions=tuple(acts),
                rules=(rule, self.any_rule(by)),
            )

    def dead(self) -> Iterator[Finding]:
        """Own rules and exceptions that can never have effect, and parts of conditions that no facts meet."""
        claims = self.rules.claims
        seen: set[tuple[str, str]] = set()
        for action, part in self.rules.own_parts():
            key = (part.label.source, part.label.part)
            query = f"{part.label.source}: whether it can have effect"
            if key in seen or claims.possible(query, claims.of(part.effective)):
                continue
            seen.add(key)
            yield self._dead(action, part, query)
        for source in dict.fromkeys(part.label.source for _, part in self.rules.own_parts()):
            yield from self._no_fact(source)

    def _dead(self, action: str, part: Part, query: str) -> Finding:
        rule, claims = self.own(part.label.source), self.rules.claims
        kind, why = "never", "no facts together bring it about"
        if part.label.part == "exception":
            why = "its exceptions can never be met where it reaches"
        elif claims.possible(query, claims.of(part.reached)):
            cites = {self.rules.laws[action].defeats[label].cite for label, _ in part.defeats}
            why = f"wherever it reaches, its effect is taken by {joined(sorted(cites))}"
        elif self._reaches_without_exceptions(part.label.source, query):
            kind, why = "swallowed", "wherever it reaches, one of its exceptions is met"
        else:
            why = self._barred(action, part) or why
        return Finding(
            kind=kind,
            says=f"{self.phrase[action]}: {rule.cite}: {why}",
            actions=(action,),
            rules=(rule,),
        )

    def _barred(self, action: str, part: Part) -> str | None:
        """What a court or statute has said of a rule that can have no effect: the text itself may be sound."""
        law = self.rules.laws[action]
        orders = [
            one.cite
            for one in law.injunctions
            if part.label.source in one.provisions and one.whom == ALWAYS
        ]
        if orders:
            return f"a court has suspended it for everybody: {joined(orders)}"
        asked = {one.word for one in nodes_once([part.effective]) if isinstance(one, NamedWord)}
        for settled in law.prevailing:
            if settled.question in asked:
                question = self.corpus.questions[settled.question]
                reading = next(one for one in question.readings if one.id == settled.reading)
                return (
                    f"no facts together bring it about while a question of law is settled: “{question.asks}” "
                    f"Read so: {' '.join(reading.says.split())} ({settled.cite})"
                )
        return None

    def _reaches_without_exceptions(self, source: str, query: str) -> bool:
        held = self.corpus.jurisdictions[self.place]
        provision = next(one for one in held.provisions if one.id == source)
        reach = self.side.reach(provision)
        if reach is None or not self.rules.claims.knows(reach.reached):
            return False
        return self.rules.claims.possible(query, self.rules.claims.of(reach.reached))

    def _no_fact(self, source: str) -> Iterator[Finding]:
        """Alternatives in a rule's conditions of which one can never hold."""
        claims = self.rules.claims
        for action, part in self.rules.own_parts():
            if part.label.source != source:
                continue
            for tree in _alternatives(part.reached):
                query = f"{source}: whether a part of its condition can hold"
                if not claims.possible(query, claims.of(tree)):
                    rule = self.own(source)
                    yield Finding(
                        kind="no_fact",
                        says=f"{rule.cite}: no facts meet “{condition_line(tree, (self.corpus,))}”",
                        actions=(action,),
                        rules=(rule,),
                    )
            return

    def _case(self, group: Group, rules: Sequence[Rule], answer: Answer) -> tuple[str, ...] | None:
        """A small case in which all the rules have effect and `decide` gives the answer, in words."""
        claims = self.rules.claims
        query = f"{self.phrase[group.action]}: {' and '.join(one.provision for one in rules)}"
        wanted = [claims.of(rule.tree) for rule in rules]
        if answer is Answer.PROHIBITED:
            wanted.append(claims.denied(self.rules.rail(group, Rail.REQUIRED)))
        cases = claims.examples(query, group.asked, *wanted)
        if not cases:
            return None
        if group not in self._read:
            self._read[group] = RulesInLanes(group.rules)
        numbers = [group.rules.index(rule) for rule in rules]
        kept = self._read[group].fewest(cases, numbers, answer)
        question = question_for(self.side, group.action, group.party, kept)
        if question is None:
            return None
        law = self.side.law(group.action)
        prepare(self.corpus, self.place, group.action, self.side.on, law=law)
        if decide(self.corpus, question, settling=0).answer is not answer:
            return None
        lines = tuple(fact_line(key, value, (self.corpus,)) for key, value in kept.items())
        return lines or ("in every case",)

    def own(self, provision: str) -> Named:
        """A rule of the place."""
        held = self.corpus.jurisdictions[self.place]
        one = next(rule for rule in held.provisions if rule.id == provision)
        return Named(provision=one.id, place=one.jurisdiction, cite=one.cite)

    def any_rule(self, provision: str) -> Named:
        """A rule of any level."""
        held = self.corpus.jurisdictions[provision.partition("/")[0]]
        one = next(rule for rule in held.provisions if rule.id == provision)
        return Named(provision=one.id, place=one.jurisdiction, cite=one.cite)


def _named(rule: Rule) -> Named:
    return Named(provision=rule.provision, place=rule.place, cite=rule.cite)


def _alternatives(tree: Expr) -> Iterator[Expr]:
    """The alternatives within a condition, each by itself."""
    match tree:
        case AnyOf(operands=operands):
            yield from operands
            for one in operands:
                yield from _alternatives(one)
        case AllOf(operands=operands):
            for one in operands:
                yield from _alternatives(one)
        case NamedWord(meaning=inner) | Not(operand=inner):
            yield from _alternatives(inner)
        case _:
            return
