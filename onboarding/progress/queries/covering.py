"""Who looks after a newcomer while their mentor is away, and what became of asking for somebody else."""

from dataclasses import dataclass
from datetime import timedelta

from onboarding.people.models import User
from onboarding.programs.models import Cover, Enrollment, MentorRequest
from onboarding.progress import when
from onboarding.progress.reader import Reader

Outcome = MentorRequest.Outcome
A_MOMENT = timedelta(seconds=1)
REMEMBERED = timedelta(days=14)
"""How long an answer stands on the journey."""


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
    """The latest request for another mentor: it waits; or lately it was granted, or declined in these words."""

    public_id: str
    on: str
    is_open: bool
    is_granted: bool
    words: str


def asked_of(enrollment: Enrollment, reader: Reader) -> Asked | None:
    """One query."""
    latest = enrollment.mentor_requests.order_by("-asked_at", "-pk").first()
    if latest is None:
        return None
    asked = Asked(
        public_id=latest.public_id,
        on=when.day(latest.asked_at, reader),
        is_open=latest.answered_at is None,
        is_granted=latest.outcome == Outcome.GRANTED and latest.answered_at == enrollment.mentor_since,
        words=latest.words if latest.outcome == Outcome.DECLINED else "",
    )
    is_told = asked.is_open or ((asked.is_granted or asked.words) and _is_fresh(latest, reader))
    return asked if is_told else None


def _is_fresh(request: MentorRequest, reader: Reader) -> bool:
    return request.answered_at is not None and request.answered_at > reader.now - REMEMBERED
