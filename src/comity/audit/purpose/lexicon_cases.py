"""Whether a lexicon's rules decide their own cases, and a user's lexicon with its cases checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from comity.audit.purpose.classify import StatedPurpose, purpose_of
from comity.audit.purpose.lexicon import Case, Lexicon, Rule
from comity.audit.purpose.lexicon_file import LexiconError, read_lexicon_files, shipped_lexicon
from comity.law.problem import Problem


def lexicon_with(paths: Sequence[Path] = ()) -> Lexicon:
    """The shipped rules with a user's files laid over them, their cases checked. Raises LexiconError.

    Cases of the shipped rules are not asked again: to read them in another way is what such a file is for.
    """
    if not paths:
        return shipped_lexicon()
    lexicon = read_lexicon_files(tuple(paths))
    own = {str(path) for path in paths}
    if problems := tuple(one for one in case_problems(lexicon) if one.file in own):
        raise LexiconError(problems)
    return lexicon


def case_problems(lexicon: Lexicon) -> Iterator[Problem]:
    """Every case that does not come out as its rule says."""
    for rule in lexicon.rules:
        for case in rule.yes:
            found = purpose_of(case.cells, lexicon)
            if found.rule != rule.id:
                yield _problem(rule, case, _what_decides(found, case), "its `yes`", "mend the rule")
        for case in rule.no:
            found = purpose_of(case.cells, lexicon)
            if found.rule == rule.id:
                why = f"the rule decides it, by `{_part(found, case)}`"
                yield _problem(rule, case, why, "its `no`", "mend the rule")


def _what_decides(found: StatedPurpose, case: Case) -> str:
    if found.rule is None:
        return "no rule decides it"
    return f"rule `{found.rule}` decides it, by `{_part(found, case)}`"


def _part(found: StatedPurpose, case: Case) -> str:
    text = getattr(case.cells, found.cell.value) if found.cell else ""
    return str(text)[slice(*found.span)] if found.span else ""


def _problem(rule: Rule, case: Case, why: str, where: str, remedy: str) -> Problem:
    return Problem(
        file=case.file,
        line=case.line,
        what=f"case `{case.text}` of rule `{rule.id}`",
        why=why,
        remedy=f"{remedy}, or take the case out of {where}",
    )
