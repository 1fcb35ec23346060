"""A long text cut to a line of a known length, so that a reader sees that it was cut."""

from __future__ import annotations

LONGEST = 300


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text if it is short enough, else its beginning up to a whole word, with an ellipsis: at most so many characters.

    A word that alone is most of it is cut within.
    """
    if len(text) <= longest:
        return text
    begun = text[: longest - 1]
    words = begun.rstrip() if text[longest - 1].isspace() else begun[: _last_space(begun)].rstrip()
    return f"{words if 2 * len(words) >= longest else begun}…"


def _last_space(text: str) -> int:
    return next((at for at in range(len(text) - 1, -1, -1) if text[at].isspace()), 0)
