"""Addresses on which organisers connect the site with GitHub."""

from django.urls import path

from onboarding.github.views import connecting

urlpatterns = [
    path("created/", connecting.created, name="github_app_created"),
    path("installed/", connecting.installed, name="github_app_installed"),
    path("refresh/", connecting.refresh, name="github_app_refresh"),
    path("key/", connecting.change_key, name="github_app_key"),
    path("secret/", connecting.change_secret, name="github_app_secret"),
    path("follow/", connecting.follow, name="github_follow"),
]
