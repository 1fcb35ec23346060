"""Decision cards: for a place and a paper one page made from the ruling, for a wall. Every row is what
`comity.decide.decide` answers; what a page cannot hold is sent back to Comity, never guessed or left out.
"""

from comity.decide.cards.card import Card, CardAct, CardDuty, CardRow, Cite, ReadSo, card_of


__all__ = [
    "Card",
    "CardAct",
    "CardDuty",
    "CardRow",
    "Cite",
    "ReadSo",
    "card_of",

]
