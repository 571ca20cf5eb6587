"""What organisers see of a program that is being set up, and of its repositories and members."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from onboarding.github.models import Repository
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations.members import LOOKED_AFTER
from onboarding.programs.queries.programs import dates_of

A_PAGE = 100
OFFERED = 100
"""As many repositories that the site follows already as are offered by name."""

CAPACITIES: tuple[tuple[Decimal, str], ...] = (
    (Decimal(0), "0"),
    (Decimal("0.5"), "½"),
    (Decimal(1), "1"),
    (Decimal(2), "2"),
)


@dataclass(frozen=True)
class Member:
    """``newcomers``: whom they look after in this program. ``capacities``: what can be chosen, and which one is."""

    pk: int
    person: User
    role: str
    role_said: str
    newcomers: int
    capacities: tuple[tuple[str, str, bool], ...]
    is_mentor: bool


@dataclass(frozen=True)
class Gap:
    """Something that the program can do without, and what follows. ``step``: where it is set."""

    step: str
    text: str


@dataclass(frozen=True)
class Draft:
    """What a last look before publishing shows. ``dates``: in words, empty where it has neither start nor end."""

    repositories: tuple[str, ...]
    mentors: tuple[User, ...]
    organisers: tuple[User, ...]
    tasks: int
    dates: str
    gaps: tuple[Gap, ...]


def members_of(program: Program, *, page: str | None) -> "Page[Member]":
    """Two queries."""
    here = Q(user__mentees__program=program, user__mentees__state__in=LOOKED_AFTER)
    found: QuerySet[Any] = program.memberships.select_related("user").annotate(load=Count("user__mentees", filter=here))
    members = Paginator(found.order_by("-role", "user__login", "pk"), A_PAGE).get_page(page)
    members.object_list = [_member(each) for each in members.object_list]
    return members


def repositories_for(program: Program) -> tuple[tuple[Repository, ...], tuple[Repository, ...]]:
    """Those of the program, and those that the site follows already and that could be chosen. Two queries."""
    chosen = tuple(program.repositories.order_by("full_name"))
    others = Repository.objects.exclude(pk__in=[each.pk for each in chosen]).filter(is_archived=False)
    return chosen, tuple(others.order_by("full_name")[:OFFERED])


def draft_of(program: Program, *, now: datetime) -> Draft:
    """Three queries."""
    repositories = tuple(program.repositories.order_by("full_name").values_list("full_name", flat=True))
    members = list(program.memberships.select_related("user").order_by("pk"))
    mentors = tuple(each.user for each in members if each.role == Membership.Role.MENTOR)
    tasks = program.track.tasks.filter(retired_at=None).count()
    return Draft(
        repositories=repositories,
        mentors=mentors,
        organisers=tuple(each.user for each in members if each.role == Membership.Role.ORGANISER),
        tasks=tasks,
        dates=dates_of(program),
        gaps=(
            *_gaps(has_repositories=bool(repositories), has_mentors=bool(mentors), tasks=tasks),
            *_gaps_of_settings(program, now=now),
        ),
    )


def handed_over(member: Membership) -> tuple[tuple[Enrollment, ...], tuple[User, ...]]:
    """Whom this mentor looks after, and who could take them. Two queries."""
    if member.role != Membership.Role.MENTOR:
        return (), ()
    theirs = member.program.enrollments.filter(mentor=member.user_id, state__in=LOOKED_AFTER).select_related("user")
    others = member.program.memberships.mentors().exclude(user=member.user_id).select_related("user")
    return tuple(theirs.order_by("user__login")), tuple(each.user for each in others.order_by("user__login"))


def _member(member: Any) -> Member:
    return Member(
        pk=member.pk,
        person=member.user,
        role=member.role,
        role_said=member.get_role_display(),
        newcomers=member.load,
        capacities=tuple((str(value), said, value == member.capacity) for value, said in CAPACITIES),
        is_mentor=member.role == Membership.Role.MENTOR,
    )


def _gaps(*, has_repositories: bool, has_mentors: bool, tasks: int) -> Iterator[Gap]:
    if not tasks:
        yield Gap("organise_about", _("The track has no tasks yet, so there is nothing to walk."))
    if not has_repositories:
        yield Gap("organise_repositories", _("There is no repository, so no pull request will count."))
    if not has_mentors:
        yield Gap("organise_members", _("There is no mentor. Newcomers who join stay without one."))


def _gaps_of_settings(program: Program, *, now: datetime) -> Iterator[Gap]:
    if program.ends_at is not None and program.ends_at <= now:
        yield Gap("organise_when", _("Its last day is past, so nobody can join."))
    if not program.name_zh_hans:
        yield Gap("organise_about", _("It has no Chinese name. Readers of Chinese see the English one."))
