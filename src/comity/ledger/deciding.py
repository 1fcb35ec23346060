"""Each act decided by the one engine, for its date and place, under the law of today's corpus. No rule of its own.

Where the day or the paper is open between a few, each is asked; the answer stands only if all agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from comity.decide import (
    Determination,
    Question,
    QuestionError,
    ask,
    decide,
    program_version,
    question_to_json,
)
from comity.evidence import ShownAuthority
from comity.evidence.shortened import shortened
from comity.law import Corpus, Done, PlaceError, dates_of_change
from comity.ledger.canonical import Form, canonical
from comity.ledger.projection import place_of
from comity.logic import Answer

_PAPERS: dict[str, tuple[Form, ...]] = {
    ShownAuthority.JUDGES_WARRANT.value: ({"documents": ["judicial_warrant"]},),
    ShownAuthority.ADMINISTRATIVE_WARRANT.value: ({"documents": ["i_200"]}, {"documents": ["i_205"]}),
    ShownAuthority.DETAINER.value: ({"documents": ["i_247a"]},),
    ShownAuthority.SUBPOENA.value: (
        {"documents": ["administrative_subpoena"]},
        {"documents": ["judicial_subpoena"]},
    ),
    ShownAuthority.REQUEST.value: ({"documents": [], "documents_complete": True},),
    ShownAuthority.NONE_SHOWN.value: ({"documents": [], "documents_complete": True},),
}  # fmt: skip
"""What the authority that was shown says of the papers; two where it may be either. What is not said is unknown."""


class Decider:
    """Decides acts under one corpus. The same question is asked once."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._known: dict[str, Determination | str] = {}

    def of(self, act: Form) -> Form:
        """The determination of an act as an event holds it. Where nothing can be asked, `why` says so."""
        why = _unaskable(act)
        if why:
            return self._nothing(why)
        found: list[Determination] = []
        days: dict[str, None] = {}
        for facts in fact_sets_of(act):
            for day in self._days(act):
                one = self._asked(act, facts, day)
                if isinstance(one, str):
                    return self._nothing(one)
                found.append(one)
                days[day.isoformat()] = None
        form = determination_form(found)
        form["on"] = list(days)
        return form

    def _days(self, act: Form) -> Iterator[date]:
        """The first day, and every later one within the act's days on which the law changes."""
        first, last = (date.fromisoformat(act["when"][key]) for key in ("earliest", "latest"))
        yield first
        if last > first:
            try:
                changes = dates_of_change(self.corpus, str(place_of(act)))
            except PlaceError:
                changes = ()
            yield from (day for day in changes if first < day <= last)

    def _asked(self, act: Form, facts: Form, day: date) -> Determination | str:
        asked = [place_of(act), act["action"], day.isoformat(), act.get("actor"), act.get("employer"), act.get("done"), facts]  # fmt: skip
        key = canonical(asked)
        if key not in self._known:
            try:
                self._known[key] = decide(self.corpus, self._question(act, facts, day), settling=0)
            except QuestionError as error:
                self._known[key] = "; ".join(error.mistakes)
        return self._known[key]

    def _question(self, act: Form, facts: Form, day: date) -> Question:
        done = act.get("done")
        return ask(
            self.corpus,
            str(place_of(act)),
            act["action"],
            on=day,
            actor=act.get("actor"),
            employer=act.get("employer"),
            facts=facts,
            done=None if done is None else Done(acted=done == "acted", on=None),
        )

    def _nothing(self, why: str) -> Form:
        return {
            "answer": Answer.UNDETERMINED.value,
            "complete": False,
            "why": shortened(why),
            "corpus": self.corpus.digest,
            "program": program_version(),
        }


def fact_sets_of(act: Form) -> tuple[Form, ...]:
    """What is known of an act's case, by what is stated and by the authority shown; of several, one is true."""
    stated: Form = act.get("facts", {})
    papers = _PAPERS.get(act["authority"], ({},))
    if "documents" in stated:
        return (stated,)
    return tuple({**paper, **stated} for paper in papers)


def determination_form(found: Iterable[Determination]) -> Form:
    """What an event keeps of one determination, or of several of which one is true."""
    several = list(found)
    first = several[0]
    answers = {one.answer for one in several}
    possible = {answer for one in several for answer in one.possible}
    conducts = {one.conduct for one in several}
    conduct = first.conduct.value if first.conduct else None
    grounds = {g.provision.id: g.provision.cite for one in several for g in one.grounds}
    missing = dict.fromkeys(m.word for one in several for m in one.missing)
    return {
        "question": question_to_json(first.question),
        "answer": (first.answer if len(answers) == 1 else Answer.UNDETERMINED).value,
        "possible": [answer.value for answer in Answer if answer in possible],
        "complete": all(one.complete for one in several),
        "conduct": conduct if len(conducts) == 1 else "unknown",
        "provisions": list(grounds),
        "citations": list(dict.fromkeys(grounds.values())),
        "missing": list(missing),
        "corpus": first.corpus.digest,
        "program": first.corpus.program,
    }


def same_answer(before: Form | None, now: Form) -> bool:
    """Whether a determination says what an earlier one said, under the same law."""
    kept = {key: value for key, value in now.items() if value is not None}
    return before is not None and canonical(before) == canonical(kept)


def _unaskable(act: Form) -> str:
    if act.get("action") is None:
        return "no act of the law's vocabulary fits"
    if place_of(act) is None:
        return "the place does not resolve to one whose law could be asked"
    when: Form = act.get("when", {})
    if "earliest" not in when or "latest" not in when:
        return "no day is known"
    return ""
