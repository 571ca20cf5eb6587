"""Every address of the site, in one place."""

from django.contrib import admin
from django.urls import include, path

from onboarding.people.appearance import set_theme

urlpatterns = [
    path("", include("onboarding.progress.urls")),
    path("theme/", set_theme, name="set_theme"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
