"""Announcements by organisers: for everybody in the program, or for one half of them."""

from django.db.models import QuerySet
from django.urls import reverse

from onboarding.notifications.kinds import Kind
from onboarding.notifications.models import Announcement
from onboarding.notifications.models.announcements import Audience
from onboarding.notifications.news import News, Source, nothing_settles_it
from onboarding.programs.models import Enrollment, Membership

TOLD = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED, Enrollment.State.FINISHED)


def rows() -> QuerySet[Announcement]:
    return Announcement.objects.filter(announced_at=None).order_by("pk")


def news(row: Announcement) -> News:
    return News(
        kind=Kind.ANNOUNCEMENT,
        readers=readers(row.program_id, row.audience),
        title=row.title,
        text=row.text,
        path=reverse("announcement", args=(row.public_id,)),
        program=row.program_id,
        actor=row.written_by_id,
    )


def readers(program_id: int, audience: str) -> set[int]:
    """Keys of the people whom this audience means today."""
    found: set[int] = set()
    if audience != Audience.MENTORS:
        walking = Enrollment.objects.filter(program=program_id, state__in=TOLD)
        found |= set(walking.values_list("user", flat=True))
    if audience != Audience.NEWCOMERS:
        found |= set(Membership.objects.filter(program=program_id).values_list("user", flat=True))
    return found


ANNOUNCEMENTS = Source("announcement", rows, news, nothing_settles_it, at=lambda row: row.at)
