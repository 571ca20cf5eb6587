"""Verbs of the mirror, against the simulator."""
