"""The vocabulary, and methods and limits: whole, in both languages, with the corpus's own figures."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from comity.decide import ANSWER_WORDS, VERIFIED_WORDS
from comity.law import Corpus, Verified, counts_of
from tests.web.test_place_pages import plain


def test_every_word_of_the_vocabulary_has_an_anchor(web: TestClient, corpus: Corpus) -> None:
    text = web.get("/vocabulary").text
    known = corpus.vocabulary
    ids = re.findall(r'\bid="([^"]+)"', text)
    for name in (
        *known.actions, *known.actors, *known.words, *known.document_kinds, *corpus.questions
    ):  # fmt: skip
        assert name in ids
    assert len(ids) == len(set(ids))
    assert known.words["in_custody"].asks in plain(text)
    assert known.words["in_custody"].found in plain(text)


def test_methods_say_what_each_answer_means_and_count_the_marks(
    web: TestClient, corpus: Corpus
) -> None:
    read = plain(web.get("/methods").text)
    for words in ANSWER_WORDS.values():
        assert words in read
    for mark in Verified:
        count = sum(getattr(one, mark.value) for one in counts_of(corpus))
        assert f"{VERIFIED_WORDS[mark]} {count} " in read
    assert "This is information about law, not legal advice." in read
    assert "Report a mistake" in read


@pytest.mark.parametrize("path", ["/vocabulary", "/methods", "/places"])
def test_both_languages_are_there(web: TestClient, path: str) -> None:
    for address in (path, f"/es{path}"):
        answer = web.get(address)
        assert answer.status_code == 200
        assert " style=" not in answer.text
        assert "<style" not in answer.text
