"""The JSON of a determination as text, quickly: what stays the same from answer to answer is written once and kept.

What it holds is described in `json_form`; the text is that of its plain values, to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable

from comity.decide.determination import Determination
from comity.decide.json_form import form_of

MAX_KEPT = 50_000
"""Pieces that are kept, at some hundred bytes each."""

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_Key = tuple[int, Callable[..., object], tuple[Hashable, ...]]


class _Text(str):
    """JSON that is written already."""

    __slots__ = ()


_KEPT: dict[_Key, tuple[object, _Text]] = {}


def determination_text(found: Determination) -> str:
    """What `json.dumps` makes of `determination_to_json`, with no space and no escape that JSON does not need."""
    return _written(form_of(found, _kept, _own))


def _kept(one: object, make: Callable[..., object], *more: Hashable) -> _Text:
    # By its id, for a condition or a version is long to compare; held beside, so that the id stays its own.
    key = (id(one), make, more)
    held = _KEPT.get(key)
    if held is not None and held[0] is one:
        return held[1]
    if len(_KEPT) >= MAX_KEPT:
        _KEPT.clear()
    text = _Text(_dumps(make(one, *more)))
    _KEPT[key] = (one, text)
    return text


def _own(form: object) -> _Text:
    return _Text(_dumps(form))


def _written(form: object) -> str:
    if type(form) is _Text:
        return form
    if type(form) is dict:  # its keys are those of the description: nothing in them needs an escape
        return "{" + ",".join([f'"{key}":{_written(one)}' for key, one in form.items()]) + "}"
    if type(form) is list:
        return "[" + ",".join([_written(one) for one in form]) + "]"
    return _dumps(form)
