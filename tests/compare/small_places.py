"""An invented state and two cities over the small law: a detainer rule with a warrant, a dead exception, a conflict, a
gate, rules that can do nothing. Each line of it is there for one finding.
"""

from __future__ import annotations

import shutil
from pathlib import Path

SMALL = Path(__file__).parents[1] / "law" / "small"

STATE = """
jurisdiction: us-al
name: Alabama (invented law)
level: state
within: [us]
time_zone: America/Chicago
encoded_from: 2010-01-01
checked_through: 2026-06-30
instruments:
  - {id: us-al/act, name: An act of the state (invented), force: binding}
provisions:
  - id: us-al/hold
    cite: Act § 1
    instrument: us-al/act
    actions: [hold_on_detainer]
    effect: prohibited
    versions:
      - {from: 2020-01-01, verified: text, source: "https://law.example/al/1", says: nobody holds, when: "True", cases: [{name: nothing known, facts: {}, expect: unknown}]}
  - id: us-al/share
    cite: Act § 2
    instrument: us-al/act
    actions: [share_alpr]
    effect: required
    binds: {kinds: [city_police]}
    versions:
      - {from: 2022-01-01, until: 2024-01-01, verified: text, source: "https://law.example/al/2", says: plates are shared for crimes, when: 'purpose == "other_criminal"', cases: [{name: nothing known, facts: {}, expect: unknown}]}
"""

CITY = """
jurisdiction: us-al-first
name: First (invented)
level: city
within: [us-al, us]
time_zone: America/Chicago
encoded_from: 2010-01-01
checked_through: 2026-06-30
instruments:
  - {id: us-al-first/code, name: Code of First (invented), force: binding}
provisions:
  - id: us-al-first/hold
    cite: Code § 1
    instrument: us-al-first/code
    actions: [hold_on_detainer]
    effect: prohibited
    binds: {kinds: [city_police], employers: own}
    versions:
      - from: 2015-01-01
        verified: text
        source: https://law.example/first/1
        says: nobody is held without a warrant
        when: |
          in_custody
        unless:
          - id: warrant
            cite: Code § 1
            when: |
              shown(issuer={"federal_judge", "state_judge"})
        cases: [{name: nothing known, facts: {}, expect: unknown}]
  - id: us-al-first/share
    cite: Code § 2
    instrument: us-al-first/code
    actions: [share_alpr]
    effect: prohibited
    binds: {kinds: [city_police], employers: own}
    versions:
      - {from: 2021-01-01, verified: text, source: "https://law.example/first/2", says: no plates are shared, when: "True", cases: [{name: nothing known, facts: {}, expect: unknown}]}
  - id: us-al-first/never
    cite: Code § 3
    instrument: us-al-first/code
    actions: [transfer_custody]
    effect: prohibited
    binds: {kinds: [city_police], employers: own}
    versions:
      - {from: 2021-01-01, verified: text, source: "https://law.example/first/3", says: contradicts itself, when: "in_custody and released", cases: [{name: nothing known, facts: {}, expect: unknown}]}
  - id: us-al-first/swallowed
    cite: Code § 4
    instrument: us-al-first/code
    actions: [transfer_custody]
    effect: prohibited
    binds: {kinds: [city_police], employers: own}
    versions:
      - from: 2021-01-01
        verified: text
        source: https://law.example/first/4
        says: takes back what it says
        when: |
          shown(kind={"i_200"})
        unless:
          - id: officer
            cite: Code § 4
            when: |
              shown(issuer={"immigration_officer"})
        cases: [{name: nothing known, facts: {}, expect: unknown}]
remedies:
  - {id: us-al-first/suit, cite: Code § 9, actions: [hold_on_detainer], who: the person held, against: the city, says: a suit, from: 2015-01-01, verified: text, source: "https://law.example/first/9"}
"""

OTHER = """
jurisdiction: us-al-second
name: Second (invented)
level: city
within: [us-al, us]
time_zone: America/Chicago
encoded_from: 2010-01-01
checked_through: 2026-06-30
instruments:
  - {id: us-al-second/code, name: Code of Second (invented), force: binding}
provisions:
  - id: us-al-second/transfer
    cite: Code § 5
    instrument: us-al-second/code
    actions: [transfer_custody]
    effect: prohibited
    binds: {kinds: [city_police], employers: own}
    versions:
      - {from: 2021-01-01, verified: text, source: "https://law.example/second/5", says: nobody is handed over, when: "True", cases: [{name: nothing known, facts: {}, expect: unknown}]}
"""


def small_law(folder: Path) -> Path:
    """The invented law as a folder."""
    made = folder / "law"
    shutil.copytree(SMALL, made)
    (made / "us" / "al").mkdir()
    for name, text in (("state", STATE), ("first", CITY), ("second", OTHER)):
        (made / "us" / "al" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return made
