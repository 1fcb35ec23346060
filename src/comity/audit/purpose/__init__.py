"""What a search says it was for: its stated texts against rules that are data, in Python and in SQL alike.

It reads what an agency wrote, and turns no word into a finding. `comity.audit` offers the names that others use.
"""
