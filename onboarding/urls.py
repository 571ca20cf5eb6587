"""Every address of the site, in one place."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("onboarding.progress.urls")),
    path("", include("onboarding.people.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "onboarding.refusals.bad_request"
