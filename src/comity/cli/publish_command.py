"""`comity publish`: the pages as files, in a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, OverlayOption
from comity.cli.streams import err, fail, read_corpus, read_day
from comity.decide import Language
from comity.law import corpus_folder

PUBLISH_EXAMPLES = """\b
Examples:
  comity publish --out site
  comity publish --out site --on 2026-11-21 --languages en
  comity publish --out /srv/www/comity --base-url https://comity.example.gov"""

_LANGUAGES: dict[str, Language] = {"en": "en", "es": "es"}


def publish_command(
    folder: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The folder to write; it is replaced as a whole."
        ),
    ],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day of the site: 2026-11-21, or today.")
    ] = "today",
    languages: Annotated[
        str, typer.Option("--languages", metavar="LIST", help="Languages with commas: en,es.")
    ] = "en,es",
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url", metavar="URL", help="Where the site will stand: adds a sitemap."
        ),
    ] = None,
    contact: Annotated[
        str | None, typer.Option("--contact", metavar="NAME", help="Whom cards say to call.")
    ] = None,
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER", help="Their number.")] = "",
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
) -> None:
    """Write the pages as files: any host serves them, and they open from a folder on a disk.

    The same corpus and day give the same bytes. A folder that holds other files is left alone.
    """
    # The other door, by its front; imported late, for it takes long.
    from comity.web import Contact, PublishError, Settings, publish_site  # noqa: PLC0415 -- as above

    chosen = [one.strip() for one in languages.split(",") if one.strip()]
    if unknown := [one for one in chosen if one not in _LANGUAGES]:
        fail([f"`{one}` is not a language of the pages: write en, es or en,es" for one in unknown])
    if not chosen or chosen[0] != "en":
        fail(["English is always published, for the law files are in English: write en or en,es"])
    if base_url is not None and not base_url.startswith(("https://", "http://")):
        fail([f"`{base_url}` is not the address of a site: write it as https://comity.example.gov"])
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    changelog = (corpus or corpus_folder()) / "CHANGELOG.md"
    try:
        made = publish_site(
            law,
            folder,
            on=day,
            languages=[_LANGUAGES[one] for one in dict.fromkeys(chosen)],
            settings=Settings(contact=Contact(name=contact, phone=phone) if contact else None),
            base_url=base_url,
            changelog=changelog.read_text(encoding="utf-8") if changelog.is_file() else "",
            progress=_progress,
        )
    except PublishError as error:
        fail([str(error)])
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    for path in made.unmade:
        err.print(f"comity: pages link to `{path}`, which nothing makes", markup=False)
    err.print(
        f"comity: {made.pages} pages and {made.files} other files in {made.folder}",
        markup=False,
        soft_wrap=True,
    )


_SAID: list[int] = [0]


def _progress(done: int, known: int) -> None:
    """How far it is: in place on a terminal, else a line now and then."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\rcomity: {done} of {known} pages")
        sys.stderr.flush()
    elif done - _SAID[0] >= 500 or done < _SAID[0]:
        _SAID[0] = done
        sys.stderr.write(f"comity: {done} of {known} pages\n")
