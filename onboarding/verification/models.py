"""Submissions and everything that is decided about them. One package because it is one transaction."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from onboarding.curriculum.models import EvidenceKind, Task, TaskVersion
from onboarding.github.models import PullRequest
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models import Enrollment


class Status(models.TextChoices):
    QUEUED = "queued"
    CHECKING = "checking"
    WAITING = "waiting"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


class Turn(models.TextChoices):
    NEWCOMER = "newcomer"
    MENTOR = "mentor"
    MAINTAINERS = "maintainers"
    MACHINE = "machine"
    NOBODY = "nobody"


MOVES: dict[str, frozenset[str]] = {
    Status.QUEUED: frozenset({Status.CHECKING, Status.WITHDRAWN}),
    Status.CHECKING: frozenset({Status.WAITING, Status.IN_REVIEW, Status.VERIFIED, Status.RETURNED, Status.QUEUED}),
    Status.WAITING: frozenset({Status.QUEUED, Status.IN_REVIEW, Status.WITHDRAWN}),
    Status.IN_REVIEW: frozenset({Status.VERIFIED, Status.RETURNED, Status.WITHDRAWN}),
    Status.RETURNED: frozenset({Status.IN_REVIEW}),
    Status.VERIFIED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
"""Which status may follow which. Verified work may be flagged, never silently taken away."""

OPEN = (Status.QUEUED, Status.CHECKING, Status.WAITING, Status.IN_REVIEW)
"""Still under way: at most one of these for an enrollment's task."""


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> "SubmissionQuerySet":
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def mentored_by(self, user: User) -> "SubmissionQuerySet":
        return self.filter(enrollment__in=Enrollment.objects.mentored_by(user))


class Submission(models.Model):
    """One attempt at a task by one enrollment, with its evidence. The row is the queue: ``next_check_at`` says when."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="submissions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(TaskVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    attempt = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    turn = models.CharField(max_length=12, choices=Turn, default=Turn.MACHINE)
    turn_since = models.DateTimeField()
    submitted_at = models.DateTimeField()
    pull_request = models.ForeignKey(
        PullRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    evidence = models.JSONField(default=dict)
    evidence_hash = models.CharField(max_length=64, blank=True)
    primary_code = models.CharField(max_length=60, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    claim_token = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("enrollment", "task"), condition=Q(status__in=OPEN), name="one_open_submission"
            ),
            models.UniqueConstraint(
                fields=("enrollment", "task"), condition=Q(status="verified"), name="verified_once"
            ),
            models.UniqueConstraint(fields=("enrollment", "task", "attempt"), name="attempt_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="status_known"),
            models.CheckConstraint(condition=Q(turn__in=Turn.values), name="turn_known"),
            models.CheckConstraint(
                condition=~Q(status="checking") | Q(claimed_until__isnull=False), name="checking_is_claimed"
            ),
        )
        indexes = (
            models.Index(fields=("next_check_at",), condition=Q(status__in=("queued", "waiting")), name="sweep_due"),
            models.Index(fields=("claimed_until",), condition=Q(status="checking"), name="sweep_claims"),
            models.Index(fields=("turn", "turn_since"), name="submission_turn"),
        )

    def __str__(self) -> str:
        return f"{self.task} by {self.enrollment}, attempt {self.attempt}"


class Finding(models.Model):
    """What one rule or guard said of one submission, in every language. Replaced as a set at each check."""

    class Outcome(models.TextChoices):
        MET = "met"
        UNMET = "unmet"
        WAITING = "waiting"
        UNKNOWN = "unknown"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome)
    is_guard = models.BooleanField(default=False)
    is_primary = models.BooleanField(default=False)
    expect = models.JSONField(default=dict)
    saw = models.JSONField(default=dict)
    hint = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "code"), name="finding_once"),
            models.UniqueConstraint(fields=("submission",), condition=Q(is_primary=True), name="one_primary_finding"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"


class Review(models.Model):
    """A mentor's judgement. It takes effect at ``effective_at``; until then it can be undone and nobody is told."""

    class Decision(models.TextChoices):
        APPROVE = "approve"
        RETURN = "return"

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=10, choices=Decision)
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("submission",),
                condition=Q(applied_at=None, undone_at=None),
                name="one_pending_review",
            ),
            models.CheckConstraint(condition=Q(applied_at=None) | Q(undone_at=None), name="applied_or_undone"),
            models.CheckConstraint(condition=Q(decision="approve") | ~Q(note=""), name="return_has_note"),
        )
        indexes = (
            models.Index(fields=("effective_at",), condition=Q(applied_at=None, undone_at=None), name="review_due"),
        )

    def __str__(self) -> str:
        return f"{self.decision} of {self.submission}"


class Transition(models.Model):
    """A status or turn changed: history, audit trail and outbox in one row. A trigger forbids all but announcing it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="transitions")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="transitions")
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10, choices=Status)
    from_turn = models.CharField(max_length=12, blank=True)
    to_turn = models.CharField(max_length=12, choices=Turn)
    code = models.CharField(max_length=60, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("at",), condition=Q(announced_at=None), name="transition_unannounced"),)

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Flag(models.Model):
    """Something that a mentor should look at on verified work. While it is open, it is the mentor's turn."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="flags")
    code = models.CharField(max_length=60)
    saw = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "code"), condition=Q(closed_at=None), name="flag_open_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} on {self.submission}"
