"""Composition root: what must follow an upstream fact at once. Upstream packages never name downstream ones."""
