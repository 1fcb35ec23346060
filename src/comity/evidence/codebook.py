"""The codebook: what each slot of a reported act may hold, and what each value means.

Who labels a document, who reviews a proposal and who reads a report use these same words. A slot of which
the document says nothing holds the value that says so, never a likely one.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum


class Code(Enum):
    """One value of a slot: `value` is what files hold, `meaning` is what a reader is told."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Code:
        code = object.__new__(cls)
        code._value_ = value
        code.meaning = meaning
        return code


class ClaimedBreach(Code):
    """What kind of departure from law or policy the document says there was, if it says so."""

    UNLAWFUL_DATA_SHARING = (
        "unlawful_data_sharing",
        "data given, or access to data, against a law",
    )
    HELP_WITH_ARREST = (
        "help_with_arrest",
        "help with an arrest, a hold or a hand-over against a law",
    )
    FAILURE_TO_ACT = ("failure_to_act", "an act that a law requires was not done")
    OTHER = ("other", "another departure from a law or policy")
    NONE_CLAIMED = ("none_claimed", "the document reports the act and claims no departure")


class BecameKnown(Code):
    """How the act came to be known, as the document tells it."""

    BYSTANDER_OR_VIDEO = ("bystander_or_video", "somebody saw or filmed it")
    RECORDS_REQUEST = ("records_request", "records that somebody asked for under a records law")
    AGENCY_DISCLOSURE = ("agency_disclosure", "the agency itself said so")
    OVERSIGHT_REPORT = ("oversight_report", "an auditor, inspector, board or attorney general")
    COURT = ("court", "a filing, hearing or ruling of a court")
    PRESS = ("press", "a newsroom's own reporting, by none of the other ways")
    NOT_SAID = ("not_said", "the document does not say")


class Status(Code):
    """Where the claim stands, as the document tells it."""

    ALLEGED = ("alleged", "somebody says so, and nobody with authority has found it")
    DENIED = (
        "denied",
        "the agency or actor denies it, and nobody with authority has found either way",
    )
    CONFIRMED = ("confirmed", "a body with authority found it, or the agency itself admits it")
    CLEARED = ("cleared", "a body with authority found that it was not so, or was lawful")


class ShownAuthority(Code):
    """What paper the federal side showed or relied on, as the document tells it."""

    JUDGES_WARRANT = ("judges_warrant", "a warrant or order signed by a judge or magistrate")
    ADMINISTRATIVE_WARRANT = (
        "administrative_warrant",
        "an immigration officer's warrant: I-200, I-205",
    )
    DETAINER = ("detainer", "an immigration detainer: I-247 in any of its forms")
    SUBPOENA = ("subpoena", "a subpoena, of a court or an agency")
    REQUEST = ("request", "a request without any paper")
    NONE_SHOWN = ("none_shown", "the document says that nothing was shown")
    NOT_SAID = ("not_said", "the document does not say")


class Finding(Code):
    """What a reviewer with authority found about one act."""

    SUSTAINED = ("sustained", "it happened and departed from law or policy")
    NOT_SUSTAINED = ("not_sustained", "the evidence does not decide it")
    EXONERATED = ("exonerated", "it happened and was within law and policy")
    UNFOUNDED = ("unfounded", "it did not happen")


class Cause(Code):
    """What somebody says why it happened."""

    TRAINING = ("training", "the person was not trained, or was trained wrongly")
    AMBIGUITY = ("ambiguity", "the law or policy could be read in more than one way")
    OTHER = ("other", "another cause")
    NONE_CLAIMED = ("none_claimed", "nobody claims a cause")


class Standard(Code):
    """How sure the one who found had to be."""

    PREPONDERANCE = ("preponderance", "more likely than not")
    CLEAR_AND_CONVINCING = ("clear_and_convincing", "clear and convincing evidence")
    BEYOND_REASONABLE_DOUBT = ("beyond_reasonable_doubt", "beyond a reasonable doubt")
    NOT_STATED = ("not_stated", "the one who found does not say")


SLOTS: dict[str, type[Code]] = {
    "claimed_breach": ClaimedBreach,
    "became_known": BecameKnown,
    "status": Status,
    "authority": ShownAuthority,
    "finding": Finding,
    "cause": Cause,
    "standard": Standard,
}
"""The coded slots by the name that files and pages give them."""


def codebook() -> Iterator[tuple[str, Code]]:
    """Every value of every slot, in the order in which a codebook page prints them."""
    for slot, values in SLOTS.items():
        for value in values:
            yield slot, value
