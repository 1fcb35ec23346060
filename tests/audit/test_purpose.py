"""What searches say they were for: every rule's own cases, published reasons, and texts made to mislead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from comity.audit import ABSENT
from comity.audit.lexicon import LexiconError, Purpose, Rule, Signal, read_rules, rules
from comity.audit.purpose import StatedIn, classify, prepared

ROOT = Path(__file__).parents[2]
RULES = {rule.id: rule for rule in rules()}

# Reasons quoted in publications (404 Media 2025-05-27, SF Standard 2025-07-23, CalMatters 2025-06-13, and the tables
# of a St. Louis Park MN network-audit review, MuckRock request 207260). The quotation is the fact taken over.
PUBLISHED = """immigration|ICE|ICE+ERO|ICE WARRANT|ICE case|HSI|CBP|ice hold|ice pickup|assist ICE with locate
ice administrative warrant|immigration inv|assist immigration|HSI-Drug Lead|HSI-Labor Trafficking|HSI 3500
Immigration violation|LSP HSI HPD|CBP Assist|Assist CBP Investigation|Assist HSI|HSI narcs|Customs & Border Patrol
Immigration Violation|HSI - Assistance Exigent|HSI Fraud Investigation|HSI Narcotics Investigation|HSI ASSIST
Drugs/immigration violations|Immigration Status|Deportation Warrant|HSI request - ongoing|Invest Support to HSI
Immigration Warrant|Fugitive DEA and HSI|Immigration Inv|Immigration Enforcement|USBP Immigration Investigation
Border Fugitive|HSI Stolen""".replace("\n", "|").split("|")
NOT_IMMIGRATION = """287(B) vehicle|dispatch quick search associated with Alert: Stolen Plate
Daytime search for best result|City Planning/Traffic Analysis|test my car|my vehicle|2025 PROTEST|political signs
NOT PC, NOT WANTED Vehicle involved in a jacket theft...|asian burg|locating Chinese TBML|child custody papers
Extremist Activity|Counterfeiting/Forgery - money launder|hotplate|police|notice|office|justice|hero|zero
ice cream|black ice|Person+Crime|USMS case|I-205 crash|disorderly|Emigrant Gap|unlawful detainer""".replace(
    "\n", "|"
).split("|")


def cases(which: str) -> list[tuple[str, str]]:
    return [(rule.id, text) for rule in rules() for text in getattr(rule, which)]


def state_of(rule: Rule) -> str | None:
    return min(rule.states, default=None)


@pytest.mark.parametrize(("rule_id", "text"), cases("yes"))
def test_a_rule_decides_its_own_cases(rule_id: str, text: str) -> None:
    rule = RULES[rule_id]
    for found in (
        classify(reason=text, state=state_of(rule)),
        classify(offense_type=text, reason="", state=state_of(rule)),
    ):
        assert (found.rule, found.purpose, found.signal) == (rule_id, rule.purpose, rule.signal)


@pytest.mark.parametrize(("rule_id", "text"), cases("no"))
def test_a_rule_leaves_other_texts_alone(rule_id: str, text: str) -> None:
    rule = RULES[rule_id]
    assert classify(reason=text, state=state_of(rule)).rule != rule_id
    assert classify(offense_type=text, state=state_of(rule)).rule != rule_id


def test_every_rule_has_cases_of_both_kinds_and_a_use() -> None:
    for rule in rules():
        assert rule.yes, rule.id
        assert rule.no, rule.id
        assert rule.labels or rule.pattern or rule.whole, rule.id


@pytest.mark.parametrize("reason", PUBLISHED)
def test_published_mentions_ask_for_a_look_and_prove_no_purpose(reason: str) -> None:
    found = classify(reason=reason, state="GA")
    assert (found.purpose, found.signal) == (Purpose.UNKNOWN, Signal.IMMIGRATION_MENTION)


@pytest.mark.parametrize("reason", NOT_IMMIGRATION)
@pytest.mark.parametrize("state", ["CA", "TX", None])
def test_traps_are_no_mention(reason: str, state: str | None) -> None:
    found = classify(reason=reason, state=state)
    assert found.signal is not Signal.IMMIGRATION_MENTION
    assert found.purpose not in {Purpose.CIVIL_IMMIGRATION, Purpose.CRIMINAL_IMMIGRATION}


def test_only_the_agencys_own_choice_states_an_immigration_purpose() -> None:
    civil = classify(reason="Immigration (civil/administrative) -")
    criminal = classify(offense_type="Immigration (criminal)", reason="ICE hold")
    assert civil.purpose is Purpose.CIVIL_IMMIGRATION
    assert criminal.purpose is Purpose.CRIMINAL_IMMIGRATION


@pytest.mark.parametrize(
    ("offense_type", "reason"),
    [
        ("Immigration (civil/administrative), Immigration (criminal)", ""),
        ("Immigration (civil/administrative), Robbery", ""),
        ("Immigration (criminal)", "Immigration (civil/administrative) -"),
        ("Robbery", "Immigration (civil/administrative) - locate"),
        ("Immigration (criminal), Something New", ""),
        ("Robbery", "ICE hold"),
        ("Drugs/Narcotics", "HSI"),
    ],
)
def test_statements_that_do_not_agree_leave_the_purpose_unknown(
    offense_type: str, reason: str
) -> None:
    found = classify(offense_type=offense_type, reason=reason)
    assert (found.purpose, found.signal) == (Purpose.UNKNOWN, Signal.IMMIGRATION_MENTION)


def test_a_mention_in_any_cell_goes_before_a_crime_in_another() -> None:
    found = classify(reason="stolen vehicle", offense_type="Robbery", text_prompt="truck, ICE op")
    assert (found.signal, found.cell) == (Signal.IMMIGRATION_MENTION, StatedIn.TEXT_PROMPT)


def test_a_clear_offence_type_decides_beside_a_vague_or_blacked_out_reason() -> None:
    for reason in ("investigation", "***", "", ABSENT):
        found = classify(offense_type="Robbery", reason=reason)
        assert (found.purpose, found.cell) == (Purpose.OTHER_CRIMINAL, StatedIn.OFFENSE_TYPE)


def test_what_is_left_of_a_redacted_text_does_not_speak_for_the_rest() -> None:
    assert classify(reason="REDACTED stolen vehicle").signal is Signal.REDACTED


def test_a_long_text_is_read_like_a_short_one() -> None:
    found = classify(reason="x " * 1_000 + "ICE hold")
    assert (found.signal, found.span) == (Signal.IMMIGRATION_MENTION, (2_000, 2_003))


def test_absent_blank_and_unknown_words_are_three_things() -> None:
    assert classify().signal is Signal.ABSENT
    assert classify(reason=" ", offense_type=ABSENT).signal is Signal.BLANK
    assert classify(reason="cjvs").signal is Signal.UNRECOGNISED
    for found in (classify(), classify(reason=""), classify(reason="cjvs")):
        assert found.purpose is Purpose.UNKNOWN
        assert (found.rule, found.cell, found.span) == (None, None, None)


def test_sections_of_state_law_count_only_where_the_state_is_known() -> None:
    assert classify(reason="287(B) vehicle", state="CA").purpose is Purpose.OTHER_CRIMINAL
    assert classify(reason="287(B) vehicle", state="TX").purpose is Purpose.UNKNOWN
    assert classify(reason="459", state=None).purpose is Purpose.UNKNOWN


@pytest.mark.parametrize(
    ("reason", "part"),
    [
        ("assist ICE+ERO today", "ICE"),
        ("poss 10851 vehicle", "10851"),
        ("ice cream truck, then İCE… ICE_hold", "ICE"),
        ("welfare%20check now", "welfare%20check"),
        ("ＨＳＩ case", "ＨＳＩ"),
        ("see Immigration\tInv", "Immigration"),
    ],
)
def test_the_span_shows_the_part_that_decided(reason: str, part: str) -> None:
    found = classify(reason=reason, state="CA")
    assert found.span is not None
    assert reason[slice(*found.span)] == part


@given(st.text(max_size=60))
def test_preparing_keeps_every_character_in_its_place(text: str) -> None:
    assert len(prepared(text)) == len(text)


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6)


@given(LETTERS, LETTERS)
def test_ice_inside_a_word_is_never_a_mention(before: str, after: str) -> None:
    for word in (f"{before}ice", f"{before}ice{after}"):
        found = classify(reason=word)
        assert found.rule != "word-ice"


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_word_of_immigration_is_never_drowned_into_another_purpose(
    before: str, after: str
) -> None:
    found = classify(reason=f"{before} immigration {after}", state="CA")
    assert found.purpose in {Purpose.UNKNOWN, Purpose.CRIMINAL_IMMIGRATION}
    assert found.signal is Signal.IMMIGRATION_MENTION or found.rule == "usc-immigration-crime"


def test_purposes_are_the_words_of_the_vocabulary() -> None:
    tree = YAML(typ="safe", pure=True).load(
        (ROOT / "corpus" / "vocabulary.yaml").read_text("utf-8")
    )
    (word,) = [word for word in tree["words"] if word["id"] == "purpose"]
    values = {value["id"] for value in word["values"]}
    assert {purpose.value for purpose in Purpose} - {"unknown"} == values


CASES = "cases: {yes: [a], no: [b]}"


@pytest.mark.parametrize(
    "rule",
    [
        f"{{id: x, purpose: unknown, signal: vague, pattern: '(?=a)', {CASES}}}",
        f"{{id: x, purpose: unknown, signal: vague, whole: '(a)\\1', {CASES}}}",
        f"{{id: x, purpose: unknown, signal: vague, words: [a], pattern: a, {CASES}}}",
        f"{{id: x, purpose: unknown, signal: vague, colour: red, {CASES}}}",
        f"{{id: x, purpose: unknown, signal: vague, words: [a], {CASES}}}, "
        f"{{id: x, purpose: unknown, signal: vague, words: [b], {CASES}}}",
    ],
)
def test_a_rule_that_not_every_engine_can_run_or_that_is_misspelt_is_refused(rule: str) -> None:
    with pytest.raises(LexiconError, match=r"`x`|same `id`"):
        read_rules(f"rules: [{rule}]")
