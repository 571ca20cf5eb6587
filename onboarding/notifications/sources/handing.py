"""Newcomers who change mentors: they learn who it is now, and organisers that somebody asks for another one."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all, nothing_settles_it
from onboarding.notifications.sources.readers import organisers_of
from onboarding.programs.models import HandOver, MentorRequest


def hand_overs() -> QuerySet[HandOver]:
    found = HandOver.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__user", "taker")


def handed(row: HandOver) -> News | None:
    """Nobody is told that they have no mentor: organisers see it, and soon there is one."""
    if row.taker is None:
        return None
    name = row.taker.display_name
    return News(
        kind=Kind.MENTOR,
        readers={row.enrollment.user_id},
        title=in_all(lambda _code: _("%(name)s is your mentor now") % {"name": name}),
        path=reverse("enrollment", args=(row.enrollment.public_id,)),
        program=row.enrollment.program_id,
    )


def requests() -> QuerySet[MentorRequest]:
    found = MentorRequest.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__program", "enrollment__user")


def asked(row: MentorRequest) -> News:
    """Not for the mentor whom it is about, though they organise the program; and its reason stays on the page."""
    name = row.enrollment.user.display_name
    return News(
        kind=Kind.ASKED_MENTOR,
        readers=organisers_of(row.enrollment.program_id) - {row.mentor_id or 0},
        title=in_all(lambda _code: _("%(name)s asks for another mentor") % {"name": name}),
        path=reverse("organise_mentors", args=(row.enrollment.program.slug,)),
        program=row.enrollment.program_id,
        is_private=True,
    )


def settled_requests(ids: Sequence[int]) -> set[int]:
    answered = MentorRequest.objects.filter(answered_at__isnull=False, pk__in=ids)
    return set(answered.values_list("pk", flat=True))


def refusals() -> QuerySet[MentorRequest]:
    found = MentorRequest.objects.filter(answer_announced_at=None, outcome=MentorRequest.Outcome.DECLINED)
    return found.order_by("pk").select_related("enrollment")


def refused(row: MentorRequest) -> News:
    """With the organiser's words. Who is given another mentor learns that from the hand-over."""
    return News(
        kind=Kind.MENTOR,
        readers={row.enrollment.user_id},
        title=in_all(lambda _code: _("Your request for another mentor was declined")),
        text=in_all(lambda _code: row.words),
        path=reverse("enrollment", args=(row.enrollment.public_id,)),
        program=row.enrollment.program_id,
        actor=row.answered_by_id,
        is_private=True,
    )


HAND_OVERS = Source("hand-over", hand_overs, handed, nothing_settles_it, at=lambda row: row.at)
MENTOR_REQUESTS = Source("mentor-request", requests, asked, settled_requests, at=lambda row: row.asked_at)
MENTOR_REFUSALS = Source(
    "mentor-refusal",
    refusals,
    refused,
    nothing_settles_it,
    at=lambda row: row.answered_at,
    column="answer_announced_at",
)
