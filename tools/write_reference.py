"""Writes the pages of `docs/reference/` that the program itself knows best: its commands, its words, its
JSON, the law of each place; and the counts in the README. A test holds them fresh; `make golden` writes them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from typer.testing import CliRunner

from comity.cli.main import app_for, commands_for, verbs_of
from comity.decide import determination_schema, question_schema, vocabulary_to_json
from comity.evidence import reviewed_schema
from comity.law import LEVELS, Corpus, PlaceCounts, counts_of, load_corpus, load_scenarios
from tools.place_pages import place_pages

ROOT = Path(__file__).parents[1]
REFERENCE = "docs/reference"


def pages(corpus: Corpus) -> dict[str, str]:
    """Every page that is written from the program, by its path from the root of the project."""
    written: dict[str, Callable[[], str]] = {
        f"{REFERENCE}/commands.md": commands_page,
        f"{REFERENCE}/vocabulary.md": lambda: vocabulary_page(corpus),
        f"{REFERENCE}/json.md": lambda: _between(
            f"{REFERENCE}/json.md",
            {
                "question": _table(question_schema()),
                "determination": _table(determination_schema()),
            },
        ),
        f"{REFERENCE}/schema/question.json": lambda: _schema(question_schema()),
        f"{REFERENCE}/schema/determination.json": lambda: _schema(determination_schema()),
        f"{REFERENCE}/schema/reviewed-act.json": lambda: _schema(reviewed_schema()),
        "README.md": lambda: _between("README.md", {"counts": counts(corpus)}),
    }
    return {path: make() for path, make in written.items()} | place_pages(corpus)


def commands_page() -> str:
    """Every command as its own `--help` tells it."""
    parts = [
        "# Commands\n\nWritten by the program from `--help`; do not edit. Exit codes stand at the end "
        "of the first.\n"
    ]
    named = [
        [name, *verb] for name in commands_for([]) for verb in ([], *([v] for v in verbs_of(name)))
    ]
    for arguments in ([], *named):
        shown = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(
            app_for([]), [*arguments, "--help"], prog_name="comity"
        )
        assert shown.exit_code == 0, shown.output
        parts.append(
            f"## `{' '.join(['comity', *arguments])}`\n\n```text\n{shown.output.strip()}\n```\n"
        )
    return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n"))


def vocabulary_page(corpus: Corpus) -> str:
    """Every word in which a question is asked."""
    found = vocabulary_to_json(corpus)
    parts = [
        "# Vocabulary\n\nWritten by the program from `corpus/vocabulary.yaml` and the law files; do not "
        "edit. `comity vocabulary NAME` shows one entry.\n",
        "## Actions\n\n" + _rows(found["actions"], {"action": "id", "means": "means"}),
        "## Actors\n\n"
        + _rows(found["actors"], {"actor": "id", "means": "means", "employed by level": "level"}),
        "## Fact words\n\nA word that is not stated is unknown.\n\n"
        + _rows(
            found["words"],
            {
                "word": "id",
                "means": "means",
                "takes": "takes",
                "question": "asks",
                "found in": "found",
            },
        ),
    ]
    for word in found["words"]:
        values = word["values"]
        if isinstance(values, list) and values:
            parts.append(
                f"### Values of `{word['id']}`\n\n"
                + _rows(values, {"value": "id", "means": "means"})
            )
    parts.append(
        "## Documents\n\nWhat a kind fixes cannot be stated otherwise.\n\n"
        + _rows(found["documents"], {"kind": "id", "means": "means", "fixes": "fixes"})
        + "\nWhat it does not fix may be stated:\n\n"
        + "".join(
            f"- `{name}`: {', '.join(f'`{value}`' for value in values)}\n"
            for name, values in corpus.vocabulary.document_values.items()
        )
    )
    parts.append(
        "## Questions of law\n\nNo fact answers them; `--reading question=reading` adopts a reading.\n"
    )
    for one in found["questions_of_law"]:
        readings = one["readings"]
        assert isinstance(readings, list)
        listed = "\n".join(f"- `{reading['id']}`: {reading['says']}" for reading in readings)
        parts.append(f"### `{one['id']}`\n\n{one['means']}\n\n{listed}\n")
    return "\n".join(parts)


_COUNTED = ("provisions", "versions", "cases", "scenarios", "text", "account", "unverified")
_OF_A_PLACE = ("provisions", "versions", "text", "account", "unverified", "cases", "scenarios", "duties", "remedies", "gaps")  # fmt: skip


def counts(corpus: Corpus) -> str:
    """What the corpus holds: the totals, a line for each level of government, and, folded, one for each place."""
    rows = list(counts_of(corpus, load_scenarios(corpus)))
    total = _sums(rows)
    lines = [
        f"It holds {total['provisions']} provisions in {total['versions']} dated texts, with {total['cases']} "
        f"cases beside them and {total['scenarios']} scenarios, for {len(rows)} places: "
        f"[the law, place by place]({REFERENCE}/places/index.md).",
        "",
        "| level | files | provisions | texts | read | known from an account | unverified |",
        "|---|---|---|---|---|---|---|",
    ]
    for level in LEVELS:
        held = [one for one in rows if corpus.jurisdictions[one.place].level == level]
        sums = [_sums(held)[name] for name in ("provisions", "versions", *_COUNTED[4:])]
        lines.append(f"| {' | '.join([level, str(len(held)), *map(str, sums)])} |")
    lines += [
        "",
        "<details><summary>Each place, as <code>comity corpus --stats</code> prints it</summary>",
        "",
        "| place | provisions | texts | read | account | unverified | cases | scenarios | duties | remedies | gaps | through |",
        f"|---|{'--:|' * len(_OF_A_PLACE)}---|",
    ]
    for row in rows:
        cells = [row.place, *(str(getattr(row, name)) for name in _OF_A_PLACE), str(row.through)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _sums(rows: list[PlaceCounts]) -> dict[str, int]:
    return {name: sum(getattr(one, name) for one in rows) for name in _COUNTED}


def _schema(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _table(schema: Mapping[str, object]) -> str:
    rows = "\n".join(f"| `{key}` | {what} | {says} |" for key, what, says in _keys(schema, ""))
    return f"| key | value | meaning |\n|---|---|---|\n{rows}\n"


def _keys(schema: Mapping[str, object], before: str) -> Iterator[tuple[str, str, str]]:
    properties = schema["properties"]
    assert isinstance(properties, Mapping)
    for name, held in properties.items():
        key = before + name
        inner = _object_in(held)
        yield key, _kind(held), str(held["description"])
        if inner is not None and name != "question":
            yield from _keys(inner, key + ("[]." if held.get("type") == "array" else "."))


def _object_in(schema: Mapping[str, object]) -> Mapping[str, object] | None:
    """The object with keys of its own that a value is, or is a list of."""
    for candidate in (schema, schema.get("items"), *_alternatives(schema)):
        if isinstance(candidate, Mapping) and "properties" in candidate:
            return candidate
    return None


def _alternatives(schema: Mapping[str, object]) -> list[Mapping[str, object]]:
    found = schema.get("anyOf", [])
    return found if isinstance(found, list) else []


def _kind(schema: Mapping[str, object]) -> str:
    if "const" in schema:
        return f"`{schema['const']}`"
    if isinstance(values := schema.get("enum"), list):
        return ", ".join(f"`{value}`" for value in values)
    if alternatives := _alternatives(schema):
        return " or ".join(_kind(one) for one in alternatives)
    if "$ref" in schema:
        return "trace"
    kind = schema["type"]
    if kind == "array":
        items = schema["items"]
        assert isinstance(items, Mapping)
        return f"list of {_kind(items)}"
    names = [kind] if isinstance(kind, str) else list(kind) if isinstance(kind, list) else []
    shown = {
        "string": {"date": "day", "date-time": "moment"}.get(str(schema.get("format")), "text")
    }
    return " or ".join(shown.get(str(name), str(name)) for name in names)


def _rows(entries: list[dict[str, object]], columns: Mapping[str, str]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for entry in entries:
        cells = [_cell(entry[key], code=key == "id") for key in columns.values()]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(value: object, *, code: bool) -> str:
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    text = "" if value is None else str(value).replace("|", "\\|")
    return f"`{text}`" if code else text


def _between(path: str, written: Mapping[str, str]) -> str:
    """A page written by hand, with what stands between its markers written anew."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for name, made in written.items():
        pattern = rf"(<!-- {name} begins: written by tools/write_reference.py -->\n).*?(<!-- {name} ends -->)"
        at = re.search(pattern, text, flags=re.DOTALL)
        assert at is not None, f"{path} has no markers for `{name}`"
        text = f"{text[: at.start()]}{at[1]}\n{made}\n{at[2]}{text[at.end() :]}"
    return text


def main() -> None:
    """Write every page anew."""
    for path, text in pages(load_corpus()).items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
        print(f"written: {path}")


if __name__ == "__main__":
    main()
