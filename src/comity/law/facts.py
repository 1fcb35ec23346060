"""What is known, typed and normalised: the form in which facts reach the law and the decision.

How text becomes facts is the business of `facts_text`; what a record means, of `records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from comity.law.record_types import Document, Record
from comity.logic import Value

_NO_WORDS: Mapping[str, Value] = MappingProxyType({})
_NO_RECORDS: Mapping[str, tuple[Record, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known. A word that is not in `words` is unknown.

    `words` also holds the truth of predicates that were stated whole, under their text. `records`
    holds the lists under `convictions`, `charges` and `arrests`; whether a list is complete is
    itself a word (`convictions_complete`), so a list is open unless stated complete.
    """

    words: Mapping[str, Value] = field(default_factory=lambda: _NO_WORDS)
    documents: tuple[Document, ...] = ()
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=lambda: _NO_RECORDS)
    registries: frozenset[str] = frozenset()
