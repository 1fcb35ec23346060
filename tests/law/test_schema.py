"""The schema for editors is made from the loader's own keys, is fresh, and fits the corpus."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from comity.law.files.schema import schema_texts
from comity.law.files.yaml_node import plain
from comity.law.files.yaml_text import read_yaml

CORPUS = Path(__file__).parents[2] / "corpus"
KIND = {"vocabulary.yaml": "vocabulary", "known-gaps.yaml": "known-gaps"}


def files() -> list[tuple[Path, str]]:
    found = [(CORPUS / name, kind) for name, kind in KIND.items()]
    found += [(path, "jurisdiction") for path in sorted(CORPUS.glob("us/**/*.yaml"))]
    found += [(path, "scenarios") for path in sorted(CORPUS.glob("scenarios/*.yaml"))]
    return found


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_the_schema_is_fresh(name: str) -> None:
    path, text = CORPUS / "schema" / name, schema_texts()[name]
    if os.environ.get("COMITY_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text, "write it anew with `make golden`"


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_the_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_texts()[name]))


@pytest.mark.parametrize(
    ("path", "kind"), files(), ids=[path.relative_to(CORPUS).as_posix() for path, _ in files()]
)
def test_the_corpus_fits_its_schema(path: Path, kind: str) -> None:
    node, problems = read_yaml(path.read_text(encoding="utf-8"), file=path.name)
    assert node is not None
    assert not problems
    validator = jsonschema.Draft202012Validator(json.loads(schema_texts()[f"{kind}.json"]))
    errors = [
        f"{list(one.absolute_path)}: {one.message}" for one in validator.iter_errors(plain(node))
    ]
    assert errors == []


@pytest.mark.parametrize(
    "name",
    ["unknown-key", "missing-source", "unknown-choice", "list-expected", "day-in-another-form"],
)
def test_the_schema_sees_what_an_editor_can_see(name: str) -> None:
    text = (CORPUS / "broken" / f"{name}.yaml").read_text(encoding="utf-8")
    node, _ = read_yaml(text, file=name)
    assert node is not None
    validator = jsonschema.Draft202012Validator(json.loads(schema_texts()["jurisdiction.json"]))
    assert list(validator.iter_errors(plain(node)))
