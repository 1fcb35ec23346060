"""What classes, purposes and signals are called, once, for the page and for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from comity.audit.purpose.lexicon import Purpose, PurposeClass, Signal

CLASS_WORDS: Mapping[PurposeClass, str] = {
    PurposeClass.CIVIL_IMMIGRATION: "civil immigration",
    PurposeClass.CRIMINAL_IMMIGRATION: "criminal immigration",
    PurposeClass.FEDERAL_UNKNOWN: "immigration or federal assistance of unknown purpose",
    PurposeClass.OTHER_CRIMINAL: "other criminal",
    PurposeClass.PUBLIC_SAFETY: "public safety",
    PurposeClass.ADMINISTRATIVE: "administrative",
    PurposeClass.VAGUE: "vague",
    PurposeClass.REDACTED: "redacted",
    PurposeClass.ABSENT: "absent",
}

PURPOSES: Mapping[str, str] = {
    Purpose.CIVIL_IMMIGRATION.value: "civil immigration enforcement",
    Purpose.CRIMINAL_IMMIGRATION.value: "federal immigration crime",
    Purpose.OTHER_CRIMINAL.value: "another crime",
    Purpose.PUBLIC_SAFETY.value: "public safety, not aimed at enforcement",
    Purpose.ADMINISTRATIVE.value: "testing, training, audit",
    Purpose.UNKNOWN.value: "not known",
}

SIGNALS: Mapping[str, str] = {
    Signal.OFFENSE_TYPE.value: "the agency chose it from the vendor's list of offences",
    Signal.STATUTE_CODE.value: "a section of a statute",
    Signal.PLAIN_WORD.value: "plain words",
    Signal.IMMIGRATION_MENTION.value: "words of immigration enforcement, which alone say nothing of the purpose",
    Signal.FEDERAL_MENTION.value: "a federal agency is named, nothing more",
    Signal.VAGUE.value: "vague words (investigation, patrol)",
    Signal.REDACTED.value: "blacked out",
    Signal.PLACEHOLDER.value: "a mark stands where a reason should (none, n/a, x)",
    Signal.UNRECOGNISED.value: "words that no rule knows",
    Signal.BLANK.value: "left blank",
    Signal.ABSENT.value: "the export has no column that could say it",
}
