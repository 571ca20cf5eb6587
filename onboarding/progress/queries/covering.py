"""Who looks after a newcomer while their mentor is away, and what became of asking for somebody else."""

from dataclasses import dataclass
from datetime import timedelta

from onboarding.people.models import User
from onboarding.programs.models import Cover, Enrollment, MentorRequest
from onboarding.progress import when
from onboarding.progress.reader import Reader

A_MOMENT = timedelta(seconds=1)
REMEMBERED = timedelta(days=14)
"""How long a no stands on the journey."""


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


@dataclass(frozen=True)
class Asked:
    """The latest request for another mentor: it waits, or it was declined lately, in these words."""

    public_id: str
    on: str
    is_open: bool
    words: str


def asked_of(enrollment: Enrollment, reader: Reader) -> Asked | None:
    """One query."""
    latest = enrollment.mentor_requests.order_by("-asked_at", "-pk").first()
    if latest is None or (latest.answered_at and not _is_fresh_no(latest, reader)):
        return None
    return Asked(latest.public_id, when.day(latest.asked_at, reader), latest.answered_at is None, latest.words)


def _is_fresh_no(request: MentorRequest, reader: Reader) -> bool:
    declined = request.outcome == MentorRequest.Outcome.DECLINED
    return declined and request.answered_at is not None and request.answered_at > reader.now - REMEMBERED
