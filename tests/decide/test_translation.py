"""Spanish: one catalogue, no sentence lost to a gap in it, nothing of English but quotations of the law."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.decide import translation
from comity.decide.translation import (
    CATALOGUE,
    LANGUAGES,
    Speech,
    contracted,
    speech,
    translate,
    untranslated,
)
from tools.write_catalogue import translations

SPANISH = translations(CATALOGUE.read_text(encoding="utf-8"))
PAIRS = sorted(SPANISH.items())


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@given(st.sampled_from(PAIRS))
def test_a_translation_has_the_placeholders_of_its_text(pair: tuple[str, str]) -> None:
    english, spanish = pair
    assert placeholders(english) == placeholders(spanish)


@given(st.sampled_from(PAIRS), st.data())
def test_what_is_filled_in_is_said_in_every_language(
    pair: tuple[str, str], data: st.DataObject
) -> None:
    """Also where it holds braces of its own, as a citation may."""
    filled = {
        name: data.draw(st.text(alphabet="abc{}§ ", min_size=1)) for name in placeholders(pair[0])
    }
    for language in LANGUAGES:
        said = Speech(language)(pair[0], **filled)
        assert all(value in said for value in filled.values())


def test_every_number_and_every_word_for_machines_stands_in_the_translation() -> None:
    """Sections, days and limits are where a slip of translation would change the law."""
    for english, spanish in PAIRS:
        for exact in (r"\d+", r"`[^`]*`", r"§"):
            assert Counter(re.findall(exact, english)) == Counter(re.findall(exact, spanish)), (
                english,
                spanish,
            )


def test_questions_stay_questions() -> None:
    for english, spanish in PAIRS:
        assert english.endswith("?") == spanish.endswith("?"), english
        assert ("?" in re.sub(r"`[^`]*`", "", english)) == ("¿" in spanish), english


def test_english_is_the_text_itself_and_needs_no_catalogue() -> None:
    text = "nobody has translated this"
    assert translate(text, "en") == text
    assert text not in untranslated()
    program = (
        "import sys; from comity.decide.translation import translate; "
        "print(translate('must', 'en'), 'babel' in sys.modules, translate('must', 'es'))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["must", "False", "debe"]


def test_a_text_without_spanish_is_shown_in_english_and_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    text = "{count} papers that nobody translated"
    assert speech("es")(text, count=3) == "3 papers that nobody translated"
    assert translate("must not", "es") == "no debe"
    assert untranslated() == {text}


@pytest.mark.parametrize(
    ("parts", "spoken"),
    [
        ("la ley de el estado de Texas", "la ley del estado de Texas"),
        ("la ley de el Distrito de Columbia", "la ley del Distrito de Columbia"),
        ("avisar a el sheriff", "avisar al sheriff"),
        ("la Ciudad de El Cenizo", "la Ciudad de El Cenizo"),
        ("la ley de él", "la ley de él"),
        ("uno o otro", "uno u otro"),
        ("uno o hospital", "uno u hospital"),
        ("uno o dos", "uno o dos"),
        ("padres y hijos", "padres e hijos"),
        ("aviso y informe", "aviso e informe"),
        ("agua y hielo", "agua y hielo"),
        ("juez y hermano", "juez y hermano"),
    ],
)
def test_parts_are_contracted_as_they_are_spoken(parts: str, spoken: str) -> None:
    assert contracted(parts) == spoken
    assert contracted(spoken) == spoken
