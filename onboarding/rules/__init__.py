"""Evidence to findings: the CEL engine, each kind's documented shape, guards and derived facts. Pure functions only."""
