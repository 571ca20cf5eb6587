"""A GitHub to play with, offline: the same protocol on loopback, for the demo and for tests. Nothing in it is real."""
