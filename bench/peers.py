"""One rule in three engines: Comity, zen-engine and Cedar (cedarpy), given the same facts.

A person in custody may not be handed over for immigration enforcement, if grown up; a judge's
warrant that names the person permits it. The others have no third value, so every fact is known;
none of them says which facts are missing, or how law is dated, so this compares the bare deciding.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random

import cedarpy
import zen
from synthetic import ON, invented_corpus

from comity.decide import Question, ask, decide, prepare
from comity.law import Corpus, Vocabulary, Word, WordType
from comity.law.provision import Exception_, Jurisdiction
from comity.law.vocabulary import Meaning
from comity.logic import ALWAYS, Rail, parse

Facts = dict[str, bool | int | str]

_PURPOSES = ("civil_immigration", "criminal_immigration", "other_criminal", "public_safety")
_WHEN = 'in_custody and age >= 18 and purpose in {"civil_immigration", "criminal_immigration"}'
_UNLESS = "judicial_warrant and names_person"
_PLACE, _ACTION = "us-xx", "act_0"


def random_facts(number: int, *, seed: int = 3) -> tuple[Facts, ...]:
    """Complete facts, drawn so that all three answers come up."""
    random = Random(seed)
    return tuple(
        {
            "in_custody": random.random() < 0.8,
            "age": random.randrange(14, 60),
            "purpose": random.choice(_PURPOSES),
            "judicial_warrant": random.random() < 0.6,
            "names_person": random.random() < 0.6,
        }
        for _ in range(number)
    )


class Ours:
    """The rule as a corpus of one provision."""

    def __init__(self) -> None:
        self.corpus = _corpus()
        self.compiled = prepare(self.corpus, _PLACE, _ACTION, ON).compiled

    def question(self, facts: Facts) -> Question:
        """The question with its facts checked, as a caller makes it once."""
        return ask(self.corpus, _PLACE, _ACTION, on=ON, actor="state_police", facts=facts)

    def answer(self, facts: Facts) -> str:
        """The answer and nothing else."""
        answer = self.compiled(facts)
        return answer.value if answer else "open"

    def decide(self, question: Question) -> str:
        """The answer with its grounds, citations and what is missing."""
        return decide(self.corpus, question, settling=0).answer.value


def zen_expression() -> Callable[[Facts], str]:
    """The rule as one compiled expression of zen-engine."""
    when = _WHEN.replace("{", "[").replace("}", "]")
    text = f"({when}) ? (({_UNLESS}) ? 'permitted' : 'prohibited') : 'not_regulated'"
    compiled = zen.compile_expression(text)
    return lambda facts: str(compiled.evaluate(facts))


def zen_decision(*, trace: bool) -> Callable[[Facts], str]:
    """The rule as a decision of zen-engine with one decision table, with its trace if wanted."""
    table = {
        "hitPolicy": "first",
        "inputs": [
            {"id": "when", "name": "when", "type": "expression"},
            {"id": "unless", "name": "unless", "type": "expression"},
        ],
        "outputs": [{"id": "answer", "field": "answer", "name": "answer", "type": "expression"}],
        "rules": [
            {
                "_id": "permits",
                "when": _WHEN.replace("{", "[").replace("}", "]"),
                "unless": _UNLESS,
                "answer": "'permitted'",
            },
            {
                "_id": "prohibits",
                "when": _WHEN.replace("{", "[").replace("}", "]"),
                "unless": "",
                "answer": "'prohibited'",
            },
            {"_id": "silent", "when": "", "unless": "", "answer": "'not_regulated'"},
        ],
    }
    content = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rule", "name": "rule", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rule"},
            {"id": "2", "sourceId": "rule", "targetId": "out"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(content))
    return lambda facts: str(decision.evaluate(facts, {"trace": trace})["result"]["answer"])


def cedar() -> Callable[[Facts], str]:
    """The rule as two Cedar policies, parsed once; the reasons say which of them decided."""
    when = (
        "context.in_custody && context.age >= 18 && "
        '["civil_immigration", "criminal_immigration"].contains(context.purpose)'
    )
    unless = "context.judicial_warrant && context.names_person"
    policies = cedarpy.PolicySet.from_str(
        f"forbid (principal, action, resource) when {{ {when} }} unless {{ {unless} }};\n"
        f"permit (principal, action, resource) when {{ {when} && {unless} }};"
    )
    entities = cedarpy.Entities.from_json_str("[]")
    answers = {"policy0": "prohibited", "policy1": "permitted"}

    def answer(facts: Facts) -> str:
        request = {
            "principal": {"type": "Actor", "id": "state_police"},
            "action": {"type": "Action", "id": "transfer_custody"},
            "resource": {"type": "Place", "id": "us-xx"},
            "context": facts,
        }
        reasons = cedarpy.is_authorized(request, policies, entities).diagnostics.reasons
        return answers[reasons[0]] if reasons else "not_regulated"

    return answer


def _corpus() -> Corpus:
    invented = invented_corpus(1, 1)
    place = invented.jurisdictions[_PLACE]
    [provision] = [one for it in invented.jurisdictions.values() for one in it.provisions]
    [version] = provision.versions
    provision = replace(
        provision,
        id=f"{_PLACE}/transfer",
        jurisdiction=_PLACE,
        instrument=f"{_PLACE}/code",
        effect=Rail.PROHIBITED,
        binds=ALWAYS,
        versions=(
            replace(
                version,
                when=parse(_WHEN),
                unless=(Exception_(id="warrant", cite="§ 1(b)", when=parse(_UNLESS)),),
            ),
        ),
        defeats=(),
    )
    places: dict[str, Jurisdiction] = {_PLACE: replace(place, provisions=(provision,))}
    vocabulary = _vocabulary(invented.vocabulary)
    return replace(
        invented,
        jurisdictions=places,
        vocabulary=vocabulary,
        lexicon=replace(invented.lexicon, vocabulary=vocabulary, encoded=frozenset(places)),
    )


def _vocabulary(invented: Vocabulary) -> Vocabulary:
    types = {
        "in_custody": WordType.BOOLEAN,
        "age": WordType.INTEGER,
        "purpose": WordType.ENUMERATION,
        "judicial_warrant": WordType.BOOLEAN,
        "names_person": WordType.BOOLEAN,
    }
    words = {
        word: Word(
            id=word,
            type=type_,
            means=word,
            asks=f"What is {word}?",
            found="the file",
            values=tuple(Meaning(id=one, means=one) for one in _PURPOSES)
            if type_ is WordType.ENUMERATION
            else (),
        )
        for word, type_ in types.items()
    }
    kept = {word: invented.words[word] for word in ("actor", "employer")}
    return replace(invented, words={**kept, **words}, axioms=())
