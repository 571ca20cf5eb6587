"""Django's registration of the `programs` package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "onboarding.programs"
    label = "programs"
    verbose_name = _("Programs")
