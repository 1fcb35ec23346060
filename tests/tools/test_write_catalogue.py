"""The Spanish catalogue is in step with the program; what Ask, cards and answers say has Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.decide.translation import CATALOGUE
from comity.law import Corpus
from tools.write_catalogue import held, texts_of, translations, written


@pytest.fixture(scope="module")
def texts(corpus: Corpus) -> dict[str, list[str]]:
    return texts_of(corpus)


BEFORE = CATALOGUE.read_text(encoding="utf-8")


def test_what_ask_cards_and_answers_say_has_spanish(texts: dict[str, list[str]]) -> None:
    done = translations(BEFORE)
    missing = [text for text, sources in texts.items() if held(sources) and text not in done]
    assert missing == [], "write their Spanish in `src/comity/decide/languages/es.po`"


def test_the_catalogue_is_in_step_with_the_program(corpus: Corpus) -> None:
    assert written(corpus, BEFORE) == BEFORE, "run `make catalogue`"


def test_texts_of_every_kind_are_found(texts: dict[str, list[str]], corpus: Corpus) -> None:
    word = corpus.vocabulary.words["in_custody"]
    for text in (
        word.asks,
        word.means,
        word.found,
        "county or regional jail",
        "a warrant for arrest of alien (Form I-200)",
        "a serious felony",
        "must not",  # a table
        "What is missing",  # a title
        "turns on {numbers} of what is missing",  # said by a function
        "a federal magistrate judge",
        "New Mexico",
        "Skip to the content",  # a template
        *(reading.says for one in corpus.questions.values() for reading in one.readings),
    ):
        assert text in texts, text


def test_a_new_text_is_added_without_spanish_and_a_text_that_is_gone_is_set_aside(
    corpus: Corpus,
) -> None:
    kept = 'msgid "must not"\nmsgstr "no debe"\n'
    assert kept in BEFORE
    lost = BEFORE.replace(kept, 'msgid "must never"\nmsgstr "no debe jamás"\n')
    again = written(corpus, lost)
    assert 'msgid "must not"\nmsgstr ""\n' in again
    assert '#~ msgid "must never"\n#~ msgstr "no debe jamás"\n' in again
    assert "must not" not in translations(again)
    assert "must never" not in translations(again)
    assert written(corpus, again) == again
    back = again.replace('#~ msgid "must never"', '#~ msgid "must not"')
    text = written(corpus, back)
    assert translations(text)["must not"] == "no debe jamás"
    assert '#~ msgid "must not"' not in text


def test_what_is_put_together_follows_the_spanish_of_its_parts(corpus: Corpus) -> None:
    asked = "Is there a conviction in Arizona, whose sentence is being served now?"
    assert translations(BEFORE)[asked] == (
        "¿Hay una condena en Arizona, cuya pena se está cumpliendo ahora?"
    )
    changed = BEFORE.replace('msgstr "una condena"', 'msgstr "una sentencia"')
    assert translations(written(corpus, changed))[asked] == (
        "¿Hay una sentencia en Arizona, cuya pena se está cumpliendo ahora?"
    )


def test_a_doubtful_translation_counts_as_none() -> None:
    text = '#, fuzzy\nmsgid "may"\nmsgstr "puede"\n\nmsgid "must"\nmsgstr "debe"\n'
    assert translations(text) == {"must": "debe"}


def test_only_pages_beside_ask_and_cards_may_lack_spanish() -> None:
    templates = "src/comity/web/templates"
    assert held(["corpus/vocabulary.yaml"])
    assert held([f"{templates}/ask.html"])
    assert held([f"{templates}/matrix.html", f"{templates}/card.html"])
    assert not held([f"{templates}/matrix.html"])


def test_the_dictionarys_own_spanish_is_that_of_the_catalogue(corpus: Corpus) -> None:
    done = translations(BEFORE)
    for action in corpus.vocabulary.actions.values():
        assert done[action.phrase] == action.phrase_es


def test_the_catalogue_says_that_nobody_has_reviewed_it() -> None:
    assert Path(CATALOGUE).name == "es.po"
    assert "No native speaker has reviewed" in BEFORE.splitlines()[1]
