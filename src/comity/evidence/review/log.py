"""One reviewer's decisions, a line each, only ever added to. Undoing is a line too."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from comity.evidence.act import ReportedAct
from comity.evidence.act_json import ActFormError, Json, act_from_json, act_to_json, mapping_at

DOES = ("accepted", "corrected", "rejected", "merged")


class ReviewLogError(ValueError):
    """A log that cannot be used; the message says which line and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of one proposal. `act` is the corrected act, `into` the id of the one it is merged into."""

    id: str
    does: str
    act: ReportedAct | None = None
    into: str | None = None
    note: str = ""


class ReviewLog:
    """The log of one reviewer; read when it is made, added to line by line and safe on the disk after each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._events: list[Decision | None] = []
        self.torn = False
        """Whether the last line was cut off by a killed process; it was passed over."""
        self._read()

    def decisions(self) -> dict[str, Decision]:
        """The decision that holds for each proposal, in the order in which they were made."""
        held: dict[str, Decision] = {}
        for event in self._standing():
            held.pop(event.id, None)
            held[event.id] = event
        return held

    def add(self, decision: Decision) -> None:
        """Add a decision; it holds from now on. Raises OSError."""
        self._append(_to_json(decision))
        self._events.append(decision)

    def undo(self) -> Decision | None:
        """Take back the last decision that holds, and say which; None where there is none. Raises OSError."""
        standing = self._standing()
        if not standing:
            return None
        self._append({"does": "undone"})
        self._events.append(None)
        return standing[-1]

    def _standing(self) -> list[Decision]:
        standing: list[Decision] = []
        for event in self._events:
            if event is None:
                standing.pop()
            else:
                standing.append(event)
        return standing

    def _append(self, form: dict[str, Json]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(form, ensure_ascii=False, sort_keys=True) + "\n"
        with self.path.open("a", encoding="utf-8", newline="\n") as out:
            if self.torn:
                out.write("\n")
                self.torn = False
            out.write(line)
            out.flush()
            os.fsync(out.fileno())

    def _read(self) -> None:
        try:
            text = self.path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return
        lines = text.split("\n")
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                event = _from_json(json.loads(line))
                if event is None and not self._standing():
                    raise ActFormError("nothing is left to undo")
                self._events.append(event)
            except ValueError as error:
                if number == len(lines):  # no line end behind it: the writing was cut off
                    self.torn = True
                    return
                if _was_torn(line):
                    continue
                raise ReviewLogError(
                    f"{self.path}:{number}: this line is no decision: {error}; mend the line, or move the file away "
                    "and review again"
                ) from None


def _was_torn(line: str) -> bool:
    """Whether a line was cut off in an earlier run: it begins as one and does not end as one."""
    return line.startswith("{") and not line.rstrip().endswith("}")


def _to_json(one: Decision) -> dict[str, Json]:
    return {
        "id": one.id,
        "does": one.does,
        "act": None if one.act is None else act_to_json(one.act),
        "into": one.into,
        "note": one.note,
    }


def _from_json(form: object) -> Decision | None:
    given = mapping_at(form, "the line")
    does = given.get("does")
    if does == "undone":
        return None
    if does not in DOES:
        raise ActFormError(f"`does` is `{does}`")
    act = given.get("act")
    into = given.get("into")
    return Decision(
        id=str(given.get("id") or ""),
        does=str(does),
        act=None if act is None else act_from_json(act),
        into=None if into is None else str(into),
        note=str(given.get("note") or ""),
    )
