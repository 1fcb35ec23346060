"""`comity serve`: the pages and the API, on this machine."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.ledger_door import said
from comity.cli.options import CorpusOption, OverlayOption
from comity.cli.streams import err, fail, read_corpus

SERVE_EXAMPLES = """\b
Examples:
  comity serve
  comity serve --port 8080 --contact "Legal unit" --phone "555-0100"
  comity serve --ledger ledger.db --review shelf       and your own ledger, to you alone
  comity serve --host 0.0.0.0 --host-name comity.example.gov --behind-proxy 10.0.0.5"""


def serve_command(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="PORT", help="The port to listen on.")
    ] = 8440,
    host_name: Annotated[
        list[str],
        typer.Option("--host-name", metavar="NAME", help="A name it answers to. Repeatable."),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    behind_proxy: Annotated[
        str | None,
        typer.Option(
            "--behind-proxy",
            metavar="ADDRESS",
            help="The reverse proxy whose forwarded headers are believed.",
        ),
    ] = None,
    root_path: Annotated[
        str,
        typer.Option(
            "--root-path", metavar="PATH", help="What the proxy puts before every address: /comity."
        ),
    ] = "",
    allow_origin: Annotated[
        list[str],
        typer.Option(
            "--allow-origin",
            metavar="ORIGIN",
            help="A site whose pages may read the API: https://example.gov. Repeatable; none without it.",
        ),
    ] = [],  # noqa: B006 -- as above
    contact: Annotated[
        str | None, typer.Option("--contact", metavar="NAME", help="Whom answers say to call.")
    ] = None,
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER", help="Their number.")] = "",
    uploads: Annotated[
        Path | None,
        typer.Option(
            "--uploads",
            metavar="DIR",
            help="Where audited files lie; left out: a private folder, removed at the end.",
        ),
    ] = None,
    keep_hours: Annotated[
        int,
        typer.Option("--keep-hours", min=1, help="How long audited files are kept at the most."),
    ] = 24,
    list_audits: Annotated[
        bool,
        typer.Option(
            "--list-audits",
            help="List the audits that are kept here on the page of audits, to this machine alone.",
        ),
    ] = False,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="LEDGER",
            help="Show this ledger too (file or URL), to this machine alone.",
        ),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            "--review",
            metavar="DIR",
            help="Review the folder of `comity read` too, on this machine alone.",
        ),
    ] = None,
    embed_origin: Annotated[
        list[str],
        typer.Option(
            "--embed-origin",
            metavar="ORIGIN",
            help="With --ledger: a site whose pages may frame its published tables. Repeatable.",
        ),
    ] = [],  # noqa: B006 -- as above
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
) -> None:
    """Serve the pages and the API from this machine: one process, no database, no network.

    Listens on this machine only unless told otherwise. See docs/how-to/serve.md for a reverse proxy.
    With --ledger, --review or --list-audits it also shows what is private, to one person: it then refuses to be
    reached by others.
    """
    # The one place where this door knows the other, by its front; imported late, for it takes long.
    from comity.evidence.review import ReviewError  # noqa: PLC0415 -- as above
    from comity.web import Contact, NotAloneError, Settings, Site, serve  # noqa: PLC0415 -- as above

    law = read_corpus(corpus, overlay)
    shown = f"[{host}]" if ":" in host else host
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 -- compared, not bound
    names = (*Settings().hosts, *host_name, *(() if everywhere else (shown,)))
    settings = Settings(
        contact=Contact(name=contact, phone=phone) if contact else None,
        hosts=tuple(dict.fromkeys(names)),
        root_path=_root(root_path),
        origins=_origins(allow_origin, "--allow-origin"),
        corpus_folder=corpus,
        overlays=tuple(overlay),
        upload_folder=uploads,
        keep_seconds=keep_hours * 3600,
        list_audits=list_audits,
        ledger=ledger,
        review=review,
        embed_origins=_origins(embed_origin, "--embed-origin"),
    )
    if embed_origin and ledger is None:
        fail(["--embed-origin is for the tables of a ledger: name one with --ledger"])

    def told() -> None:
        err.print(f"comity: serving http://{shown}:{port}/ (stop with Ctrl+C)", markup=False)

    try:
        with said() if ledger is not None else nullcontext():
            serve(
                Site(corpus=law, settings=settings),
                host=host,
                port=port,
                trusted=behind_proxy,
                ready=told,
            )
    except (NotAloneError, ReviewError) as error:
        fail([str(error)])
    except OSError as error:
        fail(
            [f"cannot listen on {host}:{port}: {(error.strerror or 'no reason is given').lower()}"]
        )


def _root(path: str) -> str:
    if path and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", path):
        fail([f"`{path}` in --root-path is not the beginning of an address: write it as /comity"])
    return path


def _origins(given: list[str], option: str) -> tuple[str, ...]:
    for one in given:
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", one):
            fail([f"`{one}` in {option} is not a site: write it as https://example.gov"])
    return tuple(given)
