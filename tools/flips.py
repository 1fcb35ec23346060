"""Which answers a change of the law flips: every scenario decided under the law files before and after.

`make flips` takes the law files at the merge base with the main branch, or of the commit before, from git.
It reports and never fails: a changed answer is what a change of the law is for. A reviewer reads the list.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.decide import QuestionError, decide, question_of_scenario
from comity.law import Corpus, CorpusError, Scenario, load_corpus, load_scenarios, scenario_files
from tools.mutate.changed import base_commit

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One scenario that comes out otherwise, with the answer and the provisions before and after."""

    name: str
    where: str
    question: str
    before: str
    after: str


def flips(before: Corpus, after: Corpus, scenarios: Sequence[Scenario]) -> Iterator[Flip]:
    """The scenarios whose answer, or whose deciding provisions, differ; those with an overlay are left out."""
    for one in scenarios:
        if one.overlay is not None:
            continue
        was, is_now = _answer(before, one), _answer(after, one)
        if was != is_now:
            yield Flip(
                name=one.name,
                where=f"{one.span.file}:{one.span.line}",
                question=f"{one.place} {one.action} --on {one.on}",
                before=was,
                after=is_now,
            )


def _answer(corpus: Corpus, one: Scenario) -> str:
    try:
        question = question_of_scenario(corpus, one)
        found = decide(corpus, question, settling=0)
    except QuestionError:
        return "cannot be asked"
    grounds = ", ".join(sorted({ground.provision.id for ground in found.grounds}))
    conduct = f", {found.conduct.value}" if found.conduct else ""
    return f"{found.answer.value}{conduct} ({grounds or 'no provision'})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Report the flips since a commit; always 0."""
    parser = argparse.ArgumentParser(prog="make flips", description=__doc__)
    parser.add_argument("--since", help="a commit; left out: the merge base, or the commit before")
    parser.add_argument(
        "--all", action="store_true", help="also scenarios that could not be asked before"
    )
    options = parser.parse_args(arguments)
    since = options.since or base_commit(ROOT)
    if since is None:
        print("git cannot say what the law files were before: nothing is compared")
        return 0
    try:
        after = load_corpus()
        scenarios = load_scenarios(after, scenario_files(ROOT / "corpus"))
        with TemporaryDirectory(prefix="comity-flips-") as folder:
            archive = subprocess.run(
                ["git", "-C", str(ROOT), "archive", since, "corpus"],
                capture_output=True,
                check=True,
            )
            with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
                packed.extractall(folder, filter="data")
            before = load_corpus(Path(folder) / "corpus")
            found = list(flips(before, after, scenarios))
    except (CorpusError, subprocess.CalledProcessError) as error:
        print(
            f"the law files of {since} cannot be read by this program; nothing is compared: {error}"
        )
        return 0
    known = [one for one in found if one.before != "cannot be asked"]
    for one in found if options.all else known:
        print(f"{one.where}: {one.name}\n    {one.question}\n    {one.before} -> {one.after}")
    new = len(found) - len(known)
    print(
        f"{len(scenarios)} scenarios under the law files of {since[:12]} and of today: {len(known)} come out "
        f"otherwise, {new} could not be asked before"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
