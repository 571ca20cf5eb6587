"""What an organiser sees first: their programs, and how one of them is going."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations import Change, pending_changes
from onboarding.programs.queries.mentors import open_requests, uncovered

State = Enrollment.State
A_PAGE = 50
AT_MOST = 5
"""As many people as the overview names of each kind; the pages behind it have them all."""


@dataclass(frozen=True)
class OrganisedProgram:
    """One line of the list. ``asking``: how many people wait to be let in."""

    slug: str
    name: str
    community: str
    walking: int
    finished: int
    asking: int
    is_archived: bool
    is_draft: bool

    @property
    def url(self) -> str:
        return reverse("organise_program", args=[self.slug])


@dataclass(frozen=True)
class Figure:
    """So many people, and what they have in common."""

    label: str
    count: int


@dataclass(frozen=True)
class Load:
    """A mentor, and how many newcomers they look after who are under way."""

    person: User
    capacity: float
    newcomers: int


@dataclass(frozen=True)
class Overview:
    """``asking`` and ``waiting``: the longest waits, as many as are named; ``resting``: mentors who take nobody.

    ``wishes``: open requests for another mentor; ``gaps``: mentors who are away and whom nobody covers.
    """

    figures: tuple[Figure, ...]
    asking: tuple[Enrollment, ...]
    asking_count: int
    alone: int
    mentors: int
    resting: tuple[Load, ...]
    wishes: int
    gaps: int
    waiting: tuple[Enrollment, ...]
    changes: tuple[Change, ...]


def organised_programs(user: User, *, language: str, page: str | None) -> "Page[OrganisedProgram]":
    """One page of the programs that this person organises, running ones first. Two queries."""
    counted = {
        "walking": _people(State.ACTIVE, State.PAUSED),
        "done": _people(State.FINISHED),
        "asking": _people(State.REQUESTED),
    }
    programs: QuerySet[Any] = Program.objects.organised_by(user).annotate(**counted)
    found = Paginator(programs.order_by(F("archived_at").asc(nulls_first=True), "name", "pk"), A_PAGE).get_page(page)
    found.object_list = [_line(each, language) for each in found.object_list]
    return found


def overview(program: Program, user: User, *, now: datetime) -> Overview:
    """Nine queries, whatever the program holds."""
    counts = dict(program.enrollments.values_list("state").annotate(Count("pk")).order_by())
    mentors = _loads(program)
    under_way = program.enrollments.filter(state=State.ACTIVE)
    return Overview(
        figures=_figures(counts),
        asking=_named(program.enrollments.filter(state=State.REQUESTED).order_by("last_activity_at", "pk")),
        asking_count=counts.get(State.REQUESTED, 0),
        alone=under_way.filter(mentor=None).count(),
        mentors=len(mentors),
        resting=tuple(each for each in mentors if not each.capacity),
        wishes=open_requests(program, user).count(),
        gaps=uncovered(program, now=now),
        waiting=_named(under_way.exclude(oldest_turn_since=None).order_by("oldest_turn_since", "pk")),
        changes=pending_changes(program),
    )


def _people(*states: str) -> Count:
    return Count("enrollments", filter=Q(enrollments__state__in=states), distinct=True)


def _line(program: Any, language: str) -> OrganisedProgram:
    return OrganisedProgram(
        slug=program.slug,
        name=pick(program.name_text, language),
        community=program.community,
        walking=program.walking,
        finished=program.done,
        asking=program.asking,
        is_archived=program.archived_at is not None,
        is_draft=program.is_draft,
    )


def _figures(counts: dict[str, int]) -> tuple[Figure, ...]:
    return (
        Figure(_("under way"), counts.get(State.ACTIVE, 0)),
        Figure(_("pausing"), counts.get(State.PAUSED, 0)),
        Figure(_("finished"), counts.get(State.FINISHED, 0)),
        Figure(_("have left"), counts.get(State.LEFT, 0)),
    )


def _named(people: QuerySet[Enrollment]) -> tuple[Enrollment, ...]:
    return tuple(people.select_related("user", "mentor")[:AT_MOST])


def _loads(program: Program) -> tuple[Load, ...]:
    """Everybody who mentors, with what they carry."""
    here = Q(user__mentees__program=program, user__mentees__state=State.ACTIVE)
    members: QuerySet[Any] = program.memberships.filter(role=Membership.Role.MENTOR, user__is_active=True)
    counted = members.select_related("user").annotate(load=Count("user__mentees", filter=here)).order_by("pk")
    return tuple(Load(each.user, each.capacity, each.load) for each in counted)
