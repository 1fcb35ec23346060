"""What is read of an audit: the pages, tables and manifest of a report, and what is made of former ones.

It decides nothing and counts nothing anew; the tables of a quick count are written here too. `comity.audit` offers the
names that others use.
"""
