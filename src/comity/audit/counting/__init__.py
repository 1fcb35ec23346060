"""The numbers: which rows tell the same act, how many acts there are, and the quick count of rows that needs no report.

No wording of numbers is here. `comity.audit` offers the names that others use.
"""
