"""Lexicons of one's own: laid over the shipped rules, their cases checked, every mistake told with its line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from comity.audit import LexiconError, lexicon_with
from comity.audit.purpose.classify import purpose_of
from comity.audit.purpose.lexicon import Cells, Lexicon, Purpose, PurposeClass
from comity.audit.purpose.lexicon_file import shipped_lexicon

GOOD = """rules:
  - id: joint-operation
    class: federal_unknown
    words: [op northern star*]
    cases: {yes: [Op Northern Star 2], no: [operation]}
"""


def laid(folder: Path, *texts: str) -> Lexicon:
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"own{number}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return lexicon_with(paths)


def rule_for(lexicon: Lexicon, reason: str) -> str | None:
    return purpose_of(Cells(reason=reason), lexicon).rule


def test_a_new_rule_is_asked_first_and_the_shipped_ones_stay(tmp_path: Path) -> None:
    lexicon = laid(tmp_path, GOOD)
    assert rule_for(lexicon, "op northern star, ICE") == "joint-operation"
    assert rule_for(lexicon, "ICE") == "word-ice"
    assert rule_for(shipped_lexicon(), "op northern star") != "joint-operation"
    assert len(lexicon.rules) == len(shipped_lexicon().rules) + 1


def test_a_later_file_lies_over_an_earlier_one(tmp_path: Path) -> None:
    later = "rules: [{adds_to: joint-operation, words: [ons], cases: {yes: [ONS], no: [onset]}}]"
    assert rule_for(laid(tmp_path, GOOD, later), "ons") == "joint-operation"
    assert rule_for(
        laid(tmp_path, GOOD, "rules: [{drops: joint-operation}]"), "op northern star"
    ) == ("word-vague")


def test_exceptions_may_be_added_to_a_shipped_pattern(tmp_path: Path) -> None:
    lexicon = laid(tmp_path, "rules: [{adds_to: word-ice, except: [ice palace]}]")
    assert rule_for(lexicon, "ice palace") is None
    assert rule_for(lexicon, "ice palace, ICE agents") == "word-ice"
    # What the rule had before is not lost.
    assert rule_for(lexicon, "ice cream") is None


def test_a_rule_of_digits_alone_reads_case_numbers_too(tmp_path: Path) -> None:
    rule = "rules: [{id: x, class: federal_unknown, words: ['8675309'], cases: {yes: ['8675309'], no: ['8']}}]"
    found = purpose_of(Cells(reason="patrol", case_number="8675309"), laid(tmp_path, rule))
    assert found.rule == "x"


def test_only_a_signal_that_states_makes_a_fact_of_a_user_s_word(tmp_path: Path) -> None:
    rule = "rules: [{{id: x, class: civil_immigration, {}words: [zz top], cases: {{yes: [zz top], no: [zz]}}}}]"
    found = purpose_of(Cells(reason="zz top"), laid(tmp_path, rule.format("")))
    assert (found.purpose_class, found.purpose) == (PurposeClass.CIVIL_IMMIGRATION, Purpose.UNKNOWN)
    found = purpose_of(Cells(reason="zz top"), laid(tmp_path, rule.format("signal: plain_word, ")))
    assert found.purpose is Purpose.CIVIL_IMMIGRATION


def test_the_version_names_the_shipped_rules_and_every_file_by_digest(tmp_path: Path) -> None:
    version = laid(tmp_path, GOOD).version
    assert version["sha256"] == shipped_lexicon().version["sha256"]
    digest = hashlib.sha256(GOOD.encode()).hexdigest()
    assert version["laid_over"] == [{"file": "own0.yaml", "sha256": digest}]
    assert shipped_lexicon().version["laid_over"] == []


CASES = "cases: {yes: [a], no: [b]}"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (f"rules:\n  - {{id: x, class: vague, pattern: '(?=a)', {CASES}}}", 2, "`(?` in `pattern`"),
        (f"rules:\n  - {{id: x, class: vague, pattern: '\\ba', {CASES}}}", 2, r"`\b` in `pattern`"),
        (f"rules:\n  - {{id: x, class: vague, whole: '(a)\\1', {CASES}}}", 2, r"`\1` in `whole`"),
        (f"rules:\n  - {{id: x, class: vague, pattern: 'a+?', {CASES}}}", 2, "`+?` in `pattern`"),
        (f"rules:\n  - {{id: x, class: vague, pattern: 'ICE', {CASES}}}", 2, "`I` in `pattern`"),
        (f"rules:\n  - {{id: x, class: vague, pattern: '(a', {CASES}}}", 2, "it is no regular expression"),
        (f"rules:\n  - {{id: x, class: vague, pattern: 'a*', {CASES}}}", 2, "a text with nothing in it"),
        (f"rules:\n  - {{id: x, class: vague, words: [a], pattern: a, {CASES}}}", 2, "it has `words` and `pattern`"),
        (f"rules:\n  - {{id: x, class: vague, colour: red, words: [a], {CASES}}}", 2, "key `colour`"),
        (f"rules:\n  - {{id: x, class: cruel, words: [a], {CASES}}}", 2, "`class`: it is not one of its values"),
        (f"rules:\n  - {{id: x, class: vague, {CASES}}}", 2, "nothing says which texts"),
        ("rules:\n  - {id: x, class: vague, words: [a]}", 2, "`cases`: a rule must show"),
        ("rules:\n  - {id: x, class: vague, words: [a], cases: {yes: [a]}}", 2, "`no` in `cases`"),
        (f"rules:\n  - {{id: word-ice, class: vague, words: [a], {CASES}}}", 2, "another rule has this id"),
        (f"rules:\n  - {{id: x, class: vague, words: a, {CASES}}}", 2, "`words`: it must be a list"),
        (f"rules:\n  - {{id: x, class: vague, words: ['~'], {CASES}}}", 2, "it is no word"),
        (f"rules:\n  - {{id: x, class: vague, words: [a], states: [Texas], {CASES}}}", 2, "state `Texas`"),
        (f"rules:\n  - {{id: x, class: vague, words: [a], alone: true, {CASES}}}", 2, "`alone` in rule `x`"),
        (f"rules:\n  - {{id: x, class: vague, signal: blank, words: [a], {CASES}}}", 2, "no rule decided"),
        ("rules:\n\n  - {adds_to: word-nice, except: [a]}", 3, "no rule below has this id"),
        ("rules:\n  - {drops: word-ice, words: [a]}", 2, "key `words`"),
        ("rules:\n  - {adds_to: word-ice, words: [a], cases: {yes: [a], no: [b]}}", 2, "it is written as a pattern"),
        ("rules:\n  - text", 2, "it is no rule"),
        ("words: [a]", 1, "it must hold `rules`"),
        ("rules: [", 1, "YAML"),
        ("rules:\n  - {id: x, class: vague, words: [q], cases: {yes: [q,\n r], no: [b]}}", 3, "case `r` of rule `x`: no rule decides it"),
        ("rules:\n  - {id: x, class: vague, words: [q], cases: {yes: [q], no: [b q]}}", 2, "the rule decides it, by `q`"),
        ("rules:\n  - {id: x, class: vague, words: [q], cases: {yes: [{why: q}], no: [b]}}", 2, "key `why`"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_file_and_line(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    with pytest.raises(LexiconError) as raised:
        laid(tmp_path, text)
    problems = [str(problem) for problem in raised.value.problems]
    where = f"{tmp_path / 'own0.yaml'}:{line}: "
    assert any(problem.startswith(where) and told in problem for problem in problems), problems


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as raised:
        laid(tmp_path, "rules: [{id: x}]", "rules: [{drops: y}]")
    assert {Path(one.file).name for one in raised.value.problems} == {"own0.yaml", "own1.yaml"}


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"rules: \x00", b"#" * 1_000_001], ids=["bytes", "nul", "large"]
)
def test_a_file_that_is_no_lexicon_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "own.yaml").write_bytes(data)
    with pytest.raises(LexiconError):
        lexicon_with([tmp_path / "own.yaml"])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.yaml: cannot be read"):
        lexicon_with([tmp_path / "none.yaml"])
