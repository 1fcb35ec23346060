"""The readings of a tree: `evaluate` (with its compiled form), `completions`, and `table`.

Each is a plain function from a tree and what is known to a meaning; none knows what law is.
"""

from comity.readings.circuit import Circuit, Gate
from comity.readings.compiled import (
    Compiled,
    CompiledTruths,
    compile_answer,
    compile_truth,
    compile_truths,
)
from comity.readings.completions import MAX_POINTS, Axis, Grid, Rails, Space, Tie, cells_of
from comity.readings.evaluate import Trace, deciding, evaluate, leaf_truth, open_leaves, traced

__all__ = [
    "MAX_POINTS",
    "Axis",
    "Circuit",
    "Compiled",
    "CompiledTruths",
    "Gate",
    "Grid",
    "Rails",
    "Space",
    "Tie",
    "Trace",
    "cells_of",
    "compile_answer",
    "compile_truth",
    "compile_truths",
    "deciding",
    "evaluate",
    "leaf_truth",
    "open_leaves",
    "traced",
]
