"""Facts as plain values become typed facts, and every mistake is told with its word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import Corpus, plain_value, read_facts
from comity.law.record_types import Document, Record


def refused(corpus: Corpus, **stated: object) -> list[str]:
    read = read_facts(corpus, stated)
    assert not set(read.facts.words) & set(stated)
    return [str(one) for one in read.mistakes]


def test_words_keep_their_values_normalised(small_corpus: Corpus) -> None:
    read = read_facts(
        small_corpus,
        {
            "in_custody": True,
            "age": 17,
            "purpose": "civil_immigration",
            "employer": "us-ca-alameda",
            "request_date": date(2026, 2, 3),
            "release_due_at": datetime(2026, 2, 3, 18, tzinfo=UTC),
        },
    )
    assert not read.mistakes
    assert read.facts.words == {
        "in_custody": True,
        "age": 17,
        "purpose": "civil_immigration",
        "employer": "us-ca-alameda",
        "request_date": "2026-02-03",
        "release_due_at": "2026-02-03T18:00:00+00:00",
    }


def test_a_thing_can_be_known_never_to_have_happened(small_corpus: Corpus) -> None:
    assert read_facts(small_corpus, {"request_date": "never"}).facts.words == {
        "request_date": "never"
    }


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("in_custody", "true"),
        ("in_custody", 1),
        ("in_custody", None),
        ("age", -1),
        ("age", True),
        ("age", "17"),
        ("purpose", "fun"),
        ("purpose", ["civil_immigration"]),
        ("employer", "us-zz"),
        ("employer", "Ohio"),
        ("request_date", "2021-02-29"),
        ("request_date", "2021-2-3"),
        ("request_date", datetime(2021, 2, 3, tzinfo=UTC)),
        ("release_due_at", "2026-02-03T18:00"),
        ("release_due_at", date(2026, 2, 3)),
        ("release_due_at", "soon"),
        ("documents", "i_200"),
        ("no_such_word", True),
        ("act_reaches_cities", True),
    ],
)
def test_what_a_word_cannot_hold_is_refused_and_left_unknown(
    small_corpus: Corpus, word: str, value: object
) -> None:
    assert len(refused(small_corpus, **{word: value})) == 1


def test_the_command_lines_none_is_met_with_what_a_file_writes(small_corpus: Corpus) -> None:
    (mistake,) = refused(small_corpus, documents="none")
    assert mistake.endswith("write `documents: []` and `documents_complete: true`")


def test_all_mistakes_come_at_once(small_corpus: Corpus) -> None:
    assert refused(small_corpus, in_custdy=True, age="x", documents=[{"kind": "i_246"}, 7]) == [
        "the word `in_custdy` is unknown: it does not stand in the vocabulary; "
        "did you mean `in_custody`?",
        "`age` is `x`: it holds a whole number; write digits, like `17`",
        "document 1 is of the kind `i_246`: the vocabulary has no such kind; "
        "did you mean `i_247a` or `i_200`?",
        "document 2 is neither a kind nor a mapping: a document is named by its kind or by what "
        "it has; write `i_200`, or `{kind: judicial_warrant, issuer: state_judge}`",
    ]


def test_a_question_of_law_is_answered_only_where_answers_are_asked_for(
    small_corpus: Corpus,
) -> None:
    stated = {"act_reaches_cities": True}
    assert read_facts(small_corpus, stated, answers=True).facts.words == stated
    assert "adopt a reading" in str(read_facts(small_corpus, stated).mistakes[0])
    assert read_facts(small_corpus, {"act_reaches_cities": "reaches"}, answers=True).mistakes


def test_a_document_has_what_its_kind_fixes_and_what_is_stated(small_corpus: Corpus) -> None:
    stated = [
        "i_200",
        {"kind": "judicial_warrant", "issuer": "state_judge", "signed": False},
        {"effect": "request"},
    ]
    read = read_facts(small_corpus, {"documents": stated, "documents_complete": True})
    assert not read.mistakes
    assert read.facts.documents == (
        Document(
            kind="i_200",
            attributes={"issuer": "immigration_officer", "effect": "take_into_custody"},
        ),
        Document(kind="judicial_warrant", attributes={"issuer": "state_judge", "signed": False}),
        Document(kind=None, attributes={"effect": "request"}),
    )


@pytest.mark.parametrize("issuer", ["federal_judge", "state_judge"])
@pytest.mark.parametrize("kind", ["i_247a", "i_200"])
def test_an_officers_paper_is_never_judicial(small_corpus: Corpus, kind: str, issuer: str) -> None:
    found = refused(small_corpus, documents=[{"kind": kind, "issuer": issuer}])
    assert len(found) == 1
    assert "is always `immigration_officer`" in found[0]


def test_a_record_arrives_typed(shipped_corpus: Corpus) -> None:
    stated = {
        "classes": ["ca.serious_felony"],
        "grade": "felony",
        "on": "2012-03-01",
        "sentence_end": date(2014, 1, 1),
        "classes_complete": True,
        "jurisdiction": "us-ca",
        "days_incarcerated": 400,
        "serving": False,
    }
    read = read_facts(shipped_corpus, {"convictions": [stated], "charges": [], "arrests": [{}]})
    assert not read.mistakes
    assert read.facts.records == {
        "convictions": (
            Record(
                classes=frozenset({"ca.serious_felony"}),
                classes_complete=True,
                on=date(2012, 3, 1),
                sentence_end=date(2014, 1, 1),
                attributes={
                    "serving": False,
                    "grade": "felony",
                    "jurisdiction": "us-ca",
                    "days_incarcerated": 400,
                },
            ),
        ),
        "charges": (),
        "arrests": (Record(),),
    }


@pytest.mark.parametrize(
    "record",
    [
        {"classes": ["ca.no_such"]},
        {"classes": "ca.serious_felony"},
        {"grade": "big"},
        {"on": "2021-02-29"},
        {"on": None},
        {"serving": "yes"},
        {"jurisdiction": "us-zz"},
        {"days_incarcerated": -1},
        {"held_to_answer": True},
        {"on": "2020-01-02", "sentence_end": "2020-01-01"},
        "ca.serious_felony",
    ],
)
def test_a_record_with_a_mistake_is_refused_whole(shipped_corpus: Corpus, record: object) -> None:
    read = read_facts(shipped_corpus, {"convictions": [record]})
    assert len(read.mistakes) == 1
    assert read.facts.records == {"convictions": ()}


def test_a_predicate_can_be_stated_whole_however_it_is_written(small_corpus: Corpus) -> None:
    read = read_facts(small_corpus, {"convicted('any', within = '5 years', grade='felony')": False})
    assert not read.mistakes
    assert read.facts.words == {'convicted("any", grade="felony", within="5 years")': False}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ('convicted("any"', True),
        ('convicted("vt.theft")', True),
        ('convicted("any") and in_custody', True),
        ("not convicted('any')", True),
        ('convicted("any")', "true"),
        ('convicted("any", within="5 yrs")', True),
    ],
)
def test_a_predicate_stated_wrongly_is_refused(
    small_corpus: Corpus, key: str, value: object
) -> None:
    assert len(refused(small_corpus, **{key: value})) == 1


def test_one_predicate_is_not_both_true_and_false(small_corpus: Corpus) -> None:
    read = read_facts(small_corpus, {'convicted("any")': True, "convicted('any')": False})
    assert "stated as true and as false" in str(read.mistakes[0])


@pytest.mark.parametrize(
    ("word", "text", "value"),
    [
        ("in_custody", "true", True),
        ("in_custody", " false", False),
        ("in_custody", "yes", "yes"),
        ("age", "17", 17),
        ("age", "seventeen", "seventeen"),
        ("documents", "i_247a, i_200", ["i_247a", "i_200"]),
        ("documents", "", []),
        ("purpose", "civil_immigration", "civil_immigration"),
        ('convicted("any")', "true", True),
    ],
)
def test_a_text_becomes_the_plain_value_its_word_holds(
    small_corpus: Corpus, word: str, text: str, value: object
) -> None:
    assert plain_value(small_corpus, word, text) == value


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "issuer", "classes", "on", "grade", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(stated=st.data())
def test_no_value_makes_the_reader_raise(small_corpus: Corpus, stated: st.DataObject) -> None:
    words = st.sampled_from([*small_corpus.vocabulary.words, "x", "shown()", "((", "convicted(1)"])
    mapping = stated.draw(st.dictionaries(words, anything, max_size=4))
    read = read_facts(small_corpus, mapping)
    assert all(one.what and one.why and one.remedy for one in read.mistakes)
