"""The programs that the first page offers."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from onboarding.languages import pick
from onboarding.programs.models import Program, ProgramTask

SHOWN = 12
"""As many as one looks through on a first page; the rest are behind /programs/."""


@dataclass(frozen=True)
class Offer:
    """``tasks`` counts those that aren't retired."""

    slug: str
    name: str
    community: str
    summary: str
    tasks: int


def offers(*, language: str) -> tuple[Offer, ...]:
    """Programs that anybody may see, in two queries."""
    programs = list(Program.objects.visible_to(AnonymousUser()).order_by("name")[:SHOWN])
    living = ProgramTask.objects.filter(program__in=programs, task__retired_at=None).values_list("program")
    tasks = dict(living.annotate(Count("pk")))
    return tuple(
        Offer(
            slug=program.slug,
            name=pick(program.name_text, language),
            community=program.community,
            summary=pick(program.summary_text, language),
            tasks=tasks.get(program.pk, 0),
        )
        for program in programs
    )
