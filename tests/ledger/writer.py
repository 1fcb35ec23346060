"""A process of its own that writes into a ledger: `python writer.py LEDGER NAME COUNT BATCH`."""

from __future__ import annotations

import sys

from comity.ledger import open_ledger
from tests.ledger.entries import opened, plain_act


def main() -> None:
    """Append `count` batches; say so after each, on a line."""
    where, name, count, batch = sys.argv[1:]
    ledger = open_ledger(where)
    for number in range(int(count)):
        acts = [opened(plain_act(official=f"{name} {number}")) for _ in range(int(batch))]
        ledger.append(acts, by=name)
        print(number, flush=True)


if __name__ == "__main__":
    main()
