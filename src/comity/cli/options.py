"""The options that several commands share, so that they read alike everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.decide import Language

CorpusOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus", metavar="DIR", help="Use the law of this folder, not the one shipped."
    ),
]
OverlayOption = Annotated[
    list[Path],
    typer.Option(
        "--overlay",
        metavar="FILE",
        help="Lay a private file (a department's orders, a draft) over the corpus. Repeatable.",
    ),
]
LexiconOption = Annotated[
    list[Path],
    typer.Option(
        "--lexicon",
        metavar="FILE",
        help="Lay rules of your own on stated reasons over the shipped ones (YAML). Repeatable.",
    ),
]
AgencyOption = Annotated[
    str | None,
    typer.Option(
        "--agency",
        metavar="NAME",
        help="Whose log it is, for files that do not say: a name or a portal's page name.",
    ),
]
DialectOption = Annotated[
    str | None,
    typer.Option(
        "--dialect",
        metavar="NAME",
        help="Read the columns by this dialect, or by a dialect file of your own (YAML).",
    ),
]
AgenciesOption = Annotated[
    Path | None,
    typer.Option(
        "--agencies",
        metavar="FILE",
        help="What names of agencies stand for, before any rule: CSV with name,place,actor.",
    ),
]
AttestationsOption = Annotated[
    Path | None,
    typer.Option(
        "--attestations",
        metavar="FILE",
        help="Declarations and attestations that were signed: CSV with owner,recipient,signed,from,until.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON (described in docs/reference/json.md).")
]
PlaceArgument = Annotated[
    str, typer.Argument(metavar="PLACE", help="Place asked about, such as us-dc or us-il-chicago.")
]
ActionArgument = Annotated[
    str, typer.Argument(metavar="ACTION", help="The act, such as transfer_custody or share_alpr.")
]
OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
]
ActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="ACTOR", help="Who acts, such as sheriff or city_police."),
]
EmployerOption = Annotated[
    str | None,
    typer.Option(
        "--employer", metavar="PLACE", help="The government that employs the actor, if not PLACE."
    ),
]
FactOption = Annotated[
    list[str],
    typer.Option(
        "--fact",
        metavar="WORD=VALUE",
        help="A fact, such as in_custody=true. What is not given is unknown. Repeatable.",
    ),
]
FactsOption = Annotated[
    str | None,
    typer.Option("--facts", metavar="FILE", help="Facts as YAML or JSON; - for standard input."),
]
ReadingOption = Annotated[
    list[str],
    typer.Option(
        "--reading",
        metavar="QUESTION=READING",
        help="Adopt a reading of a question of law for this question. Repeatable.",
    ),
]
BasisOption = Annotated[
    list[str],
    typer.Option(
        "--basis",
        metavar="WORD=BASIS",
        help="On what a fact rests: paper, phone, record or assumed. Repeatable.",
    ),
]
DoneOption = Annotated[
    str | None,
    typer.Option(
        "--done",
        metavar="WHAT",
        help="What was done: acted or refused, with the day if known: refused:2026-12-15. Adds the conduct.",
    ),
]
BriefOption = Annotated[
    bool,
    typer.Option(
        "--brief", help="Stop after what is missing, what was done, the duties and the clocks."
    ),
]
LanguageOption = Annotated[
    Language,
    typer.Option(
        "--language",
        help="Language of the answer: en or es. Summaries of the law stay in English.",
    ),
]
