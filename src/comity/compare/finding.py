"""What an analysis of one place finds: a sentence with the rules it is about, rules of peers to look at, and a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.compare.peers import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A rule by its id, and how it is cited."""

    provision: str
    place: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found. `kind` is one of KINDS; `says` a sentence; `case` facts in words, decided by `decide`."""

    kind: str
    says: str
    actions: tuple[str, ...]
    actors: tuple[str, ...] = ()
    rules: tuple[Named, ...] = ()
    models: tuple[Model, ...] = ()
    case: tuple[str, ...] = ()


KINDS: Mapping[str, tuple[str, str]] = {
    "conflict": (
        "One law requires it and another prohibits it",
        "In the case given both have effect, and which prevails is not settled in the law files.",
    ),
    "taken_away": (
        "Rules whose effect a higher law takes",
        "The rule reaches such cases, and a higher law preempts it or a savings clause lifts it.",
    ),
    "stricter": (
        "Prohibited here, permitted by a higher law",
        "The higher law leaves it open in so many words; the rule here closes it. Neither is a mistake by itself.",
    ),
    "opens_nothing": (
        "Opened here, closed by a higher law",
        "An exception or permission of the place is met, and a higher law prohibits the act all the same.",
    ),
    "open_act": (
        "Acts on which no rule reaches anybody who acts here",
        "No level of law requires, permits or prohibits them for the place's own actors, as far as encoded.",
    ),
    "open_actor": (
        "Acts that are regulated for some who act here, and not for others",
        "For those named no level of law says anything, as far as encoded.",
    ),
    "open_value": (
        "Regulated acts with data, recipients, places or stages that no rule reaches",
        "Where the fact is one of those named no rule of any level has effect, whatever else is so.",
    ),
    "gate": (
        "Rules that hold only where something is the sole purpose or ground",
        "Where there is another purpose or ground beside it, the rule says nothing.",
    ),
    "not_federal": (
        "Rules on sharing that do not reach federal recipients, or may not",
        "Other rules may; they are named where they do.",
    ),
    "one_sided": (
        "Records that open one act, and never another",
        "Without records of another kind it lifts the bans of one law on one act in some case, and those on the other in none.",
    ),
    "never": (
        "Rules that can never have effect",
        "No facts together bring the rule about: this is proved.",
    ),
    "swallowed": (
        "Exceptions that leave nothing of their rule",
        "Wherever the rule reaches, one of its exceptions is met: this is proved.",
    ),
    "no_fact": (
        "Parts of conditions that no facts can meet",
        "The words tied together exclude each other: this is proved.",
    ),
    "beside": (
        "Rules without what most peers have beside them",
        "Counted are the peers that regulate the same act themselves.",
    ),
}
"""The kinds of findings in their order: heading, and what it means. Neither more nor less law is better here."""
