"""Who asks: behind `login_required` always one of our people."""

from typing import cast

from django.http import HttpRequest

from onboarding.people.models import User


def person(request: HttpRequest) -> User:
    return cast("User", request.user)
