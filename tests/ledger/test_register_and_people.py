"""The register is name-free by its shape; the key is apart; an event's hash is one spelling."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.decide import ask, decide
from comity.law import Corpus
from comity.ledger import (
    Draft,
    Event,
    Kind,
    Ledger,
    LedgerError,
    Recorded,
    create_ledger,
    record_answer,
    verify,
)
from comity.ledger.bodies import BODIES, HANDLED
from comity.ledger.canonical import NotCanonicalError, canonical, sha256
from comity.ledger.choices import Charge, Requester
from comity.ledger.people import Key, read_key, write_key
from comity.ledger.register import handled
from comity.ledger.shape import line, written
from tests.ledger.entries import opened, plain_act


@pytest.fixture
def empty(tmp_path: Path) -> Ledger:
    return create_ledger(str(tmp_path / "ledger.db"))[0]


def test_a_request_is_kept_with_the_determination_behind_it(corpus: Corpus, empty: Ledger) -> None:
    facts = {"documents": ["i_247a"], "documents_complete": True, "in_custody": True}
    question = ask(
        corpus, "us-ca", "hold_on_detainer", on=date(2026, 3, 1), actor="county_jail", facts=facts
    )
    found = decide(corpus, question)
    more = Recorded(agency="the county jail", requester=Requester.ICE_REMOVAL, charge=Charge.LOCAL)
    event = record_answer(empty, corpus, found, by="records clerk", more=more)
    state = empty.state(event.subject)
    assert (state["agency"], state["requester"], state["charge"]) == (
        "the county jail",
        "ice_removal",
        "local",
    )
    assert (state["papers"], state["judicial_warrant"]) == (["i_247a"], False)
    kept = state["determination"]
    assert (kept["answer"], kept["corpus"]) == (found.answer.value, corpus.digest)
    assert kept["question"]["facts"] == facts
    assert kept["provisions"]
    empty.append(
        [Draft(kind=Kind.REQUEST_ANSWERED, subject=event.subject, body=handled({"result": "refused"}))], by="clerk"
    )  # fmt: skip
    assert empty.state(event.subject)["handled"] == {"result": "refused"}
    assert verify(empty).flaws == ()


def test_papers_that_were_not_spoken_of_are_not_recorded_as_none(
    corpus: Corpus, empty: Ledger
) -> None:
    question = ask(corpus, "us-ca", "hold_on_detainer", on=date(2026, 3, 1))
    event = record_answer(empty, corpus, decide(corpus, question), by="clerk")
    state = empty.state(event.subject)
    assert "papers" not in state
    assert "judicial_warrant" not in state


def test_the_register_has_no_slot_for_a_name_or_an_account() -> None:
    """What takes free words in it are an agency, a place, a provision, an offence: all bounded to a line."""
    free = {
        name
        for slots in (BODIES[Kind.REQUEST_RECORDED], HANDLED)
        for name, slot in slots.items()
        if slot.check in {line, written}
    }
    assert free == {
        "agency",
        "place",
        "actor",
        "asked_for",
        "transferred_to",
        "justification",
        "offence",
        "reported_to",
    }


def test_a_field_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        LedgerError, match="`name` is no field of an answered request: use `result`"
    ):
        handled({"name": "somebody"})
    assert handled({"held": "true", "information": "release_date, address", "cost_cents": "120"}) == {
        "held": True, "information": ["release_date", "address"], "cost_cents": 120,
    }  # fmt: skip


def test_the_key_is_a_file_of_its_own_for_its_owner_alone(tmp_path: Path) -> None:
    key = Key({})
    key.add("incident-1", "person-1", "Marisol  Quintanilla")
    key.add("incident-2", "person-1", "Someone Else")
    write_key(tmp_path / "names.key", key)
    assert stat.S_IMODE((tmp_path / "names.key").stat().st_mode) == 0o600
    held = read_key(tmp_path / "names.key")
    assert held.names == {
        "incident-1/person-1": "Marisol Quintanilla",
        "incident-2/person-1": "Someone Else",
    }
    with pytest.raises(LedgerError, match="has another name in this key"):
        held.add("incident-1", "person-1", "Another")
    for bad in ("Marisol", "person-0", "person-1 "):
        with pytest.raises(LedgerError, match="is no pseudonym"):
            held.add("incident-1", bad, "Somebody")
    (tmp_path / "x").write_text("{}")
    with pytest.raises(LedgerError, match="is no key of pseudonyms"):
        read_key(tmp_path / "x")


def test_a_name_of_the_key_in_an_entry_is_found_and_not_said() -> None:
    key = Key({"incident-1/person-1": "Marisol Quintanilla"})
    drafts = [
        opened(plain_act(official="the chief")),
        Draft(kind=Kind.CLOSED, body={"why": "quintanilla has moved"}),
        opened(
            plain_act(asserted_by=["a lawyer"], evidence={"quotes": [{"text": "Marisol said so"}]})
        ),
    ]
    leaks = list(key.leaks(drafts))
    assert leaks == ["entry 2 holds a part of the name of incident-1/person-1: write the pseudonym"]
    assert "uintanilla" not in leaks[0]


@pytest.mark.parametrize(
    "bad", ["Maria", "person-0", "person-", "person-1a", "Person-1", "person-1\n", 1]
)
def test_an_affected_person_is_a_pseudonym_or_is_refused(empty: Ledger, bad: object) -> None:
    with pytest.raises(LedgerError, match="is not written like `person-1`"):
        empty.append([opened(plain_act(persons=[bad]))], by="reviewer")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(texts, texts, texts, texts)
def test_an_events_hash_is_that_of_its_json_however_it_is_reckoned(
    kind: str, subject: str, moment: str, by: str
) -> None:
    event = Event(
        seq=7,
        subject=subject,
        kind=kind,
        moment=moment,
        by=by,
        commitment="a" * 64,
        previous="b" * 64,
        hash="",
    )
    listed = ["comity ledger event 1", 7, kind, subject, moment, by, "a" * 64, "b" * 64]
    assert event.own_hash == sha256(
        json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()
    )
    assert event._replace(by=f"{by}x").own_hash != event.own_hash


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(plain)
def test_a_canonical_text_reads_back_and_spells_the_same_again(value: object) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize("bad", [1.5, float("nan"), {1: 2}, "\ud800", ["\udfff"], {"a": {2}}])
def test_what_has_no_one_spelling_is_refused(bad: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(bad)


def test_a_name_is_in_no_log_and_no_message(
    empty: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    """What was refused is said by where it stands; a database's own error says no value."""
    caplog.set_level("DEBUG")
    with pytest.raises(LedgerError):
        empty.append([opened(plain_act(evidence={"quotes": [{"text": "Marisol"}]}))], by="reviewer")
    empty.append([opened(plain_act(official="Marisol"))], by="reviewer")
    assert "Marisol" not in caplog.text
