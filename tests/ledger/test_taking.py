"""Findings, reviewed acts and entries of one's own become incidents, decided by the one engine, each once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.audit import AuditOptions, audit_logs
from comity.decide import ask, decide
from comity.evidence import (
    BecameKnown,
    ClaimedBreach,
    Moment,
    Named,
    Quote,
    ReportedAct,
    ShownAuthority,
    Status,
)
from comity.evidence.document import Document as Read
from comity.evidence.intake.shelf import Shelf
from comity.evidence.reviewed import Decided, ReviewedAct, Source, write_reviewed
from comity.law import Corpus
from comity.ledger import Draft, Kind, Ledger, LedgerError, create_ledger, verify
from comity.ledger.bodies import NOT_SAID
from comity.ledger.choices import Which
from comity.ledger.deciding import Decider
from comity.ledger.redeciding import decide_again
from comity.ledger.taking import read_entries, take, take_report, take_reviewed
from comity.ledger.taking.take import Entry
from tests.ledger.entries import PAGE, SHARED, TEXT, opened, plain_act

LOG = """\
agency_slug,as_of,receiving_org
calistoga-ca-pd,2026-04-25,Blue Lake Rancheria Tribal PD
calistoga-ca-pd,2026-04-25,Napa CA PD
calistoga-ca-pd,2026-04-25,US Border Patrol
"""


@pytest.fixture
def empty(tmp_path: Path) -> Ledger:
    return create_ledger(str(tmp_path / "ledger.db"))[0]


@pytest.fixture(scope="module")
def report(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    (folder / "sharing.csv").write_text(LOG, encoding="utf-8")
    audit_logs(corpus, [folder / "sharing.csv"], out=folder / "report", options=AuditOptions())
    return folder / "report"


def test_findings_become_incidents_once_with_their_rows(
    report: Path, corpus: Corpus, empty: Ledger
) -> None:
    decider = Decider(corpus)
    taken = take(empty, take_report(report, corpus, Which.DEPARTS), by="reviewer", decider=decider)
    assert taken.incidents == taken.acts > 0
    for subject in taken.subjects:
        (act,) = empty.state(subject)["acts"]
        assert act["decided"]["conduct"] == "departs"
        assert act["agency"]["jurisdiction"] == "us-ca-calistoga"
        (row,) = act["evidence"]["rows"]
        assert (row["file"], len(row["digest"]), len(row["report"])) == ("sharing.csv", 16, 64)
        assert LOG.splitlines()[row["line"] - 1].startswith("calistoga-ca-pd")
    again = take(empty, take_report(report, corpus, Which.ALL), by="reviewer", decider=decider)
    assert (again.before, again.incidents) == (taken.incidents, 3 - taken.incidents)
    assert verify(empty).flaws == ()


def test_what_is_no_report_is_refused(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(LedgerError, match="is no report of an audit"):
        list(take_report(tmp_path, corpus, Which.ALL))
    (tmp_path / "findings.parquet").write_bytes(b"nothing")
    with pytest.raises(LedgerError, match=r"is not the findings\.parquet of a report"):
        list(take_report(tmp_path, corpus, Which.ALL))


def reviewed(number: int, encounter: str, public: str, decision: str = "accepted") -> ReviewedAct:
    start = TEXT.index(SHARED)
    return ReviewedAct(
        id=f"p{number}",
        act=ReportedAct(
            action="share_alpr",
            place=Named(as_written="El Cajon", jurisdiction="us-ca-el-cajon", confidence="certain"),
            agency=Named(
                as_written="El Cajon Police Department",
                jurisdiction="us-ca-el-cajon",
                confidence="certain",
            ),
            when=Moment(as_written="in March", earliest=date(2025, 3, 1), latest=date(2025, 3, 31)),
            claimed_breach=ClaimedBreach.UNLAWFUL_DATA_SHARING,
            became_known=BecameKnown.OVERSIGHT_REPORT,
            status=Status.DENIED,
            authority=ShownAuthority.NOT_SAID,
            quotes=(
                Quote(document=PAGE.digest, start=start, end=start + len(SHARED), text=SHARED),
            ),
            found_by=("the board",),
        ),
        story="s1",
        encounter=encounter,
        public_quotes=(public,),
        sources=(Source(document=PAGE.digest, name="page.html"),),
        decided=(Decided(by="r1", decision=decision),),
        proposed_by=("rules",),
        people=("person-1",),
    )


@pytest.fixture
def intake(tmp_path: Path) -> Path:
    shelf = Shelf.make(tmp_path / "intake")
    shelf.keep_original(PAGE.digest, PAGE.content)
    shelf.keep(Read(digest=PAGE.digest, name="page.html", kind="html", text=TEXT), "test")
    return shelf.folder


def test_reviewed_acts_come_in_by_encounter_with_their_documents(
    intake: Path, corpus: Corpus, empty: Ledger
) -> None:
    file = intake / "reviewed.jsonl"
    acts = [
        reviewed(1, "e1", SHARED),
        reviewed(2, "e1", SHARED, "corrected"),
        reviewed(3, "e2", "masked"),
    ]
    write_reviewed(file, [*acts, reviewed(4, "e3", "x", "rejected")])
    taken = take(empty, take_reviewed(file, intake), by="reviewer", decider=Decider(corpus))
    assert (taken.incidents, taken.acts) == (2, 3)
    one, other = (empty.state(subject) for subject in taken.subjects)
    assert [act["act"] for act in one["acts"]] == ["act-1", "act-2"]
    assert one["reviewed"]["verdict"] == "corrected"
    assert one["acts"][0]["actor"] == "city_police"
    assert one["acts"][0]["persons"] == ["person-1"]
    assert other["acts"][0]["evidence"]["quotes"][0]["public"] == "masked"
    assert (kept := empty.document(PAGE.digest)) is not None
    assert kept.text == TEXT
    assert verify(empty).flaws == ()
    again = take(empty, take_reviewed(file, intake), by="reviewer", decider=None)
    assert (again.incidents, again.before) == (0, 2)


def test_a_swapped_original_of_a_reviewed_act_is_refused(intake: Path, empty: Ledger) -> None:
    file = intake / "reviewed.jsonl"
    write_reviewed(file, [reviewed(1, "e1", SHARED)])
    (intake / "originals" / PAGE.digest).write_bytes(b"something else")
    with pytest.raises(LedgerError, match="is not the document that was read"):
        take(empty, take_reviewed(file, intake), by="reviewer", decider=None)
    with pytest.raises(LedgerError, match="does not hold the documents"):
        list(take_reviewed(file, intake.parent))


YAML = """\
summary: plate data of the city searched for another agency
acts:
  - action: share_alpr
    agency: {as_written: El Cajon Police Department, jurisdiction: us-ca-el-cajon}
    actor: city_police
    when: {earliest: 2025-03-01, latest: 2025-03-31}
    claimed_breach: unlawful_data_sharing
"""
TABLE = """\
incident,action,agency,agency_id,earliest,status,persons
a,hold_on_detainer,Cook County Sheriff,us-il-cook-county,2025-05-01,alleged,person-1
a,notify_release,Cook County Sheriff,us-il-cook-county,2025-05-01,denied,person-1
b,share_alpr,El Cajon PD,us-ca-el-cajon,2025-05-02,alleged,
"""


def test_entries_of_ones_own_come_from_yaml_lines_and_tables(tmp_path: Path, empty: Ledger) -> None:
    (tmp_path / "one.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "many.jsonl").write_text(
        '{"acts": [{"status": "alleged"}]}\n\n{"acts": [{}]}\n', encoding="utf-8"
    )
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    found = [
        (take(empty, read_entries(tmp_path / name), by="x", decider=None)).acts
        for name in ("one.yaml", "many.jsonl", "table.csv", "table.csv")
    ]
    assert found == [1, 2, 3, 0]
    assert empty.state("incident-4")["acts"][1]["when"] == {
        "earliest": "2025-05-01",
        "latest": "2025-05-01",
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.yaml", "acts: [", "x.yaml:"),
        ("x.yaml", "- 1\n", "entry 1 is no incident"),
        ("x.jsonl", '{"acts": []}\nnothing\n', r"x\.jsonl:2: this line is no JSON"),
        ("x.csv", "who,when\n1,2\n", "`who` is no column of a table of acts"),
        ("x.csv", "incident,action\na,b,c\n", "x.csv:2: the row has more cells than the head"),
        ("x.csv", "", "there is no head"),
        ("x.csv", 'incident\n"a', "is no line of a table"),
    ],
)
def test_a_file_that_holds_no_entries_says_where(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=said):
        list(read_entries(tmp_path / name))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00acts")
    with pytest.raises(LedgerError, match="is not UTF-8 text"):
        list(read_entries(tmp_path / "x.yaml"))


def decided(corpus: Corpus, **slots: object) -> dict[str, object]:
    return Decider(corpus).of({**NOT_SAID, **plain_act(**slots)})


def test_an_act_is_decided_as_decide_does(corpus: Corpus) -> None:
    found = decided(corpus, facts={"recipient_kind": "federal_agency"}, done="acted")
    question = ask(
        corpus,
        "us-ca-el-cajon",
        "share_alpr",
        on=date(2025, 3, 1),
        actor="city_police",
        facts={"recipient_kind": "federal_agency"},
    )
    told = decide(corpus, question)
    assert found["answer"] == told.answer.value == "prohibited"
    assert found["provisions"] == list({ground.provision.id: None for ground in told.grounds})
    assert (found["conduct"], found["corpus"]) == ("departs", corpus.digest)


def test_a_stretch_of_days_over_a_change_of_the_law_is_asked_on_both_sides(corpus: Corpus) -> None:
    slots: dict[str, object] = {
        "agency": {"as_written": "MPD", "jurisdiction": "us-dc"},
        "action": "transfer_custody",
        "actor": "city_police",
        "facts": {
            "in_custody": True,
            "federal_criminal_person": False,
            "documents": [],
            "documents_complete": True,
        },
    }
    early, late = (
        decided(corpus, **slots, when={"earliest": day, "latest": day})
        for day in ("2019-09-01", "2022-01-01")
    )
    both = decided(corpus, **slots, when={"earliest": "2019-09-01", "latest": "2022-01-01"})
    assert early["answer"] != late["answer"] == "prohibited"
    assert both["answer"] == "undetermined"
    assert set(map(str, early["possible"])) | {"prohibited"} <= set(map(str, both["possible"]))  # type: ignore[call-overload] # plain JSON
    assert len(both["on"]) > 1  # type: ignore[arg-type] # as above


def test_a_paper_that_may_be_one_of_two_is_asked_as_both(corpus: Corpus) -> None:
    slots: dict[str, object] = {
        "agency": {"as_written": "Cook County Sheriff", "jurisdiction": "us-il-cook-county"},
        "action": "hold_on_detainer",
        "actor": "county_jail",
        "when": {"earliest": "2025-05-01", "latest": "2025-05-01"},
    }
    facts = {"documents_complete": True, "based_only_on_status": True}
    both = decided(corpus, **slots, authority="administrative_warrant", facts=facts)
    each = [
        decided(corpus, **slots, facts={**facts, "documents": [kind]})
        for kind in ("i_200", "i_205")
    ]
    assert both["answer"] == "prohibited" == each[0]["answer"] == each[1]["answer"]
    one_of = decided(corpus, **slots, authority="none_shown")
    assert one_of["question"]["facts"] == {"documents": [], "documents_complete": True}  # type: ignore[index] # plain JSON


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"action": None}, "no act of the law's vocabulary fits"),
        ({"agency": None, "place": None}, "the place does not resolve"),
        ({"when": None}, "no day is known"),
        ({"when": {"earliest": "2025-01-01"}}, "no day is known"),
        ({"action": "dance"}, "`dance` is not a known action"),
        ({"facts": {"colour": "red"}}, "colour"),
    ],
)
def test_what_cannot_be_asked_is_undetermined_and_says_why(
    corpus: Corpus, slots: dict[str, object], why: str
) -> None:
    act = {key: value for key, value in plain_act(**slots).items() if value is not None}
    found = Decider(corpus).of({**NOT_SAID, **act})
    assert found["answer"] == "undetermined"
    assert why in found["why"]


def test_only_what_comes_out_otherwise_is_kept_again(corpus: Corpus, empty: Ledger) -> None:
    take(empty, read_by_hand(), by="x", decider=Decider(corpus))
    before = empty.head()
    found = decide_again(empty, Decider(corpus), by="x")
    assert (found.acts, found.kept, empty.head()) == (1, 0, before)
    body = {
        "act": "act-1",
        "set": {"facts": {"recipient_kind": "federal_agency"}},
        "why": "the log says so",
    }
    empty.append([Draft(kind=Kind.CORRECTED, subject="incident-1", body=body)], by="x")
    found = decide_again(empty, Decider(corpus), ["incident-1"], by="x")
    assert found.changed == [("incident-1, act-1", "undetermined", "prohibited")]
    with pytest.raises(LedgerError, match="`incident-99` is no incident"):
        decide_again(empty, Decider(corpus), ["incident-99"], by="x")


def read_by_hand() -> list[Entry]:
    return [Entry(body=opened().body)]
