"""Django's registration of the `mentoring` package."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "onboarding.mentoring"
    label = "mentoring"
