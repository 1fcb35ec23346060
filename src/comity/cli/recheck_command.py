"""`comity recheck`: saved answers and reports, decided again under today's law files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.question_lines import typed
from comity.cli.streams import (
    EXIT_PROBLEMS,
    fail,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _LeftOut:
    """Rows of one log that are not decided again, and why."""

    file: str
    log: str
    why: str
    lines: tuple[int, ...]


_WHY = {
    "two_dates": "each may be of two days, and so rests on two answers",
    "two_kinds": "each may be of two kinds of body, and so rests on two answers",
    "": "no law could be asked",
}
"""Why a row is not compared, by its flag; without one it has no question."""

MOST_LINES = 8
"""Lines of a log that are listed in words; `--json` lists all."""


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

    Rows of a report that may be of two days or two kinds are not compared; they are listed with the reason.
    Ends with 1 if anything came out otherwise, and with 0 if nothing did.
    """
    law = read_corpus(corpus, overlay)
    found: list[_Rechecked] = []
    left_out: list[_LeftOut] = []
    for path in files:
        if path.is_dir():
            found += _report(law, path)
            left_out += _left_out(path)
        else:
            found.append(_answer(law, path))
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
                "not_compared": [asdict(one) for one in left_out],
            }
        )
    else:
        for one in changed:
            print_text(
                f"{one.file}: {one.question}" + (f" ({one.rows} rows)" if one.rows > 1 else "")
            )
            for why, changes in groupby(one.changes, key=lambda change: change.why):
                for change in changes:
                    print_text(change.told, indent=4)
                if why:
                    print_text(f"Why: {why}.", indent=8)
        counted = (
            f"{_many(len(found), 'question')} in {_many(sum(one.rows for one in found), 'row')}"
        )
        where = f", in {_many(rows, 'row')}" if changed else ""
        print_text(f"{counted} decided again: {len(changed)} changed{where}")
        for out_of in left_out:
            _show_left_out(out_of)
    if changed:
        raise typer.Exit(EXIT_PROBLEMS)


def _show_left_out(one: _LeftOut) -> None:
    shown = ", ".join(str(line) for line in one.lines[:MOST_LINES])
    more = len(one.lines) - MOST_LINES
    rest = f" and {more} more, which --json lists" if more > 0 else ""
    lines = "line" if len(one.lines) == 1 else "lines"
    print_text(
        f"Not compared: {_many(len(one.lines), 'row')} of {one.log}: {one.why} ({lines} {shown}{rest})"
    )


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


_ASKED = (
    "SELECT question, date, answer, provisions, count(*) FROM read_parquet(?) "
    "WHERE question <> '' AND NOT contains(flags, 'two_') GROUP BY ALL ORDER BY ALL"
)
_LEFT_OUT = (
    "SELECT file, regexp_extract(flags, 'two_[a-z]+') AS flag, list(line ORDER BY line) FROM read_parquet(?) "
    "WHERE question = '' OR contains(flags, 'two_') GROUP BY ALL ORDER BY file, flag"
)
"""The questions of findings, and the rows that are not one question: of two days or kinds, or of no law to ask."""


def _rows(folder: Path, query: str) -> list[Any]:
    """What a query of a report's findings gives; ends with a mistake where the folder is no report."""
    import duckdb  # noqa: PLC0415 -- only reports need it, and it takes long to import

    path = folder / FINDINGS
    if not path.is_file():
        fail([f"{folder} is not a report: it has no {FINDINGS}"])
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        try:
            return connection.execute(query, [str(path)]).fetchall()
        except duckdb.Error:
            fail([f"{path} is not the {FINDINGS} of a report: `comity audit` writes one"])


def _left_out(folder: Path) -> Iterator[_LeftOut]:
    """The rows that `_report` does not decide again, by log and reason."""
    for log, flag, lines in _rows(folder, _LEFT_OUT):
        yield _LeftOut(file=str(folder), log=log, why=_WHY[flag], lines=tuple(lines))


def _report(law: Corpus, folder: Path) -> Iterator[_Rechecked]:
    """The distinct questions of a report, from the findings it was published with."""
    for question, day, answer, provisions, count in _rows(folder, _ASKED):
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
        yield Change(
            what="the provisions",
            before=", ".join(before) or "none",
            after=", ".join(now) or "none",
            why="",
        )
