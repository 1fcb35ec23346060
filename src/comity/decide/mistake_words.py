"""Mistakes in the language of a reader. Whoever finds a mistake says it in English, once, with the reader's own
words in it; here it is known again by its wording, and said in another language with the same words.
"""

from __future__ import annotations

import re
from functools import cache

from comity.decide.translation import Language, Speech, speech, translate

MISTAKES: tuple[str, ...] = (
    # what was probably meant
    "did you mean {names}?",
    "use one of {names}",
    "write one of them",
    "none is defined yet",
    "its law is not encoded",
    "{some} or {count} more",
    "{some} or {other}",
    # addresses
    "{mistake}; {remedy}",
    "`{given}` is not a place that is known here",
    "`{given}` is not a provision that is known here",
    "`{given}` is not a paper with a card",
    "`{given}` is not a standard case",
    "there is no place of that name: look for it in the list of places",
    "`{given}` is not the id of a place: {remedy}",
    "write `us`, a state such as `us-tx`, or a place in it such as `us-tx-dallas`",
    "`{given}` is not a place the corpus knows: {remedy}",
    "`{given}` is not a day: write it as 2026-11-21",
    "`{given}` is not a likely day: write one from {first} to {last}",
    "`{given}` is before the corpus begins for `{place}`: it speaks from {day}; ask about that day or "
    "a later one",
    "`{given}` is not a case of `{action}`; use one of {names}, or leave `action` out",
    "`{name}` is given {count} times: give it once",
    "a name of {count} characters: write at most {most}",
    # names that are not known
    "`{given}` is not a known {what}",
    "`{given}` is not a reading of `{name}`: use one of {names}",
    "`{given}` is not a kind of document",
    "`{given}` is not asked about",
    "`{given}` is not a check of a paper that is known here",
    "`{given}` is not a basis: use one of {names}",
    # the interview
    "no place is given yet: write a place or an agency",
    "nothing is asked for yet: choose a paper, or what is asked for (an action)",
    "nothing is asked for: give a `paper`, or an action as `act`",
    "nothing is chosen: choose an answer, or say that you do not know",
    "an answer is given to something that the form did not ask: ask it first",
    "the basis is not one of {names}: choose one of them",
    "the query holds more than {count} values: leave some out",
    "`{name}` is longer than anything that is asked: leave it out",
    "`{name}` is given twice: give it once",
    "`{name}` is answered twice: answer it once",
    "`{name}` is missing: the query needs `place` and `on`",
    "`{name}` is `{given}`: it is the beginning of a digest, digits and a to f",
    "`{name}` is `{given}`: answer one of {names}",
    "`{name}` is `{given}`: write a whole number up to {most}, or `unknown`",
    "`{name}` is `{given}`: write a day as 2026-11-21",
    "`{name}` is `{given}`: write a moment as 2026-11-21T18:00-05:00",
    "`{name}` cannot be `{given}`: answer one of {names}",
    "`{name}` was not answered: nothing can be changed",
    "`{name}` has not been answered, so its answer cannot be changed",
    "`{given}` of `{name}` is not understood: behind an answer stand only `~` with a basis ({names}), and "
    "`~changed`",
    "a kind of document is given twice in `documents`: give it once",
    "`{name}` is not asked about by the law of that place on that day: leave it out",
    "`{name}` is answered no, but `{other}` is answered yes, which makes it so: correct one of them",
    "`{name}` is stated {value}, but the records given make it {other}: correct one of them",
    "`{name}` is stated {value}, but `{start}` and `acted_at` make it {other}: correct one of them",
    "{names} contradict each other as stated: {why}; correct one of them",
    "{first} and {second}",
    "true",
    "false",
    "employer: {mistake}",
    # audits
    "no file was chosen: choose a log, or several",
    "the form cannot be read: {why}",
    "the disk of this server is full: nothing was kept",
    "as many audits run here as this server allows: start this one when one has ended",
    "the agency's name is longer than {count} characters",
    "`{given}` is not a dialect: use one of {names}",
    "no audit is kept here: it was deleted, or its time is over",
    "this report has no such file",
    # requests
    "nothing stands at this address",
    "forms of other sites are not taken",
    "a query may have {bytes} bytes and {names} names; this has more",
    "a request here may have {bytes} bytes",
    "the request took too long to arrive",
)
"""Every mistake that a page of the web says. Braces stand for what is filled in."""

LISTS = ("{some} or {count} more", "{some} or {other}", "{first} and {second}")
"""Which of them hold nothing but other texts, so that they fit nearly all."""

KNOWN_AS: tuple[str, ...] = (
    "action",
    "action of the map",
    "action of the matrix",
    "actor",
    "answer",
    "case",
    "level",
    "paper",
    "question of law",
    "state",
)
"""What a name was not known as (`{what}`)."""

_FIELD = re.compile(r"(`?)\{(\w+)\}(`?)")


def mistake_in(text: str, language: Language) -> str | None:
    """A mistake in the language of a reader; None where it is not known how to say it."""
    if language == "en":
        return text
    return _said(text, speech(language))


def _said(text: str, say: Speech) -> str | None:
    if text in KNOWN_AS:
        return say(text)
    for template, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        filled: dict[str, str] = {}
        for name, value in found.groupdict().items():
            inner = _said(value, say)
            if inner is None and name in ("mistake", "remedy", "what"):
                break
            filled[name] = value if inner is None else inner
        else:
            return translate(template, say.language).format_map(filled)
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The templates as patterns, those with the most fixed text first, and lists last."""
    fixed = sorted(MISTAKES, key=lambda one: (one in LISTS, -len(_FIELD.sub("", one))))
    return tuple((one, _pattern(one)) for one in fixed)


def _pattern(template: str) -> re.Pattern[str]:
    """What fills a template: between back ticks anything without one, elsewhere anything."""
    made, at = "", 0
    for field in _FIELD.finditer(template):
        ticked = field[1] and field[3]
        made += re.escape(template[at : field.start()]) + field[1]
        made += f"(?P<{field[2]}>{'[^`]*' if ticked else '.+?'})" + field[3]
        at = field.end()
    return re.compile(made + re.escape(template[at:]), re.DOTALL)
