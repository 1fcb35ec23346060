"""Which agency a log speaks of, and where that is said. It resolves no names to places; that is another room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from comity.audit.logs.when import STATE_CODES

STATES = frozenset(code.lower() for code in STATE_CODES)
# Short words in the portals' page names that are initials, and so written large in the agency's name.
INITIALS = frozenset({"pd", "so", "sd", "da", "dps", "hp", "csu", "uc", "smcso"})
KINDS = INITIALS | {
    "police",
    "sheriff",
    "sheriffs",
    "department",
    "office",
    "das",
    "city",
    "town",
    "county",
}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_FILE_TAIL = re.compile(r"(?:_[\w.-]*)?(?:\.[a-z0-9]+)*", re.IGNORECASE)
# The vendor's own file names: from, until, whose, and which audit.
_VENDOR = re.compile(
    r"\d{1,2}_\d{1,2}_\d{4}-\d{1,2}_\d{1,2}_\d{4}-(?P<name>[^/]{2,100}?)-(?:Network-)?Audit(?:[_ -]?\(?\d+\)?)?"
    r"(?:\.[a-z0-9]+)*",
    re.IGNORECASE,
)


class AgencySource(Enum):
    """Where the name of a log's agency comes from."""

    OPTION = "option"
    FILE_NAME = "file_name"
    FOLDER_NAME = "folder_name"
    COLUMN = "column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency as the log or its user names it. `slug` is the portal's page name, if that is where it is from.

    A name made from a slug is a reading of it (`belmont-ca-pd` -> `Belmont CA PD`), good enough to look up.
    """

    name: str
    slug: str | None
    source: AgencySource


def agency_of_file(path: Path) -> Agency | None:
    """The agency that a file's own name or its folder's name spells, as portals do; None when neither does."""
    stem = _SLUG.match(path.name)
    if stem and _FILE_TAIL.fullmatch(path.name[stem.end() :]) and is_slug(stem.group()):
        return Agency(
            name=name_of_slug(stem.group()), slug=stem.group(), source=AgencySource.FILE_NAME
        )
    if vendor := _VENDOR.fullmatch(path.name):
        name = " ".join(vendor["name"].replace("_", " ").split())
        return Agency(name=name, slug=None, source=AgencySource.FILE_NAME)
    folder = path.absolute().parent.name
    if is_slug(folder):
        return Agency(name=name_of_slug(folder), slug=folder, source=AgencySource.FOLDER_NAME)
    return None


def agency_named(name: str) -> Agency:
    """The agency that a user names, by its name or by its slug."""
    name = name.strip()
    if is_slug(name):
        return Agency(name=name_of_slug(name), slug=name, source=AgencySource.OPTION)
    return Agency(name=name, slug=None, source=AgencySource.OPTION)


def is_slug(text: str) -> bool:
    """True of a page name that holds a state and a kind of agency; `flock-portal-ca` is none."""
    if not _SLUG.fullmatch(text):
        return False
    words = set(text.split("-"))
    return bool(words & STATES) and bool(words & KINDS)


def name_of_slug(slug: str) -> str:
    """A portal's page name as an agency's name: `san-joaquin-county-ca-so` -> `San Joaquin County CA SO`.

    The last letters of a state are the state, so that `la-mesa-ca-pd` keeps its `La`; `sd` is a sheriff's
    department unless nothing else can be the state.
    """
    words = slug.split("-")
    states = [at for at, word in enumerate(words) if at > 0 and word in STATES]
    plain = [at for at in states if words[at] not in INITIALS]
    state_at = max(plain or states, default=-1)
    return " ".join(
        word.upper()
        if word in INITIALS or at == state_at
        else (word if word in {"of", "the"} else word.capitalize())
        for at, word in enumerate(words)
    )
