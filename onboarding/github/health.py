"""How the connection with GitHub is: what it runs on, what was last heard, what is left, what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Q

from onboarding.github.budget import GRAPHQL, Budget, Spending
from onboarding.github.credentials import webhook_secrets
from onboarding.github.models import DELIVERY_TRIES, App, Delivery, Installation, Repository
from onboarding.github.sealing import Unreadable, unseal


@dataclass(frozen=True)
class Allowed:
    """What one credential has left in this hour; ``name`` is an account, or empty for the site's own token."""

    name: str
    spending: Spending | None

    @property
    def share(self) -> int:
        """Percent of the hour's points that are left."""
        return (
            round(100 * self.spending.remaining / self.spending.limit) if self.spending and self.spending.limit else 100
        )


@dataclass(frozen=True)
class Health:
    """Everything on the page.

    ``is_locked``: the App's key was sealed with another `secret_key`. ``is_signed``: webhooks can be checked.
    """

    app: App | None
    is_locked: bool
    installations: Sequence[Installation]
    has_token: bool
    is_signed: bool
    allowed: Sequence[Allowed]
    repositories: Sequence[Repository]
    last_delivery_at: datetime | None
    waiting: int
    failed: int

    @property
    def can_read(self) -> bool:
        return self.has_token or (not self.is_locked and any(each.is_active for each in self.installations))

    @property
    def errors(self) -> list[Repository]:
        return [repository for repository in self.repositories if repository.last_error]


def health(*, now: datetime) -> Health:
    """Five queries, and what the cache knows of the budget."""
    app = App.objects.first()
    installations = list(Installation.objects.filter(removed_at=None).order_by("account"))
    undone = Q(processed_at=None)
    told = Delivery.objects.aggregate(
        last=Max("received_at"),
        waiting=Count("pk", filter=undone & Q(attempts__lt=DELIVERY_TRIES)),
        failed=Count("pk", filter=undone & Q(attempts__gte=DELIVERY_TRIES)),
    )
    return Health(
        app=app,
        is_locked=app is not None and _is_locked(app),
        installations=installations,
        has_token=bool(settings.GITHUB.token),
        is_signed=any(webhook_secrets()),
        allowed=_allowed(installations, now=now),
        repositories=list(Repository.objects.select_related("installation").order_by("full_name")),
        last_delivery_at=told["last"],
        waiting=told["waiting"],
        failed=told["failed"],
    )


def _is_locked(app: App) -> bool:
    try:
        unseal(app.sealed_key)
    except Unreadable:
        return True
    return False


def _allowed(installations: Sequence[Installation], *, now: datetime) -> list[Allowed]:
    names = {each.account: f"installation {each.github_id}" for each in installations if each.is_active}
    if settings.GITHUB.token:
        names = {"": settings.GITHUB.token, **names}
    return [Allowed(name, _spent(credential, now=now)) for name, credential in names.items()]


def _spent(credential: str, *, now: datetime) -> Spending | None:
    """What is known of the running hour."""
    spending = Budget(credential).spending(GRAPHQL)
    return spending if spending and now < spending.reset_at else None
