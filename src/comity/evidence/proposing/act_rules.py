"""The rules of `acts.yaml`: which words tell which of the law's actions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from comity.evidence.lexicon import rules_of
from comity.evidence.proposing.patterns import Form, compiled, forms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """One rule. `action` is an id of the law's vocabulary, None where no action fits.

    `federal` is `here`, `near` or `no`; `acted` is `done`, `not_done`, `omitted` (only its omission is an act),
    or `reversed` (that it was not done is the act: `not released until agents came`). `by_federal` is a rule of what a
    federal body did with what a local body holds: `the city's cameras were searched by immigration agents`.
    """

    id: str
    action: str | None
    then: re.Pattern[str] | None
    with_: tuple[re.Pattern[str], ...]
    before: re.Pattern[str] | None
    not_: re.Pattern[str] | None
    federal: str
    acted: str
    declining: bool
    by_federal: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A verb of a rule, with the words that must follow it (`turn` ... `over`)."""

    rule: ActRule
    particle: re.Pattern[str] | None


@cache
def act_rules() -> tuple[ActRule, ...]:
    """The rules in the order of the file."""
    return tuple(rule for rule, _ in _read())


@cache
def heads() -> Mapping[str, tuple[tuple[Head, frozenset[Form]], ...]]:
    """For each written form of a verb: the rules that it may be of, in their order, and what form it is."""
    found: dict[str, list[tuple[Head, frozenset[Form]]]] = defaultdict(list)
    for rule, nouns in _nouns():
        for noun in nouns:
            for word in (noun, f"{noun}s"):
                found[word].append((Head(rule=rule, particle=None), frozenset({Form.NOUN})))
    for rule, verbs in _read():
        for verb in verbs:
            first, _, rest = verb.partition(" ")
            # Between the verb and its particle stand a few words at most, and no other clause.
            particle = re.compile(rf"[^.;:]{{0,70}}?\b{re.escape(rest)}\b") if rest else None
            for word, forms in forms_of(first).items():
                found[word].append((Head(rule=rule, particle=particle), forms))
    return {word: tuple(listed) for word, listed in found.items()}


@cache
def any_head() -> re.Pattern[str]:
    """Finds every word that may be a verb of a rule."""
    words = sorted(heads(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


@cache
def _read() -> tuple[tuple[ActRule, tuple[str, ...]], ...]:
    rules = rules_of("acts")["acts"]
    assert isinstance(rules, list)
    made = []
    for form in rules:
        assert isinstance(form, dict)
        cases = form["cases"]
        assert isinstance(cases, dict)
        acted = form.get("acted", True)
        action = form["action"]
        rule = ActRule(
            id=str(form["id"]),
            action=None if action is None else str(action),
            then=_pattern(form.get("then")),
            with_=tuple(compiled(one) for one in _texts(form.get("with"))),
            before=_pattern(form.get("before")),
            not_=_pattern(form.get("not")),
            federal=str(form.get("federal", "here")),
            acted=str(acted) if isinstance(acted, str) else "done" if acted else "not_done",
            declining=form.get("declining") is True,
            by_federal=form.get("by") == "federal",
            yes=_texts(cases.get("yes")),
            no=_texts(cases.get("no")),
        )
        made.append((rule, _texts(form.get("verbs"))))
    return tuple(made)


@cache
def _nouns() -> tuple[tuple[ActRule, tuple[str, ...]], ...]:
    """The rules whose act is named by a noun, with these nouns."""
    by_id = {rule.id: rule for rule, _ in _read()}
    rules = rules_of("acts")["acts"]
    assert isinstance(rules, list)
    return tuple(
        (by_id[str(form["id"])], _texts(form.get("nouns")))
        for form in rules
        if isinstance(form, dict) and "nouns" in form
    )


def _pattern(form: object) -> re.Pattern[str] | None:
    return None if form is None else compiled(str(form))


def _texts(form: object) -> tuple[str, ...]:
    return tuple(map(str, form)) if isinstance(form, list) else ()
