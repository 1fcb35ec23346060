"""The labelled texts of `bench/evidence/`, in the form that docs/explanation/evidence.md describes, checked as they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.evidence import BecameKnown, ClaimedBreach, Code, ShownAuthority, Status
from comity.evidence.document import Document
from comity.evidence.intake.boilerplate import mark
from comity.evidence.intake.language import language_of
from comity.law import read_plain

FOLDER = Path(__file__).parent / "evidence"
HALVES = ("tuning", "measuring")
CODED: dict[str, type[Code]] = {
    "claimed_breach": ClaimedBreach,
    "became_known": BecameKnown,
    "status": Status,
    "authority": ShownAuthority,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledAct:
    """What a person found in a text. `spans` are the sentences that tell it, as offsets."""

    spans: tuple[tuple[int, int], ...]
    action: str | None
    acted: bool
    place: str
    agency: str
    when: tuple[date, date] | None
    codes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One text with its labels. `story` is shared by texts that are one story."""

    id: str
    style: str
    story: str
    document: Document
    acts: tuple[LabelledAct, ...]
    counts: tuple[tuple[int, int], ...]


def labelled(half: str, folder: Path = FOLDER) -> tuple[LabelledText, ...]:
    """The texts of one half. Raises ValueError for a label that cannot be: a quote that is not there, an unknown code."""
    file = folder / f"{half}.yaml"
    form, problems = read_plain(file.read_text("utf-8"), file=file.name)
    if problems or not isinstance(form, dict):
        raise ValueError("\n".join(map(str, problems)))
    documents = form["documents"]
    assert isinstance(documents, list)
    return tuple(_text(one) for one in documents)


def _text(form: object) -> LabelledText:
    assert isinstance(form, dict)
    text = str(form["text"]).rstrip("\n") + "\n"
    published = form.get("published")
    document = Document(
        digest=hashlib.sha256(text.encode()).hexdigest(),
        name=f"{form['id']}.txt",
        kind="text",
        text=text,
        published=date.fromisoformat(str(published)) if published else None,
        language=language_of(text),
        left_out=mark(text, ()),
    )
    acts = form.get("incidents") or []
    counts = form.get("counts") or []
    assert isinstance(acts, list)
    assert isinstance(counts, list)
    return LabelledText(
        id=str(form["id"]),
        style=str(form["style"]),
        story=str(form.get("story") or form["id"]),
        document=document,
        acts=tuple(_act(one, document) for one in acts),
        counts=tuple(_span(str(one), document) for one in counts),
    )


def _act(form: object, document: Document) -> LabelledAct:
    assert isinstance(form, dict)
    also = form.get("also") or []
    assert isinstance(also, list)
    when = form.get("when")
    codes = {slot: str(form[slot]) for slot in CODED}
    for slot, value in codes.items():
        if value not in {code.value for code in CODED[slot]}:
            raise ValueError(f"{document.name}: `{value}` is no value of `{slot}`")
    action = form["action"]
    return LabelledAct(
        spans=tuple(_span(str(one), document) for one in [form["quote"], *also]),
        action=None if action is None else str(action),
        acted=form.get("acted") is not False,
        place=str(form["place"]),
        agency=str(form["agency"]),
        when=_days(when),
        codes=codes,
    )


def _days(form: object) -> tuple[date, date] | None:
    if form is None:
        return None
    assert isinstance(form, Sequence)
    return date.fromisoformat(str(form[0])), date.fromisoformat(str(form[1]))


def _span(quote: str, document: Document) -> tuple[int, int]:
    start = document.text.find(quote)
    if start < 0:
        raise ValueError(f"{document.name}: the text does not say `{quote}`")
    return start, start + len(quote)
