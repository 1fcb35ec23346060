"""The page that the how-to on drafts ends with is the one that its commands make."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.docs.console import DIGEST, FENCE, commands_of, run

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def test_the_page_to_hand_out_is_the_one_that_the_commands_make(tmp_path: Path) -> None:
    text = (HOW_TO / "test-a-draft-amendment.md").read_text(encoding="utf-8")
    lines = [
        command.line
        for kind, _, block in FENCE.findall(text)
        if kind == "console"
        for command in commands_of(block)
    ]
    for line in lines:
        if line.startswith("comity draft") or line.endswith("> hand-out.html"):
            run(line, tmp_path)
    made = (tmp_path / "hand-out.html").read_text(encoding="utf-8")
    made = DIGEST.sub("0" * 12, re.sub(r"(?<=law files )[0-9a-f]{12}", "0" * 12, made))
    page = HOW_TO / "hand-out.html"
    if os.environ.get("COMITY_GOLDEN") == "write":
        page.write_text(made, encoding="utf-8", newline="\n")
    assert made == page.read_text(encoding="utf-8")
