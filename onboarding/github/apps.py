"""Django's registration of the `github` package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GithubConfig(AppConfig):
    name = "onboarding.github"
    label = "mirror"  # allauth's provider already calls itself "github"
    verbose_name = _("GitHub mirror")
