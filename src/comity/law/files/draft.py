"""Writes a draft of new law as a file that can be laid over the corpus: a rule amended, added or repealed from a day.

What is chosen is plain: exceptions to drop or add, acts and actors to take in, a condition. Nothing is checked here;
the file is read and checked like any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.law.provision import Defeat, Exception_, Provision, Version
from comity.logic import ALWAYS, NEVER, AllOf, Compare, Expr, OneOf, Rail, all_of, show

GROUNDS: Mapping[str, tuple[str, str]] = {
    "judges_warrant": (
        "a judge's warrant to take this person into custody was shown",
        'shown(issuer={"federal_judge", "federal_magistrate", "state_judge"}, effect="take_into_custody", names_person=True)',
    ),
    "criminal_warrant": (
        "a judge's warrant in a criminal matter was shown",
        'shown(kind={"judicial_warrant"}, issuer={"federal_judge", "federal_magistrate", "state_judge"}, matter={"criminal", "criminal_immigration", "federal_criminal", "state_criminal"})',
    ),
    "required_by_law": (
        "federal law itself or the law of the state requires the act",
        "required_by_federal_law or required_by_state_law",
    ),
    "written_consent": ("the person consented in writing", "consent_written"),
    "emergency": ("there is an emergency", "exigent_circumstances"),
    "public_information": ("the information is open to anybody", "info_public"),
    "signed_declaration": (
        "the recipient has signed the declaration asked for",
        "recipient_declaration",
    ),
}
"""Grounds that are often made exceptions: in words, and as a condition."""

REACHES: Mapping[str, tuple[str, str]] = {
    "always": ("every case", "True"),
    "civil_immigration": (
        "what serves the enforcement of civil immigration law",
        'purpose == "civil_immigration"',
    ),
    "immigration_agency": (
        "what goes to a federal immigration agency",
        'recipient_kind == "immigration_agency"',
    ),
    "request": (
        "what immigration authorities ask for",
        "request_from_immigration_authority",
    ),
}
"""What a new rule may reach: in words, and as a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of a rule. `when` replaces its condition; what is not named stays as it is."""

    from_: date
    says: str
    cite: str | None = None
    when: str | None = None
    drop_exceptions: tuple[str, ...] = ()
    add_exceptions: tuple[str, ...] = ()
    add_actions: tuple[str, ...] = ()
    add_actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """A rule that is not there yet. `exceptions` and `reaches` are names of GROUNDS and REACHES."""

    id: str
    from_: date
    says: str
    cite: str
    effect: Rail
    actions: tuple[str, ...]
    actors: tuple[str, ...]
    when: str
    exceptions: tuple[str, ...] = ()


def amending(provision: Provision, change: Change) -> str:
    """A draft in which a rule has another text from a day on: all of it, as the file must say it."""
    before = _text_on(provision, change.from_)
    kinds, employers, rest = _who(provision.binds)
    kinds = tuple(dict.fromkeys((*kinds, *change.add_actors))) if kinds else ()
    lines = [
        *_head(provision.jurisdiction, f"Draft: {provision.id} amended from {change.from_}"),
        "provisions:",
        f"  - id: {provision.id}",
        f"    cite: {_quoted(change.cite or f'{provision.cite} (draft)')}",
        f"    instrument: {provision.instrument}",
        f"    actions: {_flow((*provision.actions, *change.add_actions))}",
        *([f"    effect: {provision.effect.value}"] if provision.effect else []),
        *_binds(kinds, employers, rest),
        *_compliance(provision),
        "    versions:",
        *_version(
            change.from_,
            change.says,
            change.when or show(before.when),
            [
                *(_kept(one) for one in before.unless if one.id not in change.drop_exceptions),
                *(_ground(name) for name in change.add_exceptions),
            ],
        ),
        *_defeats(provision.defeats),
    ]
    return "\n".join(lines) + "\n"


def adding(place: str, rule: NewRule) -> str:
    """A draft with one new rule, in an instrument of its own."""
    instrument = f"{place}/draft-{rule.id}"
    lines = [
        *_head(place, f"Draft: a new rule from {rule.from_}"),
        "instruments:",
        f"  - {{id: {instrument}, name: {_quoted(rule.cite)}, force: binding}}",
        "",
        "provisions:",
        f"  - id: {place}/{rule.id}",
        f"    cite: {_quoted(rule.cite)}",
        f"    instrument: {instrument}",
        f"    actions: {_flow(rule.actions)}",
        f"    effect: {rule.effect.value}",
        *([f"    binds: {{kinds: {_flow(rule.actors)}}}"] if rule.actors else []),
        "    versions:",
        *_version(rule.from_, rule.says, rule.when, [_ground(one) for one in rule.exceptions]),
    ]
    return "\n".join(lines) + "\n"


def repealing(provision: Provision, from_: date) -> str:
    """A draft that ends a rule on a day."""
    lines = [
        *_head(provision.jurisdiction, f"Draft: {provision.id} repealed on {from_}"),
        "repeals:",
        f"  - {{provision: {provision.id}, from: {from_}}}",
    ]
    return "\n".join(lines) + "\n"


def _text_on(provision: Provision, day: date) -> Version:
    """The text that a change starts from: the one in force, or the last before the day."""
    begun = [one for one in provision.versions if one.period.from_ <= day]
    return begun[-1] if begun else provision.versions[0]


def _head(place: str, title: str) -> list[str]:
    return [
        f"# {title}. Laid over the law with `comity diff {place} --draft FILE`.",
        f"jurisdiction: {place}",
        "",
    ]


def _version(
    from_: date, says: str, when: str, exceptions: Sequence[tuple[str, str, str]]
) -> Iterator[str]:
    yield f"      - from: {from_}"
    yield "        verified: text"
    yield "        source: draft"
    yield f"        says: {_quoted(says)}"
    yield "        when: |"
    yield f"          {when}"
    if exceptions:
        yield "        unless:"
    for name, cite, condition in exceptions:
        yield f"          - id: {name}"
        yield f"            cite: {_quoted(cite)}"
        yield "            when: |"
        yield f"              {condition}"


def _kept(one: Exception_) -> tuple[str, str, str]:
    return one.id, one.cite, show(one.when)


def _ground(name: str) -> tuple[str, str, str]:
    return name, "draft", GROUNDS[name][1]


def _who(binds: Expr) -> tuple[tuple[str, ...], tuple[str, ...], Expr]:
    """The kinds of actor, the employers, and what else is asked of the actor."""
    kinds: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    rest: list[Expr] = []
    for one in binds.operands if isinstance(binds, AllOf) else (binds,):
        match one:
            case OneOf(word="actor", values=values) if not kinds:
                kinds = tuple(map(str, values))
            case Compare(word="actor", value=value) if not kinds:
                kinds = (str(value),)
            case OneOf(word="employer", values=values) if not employers:
                employers = tuple(map(str, values))
            case Compare(word="employer", value=value) if not employers:
                employers = (str(value),)
            case _ if one != ALWAYS:
                rest.append(one)
            case _:
                pass
    return kinds, employers, all_of(*rest)


def _binds(kinds: tuple[str, ...], employers: tuple[str, ...], rest: Expr) -> Iterator[str]:
    yield "    binds:"
    if kinds:
        yield f"      kinds: {_flow(kinds)}"
    yield f"      employers: {_flow(employers) if employers else 'any'}"
    if rest != ALWAYS:
        yield "      when: |"
        yield f"        {show(rest)}"


def _compliance(provision: Provision) -> Iterator[str]:
    due = provision.compliance
    if due is None:
        return
    if due.comply_by:
        yield f"    comply_by: {due.comply_by}"
    if due.satisfied_by:
        yield "    satisfied_by:"
        yield from (f"      - {_quoted(show(one))}" for one in due.satisfied_by)
    if due.recurrence:
        yield f"    recurrence: {due.recurrence}"


def _defeats(defeats: Sequence[Defeat]) -> Iterator[str]:
    if defeats:
        yield "    defeats:"
    for one in defeats:
        yield f"      - kind: {one.kind.value}"
        for name, values in (
            ("levels", one.levels),
            ("instruments", one.instruments),
            ("provisions", one.provisions),
            ("actions", one.actions),
            ("effects", tuple(rail.value for rail in one.effects)),
        ):
            if values:
                yield f"        {name}: {_flow(values)}"
        if one.when != ALWAYS:
            yield f"        when: {_quoted(show(one.when))}"
        if one.unless != NEVER:
            yield f"        unless: {_quoted(show(one.unless))}"
        yield f"        cite: {_quoted(one.cite)}"


def _flow(values: Sequence[str]) -> str:
    return "[" + ", ".join(dict.fromkeys(values)) + "]"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
