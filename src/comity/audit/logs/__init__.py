"""A file becomes a log: which dialect its columns are written in, and every record a row typed as text, or a reject.

It reads one file or looks into many, and decides nothing. `comity.audit` offers the names that others use.
"""
