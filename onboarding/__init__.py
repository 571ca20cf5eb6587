"""Waymark: onboarding into open-source communities, verified from evidence."""
