"""Django's registration of the `people` package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onboarding.people"
    label = "people"
