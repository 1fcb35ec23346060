"""Keeps the Spanish catalogue in step with the program: finds every text that readers see, keeps what is
translated, adds what is new without a translation, and sets what is gone aside at the end (`#~`).

Texts come from the dictionary and the questions of law, from tables of wording, from what Python says by
`say`, `_`, `translate` or `wording`, and from the templates of the web. `make catalogue` runs this; a test
holds the catalogue fresh and fails where a text of Ask, cards or answers has no Spanish.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from importlib import import_module
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from comity.decide import place_name
from comity.decide.survey import STANDARD_CASES, path_of
from comity.decide.survey.detainer_forms import FORMS
from comity.decide.survey.path import DETAINER_SAYS, FEDERAL_DECISION
from comity.decide.translation import CATALOGUE, contracted
from comity.decide.vocabulary_form import vocabulary_to_json
from comity.law import (
    Corpus,
    Say,
    as_written,
    asks_of,
    class_noun,
    load_corpus,
    noun_of,
    plain_noun,
    record_noun,
    record_of,
    says_of,
)
from comity.logic import Expr, Predicate, leaves

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "comity"

SAID_BY = frozenset({"say", "_", "translate", "wording"})
"""What a text is handed to where it is said."""

WORDING = (
    "comity.decide.phrases",
    "comity.decide.cards.words",
    "comity.decide.coverage",
    "comity.decide.condition_words",
    "comity.decide.condition_text",
    "comity.decide.mistake_words",
    "comity.decide.survey.in_force",
    "comity.decide.survey.obligations",
    "comity.decide.survey.rule_in_words",
    "comity.law.predicate_words",
    "comity.places.agreements.words",
    "comity.places.federal_lists.words",
)
"""Modules whose constants in upper case are wording: every text, and every value of a mapping."""

RECORDS_OF_WORDING = "src/comity/decide/interview"
"""Modules that hold wording in records: what is handed to a field of these names is said to readers."""

SAID_FIELDS = frozenset(
    {
        "asks",
        "found",
        "looks",
        "means",
        "rest",
        "signed_by",
        "text",
        "title",
        "wanted",
        "warning",
        "where",
    }
)

HERE = "tools/write_catalogue.py"
MADE = "put together by `make catalogue` from the Spanish of its parts; change those"
"""What stands beside Spanish that no person writes."""

NOT_HELD = (
    "law",
    "map",
    "matrix",
    "methods",
    "vocabulary",
    "audit",
    "places",
    "place",
    "provision",
)
"""Pages of the web that may lack Spanish: templates and modules of these names. All else must have it."""

HEADER = """\
# Spanish of Comity: the dictionary, questions, answers, cards and pages.
# No native speaker has reviewed these translations yet.
# `make catalogue` keeps this file in step with the program; write translations here.
msgid ""
msgstr ""
"Project-Id-Version: comity\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def texts_of(corpus: Corpus) -> dict[str, list[str]]:
    """Every text that readers see, in order, with where it stands."""
    found: dict[str, list[str]] = {}
    for source, text in (
        *_tables(),
        *_said(),
        *_records(),
        *_templates(),
        *(("corpus/vocabulary.yaml", text) for text in _dictionary(corpus)),
        *(("corpus/us", text) for text in _law(corpus)),
        *(("corpus/states.yaml", text) for text in corpus.states.values()),
        *(("src/comity/web/templates/place.html", text) for text in _labels(corpus)),
        *((HERE, text) for text in _put_together(corpus, as_written)),
    ):
        places = found.setdefault(text, [])
        if source not in places:
            places.append(source)
    return found


def held(sources: Iterable[str]) -> bool:
    """Whether a text must have Spanish: it stands in an answer, in Ask, on a card, or in what they use."""
    return any(
        not source.startswith("src/comity/web/")
        or Path(source).stem.partition("_")[0] not in NOT_HELD
        for source in sources
    )


def written(corpus: Corpus, before: str) -> str:
    """The catalogue anew: the translations of `before` for the texts of today."""
    catalogue = _fresh(read_po(BytesIO(before.encode()), locale="es"))
    today = _fresh(Catalog(locale="es"))
    texts = texts_of(corpus)
    for text, sources in texts.items():
        today.add(
            text,
            locations=[(source, 0) for source in sources],
            auto_comments=[MADE] if sources == [HERE] else [],
        )
    catalogue.update(today, no_fuzzy_matching=True)
    for key, gone in tuple(catalogue.obsolete.items()):
        back = catalogue.get(gone.id)
        if back is not None:
            back.string = back.string or gone.string
            del catalogue.obsolete[key]
    for action in corpus.vocabulary.actions.values():
        catalogue[action.phrase].string = action.phrase_es  # the dictionary has the Spanish itself
    done = {str(one.id): str(one.string) for one in catalogue if one.string and not one.fuzzy}
    for text, spanish in _put_together(corpus, lambda text: done.get(text, text)).items():
        if texts[text] == [HERE]:
            catalogue[text].string = spanish
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=True, include_lineno=False)
    return HEADER + file.getvalue().decode()


def translations(text: str) -> dict[str, str]:
    """The finished translations of a catalogue."""
    return {
        str(one.id): str(one.string)
        for one in read_po(BytesIO(text.encode()), locale="es")
        if one.id and one.string and not one.fuzzy
    }


def _fresh(catalogue: Catalog) -> Catalog:
    """Without a day of making: the same texts give the same file."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalogue


def _labels(corpus: Corpus) -> Iterator[str]:
    """What pages of places, maps and the dictionary call things: steps, cases, kinds of notes, levels."""
    for case in STANDARD_CASES.values():
        yield from (case.title, case.group)
        yield from (case.given_on(form.from_) for form in FORMS)
    yield from DETAINER_SAYS.values()
    yield FEDERAL_DECISION
    for step in path_of(corpus, "us", on=date(2026, 1, 1)):
        yield from (step.stage, step.title)
    yield from (str(one["takes"]) for one in vocabulary_to_json(corpus)["words"])
    yield from (one.level for one in corpus.vocabulary.actors.values() if one.level)
    for place in corpus.jurisdictions.values():
        for note in place.notes:
            yield note.kind.replace("_", " ")
            yield from (one for one in (note.docket, note.fate) if one)
    yield from (plain_noun(one.means) for one in corpus.classes.values())


def _dictionary(corpus: Corpus) -> Iterator[str]:
    vocabulary = corpus.vocabulary
    for word in vocabulary.words.values():
        yield from (word.asks, word.means, word.found)
        yield from (value.means for value in word.values)
    for action in vocabulary.actions.values():
        yield from (action.phrase, action.means)
    yield from (actor.means for actor in vocabulary.actors.values())
    for kind in vocabulary.document_kinds.values():
        yield from (kind.means, plain_noun(kind.means), noun_of(kind.means))
    yield from (axiom.means for axiom in vocabulary.axioms)


def _put_together(corpus: Corpus, say: Say) -> dict[str, str]:
    """What the program puts together from parts, with the Spanish of the parts: what predicates ask and
    state, and names of places.
    """
    found: dict[str, str] = {}
    for leaf in _predicates(corpus):
        for text, spanish in (
            (asks_of(leaf.key, corpus)[0], asks_of(leaf.key, corpus, say)[0]),
            (says_of((leaf,), corpus), says_of((leaf,), corpus, say)),
            *(
                [(record_of((leaf,), corpus), record_of((leaf,), corpus, say))]
                if record_noun(leaf)
                else []
            ),
        ):
            found.setdefault(text, contracted(spanish))
    for place, one in corpus.jurisdictions.items():
        if one.name != corpus.states.get(place):
            found[one.name] = place_name(corpus, place, "es")
    return found


def _predicates(corpus: Corpus) -> Iterator[Predicate]:
    """Every predicate of the law, each once."""
    trees: list[Expr] = []
    for place in corpus.jurisdictions.values():
        for provision in place.provisions:
            trees.append(provision.binds)
            for version in provision.versions:
                trees += [version.when, *(one.when for one in version.unless)]
            trees += [tree for one in provision.defeats for tree in (one.when, one.unless)]
            if provision.compliance:
                trees += provision.compliance.satisfied_by
        trees += [one.means for one in place.words]
        trees += [tree for one in place.duties for tree in (one.binds, one.when)]
        trees += [one.when for one in place.notes]
        trees += [one.when for one in place.prevailing]
        trees += [one.whom for one in place.injunctions]
    trees += [tree for one in corpus.vocabulary.axioms for tree in (one.when, one.then)]
    found = {
        leaf.key: leaf for tree in trees for leaf in leaves(tree) if isinstance(leaf, Predicate)
    }
    yield from (found[key] for key in sorted(found))


def _law(corpus: Corpus) -> Iterator[str]:
    for name, one in corpus.classes.items():
        yield from (one.means, class_noun(name, corpus))
    for question in corpus.questions.values():
        yield question.asks
        yield from (reading.says for reading in question.readings)


def _tables() -> Iterator[tuple[str, str]]:
    for name in WORDING:
        source = f"src/{name.replace('.', '/')}.py"
        for constant, value in vars(import_module(name)).items():
            if constant.lstrip("_").isupper():
                yield from ((source, text) for text in _texts(value))
            elif isinstance(value, type) and issubclass(value, str) and issubclass(value, Enum):
                yield from ((source, one.value) for one in value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in value.values() if isinstance(text, str))
    elif isinstance(value, tuple):
        yield from (text for text in value if isinstance(text, str))


def _said() -> Iterator[tuple[str, str]]:
    """Texts that Python hands over as they stand."""
    for path in sorted(SOURCES.rglob("*.py")):
        source = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in SAID_BY and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield source, first.value


def _records() -> Iterator[tuple[str, str]]:
    """Texts in records of wording: in their constants, and as arguments."""
    for path in sorted((ROOT / RECORDS_OF_WORDING).glob("[a-z]*.py")):
        source = path.relative_to(ROOT).as_posix()
        module = import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
        for constant, value in vars(module).items():
            if constant.lstrip("_").isupper():
                yield from ((source, text) for text in _recorded(value))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in SAID_FIELDS:
                value = node.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    yield source, value.value


def _recorded(value: object) -> Iterator[str]:
    """Sentences and said fields; a single word that stands by itself is a name for machines."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _recorded(one))
    elif isinstance(value, tuple | list):
        yield from (text for one in value for text in _recorded(one))
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            if isinstance(held, str) and field.name in SAID_FIELDS and held:
                yield held
            elif isinstance(held, tuple):
                yield from (text for one in held if is_dataclass(one) for text in _recorded(one))


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _templates() -> Iterator[tuple[str, str]]:
    for path in sorted((SOURCES / "web" / "templates").rglob("*.html")):
        source = path.relative_to(ROOT).as_posix()
        with path.open("rb") as file:
            for _, text, _, _ in extract(
                "jinja2.ext:babel_extract", file, keywords={"_": None}, options={"silent": "false"}
            ):
                if isinstance(text, str):
                    yield source, text


def main() -> int:
    """Write the catalogue and say what has no Spanish yet."""
    corpus = load_corpus()
    text = written(corpus, CATALOGUE.read_text(encoding="utf-8"))
    CATALOGUE.write_text(text, encoding="utf-8")
    done, texts = translations(text), texts_of(corpus)
    missing = [one for one in texts if one not in done]
    for one in missing:
        print(f"{'must have' if held(texts[one]) else 'lacks'} Spanish ({texts[one][0]}): {one}")
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(texts)} texts, {len(missing)} without Spanish")
    return 0


if __name__ == "__main__":
    sys.exit(main())
