"""Composition root: what must follow an upstream fact at once. Upstream packages never name downstream ones."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import cast

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from onboarding.celery import Doorbell
from onboarding.curriculum import operations as curriculum
from onboarding.curriculum.models import Task
from onboarding.github import operations as github
from onboarding.languages import DEFAULT_LANGUAGE, pick
from onboarding.mentoring import navigation
from onboarding.mentoring.audit import NUDGED
from onboarding.people.models import User
from onboarding.programs import operations as programs
from onboarding.programs.models import Enrollment, Extension, Invite, Membership, Program, Verb
from onboarding.progress.queries.audit import QUESTIONS, SOURCES
from onboarding.verification import tasks as verification
from onboarding.verification.operations import Refused, confirm_earlier, refresh, resting_pull_requests

AUDITED = (*SOURCES, *QUESTIONS, NUDGED)
"""All that the audit trail of a program tells of. Their place here is their rank."""


def queue_delivery(delivery_id: int) -> None:
    """What the webhook view does once a delivery is kept."""
    cast("Doorbell", process_delivery).delay_on_commit(delivery_id)


@shared_task
def process_delivery(delivery_id: int) -> None:
    """A webhook came: look at what it is about, then check the submissions that this changed."""
    _look_again(github.process_delivery(delivery_id=delivery_id, now=timezone.now()))


@shared_task
def retry_deliveries() -> None:
    """Process the deliveries that were lost on the way or failed."""
    for delivery_id in github.due_deliveries(now=timezone.now()):
        cast("Doorbell", process_delivery).ring(delivery_id)


@shared_task
def audit_deliveries() -> None:
    """Ask GitHub for the webhooks that did not arrive."""
    github.audit(now=timezone.now(), resting=programs.resting_repositories())


@shared_task
def forget_deliveries() -> None:
    """Delete the deliveries, and the account of what GitHub allowed, that nobody needs any more."""
    github.forget_deliveries(now=timezone.now())
    github.forget_spending(now=timezone.now())


@shared_task
def reconcile() -> None:
    """Ask the repositories what no webhook told."""
    _look_again(github.reconcile(now=timezone.now(), resting=programs.resting_repositories()))


@shared_task
def read_issues() -> None:
    """Read the issues that newcomers may pick, from the repositories whose turn it is."""
    github.read_issues(labels=programs.newcomer_labels(), now=timezone.now())


@shared_task
def tend_picks() -> None:
    """Warn of picked issues on which nothing happens, and free those of which was warned long enough."""
    programs.tend_picks(now=timezone.now())


@shared_task
def ask_again() -> None:
    """Look again at pull requests of which GitHub had not worked out whether they can be merged."""
    _look_again(github.ask_again(now=timezone.now(), resting=resting_pull_requests()))


@shared_task
def survey() -> None:
    """Ask for the status of everything under way: what neither webhooks nor repositories tell."""
    _look_again(github.survey(now=timezone.now(), resting=resting_pull_requests()))


@shared_task
def survey_settled() -> None:
    """Ask for the status of everything that is merged, or had vanished."""
    _look_again(github.survey_settled(now=timezone.now(), resting=resting_pull_requests()))


def day_moved(*, user: User, now: datetime) -> None:
    """Somebody's days end at other instants from now on: so do the due dates of everything they take part in."""
    ids = Enrollment.objects.filter(user=user).values_list("pk", flat=True)
    refresh(enrollment_ids=list(ids), now=now)


@transaction.atomic
def join(*, program: Program, user: User, now: datetime) -> Enrollment:
    """Into the program, and onto the first step of its trail."""
    return _refreshed(programs.join(program=program, user=user, now=now), now)


@transaction.atomic
def extend_all(
    *, wanted: Sequence[tuple[Enrollment, Task, datetime]], granted_by: User, reason: str, now: datetime
) -> list[Extension]:
    """Later due days of several people's tasks, all or none. People are locked in one order, whoever asks."""
    in_order = sorted(wanted, key=lambda each: each[0].pk)
    made = [
        programs.extend(enrollment=enrollment, task=task, due_at=due_at, granted_by=granted_by, reason=reason, now=now)
        for enrollment, task, due_at in in_order
    ]
    refresh(enrollment_ids=sorted({enrollment.pk for enrollment, _, _ in in_order}), now=now)
    return made


@transaction.atomic
def begin_program(*, program: Program, by: User) -> Program:
    """Whoever begins their first program finds it in the header at once."""
    navigation.roles_changed(by)
    return programs.begin_program(program=program, by=by)


@transaction.atomic
def answer_request(
    *, enrollment: Enrollment, let_in: bool, mentor: User | None, words: str, by: User, now: datetime
) -> Enrollment:
    answered = programs.answer_request(enrollment=enrollment, let_in=let_in, mentor=mentor, words=words, by=by, now=now)
    return _refreshed(answered, now)


@transaction.atomic
def accept_invite(*, invite: Invite, user: User, now: datetime) -> Enrollment | Membership:
    """In by a link; a newcomer is on the first step of the trail."""
    came = programs.accept_invite(invite=invite, user=user, now=now)
    navigation.roles_changed(user)
    return _refreshed(came, now) if isinstance(came, Enrollment) else came


@transaction.atomic
def import_people(*, program: Program, lines: Sequence[programs.Line], by: User, now: datetime) -> int:
    """All of these lines or none: people come in, what they had done before is confirmed. Gives how many results."""
    Program.objects.select_for_update().get(pk=program.pk)
    came = [(programs.let_in(program=program, line=line, by=by, now=now), line) for line in lines]
    refresh(enrollment_ids=sorted({enrollment.pk for enrollment, _line in came}), now=now)
    confirmed = sum(
        _confirm(enrollment, line.task, line.row, by=by, now=now) for enrollment, line in came if line.task is not None
    )
    facts = {"lines": len(lines), "results": confirmed}
    programs.record(program=program, verb=Verb.IMPORTED, actor=by, now=now, facts=facts)
    return confirmed


@transaction.atomic
def adopt_versions(
    *,
    program: Program,
    now: datetime,
    tasks: Collection[int] | None = None,
    seen: str | None = None,
    by: User | None = None,
) -> programs.Adoption:
    """What the track says now holds for the program, and for everybody's trail in it."""
    adoption = programs.adopt_versions(program=program, now=now, tasks=tasks, seen=seen, by=by)
    refresh(enrollment_ids=adoption.enrollment_ids, now=now)
    return adoption


@transaction.atomic
def sync_curriculum(*, now: datetime) -> curriculum.SyncReport:
    """The files into the database. Programs that adopt at once do; a task that is gone counts for nobody any more."""
    report = curriculum.sync(directories=settings.WAYMARK.curriculum_paths, now=now)
    if report.changes:
        refresh(enrollment_ids=programs.enrollments_with(report.task_ids), now=now)
        for program in Program.objects.running().filter(adopts_at_once=True):
            adopt_versions(program=program, now=now)
    return report


def _look_again(pull_request_ids: Sequence[int]) -> None:
    if pull_request_ids:
        cast("Doorbell", verification.look_again).ring(list(pull_request_ids))


def _confirm(enrollment: Enrollment, task: Task, row: programs.Row, *, by: User, now: datetime) -> bool:
    """Whether it is verified by this; refused as a verb of programs where it was overtaken."""
    try:
        made = confirm_earlier(enrollment=enrollment, task=task, done_on=row.done_on, note=row.note, by=by, now=now)
    except Refused as refused:
        sentence = f"{enrollment.user.display_name}: {pick(refused.message, get_language() or DEFAULT_LANGUAGE)}"
        raise programs.Refused(sentence, code=refused.code) from refused
    return made is not None


def _refreshed(enrollment: Enrollment, now: datetime) -> Enrollment:
    refresh(enrollment_ids=[enrollment.pk], now=now)
    enrollment.refresh_from_db()
    return enrollment
