"""Write the search terms of every question anew: after an update that makes them in another way."""

from django.core.management.base import BaseCommand

from onboarding.questions.operations import index_again


class Command(BaseCommand):
    help = (
        "Write anew by which words questions are found, where that differs from what is stored. Harmless at any time."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(f"questions that are found by other words now: {index_again()}")
