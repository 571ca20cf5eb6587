"""Pages about programs: those that everybody sees, and those of their organisers."""
