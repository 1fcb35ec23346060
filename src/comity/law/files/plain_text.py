"""A text of facts or of an earlier answer, YAML or JSON, to plain values. As strict as law files are:
a key stands once, no anchors or tags, no deep nesting. It knows nothing of what the values mean.
"""

from __future__ import annotations

import json
from dataclasses import replace

from comity.law.files.yaml_node import Plain, plain
from comity.law.files.yaml_text import NOT_YAML, read_yaml
from comity.law.problem import Problem


def read_plain(text: str, *, file: str) -> tuple[Plain, tuple[Problem, ...]]:
    """The plain value of a text, and everything wrong with it; nothing is raised.

    What is JSON is read as JSON; everything else as the YAML of law files.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_float=str, parse_constant=str), ()
    except json.JSONDecodeError:
        node, problems = read_yaml(text, file=file)
        return (None if node is None else plain(node)), tuple(_neither(one) for one in problems)
    except _TwiceError as error:
        what, why = f"the key `{error.key}` stands twice", "only one of the two can be meant"
        return None, (Problem(file=file, line=0, what=what, why=why, remedy="keep one of them"),)
    except RecursionError:
        what, why = "the text is nested too deeply", "facts and answers are nearly flat"
        return None, (
            Problem(file=file, line=0, what=what, why=why, remedy="write out what is known"),
        )


def _neither(problem: Problem) -> Problem:
    if problem.what != NOT_YAML:
        return problem
    return replace(problem, what="this is neither JSON nor YAML")


class _TwiceError(ValueError):
    """A key that stands twice in one JSON object."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found
