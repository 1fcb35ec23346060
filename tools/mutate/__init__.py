"""Mutation of the law: spoils the loaded corpus in small ways and asks whether a case notices.

A mutant is the corpus with one thing changed. It is *killed* when a case that stands beside a version,
or a scenario, no longer comes to what it must. A mutant that survives is law that no case holds:
either a case is missing, or the change changes nothing anyone can observe, which
`corpus/mutants-equivalent.yaml` then says, with the reason.

What is spoiled: every date by a day either way; every clause of every condition dropped or negated;
every member of a set, filter, window and anchor; exceptions, defeats, whom a rule binds, effects,
prevailing readings and leanings, versions, actions, days to comply by, ways to satisfy a duty; and the
duties, remedies, notes, clocks, injunctions, classes and gaps beside. Bans, requirements and permissions
are spoiled alike.

What is not spoiled, and why:

* Words that no case compares: citations, summaries, sources, how well a text is known, the kind of a
  defeat or note, what starts a duty, members of a class.
* To which acts a note is shown: it changes no answer, and no law says where it belongs.
* A change that plainly says the same: a doubt moved where its version is not in force; a day moved, of
  what stands beside, before the first day on which the place can be asked about; whom a rule binds that
  has no effect of its own (a defeat asks nobody who acts).
* **One kind of actor in one provision.** A place writes its groups of actors once and its provisions
  name them; the loader puts the kinds in place of the name. Dropping a kind from one provision alone is
  thus a mistake that nobody can make in the file. So equal sets of kinds within a place are one group,
  and dropping a kind is one mutant of all provisions and duties that share the set. For each provision
  by itself, that it binds anyone, and that it binds no one, are mutants.

Not part of the program: nothing in `src` knows of it.
"""
