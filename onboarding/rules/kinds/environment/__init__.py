"""Evidence of a local build: a commit of the person's own, and a binary that says it was built from it."""
