"""Reading without pauses for the collector of circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Let Python's collector of circles rest meanwhile.

    Reading the law makes hundreds of thousands of objects that all stay and form no circles; going through
    them again and again is a fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
