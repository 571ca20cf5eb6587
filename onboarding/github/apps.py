"""Django's registration of the `github` package."""

from django.apps import AppConfig


class GithubConfig(AppConfig):
    name = "onboarding.github"
    label = "mirror"  # allauth's provider already calls itself "github"
