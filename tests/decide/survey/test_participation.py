"""The published participation table: the shipped claims, and what a file of claims may not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from comity.decide.survey import (
    Participation,
    PublishedTable,
    Verdict,
    participation,
    published_table_file,
    read_published_table,
)
from comity.law import Corpus, CorpusError

Golden = Callable[[str, str], None]

PLACES = (
    "us-ma-boston",
    "us-ca",
    "us-il",
    "us-ca-los-angeles",
    "us-nj",
    "us-ny-new-york-city",
    "us-nv",
)
"""The places of the published table, in its order."""
ENTRIES = 20


@pytest.fixture(scope="module")
def table(corpus: Corpus) -> PublishedTable:
    return read_published_table(corpus, published_table_file())


@pytest.fixture(scope="module")
def rows(corpus: Corpus, table: PublishedTable) -> tuple[Participation, ...]:
    found = participation(
        corpus, PLACES, on=table.written_for, actions=("join_287g",), bullets=table.bullets
    )
    return tuple(found)


def test_every_place_and_every_entry_of_the_published_table_is_there(table: PublishedTable) -> None:
    assert tuple(dict.fromkeys(one.place for one in table.bullets)) == PLACES
    assert list(dict.fromkeys(one.entry for one in table.bullets)) == list(range(1, ENTRIES + 1))
    assert table.written_for == date(2025, 11, 1)


def test_a_claim_that_is_not_borne_out_says_why(rows: tuple[Participation, ...]) -> None:
    silent = [
        held.bullet.says
        for row in rows
        for held in row.claims
        if held.verdict is not Verdict.BORNE_OUT and not held.bullet.differs
    ]
    assert silent == []


def test_what_becomes_of_each_claim(rows: tuple[Participation, ...], golden: Golden) -> None:
    told = "".join(
        f"{held.bullet.entry} {row.place} {held.bullet.action}: {held.standing.answer.value}, "
        f"{held.verdict.value}\n"
        for row in rows
        for held in row.claims
    )
    golden("decide/published_table.txt", told)


def test_a_claim_hangs_on_the_facts_that_it_states_and_on_no_others(
    rows: tuple[Participation, ...],
) -> None:
    """What a claim leaves open is a question of law, not a fact that somebody forgot."""
    forgotten = [
        (held.bullet.says, held.standing.turns_on)
        for row in rows
        for held in row.claims
        if held.standing.answer.value == "undetermined"
    ]
    assert forgotten == []


def test_new_york_joins_the_warrant_with_one_of_the_others(
    rows: tuple[Participation, ...],
) -> None:
    held = rows[PLACES.index("us-ny-new-york-city")].claims
    correction = [one for one in held if one.bullet.actor == "corrections_department"]
    assert [one.verdict for one in correction] == [Verdict.NOT_BORNE_OUT] * 3 + [Verdict.BORNE_OUT]


def test_every_place_shows_the_lists_and_suits_that_the_table_names(
    rows: tuple[Participation, ...],
) -> None:
    for row in rows:
        assert row.lists, row.place
    for place in ("us-il", "us-ca-los-angeles", "us-ny-new-york-city"):
        assert rows[PLACES.index(place)].lawsuits, place


def test_the_keeper_of_the_jail_is_asked_about_holds(corpus: Corpus) -> None:
    def asked(place: str, action: str) -> str | None:
        on = date(2025, 11, 1)
        (row,) = participation(corpus, [place], on=on, actions=[action])
        return row.standings[0].actor

    assert asked("us-tx", "hold_on_detainer") == "sheriff"
    assert asked("us-tx", "join_287g") == "sheriff"
    assert asked("us-tx", "inquire_status") == "city_police"
    assert asked("us-ma-boston", "hold_on_detainer") == "city_police"
    assert asked("us-il-cook-county", "inquire_status") == "sheriff"
    assert asked("us-dc", "hold_on_detainer") == "corrections_department"
    assert asked("us-ny-new-york-city", "hold_on_detainer") == "corrections_department"
    assert asked("us-ca-san-francisco", "hold_on_detainer") == "sheriff"


def test_a_day_before_the_law_files_begin_is_not_asked(
    corpus: Corpus, table: PublishedTable
) -> None:
    (row,) = participation(corpus, ["us-nj"], on=date(2001, 1, 1), bullets=table.bullets)
    assert row.not_asked
    assert (row.standings, row.claims) == ((), ())


GOOD = """\
table: a table
written_for: 2025-11-01
claims:
  - entry: 1
    place: us-nv
    says: A sheriff may tell ICE of a release.
    action: notify_release
    actor: sheriff
    facts: {in_custody: true}
    claims: [permitted]
"""

MISTAKES = {
    "not YAML": "claims: [",
    "a list, not a mapping": "- claims",
    "nothing at all": "",
    "no claims": "table: a table\nwritten_for: 2025-11-01\nclaims: []\n",
    "claims that are no list": "table: a table\nwritten_for: 2025-11-01\nclaims: some\n",
    "no title": GOOD.replace("table: a table\n", ""),
    "a day that is none": GOOD.replace("2025-11-01", "November"),
    "a day before the law files begin": GOOD.replace("2025-11-01", "1995-11-01"),
    "an unknown key of the file": GOOD + "clams: []\n",
    "an unknown key of a claim": GOOD.replace("facts:", "fact:"),
    "a claim that is a word": GOOD + "  - permitted\n",
    "a claim with nothing but a place": GOOD + "  - place: us-ca\n",
    "an entry that is no number": GOOD.replace("entry: 1", "entry: first"),
    "a place without a law file": GOOD.replace("us-nv", "us-nv-reno"),
    "an unknown action": GOOD.replace("notify_release", "notify_releases"),
    "an unknown actor": GOOD.replace("actor: sheriff", "actor: sherif"),
    "an unknown answer": GOOD.replace("[permitted]", "[allowed]"),
    "facts that are a list": GOOD.replace("{in_custody: true}", "[in_custody]"),
    "an unknown fact": GOOD.replace("in_custody", "in_custdy"),
    "a fact of the wrong kind": GOOD.replace("true", "yes"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_file_of_claims_is_refused(
    name: str, corpus: Corpus, tmp_path: Path
) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(MISTAKES[name], encoding="utf-8")
    with pytest.raises(CorpusError) as refused:
        read_published_table(corpus, path)
    assert refused.value.problems


def test_what_a_person_is_told_of_mistakes(corpus: Corpus, tmp_path: Path, golden: Golden) -> None:
    told = []
    for name, text in MISTAKES.items():
        path = tmp_path / "claims.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CorpusError) as refused:
            read_published_table(corpus, path)
        said = "\n".join(str(one) for one in refused.value.problems)
        told.append(f"{name}\n{said.replace(str(path), 'claims.yaml')}\n")
    golden("decide/published_table_mistakes.txt", "\n".join(told))


def test_a_good_file_is_read(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD, encoding="utf-8")
    table = read_published_table(corpus, path)
    assert (table.title, len(table.bullets)) == ("a table", 1)
    assert table.bullets[0].facts == {"in_custody": True}
