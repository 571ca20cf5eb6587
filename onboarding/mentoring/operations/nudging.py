"""Sending a friendly word: by a mentor to one or many, or by itself to whoever owes the next step.

People are locked in one order before their last nudge is read, so that two mentors at once never write to the same
person twice within `Nudge.GAP`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from onboarding.mentoring.models import Nudge
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission

NAME = "{name}"
"""Stands for the newcomer's name in what a mentor writes."""


@dataclass(frozen=True)
class Reach:
    """Whether somebody can be written to now. ``why``: the code of what is against it; ``free_at``: until when."""

    enrollment: Enrollment
    why: str = ""
    free_at: datetime | None = None


def reach(people: Sequence[Enrollment], *, now: datetime, praise: bool = False) -> list[Reach]:
    """Of each of these people, in their order. One query."""
    last = last_sent([person.pk for person in people], praise=praise)
    return [_reach(person, Nudge.free_at(last.get(person.pk)), now=now, praise=praise) for person in people]


def last_sent(enrollment_ids: Iterable[int], *, praise: bool, to: str = Nudge.To.NEWCOMER) -> Mapping[int, datetime]:
    """When each was last sent one. Praise has an account of its own: it asks for nothing."""
    found = Nudge.objects.filter(enrollment__in=enrollment_ids, to=to)
    found = found.filter(kind=Nudge.Kind.PRAISE) if praise else found.asking()
    return dict(found.values_list("enrollment").annotate(Max("sent_at")))


@transaction.atomic
def nudge(*, people: Sequence[Enrollment], sender: User, text: str, now: datetime) -> tuple[list[Nudge], list[Reach]]:
    """This word to each who can be written to; and who could not, with the reason."""
    told = reach(_locked(people), now=now)
    made = [
        Nudge(
            enrollment=each.enrollment,
            kind=Nudge.Kind.WORD,
            sender=sender,
            text=addressed(text, each.enrollment),
            sent_at=now,
        )
        for each in told
        if not each.why
    ]
    return Nudge.objects.bulk_create(made), [each for each in told if each.why]


@transaction.atomic
def praise(*, submission: Submission, sender: User, text: str, now: datetime) -> Nudge | Reach:
    """A kind word about verified work: once, and no two within the gap."""
    [person] = _locked([submission.enrollment])
    if submission.nudges.filter(kind=Nudge.Kind.PRAISE).exists():
        return Reach(person, "praised")
    [told] = reach([person], now=now, praise=True)
    if told.why:
        return told
    words = addressed(text, person)
    return Nudge.objects.create(
        enrollment=person, kind=Nudge.Kind.PRAISE, sender=sender, submission=submission, text=words, sent_at=now
    )


def addressed(text: str, enrollment: Enrollment) -> str:
    return text.replace(NAME, enrollment.user.display_name)


def _locked(people: Sequence[Enrollment]) -> list[Enrollment]:
    rows = Enrollment.objects.select_for_update(of=("self",)).filter(pk__in=[person.pk for person in people])
    return list(rows.select_related("user", "program").order_by("pk"))


def _reach(person: Enrollment, free_at: datetime | None, *, now: datetime, praise: bool) -> Reach:
    if person.program.archived_at is not None:
        return Reach(person, "archived")
    if person.state != Enrollment.State.ACTIVE and not (praise and person.state == Enrollment.State.FINISHED):
        return Reach(person, str(person.state))
    if free_at is not None and free_at > now:
        return Reach(person, "recent", free_at)
    return Reach(person)
