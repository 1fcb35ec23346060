"""Real logs, bundled and not: every record accounted for, the published facts met, no mention made up.

The tests over files that are not bundled skip where those are not at hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from comity.audit import ABSENT, Log, LogKind, SearchRow, SharingRow, open_log, read_folder
from comity.audit.purpose.classify import StatedPurpose, stated_purpose
from comity.audit.purpose.lexicon import Purpose, Signal

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "examples" / "flock"
PORTALS = ROOT.parent / "shared" / "data" / "flock-portal-ca"

needs_portals = pytest.mark.skipif(not PORTALS.is_dir(), reason="the portal extract is not at hand")


def stated(log: Log, state: str) -> list[tuple[SearchRow, StatedPurpose]]:
    return [(row, stated_purpose(row, state=state)) for row in log if isinstance(row, SearchRow)]


def mentions(found: list[tuple[SearchRow, StatedPurpose]]) -> list[SearchRow]:
    return [row for row, one in found if one.purpose_class.needs_look]


def test_the_bundled_folder_is_read_whole_and_small_enough_for_git() -> None:
    folder = read_folder(BUNDLED)
    assert [(log.path.name, log.kind) for log in folder.logs] == [
        ("eugene-or-pd_search_audit.csv.gz", LogKind.SEARCH_AUDIT),
        ("sharing_outbound.csv", LogKind.SHARING_LIST),
    ]
    assert folder.unrecognised == ()
    assert [path.name for path in folder.documentation] == ["SOURCE.md"]
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) < 300_000


def test_eugene_s_log_has_4294_searches_and_not_one_mention() -> None:
    log = open_log(BUNDLED / "eugene-or-pd_search_audit.csv.gz")
    found = stated(log, "OR")
    assert (len(found), log.counts.rejects, log.counts.headers) == (4294, 0, 1)
    assert mentions(found) == []
    assert {row.searcher for row, _ in found} == {"Eugene OR PD"}
    assert sum(row.reason == "Daytime search for best result" for row, _ in found) == 182
    assert sum(one.signal is Signal.BLANK for _, one in found) == 5


def test_the_bundled_pairs_name_tribal_private_closed_and_out_of_state_recipients() -> None:
    pairs = [
        row for row in open_log(BUNDLED / "sharing_outbound.csv") if isinstance(row, SharingRow)
    ]
    assert len(pairs) == 1130
    assert Counter(row.owner for row in pairs) == {
        "Lodi CA PD": 375,
        "Calistoga CA PD": 375,
        "Riverside County CA SD": 354,
        "Anoka County MN SO": 26,
    }
    recipients = {row.recipient for row in pairs}
    assert {
        "Blue Lake Rancheria Tribal PD",
        "Decommissioned Org",
        "Winchester Trails (CA)",
        "NCRIC",
        "Dallas TX PD",
        "University of California, Berkeley",
    } <= recipients


@needs_portals
def test_the_portal_folder_is_accounted_for_to_the_last_row() -> None:
    folder = read_folder(PORTALS)
    rows = {}
    for log in folder.logs:
        assert sum(1 for _ in log) == log.counts.rows
        rows[log.path.name] = log.counts.rows
    assert rows == {
        "san-mateo-ca-pd_search_audit.csv": 91,
        "search_audit.csv.gz": 27_713,
        "sharing_outbound.csv.gz": 25_729,
    }
    assert [one.path.name for one in folder.unrecognised] == ["portals.csv.gz"]


@needs_portals
def test_27713_real_searches_hold_no_mention_and_keep_absent_apart_from_blank() -> None:
    found = stated(open_log(PORTALS / "search_audit.csv.gz"), "CA")
    assert len(found) == 27_713
    assert mentions(found) == []
    assert sum(row.reason is ABSENT for row, _ in found) == 4365 + 2875
    assert sum(row.offense_type is not ABSENT for row, _ in found) == 4365 + 545
    absent = [row for row, one in found if one.signal is Signal.ABSENT]
    assert len(absent) == 2875
    (trap,) = {one.purpose for row, one in found if row.reason == "287(B) vehicle"}
    assert trap is Purpose.OTHER_CRIMINAL
    (marshals,) = {one.signal for row, one in found if str(row.reason).casefold() == "usms case"}
    assert marshals is Signal.FEDERAL_MENTION
    assert len({row.searcher_slug for row, _ in found}) == 44
