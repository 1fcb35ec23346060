"""The list of mutants that change nothing anyone can observe, with reasons; stale entries are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tools.mutate.trial import Verdict


class EquivalentsError(Exception):
    """The list cannot be read as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A mutant that is said to be equivalent: of which place, and why."""

    id: str
    jurisdiction: str
    why: str


def read_equivalents(path: Path) -> tuple[Equivalent, ...]:
    """Read the list: for each place, reasons with the mutants they hold for. No file: no mutant.

    Raises EquivalentsError for a file of another form, an empty reason, or a mutant listed twice.
    """
    if not path.exists():
        return ()
    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise EquivalentsError(f"{path}: not readable as YAML: {error}") from error
    found = tuple(_entries(path, content or {}))
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            raise EquivalentsError(f"{path}: `{one.id}` is listed twice")
        seen.add(one.id)
    return found


def _entries(path: Path, content: object) -> Iterator[Equivalent]:
    if not isinstance(content, dict):
        raise EquivalentsError(f"{path}: write each place with a list of reasons below it")
    for place, groups in content.items():
        for group in groups or ():
            if not isinstance(group, dict) or set(group) != {"why", "mutants"}:
                raise EquivalentsError(f"{path}: each entry of `{place}` has `why` and `mutants`")
            why, mutants = group["why"], group["mutants"]
            if not isinstance(why, str) or not why.strip() or not isinstance(mutants, list):
                raise EquivalentsError(f"{path}: a reason of `{place}` is empty, or lists nothing")
            for name in mutants:
                yield Equivalent(id=str(name), jurisdiction=str(place), why=why.strip())


def stale(
    listed: Sequence[Equivalent], verdicts: Sequence[Verdict], places: Collection[str]
) -> tuple[str, ...]:
    """Entries of some places that name no mutant, or one that a case notices."""
    by_id = {one.mutant.id: one for one in verdicts}
    found: list[str] = []
    for one in listed:
        if one.jurisdiction not in places:
            continue
        verdict = by_id.get(one.id)
        if verdict is None or verdict.mutant.jurisdiction != one.jurisdiction:
            found.append(f"{one.id}: there is no such mutant of {one.jurisdiction}")
        elif verdict.killer is not None:
            found.append(f"{one.id}: not equivalent, {verdict.killer} notices it")
    return tuple(found)
