"""Patterns of the rule files with their groups written out, and verbs with their forms."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from comity.evidence.lexicon import rules_of

_GROUP = re.compile(r"\{([a-z_]+)\}")


@cache
def group(name: str) -> str:
    """A group of `groups.yaml` as one expression. Raises KeyError for a name that is no group."""
    groups = rules_of("groups")["groups"]
    assert isinstance(groups, dict)
    return f"(?:{expand(str(groups[name]))})"


def expand(pattern: str) -> str:
    """The pattern with every `{group}` written out."""
    return _GROUP.sub(lambda found: group(found[1]), pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over folded text in small letters, its groups written out."""
    return re.compile(expand(pattern), re.DOTALL)


@cache
def stance(name: str) -> re.Pattern[str]:
    """A pattern of `stance.yaml`."""
    return compiled(str(rules_of("stance")[name]))


class Form(Enum):
    """The forms of a verb; one word may be several (`let`)."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    NOUN = "noun"
    """A noun that names the act: `the handover of a man to ICE by deputies`."""


@cache
def forms_of(verb: str) -> dict[str, frozenset[Form]]:
    """Every written form of a verb given by its base form.

    >>> sorted(forms_of("share"))
    ['share', 'shared', 'shares', 'sharing']
    """
    irregular = rules_of("verb_forms")["irregular"]
    assert isinstance(irregular, dict)
    listed = irregular.get(verb)
    past = participle = _past(verb)
    ing = _ing(verb)
    if isinstance(listed, list):
        past = str(listed[0])
        participle = str(listed[1]) if len(listed) > 1 else past
        ing = str(listed[2]) if len(listed) > 2 else ing
    found: dict[str, set[Form]] = {}
    for word, form in (
        (verb, Form.BASE),
        (_present(verb), Form.PRESENT),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (ing, Form.ING),
    ):
        found.setdefault(word, set()).add(form)
    return {word: frozenset(forms) for word, forms in found.items()}


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"


def _present(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
