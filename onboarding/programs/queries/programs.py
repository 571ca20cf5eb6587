"""What the pages about programs show, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from onboarding.curriculum.queries import Stop
from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, JoinAnswer, Membership, Program
from onboarding.programs.operations.enrollments import day_in, refusal_to_join

State = Enrollment.State
MOST = 200
"""As many programs as one page lists."""


@dataclass(frozen=True)
class ProgramCard:
    """``closed`` says why nobody can join, and is empty where one can."""

    slug: str
    name: str
    community: str
    summary: str
    tasks: int
    closed: str
    is_demo: bool

    @property
    def url(self) -> str:
        return reverse("program", args=[self.slug])


@dataclass(frozen=True)
class RepositoryLink:
    name: str
    url: str


@dataclass(frozen=True)
class ProgramPage:
    """``enrollment`` is the reader's own, if they have one, ``answer`` what an organiser said to them when they asked;
    ``underway`` and ``finished`` count everybody's."""

    card: ProgramCard
    track: str
    track_url: str
    stops: tuple[Stop, ...]
    mentors: tuple[User, ...]
    organisers: tuple[User, ...]
    repositories: tuple[RepositoryLink, ...]
    underway: int
    finished: int
    dates: str
    needs_approval: bool
    enrollment: Enrollment | None
    answer: JoinAnswer | None

    @property
    def is_mine(self) -> bool:
        """The reader has a journey here to go to."""
        return self.enrollment is not None and self.enrollment.state in (State.ACTIVE, State.PAUSED, State.FINISHED)

    @property
    def has_asked(self) -> bool:
        return self.enrollment is not None and self.enrollment.state == State.REQUESTED

    @property
    def was_here(self) -> bool:
        return self.enrollment is not None and self.enrollment.state == State.LEFT


def program_cards(user: object, *, language: str, now: datetime) -> tuple[ProgramCard, ...]:
    """The programs that this reader may see, those that take people in first. One query."""
    counted = Count("program_tasks", filter=Q(program_tasks__task__retired_at=None))
    programs: QuerySet[Any] = Program.objects.visible_to(user).annotate(tasks=counted).order_by("name")
    cards = [_card(program, language, now, tasks=program.tasks) for program in programs[:MOST]]
    return tuple(sorted(cards, key=lambda card: (bool(card.closed), card.name)))


def program_page(program: Program, user: object, *, language: str, now: datetime) -> ProgramPage:
    """Six queries beside the program's own, whatever it holds."""
    enrollment = program.enrollments.filter(user=user).first() if isinstance(user, User) else None
    members = list(program.memberships.select_related("user").order_by("pk"))
    counts = program.enrollments.aggregate(
        underway=Count("pk", filter=Q(state__in=(State.ACTIVE, State.PAUSED))),
        finished=Count("pk", filter=Q(state=State.FINISHED)),
    )
    stops = _stops(program, language)
    return ProgramPage(
        card=_card(program, language, now, tasks=len(stops)),
        track=pick(program.track.title, language),
        track_url=reverse("track", args=[program.track.slug]) if program.track.retired_at is None else "",
        stops=stops,
        mentors=_people(members, Membership.Role.MENTOR),
        organisers=_people(members, Membership.Role.ORGANISER),
        repositories=tuple(RepositoryLink(each.full_name, each.url) for each in program.repositories.all()),
        underway=counts["underway"],
        finished=counts["finished"],
        dates=dates_of(program),
        needs_approval=program.needs_approval,
        enrollment=enrollment,
        answer=_answer(enrollment),
    )


def _answer(enrollment: Enrollment | None) -> JoinAnswer | None:
    """What an organiser last said to the reader, until they ask again."""
    if enrollment is None or enrollment.state == State.REQUESTED:
        return None
    return enrollment.join_answers.exclude(words="").select_related("by").order_by("-answered_at", "-pk").first()


def _card(program: Program, language: str, now: datetime, *, tasks: int) -> ProgramCard:
    refusal = refusal_to_join(program, now=now, tasks=tasks)
    return ProgramCard(
        slug=program.slug,
        name=pick(program.name_text, language),
        community=program.community,
        summary=pick(program.summary_text, language),
        tasks=tasks,
        closed=refusal.message if refusal else "",
        is_demo=program.is_demo,
    )


def _stops(program: Program, language: str) -> tuple[Stop, ...]:
    """The tasks as this program has pinned them, without their long texts."""
    rows = (
        program.program_tasks.filter(task__retired_at=None)
        .order_by("task__position")
        .values_list(
            "task__slug",
            F("version__content__title"),
            F("version__content__summary"),
            F("version__content__minutes"),
        )
    )
    return tuple(
        Stop(
            slug=slug,
            title=pick(title, language),
            summary=pick(summary, language),
            url=reverse("public_task", args=[program.track.slug, slug]),
            minutes=minutes or 0,
        )
        for slug, title, summary, minutes in rows
    )


def _people(members: Sequence[Membership], role: str) -> tuple[User, ...]:
    return tuple(member.user for member in members if member.role == role and member.user.is_active)


def dates_of(program: Program) -> str:
    """When the program runs, in words; empty where it has neither start nor end."""
    start = day_in(program, program.starts_at) if program.starts_at else ""
    end = day_in(program, program.ends_at) if program.ends_at else ""
    if start and end:
        return _("From %(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("Since %(start)s") % {"start": start}
    return _("Until %(end)s") % {"end": end} if end else ""
