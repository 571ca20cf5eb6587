"""Pages of notices: the list, and how somebody wants to be told."""
