"""The spools of all logs as one table of rows: names, purposes and days as numbers, each distinct one read once.

It joins and counts, and decides nothing: `matters.py` says what a row asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

from comity.audit.deciding.agreements import AGREEMENT_COLUMNS, agreement_cells
from comity.audit.deciding.attestations import agency_key
from comity.audit.deciding.own_agencies import OwnAgencies
from comity.audit.deciding.party import Party
from comity.audit.deciding.recipient import recipient_named, recipient_of
from comity.audit.engine import Engine, Spool
from comity.audit.intake.taking import FileRead, Intake
from comity.audit.logs.dialect import LogKind
from comity.audit.logs.row import ABSENT
from comity.audit.logs.when import STATE_CODES, local_date, zone_named, zones_of
from comity.audit.purpose.lexicon import Lexicon
from comity.audit.purpose.stated import STATED_TEXTS, make_stated, sorted_by_purpose
from comity.places import AgencyKind, Confidence

_INT, _BIG, _TEXT, _DAY, _YES = "INTEGER", "BIGINT", "VARCHAR", "DATE", "BOOLEAN"
_NAMES = {
    "id": _INT, "name": _TEXT, "place": _TEXT, "actor": _TEXT, "state": _TEXT, "key": _TEXT, "method": _TEXT,
    "confidence": _TEXT, "recipient_kind": _TEXT, "recipient_state": _TEXT, "inactive": _YES, "guess": _YES,
    "test": _YES, "no_place": _TEXT, "federal": _YES, "alike": _TEXT,
    **AGREEMENT_COLUMNS,
}  # fmt: skip
UNKNOWN_ZONE = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What stands behind the numbers: `parties` are in the order of the table `names`."""

    parties: Sequence[Party]
    rows: int


def gather(
    engine: Engine,
    intake: Intake,
    lexicon: Lexicon,
    tell: Callable[[str], None],
    agencies: OwnAgencies,
) -> Gathered:
    """Make the tables `files`, `names`, `stated` and `base`: one line a row, numbered `seq` in the order of the files."""
    _files(engine, intake.files)
    tell("names")
    parties = make_names(engine, agencies)
    tell("days")
    make_days(engine)
    _hours_of_states(engine)
    tell("stated purposes")
    make_stated(engine, lexicon)
    _base(engine, lexicon, intake.rows)
    return Gathered(parties=parties, rows=intake.rows)


def _files(engine: Engine, files: Sequence[FileRead]) -> None:
    first, made = 0, []
    for number, one in enumerate(files):
        family = one.dialect.split("-")[0]
        made.append((number, one.label, one.kind.value, family, first))
        first += one.reading.counts.rows
    columns = {"id": _INT, "label": _TEXT, "kind": _TEXT, "family": _TEXT, "first": _BIG}
    engine.table("files", columns, made)
    engine.spools(
        "spooled",
        [
            Spool(file=number, first=first, path=one.spool)
            for (number, _, _, _, first), one in zip(made, files, strict=True)
        ],
    )


def make_names(engine: Engine, agencies: OwnAgencies) -> list[Party]:
    """Number every name; a facility's with the city and state beside it, which are part of what it is called."""
    facility = LogKind.DETAINER_LOG.value
    engine.run(
        f"""CREATE TABLE spelled AS
        SELECT row_number() OVER (ORDER BY facility, name, city, state) - 1 AS id, *
        FROM (
            SELECT DISTINCT coalesce(s.party, '') AS name, f.kind = '{facility}' AS facility,
                CASE WHEN facility THEN coalesce(s.city, '') ELSE '' END AS city,
                CASE WHEN facility THEN coalesce(s.state, '') ELSE '' END AS state
            FROM spooled s JOIN files f ON f.id = s.file
            UNION SELECT DISTINCT owner, false, '', '' FROM spooled WHERE owner IS NOT NULL
            UNION SELECT DISTINCT other, false, '', '' FROM spooled WHERE other IS NOT NULL)"""  # noqa: S608 -- a constant
    )
    found = engine.ask("SELECT id, name, facility, city, state FROM spelled ORDER BY id")
    parties = [
        agencies.facility(name, city, state) if is_facility else agencies.party(name or ABSENT)
        for _, name, is_facility, city, state in found
    ]
    engine.table("names", _NAMES, _name_rows(found, parties))
    return parties


def _name_rows(
    found: Sequence[tuple[Any, ...]],  # Any: cells of a query
    parties: Sequence[Party],
) -> Iterator[Sequence[object]]:
    for (number, name, facility, _city, _state), party in zip(found, parties, strict=True):
        recipient = recipient_of(name, party.own) if party.own else recipient_named(name)
        resolution = party.resolution if facility and party.resolution else recipient.resolution
        words = [dict(one) for one in recipient.words]
        kinds = dict.fromkeys(one["recipient_kind"] for one in words if "recipient_kind" in one)
        by_name = facility and party.place and not party.own
        rule = "facility_name" if by_name else resolution.method.value
        sure = "likely" if by_name else resolution.confidence.value
        yield (
            number, name, party.place, party.actor, party.state, agency_key(party), rule, sure,
            " or ".join(kinds), words[0].get("recipient_state"), resolution.active is False,
            resolution.confidence is Confidence.GUESS and not (facility and party.place),
            resolution.kind is AgencyKind.TEST, party.no_place.name.lower() if party.no_place else None,
            bool(kinds) and set(kinds) <= {"federal_agency", "immigration_agency"},
            name.strip(" ").lower(),  # not left to engines, which differ in the letters of the world
            *agreement_cells(name, party.own),
        )  # fmt: skip


def make_days(engine: Engine) -> None:
    """The local day, or two, of every hour that occurs, in every state: zones here differ by whole hours."""
    zones = {state: zones_of(state) for state in sorted(STATE_CODES)} | {"": (UNKNOWN_ZONE,)}
    used = sorted({zone for of_state in zones.values() for zone in of_state})
    hours = [
        hour
        for (hour,) in engine.ask(
            "SELECT DISTINCT date_trunc('hour', moment) FROM spooled WHERE moment IS NOT NULL"
        )
    ]
    engine.table(
        "zones",
        {"state": _TEXT, "zone": _TEXT},
        ((state, zone) for state, of_state in zones.items() for zone in of_state),
    )
    engine.table(
        "clock",
        {"zone": _TEXT, "hour": "TIMESTAMP", "day": _DAY},
        (
            (zone, hour.isoformat(" "), day.isoformat())
            for zone in used
            for hour, day in _local_days(sorted(hours), zone)
        ),
    )
    engine.run(
        "CREATE TABLE state_days AS SELECT z.state, c.hour, min(c.day) AS day, max(c.day) AS later "
        "FROM zones z JOIN clock c USING (zone) GROUP BY ALL"
    )


def _hours_of_states(engine: Engine) -> None:
    """By how much the clocks of every state are ahead of UTC on every day that occurs."""
    days = engine.ask(
        "SELECT DISTINCT moment::DATE AS day FROM spooled WHERE moment IS NOT NULL ORDER BY day"
    )
    engine.table(
        "state_hours",
        {"state": _TEXT, "day": _DAY, "ahead": _INT},
        (
            (state, day, _ahead(day, zones_of(state)[0]))
            for (day,) in days
            for state in sorted(STATE_CODES)
        ),
    )


def _local_days(hours: Sequence[datetime], zone: str) -> Iterator[tuple[datetime, date]]:
    """The local day of each hour. The clocks are asked once for most days: on those that begin and end with the same
    offset every hour between has it too, for no zone turns its clocks twice in a day.
    """
    if zone == UNKNOWN_ZONE:
        yield from ((hour, hour.date()) for hour in hours)
        return
    for day, of_day in groupby(hours, key=datetime.date):
        first = _offset(day, zone)
        if first == _offset(day + timedelta(days=1), zone):
            yield from ((hour, (hour + first).date()) for hour in of_day)
        else:
            yield from ((hour, local_date(hour.replace(tzinfo=UTC), zone)) for hour in of_day)


@lru_cache(maxsize=65_536)
def _offset(day: date, zone: str) -> timedelta:
    """By how much the clocks of a zone are ahead of UTC when a day begins in UTC."""
    offset = (
        datetime(day.year, day.month, day.day, tzinfo=UTC).astimezone(zone_named(zone)).utcoffset()
    )
    assert offset is not None
    return offset


def _ahead(day: date, zone: str) -> int:
    """Whole hours by which the clocks of a zone are ahead of UTC at noon (UTC) of a day: of most people's zone."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).astimezone(zone_named(zone))
    offset = moment.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 3600)


def _base(engine: Engine, lexicon: Lexicon, rows: int) -> None:
    """One table of numbers, a piece of the rows at a time: the distinct texts of a piece fit the memory, those of a
    year may not.
    """
    first = True
    for piece in engine.pieces(rows):
        _put_piece(engine, lexicon, piece, "CREATE TABLE base AS" if first else "INSERT INTO base")
        first = False
    for done in ("clock", "zones", "state_days"):
        engine.run(f"DROP TABLE {done}")


def _put_piece(engine: Engine, lexicon: Lexicon, piece: range, put: str) -> None:
    """What is derived stands behind joins with small tables, so that it is worked out once."""
    facility = LogKind.DETAINER_LOG.value
    engine.run(
        f"""CREATE VIEW resolved AS
        SELECT s.seq, s.file, s.line, s.digest, s.moment, s.day AS plain_day, p.id AS party, coalesce(n.state, '') AS state,
            s.owner, s.other, s.id, s."user", s.plate, coalesce(s.wildcard, false) AS wildcard, s.paper, s.lifted,
            f.kind, {", ".join(f"s.{name}" for name in STATED_TEXTS.values())}
        FROM spooled s
        JOIN files f ON f.id = s.file
        JOIN spelled p ON p.name = coalesce(s.party, '') AND p.facility = (f.kind = '{facility}')
            AND p.city = CASE WHEN p.facility THEN coalesce(s.city, '') ELSE '' END
            AND p.state = CASE WHEN p.facility THEN coalesce(s.state, '') ELSE '' END
        JOIN names n ON n.id = p.id
        WHERE s.seq BETWEEN {piece.start} AND {piece.stop - 1}"""  # noqa: S608 -- constants and numbers
    )
    with sorted_by_purpose(engine, lexicon, len(piece), "resolved") as view:
        engine.run_as_written(
            f"""{put}
            SELECT r.seq, r.file, r.line, r.digest, r.moment,
                coalesce(r.plain_day, d.day) AS day, coalesce(r.plain_day, d.later) AS later,
                r.party, w.id AS owner, o.id AS other,
                CASE WHEN r.kind = '{LogKind.SEARCH_AUDIT.value}' THEN r.purpose_code::INTEGER END AS stated,
                r.id, r."user", r.plate, r.wildcard, r.paper, r.lifted
            FROM {view} r
            LEFT JOIN spelled w ON w.name = r.owner AND NOT w.facility
            LEFT JOIN spelled o ON o.name = r.other AND NOT o.facility
            LEFT JOIN state_days d ON d.state = r.state AND d.hour = date_trunc('hour', r.moment)"""  # noqa: S608 -- constants
        )
    engine.run("DROP VIEW resolved")
