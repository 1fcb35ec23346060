"""JSON Schema of the law files, for editors. Made from the keys that the loader itself reads by."""

from __future__ import annotations

import json
from collections.abc import Mapping

from comity.law.files.keys_place import GAPS, JURISDICTION
from comity.law.files.keys_scenario import SCENARIOS
from comity.law.files.keys_vocabulary import VOCABULARY
from comity.law.files.shape import Shape

_KINDS: Mapping[str, tuple[str, Shape]] = {
    "jurisdiction": ("The law of one place", JURISDICTION),
    "known-gaps": ("Law that is known, or suspected, and not encoded", GAPS),
    "scenarios": ("Worked cases with the answers they must give", SCENARIOS),
    "vocabulary": ("The dictionary of every word used", VOCABULARY),
}


def schema_texts() -> Mapping[str, str]:
    """The text of each schema file, by file name. Conditions and names are beyond JSON Schema."""
    return {
        f"{kind}.json": json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": title,
                **shape.schema(),
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
        for kind, (title, shape) in _KINDS.items()
    }
