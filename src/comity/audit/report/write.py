"""A report written into a folder: the page, its methods, the findings, the rows of every number, and the manifest last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.audit.counting.tally import Tally
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.outcome import Outcome
from comity.audit.intake.inputs import Inputs
from comity.audit.intake.taking import Intake, Progress, write_rejects
from comity.audit.purpose.lexicon import Lexicon
from comity.audit.report import page_words
from comity.audit.report.folder import (
    CSV,
    METHODS,
    NEEDS,
    PAGE,
    PARQUET,
    REJECTS,
    ROWS,
    ROWS_PAGE,
    WORKBOOK,
)
from comity.audit.report.manifest import manifest_of, write_manifest
from comity.audit.report.needs import Need, needs_of
from comity.audit.report.page import PageMaker, environment
from comity.audit.report.pattern_words import RULES
from comity.audit.report.patterns import patterns_of
from comity.audit.report.portal_pages import PortalPages
from comity.audit.report.slices import MOST_ROWS, Slices
from comity.audit.report.summary import Headline, headlines
from comity.audit.report.workbook import write_workbook
from comity.audit.shown import GUARD_MEANS
from comity.decide import ADVICE, place_name, program_version
from comity.law import Corpus

MOST_CSV_ROWS = 1_000_000
"""A spreadsheet opens no more. Of a larger audit findings.csv holds what asks for a look; findings.parquet holds all."""
TO_LOOK_AT = "conduct IN ('departs', 'excused') OR answer IN ('prohibited', 'required', 'conflict', 'contested') OR contains(flags, 'immigration_mention')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A whole report in a folder of its own, and what it says."""

    folder: Path
    tally: Tally
    headlines: tuple[Headline, ...]
    manifest: Mapping[str, object]


def write_report(
    *,
    corpus: Corpus,
    lexicon: Lexicon,
    findings: Findings,
    tally: Tally,
    intake: Intake,
    inputs: Inputs,
    pages: PortalPages,
    options: Mapping[str, object],
    workbook: bool,
    folder: Path,
    progress: Progress,
) -> Made:
    """Write everything into an empty folder."""
    findings.write_parquet(folder / PARQUET)
    acts = sum(one.count.rows for one in tally.answers)
    whole = acts <= MOST_CSV_ROWS
    findings.write_csv(folder / CSV, where="true" if whole else TO_LOOK_AT)
    with (folder / REJECTS).open("w", encoding="utf-8", newline="") as handle:
        write_rejects(intake, handle)
    progress("looking for what would settle more", intake.rows)
    needs = needs_of(findings, corpus)
    said = headlines(tally, intake, findings.outcomes, corpus)
    slices = Slices(findings.engine, findings.columns)
    maker = PageMaker(
        tally=tally, findings=findings, intake=intake, inputs=inputs, corpus=corpus, slices=slices,
        needs=needs, patterns=patterns_of(findings), pages=pages,
    )  # fmt: skip
    _write(folder / PAGE, maker.page(said))
    progress("writing the rows of every number", intake.rows)
    slices.write(folder / ROWS)
    shared = {"words": page_words, "corpus": corpus, "program": program_version(), "advice": ADVICE}
    _write(
        folder / ROWS_PAGE,
        environment().get_template("rows.html").render(slices=slices.all, most=MOST_ROWS, **shared),
    )
    _write(
        folder / METHODS,
        environment()
        .get_template("methods.html")
        .render(
            tally=tally,
            intake=intake,
            options=options,
            lexicon=lexicon.version,
            levels=_horizons(findings.outcomes, corpus),
            pattern_rules=list(RULES.values()),
            columns=findings.columns,
            guard=GUARD_MEANS,
            csv_note=_csv_note(whole=whole),
            **shared,
        ),
    )
    _write(folder / NEEDS, _needs_text(needs, corpus))
    if workbook:
        progress("writing the workbook", intake.rows)
        write_workbook(findings, _about(said, corpus), folder / WORKBOOK)
    manifest = manifest_of(
        intake=intake,
        inputs=inputs,
        tally=tally,
        corpus=corpus,
        lexicon=lexicon,
        options=options,
        outputs=sorted(path for path in folder.rglob("*") if path.is_file()),
        folder=folder,
        beside=findings.engine.beside,
    )
    write_manifest(folder, manifest)
    return Made(folder=folder, tally=tally, headlines=said, manifest=manifest)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _csv_note(*, whole: bool) -> str:
    if whole:
        return "Both files hold all findings."
    return (
        f"findings.parquet holds all findings. These are more than {MOST_CSV_ROWS:,}, and no spreadsheet opens so "
        "many: findings.csv holds those that ask for a look, which is every finding whose conduct departs or is "
        "excused, whose answer is a ban, a duty, a conflict or contested, and every search that mentions immigration "
        "enforcement."
    )


def _about(said: Sequence[Headline], corpus: Corpus) -> list[tuple[str, str]]:
    lines = [("What this is", "The findings of an audit. A finding is a question for a person to review, never an accusation.")]  # fmt: skip
    for headline in said:
        lines.append(("In short", headline.text))
        lines += [("", f"{line.count}: {line.words} - {line.means}") for line in headline.lines]
    return [
        *lines,
        ("Law", f"corpus {corpus.digest}"),
        ("Program", f"comity {program_version()}"),
        ("", ADVICE),
    ]


def _needs_text(needs: Sequence[Need], corpus: Corpus) -> str:
    """The facts that are missing, agency by agency, as `comity request` reads them."""
    actions = corpus.vocabulary.actions
    made = [
        {
            "subject": one.subject.value,
            "action": one.subject.action,
            "phrase": actions[one.subject.action].phrase,
            "party": one.party,
            "place": one.place,
            "fact": one.word,
            "asks": one.asks,
            "found": one.found,
            "of_law": one.of_law,
            "rows": one.count.rows,
            "low": one.count.low,
            "high": one.count.high,
            "settles": one.settles.high,
            "provisions": list(one.provisions),
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
        }
        for one in needs
    ]
    form = {"format": "comity audit needs 1", "needs": made}
    return json.dumps(form, indent=1, ensure_ascii=False) + "\n"


def _horizons(outcomes: Sequence[Outcome], corpus: Corpus) -> list[tuple[str, str, str]]:
    """For each encoded place whose law was asked: the act, and the day through which that was checked."""
    found: dict[tuple[str, str], str] = {}
    for outcome in outcomes:
        for one in outcome.decided:
            if one.determination is None:
                continue
            act = corpus.vocabulary.actions[one.determination.question.action].phrase
            for level in one.determination.levels:
                if level.jurisdiction and level.through:
                    found[place_name(corpus, level.jurisdiction), act] = level.through.isoformat()
    return [(place, act, through) for (place, act), through in sorted(found.items())]
