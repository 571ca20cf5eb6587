"""Django's registration of the `curriculum` package."""

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "onboarding.curriculum"
    label = "curriculum"
