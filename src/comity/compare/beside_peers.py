"""Own rules without a duty, remedy or report beside them where most peers with rules on the act have one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.compare.finding import Finding
from comity.compare.peers import own_rules
from comity.compare.side import Side
from comity.law import ActTrigger, Corpus, joined

LEAST = 3
"""Peers with rules on an act, below which most of them says little."""

KINDS_BESIDE: Mapping[str, str] = {
    "duty": "a duty that comes with the act, the request or a refusal (a notice, a record)",
    "report": "a report at set times",
    "remedy": "someone who may complain or sue",
}


def beside_peers(side: Side, peers: Sequence[str], actions: Sequence[str]) -> Iterator[Finding]:
    """One finding for each kind that the place lacks on some acts."""
    corpus = side.corpus
    mine = _regulated(corpus, side.place, side)
    theirs = {peer: _regulated(corpus, peer, side) for peer in peers}
    phrase = {one.id: one.phrase for one in corpus.vocabulary.actions.values()}
    for kind, words in KINDS_BESIDE.items():
        lacking: list[str] = []
        most: list[str] = []
        for action in actions:
            if action not in mine or _has(corpus, side.place, action, kind, side):
                continue
            with_rules = [peer for peer in peers if action in theirs[peer]]
            having = [peer for peer in with_rules if _has(corpus, peer, action, kind, side)]
            if len(with_rules) >= LEAST and 2 * len(having) > len(with_rules):
                lacking.append(action)
                most.append(f"{phrase[action]} ({len(having)} of {len(with_rules)})")
        if lacking:
            yield Finding(
                kind="beside",
                says=f"without {words}: {joined(most)}",
                actions=tuple(lacking),
            )


def _regulated(corpus: Corpus, place: str, side: Side) -> frozenset[str]:
    return frozenset(
        action for one, _ in own_rules(corpus, place, side.on) for action in one.actions
    )


def _has(corpus: Corpus, place: str, action: str, kind: str, side: Side) -> bool:
    """Whether a place has something of the kind itself, in force, for an act or a rule on it."""
    held = corpus.jurisdictions[place]
    if kind == "remedy":
        rules = {one.id for one, _ in own_rules(corpus, place, side.on) if action in one.actions}
        return any(
            action in one.actions or rules & set(one.provisions)
            for one in held.remedies
            if one.period.holds(side.on)
        )
    periodic = kind == "report"
    return any(
        action in one.actions and (one.trigger is ActTrigger.PERIODIC) is periodic
        for one in held.duties
        if one.period.holds(side.on)
    )
