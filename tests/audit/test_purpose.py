"""What searches say they were for: every rule's own cases, published reasons, and texts made to mislead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from comity.audit import ABSENT
from comity.audit.purpose.classify import StatedIn, classify, hits_of, purpose_of
from comity.audit.purpose.lexicon import Case, Cells, Purpose, PurposeClass, Signal
from comity.audit.purpose.lexicon_cases import case_problems
from comity.audit.purpose.lexicon_file import shipped_lexicon
from comity.audit.purpose.text import prepared

ROOT = Path(__file__).parents[2]
LEXICON = shipped_lexicon()
RULES = {rule.id: rule for rule in LEXICON.rules}

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


def reasons(which: str) -> list[tuple[str, Case]]:
    """Cases that are a reason and nothing else."""
    return [
        (rule.id, case)
        for rule in LEXICON.rules
        for case in getattr(rule, which)
        if case.cells == Cells(reason=case.text)
    ]


def test_every_case_of_every_rule_comes_out_as_it_says() -> None:
    assert [str(problem) for problem in case_problems(LEXICON)] == []


@pytest.mark.parametrize(
    ("rule_id", "case"), reasons("yes"), ids=lambda one: getattr(one, "text", one)
)
def test_a_reason_that_decides_does_so_in_the_other_column_too(rule_id: str, case: Case) -> None:
    rule = RULES[rule_id]
    found = classify(offense_type=case.text, reason="")
    assert (found.rule, found.purpose, found.purpose_class) == (
        rule_id,
        rule.purpose,
        rule.purpose_class,
    )


@pytest.mark.parametrize(
    ("rule_id", "case"), reasons("no"), ids=lambda one: getattr(one, "text", one)
)
def test_a_rule_leaves_other_texts_alone(rule_id: str, case: Case) -> None:
    assert classify(offense_type=case.text, reason="").rule != rule_id


def test_every_rule_has_cases_of_both_kinds_and_a_use() -> None:
    for rule in LEXICON.rules:
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
    found = classify(reason="x " * 1_000 + "ICE case")
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
        ("assist ICE+HSI today", "ICE"),
        ("assist ICE+ERO today", "ERO"),
        ("poss 10851 vehicle", "10851"),
        ("ice cream truck, then İCE… ICE_case", "İCE"),
        ("ice cream truck, ICE_hold", "ICE_hold"),
        ("orden de deportación", "deportación"),
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


def test_the_law_is_asked_with_no_purpose_that_words_of_immigration_alone_suggest() -> None:
    for rule in LEXICON.rules:
        if rule.signal is Signal.IMMIGRATION_MENTION:
            assert rule.purpose is Purpose.UNKNOWN, rule.id
        if rule.purpose_class.needs_look and rule.purpose is not Purpose.UNKNOWN:
            assert rule.signal in {Signal.OFFENSE_TYPE, Signal.STATUTE_CODE}, rule.id


@pytest.mark.parametrize(
    ("cells", "expected", "cell"),
    [
        (Cells(reason="patrol", case_number="ICE"), "word-ice", StatedIn.CASE_NUMBER),
        (Cells(case_number="HSI 24-1"), "word-homeland-security", StatedIn.CASE_NUMBER),
        (
            Cells(reason="***", moderation="blocked: immigration enforcement"),
            "word-immigration",
            StatedIn.MODERATION,
        ),
        (
            Cells(reason="patrol", case_number="stolen", moderation="allow"),
            "word-vague",
            StatedIn.REASON,
        ),
        (Cells(case_number="theft 26-1"), None, None),
        (Cells(reason="", case_number="26-0001"), None, None),
    ],
)
def test_case_number_and_moderation_are_read_for_what_needs_a_look_alone(
    cells: Cells, expected: str | None, cell: StatedIn | None
) -> None:
    found = purpose_of(cells, LEXICON)
    assert (found.rule, found.cell) == (expected, cell)


def test_a_case_number_alone_is_no_reason() -> None:
    assert purpose_of(Cells(case_number="26-0001"), LEXICON).purpose_class is PurposeClass.ABSENT
    assert purpose_of(Cells(case_number="26-0001"), LEXICON).signal is Signal.ABSENT


def test_what_other_rules_saw_follows_what_decided() -> None:
    cells = Cells(reason="HSI stolen vehicle", offense_type="Robbery")
    seen = [(hit.rule.id, hit.cell) for hit in hits_of(cells, LEXICON)]
    assert seen == [
        ("word-homeland-security", StatedIn.REASON),
        ("list-crime", StatedIn.OFFENSE_TYPE),
        ("word-theft", StatedIn.OFFENSE_TYPE),
        ("word-vague", StatedIn.REASON),
    ]


@pytest.mark.parametrize(
    "text",
    [mark * 60_000 + "a" for mark in " *0.-#x9"]
    + ["287" + " " * 60_000, "8 usc" + " " * 60_000, "pc" + " " * 60_000, "(a)" * 20_000 + "!"],
    ids=lambda text: text[:6],
)
def test_a_text_made_to_keep_a_rule_busy_is_read_all_the_same(text: str) -> None:
    """Rules whose time grows with the square of a text would not end here."""
    assert classify(reason=text, state="CA").purpose_class is not PurposeClass.ABSENT
