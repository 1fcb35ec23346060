"""`comity review`: a person decides on what was proposed; what stands is exported for the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from comity.cli.keys import read_key, read_text
from comity.cli.options import CorpusOption, JsonOption
from comity.cli.streams import EXIT_OPEN, err, fail, out, print_json, print_text, read_corpus
from comity.evidence.codebook import SLOTS as CODED
from comity.evidence.review import (
    SLOTS,
    Agreement,
    CorrectionError,
    Desk,
    Outcome,
    ReviewError,
    Session,
    SheetError,
    agreement_of,
    open_desk,
    outcome_of,
    show_candidate,
    take_sheet,
    write_sheet,
)
from comity.evidence.reviewed import write_reviewed

REVIEW_EXAMPLES = """\b
Examples:
  comity review shelf                                go through the proposals, one key each
  comity review shelf --as r2                        as a second reviewer
  comity review shelf --sheet review.csv             as a sheet to fill in
  comity review shelf --take review.csv              read the filled-in sheet back
  comity review shelf --agreement                    where two reviewers differ, and Cohen's kappa
  comity review shelf --export reviewed.jsonl        what stands, for the ledger

\b
Keys: a accept, 1-9 correct a slot, r reject, m merge into an earlier one, t remark, u undo,
n next, b back, q quit. Every decision is on the disk before the next proposal is shown;
stop and go on whenever you like.

\b
Ends with
  0  done
  3  exported, but some proposals are undecided or reviewers differ on them: they are named
  2  the folder, the sheet or an option cannot be used"""

_STYLES = {"quote": "reverse", "plain": "", "head": "bold", "remark": "italic"}
_HELP = "a accept   1-9 correct   r reject   m merge   t remark   u undo   n next   b back   q quit   ? help"


def review_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that `comity read` made.")
    ],
    sign: Annotated[
        str,
        typer.Option("--as", metavar="SIGN", help="Your sign as reviewer; letters and digits."),
    ] = "r1",
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet", metavar="FILE", help="Write the proposals as a sheet (.csv or .xlsx)."
        ),
    ] = None,
    take: Annotated[
        Path | None, typer.Option("--take", metavar="FILE", help="Read a filled-in sheet back.")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="Write what stands as JSON lines."),
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Show where two reviewers differ, and kappa.")
    ] = False,
    settle: Annotated[
        str | None,
        typer.Option(
            "--settle", metavar="SIGN", help="Where reviewers differ, this one's word holds."
        ),
    ] = None,
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Decide on each proposed act: accept, correct, reject or merge, with its exact words in their context.

    Without an option it asks on the keyboard. Nothing becomes an incident that no person let stand, and where
    two reviewers differ nothing stands until one of them changes, or --settle says whose word holds.
    """
    law = read_corpus(corpus, ())
    try:
        desk = open_desk(folder, law)
        if take is not None:
            count = take_sheet(desk, desk.log(sign), take)
            print_text(f"Took {count} new decisions of {sign} from {take}.")
        if sheet is not None:
            count = write_sheet(desk, desk.log(sign), sheet)
            print_text(f"Wrote {count} proposals to {sheet}: fill in `decision`, then `--take` it.")
        if agreement:
            _agree(desk, json=json)
        if export is not None:
            _export(desk, export, settle, json=json)
        elif take is None and sheet is None and not agreement:
            _at_the_keyboard(desk, sign)
    except ReviewError as error:
        fail([str(error)])
    except SheetError as error:
        fail(error.messages)


def _at_the_keyboard(desk: Desk, sign: str) -> None:
    log = desk.log(sign)
    if log.torn:
        err.print("comity: the last line of your log was cut off and is passed over", markup=False)
    session = Session(desk, log)
    note = ""
    while True:
        candidate, act = session.candidate, session.act
        if candidate is None or act is None:
            print_text(f"All {len(desk.candidates)} proposals are decided. Next: --export FILE.")
        else:
            head = f"{session.number} of {len(desk.candidates)}, {session.left} to decide"
            if session.held is not None:
                head += f"; you decided: {session.held.does}"
            head += "; corrected, not yet accepted" if session.is_changed else ""
            text = Text()
            for piece in show_candidate(desk, candidate, act, head):
                text.append(piece.text, style=_STYLES[piece.sort])
            out.rule()
            out.print(text)
        out.print(_HELP, style="dim")
        key = read_key()
        match key:
            case "" | "q":
                break
            case "a":
                session.accept(note)
                note = ""
            case "r":
                session.reject(note)
                note = ""
            case "m":
                if not session.merge(_number(read_text("into number: "))):
                    _say("that number is no proposal that stands, or it is this one")
            case "t":
                note = read_text("remark for the ledger, no names: ").strip()
            case "u":
                if not session.undo():
                    _say("nothing is left to undo")
            case "n":
                session.move(1)
            case "b":
                session.move(-1)
            case _ if key.isdigit() and 1 <= int(key) <= len(SLOTS):
                if candidate is not None:
                    _correct(session, list(SLOTS)[int(key) - 1])
            case _:
                _say(_HELP)
    print_text(f"{session.left} proposals are left to decide. Every decision is kept.")


def _correct(session: Session, slot: str) -> None:
    if slot in CODED:
        codes = list(CODED[slot])
        for number, code in enumerate(codes, start=1):
            out.print(f"  {number} {code.value}: {code.meaning}", markup=False)
        at = _number(read_key())
        if not 1 <= at <= len(codes):
            _say("nothing is changed")
            return
        typed = str(codes[at - 1].value)
    else:
        typed = read_text(f"{SLOTS[slot]}: ")
    try:
        session.correct(slot, typed)
    except CorrectionError as error:
        _say(str(error))


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def _say(text: str) -> None:
    out.print(text, style="bold", markup=False)


def _agree(desk: Desk, *, json: bool) -> None:
    decisions = {sign: log.decisions() for sign, log in desk.logs().items()}
    if len(decisions) < 2:
        fail(["two reviewers are needed: let a second one review with `--as SIGN`"])
    signs = list(decisions)
    found = [
        agreement_of(desk.candidates, (one, decisions[one]), (other, decisions[other]))
        for at, one in enumerate(signs)
        for other in signs[at + 1 :]
    ]
    if json:
        print_json([_agreement_form(one) for one in found])
        return
    for one in found:
        _show_agreement(one)


def _show_agreement(one: Agreement) -> None:
    print_text(f"{one.one} and {one.other}: {one.both} decided by both, {one.alike} alike; kappa {_kappa(one.kappa)}")  # fmt: skip
    for slot, kappa in one.by_slot.items():
        print_text(f"{slot}: kappa {_kappa(kappa)}", indent=2)
    for each in one.differences:
        print_text(f"proposal {each.number}, {each.slot}: {one.one} `{each.one}`, {one.other} `{each.other}`", indent=2)  # fmt: skip


def _kappa(value: float | None) -> str:
    return "not defined (one value throughout, or none)" if value is None else f"{value:.2f}"


def _agreement_form(one: Agreement) -> dict[str, object]:
    return {
        "one": one.one,
        "other": one.other,
        "both": one.both,
        "alike": one.alike,
        "kappa": one.kappa,
        "by_slot": dict(one.by_slot),
        "differences": [
            {"id": each.id, "number": each.number, "slot": each.slot, "one": each.one, "other": each.other}
            for each in one.differences
        ],
    }  # fmt: skip


def _export(desk: Desk, path: Path, settle: str | None, *, json: bool) -> None:
    decisions = {sign: log.decisions() for sign, log in desk.logs().items()}
    if settle is not None and settle not in decisions:
        fail([f"`{settle}` has reviewed nothing here: {', '.join(decisions) or 'nobody has'}"])
    found = outcome_of(desk.candidates, decisions, settled_by=settle)
    write_reviewed(path, found.acts)
    if json:
        print_json(_outcome_form(found, path))
    else:
        print_text(f"Wrote {len(found.acts)} reviewed acts to {path}; {found.rejected} rejected, {found.merged} merged.")  # fmt: skip
        if found.undecided:
            print_text(f"Not decided by anyone: {_listed(found.undecided)}.")
        if found.differing:
            print_text(f"Reviewers differ on: {_listed(found.differing)}; see --agreement, or give --settle SIGN.")  # fmt: skip
    if found.undecided or found.differing:
        raise typer.Exit(EXIT_OPEN)


def _outcome_form(found: Outcome, path: Path) -> dict[str, object]:
    return {
        "file": str(path),
        "acts": len(found.acts),
        "rejected": found.rejected,
        "merged": found.merged,
        "undecided": list(found.undecided),
        "differing": list(found.differing),
    }


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
