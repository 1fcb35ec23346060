"""What a reader must not miss: orders of courts that suspend a rule on the act, weak texts, and slips in the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from comity.decide.determination import Ground
from comity.decide.question import Question
from comity.decide.translation import ENGLISH, Speech
from comity.law import Injunction, Verified, Vocabulary, plain_noun
from comity.logic import Answer


def cautions_of(
    injunctions: Iterable[Injunction],
    grounds: Iterable[Ground],
    answer: Answer,
    say: Speech = ENGLISH,
) -> tuple[str, ...]:
    """The cautions of an answer, in the language of the reader; what law files say stays as it is."""
    found = [
        say(
            "{cite}: a court's order suspends {provisions} as far as it reaches: {says}",
            cite=one.cite,
            provisions=", ".join(one.provisions),
            says=one.says,
        )
        for one in injunctions
    ]
    for ground in grounds:
        name = ground.provision.cite
        if ground.version.verified is Verified.UNVERIFIED:
            found.append(
                say("{cite}: the text was not read; what stands here is unverified", cite=name)
            )
            if answer is Answer.REQUIRED:
                found.append(
                    say(
                        "{cite}: a duty on an unverified text: ask counsel before relying on it",
                        cite=name,
                    )
                )
        if ground.version.unsure:
            found.append(f"{name}: {ground.version.unsure}")
    return tuple(dict.fromkeys(found))


def slips(question: Question, vocabulary: Vocabulary, say: Speech = ENGLISH) -> tuple[str, ...]:
    """What in a question may be a slip, and could turn its answer round, in the language of the reader."""
    return (*_later_days(question, say), *_another_paper(question, vocabulary, say))


def _another_paper(question: Question, vocabulary: Vocabulary, say: Speech) -> Iterator[str]:
    """An act that rests on one kind of paper, where all papers are known and are of other kinds."""
    paper = vocabulary.actions[question.action].paper
    shown = question.facts.documents
    kinds = {one.kind for one in shown}
    if paper is None or not shown or not question.facts.words.get("documents_complete"):
        return
    if kinds.isdisjoint({paper, None}):
        yield say(
            "this act rests on a paper of the kind “{paper}”, and none of the papers is one: on another paper, such as a judge's warrant, it is another act, of which this answer does not speak",
            paper=say(plain_noun(vocabulary.document_kinds[paper].means)),
        )


def _later_days(question: Question, say: Speech = ENGLISH) -> tuple[str, ...]:
    """Days among the facts that lie after the day asked about: a slip of the pen, or of the question.

    A record of a later day counts as not yet there, so such a slip can turn an answer round.
    """
    on, facts = question.on, question.facts
    days = {record.on for records in facts.records.values() for record in records}
    arrested = facts.words.get("arrest_date")
    if isinstance(arrested, str) and arrested != "never":
        days.add(date.fromisoformat(arrested))
    return tuple(
        say(
            "a fact is of {day}, after the day asked about, {on}, when it had not happened yet: see which of the two is wrong",
            day=day.isoformat(),
            on=on.isoformat(),
        )
        for day in sorted(one for one in days if one is not None and one > on)
    )
