"""The refusal of a file: which, what is wrong, why, and what to do."""

from __future__ import annotations


class DocumentRefusedError(Exception):
    """A file that cannot be taken in. `name` is the file as the user named it."""

    def __init__(self, name: str, what: str, why: str, remedy: str) -> None:
        self.name, self.what, self.why, self.remedy = name, what, why, remedy
        super().__init__(f"{name}: {what}: {why}; {remedy}")
