"""Writing down what one wants to remember of a person. The same note again is a second press of the button."""

from datetime import datetime, timedelta

from django.db import transaction

from onboarding.mentoring.models import Note
from onboarding.people.models import User
from onboarding.programs.models import Enrollment

TWICE = timedelta(minutes=1)
"""After this time the same words are another note."""


@transaction.atomic
def write_note(*, enrollment: Enrollment, author: User, text: str, now: datetime) -> Note:
    Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    said = {"enrollment": enrollment, "author": author, "text": text}
    pressed_twice = Note.objects.filter(**said, written_at__gt=now - TWICE).first()
    return pressed_twice or Note.objects.create(**said, written_at=now)
