"""The provisions behind some answers, as cards: what each says, its force, how its text is known, the acts it decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.audit.counting.count import NOTHING, Count
from comity.audit.counting.tally import AskCount
from comity.audit.deciding.outcome import Outcome
from comity.audit.report import page_words
from comity.audit.report.slices import Condition, Slice, Slices
from comity.decide import ANSWER_WORDS, EFFECT_WORDS, VERIFIED_WORDS, Ground, place_name
from comity.law import Corpus, Force
from comity.logic import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionCard:
    """A provision as a section shows it, with the acts that it decides or may decide."""

    cite: str
    place: str
    effect: str
    says: str
    force: str
    verified: str
    reviewed: str
    source: str
    link: Slice


def provision_cards(
    asks: Sequence[AskCount], outcomes: Sequence[Outcome], corpus: Corpus, slices: Slices
) -> tuple[ProvisionCard, ...]:
    """The provisions behind some asks of one subject and answer, those of most acts first."""
    counts: dict[tuple[str, date], Count] = {}
    of_key: dict[tuple[str, date], set[int]] = {}
    grounds: dict[tuple[str, date], dict[str, Ground]] = {}
    for ask in asks:
        found: set[tuple[str, date]] = set()
        for ground in outcomes[ask.ask].grounds:
            key = (ground.provision.id, ground.version.period.from_)
            grounds.setdefault(key, {})[_effect(ground)] = ground
            found.add(key)
        for key in found:
            counts[key] = counts.get(key, NOTHING) + ask.count
            of_key.setdefault(key, set()).add(ask.ask)
    made = []
    for key in sorted(counts, key=lambda key: (-counts[key].high, key)):
        first = asks[0]
        provision = next(iter(grounds[key].values())).provision
        link = slices.of(
            f"{page_words.SHORT[first.subject]}: {ANSWER_WORDS[first.answer]}, {provision.cite} from {key[1]}",
            counts[key],
            Condition(
                subject=first.subject,
                answer=first.answer,
                asks=tuple(sorted(of_key[key])),
                provision=provision.id,
            ),
        )
        made.append(_card(grounds[key], link, corpus))
    return tuple(made)


def _effect(ground: Ground) -> str:
    effect = "permits it by its exception" if ground.exception else EFFECT_WORDS[ground.rail]
    return effect if ground.truth is Truth.TRUE else f"perhaps {effect}"


def _card(effects: Mapping[str, Ground], link: Slice, corpus: Corpus) -> ProvisionCard:
    ground = next(iter(effects.values()))
    version = ground.version
    until = f" until {version.period.until}" if version.period.until else ""
    internal = "; an agency's own order, not law" if ground.force is Force.INTERNAL else ""
    return ProvisionCard(
        cite=ground.provision.cite,
        place=place_name(corpus, ground.provision.jurisdiction),
        effect=", ".join(one for one in effects if f"perhaps {one}" not in effects) + internal,
        says=" ".join(version.says.split()),
        force=f"in force from {version.period.from_}{until}",
        verified=VERIFIED_WORDS[version.verified],
        reviewed=version.reviewed or "not reviewed by a lawyer",
        source=version.source if version.source.startswith(("https://", "http://")) else "",
        link=link,
    )
