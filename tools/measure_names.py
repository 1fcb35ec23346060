"""Measures how names of organisations are resolved against a public registry of labelled names, and writes the tables
of `docs/explanation/agency-names.md`. A test holds them fresh; it fetches nothing.

Usage: python -m tools.measure_names FOLDER
where FOLDER holds `flock_name_to_fips.csv` and `agency20240426.csv.gz` as named in the page.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comity.places import AgencyKind, Confidence, Resolution, resolve

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "agency-names.md"
LABELLED, UNLABELLED = "flock_name_to_fips.csv", "agency20240426.csv.gz"

_SURE = {Confidence.CERTAIN, Confidence.LIKELY}
_WITH_PLACE = {"place", "county", "cousub", "state"}

# The registry's own words (type, role) -> our class; the first that fits.
_CLASSES: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("test and retired accounts", frozenset({"test", "decommissioned"}), frozenset()),
    ("federal", frozenset({"federal"}), frozenset()),
    ("tribes", frozenset({"tribal"}), frozenset()),
    ("campuses", frozenset({"university"}), frozenset()),
    ("fusion centres", frozenset({"fusion_center"}), frozenset()),
    ("state bodies", frozenset({"state"}), frozenset()),
    ("private: communities and businesses", frozenset({"community", "private"}), frozenset()),
    ("sheriffs", frozenset({"county"}), frozenset({"sheriff"})),
    ("other offices of counties", frozenset({"county"}), frozenset()),
    ("police of cities and towns", frozenset({"city"}), frozenset({"police"})),
    ("other bodies of cities", frozenset({"city"}), frozenset()),
    ("not classed by the registry", frozenset({"other"}), frozenset()),
)
_KINDS: Mapping[str, set[AgencyKind]] = {
    "test and retired accounts": {AgencyKind.TEST},
    "federal": {AgencyKind.FEDERAL},
    "tribes": {AgencyKind.TRIBAL},
    "campuses": {AgencyKind.CAMPUS},
    "fusion centres": {AgencyKind.TASK_FORCE},
    "state bodies": {AgencyKind.STATE},
    "private: communities and businesses": {AgencyKind.PRIVATE},
    "sheriffs": {AgencyKind.COUNTY},
    "other offices of counties": {AgencyKind.COUNTY},
    "police of cities and towns": {AgencyKind.CITY},
    "other bodies of cities": {AgencyKind.CITY},
}

# Names on which the registry and we differ, each read by hand: who is right, and why. What is not here is not read.
_REGISTRY = "the registry is wrong: "
READ: Mapping[str, str] = {
    "Brookings SD PD": f"{_REGISTRY}a city in South Dakota, `SD` taken for a sheriff's department",
    "Sioux Falls SD PD": f"{_REGISTRY}a city in South Dakota, `SD` taken for a sheriff's department",
    "Sisseton SD PD": f"{_REGISTRY}a city in South Dakota, `SD` taken for a sheriff's department",
    "South Dakota Division of Criminal Investigation SD": f"{_REGISTRY}a state body, `SD` taken for a sheriff's department",
    "Garden City MI PD": f"{_REGISTRY}Garden City, not Garden Township",
    "Park City KS PD": f"{_REGISTRY}Park City, not Park",
    "Village of Turtle Lake WI PD": f"{_REGISTRY}the village, not the named area of the same name",
    "yuba-county-ca-so-hotlists-alerted-on-california-svs": "we are wrong: the title of a table, no organisation",
    "Yuba County Sheriffs Office": f"{_REGISTRY}the sheriff's name in full",
    "College Place WA PD": f"{_REGISTRY}a city called College Place",
    "Hoffman Estates IL PD": f"{_REGISTRY}a village called Hoffman Estates",
    "MI - Village of Middleville": f"{_REGISTRY}a village",
    "University of San Francisco CA PD": "both: a campus, and a private one",
    "Carson City NV SO": "both: one government for city and county",
    "Ukiah Fire CA FD": "open: the fire department of the city serves a district around it too",
    **dict.fromkeys(
        ("DuPage Co IL Prosecutor Office", "Metro Police Authority of Genesee County MI", "Rice Lake WI PD",
         "The Tribal Police of the Grand Traverse Band of Ottawa & Chippewa Indians MI", "WI Department of Justice",
         "Cleveland OH Division of Police", "Fort Collins Police Services (FCPS)", "Justice IL PD",
         "Louisiana State Police (LA)", "Indiana State Police IN PD", "Las Vegas Metro Police Department - NV",
         "Ohio Department of Rehabilitation and Correction - Office of the Chief Inspector", "Colville WA Tribal Police",
         "Texas Department of Criminal Justice", "Tompkins County NY Sheriff's Office", "Sparks Police Department - NV",
         "Tombstone Marshals Office (AZ)"),
        f"{_REGISTRY}no federal body",
    ),
    **dict.fromkeys(
        ("Lake County Forest Preserves IL PD", "North County Cooperative MO PD", "McHenry County Conservation District IL PD",
         "Orange County Fire Authority (CA)", "Metra IL PD", "NICTD - IN PD", "South Bend IN Airport Transit PD",
         "South Lake Minnetonka MN PD", "West Hennepin MN Public Safety Department", "CVG Airport KY PD",
         "Cypress Fairbanks ISD (TX) PD", "Galena Park ISD TX PD", "Lone Peak UT PD", "Central Marin CA PD",
         "Niagara Frontier Transit Authority (NFTA) PD", "Richmond Housing Authority CA PD", "San Diego Harbor CA PD",
         "Stallion Springs CA PD"),
        f"{_REGISTRY}a district or joint authority, for which it has no class",
    ),
    **dict.fromkeys(
        ("Cal Poly CA PD", "UC Riverside PD (CA)", "KU Medical Center KS PD", "Middle Tennessee State TN PD",
         "Cal State San Bernadino CA PD", "CSU Long Beach PD (CA)"),
        f"{_REGISTRY}a university",
    ),
    **dict.fromkeys(
        ("Arizona Department of Public Safety [Inactive]", "Georgia State Patrol GA PD", "Navajo State Park CO PD"),
        f"{_REGISTRY}a body of the state",
    ),
    **dict.fromkeys(("ACRATT -CA", "RIV CO ARSON TF CA PD"), f"{_REGISTRY}a task force"),
    **dict.fromkeys(("Oneida WI PD", "San Pasqual CA PD"), f"{_REGISTRY}the police of a tribe"),
    "Norfolk Southern RR IL PD": f"{_REGISTRY}a railway company",
}  # fmt: skip

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("the same name in many states", "Dallas TX PD"),
    ("", "Dallas GA PD"),
    ("", "Dallas PD"),
    ("an independent city", "Baltimore MD PD"),
    ("", "Baltimore County MD PD"),
    ("", "Richmond VA SO"),
    ("city and county under one government", "San Francisco County CA SO"),
    ("", "Jacksonville FL SO"),
    ("village and town of one name", "Fishkill NY PD"),
    ("a township of a common name", "Jackson Township (Stark County) OH PD"),
    ("a task force", "18th Judicial District Drug Task Force - TN PD"),
    ("a fusion centre", "NCRIC"),
    ("a campus", "Stanford University CA PD"),
    ("", "Rio Hondo College PD CA"),
    ("a tribe", "San Pasqual CA PD"),
    ("a business", "FedEx Corporation"),
    ("a community that may be a city", "Mountain House (CA)"),
    ("a federal agency", "[Federal] US Border Patrol"),
    ("an inactive account", "Flagstaff AZ PD [Inactive]"),
    ("a test account", "Flock Safety - Demo"),
    ("no place of that name", "Zzyzyx Hollow TX PD"),
)


@dataclass
class Measure:
    """How one question was answered: right, wrong, left open."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def add(self, name: str, ours: object, theirs: object) -> None:
        if ours is None:
            self.open.append(name)
        elif ours == theirs:
            self.right += 1
        else:
            self.wrong.append(name)

    def __str__(self) -> str:
        total = self.right + len(self.wrong) + len(self.open)
        return f"{self.right} / {len(self.wrong)} / {len(self.open)}" if total else ""


@dataclass
class Class:
    """The measures of one class of names."""

    names: int = 0
    state: Measure = field(default_factory=Measure)
    place: Measure = field(default_factory=Measure)
    kind: Measure = field(default_factory=Measure)


def measured(rows: Iterable[Mapping[str, str]]) -> dict[str, Class]:
    """The measures by class, in the order of the classes."""
    found: dict[str, Class] = {name: Class() for name, _, _ in _CLASSES}
    for row in rows:
        name = row["flock_name"]
        answer = resolve(name)
        sure = answer.confidence in _SURE
        of = class_of(row)
        held = found[of]
        held.names += 1
        if row["geo_state"]:
            held.state.add(name, answer.state, row["geo_state"])
        if row["geo_kind"] in _WITH_PLACE and len(row["geo_fips"]) in {2, 5, 7}:
            held.place.add(name, answer.fips if sure else None, row["geo_fips"])
        if of in _KINDS:
            held.kind.add(name, _kind(answer, of) if sure else None, of)
    return found


def _kind(answer: Resolution, of: str) -> str | None:
    """The class itself where our kind is one of its kinds; a retired account is one by its mark."""
    if of == "test and retired accounts" and answer.active is False:
        return of
    if answer.kind is AgencyKind.UNKNOWN:
        return None
    return of if answer.kind in _KINDS[of] else answer.kind.value


def class_of(row: Mapping[str, str]) -> str:
    """Our class of a row of the registry."""
    return next(
        name
        for name, types, roles in _CLASSES
        if row["agency_type"] in types and (not roles or row["agency_role"] in roles)
    )


def labelled(folder: Path) -> list[dict[str, str]]:
    """The rows of the registry."""
    with (folder / LABELLED).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def names_of(folder: Path) -> list[str]:
    """The names of the list without labels, each once."""
    with gzip.open(folder / UNLABELLED, "rt", encoding="utf-8", newline="") as lines:
        return list(dict.fromkeys(row["name"] for row in csv.DictReader(lines)))


def examples_table() -> Iterator[str]:
    """What each trap comes to, by the program itself."""
    yield "| trap | name | read as | place | how sure | decided by |"
    yield "|---|---|---|---|---|---|"
    for trap, name in EXAMPLES:
        found = resolve(name)
        inactive = ", not active" if found.active is False else ""
        office = f", {found.actor.value}" if found.actor else ""
        place = found.jurisdiction or "–"
        if found.candidates:
            place = f"one of {len(found.candidates)}" if len(found.candidates) > 1 else f"perhaps {found.candidates[0]}"  # fmt: skip
            place = f"{found.jurisdiction} ({place})" if found.jurisdiction else place
        yield f"| {trap} | `{name}` | {found.kind.value}{office}{inactive} | {place} | {found.confidence.value} | {found.method.value} |"


def accuracy_table(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Right / wrong / left open by class, with totals."""
    found = measured(rows)
    total = Class()
    yield "| class | names | state | place (Census code) | kind |"
    yield "|---|---|---|---|---|"
    for name, one in found.items():
        total.names += one.names
        for of_all, own in ((total.state, one.state), (total.place, one.place), (total.kind, one.kind)):  # fmt: skip
            of_all.right += own.right
            of_all.wrong += own.wrong
            of_all.open += own.open
        yield f"| {name} | {one.names} | {one.state} | {one.place} | {one.kind} |"
    yield f"| **all** | {total.names} | {total.state} | {total.place} | {total.kind} |"
    yield ""
    yield from _shares(total)


def _shares(total: Class) -> Iterator[str]:
    for what, one in (("state", total.state), ("place", total.place), ("kind", total.kind)):
        given = one.right + len(one.wrong)
        ours = sum(not READ.get(name, "").startswith((_REGISTRY, "both")) for name in one.wrong)
        yield (
            f"- {what}: given for {given / (given + len(one.open)):.1%} of the names that have one in the registry; "
            f"of those given {one.right / given:.1%} agree with it, and {1 - ours / given:.1%} are right once each "
            "difference has been read."
        )


def failures(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Every name on which we and the registry differ, and how the open ones are open."""
    found = measured(rows)
    for title, pick in (
        ("Another state than the registry", "state"),
        ("Another place than the registry", "place"),
        ("Another kind than the registry", "kind"),
    ):
        named = [name for one in found.values() for name in getattr(one, pick).wrong]
        yield f"{title} ({len(named)}):"
        yield ""
        for name in named:
            answer = resolve(name)
            row = next(one for one in rows if one["flock_name"] == name)
            theirs = {
                "state": row["geo_state"],
                "place": f"{row['geo_fips']} {row['geo_name']}",
                "kind": f"{row['agency_type']}, {row['agency_role']}",
            }[pick]
            ours = {"state": answer.state, "place": answer.fips, "kind": answer.kind.value}[pick]
            yield f"- `{name}`: ours {ours}, theirs {theirs}; {READ.get(name, 'not read yet')}"
        yield "" if named else "- none\n"
    open_: defaultdict[str, list[str]] = defaultdict(list)
    for one in found.values():
        for name in dict.fromkeys((*one.place.open, *one.kind.open)):
            open_[resolve(name).method.value].append(name)
    yield "Left open, by the rule at which it ended:"
    yield ""
    for method, names in sorted(open_.items(), key=lambda one: -len(one[1])):
        shown = ", ".join(f"`{name}`" for name in names[:6])
        yield f"- {method} ({len(names)}): {shown}{' and others' if len(names) > 6 else ''}"


def spread_table(names: Sequence[str]) -> Iterator[str]:
    """How names without labels come out: by kind and how sure."""
    answers = [resolve(name) for name in names]
    counts = Counter((one.kind, one.confidence) for one in answers)
    sure = list(Confidence)
    yield f"| kind | {' | '.join(one.value for one in sure)} |"
    yield f"|---|{'---|' * len(sure)}"
    for kind in AgencyKind:
        yield f"| {kind.value} | {' | '.join(f'{counts[kind, one]:,}' for one in sure)} |"
    totals = [sum(counts[kind, one] for kind in AgencyKind) for one in sure]
    yield f"| **all {len(names):,}** | {' | '.join(f'{one:,}' for one in totals)} |"


def blocks(folder: Path | None) -> dict[str, str]:
    """The parts of the page that are made, by their mark; of those that need the registry none without it."""
    found = {"examples": "\n".join(examples_table())}
    if folder is not None:
        rows = labelled(folder)
        found["accuracy"] = "\n".join(accuracy_table(rows))
        found["failures"] = "\n".join(failures(rows)).strip()
        found["spread"] = "\n".join(spread_table(names_of(folder)))
    return found


def with_blocks(page: str, made: Mapping[str, str]) -> str:
    """The page with its made parts anew."""
    for mark, text in made.items():
        begin, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
        before, _, rest = page.partition(begin)
        _, found, after = rest.partition(end)
        assert found, f"the page lacks the marks of `{mark}`"
        page = f"{before}{begin}{text}\n{end}{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(
        with_blocks(PAGE.read_text(encoding="utf-8"), blocks(Path(sys.argv[1]))),
        encoding="utf-8",
        newline="\n",
    )
