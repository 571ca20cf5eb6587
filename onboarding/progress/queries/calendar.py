"""Due dates as a calendar: what is somebody's to do in every journey under way, each on the day it is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from icalendar import Calendar, Event

from onboarding.languages import DEFAULT_LANGUAGE, pick
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.programs.trail import COUNTED, Step
from onboarding.verification.operations.dues import task_due_at
from onboarding.verification.operations.records import Records, load_records
from onboarding.verification.trails import Place

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """One task on the last day on which it is in time, in the person's own zone."""

    uid: str
    title: str
    program: str
    day: date
    url: str


def dues_of(user: User) -> list[Due]:
    """What is not verified yet and has a due date, soonest first. A fixed number of queries."""
    enrollments = list(
        Enrollment.objects.filter(user=user, state=Enrollment.State.ACTIVE, program__archived_at=None)
        .select_related("program", "user")
        .order_by("pk")
    )
    records = load_records(enrollments)
    tasks = ProgramTask.objects.filter(program__in=[each.program_id for each in enrollments], task__retired_at=None)
    pinned = {(row.program_id, row.task_id): row for row in tasks.select_related("task", "version")}
    found = [due for each in enrollments for due in _dues(each, records[each.pk], pinned)]
    return sorted(found, key=lambda due: (due.day, due.uid))


def _dues(enrollment: Enrollment, records: Records, pinned: dict[tuple[int, int], ProgramTask]) -> Iterator[Due]:
    for place in records.places:
        row = pinned.get((enrollment.program_id, place.task_id))
        due_at = task_due_at(enrollment, records, place)
        if row is None or due_at is None or _step(enrollment, place) in COUNTED:
            continue
        language = enrollment.user.language or enrollment.program.default_language
        address = reverse("task", args=[enrollment.public_id, place.slug])
        yield Due(
            uid=f"{enrollment.public_id}-{place.slug}",
            title=pick(row.version.parsed.title, language),
            program=pick(enrollment.program.name_text, language),
            day=due_at.astimezone(enrollment.zone).date(),
            url=settings.WAYMARK.public_url + address,
        )


def _step(enrollment: Enrollment, place: Place) -> str:
    return enrollment.trail[place.slot] if place.slot < len(enrollment.trail) else Step.ABSENT


def calendar_of(user: User, dues: Iterable[Due], *, now: datetime) -> bytes:
    """The feed, RFC 5545. Whole days, so that every program shows them on the same day."""
    feed = Calendar()
    with translation.override(user.language or DEFAULT_LANGUAGE):
        feed.add("prodid", "-//Waymark//Due dates//EN")
        feed.add("version", "2.0")
        feed.add("x-wr-calname", gettext("Waymark: what is due"))
        for due in dues:
            feed.add_component(_event(due, now))
    return bytes(feed.to_ical())


def _event(due: Due, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{due.uid}@{settings.WAYMARK.public_url.split('://', 1)[1]}")
    event.add("dtstamp", now)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + A_DAY)
    event.add("summary", gettext("Due: %(task)s") % {"task": due.title})
    event.add("description", due.program)
    event.add("url", due.url)
    event.add("transp", "TRANSPARENT")
    return event
