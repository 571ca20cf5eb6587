"""Later days that were agreed on: the newcomer reads until when, and why."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onboarding.languages import FULL_DAYS, pick
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all
from onboarding.programs.models import Extension


def rows() -> QuerySet[Extension]:
    found = Extension.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__user", "enrollment__program", "task__current_version")


def news(row: Extension) -> News:
    return News(
        kind=Kind.EXTENSION,
        readers={row.enrollment.user_id},
        title=in_all(
            lambda code: _("“%(task)s” is due later: %(day)s") % {"task": _task(row, code), "day": _day(row, code)}
        ),
        text=in_all(lambda _code: row.reason),
        path=reverse("task", args=(row.enrollment.public_id, row.task.slug)),
        program=row.enrollment.program_id,
        actor=row.granted_by_id,
    )


def settled(ids: Sequence[int]) -> set[int]:
    """Another day was agreed on since."""
    newer = Extension.objects.filter(
        enrollment=OuterRef("enrollment"), task=OuterRef("task"), granted_at__gt=OuterRef("granted_at")
    )
    return set(Extension.objects.filter(Exists(newer), pk__in=ids).values_list("pk", flat=True))


def _task(row: Extension, code: str) -> str:
    return pick(row.task.content.title, code)


def _day(row: Extension, code: str) -> str:
    return date_format(row.due_at.astimezone(row.enrollment.zone), FULL_DAYS[code], use_l10n=False)


EXTENSIONS = Source("extension", rows, news, settled, at=lambda row: row.granted_at)
