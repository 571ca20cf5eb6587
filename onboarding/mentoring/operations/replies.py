"""Keeping a reply that one writes again and again. The same reply again is a second press of the button."""

from django.db import transaction

from onboarding.mentoring.models import Reply
from onboarding.people.models import User
from onboarding.programs.models import Program


@transaction.atomic
def keep_reply(*, author: User, title: str, text: str, program: Program | None) -> Reply:
    """``program``: for everybody who mentors it; None: for the author alone."""
    User.objects.select_for_update().get(pk=author.pk)
    said = {"author": author, "title": title, "text": text, "program": program}
    return Reply.objects.filter(**said).first() or Reply.objects.create(**said)
