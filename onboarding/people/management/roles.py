"""What `grant` and `revoke` share: the arguments, and the answer when nobody of that login is here."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from onboarding.people.models import User
from onboarding.people.operations import NotYetHere


class RoleCommand(BaseCommand):
    """Give or take away a role on the whole site."""

    change: Callable[..., User]
    answer: str

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=User.Role.values)
        parser.add_argument("login", help="the person's login on GitHub")

    def handle(self, *args: Any, role: str, login: str, **options: Any) -> None:
        try:
            person = type(self).change(login=login, role=User.Role(role))
        except NotYetHere:
            address = f"{settings.WAYMARK.public_url}{reverse('sign_in')}"
            message = (
                f"Nobody called {login} has signed in yet. Ask them to sign in once at {address}, then run this again."
            )
            raise CommandError(message) from None
        self.stdout.write(self.answer.format(person=person, login=person.login, role=role))
        if not User.objects.administrators().exists():
            self.stdout.write("Nobody is administrator now: the next `manage.py up` prints a setup link.")
