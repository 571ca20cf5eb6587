"""The kinds of evidence: each knows its document's shape, its guards and its derived facts."""
