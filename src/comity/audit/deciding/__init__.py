"""What rows ask, and how the law answers: whose act it is, which facts are known, each question decided once, a finding a row.

The answers are those of `comity.decide` and of the table reading. `comity.audit` offers the names that others use.
"""
