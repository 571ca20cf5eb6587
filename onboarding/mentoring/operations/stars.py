"""Keeping an eye on people."""

from onboarding.mentoring.models import Star
from onboarding.people.models import User
from onboarding.programs.models import Enrollment


def keep_star(*, user: User, enrollment: Enrollment, starred: bool) -> None:
    """Star this newcomer, or take the star away. Asked twice, it is still one star."""
    if starred:
        Star.objects.get_or_create(user=user, enrollment=enrollment)
    else:
        Star.objects.filter(user=user, enrollment=enrollment).delete()
