"""Finds what a document tells as acts: for each verb of a sentence the first rule that fits, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comity.evidence.proposing.act_rules import ActRule, Head, any_head, heads
from comity.evidence.proposing.folded import Folded
from comity.evidence.proposing.patterns import Form, compiled
from comity.evidence.proposing.sentences import Sentence
from comity.evidence.proposing.stance import Told, clause_of, told

_WINDOW = 260
"""Letters behind a verb within which its object and recipient must stand."""

_FEDERAL = "{federal}"
_CONCERNS = r"{federal}|{detainer}|\bimmigration (?:officers?|agents?|warrants?|holds?)"
_LOCAL = "{local_actor}"
# Others who do things in such reports; what they do is no act of a government.
_OTHERS = (
    r"\b(?:panel|justices|residents|neighbors|volunteers|protesters|demonstrators|activists|advocates|organizers|lawyers?|attorneys?"
    r"|families|relatives|reporters?|newsroom|newspaper|researchers|students?|lawmakers|legislators?|senators?|judge"
    r"|president|administration|governor|pastor|members?|group|clinic|union|coalition|court|plaintiffs?|readers?"
    r"|people|tenants|witness(?:es)?|families|experts?|scholars?|legislature|congress)\b"
)
_LAWS = (
    r"\b(?:laws?|act|ordinance|policy|statute|bill|directive|measure|amendment|program|agreement)\b"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:to|with|for|by|of|from|against|around|about|near|on|at|in|under|through|over|behind|beside|between|than|like)"
    r" (?:(?!monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|\d)[\w'.-]+ ){0,3}$"
)

_INFINITIVE = re.compile(r"\b(?:to|did)(?: \w+ly)? $")
_INSTEAD = re.compile(r"\b(?:instead of|rather than)\b")
_PUBLIC = re.compile(r"\b(?:county|city|public|state|municipal|town) (?:\w+ )?$")
_ARTICLE = re.compile(r"\b(?:a|an|the|its|their|his) $")
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:a|an|the|this|that|its|their|his|her|no|any|each|every)|'s|-) ?$"
)
_AFTER_WORD = re.compile(
    r"\b(?:for|of|with|in|on|from|without|by|at|about|against|under|more|some|any|such|federal|immigration|ice|routine"
    r"|administrative|no|public|traffic) $"
)
_BROKEN = re.compile(r"\b(?:violat\w+|br(?:oke|eak\w*)|breach\w*|despite|against) (?:\w+ ){0,4}$")


class _Words(NamedTuple):
    """A sentence in small letters, what stands in it before and behind a verb, and the sentences around it."""

    whole: str
    left: str
    right: str
    around: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMention:
    """One verb that tells an act: `verb` and `verb_end` are offsets in the folded text."""

    rule: ActRule
    told: Told
    passive: bool
    sentence: Sentence
    verb: int
    verb_end: int
    present: bool
    """Told in a present tense: of a video, a practice, or a rule."""

    @property
    def acted(self) -> bool:
        """False where what is told is that it was not done."""
        undone = self.rule.acted == "not_done"
        if self.rule.acted == "reversed":
            return True
        return not (undone or self.told in {Told.NOT_DONE, Told.NEGATED})


def acts_in(folded: Folded, sentences: Sequence[Sentence]) -> Iterator[ActMention]:
    """Every mention of an act in the sentences given, whatever way it is told."""
    for at, sentence in enumerate(sentences):
        whole = folded.small[sentence.start : sentence.end]
        around = [*sentences[max(0, at - 2) : at], *sentences[at + 1 : at + 2]]
        earlier = " ".join(folded.small[one.start : one.end] for one in around)
        names = [one.span() for one in compiled(_FEDERAL).finditer(whole)]
        for found in any_head().finditer(whole):
            if any(start <= found.start() < end for start, end in names):
                continue  # the `patrol` of Border Patrol
            if _is_capital_letter(folded.text, sentence.start + found.start()):
                mention = _mention(whole, found, earlier, sentence, after_letter=True)
            else:
                mention = _mention(whole, found, earlier, sentence)
            if mention is not None:
                yield mention


def _is_capital_letter(text: str, at: int) -> bool:
    """Whether the word before is a lone capital, `Officer A gave`: a sign and no article."""
    return bool(re.search(r"[a-z] [A-Z] $", text[max(0, at - 4) : at]))


def _mention(
    whole: str,
    found: re.Match[str],
    earlier: str,
    sentence: Sentence,
    *,
    after_letter: bool = False,
) -> ActMention | None:
    left = whole[: found.start()]
    # What was done instead of something is told before these words, what was not done behind them.
    right = _INSTEAD.split(whole[found.end() : found.end() + _WINDOW], maxsplit=1)[0]
    noun = Form.NOUN in _all_forms(found[0])
    after_letter = after_letter or noun
    if _ARTICLE.search(left) and not after_letter:
        return None  # `a handcuffed man`, `the search`
    if (
        not after_letter
        and _BEFORE_NOUN.search(left)
        and (left.endswith("-") or Form.PAST not in _all_forms(found[0]))
    ):
        return None  # a noun: `the search`, `its call`, `a stop`
    if (
        _AFTER_WORD.search(left)
        and Form.BASE in _all_forms(found[0])
        and Form.PAST not in _all_forms(found[0])
    ):
        return None  # a noun: `calls for help`, `in support`
    for head, forms in heads()[found[0]]:
        if noun and Form.NOUN not in forms and (_ARTICLE.search(left) or not _is_verb_form(forms)):
            continue
        how, passive = None, False
        if _fits(head, _Words(whole, left, right, earlier), forms):
            near = f"{earlier} {whole}"
            how, passive = told(left, forms, right, whole, near)
        if how is None or not _done_by_local(head.rule, left, right, passive=passive):
            continue
        return ActMention(
            rule=head.rule,
            told=how,
            passive=passive,
            sentence=sentence,
            verb=sentence.start + found.start(),
            verb_end=sentence.start + found.end(),
            present=bool(forms & {Form.BASE, Form.PRESENT})
            and Form.PAST not in forms
            and not _INFINITIVE.search(left),
        )
    return None


def _is_verb_form(forms: frozenset[Form]) -> bool:
    """Whether a word that is a noun of one rule is plainly a verb of another: `transfer` alone may be either."""
    return bool(forms & {Form.PAST, Form.ING})


def _all_forms(word: str) -> frozenset[Form]:
    return frozenset(form for _, forms in heads()[word] for form in forms)


def _fits(head: Head, words: _Words, forms: frozenset[Form]) -> bool:
    rule = head.rule
    whole, left, right, earlier = words
    if head.particle is not None and not head.particle.match(right):
        return False
    federal = compiled(_CONCERNS)
    if rule.federal == "here" and not federal.search(whole):
        return False
    if rule.federal == "near" and not (federal.search(whole) or federal.search(earlier)):
        return False
    if rule.then is not None and not rule.then.search(right):
        # In the passive the object stands before the verb, its recipient behind it.
        passive = Form.PARTICIPLE in forms and re.search(
            r"\b(?:was|were|been|being|is|are|be)\b[^,;]{0,25}$", left
        )
        if not passive or not rule.then.search(whole):
            return False
    if rule.before is not None and not rule.before.search(left):
        return False
    if rule.not_ is not None and rule.not_.search(whole):
        return False
    return all(one.search(whole) for one in rule.with_)


def _done_by_local(rule: ActRule, left: str, right: str, *, passive: bool) -> bool:
    """Whether the one who acts may be a state or local body: whoever stands nearest before the verb, or behind `by`."""
    if passive:
        by = re.search(r"\bby (?:the |an? |two |three |several )?(.{0,60})", right)
        federal = bool(by and compiled(_FEDERAL).match(by[1]) and not compiled(_LOCAL).match(by[1]))
        if federal or rule.by_federal:
            return federal and rule.by_federal
        return not (rule.action == "arrest_civil" and by is None)
    if rule.by_federal:
        return False  # what a federal body does is told as its own act
    by = re.match(r" by (?:the |an? |two |three |several )?(.{0,60})", right)
    if by and compiled(_FEDERAL).match(by[1]) and not compiled(_LOCAL).match(by[1]):
        return False  # `records released by ICE`
    nearest, kind = -1, ""
    if re.search(r"\b(?:and|or|then)(?: \w+ly)? $", left):
        # One more verb of the same subject: what stands between is the object of the first.
        left = _up_to_first_verb(left)
    masked = left
    for pattern, name in ((_FEDERAL, "federal"), (_LOCAL, "local"), (_OTHERS, "other"), (_LAWS, "law")):  # fmt: skip
        for found in compiled(pattern).finditer(masked):
            before = left[: found.start()]
            if name == "law" and _BROKEN.search(before):
                continue
            if name == "other" and _PUBLIC.search(before):
                continue  # `the county clinic`
            if found.start() > nearest and not _AFTER_PREPOSITION.search(before):
                nearest, kind = found.start(), name
        if name == "federal":
            # What is part of `immigration officers` is no local officer.
            masked = compiled(pattern).sub(lambda one: "#" * len(one[0]), masked)
    return kind in {"", "local"}


def _up_to_first_verb(left: str) -> str:
    """The words before the first verb of the clause that a coordinated verb stands in."""
    clause = clause_of(left)
    first = next((one for one in any_head().finditer(clause) if Form.PAST in _all_forms(one[0])), None)  # fmt: skip
    return left if first is None else left[: len(left) - len(clause) + first.start()]
