"""The mentor's pages. Every fetch goes through `mentored_by`: other people's things are 404, not 403."""
