"""`comity count` through its door: what it prints, how it ends, and that no input, however bad, ends in a traceback."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.door import Door

Golden = Callable[[str, str], None]

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "examples" / "flock"


def test_the_bundled_records_are_counted_in_every_form(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    ended = comity("count", str(BUNDLED))
    assert ended.code == 0
    golden("cli/count_bundled.txt", ended.told("count examples/flock"))
    spill = tmp_path / "spill"
    spill.mkdir()
    told = json.loads(comity("count", str(BUNDLED), "--json", "--spill", str(spill)).out)
    assert list(spill.iterdir()) == []
    assert (told["counts_what"], told["rows"], told["rejects"]) == ("rows", 5_424, 0)
    assert sum(one["rows"] for one in told["counts"]) == told["rows"]
    listed = list(csv.DictReader(io.StringIO(comity("count", str(BUNDLED), "--csv").out)))
    assert [int(one["rows"]) for one in listed] == [one["rows"] for one in told["counts"]]
    assert listed[0].keys() == told["counts"][0].keys()


def test_what_cannot_be_counted_is_told_where_and_why(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "damaged.parquet").write_bytes(b"PAR1 and no more")
    head = "id,userId,searchDate,networkCount,reason\n"
    (tmp_path / "rejects.csv").write_text(f"{head}id-1,***,no time,1,theft\n", encoding="utf-8")
    good = f"{head}id-1,***,2026-03-10T04:31:52Z,1,theft\n"
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "lodi-ca-pd.csv").write_text(good, encoding="utf-8")
    (tmp_path / "mixed" / "damaged.parquet").write_bytes(b"PAR1 and no more")
    calls = [
        (["nothing.csv"], 2),
        (["empty"], 2),
        (["none.csv"], 2),
        (["damaged.parquet"], 2),
        (["rejects.csv"], 2),
        (["mixed"], 3),
        (["mixed", "--memory", "many"], 2),
        (["mixed", "--memory", "1MB"], 2),
        (["mixed", "--spill", "nowhere"], 2),
        (["mixed", "--json", "--csv"], 2),
        (["mixed", "--dialect", "nowhere"], 2),
        (["mixed", "--lexicon", "nowhere.yaml"], 2),
        (["mixed", "--agencies", "none.csv"], 1),
    ]
    shown = []
    for arguments, code in calls:
        ended = comity("count", *arguments)
        assert ended.code == code, (arguments, ended)
        shown.append(ended.told(f"count {' '.join(arguments)}"))
    golden("cli/count_bad_input.txt", "\n".join(shown))


def test_the_help_fits_a_terminal(comity: Door) -> None:
    told = comity("count", "--help").out
    assert "rows, not acts" in told
    assert max(map(len, told.splitlines())) <= 100
