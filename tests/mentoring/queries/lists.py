"""The lists of a mentor's day, and newcomers who stand somewhere in them."""

from datetime import timedelta

from onboarding.mentoring.queries.scope import scope_of
from onboarding.mentoring.queries.today import Group, Today, today_of
from onboarding.programs.models import Enrollment
from tests.cast import NOON, enroll, make_person

DAY = timedelta(days=1)


def today(login: str = "grace", *, everybody: bool = False) -> Today:
    return today_of(scope_of(make_person(login), everybody=everybody, now=NOON), now=NOON)


def names(group: Group) -> list[str]:
    return [item.name for item in group.items]


def stand(program, login: str, **derived: object) -> None:
    enrollment = enroll(program, login)
    Enrollment.objects.filter(pk=enrollment.pk).update(**{"last_activity_at": NOON, "next_due_at": None, **derived})
