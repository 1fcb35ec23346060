"""Which dialect a header is written in, and what a dialect file may say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from comity.audit import DialectError, LogKind, dialect_named, shipped_dialects
from comity.audit.logs.dialect import Field, detect, labels_of, looks_like_header, normal_label
from comity.audit.logs.dialect_file import read_dialect

A = (
    "Name, Org Name,Total Networks Searched,Total Devices Searched,Time Frame, License Plate,Reason,Case #,"
    " Filters, Search Time,Search Type"
)
OWN = """
dialect: own
kind: sharing_list
means: a list of our own
columns:
  Partner: {field: recipient, required: true}
  Saved: {field: as_of, required: true}
time: {forms: [day]}
owner: {from: file}
"""


def test_every_shipped_dialect_is_named_like_its_file() -> None:
    assert [d.id for d in shipped_dialects()] == [
        "agreements-287g",
        "detainers-facility",
        "flock-a",
        "flock-b",
        "flock-b13",
        "flock-events",
        "flock-sj",
        "ice-arrests",
        "ice-detainers",
        "portal-merged",
        "portal-p1",
        "portal-p2",
        "portal-p3",
        "portal-pdf",
        "sharing-outbound",
    ]


@pytest.mark.parametrize(
    ("header", "dialect"),
    [
        ("id,userId,searchDate,cameraCount,reason", "portal-p1"),
        ("id,userId,searchDate,networkCount,reason", "portal-p2"),
        ("id,userId,searchDate,networkCount", "portal-p3"),
        ("id,userId,searchDate,networkCount,offenseType", "portal-p3"),
        ("id,userId,searchDate,networkCount,caseNumber,offenseType", "portal-p3"),
        ("id,userId,searchDate,networkCount,reason,caseNumber,offenseType", "portal-p3"),
        ("\ufeffID, User Id ,searchdate,networkCount, reason", "portal-p2"),
        ("agency_slug,as_of,receiving_org", "sharing-outbound"),
        ("ID,userID,networkCount,Search Time,Reason", "portal-pdf"),
        (f"{A}", "flock-a"),
        (f"{A.replace(' Org Name,', '')}", "flock-a"),
        (f"ID,{A},Text Prompt,Moderation", "flock-b"),
        (f"ID,{A},Text Prompt,Moderation".replace("Total Devices Searched,", ""), "flock-b13"),
        (f"ID,{A}".replace("Total Devices Searched,", ""), "flock-b13"),
        (A.replace("Search Time", "Search Date,Search Time"), "flock-sj"),
        ("Org Name,Total Networks Searched,Reason,Search Time", "flock-a"),
        ("agency_slug,id,searchDate,networkCount,columns", "portal-merged"),
    ],
)
def test_a_header_names_its_dialect(header: str, dialect: str) -> None:
    found = detect(header.split(","), shipped_dialects())
    assert found is not None
    assert found.dialect.id == dialect
    assert "the header has" in found.reason


@pytest.mark.parametrize(
    "header",
    ["id,userId,networkCount,reason", "name,notes", "id,id,searchDate,networkCount,reason", ""],
)
def test_a_header_that_lacks_or_doubles_a_column_has_no_dialect(header: str) -> None:
    assert detect(header.split(","), shipped_dialects()) is None


def test_columns_that_no_dialect_knows_are_named_and_not_read() -> None:
    found = detect(["id", "", "searchDate", "networkCount", "reason", "Notes"], shipped_dialects())
    assert found is not None
    assert found.unread == ("(column 2, no label)", "Notes")
    assert found.at[Field.REASON] == 4


def test_a_column_that_names_a_person_or_a_plate_is_marked_as_such_or_not_read() -> None:
    private = {"userid", "name", "user", "license plate", "filters", "entity details"}
    for dialect in shipped_dialects():
        for column in dialect.columns:
            if normal_label(column.label) in private:
                assert column.field in {Field.USER, Field.PLATE, None}
                assert column.field or column.why_ignored


def test_a_header_is_told_from_a_row_by_its_labels() -> None:
    labels = labels_of(shipped_dialects())
    assert looks_like_header(["id", "userId", "searchTime", "reason"], labels)
    assert not looks_like_header(["id-7", "***", "2026-01-01", "reason"], labels)
    assert not looks_like_header(["reason"], labels)


def test_a_user_may_bring_a_dialect_of_their_own() -> None:
    dialect = read_dialect(OWN, "own.yaml")
    assert dialect.kind is LogKind.SHARING_LIST
    assert detect(["Saved", "Partner"], [dialect]) is not None


def test_mistakes_in_a_dialect_file_are_told_all_at_once(
    golden: Callable[[str, str], None],
) -> None:
    broken = [
        OWN.replace("sharing_list", "shared").replace("as_of", "asof").replace("[day]", "[hour]"),
        OWN.replace("owner:", "colour: red\nowner:").replace("{from: file}", "{from: there}"),
        OWN.replace("{field: recipient, required: true}", "yes").replace(
            "means: a list of our own", ""
        ),
        OWN.replace("{forms: [day]}", "{forms: [iso], zone: Mars/Olympus}"),
        OWN.replace("{from: file}", "{from: columns}").replace("required: true", "ignored: no"),
        OWN + "owner: {from: file}\n",
        "- a list\n",
        "a: [1\n",
    ]
    told = []
    for number, text in enumerate(broken, start=1):
        with pytest.raises(DialectError) as caught:
            read_dialect(text.lstrip(), f"{number}.yaml")
        told.append(str(caught.value))
    for name in ("portal-p9", "nowhere.yaml"):
        with pytest.raises(DialectError) as caught:
            dialect_named(name)
        told.append(str(caught.value))
    golden("audit/dialect_mistakes.txt", "\n".join(told) + "\n")
