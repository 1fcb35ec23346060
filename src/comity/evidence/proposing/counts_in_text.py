"""General statements of how many: claims about counts, kept apart from incidents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.evidence.lexicon import rules_of
from comity.evidence.proposing.patterns import compiled
from comity.evidence.proposing.sentences import Sentence
from comity.evidence.proposing.text_reading import TextReading

_OTHER_CLAUSE = re.compile(r"[,;:]|\bthat\b|\bwhen\b|\bafter\b")


def count_subjects(reading: TextReading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a sentence counts bodies or cases that it does not name, as offsets in the folded text.

    Only where it also tells an act or a breach: `two agencies met` is no claim.
    """
    text = reading.small(sentence)
    rules = rules_of("counts")
    for found in compiled(str(rules["subject"])).finditer(text):
        if compiled(str(rules["told"])).search(text):
            yield sentence.start + found.start(), sentence.start + found.end()


def is_counted(reading: TextReading, sentence: Sentence, verb: int) -> bool:
    """Whether the one who acts is such a number, and no named agency stands between it and the verb."""
    for start, end in count_subjects(reading, sentence):
        between = reading.folded.small[end:verb]
        if _OTHER_CLAUSE.search(between):
            continue
        if start < verb and not any(
            one.office and not one.bare for one in reading.named_within(end, verb)
        ):
            return True
    return False
