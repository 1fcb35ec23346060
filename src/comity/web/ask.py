"""Ask: from the paper in hand to the answer, one page at a time. The interview itself is `decide`'s.

The address holds the whole interview: every step is a form that is sent as a query, read below, and sent on to the
address that stands for what is known then. So going back, changing an answer and keeping the address work alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.decide import (
    BASES,
    Language,
    QuestionError,
    place_in_sentence,
    place_name,
)
from comity.decide import interview as talk
from comity.decide.interview import Interview, Kind, Pairs
from comity.decide.interview.pages import make_page
from comity.decide.interview.record import BASIS_WORDS, OTHER_CORPUS
from comity.decide.phrases import BRIEF_TITLES, Title
from comity.law import Corpus, state_of
from comity.ledger.choices import Requester
from comity.places import NamedPlace, place_named, search_places
from comity.web.page import (
    Asked,
    Page,
    PageMaker,
    Redirect,
    UnusableError,
    day_of,
    named,
)
from comity.web.site import Site

STARTING = ("change", "find", "step", "view")
"""Names in the query that are of the pages, not of the interview."""


def ask(site: Site, asked: Asked) -> Page | Redirect:
    """The page that comes next: the beginning, the place, what is asked for, a question, or the answer."""
    pairs = [
        (name, value)
        for name, values in asked.query.items()
        if name not in STARTING
        for value in values
        if value or name.startswith("answer.")
    ]
    given = {name for name, _ in pairs}
    if not given & {"paper", "act"}:
        return _start(site, asked, pairs)
    if "place" not in given:
        return _where(site, asked, pairs)
    if "on" not in given:
        pairs.append(("on", site.today().isoformat()))
    if _nothing_asked(pairs):
        return _what(site, asked, pairs)
    known = known_places(pairs)
    try:
        interview = talk.submitted(site.corpus, pairs, places=known)
    except QuestionError as error:
        return _again(site, asked, pairs, known, error)
    view = asked.one("view")
    canonical = talk.to_query(interview)
    if "asked" in given:
        return Redirect(path="ask", query=(*canonical, *((("view", view),) if view else ())))
    if asked.one("step") == "back":
        return Redirect(path="ask", query=talk.to_query(talk.taken_back(site.corpus, interview)))
    change = asked.one("change")
    if change is not None:
        return _change(site, interview, change, asked.language)
    page = None if view else talk.next_page(site.corpus, interview, form_first=True)
    if page is not None:
        return _question(site, interview, page, asked.language)
    return _answers(site, interview, asked.language, record=view == "record")


def _start(site: Site, asked: Asked, pairs: Pairs, mistakes: Sequence[str] = ()) -> Page:
    """What is in hand, where, and when."""
    return Page(
        template="ask_start.html",
        context={
            "groups": talk.PAPER_GROUPS,
            "papers": talk.PAPERS,
            "actions": sorted(site.corpus.vocabulary.actions.values(), key=lambda one: one.phrase),
            "find": asked.one("find") or "",
            "given": dict(pairs),
            "mistakes": mistakes,
        },
        status=422 if mistakes else 200,
        private=True,
    )


def _where(site: Site, asked: Asked, pairs: Pairs) -> Page | Redirect:
    """Which place is meant by what was typed."""
    text = asked.one("find")
    if text is None:
        return _start(site, asked, pairs, ("no place is given yet: write a place or an agency",))
    day_of(asked.one("on"), site)
    found = [one.place for one in search_places(text)]
    if len(found) == 1:
        return Redirect(path="ask", query=(("place", found[0].slug), *pairs))
    return Page(
        template="ask_place.html",
        context={
            "text": text,
            "found": [_described(site.corpus, one, asked.language) for one in found],
            "pairs": pairs,
        },
        private=True,
    )


def _described(corpus: Corpus, found: NamedPlace, language: Language) -> Mapping[str, object]:
    """A place to choose: its name, and whether its own law is here."""
    encoded = found.slug in corpus.jurisdictions
    return {
        "id": found.slug,
        "name": place_name(corpus, found.slug, language) if encoded else found.full_name,
        "encoded": encoded,
        "state": place_in_sentence(corpus, state_of(found.slug), language),
    }


def _nothing_asked(pairs: Pairs) -> bool:
    """Whether a paper is in hand that by itself asks for nothing (a call, an officer), and no act was chosen."""
    papers = [
        talk.PAPERS[value] for name, value in pairs if name == "paper" and value in talk.PAPERS
    ]
    return bool(papers) and not any(one.actions for one in papers) and "act" not in dict(pairs)


def _what(site: Site, asked: Asked, pairs: Pairs) -> Page:
    """What is asked for: acts to choose from, several at once."""
    papers = [talk.PAPERS[value] for name, value in pairs if name == "paper"]
    offered = dict.fromkeys(act for one in papers for act in (*one.actions, *one.may_ask))
    actions = site.corpus.vocabulary.actions
    return Page(
        template="ask_what.html",
        context={
            "papers": papers,
            "offered": [actions[name] for name in offered if name in actions],
            "others": [one for name, one in actions.items() if name not in offered],
            "pairs": pairs,
            "tried": "step" in asked.query,
        },
        private=True,
    )


def known_places(pairs: Pairs) -> frozenset[str]:
    """Places of the gazetteer that the query names: they can be asked about though they have no law file.

    Nothing else passes for a place, so that an address holds no text of a person's own.
    """
    named = (value.partition("~")[0] for name, value in pairs if name in ("place", "employer"))
    return frozenset(one for one in named if place_named(one) is not None)


def _question(
    site: Site,
    interview: Interview,
    page: talk.Page,
    language: Language,
    mistakes: Sequence[str] = (),
) -> Page:
    return Page(
        template="ask_question.html",
        context={
            **_frame(site, interview, language),
            "page": page,
            "Kind": Kind,
            "most": talk.most_remaining(site.corpus, interview),
            "mistakes": mistakes,
            "bases": BASES,
            "basis_words": BASIS_WORDS,
        },
        status=422 if mistakes else 200,
        private=True,
    )


def _frame(site: Site, interview: Interview, language: Language) -> Mapping[str, object]:
    """What every page of an interview shows: what is asked about, and what was answered so far."""
    pairs = talk.to_query(interview)

    def pairs_with(*added: str) -> Pairs:
        return (*pairs, *zip(added[::2], added[1::2], strict=True))

    return {
        "interview": interview,
        "pairs": pairs,
        "pairs_with": pairs_with,
        "place": named(place_in_sentence(site.corpus, interview.place, language)),
        "papers": [talk.PAPERS[name] for name in interview.papers],
        "actions": [site.corpus.vocabulary.actions[name] for name in interview.actions],
        "record": talk.record_of_interview(site.corpus, interview, language=language, brief=False),
    }


def _again(
    site: Site, asked: Asked, pairs: Pairs, known: frozenset[str], error: QuestionError
) -> Page:
    """The page that was sent, with what is wrong with it; where there is none, the mistakes alone."""
    earlier = [
        (name, value)
        for name, value in pairs
        if name not in ("asked", "rest", "basis") and not name.startswith("answer.")
    ]
    if len(earlier) == len(pairs):
        raise UnusableError(tuple(error.mistakes)) from error
    interview = talk.submitted(site.corpus, earlier, places=known)
    change = next((value for name, value in pairs if name == "asked"), None)
    page = talk.next_page(site.corpus, interview, form_first=True)
    if change is not None and interview.given(change) is not None:
        page = _single(site.corpus, interview, change)
    if page is None or (change is not None and change not in page.words):
        raise UnusableError(tuple(error.mistakes)) from error
    return _question(site, interview, page, asked.language, tuple(error.mistakes))


def _change(site: Site, interview: Interview, word: str, language: Language) -> Page:
    """The question of an earlier answer once more."""
    if interview.given(word) is None:
        raise UnusableError((f"`{word[:60]}` was not answered: nothing can be changed",))
    return _question(site, interview, _single(site.corpus, interview, word), language)


def _single(corpus: Corpus, interview: Interview, word: str) -> talk.Page:
    if word == "documents":
        return make_page(corpus, interview, word, (word,))
    item = talk.item_of(corpus, word, interview.place)
    return talk.Page(id=word, items=(item,))


def _answers(site: Site, interview: Interview, language: Language, *, record: bool) -> Page:
    """The answer of each act, and all that comes with it; or the record to print."""
    return Page(
        template="ask_record.html" if record else "ask_answer.html",
        context={
            **_frame(site, interview, language),
            "other_corpus": OTHER_CORPUS,
            "first_titles": BRIEF_TITLES,
            "record_titles": BRIEF_TITLES | {Title.CARE, Title.REMEDIES},
            "open_page": talk.next_page(site.corpus, interview, form_first=True),
            "requesters": [one.value for one in Requester],
        },
        private=True,
    )


PAGES: Mapping[str, PageMaker] = {"ask": ask}
