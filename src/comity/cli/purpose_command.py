"""`comity purpose`: what a stated reason is read as, by which rule, and why."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from comity.audit import Cells, Lexicon, LexiconError, explain, lexicon_with, readable_rules
from comity.cli.options import JsonOption, LexiconOption
from comity.cli.streams import EXIT_PROBLEMS, EXIT_USAGE, fail, print_json, print_text

PURPOSE_EXAMPLES = """\b
Examples:
  comity purpose "LSP HSI HPD"
  comity purpose "287(B) vehicle" --state CA
  comity purpose "follow up" --offence-type "Immigration (civil/administrative)"
  comity purpose --file reasons.txt
  cut -d, -f5 export.csv | comity purpose --file - --json
  comity purpose "op stonegarden" --lexicon our-words.yaml
  comity purpose --rules

\b
Ends with
  0  it was explained, whatever the class
  2  nothing was given to explain, or a file cannot be read
  1  a lexicon of yours has mistakes: each is told with file and line"""

LONGEST_LINE = 1_000_000
"""Characters of one line of a file of reasons; a longer one is no reason."""


def purpose_command(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="The stated reason, as the log has it.")
    ] = None,
    offence_type: Annotated[
        str | None,
        typer.Option("--offence-type", metavar="TEXT", help="What the offence-type column holds."),
    ] = None,
    case_number: Annotated[
        str | None, typer.Option("--case-number", metavar="TEXT", help="The case number.")
    ] = None,
    text_prompt: Annotated[
        str | None,
        typer.Option("--text-prompt", metavar="TEXT", help="The prompt of a search by words."),
    ] = None,
    moderation: Annotated[
        str | None,
        typer.Option("--moderation", metavar="TEXT", help="The vendor's moderation note."),
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="XX",
            help="The searcher's state: sections of its law count only where it is known.",
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file", metavar="FILE", help="Explain every line of a file; - for standard input."
        ),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help="List the rules in the order in which they are asked.")
    ] = False,
    lexicon: LexiconOption = [],  # noqa: B006 -- typer makes a new list for each call
    json: JsonOption = False,
) -> None:
    """Explain what a stated reason is read as: its class, the rule that decided, and the part it rests on.

    A word is not a finding. Civil or criminal immigration, and federal assistance of unknown purpose, are the
    classes to look at; the law is asked with a purpose only where the record states one. Text in the
    reason, the offence type and the prompt is read; case number and moderation only for words of immigration
    enforcement.
    """
    held = read_lexicons(lexicon)
    if state is not None and not (len(state) == 2 and state.isascii() and state.isalpha()):
        fail([f"`{state}` in --state is no state: give its two letters, such as CA"])
    cells = Cells(
        reason=text,
        offense_type=offence_type,
        case_number=case_number,
        text_prompt=text_prompt,
        moderation=moderation,
        state=state.upper() if state else None,
    )
    if rules:
        for line in readable_rules(held):
            print_text(line)
    elif file is not None:
        if text is not None:
            fail(["TEXT and --file are given: give one of them"])
        _explain_lines(file, cells, held, json=json)
    elif cells == Cells(state=cells.state):
        fail(
            [
                'nothing is given to explain: write the reason in quotes, such as comity purpose "HSI"'
            ]
        )
    elif json:
        print_json({**explain(cells, held).form(), "lexicon": held.version})
    else:
        for line in explain(cells, held).lines():
            body = line.lstrip(" ")
            print_text(body, indent=len(line) - len(body))


def read_lexicons(paths: list[Path]) -> Lexicon:
    """The shipped rules with the user's over them; ends with every mistake if these have any."""
    try:
        return lexicon_with(paths)
    except LexiconError as error:
        fail_lexicon(error)


def fail_lexicon(error: LexiconError) -> NoReturn:
    """Say every mistake of the user's lexicons and end: 1 for those of a line, 2 where a file cannot be read."""
    lines = [str(problem) for problem in error.problems]
    fail(lines, EXIT_PROBLEMS if any(one.line for one in error.problems) else EXIT_USAGE)


def _explain_lines(file: str, cells: Cells, held: Lexicon, *, json: bool) -> None:
    """One line of output for each line of a file, then how many there were of each class."""
    classes: Counter[str] = Counter()
    for line in _lines(file):
        found = explain(replace(cells, reason=line), held)
        if json:
            _print_line({"reason": line, **found.form()})
            continue
        classes[found.title] += 1
        typer.echo(f"{found.title}\t{found.rule}\t{found.marked}")
    if not json:
        for title, lines in classes.most_common():
            typer.echo(f"{lines:>10,}  {title}")


def _print_line(form: object) -> None:
    from json import dumps  # noqa: PLC0415 -- the option of this name hides the module

    sys.stdout.write(dumps(form, ensure_ascii=False) + "\n")


def _lines(file: str) -> Iterator[str]:
    name = "standard input" if file == "-" else file
    with ExitStack() as open_file:
        try:
            handle = (
                sys.stdin.buffer if file == "-" else open_file.enter_context(Path(file).open("rb"))
            )
        except OSError as error:
            fail([f"{name} cannot be read: {(error.strerror or 'no reason is given').lower()}"])
        number = 0
        while data := handle.readline(LONGEST_LINE + 1):
            number += 1
            if len(data) > LONGEST_LINE:
                fail(
                    [
                        f"{name}:{number}: the line is longer than {LONGEST_LINE} bytes: that is no reason"
                    ]
                )
            try:
                yield data.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                fail([f"{name}:{number}: it is not UTF-8 text: save the file as UTF-8"])
