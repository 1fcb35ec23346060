"""Comparisons and findings as pages to hand out, or as parts of one. Everything shown is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from comity.compare import difference_text
from comity.compare.conflicts import Conflicts
from comity.compare.gaps import Gaps
from comity.compare.gaps_told import by_kind, gaps_lead, models_line, reservations_of
from comity.compare.told import Told
from comity.decide import ADVICE
from comity.decide.answer_look import LOOKS

ToProvision = Callable[[str], str | None]
"""From the id of a rule to the address of its page; None where it has none."""


def nowhere(_: str) -> str | None:
    """A page that stands alone leads nowhere."""
    return None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("comity.compare"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Macros of a template see what the environment knows, not what one page is given.
    found.globals["marks"] = {answer.value: look.mark for answer, look in LOOKS.items()}
    return found


def _filled(template: str, **given: object) -> Markup:
    return Markup(_environment().get_template(template).render(**given))  # noqa: S704 -- it escapes


def difference_fragment(told: Told, *, link: ToProvision = nowhere, headed: bool = False) -> Markup:
    """The body of a comparison, to stand in a page; `headed` with its own title."""
    return _filled("difference.html", told=told, words=difference_text, link=link, headed=headed)


def gaps_fragment(found: Gaps, *, link: ToProvision = nowhere) -> Markup:
    """The body of what was found of a place, to stand in a page."""
    return _filled(
        "gaps.html",
        found=found,
        lead=gaps_lead(found),
        kinds=by_kind(found),
        models_line=models_line,
        reservations=reservations_of(found),
        link=link,
    )


def conflicts_fragment(found: Conflicts, *, link: ToProvision = nowhere) -> Markup:
    """The body of a list of conflicts, to stand in a page."""
    return _filled("conflicts.html", found=found, link=link)


def document(title: str, parts: Sequence[Markup], *, corpus: str, note: str = "") -> str:
    """A whole page that stands alone: no script, no file beside it, fit for paper."""
    return str(
        _filled(
            "document.html",
            title=title,
            parts=parts,
            looks=LOOKS,
            advice=ADVICE,
            note=note,
            corpus=corpus[:12],
        )
    )


def difference_document(comparisons: Sequence[Told], *, note: str = "") -> str:
    """One or several comparisons as a page that stands alone."""
    first = comparisons[0]
    return document(
        first.title if len(comparisons) == 1 else f"{first.title} and others",
        [difference_fragment(one, headed=len(comparisons) > 1) for one in comparisons],
        corpus=first.found.before.corpus.digest,
        note=note,
    )
