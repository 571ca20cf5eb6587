"""Addresses of questions."""

from django.urls import path

from onboarding.questions import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/<str:qid>/", views.question, name="question"),
    path("questions/<str:qid>/answer/", views.answer, name="answer"),
    path("questions/<str:qid>/settle/", views.settle, name="settle"),
    path("questions/<str:qid>/promote/", views.promote, name="promote"),
    path("questions/<str:qid>/accept/<str:aid>/", views.accept, name="accept"),
    path("journey/<str:eid>/<slug:slug>/ask/", views.ask, name="ask"),
    path("journey/<str:eid>/<slug:slug>/ask/help/", views.ask_help, name="ask_help"),
]
