"""The quick count: how the law answers every row of some logs, with no report and without telling acts apart.

It counts rows: a search that two logs tell counts twice. Readers, rules and law are those of an audit, and so are the
counts wherever an audit counts rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from comity.audit.containers.limits import DEFAULT_LIMITS, Limits
from comity.audit.containers.refusal import SEEM_LOGS, LogRefusedError
from comity.audit.counting.row_pass import RowPass
from comity.audit.counting.stretches import make_stretches
from comity.audit.deciding.asks import decide_asks
from comity.audit.deciding.attestations import Attestations, read_attestations
from comity.audit.deciding.gather import Gathered, make_days, make_names
from comity.audit.deciding.matters import put_questions
from comity.audit.deciding.own_agencies import OwnAgencies, read_agencies
from comity.audit.deciding.party import Party
from comity.audit.deciding.questions import QUERY, SHARE, QuestionBook
from comity.audit.deciding.subject import Subject
from comity.audit.engine import MEMORY, Engine
from comity.audit.intake.inputs import Inputs, NamedLog, NotRead, open_inputs
from comity.audit.intake.plain_log import FROM_BYTES
from comity.audit.intake.taking import Progress, read_all
from comity.audit.intake.work_folder import working
from comity.audit.logs.dialect import LogKind
from comity.audit.purpose.lexicon import Lexicon, PurposeClass
from comity.audit.purpose.lexicon_cases import lexicon_with
from comity.audit.purpose.sql import code_meanings, states_of
from comity.audit.purpose.stated import make_stated
from comity.law import Corpus
from comity.logic import Answer


class CountError(Exception):
    """The count cannot be made: the folder, the memory, or rows that do not add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOptions:
    """What a user may ask for; the fields that `AuditOptions` has too mean the same there.

    `memory`: what the table engine may hold, such as `2GB`; more goes into a folder below `spill`, the system's folder
    for passing files where it is None. Logs smaller than `from_bytes` are read one row at a time.
    """

    agency: str | None = None
    dialect: str | None = None
    lexicons: tuple[Path, ...] = ()
    agencies: Path | None = None
    attestations: Path | None = None
    memory: str = MEMORY
    spill: Path | None = None
    from_bytes: int = FROM_BYTES
    limits: Limits = field(default=DEFAULT_LIMITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCount:
    """Rows of one agency and local month with one class of purpose and one answer.

    `agency`: whose act it is, so the owner of the data where `subject` is its giving access; empty where the log names
    none. `month`: its first day. `purpose_class`: None in logs that are no searches.
    """

    subject: Subject
    agency: str
    month: date
    purpose_class: PurposeClass | None
    answer: Answer
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLog:
    """One log. INVARIANT: its records are its rows, its rejects, its headers and blank lines.

    `in_bulk`: read by the table engine at its own speed. `damage`: why it breaks off, in words, if it does.
    """

    label: str
    kind: LogKind
    dialect: str
    rows: int
    rejects: int
    in_bulk: bool
    damage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """All counts. INVARIANT: for each kind of log, the counts of the subject of every row sum to the rows of its logs."""

    counts: tuple[RowCount, ...]
    logs: tuple[CountedLog, ...]
    not_read: tuple[NotRead, ...]

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.logs)

    @property
    def rejects(self) -> int:
        return sum(one.rejects for one in self.logs)

    @property
    def broken(self) -> tuple[str, ...]:
        """Logs that could not be read, or not to their end, in words."""
        refused = (str(one.error) for one in self.not_read if one.error.refusal in SEEM_LOGS)
        damaged = (
            f"{one.label}: {one.damage}; what came before it was counted"
            for one in self.logs
            if one.damage
        )
        return (*refused, *damaged)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Files of a folder that seem to be no logs, each with the reason."""
        others = (one for one in self.not_read if one.error.refusal not in SEEM_LOGS)
        return tuple(f"not read as a log: {one.error}" for one in others)


def count_rows(
    corpus: Corpus,
    paths: Sequence[Path],
    *,
    options: CountOptions | None = None,
    progress: Progress = lambda _what, _rows: None,
) -> RowCounts:
    """Count every row of every log that the paths name or hold, by agency, month, class of purpose and answer.

    Nothing is written but passing files, which go. Raises AuditInputError, DialectError, AgencyFileError,
    AttestationError, LexiconError as `audit_logs` does; CountError if the disk or the memory does not hold the work,
    or rows were lost.
    """
    options = options or CountOptions()
    lexicon = lexicon_with(options.lexicons)
    agencies = read_agencies(options.agencies, corpus) if options.agencies else OwnAgencies()
    signed = (
        read_attestations(options.attestations, agencies.party)
        if options.attestations
        else Attestations()
    )
    inputs = open_inputs(
        paths, agency=options.agency, dialect=options.dialect, limits=options.limits
    )
    try:
        with tempfile.TemporaryDirectory(prefix="comity-count-", dir=options.spill) as folder:
            job = _Job(
                corpus=corpus, lexicon=lexicon, agencies=agencies, signed=signed, inputs=inputs, options=options,
                progress=progress, folder=Path(folder),
            )  # fmt: skip
            return job.counted()
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise _stopped(error, options) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """Everything that a count works from."""

    corpus: Corpus
    lexicon: Lexicon
    agencies: OwnAgencies
    signed: Attestations
    inputs: Inputs
    options: CountOptions
    progress: Progress
    folder: Path

    def counted(self) -> RowCounts:
        """Count with the days of change that the law files name; once more if a place met has others."""
        book = QuestionBook(self.corpus)
        places = sorted(self.corpus.jurisdictions)
        cuts = set(self.signed.days).union(*(_changes(book, place) for place in places))
        while True:
            found, parties = self._with(book, frozenset(cuts))
            met = {party.place for party in parties if party.place is not None}
            missed = set().union(*(_changes(book, place) for place in met)) - cuts
            if not missed:
                return found
            cuts |= missed

    def _with(self, book: QuestionBook, cuts: frozenset[date]) -> tuple[RowCounts, Sequence[Party]]:
        """The counts, right if no law of the parties changes on other days than `cuts`."""
        with working(self.folder / "work", fresh=True) as work:
            engine = Engine(work.new("counting"), self.options.memory)
            try:
                make_stretches(engine, cuts)
                logs, not_read = self._read(engine, RowPass(engine, self.lexicon, work.new("rows")))
                rows = sum(one.rows for one in logs)
                self.progress("deciding", rows)
                parties = self._ask(engine, book)
                counts = _counts(engine)
                _account(engine, logs, counts)
            finally:
                engine.close()
        return RowCounts(counts=counts, logs=logs, not_read=not_read), parties

    def _read(
        self, engine: Engine, one_pass: RowPass
    ) -> tuple[tuple[CountedLog, ...], tuple[NotRead, ...]]:
        """Every log into `cells`, and the table `files`: in one pass where it is plain, else one row at a time."""
        not_read = list(self.inputs.not_read)
        made: dict[int, CountedLog] = {}
        slow: dict[str, tuple[int, NamedLog]] = {}
        rows = 0
        for number, named in enumerate(sorted(self.inputs.logs, key=lambda one: one.label)):
            self.progress(f"reading {named.label}", rows)
            try:
                passed = one_pass.log(number, named.log, from_bytes=self.options.from_bytes)
            except LogRefusedError as refused:
                not_read.append(NotRead(label=named.label, error=refused))
                continue
            if passed is None:
                slow[named.label] = number, named
                continue
            made[number] = CountedLog(
                label=named.label,
                kind=named.log.kind,
                dialect=named.log.dialect.id,
                rows=passed.rows,
                rejects=passed.rejects,
                in_bulk=True,
            )
            rows += passed.rows
        others = replace(self.inputs, logs=tuple(named for _, named in slow.values()), not_read=())
        with working(self.folder / "slow", fresh=True) as work:
            intake = read_all(
                others,
                work,
                seal=work.seal(),
                limits=self.options.limits,
                progress=lambda what, done: self.progress(what, rows + done),
            )
            for one in intake.files:
                number, _ = slow[one.label]
                one_pass.spool(number, one.spool)
                made[number] = CountedLog(
                    label=one.label,
                    kind=one.kind,
                    dialect=one.dialect,
                    rows=one.reading.counts.rows,
                    rejects=one.reading.counts.rejects,
                    in_bulk=False,
                    damage=one.reading.damage,
                )
            one_pass.count_spools()
        not_read += intake.not_read
        engine.table(
            "files",
            {"id": "INTEGER", "kind": "VARCHAR"},
            ((number, one.kind.value) for number, one in sorted(made.items())),
        )
        return tuple(one for _, one in sorted(made.items())), tuple(not_read)

    def _ask(self, engine: Engine, book: QuestionBook) -> Sequence[Party]:
        """Decide what the rows ask: the tables of an audit, in which one line stands for `n` rows."""
        engine.run("CREATE VIEW spooled AS SELECT * FROM cells")
        parties = make_names(engine, self.agencies)
        make_days(engine)
        make_stated(engine, self.lexicon)
        engine.table(
            "classes",
            {"id": "INTEGER", "class": "VARCHAR"},
            ((one.code, one.purpose_class.value) for one in code_meanings(self.lexicon)),
        )
        code = "string_split(c.told, ' ')[{}]::INTEGER"
        by_state = "".join(
            f" WHEN '{state}' THEN {code.format(place)}"
            for place, state in enumerate(states_of(self.lexicon), 2)
        )
        stated = code.format(1)
        if by_state:
            stated = f"least({stated}, CASE n.state{by_state} END)"
        engine.run(
            f"""CREATE TABLE base AS
            SELECT c.file, coalesce(c.day, d.day) AS day, coalesce(c.day, d.later) AS later, p.id AS party,
                w.id AS owner, o.id AS other,
                CASE WHEN f.kind = '{LogKind.SEARCH_AUDIT.value}' THEN {stated} END AS stated,
                CAST(NULL AS VARCHAR) AS id, c.paper, c.lifted, c.n
            FROM cells c
            JOIN files f ON f.id = c.file
            JOIN spelled p ON p.name = coalesce(c.party, '') AND p.facility = (f.kind = '{LogKind.DETAINER_LOG.value}')
                AND p.city = CASE WHEN p.facility THEN coalesce(c.city, '') ELSE '' END
                AND p.state = CASE WHEN p.facility THEN coalesce(c.state, '') ELSE '' END
            JOIN names n ON n.id = p.id
            LEFT JOIN spelled w ON w.name = c.owner AND NOT w.facility
            LEFT JOIN spelled o ON o.name = c.other AND NOT o.facility
            LEFT JOIN state_days d ON d.state = coalesce(n.state, '') AND d.hour = date_trunc('hour', c.moment)"""  # noqa: S608 -- constants
        )
        rows = sum(number for (number,) in engine.ask("SELECT sum(n)::BIGINT FROM cells") if number)
        put_questions(engine, Gathered(parties=parties, rows=rows), book, self.signed)
        decide_asks(engine, book, self.corpus)
        return parties


def _changes(book: QuestionBook, place: str) -> set[date]:
    return {day for action in (QUERY, SHARE) for day in book.changes_of(place, action)}


def _counts(engine: Engine) -> tuple[RowCount, ...]:
    """The rows by everything that a count tells, in an order of their own."""
    subjects = {one.value: one for one in Subject}
    classes, answers = {one.value: one for one in PurposeClass}, {one.value: one for one in Answer}
    order = {subject: place for place, subject in enumerate(Subject)}
    found = [
        RowCount(
            subject=subjects[subject],
            agency=agency,
            month=month,
            purpose_class=classes.get(of),
            answer=answers[answer],
            rows=rows,
        )
        for subject, agency, month, of, answer, rows in engine.ask(
            """SELECT m.subject, p.name, date_trunc('month', r.day)::DATE, c.class, a.answer, sum(r.n)::BIGINT
            FROM rows r
            JOIN matters m USING (matter)
            JOIN asks a USING (ask)
            JOIN names p ON p.id = CASE WHEN m.subject = 'access' THEN r.owner ELSE r.party END
            LEFT JOIN classes c ON c.id = r.stated
            GROUP BY ALL ORDER BY ALL"""
        )
    ]
    return tuple(sorted(found, key=lambda one: order[one.subject]))


def _account(engine: Engine, logs: Sequence[CountedLog], counts: Sequence[RowCount]) -> None:
    """Rows read = rows decided, in all, and for each act that every search or entry of a list asks."""
    read = sum(one.rows for one in logs)
    ((kept,),) = engine.ask("SELECT coalesce(sum(n), 0)::BIGINT FROM cells")
    ((decided,),) = engine.ask("SELECT coalesce(sum(n), 0)::BIGINT FROM rows")
    told = {
        subject: sum(one.rows for one in counts if one.subject is subject)
        for subject in (Subject.SEARCH, Subject.SHARING)
    }
    wanted = {
        subject: sum(one.rows for one in logs if one.kind is subject.kind) for subject in told
    }
    if not read == kept == decided or told != wanted:
        raise CountError(
            f"{read} rows were read, {kept} kept and {decided} decided: a fault of the program, please report it"
        )


def _stopped(error: Exception, options: CountOptions) -> CountError:
    said = getattr(error, "strerror", None) or str(error).splitlines()[0]
    where = f"`{options.spill}`" if options.spill else "the folder for passing files"
    return CountError(
        f"the count stopped: the system says `{said}`; make room in {where}, name another folder with --spill, or "
        f"allow more than {options.memory} with --memory"
    )
