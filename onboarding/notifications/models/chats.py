"""Chats of a program: where its mentors and organisers talk, and what is said there."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.languages import LANGUAGES
from onboarding.notifications.models.sendings import SENDING_IS_CLAIMED, STATE_KNOWN, Sending, due
from onboarding.programs.models import Program


class Chat(models.Model):
    """``sealed`` is the webhook's address and signing secret, as JSON, readable with the site's `secret_key` alone."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="chats")
    name = models.CharField(_("name"), max_length=60)
    service = models.CharField(_("service"), max_length=20)
    sealed = models.TextField()
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES)
    kinds = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def due(self, now: datetime) -> "PostQuerySet":
        return self.filter(due(now))


class Post(Sending):
    """One fact in one chat. Never anything personal."""

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="posts")
    fact = models.CharField(max_length=20)
    fact_id = models.BigIntegerField()
    title = models.JSONField()
    text = models.JSONField(default=dict)
    path = models.CharField(max_length=300)

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("chat", "fact", "fact_id"), name="posted_once"),
            models.CheckConstraint(condition=STATE_KNOWN, name="post_state_known"),
            models.CheckConstraint(condition=SENDING_IS_CLAIMED, name="post_sending_is_claimed"),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=Q(state="queued"), name="post_due"),
            models.Index(fields=("claimed_until",), condition=Q(state="sending"), name="post_claimed"),
        )

    def __str__(self) -> str:
        return f"post in {self.chat}"
