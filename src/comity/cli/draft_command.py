"""`comity draft`: a draft amendment from plain choices, for people who do not read YAML."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.comparing import known_names
from comity.cli.options import CorpusOption, OverlayOption, PlaceArgument
from comity.cli.streams import EXIT_INTERRUPTED, err, fail, print_text, read_corpus, read_day
from comity.decide import EFFECT_WORDS, place_mistakes
from comity.law import Corpus, CorpusError, Jurisdiction, Provision, load_corpus, nearest
from comity.law.files.draft import (
    GROUNDS,
    REACHES,
    Change,
    NewRule,
    adding,
    amending,
    repealing,
)
from comity.logic import ExpressionError, Rail, parse

DRAFT_EXAMPLES = """\b
Examples:
  comity draft us-pa-philadelphia --out amendment.yaml           be asked, one choice at a time
  comity draft us-pa-philadelphia --amend us-pa-philadelphia/hold --from 2027-01-01 \\
      --drop-exception conviction_and_warrant --out amendment.yaml
  comity draft us-pa-philadelphia --add no-transport --act transport --effect prohibited \\
      --who city_police --exception judges_warrant --from 2027-01-01 --out amendment.yaml
  comity draft us-pa-philadelphia --repeal us-pa-philadelphia/status-inquiry --from 2027-01-01"""

_KEYS = "Write a number, several with commas, or nothing to pass; `q` stops."


def draft_command(
    place: PlaceArgument,
    amend: Annotated[
        str | None, typer.Option("--amend", metavar="RULE", help="Change a rule of the place.")
    ] = None,
    add: Annotated[
        str | None, typer.Option("--add", metavar="NAME", help="Add a rule of this short name.")
    ] = None,
    repeal: Annotated[
        str | None, typer.Option("--repeal", metavar="RULE", help="End a rule of the place.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day of the change.")
    ] = None,
    says: Annotated[
        str, typer.Option("--says", metavar="TEXT", help="What the draft says, in your words.")
    ] = "as drafted",
    when: Annotated[
        str | None,
        typer.Option(
            "--when",
            metavar="REACHES",
            help=f"What the rule reaches: {', '.join(REACHES)}, or a condition as law files write it.",
        ),
    ] = None,
    effect: Annotated[
        Rail, typer.Option("--effect", help="With --add: what the rule does to the act.")
    ] = Rail.PROHIBITED,
    act: Annotated[
        list[str], typer.Option("--act", metavar="ACTION", help="An act to take in. Repeatable.")
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    who: Annotated[
        list[str],
        typer.Option("--who", metavar="ACTOR", help="A kind of actor to bind. Repeatable."),
    ] = [],  # noqa: B006 -- as above
    exception: Annotated[
        list[str],
        typer.Option(
            "--exception",
            metavar="GROUND",
            help=f"An exception to add: {', '.join(GROUNDS)}. Repeatable.",
        ),
    ] = [],  # noqa: B006 -- as above
    drop_exception: Annotated[
        list[str],
        typer.Option(
            "--drop-exception", metavar="ID", help="With --amend: an exception to drop. Repeatable."
        ),
    ] = [],  # noqa: B006 -- as above
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write there; left out: standard output."),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
) -> None:
    """Write a draft amendment as a file that `comity diff PLACE --draft FILE` lays over the law.

    Without --amend, --add or --repeal it asks. The file is checked with the law it is laid over before it is written;
    it can be edited afterwards like any law file.
    """
    law = read_corpus(corpus, overlay)
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    held = law.jurisdictions.get(place)
    if held is None:
        fail(
            [
                f"`{place}` has no law file yet: describe the place in an overlay first "
                "(docs/how-to/lay-an-overlay.md), and give it with `--overlay`"
            ]
        )
    if sum(one is not None for one in (amend, add, repeal)) > 1:
        fail(["`--amend`, `--add` and `--repeal` are three drafts: name one"])
    chosen = _Chosen(
        law=law,
        held=held,
        when=_condition(when),
        says=says,
        acts=known_names(act, law.vocabulary.actions, "action") or [],
        who=known_names(who, law.vocabulary.actors, "actor") or [],
        exceptions=known_names(exception, GROUNDS, "ground") or [],
        dropped=list(drop_exception),
        effect=effect,
        from_=from_,
    )
    if amend is not None:
        text = chosen.amended(_rule(held, amend))
    elif add is not None:
        text = chosen.added(add)
    elif repeal is not None:
        text = repealing(_rule(held, repeal), read_day(chosen.day()))
    else:
        text = _asked(chosen)
    _check(text, corpus, overlay, out)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
        print_text(f"Written to {out}. Next: comity diff {place} --draft {out}", to=err)


class _Chosen:
    """What was chosen so far, by options or answers."""

    def __init__(
        self,
        law: Corpus,
        held: Jurisdiction,
        when: str | None,
        says: str,
        acts: list[str],
        who: list[str],
        exceptions: list[str],
        dropped: list[str],
        effect: Rail,
        from_: str | None,
    ) -> None:
        self.law, self.held, self.when, self.says = law, held, when, says
        self.acts, self.who, self.exceptions = acts, who, exceptions
        self.dropped, self.effect, self.from_ = dropped, effect, from_

    def day(self) -> str:
        if self.from_ is None:
            fail(["say from when the draft would be law: `--from 2027-01-01`"])
        return self.from_

    def amended(self, provision: Provision) -> str:
        known = {one.id: one for version in provision.versions for one in version.unless}
        known_names(self.dropped, known, f"exception of `{provision.id}`")
        return amending(
            provision,
            Change(
                from_=read_day(self.day()),
                says=self.says,
                when=self.when,
                drop_exceptions=tuple(self.dropped),
                add_exceptions=tuple(self.exceptions),
                add_actions=tuple(self.acts),
                add_actors=tuple(self.who),
            ),
        )

    def added(self, name: str) -> str:
        if not self.acts:
            fail(
                [
                    "a new rule needs an act: `--act transfer_custody` (`comity vocabulary` lists them)"
                ]
            )
        return adding(
            self.held.id,
            NewRule(
                id=name,
                from_=read_day(self.day()),
                says=self.says,
                cite=f"draft {name}",
                effect=self.effect,
                actions=tuple(self.acts),
                actors=tuple(self.who),
                when=self.when or "True",
                exceptions=tuple(self.exceptions),
            ),
        )


def _rule(held: Jurisdiction, name: str) -> Provision:
    rules = {one.id: one for one in held.provisions}
    if name not in rules:
        fail([f"`{name}` is no rule of {held.name}; {nearest(name, rules)}"])
    return rules[name]


def _condition(text: str | None) -> str | None:
    if text is None or text in REACHES:
        return None if text is None else REACHES[text][1]
    try:
        parse(text)
    except ExpressionError as error:
        fail(f"`{text}`: {one.what}: {one.remedy}" for one in error.mistakes)
    return text


def _check(text: str, corpus: Path | None, overlay: Sequence[Path], out: Path | None) -> None:
    """Refuse a draft that cannot be laid over the law."""
    import tempfile  # noqa: PLC0415 -- only here

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (out.name if out else "draft.yaml")
        path.write_text(text, encoding="utf-8")
        try:
            load_corpus(corpus, [*overlay, path])
        except CorpusError as error:
            fail([str(one).replace(f"{folder}/", "") for one in error.problems], 1)


def _asked(chosen: _Chosen) -> str:
    """Make the choices one by one, in words."""
    kind = _one(
        "What should the draft do?",
        {"amend": "change a rule", "add": "add a rule", "repeal": "end a rule"},
    )
    rules = {one.id: f"{one.cite}: {_does(chosen.law, one)}" for one in chosen.held.provisions}
    actions = {one.id: one.phrase for one in chosen.law.vocabulary.actions.values()}
    actors = {one.id: one.means for one in chosen.law.vocabulary.actors.values()}
    grounds = {name: words for name, (words, _) in GROUNDS.items()}
    reaches = {name: words for name, (words, _) in REACHES.items()}
    provision = _rule(chosen.held, _one("Which rule?", rules)) if kind != "add" else None
    chosen.from_ = chosen.from_ or _text("From which day would it be law? (2027-01-01)")
    if provision is not None and kind == "repeal":
        return repealing(provision, read_day(chosen.day()))
    if provision is not None:
        dropped = {
            one.id: f"{one.cite}: {one.id.replace('_', ' ')}"
            for one in provision.versions[-1].unless
        }
        chosen.dropped = _several("Which of its exceptions should go?", dropped)
        chosen.exceptions = _several("Which exceptions should be added?", grounds)
        more = {name: words for name, words in actions.items() if name not in provision.actions}
        chosen.acts = _several("Which further acts should it take in?", more)
        chosen.who = _several("Which further actors should it bind?", actors)
        other = _several("Should it reach something else than today?", reaches)
        chosen.when = REACHES[other[0]][1] if other else None
        return chosen.amended(provision)
    chosen.acts = _several("On which acts?", actions)
    doing = {rail.value: EFFECT_WORDS[rail] for rail in Rail}
    chosen.effect = Rail(_one("What does the rule do to the act?", doing))
    chosen.who = _several("Whom does it bind? (nothing: everybody whom the place employs)", actors)
    chosen.when = REACHES[_one("What does it reach?", reaches)][1]
    chosen.exceptions = _several("Unless what?", grounds)
    return chosen.added(_text("A short name for it, in small letters and dashes"))


def _does(law: Corpus, one: Provision) -> str:
    acts = "; ".join(law.vocabulary.actions[action].phrase for action in one.actions)
    return f"{EFFECT_WORDS[one.effect].removesuffix(' it') if one.effect else 'limits'} {acts}"


def _text(question: str) -> str:
    print_text(question, style="bold", to=err)
    while True:
        err.print("> ", end="")
        line = sys.stdin.readline()
        if not line or line.strip().lower() == "q":
            raise typer.Exit(EXIT_INTERRUPTED)
        if line.strip():
            return line.strip()


def _one(question: str, choices: Mapping[str, str]) -> str:
    while True:
        chosen = _several(question, choices)
        if len(chosen) == 1:
            return chosen[0]
        print_text("Choose one.", to=err)


def _several(question: str, choices: Mapping[str, str]) -> list[str]:
    """Numbers of choices; none for an empty line."""
    if not choices:
        return []
    names = list(choices)
    err.print()
    print_text(question, style="bold", to=err)
    for number, words in enumerate(choices.values(), start=1):
        print_text(f"{number} {words}", indent=2, to=err)
    print_text(_KEYS, style="italic", to=err)
    while True:
        err.print("> ", end="")
        line = sys.stdin.readline()
        if not line or line.strip().lower() == "q":
            raise typer.Exit(EXIT_INTERRUPTED)
        parts = [part.strip() for part in line.split(",") if part.strip()]
        if all(
            part.isascii() and part.isdigit() and 1 <= int(part[:6]) <= len(names) for part in parts
        ):
            return list(dict.fromkeys(names[int(part) - 1] for part in parts))
        print_text(f"Write numbers from 1 to {len(names)}.", to=err)
