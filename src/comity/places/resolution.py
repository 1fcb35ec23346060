"""What a name of an organisation was resolved to: kinds, actors, how sure, and the record itself.

Only the shapes; the rules that fill them are in `resolve`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AgencyKind(StrEnum):
    """Whose body it is. The last two before `unknown` are forced by real lists of organisations."""

    CITY = "city"
    """A city, town, village, borough or township, or a department of one."""
    COUNTY = "county"
    """A county, parish or borough of Alaska, or an office of one (sheriff, prosecutor)."""
    STATE = "state"
    TRIBAL = "tribal"
    FEDERAL = "federal"
    CAMPUS = "campus"
    """A university or college, public or private: see `Resolution.public_body`."""
    TASK_FORCE = "task_force"
    """A body of several agencies: task force, fusion centre, information-sharing network."""
    PRIVATE = "private"
    OTHER_LOCAL = "other_local"
    """A special district, school district, port, transit or joint authority."""
    TEST = "test"
    """A test, demonstration, training or placeholder account of the vendor: nobody's body."""
    UNKNOWN = "unknown"


class Actor(StrEnum):
    """What sort of actor the body is: those of the vocabulary's actors that a name can tell."""

    CITY_POLICE = "city_police"
    CITY_DEPARTMENT = "city_department"
    SHERIFF = "sheriff"
    COUNTY_POLICE = "county_police"
    COUNTY_DEPARTMENT = "county_department"
    CONSTABLE = "constable"
    PROSECUTOR = "prosecutor"
    PROBATION = "probation"
    STATE_POLICE = "state_police"
    STATE_PRISON = "state_prison"
    STATE_AGENCY = "state_agency"
    MOTOR_VEHICLE_AGENCY = "motor_vehicle_agency"
    CAMPUS_POLICE = "campus_police"
    """Police of a school, college or university."""
    SCHOOL = "school"
    HOSPITAL = "hospital"
    SPECIAL_DISTRICT = "special_district"
    TASK_FORCE = "task_force"
    FUSION_CENTER = "fusion_center"
    TRIBAL_POLICE = "tribal_police"
    FEDERAL_AGENCY = "federal_agency"
    PRIVATE_PARTY = "private_party"


class Confidence(StrEnum):
    """How far the kind and the jurisdiction may be relied upon."""

    CERTAIN = "certain"
    """The name says it, and a table has it."""
    LIKELY = "likely"
    """One plain reading: a name that only one state has, or a word that names the kind."""
    GUESS = "guess"
    """A reading that a person should check; counts must keep it apart."""
    NONE = "none"
    """Not resolved."""


class Method(StrEnum):
    """The rule that decided."""

    FEDERAL_MARK = "federal_mark"
    FEDERAL_NAME = "federal_name"
    KNOWN_BODY = "known_body"
    TEST_WORD = "test_word"
    PLACEHOLDER = "placeholder"
    PLACE_IN_STATE = "place_in_state"
    COUNTY_IN_STATE = "county_in_state"
    UNIQUE_NAME = "unique_name"
    SEVERAL_PLACES = "several_places"
    PLACE_NOT_FOUND = "place_not_found"
    STATE_AGENCY = "state_agency"
    CAMPUS_WORD = "campus_word"
    CAMPUS_LIST = "campus_list"
    TRIBAL_WORD = "tribal_word"
    TRIBAL_LIST = "tribal_list"
    AGENCY_LIST = "agency_list"
    TASK_FORCE_WORD = "task_force_word"
    FUSION_CENTER_WORD = "fusion_center_word"
    DISTRICT_WORD = "district_word"
    SCHOOL_WORD = "school_word"
    PRIVATE_WORD = "private_word"
    OWN_LIST = "own_list"
    """A user's own file says so, before any rule."""
    NO_RULE = "no_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One name, resolved as far as the tables and the name itself carry.

    * `jurisdiction`: slug (`us`, `us-ca`, `us-ca-alameda-county`, `us-tx-dallas`) of the government
      the body belongs to; for a campus, a special district or a task force the state that holds
      it. None when that government is not known, and for tribes and private parties.
    * `state`: USPS code where the name, or the one place of that name, puts the body. For federal,
      tribal and private bodies it says where, never whose.
    * `fips`: Census code of the body's own place: 7 digits for a place (or the named area that a
      district serves), 5 for a county, 2 for a state; None where the body has none of its own, as a
      campus, or a township that is no Census place.
    * `active`: False when the name says so (`[Inactive]`, `DNU`, `(revoked MOU)`); None says nothing.
    * `public_body`: a body of government of any level (True), private (False), or not known, as for
      a campus whose name tells neither.
    * `candidates`: the slugs of the places it may be, when there are several.
    """

    name: str
    kind: AgencyKind
    jurisdiction: str | None = None
    state: str | None = None
    actor: Actor | None = None
    fips: str | None = None
    active: bool | None = None
    public_body: bool | None = None
    method: Method = Method.NO_RULE
    confidence: Confidence = Confidence.NONE
    candidates: tuple[str, ...] = ()
    note: str = ""

    def as_json(self) -> dict[str, str | bool | list[str] | None]:
        """The same as plain values for `json.dumps`; the keys are the field names."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "jurisdiction": self.jurisdiction,
            "state": self.state,
            "actor": None if self.actor is None else self.actor.value,
            "fips": self.fips,
            "active": self.active,
            "public_body": self.public_body,
            "method": self.method.value,
            "confidence": self.confidence.value,
            "candidates": list(self.candidates),
            "note": self.note,
        }
