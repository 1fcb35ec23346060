"""How fast a ledger answers: list, report and verify over 100,000 incidents, and how long a write takes.

python bench/ledger_speed.py --out build/bench [--docs docs/performance.md] [--incidents 100000] [--where URL] [--filled]

The ledger is filled through its own door: each incident with an act, decided by the engine, and one in ten with a later
event. Nothing in it is real. Each measured call is made in this process, the median of three.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from report import write_report

from comity.evidence import BecameKnown, ClaimedBreach, ShownAuthority, Status
from comity.law import Corpus, shelved_corpus
from comity.ledger import Draft, Kind, Ledger, create_ledger, open_ledger, verify
from comity.ledger.choices import Relation, ReplyStep
from comity.ledger.deciding import Decider
from comity.ledger.listing import Wanted, list_acts
from comity.ledger.replies import record_reply
from comity.ledger.report import ReportOptions
from comity.ledger.report import write_report as write_pages
from comity.ledger.taking import take
from comity.ledger.taking.take import Entry

ROUNDS = 3
ACTIONS = ("share_alpr", "hold_on_detainer", "assist_operation", "notify_release", "inquire_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `target` is in seconds, None where there is none."""

    what: str
    seconds: float
    processor: float
    target: float | None
    found: str


def entries(corpus: Corpus, count: int) -> Iterator[Entry]:
    """Incidents of many places and days, skewed as real ones are: some places have thousands, most a few."""
    draw = random.Random(7)
    places = sorted(corpus.jurisdictions)
    days = [date(2023, 1, 1) + timedelta(days=draw.randrange(1000)) for _ in range(40)]
    for number in range(count):
        place = places[min(int(draw.expovariate(0.06)), len(places) - 1)]
        day = draw.choice(days)
        act = {
            "action": draw.choice(ACTIONS),
            "agency": {
                "as_written": f"Agency of {place}",
                "jurisdiction": place,
                "confidence": "certain",
            },
            "when": {"earliest": day, "latest": day + timedelta(days=draw.choice((0, 0, 0, 40)))},
            "done": "acted",
            "claimed_breach": draw.choice(list(ClaimedBreach)).value,
            "became_known": draw.choice(list(BecameKnown)).value,
            "status": draw.choices(list(Status), (70, 15, 10, 5))[0].value,
            "authority": draw.choice((ShownAuthority.NOT_SAID, ShownAuthority.NONE_SHOWN)).value,
            "evidence": {"rows": [{"report": "0" * 64, "file": "log.csv", "line": number}]},
        }
        yield Entry(body={"origin": {"kind": "by_hand", "key": f"bench:{number}"}, "acts": [act]})


def filled(where: str, corpus: Corpus, count: int) -> tuple[Ledger, float]:
    """A ledger with so many incidents, and the seconds that it took."""
    ledger, _ = create_ledger(where)
    begun = perf_counter()
    taken = take(ledger, entries(corpus, count), by="bench", decider=Decider(corpus))
    changes = [
        Draft(
            kind=Kind.STATUS_CHANGED,
            subject=subject,
            body={"act": "act-1", "status": "denied", "by_whom": "the agency"},
        )
        for subject in taken.subjects[::10]
    ]
    changes += [
        Draft(
            kind=Kind.LINKED,
            subject=one,
            body={"to": other, "relation": Relation.PERHAPS_SAME.value},
        )
        for one, other in zip(taken.subjects[1::200], taken.subjects[::200], strict=False)
    ]
    for at in range(0, len(changes), 2_000):
        ledger.append(changes[at : at + 2_000], by="bench")
    record_reply(
        ledger,
        ReplyStep.ASKED,
        f"Agency of {min(corpus.jurisdictions)}",
        on="2026-01-01",
        by="bench",
    )
    return ledger, perf_counter() - begun


def worked_so_far() -> float:
    """Seconds of processor time of this process and of those that it has ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def timed(call: Callable[[], str], what: str, target: float | None) -> Figure:
    """A call, made ROUNDS times."""
    spent, worked, found = [], [], ""
    for _ in range(ROUNDS):
        begun, busy = perf_counter(), worked_so_far()
        found = call()
        spent.append(perf_counter() - begun)
        worked.append(worked_so_far() - busy)
    return Figure(
        what=what, seconds=median(spent), processor=median(worked), target=target, found=found
    )


def measured(ledger: Ledger, corpus: Corpus, folder: Path) -> Iterator[Figure]:
    """Every figure."""

    def listed(wanted: Wanted, most: int | None) -> str:
        found = list_acts(ledger, wanted, most=most)
        return f"{len(found.rows):,} of {found.in_all:,} acts"

    def reported() -> str:
        place = Path(tempfile.mkdtemp(dir=folder)) / "report"
        made = write_pages(ledger, place, corpus, ReportOptions())
        return f"{made.numbers:,} numbers, {made.acts:,} acts"

    def verified() -> str:
        found = verify(ledger, two_processes=True)
        return f"{found.count:,} events, {len(found.flaws)} flaws"

    def appended() -> str:
        body = {"act": "act-1", "status": "alleged", "by_whom": "the agency"}
        ledger.append(
            [Draft(kind=Kind.STATUS_CHANGED, subject="incident-1", body=body)], by="bench"
        )
        return "1 event"

    yield timed(lambda: listed(Wanted(), 100), "list, the newest hundred", 2)
    yield timed(
        lambda: listed(Wanted(place="us-il", status="alleged"), None),
        "list, all of a state and status",
        2,
    )
    yield timed(lambda: listed(Wanted(), None), "list, every act", 2)
    yield timed(reported, "report, all pages and files", 2)
    yield timed(verified, "verify: chain, bodies, projections", 10)
    yield timed(appended, "append one event", None)


def table(figures: list[Figure], spent: float | None, incidents: int) -> str:
    """The figures as Markdown."""
    lines = [
        "| what | found | seconds | of these processor | target | met |",
        "|---|---|--:|--:|---|---|",
    ]
    for one in figures:
        target = "" if one.target is None else f"<= {one.target:g}"
        met = "" if one.target is None else "yes" if one.seconds <= one.target else "no"
        lines.append(
            f"| {one.what} | {one.found} | {one.seconds:.2f} | {one.processor:.2f} | {target} | {met} |"
        )
    filling = (
        "was done before" if spent is None else f"with {incidents:,} incidents took {spent:.0f} s"
    )
    lines.append(f"\nFilling it, each incident decided, {filling}.")
    return "\n".join(lines)


def main() -> None:
    """Fill, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--where", help="a ledger's address; else a new file")
    parser.add_argument(
        "--filled", action="store_true", help="`--where` was filled by a former run: measure only"
    )
    options = parser.parse_args()
    corpus = shelved_corpus(None, ())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.filled:
            ledger, spent = open_ledger(options.where), None
        else:
            ledger, spent = filled(
                options.where or str(folder / "ledger.db"), corpus, options.incidents
            )
        figures = list(measured(ledger, corpus, folder))
    text = f"{table(figures, spent, options.incidents)} Load average of one minute at the end: {os.getloadavg()[0]:.1f}."
    write_report(options.out, "ledger", text, figures, options.docs)


if __name__ == "__main__":
    main()
