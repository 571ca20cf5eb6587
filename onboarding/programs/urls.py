"""Addresses of the pages about programs. Joining is wired at the root, because trails follow it."""

from django.urls import path

from onboarding.programs.views import organise, programs

urlpatterns = [
    path("programs/", programs.programs, name="programs"),
    path("programs/<slug:slug>/", programs.program, name="program"),
    path("organise/", organise.organise, name="organise"),
    path("organise/<slug:slug>/", organise.organise_program, name="organise_program"),
]
