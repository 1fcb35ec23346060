"""How well documents are read: `make bench-evidence`. Of the measuring half only totals are printed, never which text
failed, so that no rule is bent to it; of the tuning half every failure.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.evidence_figures import Figures, measure
from bench.evidence_set import FOLDER, labelled

WANTED = {"quotes": 1.0, "recall": 0.85, "precision": 0.60, "slots": 0.75}
ARTICLES, WORDS = 200, 1_000


def main() -> int:
    """Print the figures; end with 1 where the measuring half falls short of what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where tuning.yaml and measuring.yaml lie")  # fmt: skip
    parser.add_argument("--speed", action="store_true", help="also read 200 articles of 1,000 words, cold")  # fmt: skip
    given = parser.parse_args()
    tuning, measuring = measure(labelled("tuning", given.folder)), measure(labelled("measuring", given.folder))  # fmt: skip
    print(told("tuning half", tuning))
    print("failures of the tuning half:")
    for failure in tuning.failures:
        print(f"  {failure}")
    print()
    print(told("measuring half", measuring))
    short = falls_short(measuring)
    for line in short:
        print(f"falls short: {line}")
    if given.speed:
        print(f"{ARTICLES} articles of {WORDS:,} words, cold: {speed():.1f} s")
    return 1 if short else 0


def told(name: str, one: Figures) -> str:
    """The figures as lines."""
    lines = [
        f"{name}: {one.texts} texts, {one.labelled} labelled acts, {one.proposed} proposed",
        f"  quotes that are exact    {_share(one.exact, one.quotes)}",
        f"  acts: recall             {_share(one.met, one.labelled)}",
        f"  acts: precision          {_share(one.met, one.proposed)}",
        f"  slots of acts met: F1    {one.slot_f1:.3f}",
    ]
    lines += [f"    {slot:<16} {tally.f1:.3f}" for slot, tally in one.slots.items()]
    lines += [
        f"  same story: B-cubed      {one.story_f1:.3f} (precision {one.story_precision:.3f}, recall {one.story_recall:.3f})",
        f"  claims about counts      {one.counts_met} of {one.counts_labelled} found, {one.counts_proposed} put forward",
    ]  # fmt: skip
    return "\n".join(lines)


def falls_short(one: Figures) -> list[str]:
    """What does not reach what is wanted."""
    reached = {
        "quotes": one.exact / one.quotes if one.quotes else 0.0,
        "recall": one.recall,
        "precision": one.precision,
        "slots": one.slot_f1,
    }
    return [f"{name} {reached[name]:.3f}, wanted {least:.2f}" for name, least in WANTED.items() if reached[name] < least]  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "- (none)"


def speed() -> float:
    """Seconds of a cold `comity read` of 200 articles made of the tuning texts, each of a thousand words."""
    import subprocess  # noqa: PLC0415 -- only here

    texts = [one.document.text for one in labelled("tuning")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        for number in range(ARTICLES):
            words: list[str] = []
            at = number
            parts: list[str] = []
            while len(words) < WORDS:
                parts.append(texts[at % len(texts)])
                words += texts[at % len(texts)].split()
                at += 7
            body = "".join(f"<p>{line}</p>" for line in "\n".join(parts).split("\n") if line)
            page = f"<html><head><title>Article {number}</title></head><body><article>{body}</article></body></html>"
            (folder / f"{number}.html").write_text(page, encoding="utf-8")
        began = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from comity.cli.main import run; run()",
                "read",
                str(folder),
                "--out",
                f"{name}/out",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
