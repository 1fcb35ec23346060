"""What words stand for, as data: the rules by which documents are read, each with its own cases."""

from comity.evidence.lexicon.files import rules_digest, rules_of

__all__ = ["rules_digest", "rules_of"]
