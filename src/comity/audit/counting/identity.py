"""One search, one count: which rows are surely the same act, which may be, and so how many acts there are, low and high.

See docs/decisions/0019 for what counts as the same and why the low count never lies above the truth. The order in
which files are named changes nothing. All of it is done by the engine, which spills to disk.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.audit.engine import Engine
from comity.audit.intake.taking import FileRead
from comity.audit.logs.dialect import LogKind
from comity.audit.purpose.stated import DEFINITE

UNKNOWN_AGENCY = ""
_SEARCH = LogKind.SEARCH_AUDIT.value
_SHARE = LogKind.SHARING_LIST.value

# Ids that name nothing: blank, blacked out, words for nothing, nothing but noughts.
_NO_ID = r"^(?:[\s*#.x?0-]*|\[?\s*redacted\s*\]?|n/?a|none|null|unknown|test)$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """How rows became acts. `rows` of one kind stand for `low` to `high` acts.

    `repeated` rows stand again in the same file, `elsewhere` in another log; of the acts that several rows tell,
    `variants` say less in one row than in another (blacked out, or left blank), and in `disagree` two rows say
    two different things for certain. `uncertain` acts may be the same as another: `no_id` because a log has no
    ids, `other_ids` because two logs number differently, `no_agency` because a log names no agency.
    """

    kind: LogKind
    rows: int
    low: int
    high: int
    repeated: int
    elsewhere: int
    variants: int
    disagree: int
    no_id: int
    other_ids: int
    no_agency: int

    @property
    def is_certain(self) -> bool:
        return self.low == self.high


def tell_acts_apart(engine: Engine, files: tuple[FileRead, ...]) -> None:
    """Make the table `acts`: for each row of `base` that is not plainly an act of its own, how it is counted.

    `counted` rows make the high count. `low` rows make the low count of anything that depends on what a search
    states; `low_all` rows that of anything that does not (in all, by agency, by month). `disagree` marks counted
    rows whose act is told in two definite ways. `same_as` is the `seq` of the row that is counted instead.
    """
    _copies(engine, files)
    _marks(engine)
    _sure(engine)
    _least(engine)
    engine.run(
        """CREATE TABLE acts AS
        SELECT c.seq, c.seq = s.seq AS counted, c.seq = s.seq AND l.low AS low, c.seq = s.seq AND l.low_all AS low_all,
            s.disagree AND c.seq = s.seq AS disagree, s.seq AS same_as, s.variant AND c.seq = s.seq AS variant,
            CASE WHEN c.seq = s.seq THEN l.doubt ELSE '' END AS doubt
        FROM crowded c
        JOIN sure s USING (kind, key, point, name)
        JOIN least l ON l.seq = s.seq"""
    )
    for done in ("crowded", "sure", "least"):
        engine.run(f"DROP TABLE {done}")
    engine.run("DROP VIEW marks")


def _copies(engine: Engine, files: tuple[FileRead, ...]) -> None:
    """A file that was handed in twice under two names holds the same rows, id or none."""
    first: dict[tuple[str, str], int] = {}
    engine.table(
        "copies",
        {"file": "INTEGER", "of": "INTEGER"},
        (
            (number, first.setdefault((one.reading.sha256, one.dialect), number))
            for number, one in enumerate(files)
        ),
    )


def _marks(engine: Engine) -> None:
    """What each row is told apart by. `block`: what rows must share to be the same act at all.

    `name` names the act: rows of one block with the same name are surely the same. `space` is the space its
    id is from: acts of one space with different names are surely different; rows without an id have none.
    """
    engine.run(
        f"""CREATE VIEW marks AS
        WITH named AS (
            SELECT b.*, f.kind, f.family, c.of, n.key AS agency, o.alike AS recipient,
                CASE WHEN f.kind = '{_SEARCH}' AND b.id IS NOT NULL
                    AND NOT regexp_full_match(lower(trim(b.id)), '{_NO_ID}') THEN trim(b.id) END AS own
            FROM base b
            JOIN files f ON f.id = b.file
            JOIN copies c ON c.file = b.file
            JOIN names n ON n.id = b.party
            LEFT JOIN names o ON o.id = b.other)
        SELECT b.seq, b.file, b.kind,
            CASE WHEN b.kind IN ('{_SEARCH}', '{_SHARE}') THEN b.agency
                ELSE concat_ws(chr(0), b.party, b.paper, b.lifted) END AS key,
            CASE WHEN b.kind = '{_SEARCH}' THEN epoch(b.moment)::BIGINT
                ELSE epoch(b.day)::BIGINT END AS point,
            CASE WHEN own IS NOT NULL THEN 'id ' || own
                WHEN b.kind = '{_SHARE}' THEN 'to ' || b.recipient
                ELSE concat('row ', b.of, ' ', b.line) END AS name,
            CASE WHEN own IS NOT NULL THEN b.family
                WHEN b.kind = '{_SEARCH}' THEN NULL
                WHEN b.kind = '{_SHARE}' THEN 'list'
                ELSE concat('file ', b.of) END AS space,
            coalesce(s.level, {DEFINITE}) AS level,
            CASE WHEN s.level = {DEFINITE} THEN s.purpose ELSE coalesce(s.level, 0)::VARCHAR END AS says
        FROM named b LEFT JOIN stated s ON s.id = b.stated"""  # noqa: S608 -- constants of our own
    )
    # Most rows are alone in their second: only the others need a closer look.
    engine.run(
        f"""CREATE TABLE crowded AS
        WITH blocks AS (
            SELECT kind, key, point FROM marks GROUP BY ALL HAVING count(*) > 1),
        nameless AS (
            SELECT DISTINCT point FROM marks WHERE kind = '{_SEARCH}' AND key = '{UNKNOWN_AGENCY}')
        SELECT m.* FROM marks m SEMI JOIN blocks USING (kind, key, point)
        UNION ALL
        SELECT m.* FROM marks m ANTI JOIN blocks USING (kind, key, point)
        WHERE m.kind = '{_SEARCH}' AND m.point IN (SELECT point FROM nameless)"""  # noqa: S608 -- constants of our own
    )


def _sure(engine: Engine) -> None:
    """The acts of crowded blocks, as far as they are surely one; each stands by its row that says most."""
    engine.run(
        f"""CREATE TABLE sure AS
        SELECT kind, key, point, name, min(space) AS space,
            arg_max(seq, (level, -seq)) AS seq, max(level) AS level, arg_max(says, (level, -seq)) AS says,
            count(DISTINCT says) FILTER (level = {DEFINITE}) > 1 AS disagree,
            min(level) < max(level) AS variant
        FROM crowded GROUP BY ALL"""  # noqa: S608 -- a number
    )


def _least(engine: Engine) -> None:
    """For each sure act whether the low counts hold it.

    In a block, acts of one id space are different, and so are acts that state different definite purposes. An act
    that says less may be another that says more, told by another log; so the low count of what says less is what
    is left when each act that says more has taken one of them.
    """
    engine.run(
        f"""CREATE TABLE least AS
        WITH by_space AS (
            SELECT kind, key, point, level, says, space, count(*) AS acts, count(*) FILTER (disagree) AS disagree
            FROM sure GROUP BY ALL),
        above AS (
            SELECT *,
                CASE WHEN level = {DEFINITE} THEN sum(disagree) OVER block
                    ELSE sum(acts) OVER more_in_block - sum(acts) OVER level_in_block END AS more,
                CASE WHEN space IS NULL THEN 0
                    WHEN level = {DEFINITE} THEN sum(disagree) OVER of_space
                    ELSE sum(acts) OVER more_of_space - sum(acts) OVER level_of_space END AS more_here
            FROM by_space
            WINDOW block AS (PARTITION BY kind, key, point),
                more_in_block AS (PARTITION BY kind, key, point ORDER BY level DESC),
                level_in_block AS (PARTITION BY kind, key, point, level),
                of_space AS (PARTITION BY kind, key, point, space),
                more_of_space AS (PARTITION BY kind, key, point, space ORDER BY level DESC),
                level_of_space AS (PARTITION BY kind, key, point, space, level)),
        classes AS (
            SELECT kind, key, point, level, says,
                max(CASE WHEN space IS NULL THEN 1 ELSE acts END - (more - more_here)) AS least
            FROM above GROUP BY ALL),
        spaces AS (
            SELECT kind, key, point, max(acts) AS widest FROM (
                SELECT kind, key, point, CASE WHEN space IS NULL THEN 1 ELSE count(*) END AS acts
                FROM sure GROUP BY kind, key, point, space)
            GROUP BY ALL),
        nameless AS (
            SELECT point, count(*) AS acts FROM sure WHERE kind = '{_SEARCH}' AND key = '{UNKNOWN_AGENCY}'
            GROUP BY point),
        named AS (
            SELECT point, count(*) AS acts FROM sure WHERE kind = '{_SEARCH}' AND key <> '{UNKNOWN_AGENCY}'
            GROUP BY point),
        lows AS (
            SELECT c.*,
                CASE WHEN c.kind <> '{_SEARCH}' THEN 0
                    WHEN c.key = '{UNKNOWN_AGENCY}' THEN coalesce(named.acts, 0)
                    WHEN c.level < {DEFINITE} THEN coalesce(nameless.acts, 0)
                    ELSE 0 END AS others,
                greatest(0, c.least - others) AS low_of
            FROM classes c LEFT JOIN named USING (point) LEFT JOIN nameless USING (point)),
        blocks AS (
            SELECT l.kind, l.key, l.point,
                greatest(sum(l.low_of), any_value(s.widest)
                    - CASE WHEN l.kind = '{_SEARCH}' AND l.key = '{UNKNOWN_AGENCY}' THEN max(l.others) ELSE 0 END,
                    0) AS low_of_block,
                max(l.others) > 0 AS no_agency
            FROM lows l JOIN spaces s USING (kind, key, point) GROUP BY l.kind, l.key, l.point),
        ranked AS (
            SELECT s.*, l.low_of, row_number() OVER (
                PARTITION BY s.kind, s.key, s.point, s.level, s.says ORDER BY s.space NULLS LAST, s.seq) AS place,
                count(*) OVER here AS acts, count(s.space) OVER here AS with_id
            FROM sure s JOIN lows l USING (kind, key, point, level, says)
            WINDOW here AS (PARTITION BY s.kind, s.key, s.point)),
        in_block AS (
            SELECT r.*, b.low_of_block, b.no_agency, row_number() OVER (
                PARTITION BY r.kind, r.key, r.point
                ORDER BY r.place <= r.low_of DESC, r.level DESC, r.seq) AS place_in_block
            FROM ranked r JOIN blocks b USING (kind, key, point))
        SELECT seq, place <= low_of AS low, place_in_block <= low_of_block AS low_all,
            CASE WHEN low_of_block >= acts AND NOT no_agency THEN ''
                WHEN low_of_block >= acts AND place <= low_of THEN ''
                WHEN no_agency THEN 'no_agency'
                WHEN with_id < acts OR kind NOT IN ('{_SEARCH}') THEN 'no_id'
                ELSE 'other_ids' END AS doubt
        FROM in_block"""  # noqa: S608 -- constants of our own
    )


def sameness_of(engine: Engine) -> tuple[Sameness, ...]:
    """How rows became acts, by kind of log."""
    found = engine.ask(
        """WITH told AS (
            SELECT f.kind, coalesce(a.counted, true) AS counted, coalesce(a.low_all, true) AS low_all,
                coalesce(a.variant, false) AS variant, coalesce(a.disagree, false) AS disagree,
                coalesce(a.doubt, '') AS doubt, b.file, first.file AS first_file
            FROM base b JOIN files f ON f.id = b.file LEFT JOIN acts a USING (seq)
            LEFT JOIN base first ON first.seq = a.same_as)
        SELECT kind, count(*), count(*) FILTER (low_all), count(*) FILTER (counted),
            count(*) FILTER (NOT counted AND file = first_file),
            count(*) FILTER (NOT counted AND file <> first_file),
            count(*) FILTER (variant), count(*) FILTER (disagree),
            count(*) FILTER (doubt = 'no_id'), count(*) FILTER (doubt = 'other_ids'),
            count(*) FILTER (doubt = 'no_agency')
        FROM told GROUP BY kind ORDER BY kind"""
    )
    return tuple(
        Sameness(
            kind=LogKind(kind), rows=rows, low=low, high=high, repeated=repeated, elsewhere=elsewhere,
            variants=variants, disagree=disagree, no_id=no_id, other_ids=other_ids, no_agency=no_agency,
        )
        for kind, rows, low, high, repeated, elsewhere, variants, disagree, no_id, other_ids, no_agency in found
    )  # fmt: skip
