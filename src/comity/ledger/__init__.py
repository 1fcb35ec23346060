"""Incidents and requests as events that are only ever added, in a store that can be checked."""
