"""What the keys of several kinds of law files have in common: closed lists, names, dates, sources.

The keys themselves stand in `keys_place`, `keys_provision`, `keys_vocabulary` and `keys_scenario`:
the one list by which the loader reads, the formatter orders, and the JSON Schema is made.
"""

from __future__ import annotations

import re

from comity.law.files.shape import Choice, ConditionText, Day, Key, ListOf, Text

LEVELS = ("federal", "state", "district", "county", "city")
"""Levels of government with law files, highest first; state and district stand side by side."""

EFFECTS = ("prohibited", "required", "permitted")
EXPECTED = ("applies", "excepted", "does not apply", "unknown", "not in force")
ANSWERS = (
    "required",
    "permitted",
    "prohibited",
    "not_regulated",
    "conflict",
    "contested",
    "undetermined",
)
REFUSED = "refused"
"""In a scenario: the question cannot be asked, for its day or its facts."""
CONDUCTS = ("accords", "departs", "not_yet_due", "excused", "unknown")
NOTE_KINDS = ("context", "bill", "tension", "lawsuit", "federal_list", "funding", "assurance")
"""`federal_list`: being named on a list of the federal government; `funding`: money threatened or
withheld; `assurance`: what an official publicly promised or denied. None changes an answer."""
DOCKETS = ("pending", "decided", "dismissed", "unknown")
"""Where a lawsuit stands, as far as it was seen."""
FATES = ("open", "failed", "vetoed", "superseded", "enacted")
"""What became of a bill, as far as it was seen; `open` also where that was not seen."""
VERIFIED = ("text", "account", "unverified")
EVERY_ACTION = "*"
"""In a gap: every action."""

_WORD_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_THING_ID = re.compile(r"us(?:-[a-z0-9]+)*/[a-z0-9][a-z0-9._-]*\Z")

TEXT = Text()
DAY = Day()
CONDITION = ConditionText()


def gives_word(domain: str) -> Text:
    """The shape of a short name given to something of a kind."""
    return Text(
        gives=domain,
        pattern=_WORD_ID,
        said="lower case letters, digits and `_`",
        remedy="write a short name like `judicial_warrant`",
    )


def gives_thing(domain: str) -> Text:
    """The shape of an id that begins with its place."""
    return Text(
        gives=domain,
        pattern=_THING_ID,
        said="the place's id, a slash and a short name",
        remedy="write something like `us-dc/transfer`",
    )


def uses(domain: str) -> Text:
    """The shape of a name of something of a kind, given elsewhere."""
    return Text(uses=domain, said=f"the name of a known {domain}", remedy=f"name the {domain}")


CITE = Key("cite", TEXT, required=True, meaning="the citation, to the subsection")
FROM = Key("from", DAY, required=True, meaning="first day of force")
OPEN_FROM = Key("from", DAY, meaning="first day of force; left out: as far back as is asked")
UNTIL = Key("until", DAY, meaning="first day no longer in force")
VERIFIED_KEY = Key(
    "verified", Choice(VERIFIED), required=True, meaning="how well the text is known"
)
SOURCE = Key("source", TEXT, required=True, meaning="address of the official or faithful text")
SAYS = Key("says", TEXT, required=True, meaning="what it says, in our own words")
ACTIONS = Key("actions", ListOf(uses("action"), least=1), required=True)
SOME_ACTIONS = Key("actions", ListOf(uses("action")))
PROVISIONS = Key("provisions", ListOf(uses("provision")))
WHEN = Key("when", CONDITION, meaning="left out: always")
