"""A page before it is written: a template and what fills it. Every page is a function of site and request."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from threading import Lock
from weakref import WeakKeyDictionary

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from comity.decide import ADVICE, Language, answer_words, program_version
from comity.decide.answer_look import LOOKS
from comity.decide.mistake_words import mistake_in
from comity.decide.translation import speech, translate
from comity.law import Corpus, is_day
from comity.ledger.shown import printable
from comity.logic import Answer
from comity.places import with_names
from comity.web.law_shown import SHOWN
from comity.web.links import LANGUAGES, Links
from comity.web.once import Once, each_time
from comity.web.site import Settings, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: the language, the parts of the path, and the query, each value a tuple."""

    language: Language = "en"
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        """The value of a name in the query; None where it is absent or empty.

        Raises UnusableError where it is given twice: which of the two was meant is not guessed.
        """
        values = [value for value in self.query.get(name, ()) if value]
        if len(values) > 1:
            raise UnusableError((f"`{name}` is given {len(values)} times: give it once",))
        return values[0] if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template and its context. `private` pages hold facts of a case and are never stored by a browser.

    `kept` is what a long page of law depends on beside the site, its address and the day: written once, it is kept.
    """

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    private: bool = False
    kept: Hashable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The address that stands for what was asked: a page of this site, with its query in order."""

    path: str
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to keep: its text, its type, and the name it is saved under. A folder has it at its own address."""

    content: str
    kind: str
    name: str


PageMaker = Callable[[Site, Asked], Page | Redirect | Download]


class NotFoundError(Exception):
    """Nothing stands at that address; the message says what was probably meant."""


class UnusableError(Exception):
    """What was asked cannot be used; each message says what is wrong and what is accepted."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


def day_of(text: str | None, site: Site) -> date:
    """A day of an address: 2026-11-21, or nothing for today. Raises UnusableError with the accepted form."""
    if text is None or text == "today":
        return site.today()
    if is_day(text):
        return date.fromisoformat(text)
    raise UnusableError((f"`{text}` is not a day: write it as 2026-11-21",))


MOST_KEPT = 128
"""Written pages that are kept of one corpus; the one that was asked for longest ago gives way."""

_KEPT: WeakKeyDictionary[Corpus, OrderedDict[Hashable, str]] = WeakKeyDictionary()
_LOCK = Lock()


def render(site: Site, page: Page, links: Links, once: Once | None = None) -> str:
    """The page as HTML. `once` is shared by pages of the same site that are written one after another."""
    # The pages of a folder are each written one time.
    if page.kept is None or not links.served:
        return _written(site, page, links, once)
    key = (page.template, page.kept, links, site.settings, site.today())
    with _LOCK:
        kept = _KEPT.setdefault(site.corpus, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    written = _written(site, page, links, once or _parts_of(site))
    with _LOCK:
        kept[key] = written
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return written


_PARTS: WeakKeyDictionary[Corpus, tuple[date, Settings, Once]] = WeakKeyDictionary()


def _parts_of(site: Site) -> Once:
    """What pages of law share that a server writes on one day."""
    today = site.today()
    with _LOCK:
        held = _PARTS.get(site.corpus)
        if held is None or held[:2] != (today, site.settings):
            held = _PARTS[site.corpus] = (today, site.settings, Once())
        return held[2]


def _written(site: Site, page: Page, links: Links, once: Once | None) -> str:
    return (
        _environment()
        .get_template(page.template)
        .render(
            {
                "_": partial(translate, language=links.language),
                "advice": translate(ADVICE, links.language),
                "answer_words": partial(answer_words, language=links.language),
                "corpus": site.corpus,
                "languages": LANGUAGES,
                "link": links.page,
                "links": links,
                "once": once.writer(links) if once else each_time,
                "program": program_version(),
                "settings": site.settings,
                "speech": speech(links.language),
                "today": site.today(),
                **page.context,
            }
        )
    )


def spoken(text: str) -> str:
    """A text with words in back ticks, as messages for the terminal mark them, in quotation marks."""
    return _TICKED.sub("“\\1”", text)


def named(text: str) -> str:
    """A text in which places without a law file stand with their names, where `decide` knows only their ids."""
    return spoken(with_names(text))


@pass_context
def mistake(context: Context, text: str) -> Markup:
    """A mistake in the language of the page; one that nobody put into it is marked as English."""
    links: Links = context["links"]
    said = mistake_in(text, links.language)
    if said is None:
        return Markup('<span lang="en">{}</span>').format(spoken(text))
    return escape(spoken(said[:1].upper() + said[1:]))


_TICKED = re.compile(r"`([^`]*)`")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("comity.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spoken"] = spoken
    environment.filters["named"] = named
    environment.globals["mistake"] = mistake
    environment.globals.update(looks=LOOKS, Answer=Answer, **SHOWN)
    environment.filters["printable"] = printable
    environment.filters["words"] = lambda text: str(text).replace("_", " ")
    environment.filters["line"] = lambda text: " ".join(text.split())
    return environment
