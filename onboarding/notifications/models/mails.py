"""Mails: one message to one person, about one thing or, in a digest, about several."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.notifications.models.sendings import SENDING_IS_CLAIMED, STATE_KNOWN, Sending, due


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: datetime) -> "MailQuerySet":
        return self.filter(due(now))


class Mail(Sending):
    """``public_id`` is in its Message-ID: a mail that is tried again keeps it, so that mailboxes know it as the same.

    ``collects``: later news for the same instant joins it (a digest, or the end of quiet hours).
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails", verbose_name=_("to")
    )
    address = models.EmailField(_("e-mail address"), blank=True)
    collects = models.BooleanField(_("digest"), default=False)

    objects: ClassVar[MailQuerySet] = MailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = (
            models.CheckConstraint(condition=STATE_KNOWN, name="mail_state_known"),
            models.CheckConstraint(condition=SENDING_IS_CLAIMED, name="mail_sending_is_claimed"),
            models.UniqueConstraint(
                fields=("reader", "due_at"), condition=Q(collects=True, state="queued"), name="one_digest_at_a_time"
            ),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=Q(state="queued"), name="mail_due"),
            models.Index(fields=("claimed_until",), condition=Q(state="sending"), name="mail_claimed"),
        )

    def __str__(self) -> str:
        return f"mail to {self.reader}"
