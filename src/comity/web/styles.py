"""The one style sheet: what is written in `static`, and the colours of the answers from their table."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from comity.decide.answer_look import LOOKS

WRITTEN = ("style.css", "cards.css", "keeper.css")
"""The written parts of the style sheet, in order."""


@cache
def style_sheet() -> str:
    """The style sheet as it is served and published."""
    static = files("comity.web") / "static"
    written = [(static / name).read_text(encoding="utf-8") for name in WRITTEN]
    return "".join(written) + answer_styles()


def answer_styles() -> str:
    """Each answer's colour on light and dark pages, as text (`chip`), as an area (`fill`) and in a drawing."""
    light = "".join(f"--{one.value}:{look.light};" for one, look in LOOKS.items())
    dark = "".join(f"--{one.value}:{look.dark};" for one, look in LOOKS.items())
    own = "".join(
        f".{one.value}{{--own:var(--{one.value});--pattern:{look.pattern};}}\n"
        for one, look in LOOKS.items()
    )
    return (
        f"\n:root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not(.printed){{{dark}}}}}\n"
        f"@media print{{:root{{{light}}}}}\n{own}"
    )
