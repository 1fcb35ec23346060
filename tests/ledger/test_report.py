"""What goes out: counts that open, ranges, nothing private, pages that stay inert whatever a document wrote."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import Corpus
from comity.ledger import Ledger, LedgerError, create_ledger
from comity.ledger.report import Made, ReportOptions, write_report
from comity.ledger.report.acts import PUBLIC, Acts, public_lines
from comity.ledger.report.counts import Sameness, sameness_of
from comity.ledger.report.denominators import held_back
from comity.ledger.report.lines import read_lines
from comity.ledger.tabular import safe_cell
from tests.ledger.sample import HOSTILE, fill_sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def made(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The report of the sample, on SQLite; `test_both_databases_give_the_same_report` holds the other against it."""
    folder = tmp_path_factory.mktemp("sample")
    ledger = create_ledger(str(folder / "ledger.db"))[0]
    return sample_report(ledger, corpus, folder)


def sample_report(ledger: Ledger, corpus: Corpus, folder: Path) -> Made:
    fill_sample(ledger, corpus)
    return write_report(
        ledger, folder / "report", corpus, ReportOptions(), clock=lambda: datetime(2026, 11, 27, tzinfo=UTC)
    )  # fmt: skip


def rows_of(made: Made) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((made.folder / "acts.csv").read_text("utf-8"))))


def test_counts_are_ranges_and_each_opens_its_incidents(made: Made) -> None:
    assert (made.incidents, made.acts) == ("5 to 7", 8)
    form = json.loads((made.folder / "report.json").read_text("utf-8"))
    assert form["incidents"] == {"low": 5, "high": 7}
    assert len(form["perhaps_the_same"]) == 1
    for one in form["numbers"]:
        page = (made.folder / one["page"]).read_text("utf-8")
        opened = re.findall(r'<li id="incident-(\d+)">', page)
        assert [int(number) for number in opened] == one["incidents"], one["what"]
        assert one["low"] <= one["high"] == len(one["incidents"])
    by_what = {one["what"]: (one["low"], one["high"]) for one in form["numbers"]}
    assert by_what["State: California"] == (1, 2)
    assert by_what["State: Rhode Island"] == (0, 1)
    assert by_what["Month: 2026-01"] == (0, 1)
    assert by_what["Month: 2026-02"] == (0, 1)
    assert by_what["Month: 2026-03"] == (0, 1)
    assert by_what["Month: not known"] == (1, 1)


def test_both_databases_give_the_same_report(
    ledger: Ledger, corpus: Corpus, tmp_path: Path, made: Made
) -> None:
    other = sample_report(ledger, corpus, tmp_path)
    for path in sorted(made.folder.rglob("*")):
        if path.is_file():
            one, two = (
                re.sub(
                    r"[0-9a-f]{64}|ending in [0-9a-f]{12}|urn:uuid:[0-9a-f-]{36}|<updated>[^<]*",
                    "",
                    text,
                )
                for text in (
                    path.read_text("utf-8"),
                    (other.folder / path.relative_to(made.folder)).read_text("utf-8"),
                )
            )
            assert one == two, path.name


def test_an_agency_that_was_not_asked_is_named_nowhere(made: Made) -> None:
    named = {row["agency"] for row in rows_of(made)}
    assert named == {"El Cajon Police Department", "Dallas TX PD", "Providence PD", ""}
    texts = "".join(path.read_text("utf-8") for path in made.folder.rglob("*") if path.is_file())
    assert "Chicago" not in texts
    assert "us-il-chicago" not in texts
    assert {row["place"] for row in rows_of(made) if row["action"] == "transport"} == {"us-il"}
    assert made.withheld == 3


def test_only_masked_quotes_go_out(made: Made) -> None:
    texts = "".join(path.read_text("utf-8") for path in made.folder.rglob("*") if path.is_file())
    assert "officers of the city shared plate data" in texts
    assert "The chief denied it." not in texts  # nobody has looked for names in it
    assert "1 quote is held back" in texts


def test_whatever_a_document_wrote_stays_text(made: Made) -> None:
    for path in made.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script" not in text
        assert "\u202e" not in text
        assert "default-src 'none'; style-src 'sha256-" in unescape(text)
    assert HOSTILE not in (made.folder / "acts.csv").read_text("utf-8")
    cells = [cell for row in rows_of(made) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []


@pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install Debian's `chromium`"
)
def test_a_browser_shows_the_pages_in_their_style_and_runs_nothing(
    corpus: Corpus, tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    from comity.ledger.choices import ReplyStep
    from comity.ledger.replies import record_reply
    from comity.ledger.taking import take
    from comity.ledger.taking.take import Entry
    from tests.ledger.entries import plain_act

    ledger = create_ledger(str(tmp_path / "ledger.db"))[0]
    take(ledger, [Entry(body={"origin": {"kind": "by_hand"}, "acts": [plain_act(agency={"as_written": HOSTILE})]})], by="x", decider=None)  # fmt: skip
    record_reply(ledger, ReplyStep.ASKED, HOSTILE, on="2026-01-01", by="x")
    made = write_report(ledger, tmp_path / "report", corpus, ReportOptions(title=HOSTILE))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        said: list[str] = []
        for width in (1200, 380):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.on("console", lambda message: said.append(message.text))
            for file in sorted(made.folder.rglob("*.html")):
                page.goto(file.as_uri())
                assert page.title() != "run"
                assert (
                    page.evaluate("getComputedStyle(document.body).margin") == "0px"
                )  # the style was let in
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.locator("script").count() == 0
            page.close()
        assert said == []
        browser.close()


def test_every_file_of_the_page_of_files_is_there_and_every_link_leads_somewhere(
    made: Made,
) -> None:
    for path in made.folder.rglob("*.html"):
        for target in re.findall(r'href="([^"#]+)', path.read_text("utf-8")):
            assert (path.parent / target).is_file(), f"{path.name}: {target}"


def test_small_counts_of_requests_are_held_back(corpus: Corpus, tmp_path: Path) -> None:
    ledger = create_ledger(str(tmp_path / "ledger.db"))[0]
    fill_sample(ledger, corpus)
    shown = []
    for smallest in (1, 5):
        made = write_report(
            ledger, tmp_path / f"r{smallest}", corpus, ReportOptions(smallest=smallest)
        )
        text = (made.folder / "index.html").read_text("utf-8")
        shown.append(text.partition('id="requests"')[2].partition("<h2")[0])
    assert "fewer than" not in shown[0]
    assert "fewer than 5" in shown[1]
    assert "certified whole from 2025-01-01 to 2025-12-31" in shown[1]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(1, 10))
def test_no_held_back_count_can_be_reckoned_from_the_rest(counts: list[int], smallest: int) -> None:
    cells = held_back(counts, smallest)
    hidden = [count for count, cell in zip(counts, cells, strict=True) if cell.count is None]
    assert all(cell.count in {None, count} for count, cell in zip(counts, cells, strict=True))
    assert all(
        cell.count is None
        for count, cell in zip(counts, cells, strict=True)
        if 0 < count < smallest
    )
    if hidden and sum(1 for count in counts if count) > 1:
        assert len(hidden) >= 2


_CELLS = st.one_of(st.none(), st.text("a1-=+@'\",\n\r\t ", max_size=6))


@given(st.lists(st.lists(_CELLS, min_size=len(PUBLIC), max_size=len(PUBLIC)), max_size=4))
def test_every_cell_of_acts_csv_is_as_the_writer_of_csv_has_it(
    rows: list[list[str | None]],
) -> None:
    named = [
        [f"incident-{at}", *row[1:]] if at % 2 else [row[0] or "=", *row[1:]]
        for at, row in enumerate(rows)
    ]
    columns: list[Sequence[Any]] = list(zip(*named, strict=True)) if named else [()] * len(PUBLIC)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(PUBLIC)
    writer.writerows([safe_cell(cell) for cell in row] for row in named)
    acts = Acts(range(len(named)), [None] * len(named), *columns)
    assert "".join(public_lines(acts)) == out.getvalue()


@given(
    st.integers(1, 9),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_low_and_high_hold_whatever_is_really_one(
    count: int, pairs: list[tuple[int, int]], draw: object
) -> None:
    """Decide for each pair whether the two are really one; the true count of any group lies in its range."""
    import random

    assert isinstance(draw, random.Random)
    members = list(range(1, count + 1))
    links = [(a, b, "perhaps_same") for a, b in pairs if a != b and max(a, b) <= count]
    same = sameness_from(members, links)
    really = {one: one for one in members}
    for a, b, _ in links:
        if draw.random() < 0.5:
            old, new = really[b], really[a]
            really = {one: new if of == old else of for one, of in really.items()}
    # What is one event is told truly by one of its incidents; a group counts those whose true teller is in it.
    tellers = {
        of: draw.choice([one for one in members if really[one] == of])
        for of in set(really.values())
    }
    group = [one for one in members if draw.random() < 0.6]
    number = same.number(group)
    assert number.low <= sum(teller in group for teller in tellers.values()) <= number.high


def sameness_from(members: list[int], links: list[tuple[int, int, str]]) -> Sameness:
    return sameness_of(members, (), links)


def test_what_is_counted_as_another_or_erased_is_not_counted(
    corpus: Corpus, tmp_path: Path
) -> None:
    ledger = create_ledger(str(tmp_path / "ledger.db"))[0]
    from comity.ledger import Draft, Kind

    subjects = fill_sample(ledger, corpus)
    ledger.append(
        [Draft(kind=Kind.LINKED, subject=subjects[5], body={"to": subjects[0], "relation": "same"})], by="reviewer"
    )  # fmt: skip
    ledger.erase(subjects[1], None, why="asked for", by="records officer")
    with ledger.reading() as view:
        assert {line.incident for line in read_lines(view)} == set(subjects) - {
            subjects[1],
            subjects[5],
        }


def test_a_report_takes_the_place_of_a_former_one_and_of_nothing_else(
    corpus: Corpus, tmp_path: Path
) -> None:
    ledger = create_ledger(str(tmp_path / "ledger.db"))[0]
    first = write_report(ledger, tmp_path / "report", corpus, ReportOptions(title="First"))
    again = write_report(ledger, first.folder, corpus, ReportOptions(title="Second"))
    assert "Second" in (again.folder / "index.html").read_text("utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x")
    with pytest.raises(LedgerError, match=r"holds other files .`notes\.txt`"):
        write_report(ledger, tmp_path / "mine", corpus, ReportOptions())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
