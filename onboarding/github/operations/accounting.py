"""The budget over time: what the cache knows of this hour becomes a row, for operators to look at."""

from datetime import datetime

from onboarding.github.budget import GRAPHQL, REST, Budget
from onboarding.github.models import ALLOWANCES_KEPT, Allowance


def note_spending(budget: Budget, *, now: datetime) -> None:
    """Keep what GitHub's last answers said of the running hour: one row for an hour, a credential and an API."""
    for api in (GRAPHQL, REST):
        spending = budget.spending(api)
        if spending and now < spending.reset_at:
            Allowance.objects.update_or_create(
                credential=budget.fingerprint,
                api=api,
                reset_at=spending.reset_at.replace(second=0, microsecond=0),
                defaults={
                    "cost": spending.cost,
                    "limit": spending.limit,
                    "remaining": spending.remaining,
                    "noted_at": now,
                },
            )


def forget_spending(*, now: datetime) -> int:
    """Delete what is too old to be of use; gives how many rows that were."""
    return Allowance.objects.filter(reset_at__lte=now - ALLOWANCES_KEPT).delete()[0]
