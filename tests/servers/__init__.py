"""Real servers for tests: PostgreSQL, Valkey, and the whole site. Nothing here imports Django."""
