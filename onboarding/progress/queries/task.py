"""A task's page: its text, its place on the trail, how to prove it, and what became of each attempt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.models import UPLOADED
from onboarding.curriculum.rendering import fill
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program, ProgramTask
from onboarding.programs.trail import Step
from onboarding.progress.queries.agreements import Agreement, agreement_for
from onboarding.progress.queries.attempts import Attempt
from onboarding.progress.queries.covering import Covering, covering_of
from onboarding.progress.queries.stops import Stop, stops_of
from onboarding.progress.queries.submissions import attempts_at
from onboarding.progress.queries.waits import usual_review
from onboarding.progress.reader import Reader
from onboarding.questions.queries import Frequent, frequent
from onboarding.spans import span
from onboarding.verification.models import Status

MAY_TRY = (Step.OPEN, Step.RETURNED)


@dataclass(frozen=True)
class TaskPage:
    """Everything the page says. ``expected`` are the rules' own expectations, ``criteria`` what a mentor looks at.

    ``commands_of``: the program whose robot listens to comments; empty where there is none.
    """

    enrollment_id: str
    is_active: bool
    program_name: str
    mentor: User | None
    covering: Covering | None
    stop: Stop
    number: int
    stops: tuple[Stop, ...]
    pinned: ProgramTask
    html: SafeString
    expected: tuple[str, ...]
    criteria: tuple[str, ...]
    repositories: tuple[str, ...]
    commands_of: str
    attempts: tuple[Attempt, ...]
    frequent: Sequence[Frequent]
    agreement: Agreement | None
    usual_wait: str

    @property
    def is_reviewed(self) -> bool:
        """A mentor judges it."""
        return self.pinned.version.parsed.reviewed

    @property
    def kind(self) -> str:
        return self.pinned.version.kind

    @property
    def total(self) -> int:
        return len(self.stops)

    @property
    def current(self) -> Attempt | None:
        """The attempt that speaks for the task: the verified one, else the latest that wasn't taken back."""
        verified = (attempt for attempt in self.attempts if attempt.is_verified)
        standing = (attempt for attempt in self.attempts if attempt.status != "withdrawn")
        return next(verified, None) or next(standing, None)

    @property
    def may_submit(self) -> bool:
        return self.is_active and (self.stop.state in MAY_TRY or self.may_send_again)

    @property
    def may_send_again(self) -> bool:
        """What was uploaded wants more: the same attempt goes on."""
        return self.kind in UPLOADED and self.stop.state == Step.NEWCOMER

    @property
    def awaits_shell(self) -> bool:
        """Something may arrive without this page: an upload by the command that it shows."""
        return self.kind in UPLOADED and self.may_submit

    @property
    def next_stop(self) -> Stop | None:
        """Where to go when this one is behind: wherever the newcomer is now."""
        return next((stop for stop in self.stops if stop.is_here and stop.slug != self.stop.slug), None)


def task_page(enrollment: Enrollment, slug: str, reader: Reader) -> TaskPage | None:
    """Sixteen queries beside the enrollment's own; None where the program has no such task.

    A worker may judge meanwhile. So the trail is read after the attempts: then an attempt can look older than its stop,
    and the poller mends that, but never newer, which would leave the page without a form and without a poller.
    """
    row = (
        ProgramTask.objects.filter(program=enrollment.program_id, task__slug=slug)
        .select_related("task", "version")
        .first()
    )
    attempts = attempts_at(enrollment, row.task_id, reader) if row else ()
    enrollment.refresh_from_db(fields=["trail"])
    stops = stops_of(enrollment, reader)
    place = next((index for index, stop in enumerate(stops) if stop.slug == slug), None)
    if row is None or place is None:
        return None
    content = row.version.parsed
    program = enrollment.program
    repositories = tuple(program.repositories.order_by("full_name").values_list("full_name", flat=True))
    return TaskPage(
        enrollment_id=enrollment.public_id,
        is_active=enrollment.state == Enrollment.State.ACTIVE,
        program_name=reader.text(program.name_text),
        mentor=enrollment.mentor,
        covering=covering_of(enrollment, reader),
        stop=stops[place],
        number=place + 1,
        stops=stops,
        pinned=row,
        html=_html(content, enrollment, program, repositories, reader),
        expected=tuple(reader.text(rule.expect) for rule in content.rules),
        criteria=tuple(reader.text(criterion) for criterion in content.criteria),
        repositories=repositories,
        commands_of=program.slug if program.merge_policy.commands else "",
        attempts=attempts,
        frequent=frequent(row.task_id, enrollment.program_id),
        usual_wait=usual_wait(program, reader) if content.reviewed or _is_read(attempts) else "",
        agreement=None if stops[place].is_walked else agreement_for(enrollment, row.task, reader),
    )


def usual_wait(program: Program, reader: Reader) -> str:
    """How long a mentor's judgement takes, in words; empty where too little is known. One query."""
    wait = usual_review(program, now=reader.now)
    return span(wait) if wait is not None else ""


def _is_read(attempts: Sequence[Attempt]) -> bool:
    """A mentor has it, also where only the machine could not tell."""
    return any(each.status == Status.IN_REVIEW for each in attempts)


def _html(
    content: TaskContent, enrollment: Enrollment, program: Program, repositories: tuple[str, ...], reader: Reader
) -> SafeString:
    repository = repositories[0] if repositories else ""
    return fill(
        reader.text(content.html),
        repository=repository,
        repository_url=f"{settings.GITHUB.url}/{repository}",
        branch=program.branches[0] if program.branches else "main",
        nonce=enrollment.nonce,
    )
