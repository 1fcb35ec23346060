"""Places and bodies: what a name of an organisation stands for, and the states of the Union.

`resolve("Dallas TX PD")` gives kind, jurisdiction, state, actor and FIPS code with the rule that
decided and how sure it is; what the name and the bundled tables do not carry stays unknown.
"""

from comity.places.resolution import Actor, AgencyKind, Confidence, Method, Resolution
from comity.places.resolve import resolve
from comity.places.search import (
    Found,
    NamedPlace,
    place_named,
    search_places,
    slugs_of,
    with_names,
)
from comity.places.states import State, StateKind, all_states

__all__ = [
    "Actor",
    "AgencyKind",
    "Confidence",
    "Found",
    "Method",
    "NamedPlace",
    "Resolution",
    "State",
    "StateKind",
    "all_states",
    "place_named",
    "resolve",
    "search_places",
    "slugs_of",
    "with_names",
]
