"""What is asked on one page, in which words, with which choices. One question a page; what is answered from
one printout, or by one look at the law or the clock, is one question with several boxes to tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from comity.decide.interview.form_checks import (
    Check,
    check_at,
    check_word,
    checks_of,
    is_check,
)
from comity.decide.interview.papers import PAPERS
from comity.decide.interview.sentence import Sentence
from comity.decide.interview.state import Interview, checked_papers
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Words that one look answers: a printout, a search, the law that a request cites.

    `lists` are lists of records of which each predicate that can matter is a box. `rest` is what the
    last box says. `also` are words with choices of their own on the same page. `found` is where to look (empty: where the first word is found).
    """

    title: str
    rest: str
    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    found: str = ""


TOGETHER: Mapping[str, Together] = {
    "documents": Together(
        title="Which other papers came with it?",
        rest="That is every paper that was shown.",
        words=("documents_complete",),
        lists=("documents",),
    ),
    "custody": Together(
        title="Which of these is true of the person now?",
        rest="None of the others is true.",
        words=("in_custody", "stopped", "lawfully_detained"),
        found="the booking record or the officer's report",
    ),
    "laws": Together(
        title="Does a law itself require or authorize this?",
        rest="I have looked at what the request cites: none of the others does.",
        words=(
            "required_by_federal_law",
            "required_by_benefits_or_hiring_law",
            "required_by_state_law",
            "required_by_city_law",
            "authorized_by_other_law",
        ),
        found="the law cited in the request or the agency's policy",
    ),
    "record": Together(
        title="Which of these stand in the person's criminal history?",
        rest="I have seen the whole history: none of the others stands in it.",
        words=(
            "adjudicated_delinquent_listed",
            "insanity_verdict_listed",
            "three_listed_felonies",
            "two_misdemeanor_convictions",
        ),
        lists=("convictions", "charges", "arrests"),
        found="the criminal history printout and the court docket",
    ),
    "searches": Together(
        title="Which of these does a search show?",
        rest="I have made the searches: they show none of the others.",
        words=(
            "watch_list_match",
            "known_gang_member",
            "outstanding_criminal_warrant",
            "federal_felony_warrant",
        ),
        lists=("registries",),
        found="the registry's own search, the warrant check and the database search of the day",
    ),
    "removal": Together(
        title="Is there an order of removal?",
        rest="I have looked: none of the others is so.",
        words=(
            "final_removal_order",
            "removal_order_lodged",
            "removal_order_accompanies_detainer",
        ),
        also=("removal_order_signed_by",),
        found="the order or Form I-205, and the file of the facility",
    ),
    "emergency": Together(
        title="Is one of these the reason for it?",
        rest="None of the others is the reason.",
        words=(
            "exigent_circumstances",
            "needed_to_apprehend_suspect",
            "terrorism_investigation",
            "declared_emergency_threat",
        ),
        found="the request, the dispatch log and the case file",
    ),
    "victim": Together(
        title="Is the person a victim or a witness?",
        rest="None of the others is so.",
        words=(
            "detained_only_as_witness",
            "victim_cooperates",
            "held_only_as_victim_or_witness",
            "victim_of_listed_crime",
            "victim_or_witness",
            "hate_crime_victim_or_witness",
        ),
        found="the incident report, the booking record and the case file",
    ),
    "question": Together(
        title="Which of these is the reason for the question?",
        rest="None of the others is a reason for it.",
        words=(
            "inquiry_needed_for_investigation",
            "needed_for_persons_indictable_offense",
            "fills_booking_fields",
            "inquiry_to_inform_about_visas",
            "for_victim_visa_certification",
            "for_firearm_eligibility",
            "under_firearm_laws",
            "for_consular_notice",
            "guardian_suspected",
            "status_extortion_case",
            "for_litigation",
            "judge_needs_it",
        ),
        found="the case file, the booking form or the court file",
    ),
    "check": Together(
        title="Which of these is true of the check?",
        rest="None of the others is true.",
        words=("check_hinders_investigation", "check_practicable"),
    ),
    "federal_authority": Together(
        title="Does the officer act with federal authority?",
        rest="I have looked: the officer has none of the others.",
        words=("agreement_in_force", "acts_under_287g", "authorized_in_mass_influx"),
        found="the agreement, the officer's certificate and the written authorization",
    ),
    "identity": Together(
        title="What has the person shown?",
        rest="The person has shown none of the others.",
        words=(
            "presumption_id_shown",
            "identity_verified",
            "proof_of_citizenship",
            "government_id_shown",
            "proof_of_lawful_status",
        ),
        found="the document the person showed, and the officer's report",
    ),
    "information": Together(
        title="Which of these is true of the information?",
        rest="None of the others is true.",
        words=(
            "listed_confidential_info",
            "covered_by_1373",
            "info_privileged",
            "info_public",
            "responds_to_request_about_person_in_custody",
        ),
        found="the wording of the request, and the agency's records policy",
    ),
    "consent": Together(
        title="Which of these was done?",
        rest="None of the others was done.",
        words=(
            "informed_consent",
            "consent_written",
            "consent_form_given",
            "opportunity_for_counsel",
            "explained_orally",
            "told_no_punishment",
            "interview_advisement_given",
        ),
        found="the signed form and the visit log",
    ),
    "access": Together(
        title="Which of these is true of the access?",
        rest="None of the others is true.",
        words=(
            "ongoing_access",
            "area_open_to_public",
            "resource_open_to_public",
            "dedicated_office_space",
            "access_by_agreement",
            "furthers_agency_purpose",
            "under_cooperative_arrangement",
        ),
        found="the floor plan, the visit log and the contract file",
    ),
}
"""The pages with several boxes, but for `limits`, which holds every word with a clock."""

LIMITS = Together(
    title="Which of these limits has not ended yet?",
    rest="I have looked at the times: the others have ended.",
)
_PAGE_OF = {
    word: page for page, one in TOGETHER.items() for word in (*one.words, *one.lists, *one.also)
}


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
    if listed in _PAGE_OF:
        return _PAGE_OF[listed]
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
    held = {PAPERS[name].kind for name in interview.papers}
    title = together.title if held - {None} else NO_PAPERS
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
