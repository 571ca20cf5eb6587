"""Who looks after a newcomer while their mentor is away."""

from dataclasses import dataclass
from datetime import timedelta

from onboarding.people.models import User
from onboarding.programs.models import Cover, Enrollment
from onboarding.progress import when
from onboarding.progress.reader import Reader

A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Covering:
    """``cover`` is None where nobody can; ``until``, in words, is empty where nobody knows. ``note``: the mentor's."""

    cover: User | None
    until: str
    note: str


def covering_of(enrollment: Enrollment, reader: Reader) -> Covering | None:
    """None: the mentor is here, or there is none. One query."""
    running = Cover.objects.running(reader.now).filter(
        absence__program=enrollment.program_id, absence__user=enrollment.mentor_id
    )
    found = running.select_related("mentor", "absence").first()
    if found is None:
        return None
    until = when.day(found.ends_at - A_MOMENT, reader) if found.ends_at else ""
    return Covering(found.mentor, until, found.absence.note)
