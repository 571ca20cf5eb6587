"""Starts everything that the site needs with one command, watches over it, and stops it in order."""
