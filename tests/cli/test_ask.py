"""`comity ask` as a person drives it: by lines of input, and at a real terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pexpect

from tests.cli.door import Door, write_all

Golden = Callable[[str, str], None]
DC = ["ask", "us-dc", "transfer_custody", "--on", "2026-03-01", "--actor", "corrections_department"]


def test_the_whole_exchange_reads_as_it_should(comity: Door, golden: Golden) -> None:
    ended = comity(*DC, "--brief", text="y\nb\ny\n?\nn\nperhaps\ns\nn\n")
    golden("cli/ask.txt", ended.told(" ".join(DC)))


def test_what_is_answered_is_stated_and_what_is_not_known_stays_unknown(comity: Door) -> None:
    ended = comity(*DC, "--json", text="y\n?\nn\nn\n")
    form = json.loads(ended.out)
    assert form["question"]["facts"]["in_custody"] is True
    assert len(form["question"]["facts"]) == 3
    assert ended.code == 3


def test_an_answer_taken_back_is_asked_again_and_its_change_is_said(comity: Door) -> None:
    ended = comity(*DC, "--json", text="n\nb\ny\nd\n")
    assert json.loads(ended.out)["question"]["facts"]["in_custody"] is True
    assert ended.err.count("Is the person in the agency's custody?") == 4
    assert "Changed after a first answer: Is the person in the agency's custody?" in ended.err


def test_there_is_nothing_to_take_back_at_first(comity: Door) -> None:
    ended = comity(*DC, text="b\nd\n")
    assert "There is nothing to take back." in ended.err
    assert ended.code == 3


def test_where_the_input_ends_the_answer_as_it_stands_is_printed(comity: Door) -> None:
    ended = comity(*DC, text="")
    assert "The input ends here; this is the answer as it stands." in ended.err
    assert ended.out.startswith("CANNOT BE DECIDED YET\n")
    assert ended.code == 3


def test_quitting_prints_no_answer(comity: Door) -> None:
    ended = comity(*DC, text="y\nq\n")
    assert (ended.code, ended.out) == (130, "")
    assert ended.err.endswith("comity: stopped before the end; nothing half-written is kept\n")


def test_a_settled_answer_ends_the_questions(comity: Door) -> None:
    ended = comity(*DC, "--fact", "federal_criminal_person=true", text="y\n" * 20)
    assert ended.code == 0
    assert ended.out.startswith("MAY\n")


def test_a_choice_is_given_by_number_or_by_name_and_a_wrong_one_is_asked_again(
    comity: Door,
) -> None:
    start = ["ask", "us-ca", "share_alpr", "--on", "2026-02-01", "--actor", "city_police", "--json"]
    ended = comity(*start, text="99\nmars\n5\nd\n")
    assert "5 federal immigration agency" in ended.err
    assert "it holds one of a closed list" in ended.err
    assert json.loads(ended.out)["question"]["facts"] == {"recipient_kind": "immigration_agency"}
    named = comity(*start, text="immigration_agency\nd\n")
    assert json.loads(named.out)["question"]["facts"] == {"recipient_kind": "immigration_agency"}


def answers_until(comity: Door, start: list[str], asked: str, *answers: str) -> str:
    """Lines of input that say "I don't know" until something is asked, and then answer that."""
    before, found, _ = comity(*start, text="?\n" * 40).err.partition(asked)
    assert found, f"never asked: {asked}"
    return "?\n" * before.count("Look in: ") + "".join(f"{one}\n" for one in answers)


FACTS = """\
in_custody: true
within_dc_detainer_limit: true
within_regulation_limit: true
reimbursement_agreement: true
request_written: true
release_due: true
acts_under_287g: false
documents: [i_247a]
documents_complete: true
convictions: [{classes: [dc.dangerous_crime], on: 2012-01-01}]
"""


def test_a_number_is_asked_until_it_is_one(comity: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("facts.yaml", FACTS)])
    start = [
        "ask",
        "us-dc",
        "hold_on_detainer",
        "--on",
        "2014-06-01",
        "--actor",
        "corrections_department",
    ]
    start += ["--json", "--facts", "facts.yaml"]
    text = answers_until(comity, start, "How old is the person in years?", "old", "-4", "17", "d")
    ended = comity(*start, text=text)
    assert ended.err.count("it holds a whole number; write digits, like `17`") == 2
    assert json.loads(ended.out)["question"]["facts"]["age"] == 17


def test_who_acts_is_asked_with_its_kinds_and_is_no_fact(comity: Door) -> None:
    ended = comity(
        *["ask", "us-ca", "hold_on_detainer", "--on", "2026-03-01", "--json"],
        text="mayer\n5\n",
    )
    assert "  5 sheriff or sheriff's office\n" in ended.err
    assert "`mayer` is not a known actor; did you mean `mayor`" in ended.err
    question = json.loads(ended.out)["question"]
    assert (question["actor"], question["facts"]) == ("sheriff", {})


def test_in_a_county_its_own_agencies_stand_first_and_their_numbers_count(comity: Door) -> None:
    start = ["ask", "us-oh-vinton-county", "hold_on_detainer", "--on", "2026-01-01", "--json"]
    ended = comity(*start, text="1\nd\n")
    assert "  1 sheriff or sheriff's office\n  2 county or regional jail\n" in ended.err
    assert json.loads(ended.out)["question"]["actor"] == "sheriff"


def test_for_whom_someone_acts_is_asked_where_it_cannot_be_told(comity: Door) -> None:
    start = [
        "ask",
        "us-il-chicago",
        "deny_services",
        "--on",
        "2025-06-01",
        "--actor",
        "hospital",
        "--json",
    ]
    asked = "Which government employs the person who would act?"
    text = answers_until(comity, start, asked, "Chicago", "us-il-chicago", "d")
    ended = comity(*start, text=text)
    assert "`Chicago` is not the id of a place" in ended.err
    question = json.loads(ended.out)["question"]
    assert (question["employer"], question["facts"]) == ("us-il-chicago", {})
    assert "  1 City of Chicago, Illinois\n  2 Cook County, Illinois\n" in ended.err
    by_number = comity(*start, text=answers_until(comity, start, asked, "2", "d"))
    assert json.loads(by_number.out)["question"]["employer"] == "us-il-cook-county"


def test_a_day_that_was_stated_wrongly_is_refused_before_anything_is_asked(comity: Door) -> None:
    ended = comity(*DC, "--fact", "request_date=soon")
    assert (ended.code, ended.out) == (2, "")


def test_spanish_reaches_the_whole_answer(comity: Door) -> None:
    ended = comity(*DC, "--language", "es", "--brief", text="d\n")
    assert ended.out.startswith("TODAVÍA NO SE PUEDE DECIDIR\nEn el Distrito de Columbia, el 2026")
    assert "\nPor qué\n" in ended.out
    assert "\nWhy\n" not in ended.out
    assert "no asesoría legal" in ended.out


class Terminal:
    """`comity` at a pseudo-terminal: waits for its prompt, then types. Whatever happens, it ends with its test."""

    def __init__(self, *arguments: str) -> None:
        self.child: pexpect.spawn[str] = pexpect.spawn(
            str(Path(sys.executable).parent / "comity"),
            list(arguments),
            env={**os.environ, "COLUMNS": "100", "TERM": "dumb"},
            encoding="utf-8",
            timeout=60,
        )
        self._screen = self.child.logfile_read = StringIO()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    @property
    def seen(self) -> str:
        """All that stood on the screen."""
        return self._screen.getvalue()

    def wait_for_prompt(self) -> None:
        """Read to the next prompt."""
        self.child.expect_exact("\n> ")

    def type(self, text: str) -> None:
        self.child.send(text)

    def end(self) -> int | None:
        """Read to the end, and the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus

    def interrupt(self) -> int | None:
        """Press Ctrl-C until it is heard, and the exit code.

        Python hears a signal between two steps of its own: one that comes in the moment before it waits for
        a line is heard with the next key, as at any Python prompt.
        """
        for _ in range(60):
            self.child.sendintr()
            if self.child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
                break
        return self.end()


def test_at_a_terminal_questions_are_answered_by_typing() -> None:
    with Terminal(*DC, "--brief") as terminal:
        terminal.wait_for_prompt()
        terminal.type("y\n")
        terminal.wait_for_prompt()
        terminal.type("d\n")
        assert terminal.end() == 3
    assert "CANNOT BE DECIDED YET" in terminal.seen
    assert "Traceback" not in terminal.seen


def test_at_a_terminal_the_keyboard_can_interrupt() -> None:
    with Terminal(*DC) as terminal:
        terminal.wait_for_prompt()
        assert terminal.interrupt() == 130
    assert "Traceback" not in terminal.seen
    assert "stopped before the end" in terminal.seen


def test_at_a_terminal_the_keyboard_can_end_the_input() -> None:
    with Terminal(*DC) as terminal:
        terminal.wait_for_prompt()
        terminal.child.sendeof()
        assert terminal.end() == 3
    assert "this is the answer as it stands" in terminal.seen
