"""What stands out in searches, in words: the questions themselves and the rules that raise them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.audit.report.patterns import (
    LEAST_ACCOUNTS,
    LEAST_IN_AN_HOUR,
    LEAST_MENTIONS,
    LEAST_OF_ONE,
    NIGHT,
    SHARE_OF_ONE,
    SHOWN,
    SUBJECT,
    TIMES,
    Pattern,
    PatternKind,
)
from comity.audit.report.slices import Slice, Slices

TITLES: Mapping[PatternKind, str] = {
    PatternKind.SHARE_JUMPS: "Months in which far more of an agency's searches mention immigration than usual",
    PatternKind.NIGHT_BURST: "Hours of the night with far more searches than usual",
    PatternKind.ONE_ACCOUNT: "One account behind most searches that mention immigration",
}

RULES: Mapping[PatternKind, str] = {
    PatternKind.SHARE_JUMPS: f"A month of an agency is named if at least {LEAST_MENTIONS} of its searches mention immigration, "
    f"if these are at least {TIMES} times as many as its share in its other months would give, and if so many are "
    "less likely than one in ten thousand by chance alone (Poisson).",
    PatternKind.NIGHT_BURST: f"An hour between {NIGHT[0]}:00 and {NIGHT[1]}:00, on the clocks of most people in the agency's state, "
    f"is named if it holds at least {LEAST_IN_AN_HOUR} of the agency's searches, at least {TIMES} times the mean of its other "
    "night hours that hold any, and if so many are less likely than one in ten thousand by chance alone (Poisson).",
    PatternKind.ONE_ACCOUNT: f"An account is counted if at least {LEAST_OF_ONE} searches that mention immigration, and at least "
    f"{SHARE_OF_ONE:.0%} of its agency's, are its own, and the log shows {LEAST_ACCOUNTS} accounts or more of the agency. "
    "Which account it is, is not shown.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternGroup:
    """Questions of one kind; `more` are not listed."""

    title: str
    lines: tuple[tuple[str, Slice], ...]
    more: int


def pattern_groups(
    patterns: Mapping[PatternKind, tuple[Pattern, ...]], slices: Slices
) -> tuple[PatternGroup, ...]:
    """The questions that a page asks, with what opens their rows."""
    return tuple(
        PatternGroup(
            title=TITLES[kind],
            lines=tuple(
                (
                    question(one),
                    slices.of_rows(
                        f"question: {one.party or '(not named)'}, {kind.value.replace('_', ' ')} {_when(one)}",
                        one.count,
                        SUBJECT,
                        one.where,
                    ),
                )
                for one in found[:SHOWN]
            ),
            more=max(0, len(found) - SHOWN),
        )
        for kind, found in patterns.items()
    )


def question(one: Pattern) -> str:
    """One question with its numbers."""
    party = one.party or "(agency not named)"
    match one.kind:
        case PatternKind.SHARE_JUMPS:
            return (
                f"{party}: what is behind {one.count} mentions in {one.of:,} searches of {_when(one)}, where its "
                f"other months would give about {one.usual:,.1f}?"
            )
        case PatternKind.NIGHT_BURST:
            return (
                f"{party}: what is behind {one.count} searches in the hour from {_when(one)} (its own time), where its "
                f"other nights hold about {one.usual:,.1f} an hour?"
            )
        case PatternKind.ONE_ACCOUNT:
            return (
                f"{party}: why does one account stand behind {one.count} of {one.of:,} searches that mention "
                "immigration enforcement?"
            )


def _when(one: Pattern) -> str:
    if one.when is None:
        return ""
    return (
        f"{one.when:%Y-%m}" if one.kind is PatternKind.SHARE_JUMPS else f"{one.when:%Y-%m-%d %H:%M}"
    )
