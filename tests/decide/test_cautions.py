"""What a reader must not miss."""

from __future__ import annotations

from datetime import date

from comity.decide import Determination, ask, decide, determination_to_json, explain
from comity.law import Corpus

DAY = date(2015, 5, 1)


def asked(corpus: Corpus, facts: dict[str, object]) -> tuple[str, ...]:
    question = ask(corpus, "us-ca", "notify_release", on=DAY, actor="sheriff", facts=facts)
    found = decide(corpus, question)
    assert determination_to_json(found)["warnings"] == list(found.warnings)
    return tuple(one for one in found.warnings if "after the day asked about" in one)


def test_a_day_after_the_day_asked_about_is_told_whatever_holds_it(corpus: Corpus) -> None:
    record = {"classes": [], "on": "2015-05-02"}
    held: tuple[dict[str, object], ...] = (
        {"convictions": [record]},
        {"charges": [record]},
        {"arrests": [record]},
        {"arrest_date": "2015-05-02"},
    )
    for facts in held:
        (told,) = asked(corpus, facts)
        assert told.startswith("a fact is of 2015-05-02, after the day asked about, 2015-05-01")


def test_each_later_day_is_told_once_and_the_same_day_is_none(corpus: Corpus) -> None:
    later = {"classes": [], "on": "2016-01-01"}
    assert len(asked(corpus, {"convictions": [later, later], "arrest_date": "2016-01-01"})) == 1
    same = {"classes": [], "on": "2015-05-01"}
    assert asked(corpus, {"convictions": [same, {"classes": []}], "arrest_date": "never"}) == ()


def test_a_later_day_is_told_in_spanish_too(corpus: Corpus) -> None:
    facts = {"arrest_date": "2015-05-02"}
    found = decide(corpus, ask(corpus, "us-ca", "notify_release", on=DAY, facts=facts))
    told = explain(found, corpus, language="es").reservations
    assert any("2015-05-02" in text and "no había ocurrido" in text for text in told)


def _on_papers(corpus: Corpus, *kinds: str, complete: bool = True) -> Determination:
    facts = {"documents": list(kinds), "documents_complete": complete}
    question = ask(corpus, "us-ca", "hold_on_detainer", on=DAY, actor="sheriff", facts=facts)
    return decide(corpus, question)


def test_an_act_on_a_detainer_with_other_papers_alone_is_told_under_the_headline(
    corpus: Corpus,
) -> None:
    for kinds in (("judicial_warrant",), ("i_200",), ("i_205", "court_order")):
        found = _on_papers(corpus, *kinds)
        for brief in (False, True):
            told = explain(found, corpus, brief=brief)
            (slip,) = [one for one in told.reservations if "on another paper" in one]
            assert slip.startswith("This act rests on a paper of the kind “immigration detainer")
            assert slip not in {line.text for one in told.sections for line in one.entries}
        assert any("on another paper" in one for one in found.warnings)
        spanish = explain(found, corpus, language="es")
        assert any("es otro acto" in one for one in spanish.reservations)


def test_nothing_is_told_where_the_paper_may_be_there_or_none_is(corpus: Corpus) -> None:
    for found in (
        _on_papers(corpus, "i_247a", "judicial_warrant"),
        _on_papers(corpus, "judicial_warrant", complete=False),
        _on_papers(corpus),
    ):
        assert not any("on another paper" in one for one in found.warnings)
