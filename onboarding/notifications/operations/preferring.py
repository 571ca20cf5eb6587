"""How somebody wants to be told: which kinds by mail, in which rhythm."""

from collections.abc import Collection
from datetime import time

from django.db import transaction

from onboarding.notifications.kinds import Kind, is_mailed_at_first
from onboarding.notifications.models import Rhythm, Subscription
from onboarding.notifications.unsubscribing import EVERYTHING
from onboarding.people.models import User


@transaction.atomic
def prefer(
    *,
    user: User,
    offered: Collection[str],
    mailed: Collection[str],
    digest: str,
    digest_hour: int,
    quiet_from: time | None,
    quiet_until: time | None,
) -> None:
    """Keep what differs from the defaults. ``offered``: the kinds that the person was asked about."""
    for kind in offered:
        _say(user, kind, is_mailed=kind in mailed)
    said = {
        "digest": digest,
        "digest_hour": digest_hour,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
    }
    Rhythm.objects.update_or_create(user=user, defaults=said)


@transaction.atomic
def unsubscribe(*, user: User, kind: str) -> None:
    """No mail of this kind from now on, or of no kind at all. Done twice, it changes nothing."""
    for each in Kind.values if kind == EVERYTHING else (kind,):
        _say(user, each, is_mailed=False)


def trust_address(*, user: User) -> None:
    """The person says that their address takes mail again."""
    Rhythm.objects.filter(user=user).update(refused_address="", refused_words="", refused_at=None)


def _say(user: User, kind: str, *, is_mailed: bool) -> None:
    if is_mailed == is_mailed_at_first(kind):
        Subscription.objects.filter(user=user, kind=kind).delete()
    else:
        Subscription.objects.update_or_create(user=user, kind=kind, defaults={"is_mailed": is_mailed})
