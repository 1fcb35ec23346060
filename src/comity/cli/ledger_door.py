"""What the verbs of `comity ledger` share: opening a ledger, saying its errors, the options that read alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.streams import EXIT_USAGE, err, fail
from comity.decide import Question, QuestionError, decide
from comity.law import Corpus
from comity.ledger.choices import Requester

if TYPE_CHECKING:
    from comity.ledger import Ledger

LedgerArgument = Annotated[
    str, typer.Argument(metavar="LEDGER", help="A file, or postgresql://user@host/name.")
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="ROLE", envvar="COMITY_ROLE", help="Your role, never a name: `reviewer`."
    ),
]
KeyOption = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="KEYFILE",
        help="Refuse an entry that holds a name of this key of pseudonyms.",
    ),
]
SubjectArgument = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="Such as incident-17 or request-20.")
]
WhyOption = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="Why, in a line; it is kept.")
]
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="LEDGER",
        help="Put the request and its answer into this ledger's register.",
    ),
]
DeskOption = Annotated[
    str | None,
    typer.Option(
        "--desk", metavar="NAME", help="With --record: your agency; else the place's name."
    ),
]
RequesterOption = Annotated[
    Requester | None,
    typer.Option(
        "--requester",
        metavar="WHO",
        help="With --record: ice_removal, ice_investigations, border_protection, other_federal, other_agency.",
    ),
]
BY = "operator"
"""The role of who gives none."""


@contextmanager
def said(code: int = EXIT_USAGE) -> Iterator[None]:
    """Say what the ledger refuses, and end."""
    try:
        from comity.ledger import LedgerError  # noqa: PLC0415 -- needs a library that `decide` must not wait for
        from comity.ledger import store as _  # noqa: F401, PLC0415 -- as above: is it installed at all?
    except ModuleNotFoundError:
        fail(["a ledger needs libraries that are not installed: install `comity[ledger]`"])
    try:
        yield
    except LedgerError as error:
        fail(error.messages, code)


def is_ledger(where: str) -> bool:
    """Whether an argument names a ledger: the address of a server, or a file of SQLite."""
    if "://" in where:
        return True
    path = Path(where)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def opened(where: str) -> Ledger:
    """An existing ledger; ends with why it cannot be used."""
    with said():
        from comity.ledger import open_ledger  # noqa: PLC0415 -- as above

        return open_ledger(where)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """Say on a terminal's standard error how far it is; nothing where no one watches."""
    if not err.is_terminal:
        yield lambda _count: None
        return
    with err.status(what) as status:
        yield lambda count: status.update(f"{what}: {count:,}")


def record_question(
    ledger: Ledger,
    law: Corpus,
    question: Question,
    *,
    desk: str | None,
    requester: Requester | None,
    by: str,
) -> None:
    """Put a request with its answer into the register, and say under which number."""
    with said():
        from comity.ledger import Recorded, record_answer  # noqa: PLC0415 -- as above

        try:
            found = decide(law, question, settling=0)
        except QuestionError as error:
            fail(error.mistakes)
        more = Recorded(agency=desk, requester=requester or Requester.NOT_RECORDED)
        event = record_answer(ledger, law, found, by=by, more=more)
    err.print(
        f"comity: recorded as {event.subject}; once it is dealt with: `comity ledger answer`",
        markup=False,
        soft_wrap=True,
    )
