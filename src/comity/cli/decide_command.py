"""`comity decide` and `comity repeat`: one question, one answer."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli.options import (
    ActionArgument,
    ActorOption,
    BasisOption,
    CorpusOption,
    DoneOption,
    EmployerOption,
    FactOption,
    FactsOption,
    JsonOption,
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
    read_day,
    read_done,
    read_facts_options,
    read_form,
    read_pairs,
)
from comity.decide import (
    Question,
    QuestionError,
    ask,
    decide,
    determination_to_json,
    question_from_json,
)
from comity.law import Corpus


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
    json: JsonOption = False,
) -> None:
    """Decide one act: required, permitted, prohibited, not regulated, or what is open.

    What is not given is unknown, and the answer says what is missing. Lists of records: give
    kinds with commas (documents=i_247a,i_200), and say documents_complete=true if nothing else was
    shown; documents=none says that nothing was shown.

    Example: comity decide us-dc transfer_custody --on 2025-09-27 --actor city_police
    --fact in_custody=false --fact documents=none --fact federal_criminal_person=false

    Ends with 0 for a settled, complete answer; 3 if it is open or not complete (read the
    reservations); 2 if it cannot be asked; 1 if the corpus has mistakes.
    """
    law = read_corpus(corpus, overlay)
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
    answer_question(law, question, as_json=json)


def repeat_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON of an earlier answer; - for standard input.")
    ],
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Ask again the question that an earlier answer's JSON holds.

    Says on standard error if the law or the program has changed since.

    Example: comity decide us-tx share_status --on 2026-05-01 --json > answer.json; comity repeat
    answer.json
    """
    law = read_corpus(corpus, overlay)
    form = read_form(file)
    try:
        question = question_from_json(law, form)
    except QuestionError as error:
        fail(error.mistakes, EXIT_USAGE)
    earlier = form.get("corpus") if isinstance(form, dict) else None
    digest = earlier.get("digest") if isinstance(earlier, dict) else None
    if digest is not None and digest != law.digest:
        err.print(
            "comity: the law files have changed since that answer; compare before relying on it"
        )
    answer_question(law, question, as_json=json)


def answer_question(law: Corpus, question: Question, *, as_json: bool) -> None:
    """Decide, print, and end with the code the answer deserves."""
    try:
        found = decide(law, question)
    except QuestionError as error:
        fail(error.mistakes)
    if as_json:
        print_json(determination_to_json(found))
    else:
        show_answer(found, law)
    end_with(found)
