"""Joining: organisers learn that somebody asks to be let in, and who asked learns the answer."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from onboarding.languages import pick
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all, nothing_settles_it
from onboarding.notifications.sources.readers import organisers_of
from onboarding.programs.models import AuditEntry, Enrollment, JoinAnswer, Verb


def requests() -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.filter(announced_at=None, verb=Verb.ASKED, person__isnull=False).order_by("pk")
    return found.select_related("program", "person")


def asked(row: AuditEntry) -> News:
    name = row.person.display_name if row.person else ""
    return News(
        kind=Kind.ASKED,
        readers=organisers_of(row.program_id),
        title=in_all(
            lambda code: (
                _("%(name)s asks to join %(program)s") % {"name": name, "program": pick(row.program.name_text, code)}
            )
        ),
        path=reverse("organise_joiners", args=(row.program.slug,)),
        program=row.program_id,
        actor=row.actor_id,
    )


def settled_requests(ids: Sequence[int]) -> set[int]:
    """Somebody has answered, or they have thought better of it."""
    asking = Enrollment.objects.filter(
        program=OuterRef("program"), user=OuterRef("person"), state=Enrollment.State.REQUESTED
    )
    return set(AuditEntry.objects.filter(~Exists(asking), pk__in=ids).values_list("pk", flat=True))


def answers() -> QuerySet[JoinAnswer]:
    found = JoinAnswer.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__program", "enrollment__user")


def answered(row: JoinAnswer) -> News:
    program = row.enrollment.program
    sentence = _in if row.let_in else _not_in
    path = reverse("enrollment", args=(row.enrollment.public_id,)) if row.let_in else None
    return News(
        kind=Kind.LET_IN,
        readers={row.enrollment.user_id},
        title=in_all(lambda code: sentence() % {"program": pick(program.name_text, code)}),
        text=in_all(lambda _code: row.words) if row.words else None,
        path=path or reverse("program", args=(program.slug,)),
        program=program.pk,
        actor=row.by_id,
    )


def _in() -> str:
    return _("You are in: %(program)s")


def _not_in() -> str:
    return _("You cannot join %(program)s for now")


REQUESTS = Source("join-request", requests, asked, settled_requests, at=lambda row: row.at)
JOIN_ANSWERS = Source("join-answer", answers, answered, nothing_settles_it, at=lambda row: row.answered_at)
