"""Decision cards: for a place and a paper one page made from the ruling, for a wall. Every row is what
`comity.decide.decide` answers; what a page cannot hold is sent back to Comity, never guessed or left out.
"""

from comity.decide.cards.card import card_of
from comity.decide.cards.card_lines import ActLines, CardLines, RowLines, lines_of_card
from comity.decide.cards.card_parts import Card, CardAct, CardDuty, CardRow, Cite
from comity.decide.cards.card_text import card_text
from comity.decide.cards.measure import size_of
from comity.decide.cards.row_words import ReadSo
from comity.decide.cards.words import SHORT

__all__ = [
    "SHORT",
    "ActLines",
    "Card",
    "CardAct",
    "CardDuty",
    "CardLines",
    "CardRow",
    "Cite",
    "ReadSo",
    "RowLines",
    "card_of",
    "card_text",
    "lines_of_card",
    "size_of",
]
