"""A comparison as a page to hand out, or as a part of one. Everything shown is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from comity.compare import difference_text
from comity.compare.told import Told
from comity.decide import ADVICE
from comity.decide.answer_look import LOOKS

_TO_PROVISION: Callable[[str], str | None] = lambda _: None  # noqa: E731 -- a page alone has nowhere to lead


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


def difference_fragment(
    told: Told, *, provision_link: Callable[[str], str | None] = _TO_PROVISION
) -> Markup:
    """The body of a comparison, to stand in a page. `provision_link` gives the address of a rule's page."""
    text = (
        _environment()
        .get_template("difference.html")
        .render(told=told, words=difference_text, link=provision_link)
    )
    return Markup(text)  # noqa: S704 -- the template escapes


def difference_document(comparisons: Sequence[Told], *, note: str = "") -> str:
    """A whole page of one or several comparisons that stands alone: no script, no file beside it, fit for paper."""
    first = comparisons[0]
    return (
        _environment()
        .get_template("document.html")
        .render(
            title=first.title if len(comparisons) == 1 else f"{first.title} and others",
            parts=[difference_fragment(one) for one in comparisons],
            looks=LOOKS,
            advice=ADVICE,
            note=note,
            corpus=first.found.before.corpus.digest[:12],
        )
    )
