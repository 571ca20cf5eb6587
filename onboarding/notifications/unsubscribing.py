"""The address that ends mails of one kind: signed, so that it works for whoever got the mail, signed in or not."""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from onboarding.notifications.kinds import EVERYTHING, Kind
from onboarding.people.models import User

_SIGNER = signing.Signer(salt="onboarding.notifications.unsubscribe")


@dataclass(frozen=True)
class Unsubscription:
    user: User
    kind: str

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label) if self.kind else ""


def unsubscribe_path(user: User, kind: str) -> str:
    token = _SIGNER.sign_object([user.public_id, str(kind)])
    return reverse("unsubscribe", args=(token,))


def read_token(token: str) -> Unsubscription | None:
    """Whose mails of which kind; None for a token that is not ours, or whose person or kind is gone."""
    try:
        public_id, kind = _SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    user = User.objects.filter(public_id=public_id).first()
    if user is None or (kind != EVERYTHING and kind not in Kind.values):
        return None
    return Unsubscription(user, kind)
