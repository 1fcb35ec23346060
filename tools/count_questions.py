"""How many questions the interview asks, over every scenario of the corpus that can be asked.

Each scenario is played twice: from its act, and, where its papers are among those of the interview, from the papers
in hand with everything they ask for. The facts of the scenario answer; what it does not state is answered "I don't
know". Counted are pages (one printout or one look at the law is one page), and beside it every box and
every choice for itself. `--check` fails where the end of an interview is not what `decide` says.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.decide import (
    Determination,
    Question,
    QuestionError,
    decide,
    prepare,
    question_of_scenario,
)
from comity.decide.interview import (
    PAPERS,
    AnswerValue,
    Interview,
    Page,
    answered,
    begin,
    determinations,
    next_page,
)
from comity.decide.interview.form_checks import check_at
from comity.decide.known import known_of
from comity.law import Corpus, Scenario, load_corpus, load_scenarios
from comity.law.record_types import Document
from comity.logic import Value

MOST = 8
"""What no scenario should need more of."""
NEVER_MORE = 60
"""A play that is longer has lost its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One interview that was played to its end."""

    scenario: Scenario
    pages: tuple[str, ...]
    boxes: int
    form: int
    known: int
    found: tuple[Determination, ...]
    expected: Determination


class Witness:
    """Answers pages from the facts of a scenario."""

    def __init__(self, corpus: Corpus, question: Question) -> None:
        self.corpus = corpus
        self.facts = question.facts
        self.stated = question.stated
        self.who: Mapping[str, Value | None] = {
            "actor": question.actor,
            "employer": question.employer,
        }
        prepared = prepare(corpus, question.place, question.action, question.on)
        self.known = known_of(corpus, prepared, question)

    def answers(self, page: Page) -> dict[str, AnswerValue | None]:
        """What the scenario says to each word of a page."""
        return {word: self.answer(word) for word in page.words}

    def answer(self, word: str) -> AnswerValue | None:
        """What the scenario says to a word; None where it says nothing."""
        if word == "documents":
            is_said = self.facts.documents or {"documents", "documents_complete"} & set(self.stated)
            shown = (self.kind(one) for one in self.facts.documents)
            return tuple(dict.fromkeys(kind for kind in shown if kind)) if is_said else None
        check = check_at(word, self.corpus.vocabulary)
        if check is None:
            return self.who[word] if word in self.who else self.known.get(word)
        kind = word.partition(".")[0]
        held = {
            name: value
            for one in self.facts.documents
            if self.kind(one) == kind
            for name, value in one.attributes.items()
        }
        for choice in check.choices:
            said = {**choice.attributes, **choice.facts}
            if said and all(
                held.get(name, self.known.get(name)) == value for name, value in said.items()
            ):
                return choice.id
            kinds = {one.kind for one in self.facts.documents}
            if choice.adds and kinds & {"i_200", "i_205"} == set(choice.adds):
                return choice.id
        return None

    @staticmethod
    def kind(document: Document) -> str | None:
        """The kind of a document; one of a judge without a kind is taken for a warrant."""
        judges = ("federal_judge", "federal_magistrate", "state_judge")
        judged = document.attributes.get("issuer") in judges
        return document.kind or ("judicial_warrant" if judged else None)


def play(corpus: Corpus, scenario: Scenario, *, papers: bool) -> Play | None:
    """A scenario played from its act or from its papers; None where it cannot be."""
    try:
        question = _asked(corpus, scenario)
        expected = decide(corpus, question, settling=0)
    except QuestionError:
        return None
    witness = Witness(corpus, question)
    in_hand = tuple(
        dict.fromkeys(
            one.kind
            for one in question.facts.documents
            if papers and one.kind and one.kind in PAPERS
        )
    )
    wanted = [action for name in in_hand for action in PAPERS[name].actions]
    offered = {
        action for name in in_hand for action in (*PAPERS[name].actions, *PAPERS[name].may_ask)
    }
    if papers and scenario.action not in offered:
        return None
    try:
        interview = begin(
            corpus,
            place=scenario.place,
            on=scenario.on,
            papers=[name for name in in_hand if name],
            actions=[scenario.action, *wanted],
            actor=scenario.actor,
            readings=scenario.readings,
        )
        if scenario.employer is not None:
            interview = answered(corpus, interview, {"employer": scenario.employer})
        return _played(corpus, scenario, interview, witness, expected)
    except QuestionError as error:
        print(f"not played: {scenario.span}: {scenario.name}: {error}")
        return None


def _asked(corpus: Corpus, scenario: Scenario) -> Question:
    return question_of_scenario(corpus, scenario)


def _played(
    corpus: Corpus,
    scenario: Scenario,
    interview: Interview,
    witness: Witness,
    expected: Determination,
) -> Play:
    pages: list[str] = []
    boxes = form = known = 0
    while (page := next_page(corpus, interview, form_first=True)) is not None:
        given = witness.answers(page)
        interview = answered(corpus, interview, given)
        if page.why:
            pages.append(page.id)
            boxes += len(page.words)
            known += any(value is not None for value in given.values())
        else:
            form += len(page.items)
        if len(pages) > NEVER_MORE:
            raise AssertionError(f"{scenario.span}: {scenario.name}: it never stops asking")
    return Play(
        scenario=scenario,
        pages=tuple(pages),
        boxes=boxes,
        form=form,
        known=known,
        found=determinations(corpus, interview),
        expected=expected,
    )


def scenarios_of(corpus: Corpus) -> Iterator[tuple[Corpus, Scenario]]:
    """Every scenario that can be asked, with the law it is asked under."""
    overlaid: dict[str, Corpus] = {}
    for one in load_scenarios(corpus):
        if one.expect.answer is None:
            continue
        law = corpus
        if one.overlay is not None:
            key = str(one.overlay)
            if key not in overlaid:
                overlaid[key] = load_corpus(overlays=[one.overlay])
            law = overlaid[key]
        yield law, one


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, and print the distribution and the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="play only so many, chosen at random")
    parser.add_argument("--worst", type=int, default=15, help="how many of the longest to print")
    parser.add_argument("--only", help="play only scenarios whose name or place holds this text")
    chosen = parser.parse_args(arguments)
    every = list(scenarios_of(load_corpus()))
    if chosen.only:
        every = [one for one in every if chosen.only in f"{one[1].place} {one[1].name}"]
    if chosen.sample:
        every = random.Random(4).sample(every, min(chosen.sample, len(every)))  # noqa: S311
    wrong = 0
    for title, papers in (("From the act", False), ("From the papers", True)):
        plays = [one for law, scenario in every if (one := play(law, scenario, papers=papers))]
        wrong += _print(title, plays, chosen.worst)
    return 1 if wrong else 0


def _print(title: str, plays: Sequence[Play], worst: int) -> int:
    wrong = [
        one
        for one in plays
        if one.found[0].answer is not one.expected.answer
        and one.found[0].answer.value == "undetermined"
    ]
    print(
        f"{title}: {len(plays)} interviews, {len(wrong)} of them less settled than their scenario"
    )
    for what, counted in (
        ("pages", [len(one.pages) for one in plays]),
        ("pages answered otherwise than by `I don't know`", [one.known for one in plays]),
        ("boxes and choices", [one.boxes for one in plays]),
        ("checks on the page of the form, beside these", [one.form for one in plays]),
    ):
        spread = "  ".join(f"{n}: {count}" for n, count in sorted(Counter(counted).items()))
        over = sum(1 for n in counted if n > MOST)
        print(f"  {what}: at most {max(counted, default=0)}; above {MOST}: {over}\n    {spread}")
    for one in sorted(plays, key=lambda one: -len(one.pages))[:worst]:
        if len(one.pages) > 5:
            where = f"{one.scenario.place} {one.scenario.action} {one.scenario.on}"
            print(f"  {len(one.pages)} {where}: {one.scenario.name}: {', '.join(one.pages)}")
    for one in wrong[:worst]:
        print(f"  less settled: {one.scenario.span}: {one.scenario.name}")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
