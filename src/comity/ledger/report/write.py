"""A report written into a folder: pages, acts.csv, counts.csv, report.json. Built beside its place, moved there whole."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy import Connection

from comity.decide import ADVICE, ANSWER_WORDS, program_version
from comity.decide.answer_look import LOOKS
from comity.evidence import codebook
from comity.law import Corpus
from comity.ledger.problem import LedgerError
from comity.ledger.reading import Head
from comity.ledger.report.acts import PUBLIC, public_lines
from comity.ledger.report.counts import Number, Sameness
from comity.ledger.report.denominators import RESULTS
from comity.ledger.report.drawing import STEPS
from comity.ledger.report.feed import feed_in
from comity.ledger.report.lines import read_lines
from comity.ledger.report.numbers import FOLDER, Numbers
from comity.ledger.report.read import report_in
from comity.ledger.shown import printable
from comity.ledger.store import Ledger
from comity.ledger.table_words import COLUMN_WORDS
from comity.ledger.tabular import safe_cell

MARK = "report.json"
FEED = "feed.xml"
FORMAT = "comity ledger report 1"
FILES = ("index.html", "methods.html", "codebook.html", "numbers.html", "acts.csv", "counts.csv", FEED, MARK)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """`smallest` is the threshold below which counts of the register are held back.

    `base_url` is where the folder will stand, for the addresses of its feed; None leaves them relative.
    """

    title: str = "Incidents and requests"
    smallest: int = 5
    base_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was written, and of how much."""

    folder: Path
    incidents: str
    acts: int
    numbers: int
    withheld: int
    head: Head


def write_report(
    ledger: Ledger,
    folder: Path,
    corpus: Corpus,
    options: ReportOptions,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Made:
    """Write a report of what may be published. Raises LedgerError where the folder holds other things."""
    _may_be_written(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        made.chmod(0o755)
        with ledger.reading() as view:
            read = report_in(view, corpus, smallest=options.smallest)
            same, numbers, sections, head = read.same, read.numbers, read.sections, read.head
            shared = {
                "options": options, "sections": sections, "places": read.places, "desks": read.desks, "results": RESULTS,
                "certificates": read.certificates, "head": head, "corpus": corpus.digest, "program": program_version(),
                "day": clock().date().isoformat(), "advice": ADVICE, "steps": range(STEPS + 1), "codes": list(codebook()),
                "columns": [(name, COLUMN_WORDS[name]) for name in PUBLIC], "numbers": numbers.all,
                "clusters": len(same.members), "unsure": len(same.unsure),
            }  # fmt: skip
            _write(made / "acts.csv", "".join(public_lines(read.acts)))
            for page in ("index", "methods", "codebook", "numbers"):
                _write(
                    made / f"{page}.html",
                    environment().get_template(f"{page}.html").render(page=page, **shared),
                )
            frame = environment().get_template("frame.html").render(page="number", **shared)
            start, _, end = frame.partition("BODY")
            numbers.write(made, start, end, partial(read_lines, view))
            _write(made / FEED, _feed(view, corpus, options, numbers))
        _write_counts(made / "counts.csv", numbers)
        _write(
            made / MARK,
            _json(
                acts=len(read.acts.seq),
                numbers=numbers,
                total=sections.total.number,
                same=same,
                head=head,
                corpus=corpus,
                title=options.title,
            ),
        )
        _publish(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Made(
        folder=folder, incidents=str(sections.total.number), acts=len(read.acts.seq), numbers=len(numbers.all),
        withheld=sections.withheld, head=head,
    )  # fmt: skip


@cache
def environment() -> Environment:
    """The templates. Everything is escaped; the one style is named by its digest, and nothing else is let in."""
    made = Environment(
        loader=PackageLoader("comity.ledger.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = made.get_template("style.css").render(looks=LOOKS, steps=STEPS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made.filters["printable"] = printable
    made.filters["words"] = lambda text: str(text).replace("_", " ")
    made.globals |= {
        "style": Markup(style),  # noqa: S704 -- of our own
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        "answer_words": ANSWER_WORDS,
        "looks": LOOKS,
    }
    return made


def page_policy() -> str:
    """The content security policy of the pages that are written here: their own style, and nothing else."""
    return str(environment().globals["policy"])


def _may_be_written(folder: Path) -> None:
    if folder.is_file():
        raise LedgerError(f"`{folder}` is a file: name a folder for the report")
    if folder.is_dir() and any(folder.iterdir()):
        try:
            former = json.loads((folder / MARK).read_text("utf-8")).get("format") == FORMAT
        except (OSError, ValueError, AttributeError, RecursionError):
            former = False
        own = {*FILES, FOLDER}
        other = [
            path.name for path in sorted(folder.iterdir()) if not former or path.name not in own
        ]
        if other:
            raise LedgerError(
                f"`{folder}` holds other files (`{other[0]}`): name a new folder for the report"
            )


def _publish(made: Path, folder: Path) -> None:
    if folder.exists():
        former = made.with_name(f"{made.name}.former")
        folder.rename(former)
        made.rename(folder)
        shutil.rmtree(former, ignore_errors=True)
    else:
        made.rename(folder)


def _feed(view: Connection, corpus: Corpus, options: ReportOptions, numbers: Numbers) -> str:
    """The last changes; an incident that stands on no page leads to the first page."""
    base = f"{options.base_url.rstrip('/')}/" if options.base_url else ""
    pages = numbers.places_of()
    return feed_in(
        view,
        corpus,
        title=options.title,
        address=lambda name: base + pages.get(int(name.rpartition("-")[2] or 0), "index.html"),
        own=base + FEED if base else None,
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_counts(file: Path, numbers: Numbers) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["number", "what", "low", "high", "filter", "page"])
        writer.writerows(
            [
                one.at,
                safe_cell(one.what),
                one.number.low,
                one.number.high,
                safe_cell(one.filter),
                one.file,
            ]
            for one in numbers.all
        )


def _json(
    *,
    acts: int,
    numbers: Numbers,
    total: Number,
    same: Sameness,
    head: Head,
    corpus: Corpus,
    title: str,
) -> str:
    form: Mapping[str, object] = {
        "format": FORMAT,
        "title": title,
        "ledger": {"events": head.count, "hash": head.hash},
        "corpus": corpus.digest,
        "program": program_version(),
        "incidents": {"low": total.low, "high": total.high},
        "acts": acts,
        "perhaps_the_same": sorted(sorted(held) for held in same.members.values()),
        "numbers": [
            {
                "what": one.what, "filter": one.filter, "low": one.number.low, "high": one.number.high,
                "page": one.file, "incidents": list(one.number.of),
            }
            for one in numbers.all
        ],
    }  # fmt: skip
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")) + "\n"
