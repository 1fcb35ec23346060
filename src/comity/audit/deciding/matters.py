"""What rows ask: rows that ask the same share one *matter*, a list of acts with the number of what is asked of each.

It asks nothing of the law but the days on which it changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from comity.audit.deciding.attestations import WORD, Attestations, agency_key
from comity.audit.deciding.detainer import asks_of
from comity.audit.deciding.gather import Gathered
from comity.audit.deciding.party import Party
from comity.audit.deciding.questions import QuestionBook, Words
from comity.audit.deciding.recipient import recipient_named, recipient_of
from comity.audit.deciding.subject import OF_DETAINERS, Subject
from comity.audit.engine import Engine
from comity.audit.logs.dialect import LogKind
from comity.audit.purpose.lexicon import Purpose

_KEY = ("kind", "party", "owner", "other", "purpose", "early", "late", "paper", "lifted")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The distinct thing that some rows ask, in the words of the logs; `day` and `later` are of one of them.

    `party`, `owner` and `other` stand for all parties that the law cannot tell from them. `owner` is there only
    where another's data were searched.
    """

    kind: LogKind
    party: Party
    owner: Party | None
    other: Party | None
    purpose: str | None
    paper: str
    lifted: str
    days: tuple[date, ...]


def put_questions(
    engine: Engine, gathered: Gathered, book: QuestionBook, attestations: Attestations
) -> None:
    """Make the tables `matters` (matter, subject, ask) and `rows`: `base` with the matter of each row."""
    epochs = _epochs(engine, gathered, book, attestations)
    days = [
        day
        for (day,) in engine.ask(
            "SELECT DISTINCT day FROM (SELECT day FROM base UNION SELECT later FROM base)"
        )
    ]
    engine.table(
        "epochs",
        {"day": "DATE", "epoch": "INTEGER"},
        ((day, bisect_right(epochs, day)) for day in sorted(days)),
    )
    _stand_ins(engine, gathered.parties, book, attestations)
    engine.run(
        f"""CREATE TABLE keys AS
        SELECT row_number() OVER (ORDER BY {", ".join(_KEY)}) - 1 AS number, * FROM (
            SELECT {_asked_sql()}, min(b.day) AS day, min(b.later) AS later
            FROM {_FROM}
            GROUP BY {", ".join(str(n + 1) for n in range(len(_KEY)))})"""  # noqa: S608 -- numbers and names of our own
    )
    matters: dict[tuple[tuple[Subject, int], ...], int] = {}
    numbers = []
    for number, asked in _asked(engine, gathered.parties):
        found = tuple(_asks(asked, book, attestations))
        numbers.append((number, matters.setdefault(found, len(matters))))
    engine.table("key_matters", {"number": "BIGINT", "matter": "INTEGER"}, numbers)
    engine.table(
        "matters",
        {"matter": "INTEGER", "place": "INTEGER", "subject": "VARCHAR", "ask": "INTEGER"},
        (
            (matter, place, subject.value, ask)
            for asks, matter in matters.items()
            for place, (subject, ask) in enumerate(asks)
        ),
    )
    same = " AND ".join(f"k.{name} = b.asked_{name}" for name in _KEY)
    of_row = ", ".join(f"{sql} AS asked_{name}" for name, sql in _ASKED.items())
    engine.run_as_written(
        f"""CREATE TABLE rows AS
        SELECT b.* EXCLUDE ({", ".join(("paper", "lifted", "id", *(f"asked_{name}" for name in _KEY)))}), m.matter
        FROM (SELECT b.*, {of_row} FROM {_FROM}) b JOIN keys k ON {same} JOIN key_matters m USING (number)"""  # noqa: S608 -- names of our own
    )
    for done in ("keys", "key_matters", "epochs", "stand_ins"):
        engine.run(f"DROP TABLE {done}")


_NOBODY = -1
_ASKED: Mapping[str, str] = {
    "kind": "f.kind",
    "party": "p.acts",
    "owner": f"CASE WHEN b.owner IS NOT NULL AND w.key <> p.key THEN w.acts ELSE {_NOBODY} END",
    "other": f"CASE WHEN b.other IS NOT NULL THEN o.receives WHEN b.owner IS NOT NULL AND w.key <> p.key "
    f"THEN p.receives ELSE {_NOBODY} END",
    "purpose": "coalesce(s.purpose, '')",
    "early": "e.epoch",
    "late": "l.epoch",
    "paper": "coalesce(b.paper, '')",
    "lifted": "coalesce(b.lifted, '')",
}
"""What a row asks, by the columns of a key. An agency that searches its own data shares them with nobody."""
_FROM = """base b JOIN files f ON f.id = b.file JOIN epochs e ON e.day = b.day JOIN epochs l ON l.day = b.later
    JOIN stand_ins p ON p.id = b.party LEFT JOIN stand_ins w ON w.id = b.owner LEFT JOIN stand_ins o ON o.id = b.other
    LEFT JOIN stated s ON s.id = b.stated"""


def _asked_sql() -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in _ASKED.items())


def _stand_ins(
    engine: Engine, parties: Sequence[Party], book: QuestionBook, attestations: Attestations
) -> None:
    """For each party the first that stands for it: as one who acts, and as one who is given access."""
    acting: dict[object, int] = {}
    receiving: dict[object, int] = {}
    engine.table(
        "stand_ins",
        {"id": "INTEGER", "key": "VARCHAR", "acts": "INTEGER", "receives": "INTEGER"},
        (
            (
                number,
                agency_key(party),
                acting.setdefault((book.asker_of(party), attestations.named(party)), number),
                receiving.setdefault(
                    (_received_as(party), attestations.named(party)),
                    number,
                ),
            )
            for number, party in enumerate(parties)
        ),
    )


def _epochs(
    engine: Engine, gathered: Gathered, book: QuestionBook, attestations: Attestations
) -> tuple[date, ...]:
    """The days within those of the rows on which any law that may be asked, or any declaration, changes."""
    (first, last) = engine.ask("SELECT min(day), max(later) FROM base")[0]
    if first is None:
        return ()
    used = engine.ask(
        """SELECT DISTINCT f.kind, b.party AS id, 'party' AS side FROM base b JOIN files f ON f.id = b.file
        UNION SELECT DISTINCT f.kind, b.owner, 'owner' FROM base b JOIN files f ON f.id = b.file
            WHERE b.owner IS NOT NULL"""
    )
    places: set[tuple[str, str]] = set()
    for kind, number, side in used:
        place = gathered.parties[number].place
        if place is not None:
            for subject in Subject:
                if subject.kind.value == kind and subject.of_owner == (side == "owner"):
                    places.add((place, subject.action))
    cuts = chain.from_iterable(book.cuts_of(place, action) for place, action in sorted(places))
    return tuple(sorted({day for day in (*cuts, *attestations.days) if first < day <= last}))


def _asked(engine: Engine, parties: Sequence[Party]) -> Iterator[tuple[int, _Asked]]:
    query = "SELECT number, kind, party, owner, other, purpose, paper, lifted, day, later FROM keys ORDER BY number"
    for number, kind, party, owner, other, purpose, paper, lifted, day, later in engine.stream(
        query
    ):
        yield (
            number,
            _Asked(
                kind=LogKind(kind),
                party=parties[party],
                owner=None if owner == _NOBODY else parties[owner],
                other=None if other == _NOBODY else parties[other],
                purpose=purpose or None,
                paper=paper,
                lifted=lifted,
                days=(day,) if day == later else (day, later),
            ),
        )


def _asks(
    asked: _Asked, book: QuestionBook, attestations: Attestations
) -> Iterator[tuple[Subject, int]]:
    """The acts that a row is decided on, with the number of what is asked of each."""
    match asked.kind:
        case LogKind.SEARCH_AUDIT:
            yield Subject.SEARCH, _search(asked, book)
            if asked.owner is not None:
                assert asked.other is not None
                yield (
                    Subject.ACCESS,
                    _shared(asked.owner, asked.other, asked, book, attestations),
                )
        case LogKind.SHARING_LIST:
            assert asked.other is not None
            yield (
                Subject.SHARING,
                _shared(asked.party, asked.other, asked, book, attestations),
            )
        case LogKind.EVENT_LOG | LogKind.ARREST_LOG | LogKind.AGREEMENT_LIST:
            raise TypeError("a log whose rows are no acts is not opened for an audit")
        case LogKind.DETAINER_LOG:
            for one in asks_of(asked.paper, asked.lifted):
                yield (
                    OF_DETAINERS[one.action],
                    book.ask(asked.party, one.action, (one.facts,), asked.days, acted=one.acted),
                )


def _search(asked: _Asked, book: QuestionBook) -> int:
    return book.ask(
        asked.party,
        Subject.SEARCH.action,
        (_purpose(asked.purpose),),
        asked.days,
        acted=True,
    )


def _received_as(party: Party) -> tuple[Words, ...]:
    """What is known of a party as one who is given access: by the user's own register, or by its name."""
    named = recipient_of(party.name, party.own) if party.own else recipient_named(party.name)
    return named.words


def _shared(
    owner: Party, recipient: Party, asked: _Asked, book: QuestionBook, attestations: Attestations
) -> int:
    """The owner gave the recipient access: with the recipient's kind and state, the purpose, and what it signed."""
    signed = {attestations.signed(owner, recipient, day) for day in asked.days}
    stated: Words = ((WORD, next(iter(signed))),) if len(signed) == 1 and None not in signed else ()
    sets = [(*words, *_purpose(asked.purpose), *stated) for words in _received_as(recipient)]
    return book.ask(owner, Subject.SHARING.action, sets, asked.days, acted=True)


def _purpose(purpose: str | None) -> Words:
    """What the search says it was for; an unknown purpose is not stated."""
    return () if purpose in {None, Purpose.UNKNOWN.value} else (("purpose", purpose),)
