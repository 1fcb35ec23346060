"""A published table of what places do for immigration enforcement, restated claim by claim, so that each
claim can be held against the law. Only the reading of it; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.decide.question import LATEST, QuestionError, ask
from comity.law import Corpus, CorpusError, Problem, corpus_folder, nearest, read_plain
from comity.logic import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """A claim of a published table, in our own words, as a question that the law can answer.

    `entry` counts the entries of the table from its top: one that joins several acts is several claims.
    `claims` are the answers that would bear it out; `differs` says why the law files see it otherwise,
    or more narrowly.
    """

    entry: int
    place: str
    says: str
    action: str
    actor: str | None
    facts: Mapping[str, object]
    claims: tuple[Answer, ...]
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """A published table, its claims restated, and the day of law for which they were written."""

    title: str
    written_for: date
    bullets: tuple[Bullet, ...]


def published_table_file(folder: Path | None = None) -> Path:
    """The claims that come with a corpus."""
    return (folder or corpus_folder()) / "tables" / "participation.yaml"


def read_published_table(corpus: Corpus, path: Path) -> PublishedTable:
    """Read the claims of a published table. Raises CorpusError with everything wrong in the file."""
    form, problems = read_plain(path.read_text(encoding="utf-8"), file=str(path))
    if problems:
        raise CorpusError(problems)
    wrong = _Wrong(str(path))
    top: Mapping[str, object] = form if isinstance(form, dict) else {}
    wrong.keys("the file", top, _TOP, _TOP)
    written_for = _day(top.get("written_for"))
    if "written_for" in top and written_for is None:
        wrong.add("`written_for` cannot be read", "it is not a day", "write it as 2026-11-21")
    entries = top.get("claims") or []
    if not isinstance(entries, list):
        wrong.add("`claims` cannot be read", "it is no list of claims", "write one claim or more")
        entries = []
    found = [
        bullet
        for number, one in enumerate(entries, start=1)
        if (bullet := _bullet(corpus, one, number, written_for or LATEST, wrong))
    ]
    if wrong.problems or written_for is None:
        raise CorpusError(tuple(wrong.problems))
    return PublishedTable(title=_line(top["table"]), written_for=written_for, bullets=tuple(found))


_TOP = ("table", "written_for", "claims")
_NEEDED = ("entry", "place", "says", "action", "claims")
_KNOWN = (*_NEEDED, "actor", "facts", "differs")
_ANSWERS = tuple(one.value for one in Answer)


class _Wrong:
    """What is wrong with a file of claims, collected."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, what: str, why: str, remedy: str) -> None:
        self.problems.append(Problem(file=self.file, line=0, what=what, why=why, remedy=remedy))

    def keys(
        self, what: str, given: Mapping[str, object], needed: Sequence[str], known: Sequence[str]
    ) -> bool:
        """Whether everything needed is there, and nothing unknown."""
        before = len(self.problems)
        if missing := [key for key in needed if given.get(key) in (None, "", [])]:
            why = f"it has no {', '.join(f'`{key}`' for key in missing)}"
            self.add(f"{what} cannot be read", why, "write what is missing")
        for key in given:
            if key not in known:
                why = f"`{key}` is no key of it"
                self.add(f"{what} cannot be read", why, nearest(key, known))
        return len(self.problems) == before


def _bullet(
    corpus: Corpus, one: object, number: int, written_for: date, wrong: _Wrong
) -> Bullet | None:
    """One claim; None with its mistakes noted."""
    what = f"claim {number}"
    if not isinstance(one, dict):
        wrong.add(f"{what} cannot be read", "it is not a mapping", "write its keys and values")
        return None
    if not wrong.keys(what, one, _NEEDED, _KNOWN):
        return None
    before = len(wrong.problems)
    what = f"claim {number} ({one['place']}, {one['action']})"
    entry, facts = one["entry"], one.get("facts", {})
    if not isinstance(entry, int) or isinstance(entry, bool) or entry < 1:
        wrong.add(f"{what} cannot be read", f"its entry is `{entry}`", "count from 1")
    answers = one["claims"] if isinstance(one["claims"], list) else [one["claims"]]
    for answer in answers:
        if answer not in _ANSWERS:
            why = f"`{answer}` is not an answer"
            wrong.add(f"{what} cannot be read", why, nearest(str(answer), _ANSWERS))
    if not isinstance(facts, dict):
        wrong.add(f"{what} cannot be read", "its facts are not a mapping", "write `word: value`")
    elif one["place"] not in corpus.jurisdictions:
        why = f"`{one['place']}` has no law file"
        wrong.add(f"{what} cannot be asked", why, nearest(str(one["place"]), corpus.jurisdictions))
    else:
        try:
            ask(
                corpus,
                str(one["place"]),
                str(one["action"]),
                on=written_for,
                actor=_text(one.get("actor")),
                facts=facts,
            )
        except QuestionError as error:
            for mistake in error.mistakes:
                wrong.add(f"{what} cannot be asked", mistake, "see `comity vocabulary`")
    if len(wrong.problems) > before or not isinstance(entry, int) or not isinstance(facts, dict):
        return None
    return Bullet(
        entry=entry,
        place=str(one["place"]),
        says=_line(one["says"]),
        action=str(one["action"]),
        actor=_text(one.get("actor")),
        facts=facts,
        claims=tuple(Answer(answer) for answer in answers),
        differs=_line(one.get("differs", "")),
    )


def _line(text: object) -> str:
    return " ".join(str(text).split())


def _text(given: object) -> str | None:
    return None if given is None else str(given)


def _day(given: object) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(str(given))
    return None
