"""The SQL of audits as Spark is told it: traps put right in the tree, and what is not known refused. No Java needed."""

from __future__ import annotations

import re

import pytest

from comity.audit.counting.identity import _NO_ID
from comity.audit.spark.sql import UntoldSqlError, java_pattern, parsed, tables_in, to_spark


def spark(sql: str) -> str:
    return to_spark(parsed(sql))


def test_null_comes_last_in_every_order_as_in_duckdb() -> None:
    assert "ORDER BY `b` NULLS LAST" in spark("SELECT a FROM t ORDER BY b")


def test_texts_put_together_leave_null_out_and_take_numbers() -> None:
    assert spark("SELECT concat('row ', of, ':') FROM t") == (
        "SELECT CONCAT(COALESCE(CAST('row ' AS STRING), ''), COALESCE(CAST(`of` AS STRING), ''), "
        "COALESCE(CAST(':' AS STRING), '')) FROM `t`"
    )
    assert spark("SELECT concat_ws(chr(0), a, b) FROM t") == (
        "SELECT CONCAT_WS(CHR(0), CAST(`a` AS STRING), CAST(`b` AS STRING)) FROM `t`"
    )


def test_moments_have_no_zone_and_seconds_are_counted_as_duckdb_does() -> None:
    assert spark("SELECT date_trunc('hour', m) FROM t") == (
        "SELECT CAST(DATE_TRUNC('HOUR', `m`) AS TIMESTAMP_NTZ) FROM `t`"
    )
    told = spark("SELECT epoch(m)::BIGINT FROM t")
    assert "RINT(CAST(UNIX_MICROS(CAST(`m` AS TIMESTAMP_LTZ)) AS DOUBLE)" in told


def test_what_is_inside_of_what_is_put_right_is_put_right_too() -> None:
    told = spark("SELECT concat_ws(' ', concat('a', b), arg_max(x, (y, -z))) FROM t")
    assert "COALESCE(CAST(`b` AS STRING), '')" in told
    assert "MAX_BY(`x`, STRUCT(`y`, -`z`))" in told


def test_a_place_in_a_list_is_counted_from_nought_there() -> None:
    told = spark("SELECT holds[1 + len(list_filter(days, lambda turn: turn <= day))] FROM t")
    assert "`holds`[0 + SIZE(FILTER(`days`, `turn` -> " in told


def test_a_number_of_rows_without_an_order_gets_one() -> None:
    assert "ROW_NUMBER() OVER (ORDER BY '')" in spark("SELECT row_number() OVER () AS n FROM t")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT hash(a) FROM t",
        "SELECT levenshtein(a, b) FROM t",
        "SELECT regexp_matches(a, 'x') FROM t",
        "SELECT regexp_full_match(a, b) FROM t",
        "SELECT regexp_full_match(a, '\\bx') FROM t",
        "SELECT upper(a) FROM t",
        "SELECT len(a) FROM t",
        "SELECT a / b FROM t WHERE strptime(c, '%Y') IS NULL",
        "SELECT no_such_function(a) FROM t",
        "SELECT (a / b)::BIGINT FROM t",
    ],
)
def test_a_function_that_is_not_known_to_mean_the_same_is_refused(sql: str) -> None:
    with pytest.raises(UntoldSqlError):
        spark(sql)


def test_tables_of_its_own_are_not_asked_for() -> None:
    tree = parsed("WITH a AS (SELECT 1 AS x FROM rows) SELECT * FROM a JOIN acts USING (x)")
    assert tables_in(tree) == {"rows", "acts"}


def test_the_pattern_of_ids_that_name_nothing_holds_in_java_s_words_too() -> None:
    # Python reads what Java is given, and as strictly: `\\A`, `\\z` (`\\Z` here) and classes written out.
    pattern = re.compile(java_pattern(_NO_ID).replace(r"\z", r"\Z"))
    for text in ("", " ", "[redacted]", "null", "n/a", "0-0", "\t", "***"):
        assert pattern.fullmatch(text), text
    for text in ("\x0b", "id", "nullx", "null\n", "7"):
        assert not pattern.match(text), text
