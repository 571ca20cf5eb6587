"""Newcomers who change mentors: who was handed from whom to whom, and who asked for somebody else."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models.enrollments import Enrollment
from onboarding.programs.models.programs import Program


def _person() -> "models.ForeignKey[User | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def by_people(self) -> "HandOverQuerySet":
        """Without the first mentors whom the site gave."""
        return self.exclude(giver=None, by=None)

    def of_act(self, first: int | OuterRef) -> "HandOverQuerySet":
        """Everybody who was handed over together: the first row of the act, and those that point at it."""
        return self.filter(Q(pk=first) | Q(first=first))


class HandOver(models.Model):
    """A newcomer has another mentor from then on. ``by``: null where the site chose by itself, and ``giver``, too,
    where it gave the first mentor to somebody who joined.

    ``first``: of several who were handed over in one act, the one that the others point at. The taker is told once, of
    all of them: ``taker_announced_at`` is the first's alone. ``taker``: null where nobody took them.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="hand_overs")
    giver = _person()
    taker = _person()
    by = _person()
    at = models.DateTimeField(_("at"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    first = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    taker_announced_at = models.DateTimeField(_("announced to who took them"), null=True, blank=True)

    objects: ClassVar[HandOverQuerySet] = HandOverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = (
            models.CheckConstraint(
                condition=Q(giver=None) | Q(taker=None) | ~Q(giver=models.F("taker")), name="handed_to_another"
            ),
        )
        indexes = (
            models.Index(fields=("id",), condition=Q(announced_at=None), name="hand_over_unannounced"),
            models.Index(fields=("id",), condition=Q(taker_announced_at=None, first=None), name="taker_unannounced"),
        )

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.giver} to {self.taker}"

    @property
    def is_of_who_joined(self) -> bool:
        """The site gave them their first mentor."""
        return self.giver_id is None and self.by_id is None


class MentorRequestQuerySet(models.QuerySet["MentorRequest"]):
    def organised_by(self, user: User) -> "MentorRequestQuerySet":
        """For organisers alone: never for the mentor whom it is about, though they organise the program, too."""
        return self.filter(enrollment__program__in=Program.objects.organised_by(user)).exclude(mentor=user)

    def open(self) -> "MentorRequestQuerySet":
        return self.filter(answered_at=None)


class MentorRequest(models.Model):
    """A newcomer asks for another mentor. ``reason`` is for organisers, and not for the mentor."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken-back", _("taken back")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="mentor_requests")
    mentor = _person()
    reason = models.TextField(_("reason"), blank=True)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = _person()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    words = models.TextField(_("words"), blank=True)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    answer_announced_at = models.DateTimeField(_("answer announced"), null=True, blank=True)

    objects: ClassVar[MentorRequestQuerySet] = MentorRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("request for another mentor")
        verbose_name_plural = _("requests for another mentor")
        constraints = (
            models.UniqueConstraint(fields=("enrollment",), condition=Q(answered_at=None), name="one_open_request"),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="") | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="request_answered_somehow",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrollment} asks for another mentor"

    def answer(self, outcome: str, *, now: datetime, by: User | None = None, words: str = "") -> None:
        self.outcome, self.answered_at, self.answered_by, self.words = outcome, now, by, words
        self.save(update_fields=("outcome", "answered_at", "answered_by", "words"))
