"""A sheet for the two people who sign a place's law: text against rule, then the cases. Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.decide.phrases import EFFECT_WORDS, NOT_REVIEWED, VERIFIED_WORDS, place_name
from comity.law import Corpus, Jurisdiction, Provision, Version
from comity.logic import Const, show


def review_sheet(corpus: Corpus, place: str) -> str:
    """Every rule of a place with its condition, exceptions and cases, and room for two signatures.

    Raises KeyError for a place without a law file.
    """
    held = corpus.jurisdictions[place]
    lines = [
        f"# Review sheet: {place_name(corpus, place)} (`{place}`)",
        "",
        f"Encoded from {held.encoded_from}; checked through "
        f"{min(one.through for one in held.horizons)}. Corpus `{corpus.digest[:12]}`.",
        "",
        "Two people sign each text: the first reads the official text against the rule, the second reads the",
        "cases. Mark what is wrong; a signature says that nothing was.",
    ]
    for provision in held.provisions:
        lines += _provision(held, provision)
    for title, rows in _beside(held).items():
        if rows:
            lines += ["", f"## {title}", "", *rows]
    return "\n".join(lines) + "\n"


def _provision(held: Jurisdiction, provision: Provision) -> Iterator[str]:
    effect = EFFECT_WORDS[provision.effect] if provision.effect else "only limits other rules"
    yield from ("", f"## {provision.cite}", "")
    yield f"`{provision.id}` · {effect}: {', '.join(provision.actions)}"
    yield f"Instrument: {held.instruments[provision.instrument].name} ({held.instruments[provision.instrument].force.value})"
    yield f"Binds: `{show(provision.binds)}`"
    for defeat in provision.defeats:
        yield f"Takes the effect of ({defeat.kind.value}): {_selected(defeat.levels, defeat.actions, defeat.provisions)}, when `{show(defeat.when)}` [{defeat.cite}]"
    for version in provision.versions:
        yield from _version(version)


def _selected(*lists: tuple[str, ...]) -> str:
    return "; ".join(", ".join(one) for one in lists if one) or "every rule below it"


def _version(version: Version) -> Iterator[str]:
    until = f" until {version.period.until}" if version.period.until else ""
    yield from ("", f"### In force from {version.period.from_}{until}", "")
    yield f"{VERIFIED_WORDS[version.verified]}; {version.reviewed or NOT_REVIEWED}. Seen: {version.retrieved or 'no day on record'}. <{version.source}>"
    yield from (
        "",
        f"> {' '.join(version.says.split())}",
        "",
        "```text",
        f"when {show(version.when)}",
    )
    for one in version.unless:
        yield f"unless {one.id} [{one.cite}]: {show(one.when)}"
    yield "```"
    if version.unsure:
        yield f"Unsure: {' '.join(version.unsure.split())}"
    yield from ("", "| case | day | must come out |", "|---|---|---|")
    for case in version.cases:
        yield f"| {case.name} | {case.on or version.period.from_} | {case.expect} |"
    yield from (
        "",
        "Text against rule: ____________________ on __________",
        "",
        "Cases: ____________________ on __________",
    )


def _beside(held: Jurisdiction) -> Mapping[str, list[str]]:
    return {
        "Defined words": [f"- `{one.id}` [{one.cite}]: `{show(one.means)}`" for one in held.words],
        "Questions of law": [
            f"- {one.asks} (leaning: {one.leaning or 'none'})" for one in held.questions
        ],
        "Duties": [
            f"- {one.cite}: {' '.join(one.says.split())} To: {one.to}. When: {one.by}."
            + ("" if isinstance(one.when, Const) else f" If `{show(one.when)}`.")
            for one in held.duties
        ],
        "Remedies": [
            f"- {one.cite}: {one.who}, against {one.against}: {' '.join(one.says.split())}"
            for one in held.remedies
        ],
    }
