"""Takes a written name apart: marks of status, state, asides in brackets, and what is left.

Purely textual; no table of places is asked here, so a state code may still be misread and a caller
must find a place or a body before it relies on one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from comity.places.states import State, all_states


class StateSign(IntEnum):
    """Where in the name the state stands; the lower, the plainer."""

    ASIDE = 0
    """`Centralia PD (WA)`"""
    PREFIX = 1
    """`IN - Angola PD`"""
    BESIDE_ROLE = 2
    """`Dallas TX PD`, `Newport Beach PD CA`"""
    WITHIN = 3
    """`GA State University PD`"""
    SPELLED = 4
    """`Solano County California Sheriff's Office`"""
    NONE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenName:
    """One name taken apart. `core` is without status, asides and (unless spelled within) state."""

    core: str
    asides: tuple[str, ...]
    federal_mark: bool
    active: bool | None
    state: State | None
    sign: StateSign


_FEDERAL_MARK = re.compile(r"^\s*\[\s*federal\s*\]\s*", re.IGNORECASE)
_RETIRED_WORDS = (
    r"inactive|deactivated|de-?activated|decommissioned|revoked mou|not in use|dnu|duplicate"
    r"|do\s?n[o']?t use|duplicate[- ]do not use|duplicate do\s?n[o']?t use"
)
_RETIRED = (
    re.compile(rf"[\[(]\s*(?:{_RETIRED_WORDS})\s*[\])]", re.IGNORECASE),
    re.compile(r"^\s*(?:dnu|do not use|don'?t use)\s*-\s*", re.IGNORECASE),
    re.compile(r"\s-\s*(?:not in use|do not use|don'?t use)\b.*$", re.IGNORECASE),
    re.compile(r"\bformer\b\s*-?\s*", re.IGNORECASE),
)
# Product and account names that the vendor hangs on a customer's name.
_ACCOUNT = (
    re.compile(
        r"[\[(]\s*(?:raven|condor|flex|trailer|le|disp|custom hotlist|mobile[^)]*|pd|error)\s*[\])]",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s-\s*(?:insight(?: omnia)?|flex|original|new|mobile|old|law enforcement)\s*$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\s+error|(?<=\bPD)\s+\d)\s*$", re.IGNORECASE),
    re.compile(r"(?<=\bSO)\d\b"),
)
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_DASH = re.compile(r"\s*[-\u2013\u2014]\s+|\s+[-\u2013\u2014]\s*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")

_ROLE_TOKEN = re.compile(
    "PD|SO|SD|DA|FD|TF|DTF|DPS|ISD|ECC|911|HOA|DA'?S|POLICE|SHERIFF(?:'?S)?|PUBLIC|DISTRICT"
    "|PROSECUTOR(?:'?S)?|CONST|CONSTABLE|MARSHAL'S|DEPARTMENT|DEPT|STATE|COMMUNICATIONS|DISPATCH"
    "|TRIBAL|DIVISION|CAMPUS|FIRE|ATTORNEY'S|PCT|PROBATION"
)
_SLUG_ABBREVIATION = re.compile(
    "pd|so|sd|da|fd|tf|dtf|dps|isd|hoa|uc|csu|ucla|usc|us|fbi|atf|dea|usms|ice|cbp|hsi"
)


def take_apart(name: str) -> WrittenName:
    """Read one name as it stands in a list or as a portal's address part (`galt-ca-pd`)."""
    text = " ".join(name.split())
    if _SLUG.fullmatch(text):
        text = _spell_out_slug(text)
    text = text.replace("\u2019", "'")
    marked = _FEDERAL_MARK.search(text) is not None
    text = _FEDERAL_MARK.sub("", text)
    active = None
    for pattern in _RETIRED:
        text, times = pattern.subn(" ", text)
        if times:
            active = False
    for pattern in _ACCOUNT:
        text = pattern.sub(" ", text)
    asides = tuple(
        aside for match in _ASIDE.finditer(text) if (aside := (match[1] or match[2] or "").strip())
    )
    text = _DASH.sub(" - ", _ASIDE.sub(" ", text))
    text = re.sub(r"(?<=[a-zA-Z]{2})-(?=[A-Z]{2}$)", " - ", text)  # `Mendocino County SO-CA`
    core = " ".join(text.split()).strip(" -,/")
    state, sign, core = _state_of(core, asides)
    return WrittenName(
        core=" ".join(core.split()).strip(" -,/"),
        asides=tuple(aside for aside in asides if aside not in all_states()),
        federal_mark=marked,
        active=active,
        state=state,
        sign=sign,
    )


def _spell_out_slug(text: str) -> str:
    """`san-joaquin-county-ca-so` -> `San Joaquin County CA SO`."""
    words = text.split("-")
    aside = ""
    if len(words) > 2 and re.fullmatch("[a-z]{2,4}s[od]", words[-1]):
        aside = f" ({words.pop().upper()})"  # `town-of-woodside-ca-smcso`
    codes = [
        at
        for at, word in enumerate(words)
        if at and word.upper() in all_states() and not (word == "sd" and at == len(words) - 1)
    ]
    beside = [
        at
        for at in codes
        if at == len(words) - 1 or words[at + 1] in {"pd", "so", "sd", "da", "fd"}
    ]
    spelled = [
        "DAs"
        if word == "das"
        else word.upper()
        if _SLUG_ABBREVIATION.fullmatch(word) or at in (beside or codes)[-1:]
        else word.title()
        for at, word in enumerate(words)
    ]
    return " ".join(spelled) + aside


def _state_of(core: str, asides: tuple[str, ...]) -> tuple[State | None, StateSign, str]:
    states = all_states()
    for aside in asides:
        if aside in states:
            return states[aside], StateSign.ASIDE, _spell_out_codes(core, aside)
    words = core.split()
    if len(words) > 2 and words[1] == "-" and words[0] in states:
        rest = " ".join(words[2:])
        return states[words[0]], StateSign.PREFIX, _drop_code(rest, words[0])
    codes = _codes(words)
    for sign in (StateSign.BESIDE_ROLE, StateSign.WITHIN):
        found = {words[at].upper() for at, how in codes if how is sign}
        if len(found) == 1:
            code = found.pop()
            at = max(at for at, how in codes if how is sign)
            if sign is StateSign.BESIDE_ROLE:
                del words[at]
            return states[code], sign, _spell_out_codes(_county_words(words, code), code)
        if found:
            break
    return None, StateSign.NONE, _county_words(words, "")


def _codes(words: list[str]) -> list[tuple[int, StateSign]]:
    """Positions of words that read as state codes, with how plainly each stands."""
    states = all_states()
    shouting = len(words) > 2 and all(word.isupper() or not word.isalpha() for word in words)
    codes = []
    for at, word in enumerate(words):
        following = words[at + 1].upper().strip(",") if at + 1 < len(words) else ""
        if following == "-" and at + 2 < len(words):
            following = words[at + 2].upper()
        beside = at > 0 and (not following or _ROLE_TOKEN.fullmatch(following))
        if word in states or (word.upper() in states and word.istitle() and following == "PD"):
            if beside:
                codes.append((at, StateSign.BESIDE_ROLE))
            elif not shouting:
                codes.append((at, StateSign.WITHIN))
    others = [at for at, _ in codes if words[at] not in {"CO", "SD"}]
    if not others and codes and words[codes[-1][0]] == "CO" and codes[-1][0] + 1 < len(words):
        at = codes[-1][0]
        if words[at + 1] == "SO" and words[at - 1].casefold() not in {"county", "co", "co."}:
            codes = []  # `Grundy CO SO`: a county of any state
    if others:  # beside another code, `CO` is a county and `SD` a sheriff's department
        codes = [code for code in codes if code[0] in others]
    if len({words[at].upper() for at, how in codes if how is StateSign.BESIDE_ROLE}) > 1:
        last = codes[-1][0]
        if last == len(words) - 1 and len(words) > 2:
            codes = [code for code in codes if code[0] == last]
    return codes


def _county_words(words: list[str], code: str) -> str:
    """`CO` and `SD` that were not the state become what they stand for."""
    out = []
    for at, word in enumerate(words):
        if word == "CO" and code != "CO" and at:
            out.append("County")
        elif word == "SD" and code != "SD" and at:
            out.append("SO")
        else:
            out.append(word)
    return " ".join(out)


def _drop_code(core: str, code: str) -> str:
    """A second mention of the same state at the end says nothing new."""
    return re.sub(rf"\s{code}(?=$|\s(?:PD|SO)\b)", "", core)


def _spell_out_codes(core: str, code: str) -> str:
    """Other mentions of the code are part of a name: `GA State University`."""
    return re.sub(rf"\b{code}\b(?!['.])", all_states()[code].name, core)


_STATE_NAMES = sorted((state.name for state in all_states().values()), key=len, reverse=True)
SPELLED_STATE = re.compile(r"\b(" + "|".join(_STATE_NAMES) + r")\b")
"""A state's full name; places are called so too (`Nevada County`, `California City`)."""


def spelled_state(text: str) -> State:
    """The state of a full name that `SPELLED_STATE` found."""
    return next(state for state in all_states().values() if state.name == text)
