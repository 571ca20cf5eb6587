"""Django's registration of the `questions` package."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "onboarding.questions"
    label = "questions"
