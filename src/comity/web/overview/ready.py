"""Works out before anybody asks what takes seconds at first: the table and the map of today, and the places in them."""

from __future__ import annotations

import asyncio
from datetime import date
from time import perf_counter

from comity.decide.survey import whole_place
from comity.web.journal import note_fault
from comity.web.overview.kept import rows_of, states_of
from comity.web.overview.states_map import FIRST_CASE
from comity.web.site import Site

LOOK_EVERY = 600.0
"""Seconds until one looks whether it is another day."""


async def stay_ready(site: Site) -> None:
    """Make today's answers ready, and those of each new day; until it is cancelled.

    One place at a time in a thread, and then as long a pause, so that whoever asks meanwhile hardly waits.
    """
    made: date | None = None
    while True:
        day = site.today()
        if day != made:
            try:
                await _make(site, day)
            except Exception as error:  # noqa: BLE001 -- nobody has asked yet: who does will be told
                note_fault(error)
            made = day
        await asyncio.sleep(LOOK_EVERY)


async def _make(site: Site, day: date) -> None:
    corpus = site.corpus
    for place in corpus.jurisdictions:
        began = perf_counter()
        if place != "us":
            await asyncio.to_thread(rows_of, corpus, (place,), day)
        await asyncio.to_thread(whole_place, corpus, place, on=day)
        await asyncio.sleep(perf_counter() - began)
    await asyncio.to_thread(states_of, corpus, FIRST_CASE, day)
