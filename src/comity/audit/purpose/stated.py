"""What rows state of their purpose, as numbers: each row gets the code of the rule that decides its texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from comity.audit.engine import Engine, identifier
from comity.audit.purpose.classify import StatedIn, purpose_of
from comity.audit.purpose.lexicon import Cells, Lexicon, Purpose, Signal
from comity.audit.purpose.sql import ABSENT, BLANK, UNRECOGNISED, code_meanings, purpose_query
from comity.audit.purpose.sql import Engine as PurposeEngine

STATED_TEXTS = {
    StatedIn.OFFENSE_TYPE: "offense",
    StatedIn.REASON: "reason",
    StatedIn.TEXT_PROMPT: "prompt",
    StatedIn.CASE_NUMBER: "case_number",
    StatedIn.MODERATION: "moderation",
}
"""The columns of a spool in which a purpose may be stated."""


FEW_ROWS = 10_000
"""So many are read one by one: the engine needs longer to make ready for the rules than these take."""
_NO_RULE = {Signal.UNRECOGNISED: UNRECOGNISED, Signal.BLANK: BLANK, Signal.ABSENT: ABSENT}


def make_stated(engine: Engine, lexicon: Lexicon) -> None:
    """Make the table `stated`: what each code stands for."""
    engine.table(
        "stated",
        {
            "id": "INTEGER",
            "purpose": "VARCHAR",
            "signal": "VARCHAR",
            "rule": "VARCHAR",
            "mention": "BOOLEAN",
            "level": "INTEGER",
        },
        (
            (
                one.code,
                one.purpose.value,
                one.signal.value,
                one.rule,
                one.purpose_class.needs_look,
                level_of(one.purpose.value, one.signal.value),
            )
            for one in code_meanings(lexicon)
        ),
    )


@contextmanager
def sorted_by_purpose(engine: Engine, lexicon: Lexicon, rows: int, relation: str) -> Iterator[str]:
    """The name of a view, for as long as the block lasts: a relation of `rows` rows, numbered `seq`, with the code of
    each row in the column `purpose_code`.

    Both ways give the same codes (tested): the rules as SQL, or few rows read by `classify.py`.
    """
    view, codes = f"{relation}_sorted", f"{relation}_codes"
    by_hand = rows <= FEW_ROWS and engine.dialect == PurposeEngine.DUCKDB.value
    if by_hand:
        columns = {"seq": "BIGINT", "purpose_code": "INTEGER"}
        engine.table(codes, columns, _codes(engine, lexicon, relation))
        query = f"SELECT r.*, c.purpose_code FROM {identifier(relation)} r JOIN {identifier(codes)} c USING (seq)"  # noqa: S608 -- in quotes
    else:
        query = purpose_query(
            lexicon, relation, STATED_TEXTS, state="state", engine=PurposeEngine(engine.dialect)
        )
    engine.view(view, query, over=(relation,))
    yield view
    engine.run(f"DROP VIEW {view}")
    if by_hand:
        engine.run(f"DROP TABLE {codes}")


def _codes(engine: Engine, lexicon: Lexicon, relation: str) -> Iterator[tuple[int, int]]:
    code = {rule.id: number for number, rule in enumerate(lexicon.rules)}
    texts = ", ".join(STATED_TEXTS.values())
    for seq, state, *cells in engine.ask(f"SELECT seq, state, {texts} FROM {identifier(relation)}"):  # noqa: S608 -- in quotes
        held = {of.value: cell for of, cell in zip(STATED_TEXTS, cells, strict=True)}
        found = purpose_of(Cells(state=state, **held), lexicon)
        yield seq, _NO_RULE[found.signal] if found.rule is None else code[found.rule]


_SAYS_LITTLE = (
    Signal.ABSENT,
    Signal.BLANK,
    Signal.PLACEHOLDER,
    Signal.REDACTED,
    Signal.VAGUE,
    Signal.UNRECOGNISED,
    Signal.FEDERAL_MENTION,
    Signal.IMMIGRATION_MENTION,
)
DEFINITE = len(_SAYS_LITTLE)
"""The level of a statement that says a purpose."""


def level_of(purpose: str, signal: str) -> int:
    """How much a statement says, for choosing among what several logs say of one search.

    0 nothing, 1 blank, 2 a mark for nothing, 3 blacked out, 4 vague, 5 words that no rule knows, 6 a federal agency,
    7 words of immigration enforcement, DEFINITE a purpose.
    """
    return DEFINITE if purpose != Purpose.UNKNOWN.value else _SAYS_LITTLE.index(Signal(signal))
