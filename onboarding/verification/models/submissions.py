"""Submissions: one attempt at a task each, with its evidence. The row is the queue."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import EvidenceKind, Task, TaskVersion
from onboarding.github.errors import SENTENCES
from onboarding.github.models import PullRequest
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.languages import Text
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models.states import OPEN, Status, Turn

COOL_DOWN = timedelta(seconds=30)
"""Between two looks that people ask for; what the mirror read this recently is not read again either."""

COULD_NOT_CHECK: dict[str, Text] = {
    **{reason.value: sentence for reason, sentence in SENTENCES.items()},
    "unknown": {
        "en": "One of the checks had no answer. Nothing is lost; we try again by ourselves.",
        "zh-hans": "有一项检查没有得出结论。内容没有丢失，我们会自动重试。",
    },
    "interrupted": {
        "en": "The check was interrupted. Nothing is lost; we try again by ourselves.",
        "zh-hans": "检查被中断。内容没有丢失，我们会自动重试。",
    },
}
"""Sentences for what `Submission.last_error` may hold."""


CONFIRMED = "confirmed"
"""Code and mark of earlier work that somebody vouched for: its instant is that of the import, not of the work."""


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> "SubmissionQuerySet":
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def mentored_by(self, user: User) -> "SubmissionQuerySet":
        return self.filter(enrollment__in=Enrollment.objects.mentored_by(user))

    def open(self) -> "SubmissionQuerySet":
        return self.filter(status__in=OPEN)

    def due(self, now: datetime) -> "SubmissionQuerySet":
        """Queued, and to be checked by now."""
        return self.filter(status=Status.QUEUED, next_check_at__lte=now)

    def waited_long_enough(self, now: datetime) -> "SubmissionQuerySet":
        """Those that waited for nothing but time, which has passed."""
        return self.filter(status=Status.WAITING, next_check_at__lte=now)

    def expired(self, now: datetime) -> "SubmissionQuerySet":
        """Claimed by a worker that did not come back in time."""
        return self.filter(status=Status.CHECKING, claimed_until__lte=now)

    def behind_the_mirror(self) -> "SubmissionQuerySet":
        """Judged by evidence that is no longer what the mirror holds."""
        there = Q(pull_request__vanished_at=None)
        changed = there & ~Q(evidence_hash=F("pull_request__evidence_hash"))
        vanished = ~there & ~Q(evidence_hash=Submission.VANISHED)
        return self.filter(changed | vanished, pull_request__isnull=False)

    def for_checking(self) -> "SubmissionQuerySet":
        """With everything that a check reads."""
        return self.select_related("enrollment__program", "enrollment__user", "task", "version", "pull_request")


class Submission(models.Model):
    """One attempt at a task by one enrollment, with its evidence. The row is the queue: ``next_check_at`` says when.

    ``evidence`` holds what was handed in (a text, an address, an upload) and of a release what GitHub said of it; what
    GitHub says of a pull request is on its own row. ``asked`` is what the second step of a challenge is compared with;
    it is empty while there is none. ``checked_at`` is when a worker last looked, or tried to.
    """

    VANISHED: ClassVar[str] = "vanished"  # instead of a hash: judged when GitHub showed nothing there

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("enrollment")
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("task"))
    version = models.ForeignKey(TaskVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    kind = models.CharField(_("kind of evidence"), max_length=20, choices=EvidenceKind)
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    turn = models.CharField(_("turn"), max_length=12, choices=Turn, default=Turn.MACHINE)
    turn_since = models.DateTimeField(_("turn since"))
    submitted_at = models.DateTimeField(_("handed in"))
    pull_request = models.ForeignKey(
        PullRequest,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("pull request"),
    )
    evidence = models.JSONField(_("evidence"), default=dict)
    evidence_hash = models.CharField(_("fingerprint of the evidence"), max_length=64, blank=True)
    asked = models.JSONField(_("second step"), default=dict, blank=True)
    primary_code = models.CharField(_("primary finding"), max_length=60, blank=True)
    next_check_at = models.DateTimeField(_("next check"), null=True, blank=True)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    claim_token = models.CharField(_("claim"), max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
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
            models.Index(
                fields=("enrollment",), condition=Q(status="returned", attempt__gte=3), name="submission_often_refused"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} by {self.enrollment}, attempt {self.attempt}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def address(self) -> str:
        """The pull request (`owner/name#7`) or release (`owner/name@v1`) that was handed in; empty for other kinds."""
        return str(self.evidence.get("address", ""))

    @property
    def is_draft(self) -> bool:
        """A manifest: it shows what somebody wrote, never that it ran."""
        return bool(self.evidence.get("upload", {}).get("form") == "manifest")

    @property
    def is_confirmed(self) -> bool:
        """Earlier work on an organiser's word: no machine has read it."""
        return bool(self.evidence.get(CONFIRMED))

    @property
    def cool_until(self) -> datetime:
        """From when on a person may ask for another look."""
        return (self.checked_at or self.submitted_at) + COOL_DOWN

    @property
    def could_not_check(self) -> Text | None:
        """Why the last try told nothing, in words for people; None where it did."""
        if self.status != Status.QUEUED or not self.last_error:
            return None
        return COULD_NOT_CHECK.get(self.last_error, COULD_NOT_CHECK["unknown"])

    def check_at(self, at: datetime) -> None:
        """Have it checked then."""
        self.next_check_at = at
        self.save(update_fields=("next_check_at",))

    def counted_for(self, pull_request: PullRequest) -> Text:
        """The title of another task that this person's pull request counts for already, or nothing.

        What is verified counts; of two that are under way, the earlier. Tasks may share if either of them says so.
        """
        return self._counted_for(pull_request=pull_request)

    def release_counted_for(self, github_id: int) -> Text:
        """As `counted_for`, of the release with this number."""
        return self._counted_for(kind=EvidenceKind.RELEASE, evidence__release__github_id=github_id)

    def _counted_for(self, **same: object) -> Text:
        counted = Q(status=Status.VERIFIED)
        if self.status != Status.VERIFIED:
            counted |= Q(status__in=OPEN, pk__lt=self.pk)
        others = Submission.objects.filter(counted, enrollment__user=self.enrollment.user_id, **same)
        others = others.exclude(enrollment=self.enrollment_id, task=self.task_id)
        for other in others.order_by("pk").select_related("task", "version"):
            if not self._may_share(other):
                return other.version.parsed.title
        return {}

    def _may_share(self, other: "Submission") -> bool:
        is_same_track = self.task.track_id == other.task.track_id
        shares = other.task.slug in self.version.parsed.may_share or self.task.slug in other.version.parsed.may_share
        return is_same_track and shares
