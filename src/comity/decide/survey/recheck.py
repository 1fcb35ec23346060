"""An earlier answer, decided again under today's law files: what came out otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.decide.decide import decide
from comity.decide.json_form import determination_to_json, question_from_json
from comity.decide.phrases import VERIFIED_WORDS
from comity.law import Corpus

_SAID = {
    "answer": "the answer",
    "possible": "the answers that are possible",
    "by_reading": "the answers by reading",
    "leaning": "the leaning",
    "complete": "whether it is complete",
    "conduct": "the conduct",
}
"""Keys of a determination's JSON that are compared whole."""
_NONE = {"by_reading": "it turns on no reading", "leaning": "none"}
"""What stands in place of a key that is empty."""
NO_GROUND, NO_LONGER = "no ground", "no longer a ground"
_MARKS = {mark.value: words for mark, words in VERIFIED_WORDS.items()}
_TRUTHS = {"true": "applies", "unknown": "may apply", "false": "does not apply"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: `what` changed, from what to what, and why as far as the files tell."""

    what: str
    before: str
    after: str
    why: str

    @property
    def told(self) -> str:
        """What changed, as a line: of a ground that came or went, that it did."""
        if self.before == NO_GROUND:
            return f"{self.what}: now {self.after}"
        if self.after == NO_LONGER:
            return f"{self.what}: {self.after} (it was {self.before})"
        return f"{self.what}: {self.before} -> {self.after}"


def recheck(corpus: Corpus, form: Mapping[str, object]) -> tuple[dict[str, object], list[Change]]:
    """Decide the question of a saved determination again: its new JSON, and what differs.

    Raises QuestionError where the question can no longer be asked.
    """
    now = determination_to_json(decide(corpus, question_from_json(corpus, form)))
    return now, list(changes_between(form, now))


def changes_between(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    """What differs between the JSON of two determinations of one question."""
    was, is_now = _grounds(before), _grounds(after)
    why = "; ".join(_reasons(was, is_now))
    unexplained = _program(before, after)
    for key, said in _SAID.items():
        if key in before and before.get(key) != after.get(key):
            yield Change(
                what=said,
                before=_shown(before.get(key)) or _NONE.get(key, "nothing"),
                after=_shown(after.get(key)) or _NONE.get(key, "nothing"),
                why=why or unexplained,
            )
    for name in sorted({*was, *is_now}):
        if was.get(name) != is_now.get(name):
            yield Change(
                what=name,
                before=_standing(was.get(name)) or NO_GROUND,
                after=_standing(is_now.get(name)) or NO_LONGER,
                why=unexplained,
            )
    missing_before, missing_after = _missing(before), _missing(after)
    if missing_before != missing_after:
        yield Change(
            what="what is missing",
            before=", ".join(missing_before) or "nothing",
            after=", ".join(missing_after) or "nothing",
            why=why or unexplained,
        )


def _shown(value: object) -> str:
    """A value of a determination's JSON as a line of text; empty where it holds nothing."""
    match value:
        case None | []:
            return ""
        case bool():
            return "yes" if value else "no"
        case Mapping():
            if "readings" in value:
                return f"{_shown(value['readings'])}: {_shown(value.get('answers'))}"
            return ", ".join(f"{name}={held}" for name, held in value.items())
        case list():
            mark = "; " if any(isinstance(one, Mapping) for one in value) else " or "
            return mark.join(_shown(one) for one in value)
        case _:
            return str(value)


def _listed(form: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = form.get(key)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _grounds(form: Mapping[str, object]) -> dict[str, tuple[str, str, str]]:
    """By provision and effect: the first day of its text, its mark, and how it stood."""
    found: dict[str, tuple[str, str, str]] = {}
    for one in _listed(form, "grounds"):
        version = one.get("version")
        text = version if isinstance(version, Mapping) else {}
        name = f"{one.get('provision')} ({one.get('effect')})"
        found[name] = (str(text.get("from")), str(text.get("verified")), str(one.get("truth")))
    return found


def _standing(ground: tuple[str, str, str] | None) -> str:
    if ground is None:
        return ""
    from_, mark, truth = ground
    known = _MARKS.get(mark, mark)
    return f"a ground (in force from {from_}, {known}, {_TRUTHS.get(truth, truth)})"


def _missing(form: Mapping[str, object]) -> list[str]:
    return [str(one.get("word")) for one in _listed(form, "missing")]


def _reasons(
    was: Mapping[str, tuple[str, str, str]], is_now: Mapping[str, tuple[str, str, str]]
) -> Iterator[str]:
    for name in sorted({*was, *is_now}):
        if name not in was:
            yield f"{name} is a ground now"
        elif name not in is_now:
            yield f"{name} is no ground any more"
        elif was[name][0] != is_now[name][0]:
            yield f"{name} has another text for that day"
        elif was[name][2] != is_now[name][2]:
            yield f"{name} stands otherwise on the same facts"


def _program(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    one, other = before.get("corpus"), after.get("corpus")
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return "the saved answer does not say which law files made it"
    if one.get("digest") == other.get("digest"):
        return "the law files are the same: the program answers otherwise"
    return "the law files have changed"
