"""Addresses of the pages that newcomers walk through."""

from django.urls import path

from onboarding.progress import styleguide

urlpatterns = [
    path("styleguide/", styleguide.page, name="styleguide"),
]
