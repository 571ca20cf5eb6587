"""Commands in comments, recognised exactly as Prow recognises them. Pure functions; the grammar is data."""
