"""The rules of a lexicon as SQL: every row of a table gets the code of the rule that decides its texts.

The same answers as `classify.py`, row for row. Made to be quick: distinct texts first, one regular expression for
each step of rules, and the rules of a step (and what they leave out) only where that one has met the text. Each
such expression is made from the rules themselves, so that it can lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from comity.audit.purpose.classify import ASIDE, LIST_MARK, MAIN, StatedIn
from comity.audit.purpose.lexicon import (
    FILLER,
    Lexicon,
    Purpose,
    PurposeClass,
    Rule,
    Signal,
    gate_of,
    literal,
    ungrouped,
)
from comity.audit.purpose.text import SPACES, plain_characters

UNRECOGNISED, BLANK, ABSENT = 1_000_001, 1_000_002, 1_000_003
"""Codes of rows that no rule decides: behind those of all rules."""
_NOT_PLAIN = "[^ -$&-*,-^`-~]"
"""Meets a text with more in it than letter case to prepare: `%`, `+`, `_`, and all that is not plain ASCII."""
_NOT_ASCII = "[^\x01-\x7f]"


class Engine(Enum):
    """A table engine, where engines spell a thing in their own way."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMeaning:
    """What a code stands for; `rule` is empty where no rule decided."""

    code: int
    purpose_class: PurposeClass
    purpose: Purpose
    signal: Signal
    rule: str


def code_meanings(lexicon: Lexicon) -> tuple[CodeMeaning, ...]:
    """Every code that the query can give: the place of a rule in the lexicon, or one of the three above."""
    none = (
        (UNRECOGNISED, PurposeClass.VAGUE, Signal.UNRECOGNISED),
        (BLANK, PurposeClass.ABSENT, Signal.BLANK),
        (ABSENT, PurposeClass.ABSENT, Signal.ABSENT),
    )
    return (
        *(
            CodeMeaning(
                code=code, purpose_class=of, purpose=Purpose.UNKNOWN, signal=signal, rule=""
            )
            for code, of, signal in none
        ),
        *(
            CodeMeaning(
                code=code,
                purpose_class=rule.purpose_class,
                purpose=rule.purpose,
                signal=rule.signal,
                rule=rule.id,
            )
            for code, rule in enumerate(lexicon.rules)
        ),
    )


def purpose_query(
    lexicon: Lexicon,
    relation: str,
    columns: Mapping[StatedIn, str],
    *,
    state: str | None = None,
    engine: Engine = Engine.DUCKDB,
) -> str:
    """A query that gives every column of a relation, and `purpose_code`.

    `columns` names the columns of texts that the relation has, NULL being absent; `state` its column with the
    searcher's state in two letters. Names are put into the query in quotes.
    """
    return _Query(lexicon, engine).text(relation, columns, state)


def purpose_in_row(lexicon: Lexicon, ready: Mapping[StatedIn, str]) -> str:
    """The codes of one row as an expression, for a pass that must not stop: those of `purpose_query`, one by one.

    `ready`: for each column of texts the SQL of the text as `ready_in_row` gives it, best a column that the engine
    cannot work out anew for each rule. It gives a text of numbers with spaces between: the code where no state counts,
    then for each of `states_of` the code that its own rules give, ABSENT where they give none. The lesser of the
    first and a state's is that of a searcher there. DuckDB only.
    """
    return _Query(lexicon, Engine.DUCKDB).in_row(ready)


def ready_in_row(lexicon: Lexicon, text: str) -> str:
    """A text as the rules read it."""
    return _Query(lexicon, Engine.DUCKDB).ready(text)


def states_of(lexicon: Lexicon) -> tuple[str, ...]:
    """The states that have rules of their own, in the order of `purpose_in_row`."""
    return tuple(sorted(frozenset().union(*(rule.states for rule in lexicon.rules))))


def gate_in_row(lexicon: Lexicon, text: str) -> str:
    """Whether a case number or the like may hold what a rule looks for: true of every text that one of them meets.

    One expression, made from the rules, over the text as printed: it meets all that is not plain characters too.
    """
    looks = [rule for step in lexicon.steps if step.looks for rule in step.rules]
    return _Query(lexicon, Engine.DUCKDB).may_meet(text, looks)


class _Query:
    """Writes the query for one lexicon and one engine."""

    def __init__(self, lexicon: Lexicon, engine: Engine) -> None:
        self._lexicon, self._engine = lexicon, engine
        self._code = {rule.id: code for code, rule in enumerate(lexicon.rules)}
        self._alone = [rule for rule in lexicon.rules if rule.alone]
        self._characters: dict[str, str] = {}
        for character, plain in plain_characters().items():
            self._characters[plain] = self._characters.get(plain, "") + character

    def text(self, relation: str, columns: Mapping[StatedIn, str], state: str | None) -> str:
        main = [cell for cell in MAIN if cell in columns]
        read = [cell for cell in StatedIn if cell in columns]
        parts = [part for cell in read for part in self._texts(cell, columns[cell], relation)]
        joins = "".join(
            f"\nLEFT JOIN {cell.value}_codes ON r.{self._name(columns[cell])} = {cell.value}_codes.text"
            for cell in read
        )
        with_ = f"WITH {', '.join(parts)}\n" if parts else ""
        code = self._row(main, columns, state)
        return f"{with_}SELECT r.*, {code} AS purpose_code\nFROM {self._name(relation)} AS r{joins}"

    def in_row(self, ready: Mapping[StatedIn, str]) -> str:
        """See `purpose_in_row`."""
        kinds = {cell: ASIDE if cell in ASIDE else MAIN for cell in StatedIn if cell in ready}
        main = [ready[cell] for cell, kind in kinds.items() if kind is MAIN]
        general = [
            _if_any_text(ready[cell], self._first_of_few(ready[cell], kind))
            for cell, kind in kinds.items()
        ]
        if self._alone and main:
            only = [self._only(text) for text in main]
            cells = [cell for cell, kind in kinds.items() if kind is MAIN]
            holds = [self._holds_labels(cell, ready[cell]) for cell in cells]
            found = self._alone_code(only, holds)
            any_label = " OR ".join(self._matches(text, gate_of(self._alone)) for text in main)
            general.append(f"CASE WHEN {any_label} THEN {found} END")
        absent = " AND ".join(f"{text} IS NULL" for text in main) or "true"
        blank = " AND ".join(f"coalesce(trim({text}) = '', true)" for text in main) or "true"
        codes = [_least([*general, _without_rule(absent, blank)])]
        codes += [
            _least(
                [
                    _if_any_text(ready[cell], self._first(ready[cell], kind, state))
                    for cell, kind in kinds.items()
                ]
            )
            for state in self._states()
        ]
        return f"concat_ws(' ', {', '.join(f'CAST({code} AS VARCHAR)' for code in codes)})"

    def ready(self, text: str) -> str:
        """See `ready_in_row`."""
        return self._prepared(f"({text})")

    def _first_of_few(self, text: str, cells: tuple[StatedIn, ...]) -> str:
        """`_first` behind one gate more: texts that stand once in a log are case numbers above all, and only the last
        step knows these.
        """
        if cells is ASIDE:
            return self._first(text, cells, None)
        *steps, _ = self._lexicon.steps
        known = [rule for step in steps for rule in step.rules if _of(rule, None)]
        last = [rule for rule in self._lexicon.steps[-1].rules if _of(rule, None)]
        every = f"CASE WHEN {self._matches(text, gate_of(known))} THEN {self._first(text, cells, None)} END"
        return _coalesced([every, self._step(last, text, cells)]) if known and last else every

    def may_meet(self, text: str, rules: Sequence[Rule]) -> str:
        """See `gate_in_row`. Letters of either case: plain ones are all that is lowered in a plain text."""
        return f"{self._matches(text, f'(?:(?i:{gate_of(rules)}))|{_NOT_PLAIN}')}"

    # The distinct texts of one column.

    def _texts(self, cell: StatedIn, column: str, relation: str) -> Iterator[str]:
        """Two tables, the second the one to join: each text as the rules read it, then its codes.

        The barrier between them keeps the engine from preparing a text anew for each rule. Case numbers are
        many and nearly all different: only those that a rule meets come into the tables.
        """
        barrier = "MATERIALIZED " if self._engine is Engine.DUCKDB else ""
        name, ready = self._name(column), self._prepared("text")
        aside = cell in ASIDE
        distinct = (
            f"SELECT DISTINCT {name} AS text FROM {self._name(relation)} WHERE {name} IS NOT NULL"  # noqa: S608
        )
        if aside:
            looks = [rule for step in self._lexicon.steps if step.looks for rule in step.rules]
            distinct += f" AND {self._matches(self._prepared(name), gate_of(looks))}"
        yield f"{cell.value}_ready AS {barrier}(SELECT text, {ready} AS ready FROM ({distinct}) AS t)"  # noqa: S608 -- names in quotes
        codes = [f"{self._first('ready', ASIDE if aside else MAIN, None)} AS code"]
        if not aside:
            codes += ["trim(ready) = '' AS is_blank", f"{self._only('ready')} AS only_label"]
        codes += [
            f"{self._first('ready', ASIDE if aside else MAIN, state)} AS code_{state.lower()}"
            for state in self._states()
        ]
        yield f"{cell.value}_codes AS {barrier}(SELECT text, {', '.join(codes)} FROM {cell.value}_ready)"  # noqa: S608 -- names of our own

    def _states(self) -> tuple[str, ...]:
        return states_of(self._lexicon)

    def _first(self, text: str, cells: tuple[StatedIn, ...], state: str | None) -> str:
        """The code of the first rule that meets a text, of those for a state or of those for all.

        Most texts name another crime or are vague. The steps between those two share one gate more, so that
        such a text is not put to each of them.
        """
        asked = [
            rules
            for step in self._lexicon.steps
            if step.looks or cells is not ASIDE
            if (rules := [rule for rule in step.rules if _of(rule, state)])
        ]
        blocks = [
            list(group)
            for _, group in groupby(asked, key=lambda rules: _is_usual(rules) and id(rules))
        ]
        found = []
        for block in blocks:
            steps = _coalesced([self._step(rules, text, cells) for rules in block])
            every = [rule for rules in block for rule in rules]
            found.append(self._if_any(every, text, steps) if len(block) > 1 else steps)
        return _coalesced(found)

    def _step(self, rules: Sequence[Rule], text: str, cells: tuple[StatedIn, ...]) -> str:
        """The code of the first of some rules that meets a text."""
        whens = [
            f"WHEN {self._met(rule, text, cells)} THEN {self._code[rule.id]}" for rule in rules
        ]
        if len(rules) == 1 and not rules[0].void:
            return f"CASE {whens[0]} END"
        if not any(rule.void or rule.labels for rule in rules):
            # The gate is no wider than the rules: what the others leave is the last one's.
            whens[-1] = f"ELSE {self._code[rules[-1].id]}"
        return self._if_any(rules, text, f"CASE {' '.join(whens)} END")

    def _if_any(self, rules: Sequence[Rule], text: str, code: str) -> str:
        return f"CASE WHEN {self._matches(text, gate_of(rules))} THEN {code} END"

    def _met(self, rule: Rule, text: str, cells: tuple[StatedIn, ...]) -> str:
        """Whether a rule meets a text. The vendor's list is chosen from in the main cells alone."""
        ways = []
        if rule.labels and cells is MAIN:
            held = "|".join(literal(label) for label in sorted(rule.labels))
            ways.append(self._matches(_head(text), f", +(?:{held}) *, "))
        if rule.whole is not None:
            ways.append(self._matches(text, f"^(?:{ungrouped(rule.whole.pattern)})$"))
        if rule.pattern is not None:
            pattern = ungrouped(rule.pattern.pattern)
            met = self._matches(text, pattern)
            if rule.void is not None:
                void = ungrouped(rule.void.pattern)
                left = self._replaced(self._replaced(text, void), void)
                met = (
                    f"CASE WHEN NOT {met} THEN false WHEN {self._matches(text, void)} "
                    f"THEN {self._matches(left, pattern)} ELSE true END"
                )
            ways.append(met)
        return f"({' OR '.join(ways)})"

    # Labels that decide alone: what stands in the other cells counts.

    def _only(self, text: str) -> str:
        """The code of the rule whose label is the only entry of the list in a text."""
        whens = " ".join(
            f"WHEN {self._matches(_head(text), f'^(?:, +)+{literal(label)} *(?:, +(?:{literal(label)} *)?)*$')} "
            f"THEN {self._code[rule.id]}"
            for rule in self._alone
            for label in sorted(rule.labels)
        )
        if not whens:
            return "NULL"
        return f"CASE WHEN {self._matches(text, gate_of(self._alone))} THEN CASE {whens} END END"

    def _holds_labels(self, cell: StatedIn, text: str) -> str:
        """Whether a prepared cell holds entries of the list."""
        head = _head(text)
        if cell is StatedIn.OFFENSE_TYPE:
            return f"NOT {self._matches(head, '^(?:, +)+$')}"
        known = "|".join(literal(label) for label in sorted(self._lexicon.labels))
        return self._matches(head, f", +(?:{known}) *, ")

    # One row.

    def _row(self, main: list[StatedIn], columns: Mapping[StatedIn, str], state: str | None) -> str:
        """The least code that any cell gives, or what the want of one says."""
        tables = [f"{cell.value}_codes" for cell in StatedIn if cell in columns]
        codes = [f"{table}.code" for table in tables]
        if state is not None:
            codes += [
                f"CASE WHEN r.{self._name(state)} = '{of}' THEN {table}.code_{of.lower()} END"
                for of in self._states()
                for table in tables
            ]
        if self._alone and main:
            only = [f"{cell.value}_codes.only_label" for cell in main]
            held = [self._prepared(f"r.{self._name(columns[cell])}") for cell in main]
            holds = [self._holds_labels(cell, text) for cell, text in zip(main, held, strict=True)]
            codes.append(self._alone_code(only, holds))
        absent = " AND ".join(f"r.{self._name(columns[cell])} IS NULL" for cell in main) or "true"
        blank = (
            " AND ".join(f"coalesce({cell.value}_codes.is_blank, true)" for cell in main) or "true"
        )
        return _least([*codes, _without_rule(absent, blank)])

    def _alone_code(self, only: Sequence[str], holds: Sequence[str]) -> str:
        """The code of the only label of the main cells, if no other stands in any; `holds`: whether a cell has some."""
        found = f"coalesce({', '.join(only)}, NULL)"
        agree = " AND ".join(
            f"CASE WHEN {one} IS NOT NULL THEN {one} = {found} ELSE NOT coalesce({others}, false) END"
            for one, others in zip(only, holds, strict=True)
        )
        return f"CASE WHEN {found} IS NOT NULL THEN CASE WHEN {agree} THEN {found} END END"

    # Spellings.

    def _prepared(self, text: str) -> str:
        """See `text.prepared`. Most texts are of plain characters, and only want small letters.

        Engines lower plain letters alike, and no others. For these DuckDB gets one class of characters for each
        plain one: its `translate` builds the table for every row, which takes 15 times as long. Spark's does not.
        """
        if self._engine is Engine.SPARK:
            held = plain_characters()
            table = f"{self._quoted(''.join(held))}, {self._quoted(''.join(held.values()))}"
            return (
                f"CASE WHEN NOT {self._matches(text, _NOT_PLAIN)} THEN lower({text}) "
                f"ELSE replace(translate({text}, {table}), '%20', '   ') END"
            )
        marks = f"lower({text})"
        for mark in "+_":
            marks = f"replace({marks}, '{mark}', ' ')"
        marks = self._replaced(marks, f"[{''.join(one for one in SPACES if one.isascii())}]", " ")
        other = text
        for plain, characters in self._characters.items():
            other = self._replaced(other, f"[{characters}]", plain)
        return (
            f"CASE WHEN NOT {self._matches(text, _NOT_PLAIN)} THEN lower({text}) "
            f"WHEN NOT {self._matches(text, _NOT_ASCII)} THEN replace({marks}, '%20', '   ') "
            f"ELSE replace({other}, '%20', '   ') END"
        )

    def _matches(self, text: str, pattern: str) -> str:
        if self._engine is Engine.SPARK:
            return f"({text} RLIKE {self._quoted(pattern)})"
        return f"regexp_matches({text}, {self._quoted(pattern)})"

    def _replaced(self, text: str, pattern: str, new: str = FILLER) -> str:
        every = "" if self._engine is Engine.SPARK else ", 'g'"
        return f"regexp_replace({text}, {self._quoted(pattern)}, {self._quoted(new)}{every})"

    def _quoted(self, text: str) -> str:
        if self._engine is Engine.SPARK:
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + text.replace("'", "''") + "'"

    def _name(self, name: str) -> str:
        mark = "`" if self._engine is Engine.SPARK else '"'
        return mark + name.replace(mark, mark * 2) + mark


def _of(rule: Rule, state: str | None) -> bool:
    """Whether a rule is one for a state, or, with none, one for all; labels that decide alone are put apart."""
    return not rule.alone and (state in rule.states if state else not rule.states)


def _is_usual(rules: Sequence[Rule]) -> bool:
    """Whether rules speak of what most searches say: another crime, or nothing clear."""
    usual = {PurposeClass.OTHER_CRIMINAL, PurposeClass.VAGUE}
    return len(rules) > 1 and all(
        rule.purpose_class in usual and (rule.pattern or rule.whole) for rule in rules
    )


def _coalesced(codes: Sequence[str]) -> str:
    return f"coalesce({', '.join(codes)})" if len(codes) > 1 else [*codes, "NULL"][0]


def _least(codes: Sequence[str]) -> str:
    return f"least({', '.join(f'coalesce({code}, {ABSENT})' for code in codes)}, {ABSENT})"


def _if_any_text(text: str, code: str) -> str:
    """A code of a text that is there: no rule meets an empty one, and most cells but one are empty."""
    return f"CASE WHEN {text} <> '' THEN {code} END"


def _without_rule(absent: str, blank: str) -> str:
    """The code of a row that no rule meets, by whether its main cells are absent, and blank."""
    return f"CASE WHEN {absent} THEN {ABSENT} WHEN {blank} THEN {BLANK} ELSE {UNRECOGNISED} END"


def _head(text: str) -> str:
    """The entries of the list that a text may begin with, each between `, ` and `, `."""
    return f"concat(', ', split_part({text}, '{LIST_MARK}', 1), ', ')"
