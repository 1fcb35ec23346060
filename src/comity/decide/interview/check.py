"""A check of a paper: what to look at, where it stands, and what each answer says. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str | bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChoice:
    """One answer to a check. `attributes` are what it says of the document, `facts` what else follows.

    `withdraws` are facts that the paper would give and, checked so, does not. `no_kind`: a paper that
    is not what it was taken for; only its attributes count. `adds` are papers that come with it.
    """

    id: str
    means: str
    attributes: Mapping[str, str | bool] = field(default_factory=lambda: _NOTHING)
    facts: Mapping[str, str | bool] = field(default_factory=lambda: _NOTHING)
    withdraws: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    no_kind: bool = False
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at on a paper, and where on the paper it stands."""

    id: str
    asks: str
    where: str
    choices: tuple[CheckChoice, ...]
