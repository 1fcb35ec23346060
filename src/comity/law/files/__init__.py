"""The law from files: YAML with its places, the keys, every check, and what is built from them.

Rooms above use the names that `comity.law` offers.
"""
