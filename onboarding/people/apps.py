"""Django's registration of the `people` package, and of the admin site that it keeps."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PeopleConfig(AppConfig):
    name = "onboarding.people"
    label = "people"
    default = True


class AdminConfig(admin_apps.AdminConfig):
    """The admin, on our own site object: nobody signs in there with a password."""

    default = False
    default_site = "onboarding.people.admin_site.WaymarkAdminSite"
