"""Subscriptions: where somebody wants something else than everybody has at first."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models

from onboarding.notifications.kinds import is_mailed_at_first


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def wanted(self, readers: Iterable[int], kind: str) -> set[int]:
        """Which of these readers want this kind by mail. One query."""
        said = dict(self.filter(user__in=readers, kind=kind).values_list("user", "is_mailed"))
        return {reader for reader in readers if said.get(reader, is_mailed_at_first(kind))}


class Subscription(models.Model):
    """What one person has said about one kind. Without a row the default holds (`kinds.is_mailed_at_first`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=20)
    is_mailed = models.BooleanField()

    objects: ClassVar[SubscriptionQuerySet] = SubscriptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "kind"), name="subscription_once"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.user}"
