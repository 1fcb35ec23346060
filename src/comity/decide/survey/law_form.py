"""The law of a place as plain JSON values: what stands on a day, a whole place, a whole provision. For every door.

The schemas stand in `law_schema`. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.decide.survey.in_force import LevelInForce, RuleInForce, in_force
from comity.law import (
    Corpus,
    Defeat,
    Gap,
    Jurisdiction,
    Provision,
    Uncertainty,
    Version,
    dates_of_change,
)
from comity.logic import show


def law_to_json(
    corpus: Corpus, place: str, *, on: date, action: str | None = None
) -> dict[str, object]:
    """What the corpus holds for a place on a day, at its own level and those above.

    Raises PlaceError for an id whose state does not exist.
    """
    return {
        "place": place,
        "on": on.isoformat(),
        "levels": [_level(one) for one in in_force(corpus, place, on=on, action=action)],
    }


def places_to_json(corpus: Corpus) -> list[dict[str, object]]:
    """Every encoded place and every state, with how far its law is encoded; in the order of their ids."""
    return [_place_line(corpus, name) for name in sorted({*corpus.jurisdictions, *corpus.states})]


def place_to_json(corpus: Corpus, place: str) -> dict[str, object]:
    """Everything the corpus holds of one place, whatever the day. Raises KeyError for a place it does not name."""
    line = _place_line(corpus, place)
    jurisdiction = corpus.jurisdictions.get(place)
    if jurisdiction is None:
        return {**line, "gaps": _gaps(one for one in corpus.gaps if one.jurisdiction == place)}
    return {
        **line,
        "within": list(jurisdiction.within),
        "contains": sorted(one.id for one in corpus.jurisdictions.values() if place in one.within),
        "time_zone": jurisdiction.time_zone,
        "consolidated": jurisdiction.consolidated,
        "horizons": _horizons(jurisdiction),
        "dates_of_change": [
            day.isoformat() for day in dates_of_change(corpus, place) if day != date.min
        ],
        "instruments": [
            {"id": one.id, "name": one.name, "force": one.force.value}
            for one in jurisdiction.instruments.values()
        ],
        "provisions": [
            {
                "id": one.id,
                "cite": one.cite,
                "actions": list(one.actions),
                "effect": one.effect.value if one.effect else None,
                "force": jurisdiction.instruments[one.instrument].force.value,
                "versions": [
                    {"from": version.period.from_.isoformat(), "until": _day(version.period.until)}
                    for version in one.versions
                ],
            }
            for one in jurisdiction.provisions
        ],
        "gaps": _gaps(one for one in corpus.gaps if one.jurisdiction == place),
    }


def provision_to_json(corpus: Corpus, provision: Provision) -> dict[str, object]:
    """One provision with every version of its text, as conditions and in words."""
    jurisdiction = corpus.jurisdictions[provision.jurisdiction]
    instrument = jurisdiction.instruments[provision.instrument]
    return {
        "id": provision.id,
        "place": provision.jurisdiction,
        "cite": provision.cite,
        "instrument": {
            "id": instrument.id,
            "name": instrument.name,
            "force": instrument.force.value,
        },
        "actions": list(provision.actions),
        "effect": provision.effect.value if provision.effect else None,
        "binds": show(provision.binds),
        "versions": [_version(one) for one in provision.versions],
        "defeats": [_defeat(one) for one in provision.defeats],
        "compliance": None
        if provision.compliance is None
        else {
            "comply_by": _day(provision.compliance.comply_by),
            "satisfied_by": [show(one) for one in provision.compliance.satisfied_by],
            "recurrence": provision.compliance.recurrence,
        },
    }


def _place_line(corpus: Corpus, place: str) -> dict[str, object]:
    jurisdiction = corpus.jurisdictions.get(place)
    if jurisdiction is None:
        return {"id": place, "name": corpus.states[place], "level": "state", "encoded": False}
    return {
        "id": place,
        "name": jurisdiction.name,
        "level": jurisdiction.level,
        "encoded": True,
        "from": jurisdiction.encoded_from.isoformat(),
        "through": _through(jurisdiction),
    }


def _level(level: LevelInForce) -> dict[str, object]:
    form: dict[str, object] = {"place": level.place, "name": level.name}
    if level.held is None or level.through is None:
        return {**form, "encoded": False}
    return {
        **form,
        "encoded": True,
        "from": level.held.encoded_from.isoformat(),
        "through": level.through.isoformat(),
        "horizons": _horizons(level.held),
        "provisions": [_rule(one) for one in level.rules],
        "duties": [
            {"id": one.id, "cite": one.cite, "says": one.says, "to": one.to, "by": one.by}
            for one in level.duties
        ],
        "remedies": [
            {
                "id": one.id,
                "cite": one.cite,
                "who": one.who,
                "against": one.against,
                "says": one.says,
            }
            for one in level.remedies
        ],
        "injunctions": [
            {
                "id": one.id,
                "cite": one.cite,
                "provisions": list(one.provisions),
                "says": " ".join(one.says.split()),
                "source": one.source,
            }
            for one in level.injunctions
        ],
        "notes": [
            {
                "id": one.id,
                "kind": one.kind,
                "docket": one.docket,
                "fate": one.fate,
                "cite": one.cite,
                "says": " ".join(one.says.split()),
                "source": one.source,
            }
            for one in level.notes
        ],
        "gaps": _gaps(level.gaps),
    }


def _rule(rule: RuleInForce) -> dict[str, object]:
    provision, version = rule.provision, rule.version
    return {
        "id": provision.id,
        "cite": provision.cite,
        "actions": list(provision.actions),
        "effect": provision.effect.value if provision.effect else None,
        "force": rule.force.value,
        "from": version.period.from_.isoformat(),
        "until": _day(version.period.until),
        "verified": version.verified.value,
        "says": " ".join(version.says.split()),
        "exceptions": [{"id": one.id, "cite": one.cite} for one in version.unless],
        "source": version.source,
    }


def _version(version: Version) -> dict[str, object]:
    return {
        "from": version.period.from_.isoformat(),
        "until": _day(version.period.until),
        "says": " ".join(version.says.split()),
        "when": show(version.when),
        "exceptions": [
            {
                "id": one.id,
                "cite": one.cite,
                "when": show(one.when),
                "uncertain": _doubts(one.uncertain),
            }
            for one in version.unless
        ],
        "uncertain": _doubts(version.uncertain),
        "verified": version.verified.value,
        "reviewed": version.reviewed,
        "unsure": version.unsure,
        "source": version.source,
        "retrieved": _day(version.retrieved),
        "cases": [{"name": one.name, "expect": one.expect} for one in version.cases],
    }


def _doubts(uncertain: Iterable[Uncertainty]) -> list[dict[str, object]]:
    return [
        {
            "from": one.period.from_.isoformat(),
            "until": _day(one.period.until),
            "question": one.question,
            "why": one.why,
        }
        for one in uncertain
    ]


def _defeat(defeat: Defeat) -> dict[str, object]:
    return {
        "kind": defeat.kind.value,
        "cite": defeat.cite,
        "levels": list(defeat.levels),
        "instruments": list(defeat.instruments),
        "provisions": list(defeat.provisions),
        "actions": list(defeat.actions),
        "effects": [one.value for one in defeat.effects],
        "when": show(defeat.when),
        "unless": show(defeat.unless),
    }


def _gaps(gaps: Iterable[Gap]) -> list[dict[str, object]]:
    return [{"id": gap.id, "why": gap.why, "needs": gap.needs} for gap in gaps]


def _horizons(jurisdiction: Jurisdiction) -> list[dict[str, object]]:
    return [
        {"actions": list(one.actions), "through": one.through.isoformat()}
        for one in jurisdiction.horizons
    ]


def _through(jurisdiction: Jurisdiction) -> str:
    return jurisdiction.through("").isoformat()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
