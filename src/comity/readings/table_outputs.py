"""The second half of the table reading: from words of lanes to answers, deciding parts and missing
words. What three truths mean as an answer is asked of `comity.logic`, never said again here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sqlglot import exp

from comity.logic import SETTLED, Rail, Truth, possible_answers, settled_answer
from comity.readings import sql_nodes as sql
from comity.readings.lanes import ALL_LANES, LANES, Lanes, Node, Placed
from comity.readings.table_words import RULING, absorbed, touched, unknown, unknown_words

OPEN = "open"
"""The answer of a row that no settled answer fits: nothing falls through on NULL."""

ANSWER, DECIDING, AGAINST, MISSING = "answer", "deciding", "against", "missing"
OUTPUTS = (
    ANSWER,
    DECIDING,
    AGAINST,
    MISSING,
    *(f"certain_{answer.value}" for answer in SETTLED),
    *(f"possible_{answer.value}" for answer in SETTLED),
)
"""The columns a query can give; `comity.readings.table.TableRuling` says what each means."""

_CODE = "truths of rails"
_NO_RULING = 27
"""Stands after the 27 combinations of three truths: a row whose ruling is not in the table."""


def outputs_query(
    lanes: Lanes,
    words: exp.Select,
    *,
    keep: Sequence[str],
    outputs: Sequence[str],
    has_rulings: bool,
) -> exp.Select:
    """The outputs of rows that `words` (of `words_query`) describes, with the kept columns."""
    truths = _truths(lanes, words, keep=keep, outputs=outputs, has_rulings=has_rulings)
    opened = _answered(lanes, truths, keep=keep, outputs=outputs, has_rulings=has_rulings)
    conflicts = sql.column("certain_conflict", "rows")
    made = {
        DECIDING: sql.column("source", DECIDING),
        AGAINST: sql.case([(conflicts, sql.column("source", AGAINST))]),
        MISSING: _missing(lanes, has_rulings=has_rulings),
    }
    query = exp.select(
        *(sql.column(name, "rows") for name in keep),
        *(sql.named(made.get(name, sql.column(name, "rows")), name) for name in outputs),
        copy=False,
    ).from_(sql.subquery(opened, "rows"), copy=False)
    for output, lane in _lane_columns(outputs).items():
        same = sql.equal(sql.column("lane", output), sql.column(lane, "rows"))
        if has_rulings:
            of = sql.equal(sql.column("ruling", output), sql.column(RULING, "rows"))
            same = exp.And(this=same, expression=of)
        query = query.join(_sources(lanes, output), on=same, join_type="left", copy=False)
    return query


def _lane_columns(outputs: Sequence[str]) -> dict[str, str]:
    """The columns of lanes that the wanted outputs are looked up by."""
    return {
        output: lane
        for output, lane in ((DECIDING, "deciding lane"), (AGAINST, "against lane"))
        if output in outputs
    }


class _Parts:
    """Nodes joined into parts: for each word of lanes those certain to take effect, those that may."""

    def __init__(self, lanes: Lanes) -> None:
        children: dict[Node, list[int]] = {}
        self.parents: dict[int, int] = {}
        for number, node in enumerate(lanes.nodes):
            if node.path:
                parent = Node(node.word, node.path[:-1])
                self.parents[number] = lanes.nodes.index(parent)
                children.setdefault(parent, []).append(number)
        self.absorbed: dict[int, exp.Expr] = {}
        self.touched: dict[int, exp.Expr] = {}
        for number in reversed(range(len(lanes.nodes))):
            # What is neutral in a child absorbs in its parent, and the other way round.
            below = children.get(lanes.nodes[number], [])
            self.absorbed[number] = sql.bits_or(
                [
                    sql.column(absorbed(number), "words"),
                    *(_rest(self.touched[child]) for child in below),
                ]
            )
            self.touched[number] = sql.bits_or(
                [
                    sql.column(touched(number), "words"),
                    *(_rest(self.absorbed[child]) for child in below),
                ]
            )
        roots = [number for number, node in enumerate(lanes.nodes) if not node.path]
        self.certain = [_rest(self.touched[root]) for root in roots]
        self.possible = [_rest(self.absorbed[root]) for root in roots]

    def unknown(self, node: int) -> exp.Expr:
        """The lanes in which a node's own truth is unknown."""
        return sql.bits_without(self.touched[node].copy(), self.absorbed[node].copy())


def _rest(word: exp.Expr) -> exp.Expr:
    return sql.bits_without(sql.number(ALL_LANES), word.copy())


def _on(lanes: Lanes, rail: Rail, found: Sequence[exp.Expr]) -> list[tuple[int, exp.Expr]]:
    """The lanes of a rail among those found, by number of word."""
    return [
        (word, sql.bits_and(found[word].copy(), sql.number(mask)))
        for word, mask in enumerate(lanes.rails[rail])
        if mask
    ]


def _truths(
    lanes: Lanes,
    words: exp.Select,
    *,
    keep: Sequence[str],
    outputs: Sequence[str],
    has_rulings: bool,
) -> exp.Select:
    """Parts joined into rails: the rails' truths, the deciding lanes, and the lanes still open."""
    parts = _Parts(lanes)
    truth = {
        rail: sql.total([_some(lanes, rail, parts.certain), _some(lanes, rail, parts.possible)])
        for rail in Rail
    }
    code = sql.total(
        sql.times(truth[rail].copy(), weight) for rail, weight in zip(Rail, (9, 3, 1), strict=True)
    )
    if has_rulings:
        none = sql.equal(sql.column(RULING, "words"), sql.number(len(lanes.placed)))
        code = sql.case([(none, sql.number(_NO_RULING))], code)
    carried = [*keep, *([RULING] if has_rulings else [])]
    selected = [sql.column(name, "words") for name in carried]
    selected.append(sql.named(code, _CODE))
    lane_columns = _lane_columns(outputs)
    if DECIDING in outputs:
        likely = [
            found
            for rail in Rail
            for some in (parts.certain, parts.possible)
            for found in _on(lanes, rail, some)
        ]
        selected.append(sql.named(_first_lane(likely), lane_columns[DECIDING]))
    if AGAINST in outputs:
        requiring = _on(lanes, Rail.REQUIRED, parts.certain)
        selected.append(sql.named(_first_lane(requiring), lane_columns[AGAINST]))
    if MISSING in outputs:
        selected += [sql.column(name, "words") for name in unknown_words(lanes)]
        selected += [
            sql.named(parts.unknown(number), _undecided(number))
            for number in range(len(lanes.nodes))
        ]
    return exp.select(*selected, copy=False).from_(sql.subquery(words, "words"), copy=False)


def _some(lanes: Lanes, rail: Rail, found: Sequence[exp.Expr]) -> exp.Expr:
    words = [word for _, word in _on(lanes, rail, found)]
    return sql.as_number(sql.any_bit(sql.bits_or(words))) if words else sql.number(0)


def _first_lane(found: Sequence[tuple[int, exp.Expr]]) -> exp.Expr:
    """The position of the lowest lane of the first word that has one; else NULL."""
    return sql.case(
        (sql.any_bit(word), sql.total([sql.lowest_bit(word.copy()), sql.number(number * LANES)]))
        for number, word in found
    )


def _answered(
    lanes: Lanes,
    truths: exp.Select,
    *,
    keep: Sequence[str],
    outputs: Sequence[str],
    has_rulings: bool,
) -> exp.Select:
    """The answer, and for each node the lanes in which it and all it stands in are unknown."""
    carried = [*keep, *([RULING] if has_rulings else []), *_lane_columns(outputs).values()]
    selected = [sql.column(name, "truths") for name in carried]
    selected += [sql.column(name, "answers") for name in _OF_ANSWERS]
    if MISSING in outputs:
        selected += [sql.column(name, "truths") for name in unknown_words(lanes)]
        found: dict[Node, exp.Expr] = {}
        for number, node in enumerate(lanes.nodes):
            above = (
                found[Node(node.word, node.path[:-1])].copy()
                if node.path
                else sql.column(_undecided_rails(node.word), "answers")
            )
            found[node] = sql.bits_and(above, sql.column(_undecided(number), "truths"))
            selected.append(sql.named(found[node].copy(), _open(number)))
    return (
        exp.select(*selected, copy=False)
        .from_(sql.subquery(truths, "truths"), copy=False)
        .join(
            _answers(lanes),
            on=sql.equal(sql.column("code", "answers"), sql.column(_CODE, "truths")),
            copy=False,
        )
    )


def _undecided(node: int) -> str:
    """The column with the lanes in which a node's own truth is unknown."""
    return f"undecided {node}"


def _undecided_rails(word: int) -> str:
    """The column with the lanes of all rails that are unknown."""
    return f"undecided rails {word}"


def _open(node: int) -> str:
    return f"open {node}"


def _missing(lanes: Lanes, *, has_rulings: bool) -> exp.Expr:
    is_open = sql.equal(sql.column(ANSWER, "rows"), sql.text(OPEN))
    if not has_rulings:
        return sql.case([(is_open, _missing_words(lanes, lanes.placed[0]))], sql.no_texts())
    by_ruling = sql.case(
        (
            (
                sql.equal(sql.column(RULING, "rows"), sql.number(number)),
                _missing_words(lanes, placed),
            )
            for number, placed in enumerate(lanes.placed)
        ),
        sql.no_texts(),
    )
    return sql.case([(is_open, by_ruling)], sql.no_texts())


def _missing_words(lanes: Lanes, placed: Placed) -> exp.Expr:
    words: list[exp.Expr] = []
    for position, column in enumerate(lanes.columns):
        asking = [
            sql.bits_and(sql.column(_open(number), "rows"), sql.number(mask))
            for number, mask in enumerate(placed.asks(column.key, lanes.nodes))
            if mask
        ]
        if asking:
            word, bit = divmod(position, LANES)
            is_unknown = sql.bits_and(sql.column(unknown(word), "rows"), sql.number(1 << bit))
            can_matter = exp.And(
                this=sql.any_bit(is_unknown), expression=sql.any_bit(sql.bits_or(asking))
            )
            words.append(sql.case([(can_matter, sql.text(column.key))]))
    return sql.texts_known(words) if words else sql.no_texts()


_OF_ANSWERS = [name for name in OUTPUTS if name not in {DECIDING, AGAINST, MISSING}]


def _answers(lanes: Lanes) -> exp.Expr:
    """What each combination of the truths of the rails means."""
    rows: list[list[exp.Expr]] = []
    for code, truths in enumerate(product(Truth, repeat=len(Rail))):
        settled, possible = settled_answer(*truths), possible_answers(*truths)
        undecided = [
            rail for rail, truth in zip(Rail, truths, strict=True) if truth is Truth.UNKNOWN
        ]
        rows.append(
            [
                sql.number(code),
                sql.text(OPEN if settled is None else settled.value),
                *(sql.boolean(answer is settled) for answer in SETTLED),
                *(sql.boolean(answer in possible) for answer in SETTLED),
                *(
                    sql.number(sum(lanes.rails[rail][word] for rail in undecided))
                    for word in range(lanes.words)
                ),
            ]
        )
    nothing_is_certain = [sql.boolean(False) for _ in SETTLED]
    all_is_possible = [sql.boolean(True) for _ in SETTLED]
    no_lanes = [sql.number(0) for _ in range(lanes.words)]
    rows.append(
        [
            sql.number(_NO_RULING),
            sql.text(OPEN),
            *nothing_is_certain,
            *all_is_possible,
            *no_lanes,
        ]
    )
    words = [_undecided_rails(word) for word in range(lanes.words)]
    return sql.values("answers", ("code", *_OF_ANSWERS, *words), rows)


def _sources(lanes: Lanes, name: str) -> exp.Expr:
    """The sources of the parts by ruling and lane."""
    rows = [
        [sql.number(ruling), sql.number(position), sql.text(source)]
        for ruling, placed in enumerate(lanes.placed)
        for position, source in placed.sources.items()
    ]
    nobody = [sql.number(len(lanes.placed)), sql.number(0), sql.text("")]
    return sql.values(name, ("ruling", "lane", "source"), rows or [nobody])
