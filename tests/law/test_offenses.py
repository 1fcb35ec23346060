"""Sections as people write them, and the classes that list them."""

from __future__ import annotations

from datetime import date

import pytest

from comity.law import Corpus, OffenseClass, Period, containing, listings_of
from comity.law.offenses import Listing, Section, owner_of, section_of
from comity.logic import Span


@pytest.mark.parametrize(
    ("text", "code", "number", "parts"),
    [
        ("PC 459", "pc", "459", ()),
        ("pc 459", "pc", "459", ()),
        ("PC459", "pc", "459", ()),
        ("P.C. § 459", "pc", "459", ()),
        ("Penal Code § 245(a)(1)", "pc", "245", ("a", "1")),
        ("Penal Code 245 (a) (1)", "pc", "245", ("a", "1")),
        ("PC 667.5(c)", "pc", "667.5", ("c",)),
        ("Penal Law 160.10", "pl", "160.10", ()),
        ("G.S. 14-39", "gs", "14-39", ()),
        ("8 U.S.C. § 1326(b)(2)", "8 usc", "1326", ("b", "2")),
        ("459", "", "459", ()),
        ("  PC   459. ", "pc", "459", ()),
    ],
)
def test_a_section_is_read_as_it_is_written(
    text: str, code: str, number: str, parts: tuple[str, ...]
) -> None:
    assert section_of(text) == Section(code, number, parts)


@pytest.mark.parametrize(
    "text", ["", "burglary", "PC", "PC 245(a)(1)-(4)", "PC 459 and PC 460 or so"]
)
def test_what_holds_no_one_section_is_none(text: str) -> None:
    assert section_of(text) is None
    assert list(listings_of({"ca.any": ("PC 459",)}, text)) == []


CLASSES = {
    "ca.theft": ("PC 459", "PC 487"),
    "ca.violent": ("PC 245(a)(1)", "PC 245(a)(4)", "PC 187"),
    "ny.violent": ("PL 160.10",),
}


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(one.class_id, one.member, one.whole) for one in listings_of(CLASSES, text)]


def test_a_section_is_in_the_classes_that_list_it() -> None:
    assert found("Penal Code § 459") == [("ca.theft", "PC 459", True)]
    assert found("PC 459.5") == []
    assert found("VC 459") == []


def test_a_subdivision_of_a_listed_section_is_wholly_in() -> None:
    assert found("PC 187(a)") == [("ca.violent", "PC 187", True)]
    assert found("PC 245(a)(1)(A)") == [("ca.violent", "PC 245(a)(1)", True)]


def test_a_section_of_which_only_a_part_is_listed_may_be_in() -> None:
    assert found("PC 245") == [("ca.violent", "PC 245(a)(1)", False)]
    assert found("PC 245(b)") == []


def test_a_member_without_a_number_lists_nothing() -> None:
    assert list(listings_of({"ca.any": ("any theft", "PC 1")}, "PC 1")) == [
        Listing(class_id="ca.any", member="PC 1", whole=True)
    ]


def _class(name: str, *within: str) -> OffenseClass:
    return OffenseClass(
        id=name,
        cite="§ 1",
        means=name,
        period=Period(from_=date(2000, 1, 1)),
        within=within,
        members=(),
        span=Span(file="made.yaml", line=1, column=1),
    )


def test_containing_classes_come_nearest_first_and_once() -> None:
    made = {
        one.id: one
        for one in (
            _class("aa.small", "aa.middle", "aa.other"),
            _class("aa.middle", "aa.great"),
            _class("aa.other", "aa.great"),
            _class("aa.great"),
        )
    }
    assert containing(made, "aa.small") == ("aa.middle", "aa.other", "aa.great")
    assert containing(made, "aa.great") == ()
    assert containing(made, "aa.unknown") == ()


def test_the_owner_of_a_class_stands_in_its_name() -> None:
    assert owner_of("ca.serious_felony") == "us-ca"


def test_every_class_of_the_corpus_lists_its_own_members(shipped_corpus: Corpus) -> None:
    sections = {name: one.members for name, one in shipped_corpus.classes.items()}
    assert sections
    for name, members in sections.items():
        for member in members:
            if section_of(member) is not None:
                assert name in {one.class_id for one in listings_of(sections, member)}
