"""How people come in: invite links, who came by them, and what an organiser answered to whoever asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.programs.models.enrollments import Enrollment
from onboarding.programs.models.programs import Program


class InviteQuerySet(models.QuerySet["Invite"]):
    def usable(self, now: datetime) -> "InviteQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now, uses__lt=F("uses_allowed"))


class Invite(models.Model):
    """A link that lets people in, for a time and so many of them. The token itself is only in the link."""

    class Role(models.TextChoices):
        NEWCOMER = "newcomer", _("newcomer")
        MENTOR = "mentor", _("mentor")
        ORGANISER = "organiser", _("organiser")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="invites")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires"))
    uses_allowed = models.PositiveIntegerField(_("for so many people"))
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[InviteQuerySet] = InviteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(uses__lte=F("uses_allowed")), name="invite_uses_within"),
            models.CheckConstraint(condition=Q(uses_allowed__gte=1), name="invite_for_somebody"),
        )

    def __str__(self) -> str:
        return f"invite of {self.program}, {self.role}"

    def says(self, said: Mapping[str, object], *, days: int) -> bool:
        """Whether it was made with just these words, for so many days."""
        lasts = self.expires_at - self.made_at
        return lasts == timedelta(days=days) and all(getattr(self, name) == value for name, value in said.items())


class InviteUse(models.Model):
    """Somebody came by this link. Each person counts once."""

    invite = models.ForeignKey(Invite, on_delete=models.CASCADE, related_name="used_by")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("invite", "user"), name="invite_use_once"),)

    def __str__(self) -> str:
        return f"{self.user} by {self.invite}"


class JoinAnswer(models.Model):
    """What an organiser said to somebody who had asked to join."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="join_answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    let_in = models.BooleanField(_("let in"))
    words = models.TextField(_("words"), blank=True)
    answered_at = models.DateTimeField(_("answered"))
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("answered_at",), condition=Q(announced_at=None), name="join_answer_unannounced"),
        )

    def __str__(self) -> str:
        return f"answer to {self.enrollment}"
