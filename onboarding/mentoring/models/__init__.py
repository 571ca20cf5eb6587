"""What mentors keep beside the facts: one file per noun."""

from onboarding.mentoring.models.stars import Star

__all__ = ["Star"]
