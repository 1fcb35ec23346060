"""The command line: a thin door. No rule, no query and no wording of an answer lives here."""
