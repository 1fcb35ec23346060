"""Statutory sections and the offence classes that contain them: `PC 459` is burglary in some lists of California.

A class lists sections as they are written in practice. A section is in a class that lists it, or lists
the section it is a part of; where only parts of it are listed, it may be in the class or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.law.provision import OffenseClass

_SECTION = re.compile(
    r"(?P<code>.*?)(?P<number>[0-9][0-9A-Za-z.:\-]*)(?P<parts>(?:\([0-9A-Za-z.\-]+\))*)\Z"
)
_CODES: Mapping[str, str] = {"penal code": "pc", "penal law": "pl", "vehicle code": "vc"}
"""Names of codes that are as often written out as shortened."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it can be compared: its code, its number, and the subdivisions named."""

    code: str
    number: str
    parts: tuple[str, ...]

    def lies_in(self, other: Section) -> bool:
        """Whether this is the other section, or a subdivision of it."""
        return (self.code, self.number) == (other.code, other.number) and self.parts[
            : len(other.parts)
        ] == other.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A class that lists a section: by which of its members, and whether all of the section is in it."""

    class_id: str
    member: str
    whole: bool


def section_of(text: str) -> Section | None:
    """A section as written (`PC 459`, `Penal Code § 245(a)(1)`); None if it has no number."""
    plain = " ".join(text.replace("§", " ").casefold().split())
    found = _SECTION.match(re.sub(r"\s+\(", "(", plain))
    if found is None:
        return None
    code = found["code"].strip(" .,")
    parts = tuple(re.findall(r"\(([^)]+)\)", found["parts"]))
    return Section(_CODES.get(code, code).replace(".", ""), found["number"].rstrip(".:-"), parts)


def listings_of(sections: Mapping[str, Sequence[str]], text: str) -> Iterator[Listing]:
    """The classes that list a section, or a part of it, in the order given; one listing a class."""
    asked = section_of(text)
    if asked is None:
        return
    for class_id, members in sections.items():
        known = [(member, one) for member in members if (one := section_of(member)) is not None]
        whole = next((member for member, one in known if asked.lies_in(one)), None)
        part = next((member for member, one in known if one.lies_in(asked)), None)
        if whole is not None:
            yield Listing(class_id=class_id, member=whole, whole=True)
        elif part is not None:
            yield Listing(class_id=class_id, member=part, whole=False)


def containing(classes: Mapping[str, OffenseClass], class_id: str) -> tuple[str, ...]:
    """The classes that contain a class, nearest first, each once."""
    found: dict[str, None] = {}
    waiting = list(classes[class_id].within) if class_id in classes else []
    while waiting:
        wider = waiting.pop(0)
        if wider not in found and wider != class_id:
            found[wider] = None
            waiting.extend(classes[wider].within if wider in classes else ())
    return tuple(found)


def owner_of(class_id: str) -> str:
    """The place whose law owns a class: `us-ca` of `ca.serious_felony`."""
    return f"us-{class_id.partition('.')[0]}"
