"""What a reader must not miss: orders of courts that suspend a rule on the act, weak texts, and days that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.decide.determination import Ground
from comity.decide.question import Question
from comity.decide.translation import ENGLISH, Speech
from comity.law import Injunction, Verified
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


def later_days(question: Question, say: Speech = ENGLISH) -> tuple[str, ...]:
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
