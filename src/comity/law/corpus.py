"""The whole law as data: every place, question, gap and word, with the digest of the files it is from.

How it is read from files is the business of `comity.law.files.load`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.law.lexicon import Lexicon
from comity.law.provision import Gap, Jurisdiction, LegalQuestion, OffenseClass
from comity.law.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Corpus:
    """Everything that was read. Two are equal only if they are the same object: compare digests.

    `jurisdictions` are the encoded places by id; `states` every state, district and territory of
    the United States by id, encoded or not; `jail_keepers` the actor that keeps the jails of a state where the state
    runs them all; `questions` all questions of law by id, whichever place
    asks them; `classes` all offence classes by id, whichever place owns them. `digest` is the SHA-256 (hex) of the names and bytes of all law files, overlays
    included: two corpora with the same digest say the same.
    """

    vocabulary: Vocabulary
    jurisdictions: Mapping[str, Jurisdiction]
    states: Mapping[str, str]
    questions: Mapping[str, LegalQuestion]
    classes: Mapping[str, OffenseClass]
    gaps: tuple[Gap, ...]
    lexicon: Lexicon
    digest: str
    jail_keepers: Mapping[str, str] = field(default_factory=dict)
