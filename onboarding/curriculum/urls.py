"""Addresses of the public pages about tracks and tasks, and of the git hooks."""

from django.urls import path

from onboarding.curriculum import views

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("tracks/", views.tracks, name="tracks"),
    path("tracks/<slug:track>/", views.track, name="track"),
    path("tracks/<slug:track>/<slug:task>/", views.public_task, name="public_task"),
    path("hooks/", views.hooks, name="hooks"),
    path("hooks/<str:name>", views.hook, name="hook"),
]
