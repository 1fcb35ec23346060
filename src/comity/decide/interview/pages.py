"""What is asked on one page, in which words, with which choices. One question a page; what is answered from
one printout, or by one look at the law or the clock, is one question with several boxes to tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from comity.decide.interview.check import Check
from comity.decide.interview.form_checks import check_at, check_word, checks_of, is_check
from comity.decide.interview.papers import PAPERS
from comity.decide.interview.sentence import Sentence
from comity.decide.interview.state import Interview, checked_papers, pile
from comity.decide.interview.together import LIMITS, PAGE_OF, TOGETHER
from comity.decide.phrases import place_name
from comity.decide.question import NO_GOVERNMENT
from comity.law import (
    Corpus,
    Word,
    WordType,
    asks_of,
    list_of,
    plain_noun,
    record_of,
    says_of,
    state_of,
)
from comity.logic import Predicate, parse


class Kind(Enum):
    """How an item is answered."""

    YES_NO = "yes_no"
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice. `value` is what a query holds for it; of MANY_OF the word that a tick answers."""

    value: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is asked. `word` names it in a form; "I don't know" can always be answered.

    Of MANY_OF each choice is a word of its own, or a kind of document where `word` is `documents`.
    `wanted` says what to write where something is written; `of` is the title of the paper that a check
    is of.
    """

    word: str
    asks: str
    found: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    wanted: str = ""
    of: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are answered here."""
        if self.word == "documents":
            return ("documents", "documents_complete")
        if self.kind is Kind.MANY_OF:
            return tuple(choice.value for choice in self.choices)
        return (self.word,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is asked at one time. `title` and `rest` are for pages with several items or boxes.

    `rest` is what ticking the last box of MANY_OF says: that the others are not so.
    """

    id: str
    items: tuple[Item, ...]
    title: str = ""
    rest: str = ""
    why: tuple[Sentence, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are answered here."""
        return tuple(word for item in self.items for word in item.words)


NO_PAPERS = "Which papers were shown?"
FORM = "form"
FORM_TITLE = "Look at the paper itself."
_WANTED: Mapping[WordType, str] = {
    WordType.DATE: "a day as 2026-11-21, or never",
    WordType.INTEGER: "a whole number",
    WordType.MOMENT: "a moment as 2026-11-21T18:00-05:00",
    WordType.JURISDICTION: "a place as us-tx",
}
YES_OR_NO = (Choice(value="yes", means="yes"), Choice(value="no", means="no"))
_WRITTEN: Mapping[WordType, Kind] = {
    WordType.DATE: Kind.DAY,
    WordType.INTEGER: Kind.NUMBER,
    WordType.MOMENT: Kind.MOMENT,
}


def page_of(corpus: Corpus, word: str) -> str:
    """The page on which a word is asked, if its neighbours are open too."""
    if is_check(word):
        return FORM
    listed = _list_of(word) or word
    if listed in PAGE_OF:
        return PAGE_OF[listed]
    found = corpus.vocabulary.words.get(word)
    return "limits" if found is not None and found.clock else word


def _list_of(word: str) -> str:
    """The list of records that a predicate is answered from; empty for a word that is none."""
    predicate = parse(word) if "(" in word else None
    return list_of(predicate) if isinstance(predicate, Predicate) else ""


def pages_of(corpus: Corpus, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Words by the page they are asked on, in order."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(page_of(corpus, word), []).append(word)
    return {page: tuple(held) for page, held in found.items()}


def make_page(corpus: Corpus, interview: Interview, page: str, words: Sequence[str]) -> Page:
    """The page with that id that asks for those words."""
    if page == "documents":
        return _documents_page(corpus, interview)
    together = LIMITS if page == "limits" else TOGETHER.get(page)
    if together is None or len(words) == 1:
        return Page(id=page, items=(item_of(corpus, words[0], interview.place),))
    apart = [word for word in words if word in together.also]
    boxes = [word for word in words if word not in together.also]
    items = [item_of(corpus, word, interview.place) for word in apart]
    if len(boxes) == 1:
        items.insert(0, item_of(corpus, boxes[0], interview.place))
        return Page(id=page, items=tuple(items))
    ticked = Item(
        word=page,
        asks=together.title,
        found=together.found or corpus.vocabulary.words[boxes[0]].found,
        kind=Kind.MANY_OF,
        choices=tuple(Choice(value=word, means=_states(corpus, word)) for word in boxes),
    )
    return Page(id=page, title=together.title, rest=together.rest, items=(ticked, *items))


def form_page(
    corpus: Corpus, interview: Interview, words: Sequence[str] | None = None
) -> Page | None:
    """The check of the papers on the desk: of all that can be looked at, or of some words
    (`i_247a.signed`) only. None where there is nothing to look at.
    """
    items = [
        _check_item(corpus, kind, one)
        for kind in checked_papers(interview)
        for one in checks_of(kind, corpus.vocabulary)
        if words is None or check_word(kind, one.id) in words
    ]
    return Page(id=FORM, title=FORM_TITLE, items=tuple(items)) if items else None


def item_of(corpus: Corpus, word: str, place: str) -> Item:
    """How one word is asked by itself. `place` is where the act is: who can employ depends on it."""
    found = corpus.vocabulary.words.get(word)
    if (check := check_at(word, corpus.vocabulary)) is not None:
        return _check_item(corpus, word.partition(".")[0], check)
    if found is None:
        return _predicate_item(corpus, word)
    kind, choices = _kind_and_choices(corpus, found, place)
    return Item(
        word=word,
        asks=found.asks,
        found=found.found,
        kind=kind,
        choices=choices,
        wanted=_WANTED.get(found.type, ""),
    )


def _kind_and_choices(corpus: Corpus, word: Word, place: str) -> tuple[Kind, tuple[Choice, ...]]:
    if word.type is WordType.BOOLEAN:
        return Kind.YES_NO, YES_OR_NO
    if word.type is WordType.JURISDICTION:
        return Kind.ONE_OF, _governments(corpus, word.id, place)
    if word.values:
        return Kind.ONE_OF, tuple(Choice(value=one.id, means=one.means) for one in word.values)
    return _WRITTEN[word.type], ()


def _governments(corpus: Corpus, word: str, place: str) -> tuple[Choice, ...]:
    """The places that can answer: those around the act for who employs, else every state."""
    if word != "employer":
        return tuple(Choice(value=id_, means=name) for id_, name in corpus.states.items())
    encoded = corpus.jurisdictions.get(place)
    around = dict.fromkeys((place, *(encoded.within if encoded else ()), state_of(place), "us"))
    named = [Choice(value=one, means=place_name(corpus, one)) for one in around if one]
    return (*named, Choice(value=NO_GOVERNMENT, means="no government"))


def _predicate_item(corpus: Corpus, key: str) -> Item:
    asks, found = asks_of(key, corpus)
    return Item(word=key, asks=asks, found=found, kind=Kind.YES_NO, choices=YES_OR_NO)


def _check_item(corpus: Corpus, kind: str, check: Check) -> Item:
    return Item(
        word=check_word(kind, check.id),
        asks=check.asks,
        found=check.where,
        kind=Kind.ONE_OF,
        choices=tuple(Choice(value=one.id, means=one.means) for one in check.choices),
        of=paper_title(corpus, kind),
    )


def paper_title(corpus: Corpus, kind: str) -> str:
    """What a paper that is checked under that name is called."""
    paper = next((one.title for one in PAPERS.values() if one.checked_as == kind), None)
    found = corpus.vocabulary.document_kinds.get(kind)
    return paper or (plain_noun(found.means) if found else kind)


def _documents_page(corpus: Corpus, interview: Interview) -> Page:
    together = TOGETHER["documents"]
    # What lies on the desk already, but for what was answered here: that is ticked, not left out.
    before = tuple(one for one in interview.answers if one.word != "documents")
    held = pile(replace(interview, answers=before))
    title = together.title if held else NO_PAPERS
    item = Item(
        word="documents",
        asks=title,
        found=corpus.vocabulary.words["documents"].found,
        kind=Kind.MANY_OF,
        choices=tuple(
            Choice(value=kind.id, means=plain_noun(kind.means))
            for kind in corpus.vocabulary.document_kinds.values()
            if kind.id not in held
        ),
    )
    return Page(id="documents", title=title, rest=together.rest, items=(item,))


def _states(corpus: Corpus, word: str) -> str:
    """What ticking a word's box says."""
    if "(" not in word:
        return corpus.vocabulary.words[word].means
    predicate = parse(word)
    assert isinstance(predicate, Predicate)
    listed = list_of(predicate)
    if listed in ("convictions", "charges", "arrests"):
        return record_of((predicate,), corpus)
    return says_of((predicate,), corpus)
