"""Addresses of signing in and out, set-up and preferences. Of allauth's pages only the way through GitHub exists."""

from django.urls import path
from django.views.decorators.http import require_GET

from onboarding.people import provider, views
from onboarding.people.appearance import set_theme

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("accounts/github/login/", views.start, name="github_login"),
    path("accounts/github/login/callback/", require_GET(provider.callback), name="github_callback"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("setup/", views.setup, name="setup"),
    path("setup/<str:token>/", views.open_setup, name="open_setup"),
]
