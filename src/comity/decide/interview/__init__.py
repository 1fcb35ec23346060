"""The interview: from papers in hand to answers, one page at a time. State, pages and record; no door.

`begin` or `from_query` gives an `Interview`; `next_page` what to ask; `submitted` reads what a form sends;
`determinations` gives the answers, one for each act asked about.
"""

from comity.decide.interview.check import Check, CheckChoice
from comity.decide.interview.next_page import most_remaining, next_page, open_rulings, why_asked
from comity.decide.interview.pages import (
    Choice,
    Item,
    Kind,
    Page,
    form_page,
    item_of,
    page_of,
)
from comity.decide.interview.papers import PAPER_GROUPS, PAPERS, Paper, PaperGroup, checks_of_paper
from comity.decide.interview.query import (
    Pairs,
    corpus_changed,
    from_query,
    read_answer,
    to_query,
)
from comity.decide.interview.record import (
    BASIS_WORDS,
    Record,
    RecordedAnswer,
    RecordedCheck,
    RecordedFact,
    answer_in_words,
    record_of_interview,
    warnings_of,
)
from comity.decide.interview.sentence import Sentence
from comity.decide.interview.state import (
    AnswerValue,
    Given,
    Interview,
    PaperCheck,
    answered,
    begin,
    changed,
    checks_answered,
    determinations,
    facts_of,
    question_of,
)
from comity.decide.interview.submission import submitted, taken_back

__all__ = [
    "BASIS_WORDS",
    "PAPERS",
    "PAPER_GROUPS",
    "AnswerValue",
    "Check",
    "CheckChoice",
    "Choice",
    "Given",
    "Interview",
    "Item",
    "Kind",
    "Page",
    "Pairs",
    "Paper",
    "PaperCheck",
    "PaperGroup",
    "Record",
    "RecordedAnswer",
    "RecordedCheck",
    "RecordedFact",
    "Sentence",
    "answer_in_words",
    "answered",
    "begin",
    "changed",
    "checks_answered",
    "checks_of_paper",
    "corpus_changed",
    "determinations",
    "facts_of",
    "form_page",
    "from_query",
    "item_of",
    "most_remaining",
    "next_page",
    "open_rulings",
    "page_of",
    "question_of",
    "read_answer",
    "record_of_interview",
    "submitted",
    "taken_back",
    "to_query",
    "warnings_of",
    "why_asked",
]
