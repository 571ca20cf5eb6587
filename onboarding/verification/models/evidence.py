"""What uploads need: addresses that take them, and what has already been sent by whom."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task
from onboarding.programs.models import Enrollment
from onboarding.verification.models.submissions import Submission

LIFE = timedelta(hours=24)


def new_seed() -> str:
    return secrets.token_hex(16)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class EvidenceTokenQuerySet(models.QuerySet["EvidenceToken"]):
    def live(self, now: datetime) -> "EvidenceTokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now)


class EvidenceToken(models.Model):
    """Lets a shell without a session send evidence for one attempt at one task.

    The token itself is nowhere: it is made of ``seed`` and the site's secret key whenever its owner looks at the page,
    and known again by ``digest``. ``submission`` is the attempt that its first upload began or joined.
    """

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.CASCADE, related_name="evidence_tokens", verbose_name=_("enrollment")
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name=_("task"))
    submission = models.ForeignKey(
        Submission, null=True, on_delete=models.CASCADE, related_name="evidence_tokens", verbose_name=_("submission")
    )
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects: ClassVar[EvidenceTokenQuerySet] = EvidenceTokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("evidence token")
        verbose_name_plural = _("evidence tokens")
        constraints = (
            models.UniqueConstraint(
                fields=("enrollment", "task"), condition=Q(revoked_at=None), name="one_evidence_token"
            ),
        )

    def __str__(self) -> str:
        return f"for {self.task} by {self.enrollment}, until {self.expires_at:%Y-%m-%d %H:%M}"

    @property
    def secret(self) -> str:
        """The token, or nothing where the site's secret key has changed since: then it opens nothing any more."""
        secret = salted_hmac("onboarding.evidence", self.seed, algorithm="sha256").hexdigest()[:40]
        return secret if not self.digest or digest_of(secret) == self.digest else ""

    def renew(self, submission: Submission, *, now: datetime) -> None:
        """It belongs to this attempt from now on, and lives a day longer."""
        self.submission = submission
        self.expires_at = now + LIFE
        self.save(update_fields=("submission", "expires_at"))


class SeenObject(models.Model):
    """Something that only one person can have (an object's uid, a container's id), and who sent it first.

    Hashed, since nobody needs to read it: it is only ever compared.
    """

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("first sent"))

    class Meta:
        verbose_name = _("object that was sent")
        verbose_name_plural = _("objects that were sent")

    def __str__(self) -> str:
        return f"{self.digest[:12]} by {self.user}"
