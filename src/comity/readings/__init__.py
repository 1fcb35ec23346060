"""The readings of a tree: `evaluate` (with its compiled form), `completions`, and `table`.

Each is a plain function from a tree and what is known to a meaning; none knows what law is.
"""

from comity.readings.compiled import (
    Compiled,
    CompiledTruths,
    compile_answer,
    compile_truth,
    compile_truths,
)
from comity.readings.completions import MAX_POINTS, Axis, Grid, Tie, cells_of, grid_of
from comity.readings.evaluate import Trace, deciding, evaluate, leaf_truth, open_leaves, traced

__all__ = [
    "MAX_POINTS",
    "Axis",
    "Compiled",
    "CompiledTruths",
    "Grid",
    "Tie",
    "Trace",
    "cells_of",
    "compile_answer",
    "compile_truth",
    "compile_truths",
    "deciding",
    "evaluate",
    "grid_of",
    "leaf_truth",
    "open_leaves",
    "traced",
]
