"""Notifications: one person was told of one fact; and notices that say several such facts in one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.notifications.kinds import MARKS
from onboarding.notifications.models.mails import Mail
from onboarding.people.models import User
from onboarding.programs.models import Program

MANY = 100
"""Counts stop here: "99+" says as much as "24,318"."""


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> "NotificationQuerySet":
        """One's own, and nobody else's: not even an administrator reads what others were told."""
        return self.filter(reader=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def shown(self) -> "NotificationQuerySet":
        """As the reader sees them: what is said with others is seen as the one notice that says it."""
        return self.filter(said_in=None)

    def unheard(self) -> "NotificationQuerySet":
        """Neither they nor the notice that says them with others is read."""
        return self.unread().filter(Q(said_in=None) | Q(said_in__read_at=None))


class Notification(models.Model):
    """``fact`` and ``fact_id`` name the row that it is about: nobody is told of it twice.

    ``kind`` is a `kinds.Kind`: a new one is no migration. ``title`` and ``text`` are in every language: the reader may
    change theirs. ``path`` is where on the site it leads.

    ``said_in``: the notice that says this one with others. The ``fact`` of that is `TOGETHER`, and its ``fact_id`` is
    the key of the first of them.
    """

    TOGETHER: ClassVar[str] = "together"

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    program = models.ForeignKey(Program, null=True, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=20)
    fact = models.CharField(max_length=20)
    fact_id = models.BigIntegerField()
    title = models.JSONField()
    text = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="notifications")
    said_in = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")

    objects: ClassVar[NotificationQuerySet] = NotificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("fact", "fact_id", "reader"), name="told_once"),
            models.CheckConstraint(condition=Q(said_in=None) | ~Q(fact="together"), name="said_in_one"),
        )
        indexes = (
            models.Index(fields=("reader", "-at", "-id"), name="notification_list"),
            models.Index(fields=("reader",), condition=Q(read_at=None), name="notification_unread"),
        )

    def __str__(self) -> str:
        return f"{self.kind} for {self.reader}"

    @property
    def mark(self) -> str:
        return MARKS.get(self.kind, "review")
