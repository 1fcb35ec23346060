"""Who receives, in the vocabulary's words: `recipient_kind` and `recipient_state` of an organisation's name.

What a name does not say stays unknown. Where a name leaves two kinds open that are both named in the
vocabulary, both are given, and a row is decided only if both come to the same answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from comity.places import AgencyKind, Confidence, Resolution, resolve

Words = tuple[tuple[str, str], ...]
"""Fact words with their values, in the order of the vocabulary."""

# The agencies that enforce immigration law, and those that are plainly others. A federal body that is
# neither (`DHS`, `[Federal] San Diego Sector`) may be either.
_IMMIGRATION = re.compile(
    r"\b(?:ICE|CBP|HSI|ERO|USBP|USCIS|Border Patrol|Customs and Border|Customs & Border"
    r"|Immigration and Customs|Immigration & Customs|Homeland Security Investigations"
    r"|Citizenship and Immigration|Enforcement and Removal)\b",
    re.IGNORECASE,
)
_OTHER_FEDERAL = re.compile(
    r"\b(?:FBI|DEA|ATF|USMS|Marshals?|USSS|Secret Service|USPIS|Postal|IRS|NCIS|CID|OSI|AFOSI|BIA|BLM"
    r"|Forest|Park|Parks|Army|Navy|Naval|Air Force|Marine|Joint Base|Fort|Coast Guard|VA|Veterans"
    r"|Capitol|Amtrak|GSA|Federal Protective|Reserve|Drug Enforcement|Alcohol|Prisons|Interior"
    r"|Indian Affairs|Fish and Wildlife|Bureau of Investigation|TVA|Tennessee Valley|Smithsonian)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An organisation that was given access. `words` are the sets of facts that its name leaves possible."""

    name: str
    resolution: Resolution
    words: tuple[Words, ...]


@lru_cache(maxsize=65_536)
def recipient_named(name: str) -> Recipient:
    """The recipient of a name as a list spells it."""
    return recipient_of(name, resolve(name))


def recipient_of(name: str, found: Resolution) -> Recipient:
    """The recipient that a name was read as."""
    kinds = _kinds(found)
    state = _state(found)
    sets = [
        (("recipient_kind", kind), *((("recipient_state", state),) if state else ()))
        for kind in kinds
    ]
    if not kinds and state:
        sets = [(("recipient_state", state),)]
    return Recipient(name=name, resolution=found, words=tuple(sets) or ((),))


def _kinds(found: Resolution) -> tuple[str, ...]:
    """The kinds that the body may be of, none where that is not known."""
    if found.confidence in {Confidence.GUESS, Confidence.NONE} or found.public_body is None:
        return ()
    match found.kind:
        case AgencyKind.CITY | AgencyKind.COUNTY | AgencyKind.OTHER_LOCAL:
            return ("local_agency",)
        case AgencyKind.STATE:
            return ("state_agency",)
        case AgencyKind.TRIBAL:
            return ("tribal_agency",)
        case AgencyKind.FEDERAL:
            return _federal_kinds(found.name)
        case AgencyKind.CAMPUS:
            # A state university is an agency of the state, a community college's district a local one.
            return ("local_agency", "state_agency") if found.public_body else ("private_party",)
        case AgencyKind.PRIVATE:
            return ("private_party",)
        case AgencyKind.TASK_FORCE | AgencyKind.TEST | AgencyKind.UNKNOWN:
            return ()  # a task force may have members of every level: its name does not say


def _federal_kinds(name: str) -> tuple[str, ...]:
    if _IMMIGRATION.search(name):
        return ("immigration_agency",)
    if _OTHER_FEDERAL.search(name):
        return ("federal_agency",)
    return ("federal_agency", "immigration_agency")


def _state(found: Resolution) -> str | None:
    """The state whose law the body belongs to; of federal and tribal bodies a state only says where."""
    if found.confidence in {Confidence.GUESS, Confidence.NONE} or found.state is None:
        return None
    if found.kind in {AgencyKind.FEDERAL, AgencyKind.TRIBAL, AgencyKind.TEST, AgencyKind.UNKNOWN}:
        return None
    return f"us-{found.state.lower()}"
