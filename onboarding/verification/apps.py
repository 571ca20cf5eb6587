"""Django's registration of the `verification` package."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "onboarding.verification"
    label = "verification"
