"""`comity recheck`: saved answers and reports, decided again under today's law files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.question_lines import typed
from comity.cli.streams import (
    EXIT_PROBLEMS,
    fail,
    out,
    print_json,
    print_text,
    read_corpus,
    read_form,
)
from comity.decide import QuestionError, ask, decide
from comity.decide.survey import Change, recheck
from comity.law import Corpus

RECHECK_EXAMPLES = """\b
Examples:
  comity recheck answer.json other-answer.json
  comity recheck build/demo-report         a report folder of `comity audit`"""

FINDINGS = "findings.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rechecked:
    """One saved question: how many rows it stands for, and what came out otherwise."""

    file: str
    question: str
    rows: int
    changes: tuple[Change, ...]


def recheck_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES",
            help="JSON of answers (`comity decide --json`), or folders of audit reports.",
        ),
    ],
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Decide saved answers and reports again under today's law files: what changed, and why.

    Ends with 1 if anything came out otherwise, and with 0 if nothing did.
    """
    law = read_corpus(corpus, overlay)
    found: list[_Rechecked] = []
    for path in files:
        found += _report(law, path) if path.is_dir() else [_answer(law, path)]
    changed = [one for one in found if one.changes]
    rows = sum(one.rows for one in changed)
    if json:
        print_json(
            {
                "corpus": law.digest,
                "questions": len(found),
                "rows": sum(one.rows for one in found),
                "changed_questions": len(changed),
                "changed_rows": rows,
                "changed": [asdict(one) for one in changed],
            }
        )
    else:
        for one in changed:
            print_text(
                f"{one.file}: {one.question}" + (f" ({one.rows} rows)" if one.rows > 1 else "")
            )
            for why, changes in groupby(one.changes, key=lambda change: change.why):
                for change in changes:
                    print_text(f"{change.what}: {change.before} -> {change.after}", indent=4)
                if why:
                    print_text(f"Why: {why}.", indent=8)
        counted = (
            f"{_many(len(found), 'question')} in {_many(sum(one.rows for one in found), 'row')}"
        )
        where = f", in {_many(rows, 'row')}" if changed else ""
        out.print(f"{counted} decided again: {len(changed)} changed{where}")
    if changed:
        raise typer.Exit(EXIT_PROBLEMS)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _answer(law: Corpus, path: Path) -> _Rechecked:
    form = read_form(str(path))
    if not isinstance(form, dict) or not {"question", "answer"} <= set(form):
        fail([f"{path} does not hold an answer: write it with `comity decide ... --json`"])
    asked = form["question"]
    said = (
        " ".join(str(asked.get(key)) for key in ("place", "action", "on"))
        if isinstance(asked, dict)
        else ""
    )
    try:
        _, changes = recheck(law, form)
    except QuestionError as error:
        changes = [_refused(error, str(form.get("answer")))]
    return _Rechecked(file=str(path), question=said, rows=1, changes=tuple(changes))


def _refused(error: QuestionError, before: str) -> Change:
    return Change(
        what="the answer",
        before=before,
        after="cannot be asked any more",
        why="; ".join(error.mistakes),
    )


def _report(law: Corpus, folder: Path) -> Iterator[_Rechecked]:
    """The distinct questions of a report, from the findings it was published with."""
    import duckdb  # noqa: PLC0415 -- only reports need it, and it takes long to import

    path = folder / FINDINGS
    if not path.is_file():
        fail([f"{folder} is not a report: it has no {FINDINGS}"])
    # A row of two days or two kinds rests on several questions, and its column holds one of them.
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        try:
            rows = connection.execute(
                "SELECT question, date, answer, provisions, count(*) FROM read_parquet(?) "
                "WHERE question <> '' AND NOT contains(flags, 'two_') GROUP BY ALL ORDER BY ALL",
                [str(path)],
            ).fetchall()
        except duckdb.Error:
            fail([f"{path} is not the {FINDINGS} of a report: `comity audit` writes one"])
    for question, day, answer, provisions, count in rows:
        yield _Rechecked(
            file=str(folder),
            question=f"{question} --on {day}",
            rows=count,
            changes=tuple(_row_changes(law, question, day, answer, provisions)),
        )


def _row_changes(
    law: Corpus, question: str, day: date, answer: str, provisions: str
) -> Iterator[Change]:
    asked = typed(law, question)
    try:
        found = decide(
            law,
            ask(
                law,
                asked.place,
                asked.action,
                on=day,
                actor=asked.actor,
                employer=asked.employer,
                facts=asked.facts,
            ),
            settling=0,
        )
    except QuestionError as error:
        yield _refused(error, answer)
        return
    now = sorted({one.provision.id for one in found.grounds})
    before = sorted(set(provisions.split()))
    if found.answer.value != answer:
        yield Change(what="the answer", before=answer, after=found.answer.value, why="")
    if now != before:
        yield Change(what="the provisions", before=", ".join(before), after=", ".join(now), why="")
