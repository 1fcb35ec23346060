"""All that a user names is read once, large plain logs at the engine's own speed, each into a spool of its own.

It works in a folder from which an interrupted audit goes on. `comity.audit` offers the names that others use.
"""
