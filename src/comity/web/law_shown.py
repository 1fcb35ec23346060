"""The small parts that a page of law shows hundreds of times: links to rules, names of acts, dates, sources.

They are functions and not macros of a template, because a page of a place calls them that often.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from comity.decide import place_name
from comity.decide.translation import translate
from comity.law import Corpus, Period
from comity.web.links import Links

_WEB = ("https://", "http://")


@pass_context
def quoted(context: Context, text: str) -> Markup:
    """Words of the law files, which are in English, marked so on pages in another language."""
    if _links(context).language == "en":
        return escape(text)
    return Markup('<span lang="en">{}</span>').format(text)


@pass_context
def provision_link(context: Context, name: str, cite: str) -> Markup:
    """The citation of a rule, leading to its page."""
    said = quoted(context, " ".join(cite.split()))
    return Markup('<a href="{}">{}</a>').format(_links(context).page(f"provisions/{name}"), said)


@pass_context
def act(context: Context, name: str) -> Markup:
    """An act as a sentence names it."""
    held = _corpus(context).vocabulary.actions[name]
    return escape(held.phrase_es if _links(context).language == "es" else held.phrase)


@pass_context
def acts(context: Context, names: Sequence[str]) -> Markup:
    """Several acts, set apart."""
    return Markup("; ").join(act(context, one) for one in names)


@pass_context
def force(context: Context, period: Period) -> Markup:
    """When something is in force."""
    say: Callable[[str], str] = context["_"]
    if period.until is None:
        return escape(say("since {from_}").format(from_=period.from_))
    return escape(say("{from_} until {until}").format(from_=period.from_, until=period.until))


@pass_context
def name_of_place(context: Context, place: str) -> str:
    """The name of a place, encoded or not, as a list shows it."""
    return place_name(_corpus(context), place, _links(context).language)


@pass_context
def source(context: Context, address: str) -> Markup:
    """A link to the official text, said with its address; what is no web address is shown as it is."""
    if not address.startswith(_WEB):
        return escape(address)
    return Markup(
        '<a href="{}" rel="noreferrer external">{}<span class="unseen"> {}</span></a>'
    ).format(address, translate("source", _links(context).language), address)


def _links(context: Context) -> Links:
    found: Links = context["links"]
    return found


def _corpus(context: Context) -> Corpus:
    found: Corpus = context["corpus"]
    return found


SHOWN: Mapping[str, Callable[..., str]] = {
    "act": act,
    "acts": acts,
    "force": force,
    "law_text": quoted,
    "name_of_place": name_of_place,
    "provision_link": provision_link,
    "source": source,
}
"""By the names under which templates know them."""
