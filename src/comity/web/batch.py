"""Many questions in one request, one a line (NDJSON): each is answered in its turn, a bad one costs only its line.

The questions are held in memory, for clients send all of them before they read; the answers are sent as they are
made, and the next is made when the last was taken.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from io import BytesIO

from comity.decide import decide, determination_text, question_from_json
from comity.web.journal import note_fault
from comity.web.problem import Kind, problem_form, refusal, trouble_of
from comity.web.site import Site
from comity.web.strict_json import read_json

MEDIA_TYPE = "application/x-ndjson"


def lines_of(content: bytes, site: Site) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers from 1. Raises Trouble where there are too many."""
    if content.count(b"\n") >= site.settings.max_lines:
        raise refusal(
            Kind.LARGE,
            f"a batch may have {site.settings.max_lines:,} lines; this has more: send it in parts",
        )
    return (
        (number, line)
        for number, line in enumerate(BytesIO(content), start=1)
        if line.strip(b" \t\r\n")
    )


async def answers(site: Site, lines: Iterator[tuple[int, bytes]]) -> AsyncIterator[bytes]:
    """A line for each question, and one that says that this was all."""
    determined = problems = 0
    for number, line in lines:
        try:
            found = decide(site.corpus, question_from_json(site.corpus, read_json(line)))
            text = f'{{"line":{number},"determination":{determination_text(found)}}}'.encode()
            determined += 1
        except Exception as error:  # noqa: BLE001 -- a fault at one question is said of that question, and the rest goes on
            text = written({"line": number, "problem": problem_form(trouble_of(error))})
            problems += 1
            if trouble_of(error).kind is Kind.FAULT:
                note_fault(error)
        yield text + b"\n"
        await asyncio.sleep(0)  # others are served in between
    end = {"determinations": determined, "problems": problems, "corpus": site.corpus.digest}
    yield written({"end": end}) + b"\n"


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def written(form: object) -> bytes:
    """Plain values as JSON in UTF-8."""
    return _WRITER.encode(form).encode()
