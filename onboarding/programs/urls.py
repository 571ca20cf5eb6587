"""Addresses of the pages about programs. Joining is wired at the root, because trails follow it."""

from django.urls import path

from onboarding.programs import views

urlpatterns = [
    path("programs/", views.programs, name="programs"),
    path("programs/<slug:slug>/", views.program, name="program"),
]
