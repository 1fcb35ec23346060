"""Words and names that tell what sort of body a name stands for, and the few bodies known by name.

Closed lists kept by hand from real lists of organisations; no place is looked up here. A pattern
stands here only if its words name the sort of body wherever they occur.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from comity.places.resolution import Actor, AgencyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBody:
    """A body called by its own name; `state` is the USPS code it belongs to, if one."""

    pattern: re.Pattern[str]
    kind: AgencyKind
    actor: Actor
    state: str | None
    fips: str | None = None
    """Code of the county or place whose body it is."""
    full: str = ""


def _known(  # noqa: PLR0917 -- the columns of the table below
    pattern: str,
    kind: AgencyKind,
    actor: Actor,
    state: str | None,
    full: str,
    fips: str | None = None,
) -> KnownBody:
    return KnownBody(
        pattern=re.compile(pattern), kind=kind, actor=actor, state=state, fips=fips, full=full
    )


_FUSION = (AgencyKind.TASK_FORCE, Actor.FUSION_CENTER)
_STATE = AgencyKind.STATE
_LOCAL = (AgencyKind.OTHER_LOCAL, Actor.SPECIAL_DISTRICT)

KNOWN_BODIES: tuple[KnownBody, ...] = (
    _known(r"^NCRIC\b", *_FUSION, "CA", "Northern California Regional Intelligence Center"),
    _known(r"^(?:CA )?JRIC\b", *_FUSION, "CA", "Joint Regional Intelligence Center"),
    _known(r"^OCIAC\b", *_FUSION, "CA", "Orange County Intelligence Assessment Center"),
    _known(r"^(?:WSIN\b|Western States Information Network)", *_FUSION, None, "RISS centre"),
    _known(r"^(?:RMIN\b|Rocky Mountain Information Network)", *_FUSION, None, "RISS centre"),
    _known(r"\b(?:MOCIC|ROCIC|MAGLOCLEN|NESPIN)\b", *_FUSION, None, "RISS centre"),
    _known(r"^(?:CHP|California Highway Patrol)\b", _STATE, Actor.STATE_POLICE, "CA", ""),
    _known(
        r"^(?:Cal ?Fire|CAL FIRE)\b",
        _STATE,
        Actor.STATE_AGENCY,
        "CA",
        "forestry and fire protection",
    ),
    _known(r"\bKBI$", _STATE, Actor.STATE_AGENCY, "KS", "Kansas Bureau of Investigation"),
    _known(r"^SLED\b", _STATE, Actor.STATE_POLICE, "SC", ""),
    _known(r"^Santee Cooper\b", _STATE, Actor.STATE_AGENCY, "SC", "public power authority"),
    _known(r"^FDLE\b", _STATE, Actor.STATE_AGENCY, "FL", ""),
    _known(r"^NYS Crime Analysis", *_FUSION, "NY", ""),
    _known(r"^NYS\b", _STATE, Actor.STATE_AGENCY, "NY", ""),
    _known(r"^LAPD\b", AgencyKind.CITY, Actor.CITY_POLICE, "CA", "", "0644000"),
    _known(r"^NYPD\b", AgencyKind.CITY, Actor.CITY_POLICE, "NY", "", "3651000"),
    _known(r"^SFPD\b", AgencyKind.CITY, Actor.CITY_POLICE, "CA", "", "0667000"),
    _known(r"^LASD\b", AgencyKind.COUNTY, Actor.SHERIFF, "CA", "", "06037"),
    _known(r"^OCSD\b", AgencyKind.COUNTY, Actor.SHERIFF, "CA", "", "06059"),
    _known(r"^BART\b|Bay Area Rapid Transit", *_LOCAL, "CA", "Bay Area Rapid Transit"),
    _known(r"^(?:MARTA|Marta)\b", *_LOCAL, "GA", "Metropolitan Atlanta Rapid Transit Authority"),
    _known(r"^Metra\b", *_LOCAL, "IL", "commuter railroad of a regional authority"),
    _known(r"^NICTD\b", *_LOCAL, "IN", "Northern Indiana Commuter Transportation District"),
    _known(r"^San Diego Harbor\b", *_LOCAL, "CA", "Port of San Diego"),
    _known(r"^DFW Airport\b", *_LOCAL, "TX", "Dallas Fort Worth International Airport"),
    _known(r"^CVG Airport\b", *_LOCAL, "KY", "Cincinnati/Northern Kentucky Airport"),
)

# Names of the vendor's own accounts, and accounts that stand for no one.
VENDOR = re.compile(r"^Flock Safety$", re.IGNORECASE)
TEST = re.compile(
    r"^Flock\b|\bFlock (?:LE|Safety|PD|Training)\b|\b(?:demo|walkthrough|external testing)\b|\btest\b|\btesting\b|^example\b"
    r"|\b(?:LE|law enforcement|campus security)\s+training\b|^training$",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"^(?:z\s+)?(?:do\s?n[o']?t use|dnu|old|new|deleted?|delete\s*-?\s*don'?t use|deactivated"
    r"|inactive|decommissioned(?:\s+org)?|duplicates?(?:\s+please\s+delete)?|please delete|llc"
    r"|n/?a|none|null|unknown|temp|placeholder)?$",
    re.IGNORECASE,
)

FEDERAL = re.compile(
    r"\b(?:FBI|DEA|ATF|USMS|ICE|CBP|HSI|USBP|USSS|USPIS|TSA|NCIS|USCIS|BLM|BIA|USFS|USCG|USACE"
    r"|USPS|IRS|ERO|AFB|TVA)\b"
    r"|\bBorder (?:Patrol|Control)\b|\bCustoms and Border\b|\bImmigration and Customs\b"
    r"|\bHomeland Security Investigations\b|^Department of Homeland Security\b|\bFederal Bureau of\b|\bFederal Protective\b"
    r"|\bDrug Enforcement Administration\b|\bMarshals Service\b|\bU\.?\s?S\.? Marshals?\b"
    r"|\bSecret Service\b|\bPostal (?:Inspect\w+|Service)\b|\bNational Park Service\b"
    r"|\bVeterans Affairs\b|\bVA (?:Police|Medical|Hospital|Health)\b|\bAir Force\b|\bArmy\b"
    r"|\bNaval (?:Air )?(?:Station|Base|Weapons)\b|\bMarine Corps\b|\bJoint Base\b|\bCoast Guard\b"
    r"|\bForest Service\b|\bTennessee Valley Authority\b|\bBureau of (?:Prisons|Indian Affairs)\b"
    r"|\bBureau of (?:Land Management|Alcohol, Tobacco)\b|\bSmithsonian\b|\bPentagon\b"
    r"|\bN\.R\.A\.|\bNational (?:Park|Forest|Recreation Area|Seashore|Monument)\b"
    r"|\bGSA\b|^U\.?S\.?A?\s|^United States\b|\bU\.?S\.? (?:Navy|Capitol Police|Probation)\b"
)

FUSION_CENTER = re.compile(
    r"\bFusion Cent(?:er|re)\b|\bIntelligence (?:Center|Unit|Network)\b|\bInformation Network\b"
    r"|\bInformation Analysis Center\b|\bCrime Analysis Center\b|^CAC\b|\bRISS\b"
    r"|\bFinancial Crimes Intelligence\b|\bReal Time Crime\b|\bRTCC\b|\bAnalysis Center Network\b",
    re.IGNORECASE,
)
TASK_FORCE = re.compile(
    r"\b(?:DTF|TF|RATT|ACRATT|MEG|HIDTA)\b|\bTask ?force\b|\bCriminal Taskforce\b"
    r"|\bStrike Force\b|\bMajor Crimes (?:Unit|Team)\b|\bAuto Theft\b|\bAnti-Gang Center\b"
    r"|\bDrug Enforcement (?:Team|Unit)\b|\bNarcotics (?:Unit|Team|Enforcement)\b|\bDrug Unit\b",
    re.IGNORECASE,
)
CAMPUS = re.compile(
    r"\b(?:University|Universities|Univ|College|Colleges|Polytechnic|Seminary)\b"
    r"|^(?:UC|CSU|SUNY|CUNY|KU|UMMC)\b|^Cal (?:State|Poly|Maritime)\b|^UT (?:Southwestern|Health)\b"
    r"|\bInstitute of Technology\b|\bCampus (?:PD|Police|Safety)\b|\bGeorgia Tech\b",
    re.IGNORECASE,
)
PUBLIC_CAMPUS = re.compile(
    r"\bState (?:University|College)\b|\bCommunity College\b|\bJunior College\b|\bCollege Dist"
    r"|\bTechnical College\b|^(?:UC|CSU|SUNY|CUNY|KU|UMMC)\b|^Cal (?:State|Poly|Maritime)\b"
    r"|^UT (?:Southwestern|Health)\b|^Georgia (?:Tech|Southern|College)\b|\bA&M\b",
    re.IGNORECASE,
)
PRIVATE_CAMPUS = re.compile(
    r"\bStanford\b|\bUniversity of San Francisco\b|\bUniversity of the Pacific\b"
    r"|\bSanta Clara University\b|\bUniversity of Southern California\b|\bNotre Dame\b"
    r"|\bEmory\b|\bUniversity of Chicago\b|\bChristian\b|\bSt\.? Edward'?s\b|\bRens+el\w+er\b"
    r"|\bConcordia\b|\bSaint Joseph\b|\bBaptist\b|\bLutheran\b|\bMethodist\b|\bBaylor\b|\bYale\b"
    r"|\bDuke\b|\bLoyola\b|\bMarquette\b|\bChapman\b|\bPepperdine\b|\bBiola\b|\bVanderbilt\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(
    r"\b(?:C?ISD|USD|School District|Unified School|Independent School|County Schools"
    r"|City Schools|Public Schools|Metropolitan Schools|County School|School Police"
    r"|Board of Education|School System)\b",
    re.IGNORECASE,
)
TRIBAL = re.compile(
    r"\b(?:Tribal|Tribes?|Rancheria|Pueblo of|Indian (?:Nation|Reservation|Community|Colony))\b"
    r"|\bBands? of\b|\bNation of\b|\b(?:Navajo|Cherokee|Choctaw|Chickasaw|Osage|Seminole|Muscogee"
    r"|Creek|Yakama|Ho-?Chunk|Oneida|Quinault|Penobscot|Cahuilla|Potawatomi) (?:Nation|Indians)\b",
    re.IGNORECASE,
)
DISTRICT = re.compile(
    r"\b(?:Forest Preserves?(?: District)?|Conservation District|Parks? District|MetroParks"
    r"|Metro ?Parks|Regional Parks?|Housing Authority|Transit|Transportation Authority|Airport"
    r"|Intl|Harbor (?:District|Patrol|Commission|Police)|Port Police|Great Parks|Port Authority|Water (?:District|Agency|Authority)|Levee District"
    r"|Hospital District|Cemetery District|Utility District|Irrigation District|Sanitation District"
    r"|Recreation District|Fire (?:Protection )?District|Fire Authority|Public Service Authority"
    r"|Joint Services|Crime Prevention|ABC Board|Police Authority|Cooperative)\b|^Port of\b"
    r"|^East Bay Parks\b",
    re.IGNORECASE,
)
# Words that make a private party whatever follows, and words that do only where no office is named.
PRIVATE = re.compile(
    r"\b(?:HOA|POA|Homeowners|Community Association|LLC|Inc|Corp|Corporation|Railroad|RR|Railway"
    r"|BNSF|FedEx|fxgsoc|Home Depot|Lowe's|Walmart|Shopping Cent(?:er|re)|Country Club|Mortuary"
    r"|Missing & Exploited)\b",
    re.IGNORECASE,
)
PRIVATE_WITHOUT_OFFICE = re.compile(
    r"\b(?:Neighborhood|Association|Company|Companies|Mall|Shopping|Tennis Club|Golf|Topgolf|Club"
    r"|Apartments|Properties|Property Group|Financial|Insurance|Bank|Autobody|Auto Body"
    r"|Development|Estates|Courtyard|Management|Security|Technologies|Business League|Academy"
    r"|Community School|Christian School|AMPM|Marina|Mobile City|Condominiums?|Villas?|Trails"
    r"|Ranch|Hills|Cove|Pointe?|Gardens|Village|Lane|Street|Road|Station|Isle|Vista|Cliffs"
    r"|Community|Fields|Collection|Power|Axon|Genetec|SkyCop|Verra Mobility|Total Wine|Backtrace"
    r"|Applied Intel Systems|Southern Company|Extended Stay)\b",
    re.IGNORECASE,
)
HOSPITAL = re.compile(
    r"\b(?:Hospital|Medical Center|Health|Healthcare|Health System)\b", re.IGNORECASE
)


_STATE_WORDS = (
    r"State (?:Police|Patrol|Troopers?|Highway|Parks?|Fair|Capitol|Hospital|Bureau|Fire|Prison)"
    r"|Highway Patrol|Dep(?:artmen)?t\.? of|Attorney General|Bureau of|Division of|Office of"
    r"|Board of|Law Enforcement (?:Agency|Division)|DPS\b|DNR\b|DOC\b|DMV\b|DOTD\b|DOT\b"
    r"|Wildlife|Parks (?:&|and) Wildlife|Game and Fish|Fish (?:&|and)|Capitol Police|Lottery|Gaming"
    r"|Alcohol(?:ic)? (?:Law|Beverage)|Liquor|Inspector General|Rehabilitation|Corrections"
)
STATE_BODY = re.compile(rf"^(?:the )?(?:{_STATE_WORDS})", re.IGNORECASE)
"""Words of a state agency at the head of what follows the state's name."""
STATE_PARK = re.compile(r"\bSt(?:ate)?\.? P(?:ar)?ks?\b")
STATE_POLICE = re.compile(
    r"\bState (?:Police|Patrol|Troopers?)\b|\bHighway Patrol\b|\bPublic Safety\b|\bDPS\b",
    re.IGNORECASE,
)
MOTOR_VEHICLES = re.compile(r"\bDMV\b|\bMotor Vehicles?\b", re.IGNORECASE)
STATE_PRISON = re.compile(
    r"\bCorrections?\b|\bCriminal Justice\b|\bPrisons?\b|\bDOC\b", re.IGNORECASE
)


class Role(Enum):
    """Which office or department of a place a name speaks of."""

    SHERIFF = "sheriff"
    PROSECUTOR = "prosecutor"
    PROBATION = "probation"
    CONSTABLE = "constable"
    DISPATCH = "dispatch"
    FIRE = "fire"
    POLICE = "police"
    DEPARTMENT = "department"
    ITSELF = "itself"


_OFFICE = r"(?:\s+(?:Office|Dept\.?|Department|PD|Police))?"
ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PROSECUTOR,
        re.compile(
            r"\b(?:(?:District|State'?s?|County|Commonwealth'?s?|City|Prosecuting)\s+Attorney"
            r"(?:'?s)?(?:\s+Office)?|DA'?s?(?:\s+Office)?|Prosecut(?:ors?|or's)(?:\s+Office)?"
            r"|Prosector|Attorney'?s?\s+Office|Solicitor'?s?\s+Office)(?:\b|$)"
        ),
    ),
    (Role.PROBATION, re.compile(r"\b(?:Office of\s+)?Probation\b.*$", re.IGNORECASE)),
    (
        Role.CONSTABLE,
        re.compile(r"\bConst(?:able)?s?\b(?:'s)?.*$|\bPrecinct\s+\d+$", re.IGNORECASE),
    ),
    (
        Role.DISPATCH,
        re.compile(
            r"\b(?:911(?:\s+(?:Center|Dispatch|Authority))*|(?:Central\s+)?Dis(?:patch|ptach)\b.*"
            r"|(?:Emergency\s+)?Communications?\s+(?:Center|Systems?)|Comm\s+C(?:en)?t(?:er|r)"
            r"|ECC|DoEC|RECC)(?:\b|$)",
            re.IGNORECASE,
        ),
    ),
    (
        Role.FIRE,
        re.compile(r"\b(?:FD|Fire\s+(?:Department|Dept\.?|Rescue|Marshal\S*)|Arson Bureau|Fire)\b"),
    ),
    (
        Role.SHERIFF,
        re.compile(
            r"\b(?:SO|CSO|Sheriff(?:'?s'?)?" + _OFFICE + r"(?:\s+Office)?)(?=\s|$)", re.IGNORECASE
        ),
    ),
    (
        Role.DEPARTMENT,
        re.compile(
            r"\b(?:Code\s+(?:Compliance|Enforcement)|Human Services|Public Works|Public Safety Services"
            r"|Parks(?:\s+(?:Department|Dept\.?|and Recreation))|Environmental Enforcement"
            r"|Alcoholic Beverage Control|ABC(?:\s+PD)?|Commission|Special Investigations Bureau"
            r"|Board of Supervisors)\b.*$",
            re.IGNORECASE,
        ),
    ),
    (
        Role.POLICE,
        re.compile(
            r"\b(?:(?:Division|Bureau) of Police|Metropolitan Police Department|Police\s+(?:Department|Dept\.?|Services|Division|Bureau|Force"
            r"|District)|(?:Dep(?:artmen)?t\.?\s+of\s+)?Pub(?:lic)?\.?\s+Safety"
            r"(?:\s+(?:Dept\.?|Department))?|DPS|PD|P\.D\.|Police|(?:City\s+)?Marshal'?s?"
            r"(?:\s+Office)?)(?=[\s,]|$)",
            re.IGNORECASE,
        ),
    ),
)
