"""Pages of `docs/reference/places/`: the law of each place as its file has it, and an index of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from comity.decide import EFFECT_WORDS, VERIFIED_WORDS, place_name
from comity.law import Corpus, Jurisdiction, Note, Period, Provision, Version, counts_of
from comity.logic import Const, show

FOLDER = "docs/reference/places"
WRITTEN = "Written by the program from the law files; do not edit."


def place_pages(corpus: Corpus) -> dict[str, str]:
    """A page for each encoded place and an index, by path."""
    pages = {f"{FOLDER}/{name}.md": _page(corpus, name) for name in corpus.jurisdictions}
    return {f"{FOLDER}/index.md": _index(corpus)} | pages


def _index(corpus: Corpus) -> str:
    lines = [
        "# The law in the corpus, place by place",
        "",
        f"{WRITTEN} Texts are read, known from a faithful account, or unverified.",
        "",
        "| place | checked through | provisions | texts: read / account / unverified | known gaps |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| [{one.name}]({one.place}.md) | {one.through} | {one.provisions} | "
        f"{one.text} / {one.account} / {one.unverified} | {one.gaps} |"
        for one in counts_of(corpus)
    ]
    return "\n".join(lines) + "\n"


def _page(corpus: Corpus, name: str) -> str:
    held = corpus.jurisdictions[name]
    above = [
        f"[{place_name(corpus, one)}]({one}.md)"
        if one in corpus.jurisdictions
        else f"`{one}` (not encoded)"
        for one in held.within
    ]
    lines = [
        f"# {held.name}",
        "",
        f"`{name}`. {WRITTEN} Summaries are in our own words; this is information about law, not legal advice.",
        "",
        f"- Levels above: {', '.join(above) or 'none'}",
        f"- Encoded from {held.encoded_from}",
    ]
    for horizon in held.horizons:
        about = ", ".join(f"`{one}`" for one in horizon.actions) or "everything else"
        lines.append(f"- Checked through {horizon.through}: {about}")
    if held.provisions:
        lines += ["", "## Provisions"]
    cites = Counter(_line(one.cite) for one in held.provisions)
    for provision in held.provisions:
        lines += _provision(held, provision, alone=cites[_line(provision.cite)] == 1)
    for title, rows in _beside(corpus, held).items():
        if rows:
            lines += ["", f"## {title}", "", *rows]
    return "\n".join(lines) + "\n"


def _provision(held: Jurisdiction, provision: Provision, *, alone: bool) -> Iterator[str]:
    """A provision under its citation; `alone` is false where others of the page have the same."""
    does = (
        EFFECT_WORDS[provision.effect].removesuffix(" it")
        if provision.effect
        else "limits other rules on"
    )
    instrument = held.instruments[provision.instrument]
    acts = ", ".join(f"`{one}`" for one in provision.actions)
    title = _line(provision.cite) if alone else f"{_line(provision.cite)} (`{provision.id}`)"
    yield from ("", f"### {title}", "", f"`{provision.id}` {does}: {acts}.")
    yield f"{_line(instrument.name)}, {instrument.force.value}."
    if (due := provision.compliance) is not None and due.comply_by is not None:
        yield f"To be done by {due.comply_by}."
    for version in provision.versions:
        yield from ("", *_version(version))
    for defeat in provision.defeats:
        yield from (
            "",
            f"Takes the effect of other rules ({defeat.kind.value}): {_line(defeat.cite)}.",
        )


def _seen(version: Version) -> str:
    if version.retrieved is None:
        return "the day on which it was seen is not on record"
    return f"seen {version.retrieved}"


def _version(version: Version) -> Iterator[str]:
    yield (
        f"**{_days(version.period)}**; {VERIFIED_WORDS[version.verified]}; "
        f"[source]({version.source}), {_seen(version)}."
    )
    yield from ("", f"> {_line(version.says)}")
    if version.unless:
        yield ""
        for one in version.unless:
            yield f"- unless: {_line(one.cite)}, `{one.id}`: `{show(one.when)}`"
    if version.unsure:
        yield from ("", f"Unsure: {_line(version.unsure)}")


def _beside(corpus: Corpus, held: Jurisdiction) -> dict[str, list[str]]:
    return {
        "Duties": [
            f"- {_line(one.says)} (to: {one.to}; when: {_line(one.by)}) "
            f"[{_line(one.cite)}; {_days(one.period)}; {VERIFIED_WORDS[one.verified]}]"
            for one in held.duties
        ],
        "Remedies": [
            f"- {one.who}, against {one.against}: {_line(one.says)} "
            f"[{_line(one.cite)}; {_days(one.period)}; {VERIFIED_WORDS[one.verified]}]"
            for one in held.remedies
        ],
        "Injunctions": [
            f"- {_line(one.says)} [{_line(one.cite)}; {_days(one.period)}; {VERIFIED_WORDS[one.verified]}]"
            for one in held.injunctions
        ],
        "Defined words": [
            f"- `{one.id}`{_since(one.period)} [{_line(one.cite)}]: `{show(one.means)}`"
            for one in held.words
        ],
        "Questions of law": [
            f"- `{one.id}`: {_line(one.asks)} "
            + "; ".join(f"`{reading.id}`: {_line(reading.says)}" for reading in one.readings)
            for one in held.questions
        ],
        "Questions that are settled": [
            f"- `{one.question}`: `{one.reading}` [{_line(one.cite)}; {_days(one.period)}]"
            + ("" if one.when == Const(value=True) else f" if `{show(one.when)}`")
            for one in held.prevailing
        ],
        "Beside the law (changes no answer)": [
            f"- {_kind(one)}: {_line(one.says)} [{_line(one.cite)}; {_days(one.period)}]"
            for one in held.notes
        ],
        "Known gaps": [
            f"- {_line(gap.why)} (needed: {_line(gap.needs)})"
            for gap in corpus.gaps
            if gap.jurisdiction == held.id
        ],
    }


def _kind(note: Note) -> str:
    """What a note is, and how it stood: `bill (vetoed)`."""
    kind = note.kind.replace("_", " ")
    return f"{kind} ({note.stood})" if note.stood else kind


def _days(period: Period) -> str:
    return f"from {period.from_}" + (f" until {period.until}" if period.until else "")


def _since(period: Period) -> str:
    """The days of a word; nothing where it has no first day."""
    return "" if period == Period(from_=date.min) else f" {_days(period)}"


def _line(text: str) -> str:
    return " ".join(text.split())
