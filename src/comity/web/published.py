"""What a published site holds beside what the pages show: which of them are published, the data as JSON, the
search page with its index, the feed of changes of the law, the sitemap.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from comity.decide import place_name, program_version
from comity.decide.cards import SHORT
from comity.decide.survey import STANDARD_CASES, askable_changes
from comity.law import Corpus, counts_of
from comity.web.agreements import published_states
from comity.web.analysis import last_change
from comity.web.app import PAGES
from comity.web.cards import published_cards
from comity.web.overview.kept import rows_of
from comity.web.page import Asked, Page, UnusableError
from comity.web.site import Site

Parts = Mapping[str, str]


def _places(site: Site) -> Iterator[Parts]:
    return ({"id": name} for name in (*site.corpus.jurisdictions, *site.corpus.states))


def _dated_places(site: Site) -> Iterator[Parts]:
    """Each place on each day on which its law changes, as far as it can be asked about."""
    for name in site.corpus.jurisdictions:
        for day in askable_changes(site.corpus, name):
            yield {"id": name, "date": day.isoformat()}


def _provisions(site: Site) -> Iterator[Parts]:
    for held in site.corpus.jurisdictions.values():
        for provision in held.provisions:
            place, _, name = provision.id.partition("/")
            yield {"place": place, "name": name}


def _cases(site: Site) -> Iterator[Parts]:
    return ({"case": name} for name in STANDARD_CASES)


def _encoded(site: Site) -> Iterator[Parts]:
    if find_spec("z3") is not None:
        for name, held in site.corpus.jurisdictions.items():
            if held.encoded_from <= site.today():
                yield {"id": name}


def _changed(site: Site) -> Iterator[Parts]:
    """Each place whose law has changed so far: the last change is told."""
    for parts in _encoded(site):
        with suppress(UnusableError):
            last_change(site, parts["id"])
            yield parts


PUBLISHED: Mapping[str, Callable[[Site], Iterable[Parts]]] = {
    "places/{id}": _places,
    "places/{id}/{date}": _dated_places,
    "provisions/{place}/{name}": _provisions,
    "cards/{place}/{paper}": published_cards,
    "map/{case}": _cases,
    "287g/{state}": published_states,
    "gaps/{id}": _encoded,
    "diff/{id}": _changed,
}
"""For a path with parts the parts to publish. A path without parts is published once; one with parts that
is not here is published as far as another page links to it."""

NOT_PUBLISHED = frozenset({"ask", "api"})
"""Pages that need a server: nothing but a query fills them, or they tell of its interface."""


def published_paths(site: Site) -> Iterator[str]:
    """The paths to publish, in order."""
    for pattern in PAGES:
        if "{" not in pattern and pattern not in NOT_PUBLISHED:
            yield pattern
        for parts in PUBLISHED[pattern](site) if pattern in PUBLISHED else ():
            yield pattern.format_map(parts)
    yield "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the search: its text, what kind of page it is, and the path of the page."""

    text: str
    kind: str
    path: str


def entries(corpus: Corpus) -> Iterator[Entry]:
    """Everything that can be searched for."""
    for name in sorted({*corpus.jurisdictions, *corpus.states}):
        shown = place_name(corpus, name)
        yield Entry(text=shown, kind="place", path=f"places/{name}")
        held = corpus.jurisdictions.get(name)
        for provision in held.provisions if held else ():
            yield Entry(
                text=f"{provision.cite} ({shown})",
                kind="provision",
                path=f"provisions/{provision.id}",
            )


def search_page(site: Site, asked: Asked) -> Page:
    """Everything in one list; a script of our own leaves what holds the words typed."""
    return Page(template="search.html", context={"entries": tuple(entries(site.corpus))})


def _about(site: Site) -> Mapping[str, object]:
    return {
        "corpus": site.corpus.digest,
        "program": program_version(),
        "on": site.today().isoformat(),
    }


def _places_file(site: Site) -> bytes:
    return _json({**_about(site), "places": list(_place_forms(site.corpus))})


def _provisions_file(site: Site) -> bytes:
    return _json({**_about(site), "provisions": list(_provision_forms(site.corpus))})


def _determinations_file(site: Site) -> bytes:
    rows = list(_determinations(site.corpus, site.today()))
    return _json({**_about(site), "rows": rows})


def _search_file(site: Site) -> bytes:
    return _json(
        [{"text": one.text, "kind": one.kind, "path": one.path} for one in entries(site.corpus)]
    )


DATA: Mapping[str, Callable[[Site], bytes]] = {
    "data/places.json": _places_file,
    "data/provisions.json": _provisions_file,
    "data/determinations.json": _determinations_file,
    "data/search.json": _search_file,
}
"""The data behind the pages, for programs, by the file that holds them."""


def _json(form: object) -> bytes:
    return (json.dumps(form, ensure_ascii=False, indent=1) + "\n").encode()


def _place_forms(corpus: Corpus) -> Iterator[object]:
    for one in counts_of(corpus):
        held = corpus.jurisdictions[one.place]
        yield {
            "id": one.place,
            "name": held.name,
            "level": held.level,
            "within": list(held.within),
            "encoded_from": held.encoded_from.isoformat(),
            "checked_through": one.through.isoformat(),
            "provisions": one.provisions,
            "versions": one.versions,
            "gaps": one.gaps,
            "cards": [f"cards/{one.place}/{paper}" for paper in SHORT if one.place != "us"],
        }


def _provision_forms(corpus: Corpus) -> Iterator[object]:
    for held in corpus.jurisdictions.values():
        for provision in held.provisions:
            yield {
                "id": provision.id,
                "place": held.id,
                "cite": provision.cite,
                "effect": provision.effect.value if provision.effect else None,
                "actions": list(provision.actions),
                "versions": [
                    {
                        "from": version.period.from_.isoformat(),
                        "until": version.period.until.isoformat() if version.period.until else None,
                        "says": " ".join(version.says.split()),
                        "verified": version.verified.value,
                        "source": version.source,
                    }
                    for version in provision.versions
                ],
            }


def _determinations(corpus: Corpus, on: date) -> Iterator[object]:
    """What the matrix shows: each act in each place, nothing known of the case."""
    places = [name for name in corpus.jurisdictions if name != "us"]
    for row in rows_of(corpus, places, on):
        if row.not_asked is not None:
            yield {"place": row.place, "not_asked": row.not_asked}
        for one in row.standings:
            yield {
                "place": row.place,
                "action": one.action,
                "actor": one.actor,
                "answer": one.answer.value,
                "possible": [answer.value for answer in one.possible],
                "complete": one.complete,
                "incomplete": list(one.incomplete),
                "provisions": [line.provision for line in one.lines],
            }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    release: str
    day: date
    text: str
    place: str | None


_RELEASE = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?", re.MULTILINE)
_PLACES = re.compile(r"^(us[a-z0-9-]*)(?:,[^:]*)?:")


def _changes(changelog: str, on: date) -> Iterator[_Change]:
    """The lines of the corpus's changelog; what is not released yet counts as of the day of the site."""
    found = list(_RELEASE.finditer(changelog))
    ends = (*(one.start() for one in found[1:]), len(changelog))
    for release, end in zip(found, ends, strict=False):
        day = date.fromisoformat(release["day"]) if release["day"] else on
        for line in changelog[release.end() : end].splitlines():
            if line.startswith("- "):
                text = line[2:].strip()
                place = _PLACES.match(text)
                yield _Change(
                    release=release["name"],
                    day=day,
                    text=text,
                    place=place[1] if place else None,
                )


def feed(site: Site, changelog: str, *, on: date, base_url: str | None) -> bytes:
    """The changes of the law files as an Atom feed, the last ones first."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    name = f"{uuid5(NAMESPACE_URL, base or 'comity:corpus')}"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        "<title>Comity: changes of the encoded law</title>",
        f"<id>urn:uuid:{name}</id>",
        f"<updated>{on.isoformat()}T00:00:00Z</updated>",
        "<author><name>Comity</name></author>",
        f'<link rel="alternate" type="text/html" href={quoteattr(base + "index.html")}/>',
    ]
    if base:
        lines.append(
            f'<link rel="self" type="application/atom+xml" href={quoteattr(base + "feed.xml")}/>'
        )
    for change in reversed(list(_changes(changelog, on))):
        known = change.place in site.corpus.jurisdictions
        page = f"places/{change.place}.html" if known else "index.html"
        short = change.text if len(change.text) <= 120 else f"{change.text[:117]}..."
        lines += [
            "<entry>",
            f"<title>{escape(short)}</title>",
            f"<id>urn:uuid:{uuid5(NAMESPACE_URL, f'comity:change:{change.release}:{change.text}')}</id>",
            f"<updated>{change.day.isoformat()}T00:00:00Z</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(base + page)}/>',
            f"<content>{escape(change.text)}</content>",
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def sitemap(files: Sequence[str], *, on: date, base_url: str) -> bytes:
    """The addresses of all pages."""
    base = base_url.rstrip("/")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<url><loc>{escape(f'{base}/{file}')}</loc><lastmod>{on.isoformat()}</lastmod></url>"
            for file in sorted(files)
        ),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()
