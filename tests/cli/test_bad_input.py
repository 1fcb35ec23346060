"""Bad input through the door: a message that says where, what and what to do; a code; no traceback.

The wording is golden: `tests/golden/cli/bad_*.txt`.
"""

from __future__ import annotations

import json
import random
import shlex
from collections.abc import Callable
from pathlib import Path

from comity.law import Corpus
from tests.cli.door import Door, write_all

Golden = Callable[[str, str], None]

QUESTION = "us-tx share_status --on 2026-01-05"

QUESTIONS = [
    "us-xx share_status --on 2026-01-05",
    "Texas share_status --on 2026-01-05",
    "TX share_status --on 2026-01-05",
    "us-il-Chicago share_status --on 2026-01-05",
    "'Chicago, IL' share_status --on 2026-01-05",
    "us-tx share_statuss --on 2026-01-05",
    "us-tx help_ice --on 2026-01-05",
    "us-tx share_status --on 2026-13-05",
    "us-tx share_status --on 1/5/2026",
    "us-tx share_status --on tomorrow",
    "us-tx share_status --on ''",
    "us-tx share_status --on 2010-01-05",
    "us-tx share_status --on 1850-01-05",
    "us-tx share_status",
    "us-tx",
    "us-tx share_statuss --on 2026-01-05 --actor sherif --fact foo=1 --reading a=b --basis x=y",
    f"{QUESTION} --actor sherif",
    f"{QUESTION} --employer Dallas",
    f"{QUESTION} --fact foo=bar",
    f"{QUESTION} --fact in_custdy=true",
    f"{QUESTION} --fact in_custody=maybe",
    f"{QUESTION} --fact in_custody",
    f"{QUESTION} --fact in_custody=",
    f"{QUESTION} --fact in_custody=true --fact in_custody=true",
    f"{QUESTION} --fact purpose=ice",
    f"{QUESTION} --fact age=-3",
    f"{QUESTION} --fact age=seventeen",
    f"{QUESTION} --fact request_date=2026-02-31",
    f"{QUESTION} --fact release_due_at=2026-01-05T10:00",
    f"{QUESTION} --fact documents=i_999",
    f"{QUESTION} --fact convictions=murder",
    f"{QUESTION} --fact 'convicted(\"ca.no_such_class\")=true'",
    f"{QUESTION} --fact 'arrested by(x)=true'",
    f"{QUESTION} --fact section_1373_valid=true",
    f"{QUESTION} --fact actor=sheriff",
    f"{QUESTION} --fact in_custody=true --fact released=true",
    f"{QUESTION} --fact documents=none --fact required_by_federal_law=true",
    f"{QUESTION} --reading section_1373=valid",
    f"{QUESTION} --reading section_1373_valid=yes",
    f"{QUESTION} --basis age=paper",
    f"{QUESTION} --fact age=30 --basis age=gossip",
    f"{QUESTION} --done maybe",
    f"{QUESTION} --done refused:soon",
    f"{QUESTION} --language fr",
    f"{QUESTION} --corpus nowhere",
    f"{QUESTION} --overlay nowhere.yaml",
    f"{QUESTION} --unknown",
]

BOMB = "[" * 6000 + "]" * 6000
FACTS: dict[str, str | bytes] = {
    "two_lines.yaml": "in_custody: false\nin_custody: true\n",
    "two_lines.json": '{"in_custody": false, "in_custody": true}',
    "list.yaml": "- in_custody\n",
    "number.yaml": "17\n",
    "not_yaml.yaml": "in_custody: [true\n",
    "tabs.yaml": "in_custody:\n\ttrue\n",
    "binary.yaml": random.Random(0).randbytes(300),
    "nul.yaml": b"in_custody: true\x00\n",
    "bomb.json": BOMB,
    "bomb.yaml": f"a: {BOMB}\n",
    "laughs.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "tag.yaml": "in_custody: !!python/object:os.system true\n",
    "float.yaml": "age: 17.5\n",
    "yes.yaml": "in_custody: yes\n",
    "null.yaml": "in_custody:\n",
    "contradiction.yaml": "in_custody: true\nreleased: true\n",
    "empty.yaml": "",
    "large.yaml": b"a" * 1_000_001,
    "questions.yaml": "place: us-tx\n",
    "records.yaml": "convictions: [{class: murder, on: 2012}]\ndocuments: [{kind: i_200, issuer: judge}]\n",
}

OVERLAY = """jurisdiction: us-tx-exampleton
name: City of Exampleton (invented)
level: city
within: [us-tx, us]
encoded_from: 2019-07-01
checked_through: 2025-12-31
instruments:
  - {{id: us-tx-exampleton/code, name: Code, force: binding}}
provisions:
  - id: us-tx-exampleton/rule
    cite: Code § 1
    instrument: us-tx-exampleton/code
    actions: [transport]
    effect: prohibited
    versions:
      - from: 2019-07-01
        verified: text
        source: https://law.gov.example/code
        says: No officer moves a person for immigration authorities.
        when: |
          {when}
        unless: []
        uncertain: []
        cases:
          - {{name: always, facts: {{}}, expect: applies}}
"""

FORBIDDEN = {
    "call": "open('x')",
    "attribute": "in_custody.real",
    "arithmetic": "age + 1 > 18",
    "chain": "17 < age < 65",
    "identity": "in_custody is None",
    "lambda": "(lambda: True)()",
    "comprehension": "any(x for x in documents)",
    "assignment": "(x := in_custody)",
    "dunder": "__import__('os')",
    "unknown": "nationality == 'other'",
    "unfinished": "in_custody and (",
    "deep": "not " * 3000 + "in_custody",
}


def test_questions_that_cannot_be_asked(comity: Door, golden: Golden) -> None:
    told = []
    for question in QUESTIONS:
        ended = comity("decide", *shlex.split(question))
        assert ended.code in {1, 2}, question
        assert ended.out == "", question
        assert ended.err, question
        told.append(ended.told(f"decide {question}"))
    golden("cli/bad_questions.txt", "\n".join(told))


def test_facts_that_cannot_be_read(comity: Door, golden: Golden, tmp_path: Path) -> None:
    write_all(tmp_path, FACTS.items())
    (tmp_path / "folder").mkdir()
    told = []
    for name in [*FACTS, "folder", "nowhere.yaml"]:
        ended = comity("decide", *QUESTION.split(), "--facts", name)
        assert (ended.code, ended.out) == (2, ""), name
        told.append(ended.told(f"decide {QUESTION} --facts {name}"))
    ended = comity("decide", *QUESTION.split(), "--facts", "-", text="[")
    told.append(ended.told(f"decide {QUESTION} --facts -"))
    golden("cli/bad_facts.txt", "\n".join(told))


def test_a_fact_in_a_file_and_on_the_command_line_is_given_twice(
    comity: Door, tmp_path: Path
) -> None:
    write_all(tmp_path, [("facts.yaml", "age: 17\n")])
    ended = comity("decide", *QUESTION.split(), "--facts", "facts.yaml", "--fact", "age=17")
    assert ended.code == 2
    assert ended.err == "comity: `age` stands in facts.yaml and in --fact: give it once\n"


def test_overlays_with_forbidden_syntax(comity: Door, golden: Golden, tmp_path: Path) -> None:
    told = []
    for name, when in FORBIDDEN.items():
        write_all(tmp_path, [(f"{name}.yaml", OVERLAY.format(when=when))])
        ended = comity("check", f"{name}.yaml")
        assert (ended.code, ended.out) == (1, ""), name
        told.append(ended.told(f"check {name}.yaml"))
        deciding = comity("decide", *QUESTION.split(), "--overlay", f"{name}.yaml")
        assert (deciding.code, deciding.out, deciding.err) == (1, "", ended.err), name
    golden("cli/bad_overlays.txt", "\n".join(told))


def test_every_kind_of_mistake_in_checked_files_at_once(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    good = OVERLAY.format(when="in_custody")
    files = {
        "keys.yaml": good.replace("effect: prohibited", "efect: forbidden"),
        "dates.yaml": good.replace("from: 2019-07-01", "from: 2019-7-1"),
        "case.yaml": good.replace("facts: {}", "facts: {in_custody: 3}"),
        "twice.yaml": good.replace("level: city", "level: city\nlevel: city"),
    }
    write_all(tmp_path, files.items())
    ended = comity("check", *files, "nowhere.yaml", ".")
    assert ended.code == 1
    for name in [*files, "nowhere.yaml"]:
        assert f"comity: {name}" in ended.err
    golden("cli/bad_files.txt", ended.told(f"check {' '.join(files)} nowhere.yaml ."))


def test_an_overlay_that_is_right_passes_the_same_check(comity: Door, tmp_path: Path) -> None:
    text = OVERLAY.format(when="in_custody or not in_custody")
    write_all(tmp_path, [("right.yaml", text)])
    ended = comity("check", "right.yaml")
    assert (ended.code, ended.err) == (0, "")


def test_other_commands_refuse_what_they_do_not_know(
    comity: Door, golden: Golden, tmp_path: Path
) -> None:
    write_all(
        tmp_path,
        [
            ("not_json.json", "{"),
            ("half.json", '{"question": {"place": "us-tx", "action": "share_status"}}'),
            (
                "typed.json",
                '{"place": ["us-tx"], "action": 3, "on": "soon", "facts": [], "age": 1}',
            ),
            ("cases.yaml", "- {name: one, place: us-tx, expect: {answer: allowed}}\n"),
        ],
    )
    commands = [
        "",
        "decid us-tx share_status",
        "law Texas",
        "law us-tx --on yesterday",
        "law us-tx --on 2026-01-05 --action helping",
        "vocabulary custody",
        "vocabulary transfer_custdy",
        "repeat not_json.json",
        "repeat half.json",
        "repeat typed.json",
        "repeat nowhere.json",
        "cases nowhere.yaml",
        "cases cases.yaml",
        "ask us-tx share_status --on 2026-01-05 --actor nobody",
    ]
    told = []
    for command in commands:
        ended = comity(*command.split())
        assert ended.code in {1, 2}, command
        told.append(ended.told(command))
    golden("cli/bad_commands.txt", "\n".join(told))


def test_a_day_past_the_horizon_is_answered_and_never_complete(
    comity: Door, corpus: Corpus
) -> None:
    for place, jurisdiction in corpus.jurisdictions.items():
        latest = max(horizon.through for horizon in jurisdiction.horizons)
        ended = comity("decide", place, "transfer_custody", "--on", f"{latest.year + 1}-12-31")
        assert ended.code == 3
        assert "and the day asked about is later" in ended.out


def test_a_place_that_nobody_knows_is_pointed_out_and_named_places_are_not(
    comity: Door,
) -> None:
    asked = ("notify_release", "--on", "2026-01-15", "--json")
    slip = comity("decide", "us-ny-nyc", *asked)
    assert slip.code == 3
    assert "note: `us-ny-nyc` is in no table of places" in slip.err
    assert "`us-ny-new-york-city`" in slip.err
    assert json.loads(slip.out)["answer"]
    for known in ("us-ny-albany", "us-ny-new-york-city", "us-ny"):
        assert "note:" not in comity("decide", known, *asked).err
