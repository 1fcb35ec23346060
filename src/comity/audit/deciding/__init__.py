"""What rows ask, and how the law answers: whose act it is, what is known, each question decided once, findings.

The answers are those of `comity.decide` and of the table reading. `comity.audit` offers the names that others use.
"""
