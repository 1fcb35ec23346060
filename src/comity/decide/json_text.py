"""The JSON of a determination as text, quickly: what stays the same from answer to answer is written once and kept.

What it holds is described in `json_form`; the text is that of its plain values, to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from json.encoder import encode_basestring
from threading import Lock

from comity.decide.determination import Determination
from comity.decide.json_form import form_of

MAX_KEPT = 16_000_000
"""Characters of the pieces that are kept."""

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_Key = tuple[int, Callable[..., object], tuple[Hashable, ...]]


class _Text(str):
    """JSON that is written already."""

    __slots__ = ()


class _Pieces:
    """What is written already, by the id of what it was made from; that is held beside, so that its id stays its own."""

    def __init__(self) -> None:
        self.held: dict[_Key, tuple[object, _Text]] = {}
        self.size = 0
        self.keeping = Lock()

    def keep(self, key: _Key, one: object, text: _Text) -> None:
        """Keep a piece. Where there is no room, all begins anew: it is soon written again."""
        with self.keeping:
            if self.size >= MAX_KEPT:
                self.held, self.size = {}, 0
            self.size += len(text) + _BESIDE
            self.held[key] = (one, text)


_BESIDE = 200
"""What the keeping of a piece takes beside its text, in characters."""
_PIECES = _Pieces()


def determination_text(found: Determination) -> str:
    """What `json.dumps` makes of `determination_to_json`, with no space and no escape that JSON does not need."""
    return _written(form_of(found, _kept, _own))


def _kept(one: object, make: Callable[..., object], *more: Hashable) -> _Text:
    # By its id, for a condition or a version is long to compare.
    key = (id(one), make, more)
    held = _PIECES.held.get(key)
    if held is not None and held[0] is one:
        return held[1]
    text = _Text(_written(make(one, *more)))
    _PIECES.keep(key, one, text)
    return text


def _own(form: object) -> _Text:
    return _Text(_dumps(form)) if form else _EMPTY


_EMPTY = _Text("[]")


def _written(form: object) -> str:
    kind = type(form)
    if kind is _Text:
        return form  # type: ignore[return-value]  # the line above says what it is
    if kind is str:
        return encode_basestring(form)  # type: ignore[arg-type]  # as above
    if kind is list:
        return f"[{','.join(map(_written, form))}]" if form else "[]"  # type: ignore[call-overload]  # as above
    if kind is dict:  # its keys are those of the description: nothing in them needs an escape
        pairs = [f'"{key}":{_written(one)}' for key, one in form.items()]  # type: ignore[attr-defined]  # as above
        return f"{{{','.join(pairs)}}}"
    return _FIXED[form] if kind in _FIXED_KINDS else _dumps(form)


_FIXED: dict[object, str] = {True: "true", False: "false", None: "null"}
_FIXED_KINDS = frozenset({bool, type(None)})
