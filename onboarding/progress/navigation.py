"""What the header of every page needs to know of the person: which roles they have and how much waits for them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership
from onboarding.verification.models import Submission, Turn


@dataclass(frozen=True)
class Navigation:
    """``follows``: has a journey. ``helps``: mentors or organises a program. ``turn_count``: waits for a mentor."""

    follows: bool = False
    helps: bool = False
    turn_count: int = 0


def read(user: object) -> Navigation:
    """At most three small queries; none for somebody who hasn't signed in."""
    if not isinstance(user, User):
        return Navigation()
    helps = user.is_administrator or Membership.objects.filter(user=user).exists()
    return Navigation(
        follows=Enrollment.objects.filter(user=user).exists() or not helps,
        helps=helps,
        turn_count=Submission.objects.mentored_by(user).filter(turn=Turn.MENTOR).count() if helps else 0,
    )


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Read only when a template asks, so that fragments cost nothing."""
    user = getattr(request, "user", None)
    return {"navigation": SimpleLazyObject(lambda: read(user)), "demo": settings.WAYMARK.demo}
