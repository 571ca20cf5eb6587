"""The record of one enrollment: every verified task, what proved it, who confirmed it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import EvidenceKind
from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program, ProgramTask
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.progress.words import Words
from onboarding.verification.models import Review, Status, Submission, Transition

PROOFS: Mapping[str, Words] = {
    EvidenceKind.PULL_REQUEST: _("A merged pull request, read from GitHub"),
    EvidenceKind.KUBERNETES: _("The objects of a cluster of their own"),
    EvidenceKind.ETCD: _("What their own etcd answered"),
    EvidenceKind.ENVIRONMENT: _("A build of their own commit"),
    EvidenceKind.RELEASE: _("A release that they published"),
    EvidenceKind.QUIZ: _("Questions, answered"),
    EvidenceKind.WRITTEN: _("A text, read by a mentor"),
}
"""What stands behind a verified task, by the kind of its evidence."""

DRAFT = _("A draft: a manifest that a mentor accepted. It was not shown to run")
"""Never the words of its kind: no cluster has been seen."""

CONFIRMED = _("Earlier work, confirmed by somebody who knows it. No machine has read it")
"""What was imported: only a person's word stands behind it."""


@dataclass(frozen=True)
class Entry:
    """One verified task. ``confirmed_by`` is a mentor's name, or empty where the machine read the evidence alone."""

    slug: str
    title: str
    kind: str
    proof: Words
    pull: str
    title_of_pull: str
    url: str
    confirmed_by: str
    verified_at: datetime
    verified: str

    def to_json(self) -> dict[str, Any]:
        """As the exported record says it; instants are UTC, ISO 8601."""
        evidence = {"kind": self.kind, "description": str(self.proof)}
        if self.pull:
            evidence |= {"pull_request": self.pull, "title": self.title_of_pull, "url": self.url}
        return {
            "task": self.slug,
            "title": self.title,
            "verified_at": self.verified_at.isoformat(),
            "confirmed_by": self.confirmed_by or None,
            "evidence": evidence,
        }


@dataclass(frozen=True)
class Record:
    """What somebody did in one program. ``total`` counts the tasks that the program has now."""

    public_id: str
    record_id: str | None
    person: User
    program: Program
    program_name: str
    track: str
    entries: tuple[Entry, ...]
    total: int
    started: str
    finished: str
    finished_at: datetime | None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_shared(self) -> bool:
        return self.record_id is not None

    @property
    def share_url(self) -> str:
        return f"{settings.WAYMARK.public_url}/records/{self.record_id}/"

    @property
    def progress(self) -> str:
        """As "2 of 6 verified"."""
        return gettext("%(verified)d of %(total)d verified") % {"verified": len(self.entries), "total": self.total}

    def to_json(self, language: str) -> dict[str, Any]:
        """The exported document. ``github_id`` is the person's number on GitHub, which outlives every login."""
        return {
            "language": language,
            "person": {
                "name": self.person.display_name,
                "login": self.person.login,
                "github_id": self.person.github_id,
            },
            "program": {"name": self.program_name, "community": self.program.community, "track": self.track},
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "tasks": [entry.to_json() for entry in self.entries],
        }


def record_of(enrollment: Enrollment, reader: Reader) -> Record:
    """Four queries beside the enrollment's own, whatever the number of tasks."""
    tasks = ProgramTask.objects.filter(program=enrollment.program_id, task__retired_at=None).count()
    entries = _entries(enrollment, reader)
    return Record(
        public_id=enrollment.public_id,
        record_id=enrollment.record_id,
        person=enrollment.user,
        program=enrollment.program,
        program_name=reader.text(enrollment.program.name_text),
        track=reader.text(enrollment.program.track.title),
        entries=entries,
        total=max(tasks, len(entries)),
        started=when.date(enrollment.started_at, reader) if enrollment.started_at else "",
        finished=when.date(enrollment.finished_at, reader) if enrollment.finished_at else "",
        finished_at=enrollment.finished_at,
    )


def _entries(enrollment: Enrollment, reader: Reader) -> tuple[Entry, ...]:
    rows = list(
        Submission.objects.filter(enrollment=enrollment, status=Status.VERIFIED)
        .select_related("task", "version", "pull_request")
        .order_by("task__position", "pk")
    )
    moves = Transition.objects.filter(submission__in=rows, to_status=Status.VERIFIED).order_by("-at")
    verified_at = dict(moves.values_list("submission", "at"))
    approved = Review.objects.filter(submission__in=rows, decision=Review.Decision.APPROVE, applied_at__isnull=False)
    mentors = {review.submission_id: review.mentor.display_name for review in approved.select_related("mentor")}
    return tuple(_entry(row, verified_at.get(row.pk, row.turn_since), mentors.get(row.pk, ""), reader) for row in rows)


def _proof(row: Submission) -> Words:
    if row.is_confirmed:
        return CONFIRMED
    return DRAFT if row.is_draft else PROOFS[row.kind]


def _entry(row: Submission, verified_at: datetime, mentor: str, reader: Reader) -> Entry:
    pull = row.pull_request
    return Entry(
        slug=row.task.slug,
        title=pick(row.version.parsed.title, reader.language),
        kind=row.kind,
        proof=_proof(row),
        pull=str(pull) if pull else "",
        title_of_pull=pull.title if pull and pull.vanished_at is None else "",
        url=f"{settings.GITHUB.url}/{pull.repository_name}/pull/{pull.number}" if pull else "",
        confirmed_by=mentor,
        verified_at=verified_at,
        verified=when.date(verified_at, reader),
    )
