"""The law room: the vocabulary and the law of each place as data, and how they become a ruling.

Reading files, checking them, and combining provisions into one tree per answer happen here;
deciding with facts happens above.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from comity.law.alike import kind_of_place
from comity.law.check_words import is_day
from comity.law.clock import ends_at
from comity.law.combine import Law, Reach, law_on, reach_of
from comity.law.corpus import Corpus
from comity.law.facts import Facts
from comity.law.facts_text import plain_value, read_facts
from comity.law.files.folder import corpus_folder, place_files
from comity.law.files.shelf import packed, unpacked
from comity.law.files.shelved import shelved_corpus
from comity.law.ground import Doubt, Ground, Standing
from comity.law.levels import (
    LEVELS,
    Level,
    PlaceError,
    Status,
    chain_of,
    check_day,
    dates_of_change,
    places_of,
)
from comity.law.names import nearest, state_of
from comity.law.offenses import Listing, containing, listings_of
from comity.law.predicate_words import (
    Say,
    as_written,
    asks_of,
    class_noun,
    either,
    joined,
    mergeable,
    noun_of,
    plain_noun,
    record_noun,
    record_of,
    says_of,
    window_words,
)
from comity.law.problem import CorpusError, Problem
from comity.law.provision import (
    ActTrigger,
    Case,
    Clock,
    Compliance,
    Defeat,
    DefeatKind,
    DefinedWord,
    Duty,
    Force,
    Gap,
    Injunction,
    Jurisdiction,
    LegalQuestion,
    Note,
    OffenseClass,
    Period,
    Prevailing,
    Provision,
    Remedy,
    Uncertainty,
    Verified,
    Version,
)
from comity.law.records import (
    ClassOrder,
    class_order_of,
    end_of_window,
    excludes,
    implies,
    is_given,
    list_of,
    reduce,
)
from comity.law.records_text import MAX_MISTAKES
from comity.law.scenario import Done, Expectation, Scenario
from comity.law.vocabulary import Axiom, Vocabulary, Word, WordType

if TYPE_CHECKING:
    from comity.law.counts import PlaceCounts, counts_of
    from comity.law.files.format import format_text
    from comity.law.files.load import load_corpus
    from comity.law.files.load_scenarios import load_scenarios, scenario_files
    from comity.law.files.plain_text import read_plain
    from comity.law.files.schema import schema_texts

_LATER = {
    "PlaceCounts": "counts",
    "counts_of": "counts",
    "format_text": "files.format",
    "load_corpus": "files.load",
    "load_scenarios": "files.load_scenarios",
    "read_plain": "files.plain_text",
    "scenario_files": "files.load_scenarios",
    "schema_texts": "files.schema",
}
"""What reads, writes or counts law files, by the module of `comity.law` it stands in."""


def __getattr__(name: str) -> object:
    """What an answer does not need, when it is first asked for: a start that finds its law on the shelf reads no file."""
    if name not in _LATER:
        raise AttributeError(f"module `{__name__}` has no `{name}`")
    found: object = getattr(import_module(f"comity.law.{_LATER[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "LEVELS",
    "MAX_MISTAKES",
    "ActTrigger",
    "Axiom",
    "Case",
    "ClassOrder",
    "Clock",
    "Compliance",
    "Corpus",
    "CorpusError",
    "Defeat",
    "DefeatKind",
    "DefinedWord",
    "Done",
    "Doubt",
    "Duty",
    "Expectation",
    "Facts",
    "Force",
    "Gap",
    "Ground",
    "Injunction",
    "Jurisdiction",
    "Law",
    "LegalQuestion",
    "Level",
    "Listing",
    "Note",
    "OffenseClass",
    "Period",
    "PlaceCounts",
    "PlaceError",
    "Prevailing",
    "Problem",
    "Provision",
    "Reach",
    "Remedy",
    "Say",
    "Scenario",
    "Standing",
    "Status",
    "Uncertainty",
    "Verified",
    "Version",
    "Vocabulary",
    "Word",
    "WordType",
    "as_written",
    "asks_of",
    "chain_of",
    "check_day",
    "class_noun",
    "class_order_of",
    "containing",
    "corpus_folder",
    "counts_of",
    "dates_of_change",
    "either",
    "end_of_window",
    "ends_at",
    "excludes",
    "format_text",
    "implies",
    "is_day",
    "is_given",
    "joined",
    "kind_of_place",
    "law_on",
    "list_of",
    "listings_of",
    "load_corpus",
    "load_scenarios",
    "mergeable",
    "nearest",
    "noun_of",
    "packed",
    "place_files",
    "places_of",
    "plain_noun",
    "plain_value",
    "reach_of",
    "read_facts",
    "read_plain",
    "record_noun",
    "record_of",
    "reduce",
    "says_of",
    "scenario_files",
    "schema_texts",
    "shelved_corpus",
    "state_of",
    "unpacked",
    "window_words",
]
