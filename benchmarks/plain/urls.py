"""The site, with the plain grid and the plain receiver of webhooks at addresses of their own."""

from django.urls import path

from benchmarks.plain.hook import hook
from benchmarks.plain.views import plain
from onboarding.urls import urlpatterns as site

urlpatterns = [path("plain/", plain), path("plain/hook/", hook), *site]
