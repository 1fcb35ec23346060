"""The vocabulary as plain JSON values: what can be said in a question. For doors and the reference."""

from __future__ import annotations

from datetime import date

from comity.law import Corpus, Word, WordType
from comity.logic import show

_HOW: dict[WordType, str] = {
    WordType.BOOLEAN: "true or false",
    WordType.ENUMERATION: "one of the values",
    WordType.INTEGER: "a whole number",
    WordType.DATE: "a day as 2026-11-21, or never",
    WordType.MOMENT: "a moment with its offset, as 2026-11-21T18:00-05:00",
    WordType.JURISDICTION: "a place, as us-tx",
    WordType.RECORDS: "a list",
}


def vocabulary_to_json(corpus: Corpus) -> dict[str, list[dict[str, object]]]:
    """Actions, actors, words, kinds of documents, and questions of law, each in the corpus's order."""
    vocabulary = corpus.vocabulary
    return {
        "actions": [
            {
                "id": one.id,
                "means": one.means,
                "phrase": one.phrase,
                "phrase_es": one.phrase_es,
                "paper": one.paper,
            }
            for one in vocabulary.actions.values()
        ],
        "actors": [
            {"id": one.id, "means": one.means, "level": one.level}
            for one in vocabulary.actors.values()
        ],
        "words": [_word(one) for one in vocabulary.words.values()],
        "documents": [
            {
                "id": one.id,
                "means": one.means,
                "fixes": [f"{name}={_text(value)}" for name, value in one.attributes.items()],
                "may_say": [
                    f"{name}: {', '.join(values)}"
                    for name, values in vocabulary.document_values.items()
                    if name not in one.attributes
                ],
            }
            for one in vocabulary.document_kinds.values()
        ],
        "questions_of_law": [
            {
                "id": one.id,
                "means": one.asks,
                "readings": [
                    {"id": reading.id, "says": " ".join(reading.says.split())}
                    for reading in one.readings
                ],
                "leaning": one.leaning,
            }
            for one in corpus.questions.values()
        ],
    }


def defined_words_to_json(corpus: Corpus, name: str) -> list[dict[str, object]]:
    """What a word that the law of a place defines stands for; one entry for each of its periods."""
    return [
        {
            "id": one.id,
            "place": place.id,
            "cite": one.cite,
            "from": None if one.period.from_ == date.min else one.period.from_.isoformat(),
            "until": one.period.until and one.period.until.isoformat(),
            "means": show(one.means),
        }
        for place in corpus.jurisdictions.values()
        for one in place.words
        if one.id == name
    ]


def _text(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _word(word: Word) -> dict[str, object]:
    # Actors and actions as values stand in lists of their own.
    listed = word.id not in ("actor", "restricted_action")
    return {
        "id": word.id,
        "means": word.means,
        "takes": _HOW[word.type],
        "asks": word.asks,
        "found": word.found,
        "values": [{"id": one.id, "means": one.means} for one in word.values] if listed else [],
        "clock": word.clock,
    }
