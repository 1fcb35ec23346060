"""Names of people are masked, and nobody is taken for another."""

from __future__ import annotations

from comity.evidence.proposing import propose
from tests.evidence.texts import document

TEXT = (
    "Denver police stopped Jose Sampleton Mockley, a cook, on Monday and handed him over to ICE agents.\n\n"
    "“It is a shame,” said William G. Mockley, a professor at the university. "
    "Denver police told Mockley nothing when they handed the man over to ICE agents, and Mayor Sam Placeholder did not answer.\n\n"
    "Deputies later turned Maria Inventada over to ICE agents too."
)  # invented names, for masking can only be tested on names


def test_affected_people_have_pseudonyms_and_those_who_speak_have_none() -> None:
    found = propose(document(TEXT))
    shown = " ".join(text for one in found.proposals for text in one.public_quotes)
    for name in ("Jose", "Sampleton", "Mockley", "Maria", "Inventada", "William", "Placeholder"):
        assert name not in shown
    assert "stopped person-1, a cook" in shown
    assert "turned person-2 over" in shown
    assert "Mayor [name]" in shown


def test_two_people_of_one_surname_are_not_one() -> None:
    found = propose(document(TEXT))
    key = dict(found.people_key)
    assert key == {"person-1": "Jose Sampleton Mockley", "person-2": "Maria Inventada"}
    shown = " ".join(text for one in found.proposals for text in one.public_quotes)
    assert "police told [name] nothing" in shown, "a bare surname that two people bear is nobody's"


def test_what_only_looks_like_a_name_is_masked_and_is_no_person() -> None:
    text = "Denver police shared plate reader data of Sample Safetyworks with ICE agents."
    (one,) = propose(document(text)).proposals
    assert one.people == ()
    assert one.public_quotes == (
        "Denver police shared plate reader data of [name] with ICE agents.",
    )


def test_whom_a_quote_calls_him_is_the_one_named_before_in_its_paragraph() -> None:
    text = "Denver police stopped Jose Mockley, a cook. They handed him over to ICE agents.\n\nDenver police stopped Ana Blanksome, a clerk. The next day they handed her over to ICE agents."
    found = propose(document(text)).proposals
    assert [one.people for one in found] == [("person-1",), ("person-2",)]


def test_quotes_of_the_review_keep_the_words_as_they_are() -> None:
    texts = [quote.text for one in propose(document(TEXT)).proposals for quote in one.act.quotes]
    assert any("Jose Sampleton Mockley" in text for text in texts)
