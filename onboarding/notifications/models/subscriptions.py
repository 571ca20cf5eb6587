"""Subscriptions: where somebody wants something else than everybody has at first."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models

from onboarding.notifications.kinds import EVERYTHING, is_mailed_at_first


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def wanted(self, readers: Iterable[int], kind: str) -> set[int]:
        """Which of these readers want this kind by mail. One query."""
        said: dict[int, dict[str, bool]] = {}
        for reader, of, is_mailed in self.filter(user__in=readers, kind__in=(kind, EVERYTHING)).values_list(
            "user", "kind", "is_mailed"
        ):
            said.setdefault(reader, {})[of] = is_mailed
        return {reader for reader in readers if is_wanted(kind, said.get(reader, {}))}


def is_wanted(kind: str, said: Mapping[str, bool]) -> bool:
    """``said``: what one person has said of each kind. Who wants no mail at all wants none of later kinds, either."""
    return said.get(kind, said.get(EVERYTHING, is_mailed_at_first(kind)))


class Subscription(models.Model):
    """What one person has said about one kind, or about `EVERYTHING`. Without a row the default holds
    (`kinds.is_mailed_at_first`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=20)
    is_mailed = models.BooleanField()

    objects: ClassVar[SubscriptionQuerySet] = SubscriptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "kind"), name="subscription_once"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.user}"
