"""Many places at a glance: the map of the states, the matrix of all places and acts, and the matrix as CSV."""

from collections.abc import Mapping

from comity.web.overview.matrix import matrix_csv, matrix_page
from comity.web.overview.ready import stay_ready
from comity.web.overview.states_map import map_page
from comity.web.page import PageMaker

PAGES: Mapping[str, PageMaker] = {
    "map": map_page,
    "map/{case}": map_page,
    "matrix": matrix_page,
    "matrix.csv": matrix_csv,
}

__all__ = ["PAGES", "stay_ready"]
