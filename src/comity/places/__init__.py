"""Places and bodies: what a name of an organisation stands for, and the states of the Union.

`resolve("Dallas TX PD")` gives kind, jurisdiction, state, actor and FIPS code with the rule that
decided and how sure it is; what the name and the bundled tables do not carry stays unknown.
"""

from comity.places.finder import FoundPlace, find_places, name_of_place
from comity.places.resolution import Actor, AgencyKind, Confidence, Method, Resolution
from comity.places.resolve import resolve
from comity.places.states import State, StateKind, all_states

__all__ = [
    "Actor",
    "AgencyKind",
    "Confidence",
    "FoundPlace",
    "Method",
    "Resolution",
    "State",
    "StateKind",
    "all_states",
    "find_places",
    "name_of_place",
    "resolve",
]
