"""Issues to pick from, freshest first, and the one that somebody holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from onboarding.github.models import Issue
from onboarding.programs.models import Enrollment, IssuePick, Program
from onboarding.programs.models.picks import FREED_AFTER, QUIET
from onboarding.progress import when
from onboarding.progress.reader import Reader

FRESH = timedelta(days=180)
"""What nobody has touched for longer may no longer be wanted."""

MOST = 50


@dataclass(frozen=True)
class IssueShown:
    """``difficulty`` is the program's label for it, or empty; ``labels`` are the others that tell something."""

    pk: int
    title: str
    name: str
    url: str
    difficulty: str
    labels: tuple[str, ...]
    touched: str


@dataclass(frozen=True)
class PickShown:
    """``freed_on`` is a day where it was warned of, else empty."""

    public_id: str
    issue: IssueShown
    picked: str
    is_confirmed: bool
    is_assigned: bool
    quiet_days: int
    freed_on: str


@dataclass(frozen=True)
class IssuesPage:
    enrollment_id: str
    program_name: str
    may_pick: bool
    pick: PickShown | None
    freed: IssueShown | None
    issues: tuple[IssueShown, ...]


def issues_page(enrollment: Enrollment, reader: Reader) -> IssuesPage:
    """Four queries: the pick that is held, its warning, the last that ended by itself, and the issues."""
    program, pick = enrollment.program, held_pick(enrollment, reader)
    last = enrollment.picks.exclude(ended_at=None).select_related("issue__repository").order_by("-ended_at").first()
    was_freed = pick is None and last is not None and last.ending == IssuePick.Ending.FREED
    return IssuesPage(
        enrollment_id=enrollment.public_id,
        program_name=reader.text(program.name_text),
        may_pick=pick is None and enrollment.state == Enrollment.State.ACTIVE,
        pick=pick,
        freed=_issue(last.issue, program, reader) if last and was_freed else None,
        issues=tuple(_issue(issue, program, reader) for issue in _free(enrollment, reader.now)),
    )


def held_pick(enrollment: Enrollment, reader: Reader) -> PickShown | None:
    """Two queries."""
    pick = enrollment.picks.held().select_related("issue__repository").first()
    if pick is None:
        return None
    warning = pick.warnings.filter(quiet_since=pick.active_at).first()
    return PickShown(
        public_id=pick.public_id,
        issue=_issue(pick.issue, enrollment.program, reader),
        picked=when.day(pick.picked_at, reader),
        is_confirmed=pick.confirmed_at is not None,
        is_assigned=pick.issue.is_assigned,
        quiet_days=QUIET.days,
        freed_on=when.day(warning.warned_at + FREED_AFTER, reader) if warning else "",
    )


def _free(enrollment: Enrollment, now: datetime) -> Sequence[Issue]:
    """Open, nobody's at GitHub and nobody's here, with a label for newcomers, touched lately."""
    program = enrollment.program
    held = IssuePick.objects.held().filter(issue=OuterRef("pk"))
    found = Issue.objects.filter(
        ~Exists(held),
        repository__in=program.repositories.all(),
        is_open=True,
        is_assigned=False,
        updated_at__gt=now - FRESH,
    ).select_related("repository")
    wanted = set(program.newcomer_labels)
    easiest = {label: place for place, label in enumerate(program.difficulty_labels)}
    fresh = [issue for issue in found.order_by("-updated_at") if wanted & set(issue.labels)]
    return sorted(fresh, key=lambda issue: min((easiest.get(label, 99) for label in issue.labels), default=99))[:MOST]


def _issue(issue: Issue, program: Program, reader: Reader) -> IssueShown:
    difficulty = next((label for label in program.difficulty_labels if label in issue.labels), "")
    return IssueShown(
        pk=issue.pk,
        title=issue.title,
        name=str(issue),
        url=issue.url,
        difficulty=difficulty,
        labels=tuple(label for label in issue.labels if label not in (difficulty, *program.newcomer_labels)),
        touched=when.day(issue.updated_at, reader),
    )
