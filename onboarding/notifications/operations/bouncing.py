"""Bouncing: a mail that its server had taken comes back, minutes or days later."""

from datetime import datetime

from django.db import transaction

from onboarding.notifications.bounces import Bounce
from onboarding.notifications.models import Mail, Rhythm


@transaction.atomic
def note_bounce(*, bounce: Bounce, now: datetime) -> Mail | None:
    """As if it had been refused at once. None: it is none of ours, or that was known already.

    Only who has got our mail, or carried it, knows its number: nobody else can have somebody's mail stopped.
    """
    sent = Mail.objects.select_for_update(of=("self",)).select_related("reader")
    mail = sent.filter(public_id=bounce.public_id, state=Mail.State.SENT).first()
    if mail is None:
        return None
    mail.state = Mail.State.FAILED if bounce.is_about_us else Mail.State.REFUSED
    mail.last_error = bounce.words
    mail.save(update_fields=("state", "last_error"))
    if mail.state == Mail.State.REFUSED and mail.address == mail.reader.email:
        said = {"refused_address": mail.address, "refused_words": bounce.words, "refused_at": now}
        Rhythm.objects.update_or_create(user=mail.reader, defaults=said)
    return mail
