"""`comity read`: documents in, proposals with exact quotes out, for a person to review."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from comity.cli.options import JsonOption
from comity.cli.streams import EXIT_OPEN, err, fail, out, print_json, print_text, read_corpus
from comity.evidence import ReadRun, ShelfError, read_documents
from comity.evidence.intake.taking import Progress
from comity.evidence.model import Model, ModelError

READ_EXAMPLES = """\b
Examples:
  comity read articles/ --out shelf
  comity read story.html filing.pdf release.docx --out shelf
  comity read --list files.txt --out shelf --json
  comity read articles/ --out shelf --model qwen --model-url http://127.0.0.1:8080/v1

\b
Ends with
  0  every file was read
  3  a file among others could not be read: it is named with its reason
  2  no file could be read, or an option or the folder cannot be used

\b
An interrupted reading goes on where it was: run it again with the same --out. Then:
  comity review shelf"""


def read_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]",
            help="Documents and folders of them: text, HTML, PDF, DOCX.",
        ),
    ] = None,
    out_folder: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder for documents and proposals: new, or a former one."
        ),
    ] = None,
    lists: Annotated[
        list[Path],
        typer.Option(
            "--list", metavar="FILE", help="A file that names one document or folder a line."
        ),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help="Write the names behind pseudonyms here, outside DIR; without it they are kept nowhere.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="Ask this language model too. Off unless you name one; documents go to its server.",
        ),
    ] = None,
    model_url: Annotated[
        str | None,
        typer.Option(
            "--model-url",
            metavar="URL",
            help="Its OpenAI-compatible address, as far as `/v1`; the key is taken from COMITY_MODEL_KEY.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Read documents and propose the acts that they tell, each with its exact words, for a person to review.

    Everything is done on this machine by rules that are data; a language model only if you name one. A proposal
    is no finding: it says what a document says. Originals are kept and hashed, text keeps its offsets, names of
    people are masked in what may be published. One bad file never stops the rest.
    """
    if not paths and not lists:
        fail(["no document is named: give files or folders, or `--list FILE`"])
    if out_folder is None:
        fail(["a folder for the documents is missing: give `--out DIR`"])
    if (model is None) != (model_url is None):
        fail(["a language model needs both `--model NAME` and `--model-url URL`"])
    try:
        asked = (
            Model(
                name=model,
                url=model_url,
                actions={
                    one.id: one.means for one in read_corpus(None, ()).vocabulary.actions.values()
                },
                key=os.environ.get("COMITY_MODEL_KEY"),
            )
            if model is not None and model_url is not None
            else None
        )
        with _progress() as progress:
            run = read_documents(
                paths or [],
                out_folder,
                lists=lists,
                proposer=asked,
                key_file=key,
                progress=progress,
            )
    except (ShelfError, ModelError) as error:
        fail([str(error)])
    if json:
        print_json(_form(run, out_folder))
    elif run.taken.documents:
        _show(run, out_folder)
    for refused in run.taken.refused:
        err.print(f"comity: {refused}", markup=False, soft_wrap=True)
    if not run.taken.documents:
        fail(["no file could be read"])
    if run.taken.refused:
        raise typer.Exit(EXIT_OPEN)


def _show(run: ReadRun, folder: Path) -> None:
    documents = run.taken.documents
    told = f"Read {_many(len(documents), 'document')}"
    if run.taken.read_before:
        told += f" ({run.taken.read_before} of them before)"
    told += f"; the folder holds {run.stories} {'story' if run.stories == 1 else 'stories'}."
    print_text(told)
    for again, first in run.taken.same_bytes:
        print_text(f"{again} holds the same bytes as {first}.")
    print_text(
        f"{_many(len(run.candidates), 'proposed act')} to review, and {_many(run.counts, 'general statement')} "
        "about counts, kept apart."
    )
    for document in documents:
        for note in document.notes:
            print_text(f"{document.name}: {note}", indent=2)
    for written, note in run.places:
        print_text(f"`{written}`: {note}", indent=2)
    if run.refused_proposals:
        print_text(f"{len(run.refused_proposals)} proposals were refused; refused.jsonl says why.")
    print_text("A proposal says what a document says. Nothing is found until a person has reviewed it.")  # fmt: skip
    out.print(Text(f"Next: comity review {folder}"), soft_wrap=True)


def _form(run: ReadRun, folder: Path) -> dict[str, object]:
    return {
        "folder": str(folder),
        "documents": len(run.taken.documents),
        "read_before": run.taken.read_before,
        "stories": run.stories,
        "proposals": len(run.candidates),
        "counts": run.counts,
        "refused": [
            {"file": one.name, "what": one.what, "why": one.why, "remedy": one.remedy}
            for one in run.taken.refused
        ],
        "refused_proposals": list(run.refused_proposals),
        "same_bytes": [list(pair) for pair in run.taken.same_bytes],
        **run.account,
    }


@contextmanager
def _progress() -> Iterator[Progress]:
    """Say on a terminal's standard error how far it is; nothing where no one watches."""
    if not err.is_terminal:
        yield lambda _what, _done, _of: None
        return
    with err.status("looking at the files") as status:

        def tell(what: str, done: int, of: int) -> None:
            status.update(Text(f"{what}: {done:,} of {of:,}"))

        yield tell


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
