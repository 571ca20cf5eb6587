"""Waymark: onboarding into open-source communities, verified from evidence."""

from onboarding.celery import app as celery_app

__all__ = ["celery_app"]
