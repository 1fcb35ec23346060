"""A review at the keyboard as a state: which proposal is open, and what a decision does. It prints and reads nothing."""

from __future__ import annotations

from comity.evidence.act import ReportedAct
from comity.evidence.candidates import Candidate
from comity.evidence.review.correction import corrected
from comity.evidence.review.desk import Desk
from comity.evidence.review.log import Decision, ReviewLog


class Session:
    """One reviewer at one desk. It begins at the first proposal that is not decided."""

    def __init__(self, desk: Desk, log: ReviewLog) -> None:
        self._desk = desk
        self._log = log
        self._at = 0
        self._draft: ReportedAct | None = None
        self._to_open()

    @property
    def candidate(self) -> Candidate | None:
        """The open proposal; None at the end."""
        listed = self._desk.candidates
        return listed[self._at] if self._at < len(listed) else None

    @property
    def act(self) -> ReportedAct | None:
        """The open act as it stands: proposed, decided before, or as it is being corrected."""
        one = self.candidate
        if one is None:
            return None
        if self._draft is not None:
            return self._draft
        held = self.held
        return held.act if held is not None and held.act is not None else one.act.act

    @property
    def held(self) -> Decision | None:
        """What this reviewer has decided of the open proposal."""
        one = self.candidate
        return None if one is None else self._log.decisions().get(one.act.id)

    @property
    def is_changed(self) -> bool:
        """Whether a slot was corrected and not yet decided on."""
        return self._draft is not None

    @property
    def number(self) -> int:
        """The open proposal's number, from 1."""
        return self._at + 1

    @property
    def left(self) -> int:
        """How many proposals this reviewer has yet to decide."""
        done = self._log.decisions()
        return sum(one.act.id not in done for one in self._desk.candidates)

    def accept(self, note: str = "") -> None:
        """Let it stand, as corrected if it was. Raises OSError."""
        one = self.candidate
        if one is None:
            return
        act = self.act
        changed = act is not None and act != one.act.act
        self._add(
            Decision(
                id=one.act.id,
                does="corrected" if changed else "accepted",
                act=act if changed else None,
                note=note,
            )
        )

    def reject(self, note: str = "") -> None:
        """Say that it is no act, or not told so. Raises OSError."""
        if (one := self.candidate) is not None:
            self._add(Decision(id=one.act.id, does="rejected", note=note))

    def merge(self, number: int) -> bool:
        """Say that it is the same act as an earlier proposal; False where that number cannot be. Raises OSError."""
        one = self.candidate
        if one is None or not 1 <= number <= len(self._desk.candidates) or number == self.number:
            return False
        into = self._desk.candidates[number - 1].act.id
        held = self._log.decisions().get(into)
        if held is not None and held.does in {"merged", "rejected"}:
            return False
        self._add(Decision(id=one.act.id, does="merged", into=into))
        return True

    def correct(self, slot: str, typed: str) -> None:
        """Correct a slot of the open act; it is decided on by `accept`. Raises CorrectionError."""
        act = self.act
        if act is not None:
            self._draft = corrected(act, slot, typed, self._desk.actions)

    def undo(self) -> bool:
        """Drop corrections, else take the last decision back and open its proposal; False where there is none."""
        if self._draft is not None:
            self._draft = None
            return True
        taken = self._log.undo()
        if taken is None:
            return False
        ids = [one.act.id for one in self._desk.candidates]
        if taken.id in ids:
            self._at = ids.index(taken.id)
        return True

    def move(self, by: int) -> None:
        """Open the next or an earlier proposal without deciding."""
        self._draft = None
        self._at = min(max(self._at + by, 0), len(self._desk.candidates))

    def _add(self, decision: Decision) -> None:
        self._log.add(decision)
        self._draft = None
        self._to_open()

    def _to_open(self) -> None:
        """Open the next proposal that is not decided, from here on, then from the beginning; else the end."""
        done = self._log.decisions()
        listed = self._desk.candidates
        for at in [*range(self._at, len(listed)), *range(self._at)]:
            if listed[at].act.id not in done:
                self._at = at
                return
        self._at = len(listed)
