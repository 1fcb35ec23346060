"""What was worked out once and may be asked for again: kept while there is room, and never needed."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
One = TypeVar("One")


class Kept(Generic[Key, One]):
    """So many things by their keys; what was kept longest goes first. Any thread may ask and keep.

    It holds nothing that could not be worked out again from its key and the law, so that whoever asks gets the same
    with it and without it.
    """

    __slots__ = ("_held", "_keeping", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Key, One] = {}
        self._keeping = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Key) -> One | None:
        """What is kept under a key, or None."""
        return self._held.get(key)

    def keep(self, key: Key, one: One) -> One:
        """Keep it, and give it back."""
        with self._keeping:
            while len(self._held) >= self._most:
                del self._held[next(iter(self._held))]
            self._held[key] = one
        return one
