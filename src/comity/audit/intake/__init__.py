"""All that a user names is read once: what counts as which log, large plain logs at the engine's speed, one spool for each.

It works in a folder from which an interrupted audit goes on. `comity.audit` offers the names that others use.
"""
