"""The site, and the plain grid at an address of its own."""

from django.urls import path

from benchmarks.plain.views import plain
from onboarding.urls import urlpatterns as site

urlpatterns = [path("plain/", plain), *site]
