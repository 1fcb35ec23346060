"""Whether a large audit that is interrupted resumes: stopped while it reads, killed while it writes, and then finished.

python bench/audit_resume.py [--rows 10000000] [--files 10] [--folder build/bench-resume] [--keep]

The logs are made (dialects A and B in turn), audited once without a stop, and once more into another folder with two
stops: SIGINT (control-C) in the middle of reading, SIGKILL while the findings are written. The third start must take
over every log, and its report must be that of the audit without a stop, byte for byte. Ends with an error if not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from audit_logs import write_log

from comity.audit import AuditOptions, audit_logs
from comity.law import shelved_corpus

AFTER = 1.0
"""Seconds between the word that a step begins and the stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Which signal, and when: once so many logs are read, or once a step is told."""

    signal: signal.Signals
    after_logs: int = 0
    at_step: str = ""

    def is_due(self, step: str, logs: int) -> bool:
        return (self.at_step != "" and step.startswith(self.at_step)) or (
            self.after_logs > 0 and logs >= self.after_logs
        )


def made(folder: Path, rows: int, files: int) -> list[Path]:
    """The logs, made if they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    each = rows // files
    paths = []
    for number in range(files):
        dialect = "ab"[number % 2]
        path = folder / f"part-{number:02}-{dialect}-{each}.csv"
        if not path.is_file():
            print(f"making {path.name}", flush=True)
            write_log(path, each, dialect=dialect, first=number * each, total=rows)
        paths.append(path)
    return paths


def run(paths: Sequence[Path], out: Path, stop: Stop | None) -> dict[str, object] | None:
    """One audit in a process of its own; what it says at its end, or None if it was stopped."""
    order = [sys.executable, __file__, "--child", str(out), *map(str, paths)]
    child = subprocess.Popen(order, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    seen: dict[str, None] = {}
    last: dict[str, object] = {}
    for line in child.stdout:
        last = json.loads(line)
        step = str(last.get("step", ""))
        if step.startswith("reading part-"):
            seen[step] = None
        if stop is not None and stop.is_due(step, len(seen)):
            sleep(AFTER)
            child.send_signal(stop.signal)
            stop = None
    code = child.wait()
    if code == 0 and "rows" in last:
        return last
    print(f"stopped: the process ended with {code}", flush=True)
    return None


def _child(out: Path, paths: Sequence[Path]) -> None:
    def tell(step: str, _rows: int) -> None:
        print(json.dumps({"step": step}), flush=True)

    found = audit_logs(
        shelved_corpus(None, ()),
        paths,
        out=out,
        options=AuditOptions(agency="Keene NH PD"),
        progress=tell,
    )
    said = {"rows": found.intake.rows, "taken_over": found.intake.taken_over}
    print(json.dumps(said), flush=True)


def differences(one: Path, other: Path) -> list[str]:
    """The files of two folders that are not the same, byte for byte."""
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*")}
    return sorted(
        str(name)
        for name in names
        if (one / name).is_file() != (other / name).is_file()
        or ((one / name).is_file() and (one / name).read_bytes() != (other / name).read_bytes())
    )


def main() -> None:
    """Make, run, stop, finish, compare."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=10_000_000)
    arguments.add_argument("--files", type=int, default=10)
    arguments.add_argument("--folder", type=Path, default=Path("build/bench-resume"))
    arguments.add_argument("--keep", action="store_true", help="keep logs and reports")
    options = arguments.parse_args()
    paths = made(options.folder / "logs", options.rows, options.files)
    stopped, whole = options.folder / "stopped", options.folder / "whole"
    for folder in (stopped, whole):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder.with_name(f".{folder.name}.work"), ignore_errors=True)
    steps = (
        ("stopped with SIGINT in the middle of reading", stopped, Stop(signal=signal.SIGINT, after_logs=options.files // 2)),
        ("killed with SIGKILL while the report was written", stopped, Stop(signal=signal.SIGKILL, at_step="writing the report")),
        ("started a third time", stopped, None),
        ("without a stop", whole, None),
    )  # fmt: skip
    said: dict[str, object] = {}
    for what, out, stop in steps:
        start = perf_counter()
        found = run(paths, out, stop)
        print(f"{what}: {perf_counter() - start:.1f} s, {found}", flush=True)
        if (found is None) != (stop is not None) or (stop is not None and out.exists()):
            raise SystemExit(f"`{what}`: it went otherwise than it should")
        said = said or (found or {})
    wrong = differences(stopped, whole)
    if wrong or said != {"rows": options.rows // options.files * options.files, "taken_over": options.files}:  # fmt: skip
        raise SystemExit(f"not the same: {wrong}, {said}")
    print(f"the same, byte for byte: {sum(1 for _ in whole.rglob('*'))} files, {said}")
    if not options.keep:
        shutil.rmtree(options.folder)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(Path(sys.argv[2]), [Path(one) for one in sys.argv[3:]])
    else:
        main()
