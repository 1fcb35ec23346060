"""Entity tags: whether what the asker holds is still right. Weak ones, for a response may be sent compressed."""

from __future__ import annotations

import hashlib


def tag_of(content: bytes) -> str:
    """The tag of some content."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_held(tag: str, held: str | None) -> bool:
    """Whether a tag stands in an If-None-Match header."""
    if held is None:
        return False
    if held.strip() == "*":
        return True
    bare = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") == bare for one in held.split(","))
