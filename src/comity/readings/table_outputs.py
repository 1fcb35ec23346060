"""The second half of the table reading: from words of lanes to answers, deciding parts and missing
words. What three truths mean as an answer is asked of `comity.logic`, never said again here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from sqlglot import exp

from comity.logic import SETTLED, Answer, Rail, Truth, possible_answers, settled_answer
from comity.readings import sql_nodes as sql
from comity.readings.lanes import LANES, Lanes, Node
from comity.readings.table_words import (
    CHUNK,
    KEYS,
    RULING,
    absorbed,
    touched,
    unknown,
    unknown_words,
)

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

_ANSWERS = (OPEN, *(answer.value for answer in SETTLED))
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
    enumerated: bool,
) -> exp.Select:
    """The outputs of rows that `words` (of `words_query`) describes, with the kept columns."""
    carried = [*keep, *([RULING] if has_rulings else [])]
    truths = _truths(lanes, _parts(lanes, words, carried), carried, outputs)
    answered = _answered(lanes, truths, carried, outputs, enumerated=enumerated)
    conflicts = sql.column("certain_conflict", "answered")
    made = {
        DECIDING: sql.column("source", DECIDING),
        AGAINST: sql.case([(conflicts, sql.column("source", AGAINST))]),
    }
    codes = _missing_codes(lanes, has_rulings=has_rulings) if MISSING in outputs else []
    query = exp.select(
        *(sql.column(name, "answered") for name in keep),
        *(
            sql.named(made.get(name, sql.column(name, "answered")), name)
            for name in outputs
            if name != MISSING
        ),
        *(sql.named(code, _coded(place)) for place, code in enumerate(codes)),
        copy=False,
    ).from_(sql.subquery(answered, "answered"), copy=False)
    for output, lane in _lane_columns(outputs).items():
        same = sql.equal(sql.column("lane", output), sql.column(lane, "answered"))
        if has_rulings:
            of = sql.equal(sql.column("ruling", output), sql.column(RULING, "answered"))
            same = exp.And(this=same, expression=of)
        query = query.join(
            _sources(lanes, output, enumerated=enumerated), on=same, join_type="left", copy=False
        )
    if has_rulings and MISSING in outputs:
        same = sql.equal(sql.column("ruling", "asks"), sql.column(RULING, "answered"))
        query = query.join(_asking(lanes), on=same, copy=False)
    if MISSING not in outputs:
        return query
    return _decoded(lanes, query, keep=keep, outputs=outputs, enumerated=enumerated)


def _lane_columns(outputs: Sequence[str]) -> dict[str, str]:
    """The columns of lanes that the wanted outputs are looked up by."""
    return {
        output: lane
        for output, lane in ((DECIDING, "deciding lane"), (AGAINST, "against lane"))
        if output in outputs
    }


def _certain(word: int) -> str:
    """The column with the lanes of parts that take effect."""
    return f"certain {word}"


def _possible(word: int) -> str:
    """The column with the lanes of parts that take effect or may."""
    return f"possible {word}"


def _undecided(node: int) -> str:
    """The column with the lanes in which a node's own truth is unknown."""
    return f"undecided {node}"


def _undecided_rails(word: int) -> str:
    """The column with the lanes of all rails that are unknown."""
    return f"undecided rails {word}"


def _open(place: int) -> str:
    """The column with the lanes in which nodes, and all they stand in, are unknown; packed."""
    return f"open {place}"


def _parts(lanes: Lanes, words: exp.Select, carried: Sequence[str]) -> exp.Select:
    """Nodes joined into parts."""
    below: dict[Node, list[int]] = {}
    for number, node in enumerate(lanes.nodes):
        if node.path:
            below.setdefault(Node(node.word, node.path[:-1]), []).append(number)
    absorbing: dict[int, exp.Expr] = {}
    touching: dict[int, exp.Expr] = {}
    selected = [sql.column(name, "words") for name in (*carried, *unknown_words(lanes))]
    for number, node in reversed(list(enumerate(lanes.nodes))):
        # What is neutral in a child absorbs in its parent, and the other way round.
        children = below.get(node, [])
        absorbing[number] = sql.bits_or(
            [
                sql.column(absorbed(number), "words"),
                *(_rest(lanes, touching[one]) for one in children),
            ]
        )
        touching[number] = sql.bits_or(
            [
                sql.column(touched(number), "words"),
                *(_rest(lanes, absorbing[one]) for one in children),
            ]
        )
        unknown_here = sql.bits_without(touching[number].copy(), absorbing[number].copy())
        selected.append(sql.named(unknown_here, _undecided(number)))
        if not node.path:
            selected.append(sql.named(_rest(lanes, touching[number]), _certain(node.word)))
            selected.append(sql.named(_rest(lanes, absorbing[number]), _possible(node.word)))
    return exp.select(*selected, copy=False).from_(sql.subquery(words, "words"), copy=False)


def _rest(lanes: Lanes, word: exp.Expr) -> exp.Expr:
    return sql.bits_without(sql.number(lanes.all_lanes), word.copy())


def _on(lanes: Lanes, rail: Rail, found: Callable[[int], str]) -> list[tuple[int, exp.Expr]]:
    """The lanes of a rail among those found, by number of word."""
    return [
        (word, sql.bits_and(sql.column(found(word), "parts"), sql.number(mask)))
        for word, mask in enumerate(lanes.rails[rail])
        if mask
    ]


def _truths(
    lanes: Lanes, parts: exp.Select, carried: Sequence[str], outputs: Sequence[str]
) -> exp.Select:
    """Parts joined into rails: the truths of the rails and the deciding lanes."""
    code = sql.total(
        sql.times(sql.total([_some(lanes, rail, _certain), _some(lanes, rail, _possible)]), weight)
        for rail, weight in zip(Rail, (9, 3, 1), strict=True)
    )
    if RULING in carried:
        none = sql.equal(sql.column(RULING, "parts"), sql.number(len(lanes.placed)))
        code = sql.case([(none, sql.number(_NO_RULING))], code)
    selected = [sql.column(name, "parts") for name in carried]
    selected.append(sql.named(code, _CODE))
    likely = [
        found for rail in Rail for some in (_certain, _possible) for found in _on(lanes, rail, some)
    ]
    found_by = {DECIDING: likely, AGAINST: _on(lanes, Rail.REQUIRED, _certain)}
    for output, lane in _lane_columns(outputs).items():
        selected.append(sql.named(_first_lane(found_by[output]), lane))
    if MISSING in outputs:
        undecided = [_undecided(number) for number in range(len(lanes.nodes))]
        selected += [sql.column(name, "parts") for name in (*unknown_words(lanes), *undecided)]
    return exp.select(*selected, copy=False).from_(sql.subquery(parts, "parts"), copy=False)


def _some(lanes: Lanes, rail: Rail, found: Callable[[int], str]) -> exp.Expr:
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
    carried: Sequence[str],
    outputs: Sequence[str],
    *,
    enumerated: bool,
) -> exp.Select:
    """The answers, and what is open: all that the outputs are then read from."""
    passed = [*carried, *_lane_columns(outputs).values()]
    selected = [sql.column(name, "truths") for name in passed]
    selected += [sql.column(name, "answers") for name in _of_answers(outputs)]
    if MISSING in outputs:
        selected += [sql.column(name, "truths") for name in unknown_words(lanes)]
        selected += _open_words(lanes)
    same = sql.equal(sql.column("code", "answers"), sql.column(_CODE, "truths"))
    return (
        exp.select(*selected, copy=False)
        .from_(sql.subquery(truths, "truths"), copy=False)
        .join(_answers(lanes, outputs, enumerated=enumerated), on=same, copy=False)
    )


def _open_words(lanes: Lanes) -> list[exp.Expr]:
    """The lanes in which a node, and all it stands in up to the rail, is unknown; packed."""
    found: dict[Node, exp.Expr] = {}
    packed: dict[int, list[exp.Expr]] = {}
    for number, node in enumerate(lanes.nodes):
        above = (
            found[Node(node.word, node.path[:-1])].copy()
            if node.path
            else sql.column(_undecided_rails(node.word), "answers")
        )
        found[node] = sql.bits_and(above, sql.column(_undecided(number), "truths"))
        place, start = lanes.place(number)
        word = found[node].copy()
        packed.setdefault(place, []).append(sql.times(word, 1 << start) if start else word)
    return [sql.named(sql.bits_or(words), _open(place)) for place, words in packed.items()]


def _missing_codes(lanes: Lanes, *, has_rulings: bool) -> list[exp.Expr]:
    """The keys that are unknown and asked about in some open lane, as one number for each CHUNK.

    A list is slow to build for each row, and quickly looked up by a number.
    """
    is_open = sql.equal(sql.column(ANSWER, "answered"), sql.text(OPEN))
    codes: list[exp.Expr] = []
    for start in range(0, len(lanes.columns), CHUNK):
        bits = [
            sql.case(
                [(_can_matter(lanes, position, has_rulings=has_rulings), sql.number(1 << place))],
                sql.number(0),
            )
            for place, position in enumerate(range(start, min(start + CHUNK, len(lanes.columns))))
        ]
        word, bit = divmod(start, KEYS)
        unknown_keys = sql.bits_from(sql.column(unknown(word), "answered"), bit, len(bits))
        matters = sql.bits_and(sql.total(bits), unknown_keys)
        codes.append(sql.case([(is_open.copy(), matters)], sql.number(0)))
    return codes


def _can_matter(lanes: Lanes, position: int, *, has_rulings: bool) -> exp.Expr:
    """Whether a key is asked about where everything above it is unknown."""
    asking: list[exp.Expr] = []
    for place, masks in enumerate(zip(*_asks(lanes, lanes.columns[position].key), strict=True)):
        if any(masks):
            mask = sql.column(_asked(position, place), "asks") if has_rulings else None
            asking.append(
                sql.bits_and(sql.column(_open(place), "answered"), mask or sql.number(masks[0]))
            )
    return sql.any_bit(sql.bits_or(asking))


def _decoded(
    lanes: Lanes,
    query: exp.Select,
    *,
    keep: Sequence[str],
    outputs: Sequence[str],
    enumerated: bool,
) -> exp.Select:
    """The rows with the lists of keys that their numbers stand for."""
    starts = range(0, len(lanes.columns), CHUNK)
    every = [column.key for column in lanes.columns] if enumerated else []
    lists = [sql.column("keys", _coded(place)) for place in range(len(starts))]
    missing = sql.joined_lists(lists)
    decoded = exp.select(
        *(sql.column(name, "coded") for name in keep),
        *(
            sql.named(missing if name == MISSING else sql.column(name, "coded"), name)
            for name in outputs
        ),
        copy=False,
    ).from_(sql.subquery(query, "coded"), copy=False)
    for place, start in enumerate(starts):
        keys = [column.key for column in lanes.columns[start : start + CHUNK]]
        same = sql.equal(sql.column("code", _coded(place)), sql.column(_coded(place), "coded"))
        decoded = decoded.join(_lists(keys, _coded(place), among=every), on=same, copy=False)
    return decoded


def _coded(place: int) -> str:
    """The column with the number of a chunk of missing keys, and the table that says its keys."""
    return f"missing {place}"


def _lists(keys: Sequence[str], name: str, *, among: Sequence[str]) -> exp.Expr:
    """A table of every number of a chunk with the list of keys it stands for.

    `among`: all keys of all chunks, where lists are to hold enumerated texts.
    """
    code = sql.column("code", "numbers")
    words = [
        sql.case([(sql.any_bit(sql.bits_and(code.copy(), sql.number(1 << place))), sql.text(key))])
        for place, key in enumerate(keys)
    ]
    numbers = sql.subquery(sql.numbers_below(1 << len(keys), "code"), "numbers")
    listed = exp.select(
        sql.named(code, "code"),
        sql.named(sql.one_of(sql.texts_known(words), among, listed=True), "keys"),
        copy=False,
    ).from_(numbers, copy=False)
    return sql.subquery(listed, name)


def _asks(lanes: Lanes, key: str) -> list[tuple[int, ...]]:
    """For each ruling the lanes in which it asks about a key; packed."""
    return [lanes.packed(placed.asks(key, lanes.nodes)) for placed in lanes.placed]


def _asked(position: int, place: int) -> str:
    """The column with the lanes in which the row's ruling asks about a key; packed."""
    return f"asked {position} {place}"


def _asking(lanes: Lanes) -> exp.Expr:
    """The lanes in which each ruling asks about each key."""
    columns: dict[str, list[int]] = {}
    for position, column in enumerate(lanes.columns):
        for place, masks in enumerate(zip(*_asks(lanes, column.key), strict=True)):
            if any(masks):
                # The last is for rows whose ruling is not in the table.
                columns[_asked(position, place)] = [*masks, 0]
    rows = (
        [sql.number(ruling), *(sql.number(masks[ruling]) for masks in columns.values())]
        for ruling in range(len(lanes.placed) + 1)
    )
    return sql.values("asks", ("ruling", *columns), rows)


def _of_answers(outputs: Sequence[str]) -> list[str]:
    """The columns of the table of answers that the wanted outputs need."""
    beside = {*outputs, ANSWER, f"certain_{Answer.CONFLICT.value}"}
    return [name for name in OUTPUTS if name in beside - {DECIDING, AGAINST, MISSING}]


def _answers(lanes: Lanes, outputs: Sequence[str], *, enumerated: bool) -> exp.Expr:
    """What each combination of the truths of the rails means."""
    names = _of_answers(outputs)
    rows: list[list[exp.Expr]] = []
    for code, truths in enumerate([*product(Truth, repeat=len(Rail)), None]):
        # The last is for rows whose ruling is not in the table.
        settled = settled_answer(*truths) if truths else None
        possible = possible_answers(*truths) if truths else SETTLED
        answer_text = sql.text(settled.value if settled else OPEN)
        means: dict[str, exp.Expr] = {
            ANSWER: sql.one_of(answer_text, _ANSWERS) if enumerated else answer_text
        }
        for answer in SETTLED:
            means[f"certain_{answer.value}"] = sql.boolean(answer is settled)
            means[f"possible_{answer.value}"] = sql.boolean(answer in possible)
        undecided = [
            masks
            for masks, truth in zip(lanes.rails.values(), truths or (), strict=False)
            if truth is Truth.UNKNOWN
        ]
        lanes_of_words = (sum(masks[word] for masks in undecided) for word in range(lanes.words))
        rows.append(
            [
                sql.number(code),
                *(means[name] for name in names),
                *(sql.number(word) for word in lanes_of_words),
            ]
        )
    words = [_undecided_rails(word) for word in range(lanes.words)]
    return sql.values("answers", ("code", *names, *words), rows)


def _sources(lanes: Lanes, name: str, *, enumerated: bool) -> exp.Expr:
    """The sources of the parts by ruling and lane."""
    rows = [
        [sql.number(ruling), sql.number(position), sql.text(source)]
        for ruling, placed in enumerate(lanes.placed)
        for position, source in placed.sources.items()
    ]
    nobody = [sql.number(len(lanes.placed)), sql.number(0), sql.text("")]
    columns = ("ruling", "lane", "source")
    if not enumerated:
        return sql.values(name, columns, rows or [nobody])
    texts = [source for placed in lanes.placed for source in placed.sources.values()]
    typed = exp.select(
        sql.column("ruling", "written"),
        sql.column("lane", "written"),
        sql.named(sql.one_of(sql.column("source", "written"), texts or [""]), "source"),
        copy=False,
    ).from_(sql.values("written", columns, rows or [nobody]), copy=False)
    return sql.subquery(typed, name)
