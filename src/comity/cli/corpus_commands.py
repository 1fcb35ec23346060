"""`comity check`, `comity cases` and `comity corpus`: the law files themselves, their cases, their extent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import (
    EXIT_PROBLEMS,
    fail,
    out,
    print_json,
    print_line,
    print_text,
    read_corpus,
)
from comity.decide import Outcome, run_scenarios, run_version_cases
from comity.law import (
    Corpus,
    CorpusError,
    Scenario,
    corpus_folder,
    counts_of,
    format_text,
    load_corpus,
    load_scenarios,
    place_files,
    scenario_files,
    schema_texts,
    shelved_corpus,
)

CASES_EXAMPLES = """\b
Examples:
  comity cases
  comity cases corpus/us/dc.yaml                      the cases in a file of the corpus
  comity cases my-county-orders.yaml                  the cases in an overlay
  comity cases my-county-orders.yaml my-county.yaml   and scenarios under it"""

CHECK_EXAMPLES = """\b
Examples:
  comity check
  comity check my-county-orders.yaml"""


CORPUS_EXAMPLES = """\b
Examples:
  comity corpus --stats
  comity corpus --stats --json"""

_COUNTED = (
    *("provisions", "versions", "text", "account", "unverified", "cases", "scenarios"),
    *("duties", "remedies", "gaps"),
)
"""What is counted, in the order of the columns."""


def corpus_command(
    stats: Annotated[
        bool, typer.Option("--stats", help="A line for each place: rules, texts, cases, marks.")
    ] = False,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Count what the law files hold, and how well the texts are known.

    `text`: the operative text was read; `account`: a faithful account of it; `unverified`: neither.
    """
    law = read_corpus(corpus, overlay)
    try:
        scenarios = load_scenarios(law, scenario_files(corpus or corpus_folder()))
    except CorpusError as error:
        fail((str(problem) for problem in error.problems), EXIT_PROBLEMS)
    counts = list(counts_of(law, scenarios))
    total = {name: sum(getattr(one, name) for one in counts) for name in _COUNTED}
    if json:
        print_json(
            {
                "corpus": law.digest,
                "total": total | {"places": len(counts)},
                "places": [{**asdict(one), "through": one.through.isoformat()} for one in counts],
            }
        )
        return
    if stats:
        names = (*_COUNTED, "through")
        rows: list[tuple[str, ...]] = [("place", *names)]
        rows += [(one.place, *(str(getattr(one, name)) for name in names)) for one in counts]
        rows.append(("all", *(str(total[name]) for name in _COUNTED), ""))
        _print_columns(rows)
        return
    out.print(
        f"{len(counts)} places; {total['provisions']} provisions in {total['versions']} texts "
        f"({total['text']} read, {total['account']} known from an account, {total['unverified']} unverified); "
        f"{total['cases']} cases beside them and {total['scenarios']} scenarios; {total['duties']} duties, "
        f"{total['remedies']} remedies, {total['gaps']} known gaps. Corpus {law.digest[:12]}",
        soft_wrap=True,
    )


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    """A table as text, numbers to the right, each column as wide as it must be: nothing is cut."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        line = "  ".join([first.ljust(widths[0]), *cells]).rstrip()
        out.print(line, markup=False, soft_wrap=True)


def cases_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="[FILES]",
            help="Scenario files and private law files; left out: every case of the corpus.",
        ),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Run cases: those that stand beside the corpus's versions and its scenarios, or your own files.

    The form of a scenario file is described in docs/reference/scenarios.md. A law file among FILES is
    laid over the corpus, as with --overlay; with FILES, the cases inside all files laid over are run too.
    Of a file of the corpus itself the cases inside it are run.
    """
    own = _of_corpus(files, corpus)
    private = tuple(
        dict.fromkeys((*overlay, *(one for one in files if one not in own and _holds_law(one))))
    )
    law = read_corpus(corpus, private)
    ours = {*own.values(), *(str(one) for one in private)} if files else None
    outcomes: list[Outcome] = list(run_version_cases(law, ours))
    beside = len(outcomes)
    try:
        paths = [one for one in files if one not in private and one not in own]
        scenarios = load_scenarios(
            law, paths if files else scenario_files(corpus or corpus_folder())
        )
        outcomes += run_scenarios(scenarios, _law_of(law, corpus, private))
    except CorpusError as error:
        fail((str(problem) for problem in error.problems), EXIT_PROBLEMS)
    failed = [one for one in outcomes if not one.passed]
    if json:
        print_json(
            {
                "beside_versions": beside,
                "scenarios": len(outcomes) - beside,
                "failed": [
                    {
                        "file": one.span.file,
                        "line": one.span.line,
                        "subject": one.subject,
                        "name": one.name,
                        "differences": list(one.differences),
                    }
                    for one in failed
                ],
            }
        )
    else:
        for one in failed:
            print_line(f"{one.span.file}:{one.span.line}: {one.subject}: {one.name}")
            for difference in one.differences:
                print_text(difference, indent=4)
        counted = f"{beside} beside versions and {len(outcomes) - beside} scenarios"
        out.print(f"{counted}: {len(outcomes) - len(failed)} as expected, {len(failed)} not")
    if failed:
        raise typer.Exit(EXIT_PROBLEMS)


def _of_corpus(files: Sequence[Path], corpus: Path | None) -> dict[Path, str]:
    """Those that are files of places of the corpus itself, each with its name in problems: nothing to lay over it."""
    folder = corpus or corpus_folder()
    shown = "corpus" if corpus is None else str(corpus)
    names = {(folder / name).resolve(): f"{shown}/{name}" for name in place_files(folder)}
    return {path: names[path.resolve()] for path in files if path.resolve() in names}


def _holds_law(path: Path) -> bool:
    """Whether a file is a law file, not a list of scenarios. One that cannot be read is neither."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.startswith("jurisdiction:") for line in lines)


def _law_of(
    law: Corpus, folder: Path | None, overlays: tuple[Path, ...]
) -> Callable[[Scenario], Corpus]:
    """The law a scenario is decided under: the corpus, with the scenario's own overlay on it."""

    @cache
    def laid_over(path: Path) -> Corpus:
        return load_corpus(folder, (*overlays, path))

    return lambda scenario: law if scenario.overlay is None else laid_over(scenario.overlay)


def check_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="[FILES]", help="Private law files to check together with the corpus."
        ),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    rewrite: Annotated[
        bool,
        typer.Option("--format", help="Rewrite the corpus's files, or FILES, in the one layout."),
    ] = False,
    layout: Annotated[
        bool, typer.Option("--layout", help="Also refuse files that are not in the one layout.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Write the JSON Schemas for editors anew.")
    ] = False,
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Check every file of the corpus: all mistakes of all files at once, as file:line.

    A private law file is checked together with the corpus it is laid over; for a file of the corpus itself the corpus
    is checked as it stands.
    """
    folder = corpus or corpus_folder()
    own = _of_corpus(files, corpus)
    private = [one for one in files if one not in own]
    problems: list[str] = []
    law: Corpus | None = None
    try:
        if private and not own and corpus is None:
            # The shipped law was checked before it was shipped, its scenarios too: only the private files can be wrong.
            law = shelved_corpus(None, private)
        else:
            law = load_corpus(corpus, private)
            load_scenarios(law, scenario_files(folder))
    except CorpusError as error:
        problems += [str(problem) for problem in error.problems]
    written: list[str] = []
    if not problems and (rewrite or layout):
        for path in files or sorted(folder.rglob("us/**/*.yaml")) + list(scenario_files(folder)):
            text = path.read_text(encoding="utf-8")
            wanted = format_text(text, file=str(path))
            if wanted == text:
                continue
            if rewrite:
                path.write_text(wanted, encoding="utf-8")
                written.append(str(path))
            else:
                problems.append(f"{path}: not in the one layout; run `comity check --format`")
    if schema:
        for name, text in schema_texts().items():
            (folder / "schema" / name).write_text(text, encoding="utf-8")
            written.append(f"schema/{name}")
    if json:
        print_json(
            {"problems": problems, "written": written, "digest": law.digest if law else None}
        )
    if problems:
        if json:
            raise typer.Exit(EXIT_PROBLEMS)
        fail(problems, EXIT_PROBLEMS)
    if law is not None and not json:
        places = law.jurisdictions.values()
        provisions = [one for place in places for one in place.provisions]
        versions = [version for one in provisions for version in one.versions]
        cases = sum(len(version.cases) for version in versions)
        for name in written:
            out.print(f"written: {name}", markup=False)
        out.print(
            f"{len(places)} places, {len(provisions)} provisions in {len(versions)} versions with "
            f"{cases} cases: no mistakes. Corpus {law.digest[:12]}"
        )
