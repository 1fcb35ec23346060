"""The report as a page: what the template shows, put together from the tally. It escapes everything it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from comity.audit.counting.count import NOTHING, Count, total
from comity.audit.counting.tally import (
    NAMES_SHOWN,
    MonthCount,
    Statement,
    Tally,
)
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.outcome import Outcome, Reservation
from comity.audit.deciding.subject import EVERY_ROW, Subject
from comity.audit.intake.inputs import Inputs
from comity.audit.intake.taking import Intake
from comity.audit.purpose.words import PURPOSES
from comity.audit.report import page_words
from comity.audit.report.charts import months_chart
from comity.audit.report.needs import Need
from comity.audit.report.open_cases import open_groups
from comity.audit.report.page_beside import need_lines, promises, purposes, share_of, statements
from comity.audit.report.page_shapes import (
    AgencyLine,
    AnswerLine,
    LeadLine,
    ListedRow,
    MonthLine,
    OwnerRows,
    PageSection,
    PageSubject,
    RecipientLine,
    SaidLinks,
)
from comity.audit.report.pattern_words import pattern_groups
from comity.audit.report.patterns import Pattern, PatternKind
from comity.audit.report.portal_pages import PortalPages
from comity.audit.report.provision_cards import provision_cards
from comity.audit.report.slices import Condition, Slice, Slices
from comity.audit.report.summary import Headline, Line, counted
from comity.audit.shown import printable, without_values
from comity.decide import ADVICE, ANSWER_WORDS, Conduct, program_version
from comity.decide.answer_look import LOOKS
from comity.law import Corpus
from comity.logic import Answer

AGENCIES_SHOWN = 40
KINDS_SHOWN = 12
ROWS_LISTED = 2_000
"""Findings that depart from the answer and are listed on the page itself, one by one; more are only linked."""


class PageMaker:
    """Puts the page together; every number that it shows is asked of `slices`, which writes its rows."""

    def __init__(
        self,
        *,
        tally: Tally,
        findings: Findings,
        intake: Intake,
        inputs: Inputs,
        corpus: Corpus,
        slices: Slices,
        needs: Sequence[Need],
        patterns: Mapping[PatternKind, tuple[Pattern, ...]],
        pages: PortalPages,
    ) -> None:
        self.tally, self.findings, self.intake, self.inputs = tally, findings, intake, inputs
        self.corpus, self.slices, self.needs = corpus, slices, needs
        self.patterns, self.pages = patterns, pages
        self.outcomes: Sequence[Outcome] = findings.outcomes

    def page(self, lead: Sequence[Headline]) -> str:
        """The page as HTML, whole in itself: no script, no address that is loaded."""
        tally, corpus = self.tally, self.corpus
        said = statements(tally, self.slices) if Subject.SEARCH in tally.subjects else None
        return (
            environment()
            .get_template("report.html")
            .render(
                words=page_words,
                tally=tally,
                intake=self.intake,
                inputs=self.inputs,
                not_read=[
                    (
                        one.label,
                        without_values(one.error.problem.what, frozenset()),
                        one.error.problem.why,
                    )
                    for one in self.intake.not_read
                ],
                lead=self._lead(lead),
                subjects=[self._subject(one) for one in tally.subjects],
                counted_by=set(EVERY_ROW.values()),
                statements=said,
                purposes=purposes(tally, self.slices),
                patterns=pattern_groups(self.patterns, self.slices),
                needs=need_lines(self.needs, self.slices),
                pages=promises(tally, self.pages, self.slices),
                looks=LOOKS,
                answer_words=ANSWER_WORDS,
                reservations=[
                    (page_words.RESERVATIONS[Reservation(reason)], acts, settled)
                    for reason, acts, settled in tally.reservations
                ],
                reject_reasons=_reject_reasons(self.intake),
                names_shown=NAMES_SHOWN,
                corpus=corpus,
                program=program_version(),
                advice=ADVICE,
            )
        )

    # The head.

    def _lead(self, lead: Sequence[Headline]) -> list[LeadLine]:
        subjects = iter(self.tally.subjects)
        made = []
        for headline in lead:
            links: list[tuple[Line, Slice | None]] = []
            if headline.lines:
                subject = next(subjects)
                links = [(line, self._line(subject, line)) for line in headline.lines]
            made.append(LeadLine(text=headline.text, lines=tuple(links)))
        return made

    def _line(self, subject: Subject, line: Line) -> Slice:
        what = f"{page_words.SHORT[subject]}: {ANSWER_WORDS[line.answer]}"
        if line.why:
            what += f", {line.why.replace('_', ' ')}"
        return self.slices.of(
            what,
            line.count,
            Condition(subject=subject, answer=line.answer, why_open=line.why or None),
        )

    # One subject.

    def _subject(self, subject: Subject) -> PageSubject:
        tally, short = self.tally, page_words.SHORT[subject]
        answers = [one for one in tally.answers if one.subject is subject]
        months = [one for one in tally.months if one.subject is subject]
        agencies = [one for one in tally.agencies if one.subject is subject]
        in_months = tuple(answer for answer in Answer if tally.of(subject, answer))
        said = subject is Subject.SEARCH
        return PageSubject(
            subject=subject,
            count=tally.in_all(subject),
            answers=tuple(
                AnswerLine(
                    answer=one.answer,
                    conduct=one.conduct,
                    complete=one.complete,
                    link=self.slices.of(
                        f"{short}: {ANSWER_WORDS[one.answer]}, conduct {one.conduct.value.replace('_', ' ')}",
                        one.count,
                        Condition(subject=subject, answer=one.answer, conduct=one.conduct),
                    ),
                )
                for one in sorted(answers, key=lambda one: list(Answer).index(one.answer))
            ),
            in_months=in_months,
            months=tuple(self._month(subject, one, in_months) for one in months),
            chart=Markup(  # noqa: S704 -- made by charts.py, which escapes every text
                months_chart(
                    months,
                    ANSWER_WORDS,
                    f"{page_words.SUBJECTS[subject][1]} by month and answer",
                )
            ),
            said=said,
            agencies=tuple(
                AgencyLine(
                    party=one.party,
                    link=self.slices.of(
                        f"{short}: {one.party}",
                        one.count,
                        Condition(subject=subject, party=one.party),
                    ),
                    answers={
                        answer: self._of_answer(
                            f"{short}: {one.party}, {ANSWER_WORDS[answer]}",
                            one.answers.get(answer, NOTHING),
                            Condition(subject=subject, party=one.party, answer=answer),
                        )
                        for answer in in_months
                    },
                    said=self._said(
                        one.said,
                        f"{one.party}: mention immigration enforcement",
                        Condition(subject=subject, party=one.party, mention=True),
                    ),
                    little=share_of(one.said.little, one.count),
                    nothing=share_of(one.said.nothing, one.count),
                )
                for one in agencies[:AGENCIES_SHOWN]
            ),
            agencies_in_all=len(agencies),
            sections=tuple(self._section(subject, answer) for answer in in_months),
        )

    def _month(self, subject: Subject, one: MonthCount, answers: Sequence[Answer]) -> MonthLine:
        short = f"{page_words.SHORT[subject]}: {one.month:%Y-%m}"
        return MonthLine(
            month=one.month,
            link=self.slices.of(short, one.count, Condition(subject=subject, month=one.month)),
            answers={
                answer: self._of_answer(
                    f"{short}, {ANSWER_WORDS[answer]}",
                    one.answers.get(answer, NOTHING),
                    Condition(subject=subject, month=one.month, answer=answer),
                )
                for answer in answers
            },
            said=self._said(
                one.said,
                f"{one.month:%Y-%m}: mention immigration enforcement",
                Condition(subject=subject, month=one.month, mention=True),
            ),
        )

    def _of_answer(self, what: str, count: Count, condition: Condition) -> Slice | None:
        return self.slices.of(what, count, condition) if count else None

    def _said(self, said: Statement, what: str, condition: Condition) -> SaidLinks:
        return SaidLinks(
            mentions=self._of_answer(what, said.mentions, condition),
            little=said.little,
            nothing=said.nothing,
        )

    # One answer of a subject.

    def _section(self, subject: Subject, answer: Answer) -> PageSection:
        tally = self.tally
        asks = [one for one in tally.asks if one.subject is subject and one.answer is answer]
        count = tally.of(subject, answer)
        is_open = answer in {Answer.UNDETERMINED, Answer.CONTESTED}
        is_list = subject is Subject.SHARING
        recipients = [one for one in tally.recipients if one.answer is answer] if is_list else []
        return PageSection(
            anchor=f"{subject.value}-{answer.value}",
            answer=answer,
            counted=counted(count, subject),
            groups=open_groups(asks, self.outcomes, self.corpus, self.slices) if is_open else (),
            purposes=self._purposes_of(answer) if subject is Subject.SEARCH and not is_open else "",
            provisions=provision_cards(asks, self.outcomes, self.corpus, self.slices),
            recipients=tuple(
                RecipientLine(
                    kind=one.kind,
                    state=one.state,
                    inactive=one.inactive,
                    link=self.slices.of(
                        f"sharing lists: {ANSWER_WORDS[answer]}, {one.kind or 'kind not known'} {one.state}",
                        one.count,
                        Condition(
                            subject=subject,
                            answer=answer,
                            other_kind=one.kind,
                            other_state=one.state,
                        ),
                    ),
                )
                for one in recipients[:KINDS_SHOWN]
            ),
            other_recipients=total(one.count for one in recipients[KINDS_SHOWN:]),
            organisations=tuple(one for one in tally.organisations if one.answer is answer)
            if is_list
            else (),
            surely=", ".join(
                f"{page_words.SURELY[confidence]} {acts:,}"
                for of, confidence, acts in tally.confidences
                if of is answer and is_list
            ),
            listed=self._listed(subject, answer),
        )

    def _listed(self, subject: Subject, answer: Answer) -> tuple[OwnerRows, ...]:
        """Every act that departs from the answer, by its party, if they are few enough to be read."""
        departs = self.tally.of(subject, answer, Conduct.DEPARTS)
        if not departs or departs.rows > ROWS_LISTED:
            return ()
        found = self.findings.ask(
            f"""SELECT file, line, date, date_or, party, other, other_kind, other_state, other_confidence, flags
            FROM findings WHERE subject = '{subject.value}' AND answer = '{answer.value}'
                AND conduct = '{Conduct.DEPARTS.value}' AND counted
            ORDER BY party, other, seq"""  # noqa: S608 -- constants
        )
        rows = [
            ListedRow(
                file=file, line=line, day=day, later=later, party=party, other=other, other_kind=kind,
                other_state=state, other_confidence=confidence, flags=tuple(flags.split()),
            )
            for file, line, day, later, party, other, kind, state, confidence, flags in found
        ]  # fmt: skip
        return tuple(
            OwnerRows(party=party, rows=tuple(of_party))
            for party, of_party in groupby(rows, key=lambda row: row.party)
        )

    def _purposes_of(self, answer: Answer) -> str:
        """The stated purposes of the searches with an answer, most first, as one phrase."""
        found: dict[str, Count] = {}
        for one in self.tally.purposes:
            if one.answer is answer:
                found[one.purpose] = found.get(one.purpose, NOTHING) + one.count
        ordered = sorted(found.items(), key=lambda item: (-item[1].high, item[0]))
        return ", ".join(f"{PURPOSES[purpose]} ({count})" for purpose, count in ordered)


@cache
def environment() -> Environment:
    """The templates of a report. Everything is escaped but the drawings of `charts.py`."""
    made = Environment(
        loader=PackageLoader("comity.audit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["printable"] = printable
    made.filters["number"] = lambda value: f"{value:,}"
    made.globals["looks"] = LOOKS
    made.globals["answer_words"] = ANSWER_WORDS
    return made


def _reject_reasons(intake: Intake) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for one in intake.files:
        for reason, rows in one.reading.counts.rejects_by_reason.items():
            words = page_words.REJECTS[reason]
            found[words] = found.get(words, 0) + rows
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
