"""Django's registration of the `programs` package."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "onboarding.programs"
    label = "programs"
