"""Forms of the pages on which organisers run programs."""
