"""What the agencies of places may do on a day, act by act: a participation table from the law files, and
beside it what a published table of that kind says, each claim held against the law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.decide.phrases import place_name
from comity.decide.question import QuestionError
from comity.decide.survey.standing import Standing, standing
from comity.law import Corpus, CorpusError, Note, Problem, corpus_folder, places_of, read_plain

ACTIONS = (
    "hold_on_detainer",
    "notify_release",
    "transfer_custody",
    "allow_interview",
    "allow_facility_access",
    "inquire_status",
    "share_status",
    "share_personal_info",
    "share_alpr",
    "arrest_civil",
    "arrest_immigration_crime",
    "assist_operation",
    "join_287g",
    "contract_detention",
)
"""The acts that a participation table shows unless told otherwise, from the jail outward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """A claim of a published table, in our own words, as a question that the law can answer.

    `claims` are the answers that would bear it out; `differs` says why the law files see it otherwise.
    """

    place: str
    says: str
    action: str
    actor: str | None
    facts: Mapping[str, object]
    claims: tuple[str, ...]
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim held against the law: what came out, and whether that bears the claim out."""

    bullet: Bullet
    standing: Standing
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One place of the table."""

    place: str
    name: str
    standings: tuple[Standing, ...]
    lists: tuple[str, ...]
    lawsuits: tuple[str, ...]
    claims: tuple[Held, ...]
    not_asked: str | None
    """Why nothing can be asked about the place on that day (None: it can)."""


def bullets_file(folder: Path | None = None) -> Path:
    """The claims that come with a corpus."""
    return (folder or corpus_folder()) / "tables" / "participation.yaml"


def read_bullets(corpus: Corpus, path: Path) -> tuple[Bullet, ...]:
    """Read the claims of a published table. Raises CorpusError with everything wrong in the file."""
    text = path.read_text(encoding="utf-8")
    form, problems = read_plain(text, file=str(path))
    if problems:
        raise CorpusError(problems)
    found: list[Bullet] = []
    wrong: list[Problem] = []
    entries = form.get("claims") if isinstance(form, dict) else None
    for number, one in enumerate(entries if isinstance(entries, list) else [], start=1):
        mistake = _mistake(corpus, one)
        if mistake or not isinstance(one, dict):
            wrong.append(
                Problem(
                    file=str(path),
                    line=0,
                    what=f"claim {number} cannot be read",
                    why=mistake,
                    remedy="write place, says, action and claims; actor, facts and differs where needed",
                )
            )
            continue
        found.append(
            Bullet(
                place=str(one["place"]),
                says=" ".join(str(one["says"]).split()),
                action=str(one["action"]),
                actor=str(one["actor"]) if one.get("actor") else None,
                facts=facts if isinstance(facts := one.get("facts"), dict) else {},
                claims=tuple(str(answer) for answer in claims)
                if isinstance(claims := one["claims"], list)
                else (str(claims),),
                differs=" ".join(str(one.get("differs", "")).split()),
            )
        )
    if wrong:
        raise CorpusError(tuple(wrong))
    return tuple(found)


def _mistake(corpus: Corpus, one: object) -> str:
    if not isinstance(one, dict):
        return "it is not a mapping"
    missing = [key for key in ("place", "says", "action", "claims") if not one.get(key)]
    if missing:
        return f"it has no {', '.join(missing)}"
    if one["place"] not in corpus.jurisdictions:
        return f"the place `{one['place']}` has no law file"
    if one["action"] not in corpus.vocabulary.actions:
        return f"the action `{one['action']}` is unknown"
    return ""


def participation(
    corpus: Corpus,
    places: Sequence[str],
    *,
    on: date,
    actions: Sequence[str] = ACTIONS,
    bullets: Sequence[Bullet] = (),
) -> Iterator[Participation]:
    """The rows of the table, in the order of the places given."""
    for place in places:
        try:
            standings = tuple(
                standing(corpus, place, action, on=on, actor=_actor_of(corpus, place, action))
                for action in actions
            )
            claims = tuple(_held(corpus, one, on) for one in bullets if one.place == place)
            refused = None
        except QuestionError as error:
            standings, claims, refused = (), (), "; ".join(error.mistakes)
        yield Participation(
            place=place,
            name=place_name(corpus, place),
            standings=standings,
            lists=tuple(_said(one) for one in _notes(corpus, place, "federal_list", on)),
            lawsuits=tuple(_said(one) for one in _notes(corpus, place, "lawsuit", on)),
            claims=claims,
            not_asked=refused,
        )


_JAIL_ACTS = frozenset(
    {
        "hold_on_detainer",
        "notify_release",
        "transfer_custody",
        "allow_interview",
        "contract_detention",
    }
)


def _actor_of(corpus: Corpus, place: str, action: str) -> str | None:
    """Whose act it usually is there: the jail's keeper, or the police."""
    held = corpus.jurisdictions.get(place)
    if held is None:
        return None
    if action in _JAIL_ACTS:
        if held.level == "district":
            return "corrections_department"
        return "city_police" if held.level == "city" and not held.consolidated else "sheriff"
    return "sheriff" if held.level == "county" else "city_police"


def _held(corpus: Corpus, bullet: Bullet, on: date) -> Held:
    found = standing(
        corpus, bullet.place, bullet.action, on=on, actor=bullet.actor, facts=bullet.facts
    )
    return Held(bullet=bullet, standing=found, agrees=found.answer.value in bullet.claims)


def _notes(corpus: Corpus, place: str, kind: str, on: date) -> Iterator[Note]:
    """Notes of a kind on a place, or on its state."""
    for name in places_of(corpus, place):
        held = corpus.jurisdictions.get(name)
        if held is not None and name != "us":
            yield from (one for one in held.notes if one.kind == kind and one.period.holds(on))


def _said(note: Note) -> str:
    docket = f" ({note.docket} when last seen)" if note.docket else ""
    return f"{' '.join(note.says.split())}{docket}"
