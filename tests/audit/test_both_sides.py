"""Both agencies' law, signed declarations, detainers: what one row asks, and whose act each finding is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.audit import AuditOptions
from comity.audit.deciding.attestations import AttestationError, Attestations, read_attestations
from comity.audit.deciding.detainer import asks_of
from comity.audit.deciding.facility import facility_named
from comity.audit.deciding.party import NoPlace, party_named
from comity.audit.report.portal_pages import PortalPagesError, read_portal_pages
from comity.law import Corpus
from tests.audit.exports import save_lines
from tests.audit.reports import Row, audited, cells_of, rows_of, taken_in

NETWORK = (
    "dialect: network\nkind: search_audit\nmeans: searches of one owner's cameras\n"
    "columns:\n  ID: {field: id, required: true}\n  Name: {field: user}\n"
    "  Org Name: {field: searcher_name, required: true}\n  Reason: {field: reason}\n"
    "  License Plate: {field: plate}\n  Search Time: {field: time, required: true}\n"
    "  Whose: {field: owner_name, required: true}\n"
    "time: {forms: [us_12_hour], zone: UTC}\nsearcher: {from: columns}\nowner: {from: columns}\n"
)
HEADER = "ID,Name,Org Name,License Plate,Reason,Search Time,Whose"


def network(
    folder: Path, lines: list[tuple[str, str, str, str]], *, name: str = "network.csv"
) -> tuple[Path, Path]:
    """A log of searches (id, searcher, reason, owner), and the dialect file that reads it."""
    own = folder / "network.yaml"
    own.write_text(NETWORK)
    rows = [
        f'{id_},j.doe,{searcher},7ABC*,"{reason}","3/10/2026, 04:31:52 AM UTC",{owner}'
        for id_, searcher, reason, owner in lines
    ]
    return save_lines(folder, [HEADER, *rows], name), own


def findings_of(
    corpus: Corpus, folder: Path, lines: list[tuple[str, str, str, str]], signed: str = ""
) -> list[Row]:

    path, own = network(folder, lines)
    file = None
    if signed:
        file = folder / "signed.csv"
        file.write_text(f"owner,recipient,signed,from,until\n{signed}")
    options = AuditOptions(dialect=str(own), attestations=file)
    return rows_of(audited(corpus, folder, path, options=options).folder)


def test_each_side_is_decided_under_its_own_law_and_bears_its_own_name(
    corpus: Corpus, tmp_path: Path
) -> None:
    found = findings_of(
        corpus,
        tmp_path,
        [
            ("a", "Dallas TX PD", "ICE civil warrant", "Lodi CA PD"),
            ("b", "Lodi CA PD", "theft", "Lodi CA PD"),
        ],
    )
    sides = {(row["line"], row["subject"]): row for row in found}
    assert set(sides) == {(2, "search"), (2, "access"), (3, "search")}
    access = sides[2, "access"]
    assert (access["party"], access["other"]) == ("Lodi CA PD", "Dallas TX PD")
    assert (access["answer"], access["conduct"]) == ("prohibited", "departs")
    assert access["provisions"].startswith("us-ca/")
    search = sides[2, "search"]
    assert (search["party"], search["other"]) == ("Dallas TX PD", "Lodi CA PD")
    assert "us-ca" not in search["provisions"]


@pytest.mark.parametrize(
    ("signed", "answer"),
    [
        ("", "undetermined"),
        ("Naperville IL PD,Hammond IN PD,yes,2026-01-01,\n", "signed"),
        ("Naperville IL PD,Hammond IN PD,no,2026-01-01,\n", "prohibited"),
        ("*,Hammond IN PD,no,2026-01-01,\n", "prohibited"),
        ("Naperville IL PD,Hammond IN PD,no,2026-01-01,2026-03-09\n", "undetermined"),
    ],
)
def test_a_declaration_that_was_signed_or_not_decides_what_a_law_hangs_on_it(
    corpus: Corpus, tmp_path: Path, signed: str, answer: str
) -> None:
    found = findings_of(
        corpus, tmp_path, [("a", "Hammond IN PD", "theft", "Naperville IL PD")], signed
    )
    (access,) = [row for row in found if row["subject"] == "access"]
    if answer == "signed":
        assert access["answer"] != "prohibited"
        assert "recipient_declaration" not in access["missing"]
        assert "recipient_declaration=true" in access["question"]
    else:
        assert access["answer"] == answer
        assert ("recipient_declaration" in access["missing"]) == (answer == "undetermined")


def test_every_mistake_of_a_file_of_declarations_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "signed.csv"
    path.write_text(
        "owner,recipient,signed,from,until\n"
        "Naperville IL PD,,yes,2026-01-01,\n"
        "Naperville IL PD,Hammond IN PD,perhaps,2026-13-01,\n"
        "Naperville IL PD,Hammond IN PD,yes,2026-02-01,2026-01-01\n"
        "Naperville IL PD,Hammond IN PD\n"
        "Naperville IL PD,Gary IN PD,yes,2026-01-01,\n"
        "Naperville IL PD,Gary IN PD,no,2026-02-01,\n"
    )
    with pytest.raises(AttestationError) as raised:
        read_attestations(path)
    told = [(one.line, one.what) for one in raised.value.problems]
    assert told == [
        (2, "`recipient`"),
        (3, "`from`"),
        (3, "`signed`"),
        (4, "`until`"),
        (5, "the line"),
        (7, "`signed`"),
    ]
    assert "line 6 says the opposite" in str(raised.value)


@pytest.mark.parametrize("text", ["", "owner;recipient\n", "\ufeffagency,signed\n"])
def test_a_file_without_the_header_is_no_file_of_declarations(tmp_path: Path, text: str) -> None:
    path = tmp_path / "signed.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AttestationError, match="owner,recipient,signed,from,until"):
        read_attestations(path)


def test_a_line_that_meets_no_row_is_said(corpus: Corpus, tmp_path: Path) -> None:
    path, own = network(tmp_path, [("a", "Hammond IN PD", "theft", "Naperville IL PD")])
    signed = tmp_path / "signed.csv"
    signed.write_text(
        "owner,recipient,signed,from,until\nNaperville IL PD,Hamond IN PD,yes,2026-01-01,\n"
    )

    options = AuditOptions(dialect=str(own), attestations=signed)
    audit = audited(corpus, tmp_path, path, options=options)
    assert any("line 2: `Naperville IL PD` and `Hamond IN PD`" in one for one in audit.passed_over)


@pytest.mark.parametrize(
    ("name", "city", "place", "actor"),
    [
        ("BUCKS CNTY JAIL, PA", "DOYLESTOWN", "us-pa-bucks-county", "county_jail"),
        ("MONTGOMERY CNTY JAIL, PA", "NORRISTOWN", "us-pa-montgomery-county", "county_jail"),
        ("DELAWARE CO JAIL", "THORNTON", "us-pa-delaware-county", "county_jail"),
        ("ADAMS COUNTY ADULT C.C.", "GETTYSBURG", "us-pa-adams-county", "county_jail"),
        ("CARBON COUNTY CORRECTIONL", "NESQUEHONING", "us-pa-carbon-county", "county_jail"),
        ("PHILADELPHIA 25TH POLICE DIST.", "PHILADELPHIA", "us-pa-philadelphia", "city_police"),
        ("SCI ALBION", "ALBION", "us-pa", "state_prison"),
        ("S.C.I., CRESSON, PA", "CRESSON", "us-pa", "state_prison"),
        ("CAMPHILL SCI, PA", "CAMP HILL", "us-pa", "state_prison"),
    ],
)
def test_a_facility_is_read_from_its_short_name(
    name: str, city: str, place: str, actor: str
) -> None:
    found = facility_named(name, city, "PENNSYLVANIA")
    assert (found.place, found.actor) == (place, actor)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ALLENWOOD (MED) FCI", NoPlace.FEDERAL),
        ("LEWISBURG U.S. PEN.", NoPlace.FEDERAL),
        ("ALLENWOOD U.S.PEN.", NoPlace.FEDERAL),
        ("USP CANAAN", NoPlace.FEDERAL),
        ("US MARSHAL-HARRISBURG, PA", NoPlace.FEDERAL),
        ("MOSHANNON VALLEY CORRECTIONAL", NoPlace.FEDERAL),
        ("PHILADELPHIA DETENTION CT", NoPlace.NOT_RESOLVED),
        ("BERKS CO. JUVENILE", NoPlace.NOT_RESOLVED),
        ("BETHANY CHILDRENS' HOME", NoPlace.NOT_RESOLVED),
    ],
)
def test_a_facility_that_is_federal_or_of_an_unknown_keeper_has_no_local_law(
    name: str, why: NoPlace
) -> None:
    found = facility_named(name, "", "PENNSYLVANIA")
    assert (found.place, found.no_place) == (None, why)


def test_a_row_asks_only_what_it_carries_facts_for() -> None:
    def told(paper: str, lifted: str) -> list[tuple[str, bool | None]]:
        return [(one.action, one.acted) for one in asks_of(paper, lifted)]

    assert told("", "Lifted") == [("hold_on_detainer", None)]
    assert told("", "Detainer Declined by LEA") == [("hold_on_detainer", False)]
    assert told("", "Booked into Detention") == [
        ("hold_on_detainer", None),
        ("transfer_custody", None),
    ]
    assert told("I247N - Immigration Advisal - Request for Notification", "") == [
        ("notify_release", None)
    ]
    assert told("I247D - Immigration Detainer - Request for Action", "") == [
        ("hold_on_detainer", None),
        ("notify_release", None),
    ]


DETAINERS = "date,lift_reason,det_facility,city,state,detainer_type"


def test_the_same_detainer_before_and_after_a_rule_and_a_federal_prison(
    corpus: Corpus, tmp_path: Path
) -> None:
    days = ("2013-06-01", "2014-04-15", "2014-04-16")
    lines = [
        f"{day} 00:00:00,Lifted,PHILADELPHIA 25TH POLICE DIST.,PHILADELPHIA,PENNSYLVANIA,"
        for day in days
    ]
    lines.append("2014-05-01 00:00:00,Lifted,ALLENWOOD (MED) FCI,WHITE DEER,PENNSYLVANIA,")
    path = save_lines(tmp_path, [DETAINERS, *lines, lines[0]], "detainers.csv")
    with taken_in(corpus, tmp_path, path) as (_, findings):
        found = findings.ask(
            "SELECT line, why_open, provisions, counted FROM findings WHERE subject = 'hold' ORDER BY line"
        )
    assert found[0][1] == "not_asked", "the corpus begins in 2014"
    assert "us-pa-philadelphia/hold" not in found[1][2]
    assert "us-pa-philadelphia/hold" in found[2][2]
    assert found[3][1] == "federal_body"
    assert all(row[3] for row in found), "two alike detainers of one file are two"


def test_an_agencys_own_page_stands_beside_the_law_and_decides_nothing(
    corpus: Corpus, tmp_path: Path
) -> None:

    pages = tmp_path / "pages.csv"
    pages.write_text(
        "agency_slug,as_of,prohibited_uses\n"
        'lodi-ca-pd,2026-03-01,"Immigration enforcement, <b>personal</b> use"\n'
        "nobody-ca-pd,2026-03-01,Traffic\n"
    )
    path = save_lines(
        tmp_path,
        ["id,userId,searchDate,networkCount,reason", "a,***,2026-03-10T04:31:52Z,1,theft"],
        "lodi-ca-pd_search_audit.csv",
    )
    without = audited(corpus, tmp_path / "one", path)
    audit = audited(corpus, tmp_path / "two", path, options=AuditOptions(portal_pages=pages))
    page = (audit.folder / "index.html").read_text("utf-8")
    assert "Immigration enforcement, &lt;b&gt;personal&lt;/b&gt; use" in page
    assert cells_of(audit.folder) == cells_of(without.folder)
    assert any("nobody" in one.casefold() for one in audit.passed_over)


def test_a_file_of_pages_without_its_columns_is_refused(tmp_path: Path) -> None:
    pages = tmp_path / "pages.csv"
    pages.write_text("agency_slug,prohibited_uses\nlodi-ca-pd,x\n")
    with pytest.raises(PortalPagesError, match="it lacks `as_of`"):
        read_portal_pages(pages)
    pages.write_text("agency_slug,as_of,prohibited_uses\nlodi-ca-pd,soon,x\n")
    with pytest.raises(PortalPagesError, match=r"pages\.csv:2"):
        read_portal_pages(pages)


def test_nobody_signed_where_there_is_no_file() -> None:
    assert Attestations().signed(party_named("a"), party_named("b"), date(2026, 1, 1)) is None
