"""`comity decide` and `comity repeat`: one question, one answer."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli.options import (
    ActionArgument,
    ActorOption,
    BasisOption,
    BriefOption,
    CorpusOption,
    DoneOption,
    EmployerOption,
    FactOption,
    FactsOption,
    JsonOption,
    LanguageOption,
    OnOption,
    OverlayOption,
    PlaceArgument,
    ReadingOption,
)
from comity.cli.show_answer import show_answer
from comity.cli.streams import (
    EXIT_USAGE,
    end_with,
    err,
    fail,
    print_json,
    read_corpus,
    read_corpus_for,
    read_day,
    read_done,
    read_facts_options,
    read_form,
    read_pairs,
)
from comity.decide import (
    Language,
    Question,
    QuestionError,
    ask,
    decide,
    determination_to_json,
    program_version,
    question_from_json,
)
from comity.law import Corpus

DECIDE_EXAMPLES = """\b
Examples:
  comity decide us-dc transfer_custody --on 2025-09-27 --actor city_police \\
      --fact in_custody=false --fact documents=none --fact federal_criminal_person=false
  comity decide us-tx join_287g --on 2026-12-15 --actor sheriff --done refused \\
      --fact jail_operated_or_contracted=true --fact agreement_last_requested=never
  comity decide us-ca share_alpr --on 2026-02-01 --facts facts.yaml --json"""

REPEAT_EXAMPLES = """\b
Example:
  comity decide us-tx share_status --on 2026-05-01 --json > answer.json
  comity repeat answer.json"""


def decide_command(
    place: PlaceArgument,
    action: ActionArgument,
    on: OnOption,
    actor: ActorOption = None,
    employer: EmployerOption = None,
    fact: FactOption = [],  # noqa: B006 -- typer makes a new list for each call
    facts: FactsOption = None,
    reading: ReadingOption = [],  # noqa: B006 -- as above
    basis: BasisOption = [],  # noqa: B006 -- as above
    done: DoneOption = None,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    brief: BriefOption = False,
    language: LanguageOption = "en",
    json: JsonOption = False,
) -> None:
    """Decide one act: required, permitted, prohibited, not regulated, or what is open.

    What is not given is unknown, and the answer says what is missing. `comity vocabulary` lists the
    actions, actors and words.

    Documents: give kinds with commas (documents=i_247a,i_200), and documents_complete=true if nothing
    else was shown; documents=none says that nothing was shown. Convictions and other records need a
    file (--facts), or the text of what is asked: 'convicted("ca.serious_felony")=false'.
    """
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    stated = read_facts_options(law, fact, facts)
    readings, bases = read_pairs(reading, "--reading"), read_pairs(basis, "--basis")
    what = read_done(done)
    try:
        question = ask(
            law,
            place,
            action,
            on=day,
            actor=actor,
            employer=employer,
            facts=stated,
            readings=readings,
            basis=bases,
            done=what,
        )
    except QuestionError as error:
        fail(error.mistakes)
    answer_question(
        law,
        question,
        as_json=json,
        brief=brief,
        language=language,
        ask_next=done is None and not basis,
    )


def repeat_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON of an earlier answer; - for standard input.")
    ],
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Ask again the question that an earlier answer's JSON holds.

    Says on standard error if the law files or the program have changed since.
    """
    law = read_corpus(corpus, overlay)
    form = read_form(file)
    try:
        question = question_from_json(law, form)
    except QuestionError as error:
        fail(error.mistakes, EXIT_USAGE)
    earlier = form.get("corpus") if isinstance(form, dict) else None
    if isinstance(earlier, dict):
        for key, now, what in (
            ("digest", law.digest, "the law files have"),
            ("program", program_version(), "the program has"),
        ):
            if earlier.get(key) != now:
                err.print(
                    f"comity: {what} changed since that answer: compare the two before relying on it"
                )
    answer_question(law, question, as_json=json)


def answer_question(
    law: Corpus,
    question: Question,
    *,
    as_json: bool,
    brief: bool = False,
    language: Language = "en",
    ask_next: bool = False,
) -> None:
    """Decide, print, and end with the code the answer deserves; `ask_next` as `show_answer` has it."""
    try:
        found = decide(law, question)
    except QuestionError as error:
        fail(error.mistakes)
    if as_json:
        print_json(determination_to_json(found))
    else:
        show_answer(found, law, brief=brief, language=language, ask_next=ask_next)
    end_with(found, law)
