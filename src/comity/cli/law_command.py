"""`comity law`: what the corpus holds for a place on a day, level by level."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.streams import fail, out, print_json, read_corpus, read_day
from comity.decide import ADVICE, EFFECT_WORDS, VERIFIED_WORDS, place_name
from comity.law import Corpus, Jurisdiction, PlaceError, Provision, Version, places_of


def law_command(
    place: PlaceArgument,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    action: Annotated[
        str | None, typer.Option("--action", metavar="ACTION", help="Only rules on this act.")
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Show the provisions in force for a place on a day, at its own level and those above.

    Also duties, remedies, the horizon of each level, and the gaps that are known.

    Example: comity law us-il-chicago --on 2018-01-01 --action hold_on_detainer
    """
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    if action is not None and action not in law.vocabulary.actions:
        fail([f"`{action}` is not a known action: see `comity law --help` and the vocabulary"])
    try:
        names = places_of(law, place)
    except PlaceError as error:
        fail([str(error)])
    forms = [_place(law, name, day, action) for name in names]
    if json:
        print_json({"place": place, "on": day.isoformat(), "levels": forms})
        return
    for form in forms:
        _show(form)
    out.print(Text(f"Corpus {law.digest[:12]}. {ADVICE}"))


def _place(law: Corpus, name: str, day: date, action: str | None) -> dict[str, object]:
    jurisdiction = law.jurisdictions.get(name)
    form: dict[str, object] = {"place": name, "name": place_name(law, name)}
    if jurisdiction is None:
        return {**form, "encoded": False}
    gaps = [gap for gap in law.gaps if gap.jurisdiction == name and gap.period.holds(day)]
    return {
        **form,
        "encoded": True,
        "from": jurisdiction.encoded_from.isoformat(),
        "through": min(horizon.through for horizon in jurisdiction.horizons).isoformat(),
        "provisions": [
            _provision(jurisdiction, provision, version)
            for provision in jurisdiction.provisions
            for version in provision.versions
            if version.period.holds(day) and (action is None or action in provision.actions)
        ],
        "duties": [
            {"id": one.id, "cite": one.cite, "says": one.says, "to": one.to, "by": one.by}
            for one in jurisdiction.duties
            if one.period.holds(day) and (action is None or action in one.actions)
        ],
        "remedies": [
            {
                "id": one.id,
                "cite": one.cite,
                "who": one.who,
                "against": one.against,
                "says": one.says,
            }
            for one in jurisdiction.remedies
            if one.period.holds(day) and (action is None or action in one.actions)
        ],
        "gaps": [{"id": gap.id, "why": gap.why, "needs": gap.needs} for gap in gaps],
    }


def _provision(
    jurisdiction: Jurisdiction, provision: Provision, version: Version
) -> dict[str, object]:
    return {
        "id": provision.id,
        "cite": provision.cite,
        "actions": list(provision.actions),
        "effect": EFFECT_WORDS[provision.effect] if provision.effect else "limits other rules",
        "force": jurisdiction.instruments[provision.instrument].force.value,
        "from": version.period.from_.isoformat(),
        "until": version.period.until.isoformat() if version.period.until else None,
        "verified": version.verified.value,
        "verified_words": VERIFIED_WORDS[version.verified],
        "says": " ".join(version.says.split()),
        "exceptions": [{"id": one.id, "cite": one.cite} for one in version.unless],
        "source": version.source,
    }


def _show(form: dict[str, object]) -> None:
    out.print(Text(f"{form['name']} ({form['place']})", style="bold"))
    if not form["encoded"]:
        out.print(
            Padding(
                Text("Not encoded: nothing is said of its law. That is not silence."), (0, 0, 1, 2)
            )
        )
        return
    out.print(
        Padding(
            Text(f"Encoded from {form['from']}; checked through {form['through']}."), (0, 0, 0, 2)
        )
    )
    for title in ("provisions", "duties", "remedies", "gaps"):
        entries = form[title]
        assert isinstance(entries, list)
        if entries:
            out.print(Padding(Text(title.capitalize(), style="italic"), (1, 0, 0, 2)))
        for entry in entries:
            out.print(Padding(Text(_line(title, entry)), (0, 0, 0, 4)))
    out.print()


def _line(title: str, entry: dict[str, object]) -> str:
    if title == "provisions":
        until = f" until {entry['until']}" if entry["until"] else ""
        actions = ", ".join(str(one) for one in _listed(entry["actions"]))
        return (
            f"{entry['cite']}: {entry['effect']} ({actions}); from {entry['from']}{until}; "
            f"{entry['verified_words']} [{entry['id']}]\n  {entry['says']}"
        )
    if title == "gaps":
        return f"{entry['why']}; needed: {entry['needs']} [{entry['id']}]"
    if title == "duties":
        return f"{entry['says']}; to: {entry['to']}; by: {entry['by']} [{entry['cite']}]"
    return f"{entry['who']}, against {entry['against']}: {entry['says']} [{entry['cite']}]"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
