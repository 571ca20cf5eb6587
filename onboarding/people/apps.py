"""Django's registration of the `people` package, and of the admin site that it keeps."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "onboarding.people"
    label = "people"
    verbose_name = _("People")
    default = True

    def ready(self) -> None:
        from allauth.socialaccount.providers import registry

        from onboarding.people import checks  # noqa: F401 - registers them

        registry.load()  # finds people/provider.py; allauth does it in its own URLs, which we don't include


class AdminConfig(admin_apps.AdminConfig):
    """The admin, on our own site object: nobody signs in there with a password."""

    default = False
    default_site = "onboarding.people.admin_site.WaymarkAdminSite"
