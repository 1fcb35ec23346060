"""A user's own file of agencies: asked before every rule, on both sides of a row, and told with the line where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.audit import AgencyFileError, AuditOptions, audit_logs
from comity.audit.deciding.own_agencies import OwnAgencies, read_agencies
from comity.audit.deciding.party import NoPlace, party_named
from comity.audit.logs.row import ABSENT
from comity.law import Corpus
from comity.places import AgencyKind, Confidence, Method
from tests.audit.exports import TIME
from tests.audit.reports import Row, audited, rows_of, save_searches, save_sharing
from tests.cli.door import Door, door

FILE = """name,place,actor
 Metro   Task Force ,us-tx-dallas,city_police
Northside Readers,us-ca-lodi,
Border Team,,federal_agency
Valley Nation Police,,tribal_police
NWS Club,us-ca,private_party
"""


def save(folder: Path, text: str | bytes, name: str = "agencies.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_name_is_found_whatever_its_case_and_white_space(corpus: Corpus, tmp_path: Path) -> None:
    own = read_agencies(save(tmp_path, FILE), corpus)
    police = own.party("metro task  FORCE [Inactive]")
    assert police == party_named("metro task  FORCE [Inactive]"), "another name"
    police = own.party("metro task  FORCE")
    assert (police.name, police.place, police.actor) == (
        "metro task  FORCE",
        "us-tx-dallas",
        "city_police",
    )
    assert police.resolution is not None
    assert (police.resolution.kind, police.resolution.method, police.resolution.confidence) == (
        AgencyKind.CITY,
        Method.OWN_LIST,
        Confidence.CERTAIN,
    )
    assert police.state == "TX"
    assert own.party("Northside Readers").actor is None
    assert own.party("Border Team").no_place is NoPlace.FEDERAL
    assert own.party("Valley Nation Police").no_place is NoPlace.TRIBAL
    assert own.party(ABSENT) == party_named(ABSENT)
    assert own.facility("NWS CLUB", "", "").place == "us-ca"
    assert own.unused() == ()
    assert OwnAgencies().party("Dallas TX PD") == party_named("Dallas TX PD")


def test_a_row_is_decided_under_the_law_of_the_place_that_the_user_names(
    corpus: Corpus, tmp_path: Path
) -> None:
    log = save_searches(tmp_path, [(TIME, "Immigration (civil/administrative)")], name="export.csv")
    without = audited(corpus, tmp_path, log, options=AuditOptions(agency="Southside"))
    assert {row["party_place"] for row in rows_of(without.folder)} == {""}
    file = save(tmp_path, FILE + "southside,us-ca-lodi,city_police\nNobody Here,us-tx,\n")
    audit = audited(corpus, tmp_path, log, options=AuditOptions(agency="Southside", agencies=file))
    (row,) = rows_of(audit.folder)
    assert (row["party_place"], row["party_method"], row["party_confidence"]) == (
        "us-ca-lodi",
        "own_list",
        "certain",
    )
    assert row["answer"] == "prohibited"
    form = json.loads((audit.folder / "manifest.json").read_text("utf-8"))
    assert form["options"]["agencies"]["file"] == "agencies.csv"
    methods = (audit.folder / "methods.html").read_text("utf-8")
    assert form["options"]["agencies"]["sha256"] in methods
    assert "agencies, line 8: `Nobody Here` is in no log: check its spelling" in audit.passed_over


def _recipients(corpus: Corpus, folder: Path, options: AuditOptions | None) -> dict[str, Row]:
    names = ("Border Team", "NWS Club", "Valley Nation Police", "Metro Task Force")
    path = save_sharing(folder, [("lodi-ca-pd", "2026-02-10", name) for name in names])
    return {
        row["other"]: row for row in rows_of(audited(corpus, folder, path, options=options).folder)
    }


def test_a_recipient_is_of_the_kind_that_the_user_says(corpus: Corpus, tmp_path: Path) -> None:
    plain = _recipients(corpus, tmp_path, None)
    own = _recipients(corpus, tmp_path, AuditOptions(agencies=save(tmp_path, FILE)))
    assert {name: row["other_kind"] for name, row in own.items()} == {
        "Border Team": "federal_agency or immigration_agency",
        "NWS Club": "private_party",
        "Valley Nation Police": "tribal_agency",
        "Metro Task Force": "local_agency",
    }
    assert own["Metro Task Force"]["other_state"] == "us-tx"
    assert {row["other_method"] for row in own.values()} == {"own_list"}
    assert own["NWS Club"]["answer"] == "prohibited"
    assert plain["NWS Club"]["answer"] != "prohibited", "the name alone does not say it"


def test_declarations_pages_and_agreements_follow_the_user_s_names(
    corpus: Corpus, tmp_path: Path
) -> None:
    """A declaration signed by `Gary IN PD` speaks for the body that the user's file says is Gary's police."""
    file = save(tmp_path, "name,place,actor\nGarys Readers,us-in-gary,city_police\nPaulding Unit,us-ga-dallas,city_police\n")  # fmt: skip
    signed = save(
        tmp_path,
        "owner,recipient,signed,from,until\n*,Gary IN PD,yes,2024-01-01,\n",
        "signed.csv",
    )
    pairs = [
        ("naperville-il-pd", "2026-04-10", name) for name in ("Garys Readers", "Paulding Unit")
    ]
    path = save_sharing(tmp_path, pairs)
    options = AuditOptions(agencies=file, attestations=signed)
    audit = audited(corpus, tmp_path, path, options=options)
    found = {row["other"]: row for row in rows_of(audit.folder)}
    assert "recipient_declaration=true" in found["Garys Readers"]["question"]
    assert "recipient_declaration" not in found["Paulding Unit"]["question"]
    assert found["Paulding Unit"]["other_has_287g_agreement"] is True
    assert audit.passed_over == ()


MISTAKES = """name,place,actor
,us-tx,
One,Texas,
Two,us-zz-nowhere,sheriff
Three,us-tx,sherif
Four,,city_police
Five,us-az,tribal_police
Six,us-tx
 one ,us-tx,
Seven,us,
=1+1,us-tx,sheriff
"""


def test_every_mistake_is_told_at_once_with_its_line(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(AgencyFileError) as raised:
        read_agencies(save(tmp_path, MISTAKES), corpus)
    told = [str(one).removeprefix(f"{tmp_path}/") for one in raised.value.problems]
    assert told == [
        "agencies.csv:2: `name`: it names no agency; write the name as the log spells it",
        "agencies.csv:3: `place`: `Texas` is no state, county or city; did you mean `us-tx` or "
        "`us-mo-texas-county`?",
        "agencies.csv:4: `place`: `us-zz-nowhere` is no state, county or city; write an id such as `us-il-chicago`",
        "agencies.csv:5: `actor`: `sherif` is no kind of actor; did you mean `sheriff`?",
        "agencies.csv:6: `place`: it is blank; write the id of a place, or give the actor as `federal_agency` or "
        "`tribal_police`",
        "agencies.csv:7: `place`: no law of `us-az` is asked of an actor of the kind `tribal_police`; leave it blank",
        "agencies.csv:8: the line: it has 2 values under 3 columns; give three; `actor` may be blank",
        "agencies.csv:9: `name`: line 3 has the same name; keep one of the two lines",
        "agencies.csv:10: `place`: `us` is no state, county or city; write an id such as `us-il-chicago`",
    ]


@pytest.fixture
def comity(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Door:
    return door(monkeypatch, capsys, tmp_path)


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"name,place\nx,us-tx\n", 1, "agencies.csv:1: the header: it must be `name,place,actor`"),
        (b'name,place,actor\n"x,us-tx,\n', 1, "is no CSV: unexpected end of data"),
        ("name,place,actor\nCaf\xe9,us-tx,\n".encode("cp1252"), 2, "is not UTF-8"),
        (None, 2, "cannot be read: the system says `no such file or directory`"),
        (b"name,place,actor\nx,us-tx,\0\n", 1, "agencies.csv:2: `actor`"),
    ],
)
def test_a_file_that_cannot_be_used_ends_the_command_in_words(
    content: bytes | None, code: int, said: str, comity: Door, tmp_path: Path
) -> None:
    if content is not None:
        save(tmp_path, content)
    log = save_searches(tmp_path, [(TIME, "theft")])
    ended = comity("audit", log.name, "--agencies", "agencies.csv", "--out", "report")
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert not (tmp_path / "report").exists()


def test_the_file_itself_is_no_log_of_the_folder(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    save_searches(folder, [(TIME, "theft")])
    options = AuditOptions(agencies=save(folder, "name,place,actor\nLodi CA PD,us-ca-lodi,city_police\n"))  # fmt: skip
    audit = audit_logs(corpus, [folder], out=tmp_path / "report", options=options)
    assert audit.passed_over == ()
