"""A comparison as plain JSON values: everything found, each case as two questions that can be asked again."""

from __future__ import annotations

from comity.compare.beside import Beside
from comity.compare.found import Equal
from comity.compare.side import Side
from comity.compare.told import Told, ToldDifference, ToldSide
from comity.decide import ADVICE, question_to_json


def difference_to_json(told: Told) -> dict[str, object]:
    """The comparison; stable keys, in a stable order."""
    found = told.found
    return {
        "before": _subject(found.before),
        "after": _subject(found.after),
        "equal_in_every_case": told.is_equal,
        "differences": [_difference(one) for one in (*told.differences, *told.said_on_one)],
        "beside": [_beside(one) for _, listed in told.beside for one in listed],
        "equal": [_equal(one) for one in found.equal],
        "rules_without_effect_on_answers": [
            {
                "action": one.action,
                "provision": one.rule.provision,
                "side": (found.after if one.on_after else found.before).name,
            }
            for one in found.no_effect
        ],
        "undecided": [
            {
                "action": one.action,
                "actors": list(one.actors),
                "query": one.query,
                "seconds": one.seconds,
            }
            for one in found.undecided
        ],
        "unconfirmed": found.unconfirmed,
        "actors_left_out": list(found.left_out),
        "reservations": list(told.reservations),
        "advice": ADVICE,
    }


def _subject(side: Side) -> dict[str, object]:
    return {
        "name": side.name,
        "place": side.place,
        "on": side.on.isoformat(),
        "corpus": side.corpus.digest,
    }


def _difference(one: ToldDifference) -> dict[str, object]:
    case = one.source.case
    return {
        "actions": list(one.actions),
        "actors": list(one.actors),
        "before": _side(one.before),
        "after": _side(one.after),
        "where": list(one.where),
        "every_such_case": one.whole,
        "left_open_on_both": one.source.only_said,
        "case": {
            "facts": list(one.case),
            "before": question_to_json(case.before),
            "after": question_to_json(case.after),
        },
    }


def _side(one: ToldSide) -> dict[str, object]:
    return {
        "answer": one.answer,
        "provisions": [
            {
                "id": rule.provision,
                "cite": rule.cite,
                "exception": rule.exception,
                "verified": rule.verified,
            }
            for rule in one.rules
        ],
    }


def _beside(one: Beside) -> dict[str, object]:
    return {
        "kind": one.kind,
        "id": one.id,
        "place": one.place,
        "cite": one.cite,
        "before": one.before,
        "after": one.after,
    }


def _equal(one: Equal) -> dict[str, object]:
    return {"action": one.action, "actors": list(one.actors), "no_rule": one.silent}
