"""Picking an issue, letting go of it, and what happens to picks on which nobody works."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onboarding.github.models import Issue
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, IssuePick, PickWarning, Program
from onboarding.programs.models.picks import FREED_AFTER
from onboarding.programs.operations.refusals import Refused


def newcomer_labels() -> dict[int, list[str]]:
    """The labels that mark issues for newcomers, by repository, of all programs that are running."""
    labels: dict[int, list[str]] = {}
    programs = Program.objects.running().prefetch_related("repositories")
    for program in programs:
        for repository in program.repositories.all():
            labels.setdefault(repository.pk, []).extend(program.newcomer_labels)
    return labels


def pick(*, enrollment: Enrollment, issue: Issue, now: datetime) -> IssuePick:
    """Take this issue. Refused when somebody holds it, or when one holds another.

    The database decides between two who press at once.
    """
    if not issue.is_open or issue.is_assigned:
        raise Refused(_("On GitHub this issue is closed or somebody's already. Pick another one."), code="taken")
    if not set(enrollment.program.newcomer_labels) & set(issue.labels):
        raise Refused(
            _("The maintainers have not marked this issue for newcomers. Pick one of those listed."), code="label"
        )
    try:
        with transaction.atomic():
            _refuse_who_may_not(enrollment)
            return IssuePick.objects.create(enrollment=enrollment, issue=issue, picked_at=now, active_at=now)
    except IntegrityError:
        raise _held(enrollment) from None


def _refuse_who_may_not(enrollment: Enrollment) -> None:
    """As the row is now. It stays held, so that nobody who leaves at the same moment keeps an issue."""
    held = Enrollment.objects.select_for_update(of=("self",)).select_related("program").get(pk=enrollment.pk)
    if held.program.archived_at is not None:
        raise Refused(_("This program is archived, so nobody picks issues in it any more."), code="archived")
    if held.state != Enrollment.State.ACTIVE:
        raise Refused(_("Your journey is not under way. Take it up again, then pick."), code="not-active")


def _held(enrollment: Enrollment) -> Refused:
    if IssuePick.objects.held().filter(enrollment=enrollment).exists():
        return Refused(_("You hold an issue already. Give it up before you pick another one."), code="holds-one")
    return Refused(_("Somebody was quicker: this issue has been picked. Pick another one."), code="taken")


def confirm(*, pick: IssuePick, mentor: User, now: datetime) -> None:
    """A mentor says that it is a good choice. Saying it twice changes nothing."""
    held = IssuePick.objects.held().filter(pk=pick.pk, confirmed_at=None)
    held.update(confirmed_at=now, confirmed_by=mentor, active_at=now)


def keep_on(*, pick: IssuePick, now: datetime) -> None:
    """Its holder is still at it."""
    IssuePick.objects.held().filter(pk=pick.pk).update(active_at=now)


def give_up(*, pick: IssuePick, now: datetime) -> None:
    IssuePick.objects.held().filter(pk=pick.pk).update(ended_at=now, ending=IssuePick.Ending.GIVEN_UP)


def tend_picks(*, now: datetime) -> None:
    """End picks of closed issues, warn once of each silence, free what stayed silent after its warning.

    Done twice, it changes nothing.
    """
    closed = IssuePick.objects.held().filter(issue__is_open=False)
    closed.update(ended_at=now, ending=IssuePick.Ending.CLOSED)
    quiet = IssuePick.objects.quiet(now)
    PickWarning.objects.bulk_create(
        (PickWarning(pick=each, quiet_since=each.active_at, warned_at=now) for each in quiet), ignore_conflicts=True
    )
    for warning in PickWarning.objects.filter(pick__in=quiet, warned_at__lte=now - FREED_AFTER):
        silent = IssuePick.objects.held().filter(pk=warning.pick_id, active_at=warning.quiet_since)
        silent.update(ended_at=now, ending=IssuePick.Ending.FREED)
