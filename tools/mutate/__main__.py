"""The door: `python -m tools.mutate`, which `make mutate` calls. Ends with 1 if law is unheld by cases."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from comity.law import CorpusError, corpus_folder
from comity.logic import Span
from tools.mutate.changed import changed_files, places_in
from tools.mutate.equivalents import EquivalentsError, read_equivalents
from tools.mutate.report import lines_of, report_on, write_json
from tools.mutate.trial import BaselineError, Bench, Story, Verdict, mutants_of, try_all

OUT = Path("build/mutants.json")
SAY_EVERY = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Spoil the law, run its cases, report. 0 if enough is noticed, 1 if not, 2 if it cannot be run."""
    options = _options(arguments)
    began = monotonic()
    folder: Path = options.corpus or corpus_folder()
    try:
        listed = read_equivalents(folder / "mutants-equivalent.yaml")
        bench = Bench(options.corpus, excused=[one.id for one in listed])
    except CorpusError as error:
        return _refused(*(str(problem) for problem in error.problems))
    except EquivalentsError as error:
        return _refused(str(error))
    except BaselineError as error:
        return _refused("cases fail before anything is spoiled; run `make corpus`:", str(error))
    places = tuple(bench.corpus.jurisdictions)
    if options.places:
        places = tuple(one for one in places if one in options.places)
    elif options.changed:
        places = _changed(folder, bench)
        if not places:
            print("no law file has changed: nothing to spoil")
            return 0
        print(f"changed: {', '.join(places)}")
    mutants = mutants_of(bench.corpus, places)
    verdicts: list[Verdict] = []
    for number, verdict in enumerate(try_all(bench, mutants), 1):
        verdicts.append(verdict)
        if number % SAY_EVERY == 0:
            print(f"{number} of {len(mutants)} mutants", file=sys.stderr)
    report = report_on(verdicts, listed, places)
    seconds = monotonic() - began
    write_json(report, verdicts, options.out, digest=bench.corpus.digest, seconds=seconds)
    for line in lines_of(report):
        print(line)
    print(f"{seconds:.0f} s; every mutant and what noticed it: {options.out}")
    return 0 if report.passed else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("places", nargs="*", help="ids of places; left out: all")
    parser.add_argument("--changed", action="store_true", help="only places whose files changed")
    parser.add_argument(
        "--corpus", type=Path, help="a folder of law files; left out: the project's"
    )
    parser.add_argument("--out", type=Path, default=OUT, help=f"where the JSON goes ({OUT})")
    return parser.parse_args(arguments)


def _changed(folder: Path, bench: Bench) -> tuple[str, ...]:
    """The places to spoil; all of them where git cannot say what changed."""
    places = bench.corpus.jurisdictions
    files = changed_files(folder)
    if files is None:
        print("git cannot say what changed: every place is taken")
        return tuple(places)
    about: dict[str, set[str]] = {}
    for one in places.values():
        about.setdefault(_inside(folder, one.span), set()).add(one.id)
    for witness in bench.witnesses:
        if isinstance(witness, Story):
            about.setdefault(_inside(folder, witness.span), set()).add(witness.scenario.place)
    return places_in(files, about, places)


def _inside(folder: Path, span: Span) -> str:
    """The path of a file inside its corpus, as git names it from there. A span of the project's own
    corpus begins with `corpus/`, wherever that lies.
    """
    path = Path(span.file)
    return path.relative_to(folder if path.is_relative_to(folder) else "corpus").as_posix()


def _refused(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
