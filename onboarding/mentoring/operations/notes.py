"""Writing down what one wants to remember of a person."""

from datetime import datetime

from onboarding.mentoring.models import Note
from onboarding.people.models import User
from onboarding.programs.models import Enrollment


def write_note(*, enrollment: Enrollment, author: User, text: str, now: datetime) -> Note:
    return Note.objects.create(enrollment=enrollment, author=author, text=text, written_at=now)
