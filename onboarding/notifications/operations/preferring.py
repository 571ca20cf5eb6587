"""How somebody wants to be told: which kinds by mail, in which rhythm."""

from collections.abc import Collection
from datetime import time

from django.db import transaction

from onboarding.notifications.kinds import EVERYTHING
from onboarding.notifications.models import Rhythm, Subscription
from onboarding.notifications.models.subscriptions import is_wanted
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
    """Keep what differs from what holds without a word. ``offered``: the kinds that the person was asked about.

    Who wants all of them again has taken back that they want no mail.
    """
    if set(offered) <= set(mailed):
        Subscription.objects.filter(user=user, kind=EVERYTHING).delete()
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
    if kind == EVERYTHING:
        Subscription.objects.filter(user=user).exclude(kind=EVERYTHING).delete()
        Subscription.objects.update_or_create(user=user, kind=EVERYTHING, defaults={"is_mailed": False})
    else:
        _say(user, kind, is_mailed=False)


def trust_address(*, user: User) -> None:
    """The person says that their address takes mail again."""
    Rhythm.objects.filter(user=user).update(refused_address="", refused_words="", refused_at=None)


def _say(user: User, kind: str, *, is_mailed: bool) -> None:
    said = dict(Subscription.objects.filter(user=user, kind=EVERYTHING).values_list("kind", "is_mailed"))
    if is_mailed == is_wanted(kind, said):
        Subscription.objects.filter(user=user, kind=kind).delete()
    else:
        Subscription.objects.update_or_create(user=user, kind=kind, defaults={"is_mailed": is_mailed})
