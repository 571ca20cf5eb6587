"""Addresses for machines: credentials, and the keys that check them."""

from django.urls import path

from onboarding.api import views

urlpatterns = [
    path("journey/<str:eid>/credential.jwt", views.credential, name="credential"),
    path(".well-known/jwks.json", views.key_set, name="credential_key_set"),
    path("credentials/keys/<str:kid>/", views.key, name="credential_key"),
]
