"""What a reader must not miss: orders of courts that suspend a rule on the act, and weak texts."""

from __future__ import annotations

from collections.abc import Iterable

from comity.decide.determination import Ground
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
