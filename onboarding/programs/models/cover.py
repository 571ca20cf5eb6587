"""Mentors who are away, who covers for them meanwhile, and which newcomer was handed from whom to whom."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models.enrollments import EnrollmentQuerySet
from onboarding.programs.models.programs import Program


def cared_for_by(user: User, newcomers: EnrollmentQuerySet, *, at: datetime) -> models.QuerySet[Any, Any]:
    """The keys of newcomers who are this mentor's to look after at this instant: their own, nobody's, and those of whom
    they cover for. ``newcomers``: whom they may see.

    A union, of which each part is read along an index of its own: with OR and EXISTS, PostgreSQL walks everybody. What
    else is asked of newcomers belongs into ``newcomers``: asked outside, PostgreSQL looks each of them up again.
    """
    covered = Cover.objects.running(at).filter(mentor=user, absence__program=F("absence__user__mentees__program"))
    covered_for = newcomers.filter(pk__in=covered.values("absence__user__mentees__pk"))
    parts = (newcomers.filter(mentor=user), newcomers.filter(mentor=None), covered_for)
    own, *others = (part.values("pk") for part in parts)
    return own.union(*others, all=True)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def running(self, at: datetime) -> "AbsenceQuerySet":
        return self.ahead(at).filter(starts_at__lte=at)

    def ahead(self, at: datetime) -> "AbsenceQuerySet":
        """Those that are not over yet: running, or still to come."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def overlapping(self, starts_at: datetime, ends_at: datetime | None) -> "AbsenceQuerySet":
        found = self.ahead(starts_at)
        return found if ends_at is None else found.filter(starts_at__lt=ends_at)


class Absence(models.Model):
    """A mentor is away from one program. It ends by the clock; one that we noticed has no end until they act again.

    ``cover`` is whom they asked for; null: whoever has most room. Who covers when is said by the rows of `Cover`.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="absences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    is_noticed = models.BooleanField(_("we noticed it"), default=False)
    made_at = models.DateTimeField(_("said"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="absence_lasts"),
            models.CheckConstraint(condition=Q(ends_at__isnull=False) | Q(is_noticed=True), name="absence_ends"),
            models.CheckConstraint(condition=Q(cover=None) | ~Q(cover=F("user")), name="absence_covered_by_another"),
            models.UniqueConstraint(fields=("program", "user"), condition=Q(ends_at=None), name="one_open_absence"),
        )
        indexes = (models.Index(fields=("program", "ends_at"), name="absence_ahead"),)

    def __str__(self) -> str:
        return f"{self.user} away from {self.program}"

    def is_running(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)


class CoverQuerySet(models.QuerySet["Cover"]):
    def running(self, at: datetime) -> "CoverQuerySet":
        return self.ahead(at).filter(starts_at__lte=at)

    def ahead(self, at: datetime) -> "CoverQuerySet":
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))


class Cover(models.Model):
    """Who covers in one stretch of an absence; null: nobody can, and organisers have to be told.

    The stretches of an absence follow one another without gaps, since covers go away, too. They take effect and end by
    the clock: nothing has to run for newcomers to be handed back.
    """

    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="covers")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="covers"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    objects: ClassVar[CoverQuerySet] = CoverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="cover_lasts"),
            models.UniqueConstraint(fields=("absence", "starts_at"), name="one_cover_at_a_time"),
        )
        indexes = (models.Index(fields=("mentor", "ends_at"), name="cover_of"),)

    def __str__(self) -> str:
        return f"{self.mentor or 'nobody'} for {self.absence}"
